"""Our own check of the reports: each by itself, its page beside it, those before it, and all beside the index."""

import re
from collections.abc import Iterator

from trialvoice.trial.exports.monitoring.index import by_site, row
from trialvoice.trial.exports.monitoring.page_check import page_faults
from trialvoice.trial.exports.monitoring.records import Index, Report, Row
from trialvoice.trial.exports.monitoring.rules import broken_rules
from trialvoice.trial.exports.monitoring.rules_between import between
from trialvoice.trial.exports.printed.documents import INDEX, Printed
from trialvoice.trial.exports.printed.reading import read_record
from trialvoice.trial.exports.target import Fault, Files

_LINES = "findings|deviations|subject_deviations|actions|follow_up|escalations|queries|reviewed|visit|sections"
_SILENT = re.compile(
    rf"/format|/version|/attendees/\d+|/({_LINES})/\d+/(id|finding|kind|category|because|reason)"
    r"|/(deviations|actions)/\d+/(recording|recorded_at|visit)"
    r"|/proofs/\d+/(kind|finding|status|visit|match|accepted/role|accepted/action)|/signatures/\d+/role|/rows/\d+/file"
)
REPORTS: Printed[Report, Index, Row] = Printed(
    Report, Index, "report.schema.json", row=row, order=by_site, silent=_SILENT, what="reports"
)


def our_faults(files: Files) -> Iterator[Fault]:
    """All that this project's rules find wrong."""
    read, faults = REPORTS.read(files)
    yield from faults
    for name, made in read.items():
        for pointer, rule, text in broken_rules(made):
            yield Fault(file=name, place=pointer, rule=rule, text=text)
        yield from page_faults(files, name)
    yield from between(read)
    yield from REPORTS.beside_each_other(files, read)
    yield from _sum_of_the_index(files)


def _sum_of_the_index(files: Files) -> Iterator[Fault]:
    made = read_record(files, INDEX, Index)[0] if INDEX in files else None
    if made is not None and made.undecided != sum(one.undecided for one in made.rows):
        yield Fault(file=INDEX, place="/undecided", rule="count", text="not the sum of its rows")
