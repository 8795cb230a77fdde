"""Rows of the import file: one for the participant, one a visit, one a repeat instance."""

from collections.abc import Iterable, Iterator, Mapping

from trialvoice.core.findings import ProtocolDeviation, Status
from trialvoice.core.results import FilledItem
from trialvoice.trial.exports.redcap.instances import Followed, FollowedEvent, FollowedMedicine, Gone, instances
from trialvoice.trial.exports.redcap.project import (
    COMPLETE,
    LOG,
    STANDS,
    TAKEN_BACK,
    Event,
    Field,
    Instrument,
    Project,
    project,
)
from trialvoice.trial.record.followed import Telling
from trialvoice.trial.record.forms import reviewed_forms
from trialvoice.trial.record.reviewed import ReviewedFinding, ReviewedStudy, ReviewedVisit

KEY = ("record_id", "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance")
INCOMPLETE, UNVERIFIED, COMPLETED = "0", "1", "2"
Cells = dict[str, str]


def records(study: ReviewedStudy, statuses: frozenset[Status]) -> Iterator[Cells]:
    """By site and subject: the participant, what runs through the study, then the visits in the study file's order."""
    made = project(study.study)
    of: dict[tuple[str, str], list[ReviewedVisit]] = {}
    for visit in study.visits:
        if visit.of_a_subject:
            of.setdefault((visit.site, visit.subject), []).append(visit)
    for site, subject in sorted(of):
        visits = sorted(of[site, subject], key=lambda visit: (visit.recorded_at, visit.recording))
        yield _participant(site, subject, visits)
        for instrument in made.instruments:
            if instrument.kind:
                yield from _repeated(study, visits, instrument, statuses)
        for event in made.events:
            mine = [visit for visit in visits if event.visit and visit.visit == event.visit.id]
            for number, visit in enumerate(mine, start=1):
                yield _visit(study, visit, (made, event, number), statuses)


def _key(site: str, subject: str, event: str, instrument: str = "", number: int | None = None) -> Cells:
    instance = "" if number is None else str(number)
    return dict(zip(KEY, (f"{site}-{subject}", event, instrument, instance), strict=True))


def _participant(site: str, subject: str, visits: list[ReviewedVisit]) -> Cells:
    days = {visit.day1 for visit in visits}
    day1 = days.pop() if len(days) == 1 else None
    return {
        **_key(site, subject, LOG),
        "site": site,
        "subject": subject,
        "day1": day1.isoformat() if day1 else "",
        f"participant{COMPLETE}": COMPLETED,
    }


def _visit(
    study: ReviewedStudy, visit: ReviewedVisit, place: tuple[Project, Event, int], statuses: frozenset[Status]
) -> Cells:
    made, event, number = place
    signed = _signed(visit)
    filled = reviewed_forms(visit, study.study, statuses)
    row = {
        **_key(visit.site, visit.subject, event.unique, number=number),
        "visit_recording": visit.recording,
        "visit_id": visit.visit,
        "visit_date": visit.recorded_at.date().isoformat(),
        "visit_time": visit.recorded_at.strftime("%H:%M"),
        "visit_day": "" if visit.day is None else str(visit.day),
        "visit_sha256": visit.record_sha256,
        f"visit{COMPLETE}": COMPLETED if signed else UNVERIFIED,
    }
    for form in study.study.forms_of(study.study.visit(visit.visit)):
        instrument = made.of_form(form.id)
        row |= _form(instrument, [one for one in filled if one.form == form.id], signed)
    return row


def _form(instrument: Instrument, filled: list[FilledItem], signed: bool) -> Cells:
    """A form's items; complete where all that is required is stated and the visit is signed."""
    row: Cells = {}
    whole = True
    for field, one in zip(instrument.fields, filled, strict=True):
        row[field.name] = _coded(field, one.value) if one.state == "stated" and one.value is not None else ""
        whole = whole and one.state != "conflicting" and bool(row[field.name] or not field.required)
    complete = INCOMPLETE if not whole else COMPLETED if signed else UNVERIFIED
    return {**row, f"{instrument.name}{COMPLETE}": complete}


def _coded(field: Field, value: str) -> str:
    """As REDCap takes it: a choice by its code, a whole number without decimals."""
    if field.choices:
        return field.code(value)
    if field.validation == "integer" and value.endswith(".0"):
        return value.removesuffix(".0")
    return value


