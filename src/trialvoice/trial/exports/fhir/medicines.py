"""A medicine followed over visits as one MedicationStatement."""

import re

from trialvoice.core.findings import ConcomitantMedication
from trialvoice.trial.exports.fhir.bindings import Json, ReleaseName, bindings, coded, quantity
from trialvoice.trial.exports.fhir.entries import Identity, entry, instant, written
from trialvoice.trial.exports.fhir.parties import Subject
from trialvoice.trial.exports.fhir.standing import first_decided, meta
from trialvoice.trial.exports.fhir.transcripts import transcript
from trialvoice.trial.record.followed import FollowedMedicine

_DOSE = re.compile(r"(?P<value>\d+(?:\.\d+)?) ?(?P<unit>[A-Za-z]+)")


def medicine(followed: FollowedMedicine, subject: Subject) -> Identity:
    """By the finding that told it first."""
    return Identity("MedicationStatement", subject.system("finding"), followed.id)


def medicine_entry(followed: FollowedMedicine, subject: Subject, release: ReleaseName) -> Json:
    """A start as spoken ("since spring") is no date, so that it is left out."""
    identity, value = medicine(followed, subject), followed.medicine
    visits = {telling.visit.recording: telling.visit for telling in followed.tellings}
    shared: Json = {
        "meta": meta(followed.tellings),
        "identifier": [identity.identifier],
        "subject": subject.patient.reference,
        "dateAsserted": instant(followed.tellings[-1].visit.recorded_at),
        "derivedFrom": [transcript(visit).reference for visit in visits.values()],
        "dosage": _dosage(value),
    }
    accepted = first_decided(followed.tellings) is not None
    own = _r4b(value) if release == "R4B" else _r5(value, accepted)
    if _told_by_participant(followed):
        own["informationSource"] = subject.patient.reference if release == "R4B" else [subject.patient.reference]
    return entry(identity, written(shared | own), release)


def _told_by_participant(followed: FollowedMedicine) -> bool:
    return any(proof.role == "participant" for one in followed.tellings for proof in one.finding.finding.evidence)


def _r4b(value: ConcomitantMedication) -> Json:
    known = {True: "active", False: "completed", None: "unknown"}
    return {
        "status": known[value.ongoing],
        "medicationCodeableConcept": {"text": value.name},
        "reasonCode": [{"text": value.indication}] if value.indication else None,
    }


def _r5(value: ConcomitantMedication, accepted: bool) -> Json:
    taking = {True: "taking", False: "not-taking", None: None}[value.ongoing]
    return {
        "status": "recorded" if accepted else "draft",
        "medication": {"concept": {"text": value.name}},
        "reason": [{"concept": {"text": value.indication}}] if value.indication else None,
        "adherence": {"code": coded("adherence", taking)} if taking else None,
    }


def _dosage(value: ConcomitantMedication) -> list[Json]:
    """As written, and as a quantity where the dose is one number with a known unit."""
    words = " ".join(part for part in (value.dose, value.frequency, value.route) if part)
    made = written(
        {
            "text": words,
            "timing": {"code": {"text": value.frequency}} if value.frequency else None,
            "route": {"text": value.route} if value.route else None,
            "doseAndRate": [{"doseQuantity": dose}] if (dose := _dose(value.dose)) else None,
        }
    )
    return [made] if made else []


def _dose(dose: str | None) -> Json | None:
    parts = _DOSE.fullmatch(dose or "")
    if parts is None or parts["unit"] not in bindings()["ucum"]:
        return None
    return quantity(float(parts["value"]), parts["unit"])
