"""What an export is: files made of a study's record, and at least two checks that do not share code."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module

from trialvoice.core.errors import ExportError
from trialvoice.core.findings import Status
from trialvoice.core.records import Record
from trialvoice.trial.record.reviewed import ReviewedStudy

Files = Mapping[str, bytes]
"""Name, which may have folders with "/", → content."""


class Fault(Record):
    """What a check found wrong. text: a sentence that quotes nothing anybody said.

    place: row and column, an XPath, or a JSON pointer.  rule: stable id of what was broken.
    """

    file: str
    place: str
    rule: str
    text: str


@dataclass(frozen=True)
class Check:
    """A validator. ours: made of this project's rules, beside which another's has to stand."""

    name: str
    ours: bool
    faults: Callable[[Files], Iterable[Fault]]


@dataclass(frozen=True)
class Target:
    """One form of export.

    make: the files of a study's record with the findings of those statuses; the same record gives the same bytes.
    """

    name: str
    title: str
    make: Callable[[ReviewedStudy, frozenset[Status]], dict[str, bytes]]
    checks: tuple[Check, ...]


_TARGETS = {
    "csv": "trialvoice.trial.exports.tidy.target:CSV",
    "sdtm": "trialvoice.trial.exports.sdtm.target:SDTM",
    "odm": "trialvoice.trial.exports.odm.target:PLAIN",
    "odm-rave": "trialvoice.trial.exports.odm.target:RAVE",
    "odm-inform": "trialvoice.trial.exports.odm.target:INFORM",
    "odm2-queries": "trialvoice.trial.exports.odm.target:QUERIES",
    "fhir": "trialvoice.trial.exports.fhir.target:R4B",
    "fhir-r5": "trialvoice.trial.exports.fhir.target:R5",
    "redcap": "trialvoice.trial.exports.redcap.target:REDCAP",
    "sae": "trialvoice.trial.exports.sae.target:SAE",
    "monitoring": "trialvoice.trial.exports.monitoring.target:MONITORING",
}
TARGETS = tuple(_TARGETS)


def target(name: str) -> Target:
    """The export of that name; its libraries are imported now, not before. Raises ExportError TV801."""
    if name not in _TARGETS:
        raise ExportError("TV801", f"no export {name!r}", place="export", remedy=f"name one of {', '.join(TARGETS)}")
    module, _, attribute = _TARGETS[name].partition(":")
    made = getattr(import_module(module), attribute)
    assert isinstance(made, Target)
    return made
