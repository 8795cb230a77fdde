"""Rows of subjects, visits, and forms as they stand after review."""

from collections.abc import Iterator
from datetime import datetime

from trialvoice.core.findings import Status
from trialvoice.core.study import Item, Study
from trialvoice.trial.exports.tidy.definitions import Row
from trialvoice.trial.record.followed import FollowedEvent
from trialvoice.trial.record.forms import reviewed_forms
from trialvoice.trial.record.reviewed import ReviewedStudy, ReviewedVisit

_NUMERIC = ("integer", "decimal")


def usubjid(study: str, site: str, subject: str) -> str:
    """One id for a subject across sites."""
    return f"{study}-{site}-{subject}"


def subject_of(visit: ReviewedVisit) -> str | None:
    """Whose visit it is; None of a monitor's interview, which is no subject's."""
    return usubjid(visit.study, visit.site, visit.subject) if visit.of_a_subject else None


def moment(time: datetime | None) -> str | None:
    """ISO 8601 with its offset, to the second."""
    return time.isoformat(timespec="seconds") if time else None


def subjects(study: ReviewedStudy, events: tuple[FollowedEvent, ...]) -> Iterator[Row]:
    """By site and subject."""
    of: dict[tuple[str, str], list[ReviewedVisit]] = {}
    for visit in study.visits:
        if visit.of_a_subject:
            of.setdefault((visit.site, visit.subject), []).append(visit)
    for (site, subject), visits in sorted(of.items()):
        days = {visit.day1 for visit in visits}
        day1 = days.pop() if len(days) == 1 else None
        mine = [one for one in events if (one.site, one.subject) == (site, subject)]
        yield {
            "usubjid": usubjid(study.study.study.id, site, subject),
            "study": study.study.study.id,
            "site": site,
            "subject": subject,
            "day1": day1.isoformat() if day1 else None,
            "visits": len(visits),
            "adverse_events": len(mine),
            "serious": sum(one.event.serious for one in mine),
        }


def in_order(study: ReviewedStudy) -> list[ReviewedVisit]:
    """Visits by site, subject and time."""
    return sorted(study.visits, key=lambda visit: (visit.site, visit.subject, visit.recorded_at, visit.recording))


def visits(study: ReviewedStudy, statuses: frozenset[Status]) -> Iterator[Row]:
    """By site, subject and time."""
    for visit in in_order(study):
        planned = study.study.visit(visit.visit)
        yield {
            "recording": visit.recording,
            "usubjid": subject_of(visit),
            "study": visit.study,
            "site": visit.site,
            "subject": visit.subject if visit.of_a_subject else None,
            "visit": visit.visit,
            "visit_name": planned.name,
            "planned_day": planned.day,
            "recorded_at": moment(visit.recorded_at),
            "study_day": visit.day,
            "of_a_subject": visit.of_a_subject,
            "participants": list(visit.participants),
            "duration": visit.result.duration,
            "findings": sum(one.status in statuses for one in visit.findings),
            "signed": any(one.about == "visit" and one.void_at is None for one in visit.signatures),
            "result_version": visit.version,
            "taken_in_at": moment(visit.taken_in_at),
            "code_version": visit.result.identity.code_version,
            "audio_sha256": visit.result.identity.audio_sha256,
            "transcript_sha256": visit.transcript_sha256,
            "record_sha256": visit.record_sha256,
        }


def items(study: Study) -> Iterator[Row]:
    """In the order of the study file."""
    for form in study.forms:
        for item in form.items:
            yield {
                "form": form.id,
                "item": item.id,
                "form_title": form.title,
                "question": item.question,
                "type": item.type,
                "unit": item.unit,
                "minimum": item.minimum,
                "maximum": item.maximum,
                "choices": list(item.choices),
                "required": item.required,
                "cdash": item.cdash,
                "odm": item.odm,
            }


def forms(study: ReviewedStudy, statuses: frozenset[Status]) -> Iterator[Row]:
    """Visit by visit, in the order of the study file; a monitor's interview has no forms."""
    known = {(form.id, item.id): item for form in study.study.forms for item in form.items}
    for visit in in_order(study):
        if not visit.of_a_subject:
            continue
        for filled in reviewed_forms(visit, study.study, statuses):
            yield {
                "recording": visit.recording,
                "usubjid": subject_of(visit),
                "form": filled.form,
                "item": filled.item,
                "state": filled.state,
                "value": filled.value,
                "number": _number(known[filled.form, filled.item], filled.state, filled.value),
                "unit": filled.unit,
                "finding": filled.finding,
                "other_finding": filled.other_finding,
            }


def _number(item: Item, state: str, value: str | None) -> float | None:
    """What is stated of a numeric item; text that is no number stays in `value` alone, for the check to find."""
    if item.type not in _NUMERIC or state != "stated" or value is None:
        return None
    try:
        return float(value)
    except ValueError:
        return None
