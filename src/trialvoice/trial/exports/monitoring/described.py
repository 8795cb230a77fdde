"""Findings as lines: what was told, which deviations, and which of both are escalated."""

from collections.abc import Iterator, Sequence

from trialvoice.core.findings import (
    AdverseEvent,
    ConcomitantMedication,
    CrfItem,
    FollowUp,
    Interaction,
    MedicalHistory,
    MissedDose,
    Mood,
    ProtocolDeviation,
    TreatmentResponse,
    Value,
    VitalSign,
)
from trialvoice.trial.exports.monitoring.interviews import Interview
from trialvoice.trial.exports.monitoring.layout import layout
from trialvoice.trial.exports.monitoring.records import Deviation, Escalated, Escalation, Told
from trialvoice.trial.record.reviewed import ReviewedVisit


def told(of: Interview) -> Iterator[Told]:
    """What the interview told beside deviations and actions."""
    for one in of.counted(of.visit):
        value = one.value
        if isinstance(value, FollowUp | ProtocolDeviation):
            continue
        serious = value if isinstance(value, AdverseEvent) and value.serious else None
        yield Told(
            finding=one.uid,
            kind=value.kind,
            label=layout().kinds[value.kind],
            text=_text(value),
            criteria=serious.criteria if serious else (),
            awareness_at=serious.awareness_at if serious else None,
            due_at=serious.sae_due_at if serious else None,
            proofs=of.proofs.of(of.visit, one),
        )


def deviations(of: Interview, visits: Sequence[ReviewedVisit]) -> Iterator[Deviation]:
    """The deviations of those visits."""
    for visit in visits:
        for one in of.counted(visit):
            value = one.value
            if isinstance(value, ProtocolDeviation):
                yield Deviation(
                    finding=one.uid,
                    subject=visit.subject if visit.of_a_subject else None,
                    visit=visit.visit,
                    recording=visit.recording,
                    recorded_at=visit.recorded_at,
                    category=value.category,
                    label=layout().categories[value.category],
                    text=value.description,
                    importance=value.importance,
                    rationale=value.rationale,
                    proofs=of.proofs.of(visit, one),
                )


def escalations(events: Sequence[Told], departures: Sequence[Deviation]) -> Iterator[Escalation]:
    """Serious events first, then deviations of the categories that are escalated."""
    for event in events:
        if event.criteria:
            yield _escalation(event, "serious_event").model_copy(
                update={"awareness_at": event.awareness_at, "due_at": event.due_at}
            )
    for one in departures:
        if one.category == "consent" or one.category == "safety_reporting":
            yield _escalation(one, one.category)


def _escalation(one: Told | Deviation, because: Escalated) -> Escalation:
    return Escalation(
        finding=one.finding,
        because=because,
        label=layout().escalated[because],
        text=one.text,
        proofs=one.proofs,
    )


def _text(value: Value) -> str:
    """A value in one line, without what nobody said."""
    match value:
        case AdverseEvent() | MedicalHistory():
            return value.term
        case MissedDose():
            doses = "" if value.doses is None else f"{value.doses} dose{'s' if value.doses > 1 else ''}"
            return _joined(doses, value.when, value.reason) or "number of doses not stated"
        case ConcomitantMedication():
            return _joined(value.name, value.dose, value.frequency, "prohibited" if value.prohibited else None)
        case TreatmentResponse():
            return f"{value.direction}: {value.what}"
        case VitalSign():
            return f"{value.test} {value.value:g} {value.unit}"
        case CrfItem():
            return f"{value.form} {value.item}: {_joined(value.value, value.unit)}"
        case Mood():
            return f"{value.feeling}: {value.what}"
        case Interaction():
            return f"{value.first} and {value.second} ({value.severity})"
    raise AssertionError("deviations and actions have lines of their own")


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)
