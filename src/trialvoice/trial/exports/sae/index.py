"""The index of a study's worksheets, by the time they are due."""

from typing import Literal

from trialvoice.core.findings import AdverseEvent
from trialvoice.trial.exports.sae.records import Index, Row, Worksheet
from trialvoice.trial.record.reviewed import ReviewedStudy


def index(study: ReviewedStudy, worksheets: list[Worksheet]) -> Index:
    """Due first comes first; without a clock last."""
    waiting = sum(
        one.status == "candidate" and isinstance(one.value, AdverseEvent) and one.value.serious
        for visit in study.visits
        if visit.of_a_subject
        for one in visit.findings
    )
    return Index(
        study=study.study.study.id,
        title=study.study.study.title,
        as_of=study.as_of,
        last_act=study.last_act,
        not_reviewed=waiting,
        rows=tuple(sorted((row(one) for one in worksheets), key=by_due)),
    )


def by_due(one: Row) -> tuple[bool, float, str, str, str]:
    """The order of rows."""
    due = one.due_at.timestamp() if one.due_at else 0.0
    return one.due_at is None, due, one.site, one.subject, one.event


def row(of: Worksheet) -> Row:
    """A worksheet as the index has it."""
    return Row(
        event=of.event,
        site=of.site,
        subject=of.subject,
        term=of.term,
        criteria=tuple(one.criterion for one in of.criteria),
        awareness_at=of.clock.awareness_at,
        due_at=of.clock.due_at,
        state=_state(of),
        met=sum(one.state == "met" for one in of.minimum),
        known=len(of.known),
        unknown=len(of.unknown),
        file=file_of(of.site, of.subject, of.event),
    )


def _state(of: Worksheet) -> Literal["signed", "not signed", "not accepted"]:
    if any(one.status == "candidate" and one.finding in of.findings for one in of.proofs):
        return "not accepted"
    return "signed" if any(one.state == "holds" for one in of.signatures) else "not signed"


def file_of(site: str, subject: str, event: str) -> str:
    """Name without its ending, from the export's folder."""
    return f"{site}/{subject}/{event}"
