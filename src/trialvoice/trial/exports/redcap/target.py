"""The export `redcap`."""

import csv
from collections.abc import Iterator

from trialvoice.trial.exports.redcap.check_cells import of_cells, of_dictionary
from trialvoice.trial.exports.redcap.check_rows import of_rows
from trialvoice.trial.exports.redcap.independent import by_frictionless
from trialvoice.trial.exports.redcap.read_back import FILES, ReadBack, read_back
from trialvoice.trial.exports.redcap.written import DICTIONARY, make
from trialvoice.trial.exports.target import Check, Fault, Files, Target


def by_our_rules(files: Files) -> Iterator[Fault]:
    """What our own rules find; where the files cannot be read at all, that alone."""
    lacking = [name for name in FILES if name not in files]
    for name in lacking:
        yield Fault(file=name, place="file", rule="file-missing", text="the file is not there")
    if lacking:
        return
    try:
        yield from _found(read_back(files))
    except (ValueError, KeyError, csv.Error):
        yield Fault(file=DICTIONARY, place="file", rule="unreadable", text="the files have not this export's form")


def _found(read: ReadBack) -> list[Fault]:
    """Faults of the dictionary; of the rows too where their columns are those of the dictionary."""
    faults = list(of_dictionary(read))
    if any(fault.rule in ("columns", "record-id") for fault in faults):
        return faults
    return [*faults, *of_cells(read), *of_rows(read)]


REDCAP = Target(
    name="redcap",
    title="Import files for a REDCap project, with its data dictionary",
    make=make,
    checks=(
        Check(name="trialvoice", ours=True, faults=by_our_rules),
        Check(name="frictionless", ours=False, faults=by_frictionless),
    ),
)
