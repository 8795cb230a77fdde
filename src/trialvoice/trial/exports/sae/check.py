"""Our own check of the worksheets: each by itself, its page beside it, and all of them beside their index."""

import re
from collections import Counter
from collections.abc import Iterator

from trialvoice.trial.exports.printed.documents import Printed
from trialvoice.trial.exports.printed.reading import readable
from trialvoice.trial.exports.sae.index import by_due, row
from trialvoice.trial.exports.sae.records import Index, Row, Worksheet
from trialvoice.trial.exports.sae.rules import broken_rules
from trialvoice.trial.exports.target import Fault, Files

SECTIONS = (
    "clock",
    "criteria",
    "minimum",
    "proven",
    "causality",
    "known",
    "unknown",
    "signatures",
    "proofs",
    "sources",
)
_SILENT = re.compile(
    r"/format|/version|/(known|unknown)/\d+/(key|section|part|entry|why)|/minimum/\d+/id|/clock/reminders/\d+/id"
    r"|/proofs/\d+/(kind|finding|status|visit|match|accepted/role|accepted/action)|/signatures/\d+/role|/rows/\d+/file"
)
WORKSHEETS: Printed[Worksheet, Index, Row] = Printed(
    Worksheet, Index, "worksheet.schema.json", row=row, order=by_due, silent=_SILENT, what="worksheets"
)


def our_faults(files: Files) -> Iterator[Fault]:
    """All that this project's rules find wrong."""
    read, faults = WORKSHEETS.read(files)
    yield from faults
    for name, made in read.items():
        for pointer, rule, text in broken_rules(made):
            yield Fault(file=name, place=pointer, rule=rule, text=text)
        yield from _sections(files, name)
    yield from _twice(read)
    yield from WORKSHEETS.beside_each_other(files, read)


def _sections(files: Files, name: str) -> Iterator[Fault]:
    """Each section stands there even where it has nothing to tell, so that nobody takes it for forgotten."""
    page = name.removesuffix(".json") + ".html"
    there = {one.attributes.get("id") for one in readable(files, page)}
    for lost in (one for one in SECTIONS if one not in there):
        yield Fault(file=page, place=f"#{lost}", rule="section-missing", text="a section of the worksheet is missing")


def _twice(read: dict[str, Worksheet]) -> Iterator[Fault]:
    """A finding tells of one event, and of no other."""
    tells = Counter(uid for of in read.values() for uid in set(of.findings))
    for name, of in read.items():
        if any(tells[uid] > 1 for uid in of.findings):
            yield Fault(file=name, place="/findings", rule="duplicate-event", text="an event is there twice")