def _repeated(
    study: ReviewedStudy, visits: list[ReviewedVisit], instrument: Instrument, statuses: frozenset[Status]
) -> Iterator[Cells]:
    assert instrument.kind is not None
    site, subject = visits[0].site, visits[0].subject
    for number, one in instances(study, visits, instrument.kind, statuses).items():
        yield {
            **_key(site, subject, LOG, instrument.name, number),
            **(_taken_back(instrument, one) if isinstance(one, Gone) else _standing(instrument, one)),
        }


def _taken_back(instrument: Instrument, gone: Gone) -> Cells:
    """Nothing but that, and since when: what REDCap holds of it stays there, marked."""
    return {
        **_decided(instrument, gone.findings),
        f"{instrument.prefix}_standing": TAKEN_BACK,
        f"{instrument.name}{COMPLETE}": INCOMPLETE,
    }


def _decided(instrument: Instrument, findings: Iterable[ReviewedFinding]) -> Cells:
    """The last decision on any of them. With its time, no two states of a record that follow each other are alike."""
    made = [one.decided for one in findings if one.decided]
    last = max(made, key=lambda decision: (decision.at, decision.act), default=None)
    return {
        f"{instrument.prefix}_reviewed_by": f"{last.by.name} ({last.by.role})" if last else "",
        f"{instrument.prefix}_reviewed_at": last.at.isoformat(timespec="seconds") if last else "",
    }


def _standing(instrument: Instrument, one: Followed) -> Cells:
    prefix = instrument.prefix
    signed = all(_signed(told.visit) or _signed(told.visit, told.finding.uid) for told in one.tellings)
    return {
        **_fields(instrument, _values(one)),
        f"{prefix}_uid": one.tellings[0].finding.uid,
        f"{prefix}_evidence": "\n".join(line for told in one.tellings for line in _evidence(told)),
        f"{prefix}_recordings": ", ".join(dict.fromkeys(told.visit.recording for told in one.tellings)),
        **_decided(instrument, (told.finding for told in one.tellings)),
        f"{prefix}_standing": STANDS,
        f"{instrument.name}{COMPLETE}": COMPLETED if signed else UNVERIFIED,
    }


def _signed(visit: ReviewedVisit, about: str = "visit") -> bool:
    return any(one.about == about and one.void_at is None for one in visit.signatures)


def _evidence(told: Telling) -> Iterator[str]:
    for proof in told.finding.finding.evidence:
        span = f"{proof.start / 1000:.3f}-{proof.end / 1000:.3f} s"
        yield f"{told.visit.recording}, turn {proof.turn}, {span}, {proof.role}: {proof.quote}"
    if told.finding.finding.basis:
        yield f"{told.visit.recording}: {'; '.join(told.finding.finding.basis)}"


def _values(one: Followed) -> Mapping[str, object]:
    """A record's values by what its fields are called after the prefix."""
    if isinstance(one, FollowedEvent):
        return _event(one)
    if isinstance(one, FollowedMedicine):
        return one.medicine.model_dump()
    value = one.tellings[0].finding.value
    fields = value.model_dump()
    return fields | ({"rule": value.rule} if isinstance(value, ProtocolDeviation) else {})


def _event(one: FollowedEvent) -> Mapping[str, object]:
    event = one.event
    ctcae, meddra = event.coding, event.coding_in("MedDRA")
    return {
        **event.model_dump(),
        "ctcae": ctcae.term if ctcae else None,
        "ctcae_version": ctcae.version if ctcae else None,
        "meddra_llt": meddra.lowest_level_term if meddra else None,
        "meddra_llt_code": meddra.lowest_level_code if meddra else None,
        "meddra_pt": meddra.term if meddra else None,
        "meddra_version": meddra.version if meddra else None,
        "start": event.onset_date,
        "start_date": _whole_day(event.onset_date),
        "end": event.end_date,
        "end_date": _whole_day(event.end_date),
        "serious": event.serious,
        "criteria": event.criteria,
        "awareness": event.awareness_at.isoformat(timespec="seconds") if event.awareness_at else None,
        "due": event.sae_due_at.isoformat(timespec="seconds") if event.sae_due_at else None,
    }


def _whole_day(partial: str | None) -> str | None:
    return partial if partial and len(partial) == len("2026-03-09") else None


def _fields(instrument: Instrument, values: Mapping[str, object]) -> Cells:
    made: Cells = {}
    for field in instrument.fields:
        value = values.get(field.name.removeprefix(f"{instrument.prefix}_"))
        if field.type == "checkbox" and isinstance(value, tuple):
            made |= {f"{field.name}___{one.code}": "1" if one.value in value else "0" for one in field.choices}
        elif value is not None and value != "not_stated":
            made[field.name] = _cell(field, value)
    return made


def _cell(field: Field, value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return field.code(str(value)) if field.choices else str(value)
