"""Adverse events and medicines of a subject joined over visits: what exports write as one record each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trialvoice.core.findings import AdverseEvent, ConcomitantMedication, Status
from trialvoice.trial.attended import Attended
from trialvoice.trial.histories import threads
from trialvoice.trial.partial_dates import earliest
from trialvoice.trial.record.reviewed import ACCEPTED, ReviewedFinding, ReviewedStudy, ReviewedVisit

_WORST = ("severe", "moderate", "mild")


@dataclass(frozen=True)
class Telling:
    """A finding with the visit that told it."""

    visit: ReviewedVisit
    finding: ReviewedFinding


@dataclass(frozen=True)
class FollowedEvent:
    """One adverse event of one subject.

    id: the uid of the finding that told it first, so that it stays as later visits add to it.
    event: joined: the last word on outcome, action and relatedness, the worst severity and grade, the earliest onset,
    every criterion of seriousness.
    """

    id: str
    site: str
    subject: str
    event: AdverseEvent
    tellings: tuple[Telling, ...]


@dataclass(frozen=True)
class FollowedMedicine:
    """One medicine of one subject at one dose, as the last visit tells it. id: as of an event."""

    id: str
    site: str
    subject: str
    medicine: ConcomitantMedication
    tellings: tuple[Telling, ...]


def followed_events(study: ReviewedStudy, statuses: frozenset[Status] = ACCEPTED) -> tuple[FollowedEvent, ...]:
    """The events of all subjects, by site, subject and first telling."""
    return tuple(event for visits in _by_subject(study) for event in _events(visits, statuses))


def followed_medicines(study: ReviewedStudy, statuses: frozenset[Status] = ACCEPTED) -> tuple[FollowedMedicine, ...]:
    """The medicines of all subjects, by site, subject and first telling."""
    return tuple(medicine for visits in _by_subject(study) for medicine in _medicines(visits, statuses))


def _by_subject(study: ReviewedStudy) -> Iterator[list[ReviewedVisit]]:
    """The visits of each subject in order of time; a monitor's interview is no subject's."""
    of: dict[tuple[str, str], list[ReviewedVisit]] = {}
    for visit in study.visits:
        if visit.of_a_subject:
            of.setdefault((visit.site, visit.subject), []).append(visit)
    for key in sorted(of):
        yield sorted(of[key], key=lambda visit: (visit.recorded_at, visit.recording))


def _events(visits: list[ReviewedVisit], statuses: frozenset[Status]) -> Iterator[FollowedEvent]:
    known = {id(one.finding): Telling(visit, one) for visit in visits for one in visit.findings}
    for thread in threads([_attended(visit, statuses) for visit in visits]):
        tellings = tuple(known[id(told)] for _, told, _ in thread.told)
        yield FollowedEvent(
            id=tellings[0].finding.uid,
            site=tellings[0].visit.site,
            subject=tellings[0].visit.subject,
            event=_joined([told.event for _, _, told in thread.told]),
            tellings=tellings,
        )


def _attended(visit: ReviewedVisit, statuses: frozenset[Status]) -> Attended:
    return Attended(
        study=visit.study,
        site=visit.site,
        subject=visit.subject,
        recording=visit.recording,
        visit=visit.visit,
        recorded_at=visit.recorded_at,
        day=visit.day,
        asks=True,
        findings=tuple(one.finding for one in visit.findings if one.status in statuses),
        mentions=visit.result.mentions,
        named=visit.result.named,
    )


def _joined(events: list[AdverseEvent]) -> AdverseEvent:
    last = events[-1]
    grades = [event.grade for event in events if event.grade is not None]
    clocks = [event.sae_due_at for event in events if event.sae_due_at]
    heard = [event.awareness_at for event in events if event.awareness_at]
    known = {
        name: next((value for e in reversed(events) if (value := getattr(e, name)) != "not_stated"), "not_stated")
        for name in ("outcome", "action", "course")
    }
    told = {
        name: next((value for e in reversed(events) if (value := getattr(e, name)) is not None), None)
        for name in ("end", "end_date", "treatment")
    }
    related = next((event for event in reversed(events) if event.related != "not_stated"), last)
    begun = earliest([event.onset_date for event in events if event.onset_date])
    return last.model_copy(
        update={
            **known,
            **told,
            "term": events[0].term,
            "codings": next((event.codings for event in events if event.coding), last.codings),
            "severity": next((worst for worst in _WORST if any(e.severity == worst for e in events)), "not_stated"),
            "grade": max(grades, default=None),
            "onset": next((event.onset for event in events if event.onset and event.onset_date == begun), last.onset),
            "onset_date": begun,
            "related": related.related,
            "related_by": related.related_by,
            "criteria": tuple(dict.fromkeys(one for event in events for one in event.criteria)),
            "facts": tuple(fact for event in events for fact in event.facts),
            "awareness_at": min(heard, default=None),
            "sae_due_at": min(clocks, default=None),
        }
    )


def _medicines(visits: Iterable[ReviewedVisit], statuses: frozenset[Status]) -> Iterator[FollowedMedicine]:
    of: dict[tuple[str, str], list[Telling]] = {}
    for visit in visits:
        for one in visit.findings:
            if one.status in statuses and isinstance(value := one.value, ConcomitantMedication):
                of.setdefault((value.name.casefold(), (value.dose or "").casefold()), []).append(Telling(visit, one))
    for tellings in of.values():
        values = [one.finding.value for one in tellings if isinstance(one.finding.value, ConcomitantMedication)]
        told = {
            name: next((value for v in reversed(values) if (value := getattr(v, name)) is not None), None)
            for name in ("dose", "frequency", "route", "indication", "start", "ongoing")
        }
        yield FollowedMedicine(
            id=tellings[0].finding.uid,
            site=tellings[0].visit.site,
            subject=tellings[0].visit.subject,
            medicine=values[-1].model_copy(update={**told, "prohibited": any(value.prohibited for value in values)}),
            tellings=tuple(tellings),
        )
