"""trialvoice: recorded clinical-trial visits into evidence-linked, reviewable trial data.

The way of the data, a folder a zone:

    phi/      intake → transcribe → diarize → turns → roles       may see identities
              (transcribe: windows → ladder → gates)
    redact/   find → replace → sound → heard again → verify       the gate
    safe/     ask → ground → assertion → events, doses,           never sees identities
              medicines, history, forms, deviations → code → confirm
              → report
    trial/    histories of events, tables, index and safety worklist across visits; store → review → record → exports,
              push, dossier, each act in one trail

`pipeline` states the order of `stages/` once; `flows/` and `cli` walk it. `core/` holds the types, `engines/` the only
imports of heavy libraries, `weights/` the models; `evaluate/` and `bench/` measure.
"""

__version__ = "0.1.0"
