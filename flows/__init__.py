"""Prefect, and nothing else: ids in, ids and counts out. The work itself is in `trialvoice`.

`visit.py` is one recording, `nightly.py` every recording of a study, `triage.py` what is new,
read for safety alone, with its serious events by due time; `serve.py` brings up a server with all three.
"""
