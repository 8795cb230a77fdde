"""An adverse event followed over visits as one AdverseEvent."""

from trialvoice.core.findings import AdverseEvent, Coding
from trialvoice.trial.exports.fhir.bindings import (
    Json,
    ReleaseName,
    bindings,
    code_system,
    coded,
    extension_url,
)
from trialvoice.trial.exports.fhir.entries import Identity, entry, instant, written
from trialvoice.trial.exports.fhir.parties import Subject, person
from trialvoice.trial.exports.fhir.standing import first_decided, meta
from trialvoice.trial.record.followed import FollowedEvent


def event(followed: FollowedEvent, subject: Subject) -> Identity:
    """By the finding that told it first."""
    return Identity("AdverseEvent", subject.system("finding"), followed.id)


def event_entry(followed: FollowedEvent, subject: Subject, release: ReleaseName) -> Json:
    """Where an event happened is not known: the site is where it was told, so that `location` is left out."""
    identity, value = event(followed, subject), followed.event
    decided = first_decided(followed.tellings)
    shared: Json = {
        "meta": meta(followed.tellings),
        "extension": _extensions(value, release),
        "actuality": "actual",
        "subject": subject.patient.reference,
        "detected": instant(followed.tellings[0].visit.recorded_at),
        "recordedDate": instant(decided.at) if decided else None,
        "recorder": person(decided.by).reference if decided else None,
        "seriousness": coded("seriousness", _seriousness(value, release)),
        "study": [subject.trial.reference],
    }
    own = _r4b(identity, value, subject) if release == "R4B" else _r5(identity, value, subject)
    return entry(identity, written(shared | own), release)


def outcome(value: AdverseEvent) -> str:
    """A death is fatal whatever else was said; what was not stated is unknown, as in AEOUT."""
    known = bindings()["outcome"][value.outcome]
    assert isinstance(known, str)
    return "fatal" if "death" in value.criteria else known


def _r4b(identity: Identity, value: AdverseEvent, subject: Subject) -> Json:
    return {
        "identifier": identity.identifier,
        "event": _what(value),
        "date": value.onset_date,
        "severity": coded("severity", value.severity) if value.severity != "not_stated" else None,
        "outcome": coded("outcome", outcome(value)),
        "suspectEntity": _suspect(value, subject, "R4B"),
        "contained": [_drug(subject)] if _suspect(value, subject, "R4B") else None,
    }


def _r5(identity: Identity, value: AdverseEvent, subject: Subject) -> Json:
    done = bindings()["action"].get(value.action)
    acted = (
        [{"itemCodeableConcept": {**coded("ncit", done["code"], done["display"]), "text": "study drug"}}]
        if done
        else []
    )
    if value.treatment:
        acted.append({"itemCodeableConcept": {"text": value.treatment}})
    return {
        "identifier": [identity.identifier],
        "status": _status(value),
        "code": _what(value),
        "occurrencePeriod": _period(value),
        "outcome": [coded("outcome", outcome(value))],
        "suspectEntity": _suspect(value, subject, "R5"),
        "mitigatingAction": acted,
    }


def _status(value: AdverseEvent) -> str:
    if outcome(value) in ("resolved", "fatal") or value.end_date:
        return "completed"
    return "unknown" if outcome(value) == "unknown" else "in-progress"


def _what(value: AdverseEvent) -> Json:
    """In the speaker's words; MedDRA's codes where the study holds a release of it."""
    coding = value.coding_in("MedDRA")
    return written({"coding": _meddra(coding) if coding else None, "text": value.term})


def _meddra(coding: Coding) -> list[Json]:
    terms = ((coding.code, coding.term), (coding.lowest_level_code, coding.lowest_level_term))
    made = {code: term for code, term in terms if code}
    return [
        {"system": code_system("meddra"), "version": coding.version, "code": code, "display": term}
        for code, term in made.items()
    ]


def _period(value: AdverseEvent) -> Json:
    return written({"start": value.onset_date, "end": value.end_date})


def _seriousness(value: AdverseEvent, release: ReleaseName) -> str:
    code = bindings()["seriousness"][release]["serious" if value.serious else "non_serious"]
    assert isinstance(code, str)
    return code


def _suspect(value: AdverseEvent, subject: Subject, release: ReleaseName) -> list[Json]:
    """The study drug where somebody spoke of it; what they said is text, since nobody named a WHO-UMC category."""
    if value.related == "not_stated":
        return []
    by = f", as stated by the {value.related_by}" if value.related_by else ""
    said = {"text": bindings()["related"][value.related] + by}
    if release == "R4B":
        return [{"instance": {"reference": "#drug", "type": "Medication"}, "causality": [{"assessment": said}]}]
    drug = {"text": subject.study.study.study.drug}
    return [{"instanceCodeableConcept": drug, "causality": {"entityRelatedness": said}}]


def _drug(subject: Subject) -> Json:
    return {"resourceType": "Medication", "id": "drug", "code": {"text": subject.study.study.study.drug}}


def _extensions(value: AdverseEvent, release: ReleaseName) -> list[Json]:
    """What the release has no element for: the criteria, the grade, in R4B the end, in R5 the severity."""
    made = [_criterion(bindings()["criteria"][one]) for one in value.criteria]
    if value.grade:
        graded = {**coded("ncit", bindings()["grade"][str(value.grade)]), "text": f"Grade {value.grade}"}
        made.append({"url": extension_url("grade"), "valueCodeableConcept": graded})
    if release == "R4B" and value.end_date:
        made.append({"url": extension_url("occurrence"), "valuePeriod": _period(value)})
    if release == "R5" and value.severity != "not_stated":
        made.append({"url": extension_url("severity"), "valueCodeableConcept": coded("severity", value.severity)})
    return made


def _criterion(known: dict[str, str]) -> Json:
    """As HL7's guide for adverse events in clinical research has it."""
    parts = [
        {"url": "criterionCode", "valueCodeableConcept": coded("criterion", known["code"], known["display"])},
        {"url": "criterionPresent", "valueBoolean": True},
    ]
    return {"url": extension_url("criteria"), "extension": parts}
