"""Draft queries by rules over findings and forms: what a record lacks, and what conflicts.

They are no findings: nobody said them. What one record lacks is one query, and what a form lacks is one as well, so
that a data manager reads a short list; what is beyond MOST is counted and left out, the least important first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from trialvoice.core.findings import AdverseEvent, ConcomitantMedication, Finding, MissedDose
from trialvoice.core.results import CONFLICT, FilledItem, Query
from trialvoice.core.study import Form

MOST = 20
"""Queries of one visit."""
Importance = Literal["safety", "conflict", "data"]
_ORDER: tuple[Importance, ...] = ("safety", "conflict", "data")
NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True)
class _Lack:
    """A rule that holds of a record, and what it asks for."""

    rule: str
    wanted: str


def queries(findings: Sequence[Finding], forms: Sequence[Form], filled: Sequence[FilledItem]) -> tuple[Query, ...]:
    """All queries, those on safety first, then conflicts, then what is missing; not yet bounded by MOST."""
    raised = [*(q for finding in findings for q in _of(finding)), *_conflicts(forms, filled), *_unstated(forms, filled)]
    ordered = sorted(raised, key=lambda query: _ORDER.index(query.importance))
    return tuple(query.model_copy(update={"id": f"q-{number}"}) for number, query in enumerate(ordered, start=1))


def _of(finding: Finding) -> Iterator[Query]:
    match finding.value:
        case AdverseEvent() as event:
            lacks = tuple(_of_event(event))
            yield from _asked(finding.id, f"adverse event “{event.term}”", lacks, "safety" if event.serious else "data")
        case ConcomitantMedication() as medicine:
            lacks = tuple(_of_medicine(medicine))
            yield from _asked(finding.id, f"concomitant medication “{medicine.name}”", lacks, "data")
        case MissedDose(doses=None):
            yield from _asked(finding.id, "missed doses", (_Lack("md-count", "how many doses were missed"),), "data")


def _asked(about: str, name: str, lacks: Sequence[_Lack], importance: Importance) -> Iterator[Query]:
    if lacks:
        text = f"Please give for the {name}: {_listed([lack.wanted for lack in lacks])}."
        yield Query(id="", rules=tuple(lack.rule for lack in lacks), importance=importance, text=text, about=about)


def _listed(wanted: Sequence[str]) -> str:
    return ", ".join(wanted[:-1]) + (" and " if len(wanted) > 1 else "") + wanted[-1]


def _of_event(event: AdverseEvent) -> Iterator[_Lack]:
    if event.onset is None and event.onset_date is None:
        yield _Lack("ae-onset", "the date of onset")
    if event.outcome == NOT_STATED:
        yield _Lack("ae-outcome", "the outcome")
    if event.end is None and event.end_date is None and (event.serious or event.outcome == "resolved"):
        yield _Lack("sae-end" if event.serious else "ae-end", "the end (or that it goes on)")
    if event.related == NOT_STATED:
        yield _Lack("ae-relatedness", "the relationship to the study drug")
    if event.severity == NOT_STATED:
        yield _Lack("ae-severity", "the severity")


def _of_medicine(medicine: ConcomitantMedication) -> Iterator[_Lack]:
    if medicine.dose is None:
        yield _Lack("cm-dose", "the dose")
    if medicine.indication is None:
        yield _Lack("cm-indication", "the indication")
    if medicine.start is None:
        yield _Lack("cm-start", "the start")


def _conflicts(forms: Sequence[Form], filled: Sequence[FilledItem]) -> Iterator[Query]:
    questions = {(form.id, item.id): item.question for form in forms for item in form.items}
    for item in filled:
        if item.state == "conflicting" and item.value:
            text = f"{questions[item.form, item.item]}: {_either(item.value)} were said. Please give the right value."
            about = f"{item.form}.{item.item}"
            yield Query(id="", rules=("crf-conflict",), importance="conflict", text=text, about=about)


def _either(value: str) -> str:
    return " and ".join(value.split(CONFLICT))


def _unstated(forms: Sequence[Form], filled: Sequence[FilledItem]) -> Iterator[Query]:
    """One query for each form: its required items without a value."""
    for form in forms:
        required = {item.id: item.question for item in form.items if item.required}
        left = [i.item for i in filled if i.form == form.id and i.state == "not_stated" and i.item in required]
        if left:
            text = f"{form.title}: please give {_listed([required[item] for item in left])}."
            yield Query(id="", rules=("crf-unstated",), importance="data", text=text, about=form.id)
