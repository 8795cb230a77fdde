"""Rows of findings: what all kinds share, a table for each kind, and the quotes that prove them."""

from collections.abc import Iterator

from trialvoice.core.findings import Status
from trialvoice.trial.exports.tidy.definitions import Row, table
from trialvoice.trial.exports.tidy.visit_rows import in_order, moment, subject_of
from trialvoice.trial.record.followed import FollowedEvent, FollowedMedicine
from trialvoice.trial.record.reviewed import ReviewedFinding, ReviewedStudy, ReviewedVisit
from trialvoice.trial.tables import summary

_TABLE_OF = {
    "protocol_deviation": "deviations",
    "missed_dose": "missed_doses",
    "medical_history": "medical_history",
    "treatment_response": "treatment_responses",
    "vital_sign": "vital_signs",
    "crf_item": "crf_items",
    "mood": "moods",
    "follow_up": "follow_ups",
    "interaction": "interactions",
}
"""Kinds of which each finding is a record of its own; events and medicines are joined over visits."""


def chosen(study: ReviewedStudy, statuses: frozenset[Status]) -> Iterator[tuple[ReviewedVisit, ReviewedFinding]]:
    """Findings of those statuses, visit by visit, in the order they were found."""
    for visit in in_order(study):
        for one in visit.findings:
            if one.status in statuses:
                yield visit, one


def findings(
    study: ReviewedStudy,
    statuses: frozenset[Status],
    events: tuple[FollowedEvent, ...],
    medicines: tuple[FollowedMedicine, ...],
) -> Iterator[Row]:
    """One row each, with the joined event or medicine it tells of."""
    event_of = {told.finding.uid: event.id for event in events for told in event.tellings}
    medicine_of = {told.finding.uid: medicine.id for medicine in medicines for told in medicine.tellings}
    for visit, one in chosen(study, statuses):
        last = one.decided
        yield {
            "finding": one.uid,
            "usubjid": subject_of(visit),
            "site": visit.site,
            "recording": visit.recording,
            "kind": one.value.kind,
            "what": summary(one.finding),
            "status": one.status,
            "adverse_event": event_of.get(one.uid),
            "medication": medicine_of.get(one.uid),
            "assertion": one.finding.assertion,
            "confidence": one.finding.confidence,
            "source": one.finding.source,
            "by_machine": one.proposed is not None,
            "changed": one.proposed is not None and one.value != one.proposed,
            "withdrawn": one.withdrawn,
            "quotes": len(one.finding.evidence),
            "basis": list(one.finding.basis),
            "review": list(one.finding.review),
            "recorded_at": moment(one.recorded_at),
            "recorded_by": one.recorded_by.id,
            "decided_at": moment(last.at) if last else None,
            "decided_by": last.by.id if last else None,
            "decided_role": last.by.role if last else None,
            "value": one.value.model_dump(mode="json", exclude_none=True),
        }


def of_kinds(study: ReviewedStudy, statuses: frozenset[Status]) -> dict[str, list[Row]]:
    """The tables of those kinds of which a finding is a record of its own; all of them, also the empty ones."""
    made: dict[str, list[Row]] = {name: [] for name in _TABLE_OF.values()}
    for visit, one in chosen(study, statuses):
        name = _TABLE_OF.get(one.value.kind)
        if name is None:
            continue
        value = one.value.model_dump(mode="json")
        own: Row = {
            "finding": one.uid,
            "usubjid": subject_of(visit),
            "site": visit.site,
            "recording": visit.recording,
        }
        made[name].append(own | {c.name: _said(value[c.name]) for c in table(name).columns if c.name not in own})
    return made


def _said(value: str | float | bool | None) -> str | float | bool | None:
    return None if value == "" else value


def evidence(study: ReviewedStudy, statuses: frozenset[Status]) -> Iterator[Row]:
    """One row a quote."""
    for visit, one in chosen(study, statuses):
        for number, proof in enumerate(one.finding.evidence, start=1):
            yield {
                "finding": one.uid,
                "number": number,
                "recording": visit.recording,
                **proof.model_dump(mode="json"),
            }
