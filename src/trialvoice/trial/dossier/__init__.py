"""A visit's dossier: one file with everything an inspector asks, which checks without the store and without the key."""
