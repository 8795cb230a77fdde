"""Identifiers in turns: by model, pattern and checksum, by cue and question, and by what is known already."""
