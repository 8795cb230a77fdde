"""Types, errors, settings, the study file and the artifact store. Imports none of the other zones."""
