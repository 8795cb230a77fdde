"""The export `csv`."""

import csv
from collections.abc import Iterator

from trialvoice.trial.exports.target import Check, Fault, Files, Target
from trialvoice.trial.exports.tidy.check_forms import of_forms
from trialvoice.trial.exports.tidy.check_record import of_record
from trialvoice.trial.exports.tidy.check_tables import of_tables
from trialvoice.trial.exports.tidy.independent import by_frictionless, by_jsonschema
from trialvoice.trial.exports.tidy.read_back import ReadBack, missing, read_back
from trialvoice.trial.exports.tidy.written import make


def by_our_rules(files: Files) -> Iterator[Fault]:
    """What our own rules find; where the files cannot be read at all, that alone."""
    lacking = list(missing(files))
    yield from lacking
    if any(fault.rule == "file-missing" for fault in lacking):
        return
    try:
        yield from _found(read_back(files), files)
    except (ValueError, KeyError, TypeError, AttributeError, csv.Error):
        yield Fault(file="study.json", place="file", rule="unreadable", text="the files have not this export's form")


def _found(read: ReadBack, files: Files) -> list[Fault]:
    """Faults of the tables; of what they say together too where each cell can be read."""
    faults = list(of_tables(read, files))
    if any(fault.rule in ("type", "required") for fault in faults):
        return faults
    return [*faults, *of_record(read), *of_forms(read)]


CSV = Target(
    name="csv",
    title="Tidy tables as CSV and JSON with a data dictionary",
    make=make,
    checks=(
        Check(name="trialvoice", ours=True, faults=by_our_rules),
        Check(name="frictionless", ours=False, faults=by_frictionless),
        Check(name="jsonschema", ours=False, faults=by_jsonschema),
    ),
)
