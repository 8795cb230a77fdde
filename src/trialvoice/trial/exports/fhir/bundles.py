"""One transaction Bundle a subject.

A subject is what a receiver takes or refuses: a transaction is all or nothing, so that one refused record must not
hold back another participant's, and a bundle stays small however large the study is. Each stands alone.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from trialvoice.core.findings import Status
from trialvoice.trial.exports.fhir.bindings import Json, ReleaseName
from trialvoice.trial.exports.fhir.events import event, event_entry
from trialvoice.trial.exports.fhir.medicines import medicine, medicine_entry
from trialvoice.trial.exports.fhir.parties import Subject, person_entry, software_entry
from trialvoice.trial.exports.fhir.provenances import Source, provenance_entry
from trialvoice.trial.exports.fhir.questionnaires import questionnaire_entry
from trialvoice.trial.exports.fhir.responses import FilledForm, filled_forms, response, response_entry
from trialvoice.trial.exports.fhir.transcripts import transcript_entry
from trialvoice.trial.record.followed import (
    FollowedEvent,
    FollowedMedicine,
    followed_events,
    followed_medicines,
)
from trialvoice.trial.record.reviewed import ReviewedStudy, ReviewedVisit

_Followed = TypeVar("_Followed", FollowedEvent, FollowedMedicine)


def bundle_files(study: ReviewedStudy, statuses: frozenset[Status], release: ReleaseName) -> dict[str, bytes]:
    """`01-101.json`: by site and subject; a subject of whom nothing is accepted has none."""
    events = _by_subject(followed_events(study, statuses))
    medicines = _by_subject(followed_medicines(study, statuses))
    made: dict[str, bytes] = {}
    for subject, visits in _subjects(study):
        key = (subject.site, subject.number)
        forms = [form for visit in visits for form in filled_forms(visit, subject, statuses)]
        told = _Told(subject, events.get(key, []), medicines.get(key, []), forms)
        if told.sources:
            made[f"{subject.site}-{subject.number}.json"] = _bytes(list(_entries(told, release)))
    return made


@dataclass(frozen=True)
class _Told:
    """All that is written of a subject."""

    subject: Subject
    events: list[FollowedEvent]
    medicines: list[FollowedMedicine]
    forms: list[FilledForm]

    @property
    def sources(self) -> list[Source]:
        """What each resource is made of, in the order of the resources."""
        told = [(one.tellings, event(one, self.subject)) for one in self.events]
        told += [(one.tellings, medicine(one, self.subject)) for one in self.medicines]
        made = [Source(each.visit, each.finding, target) for tellings, target in told for each in tellings]
        for filled in self.forms:
            parts: dict[str, list[str]] = {}
            for name, finding in filled.proofs.items():
                parts.setdefault(finding.uid, []).append(name)
            proofs = {finding.uid: finding for finding in filled.proofs.values()}
            target = response(filled, self.subject)
            made += [Source(filled.visit, proofs[uid], target, tuple(names)) for uid, names in parts.items()]
        return made


def _entries(told: _Told, release: ReleaseName) -> Iterator[Json]:
    """What others refer to first; each visit, reviewer, program and form once."""
    subject, sources = told.subject, told.sources
    yield from subject.entries(release)
    yield from _once(person_entry(actor, release) for source in sources for actor in source.people)
    visits = [source.visit for source in sources]
    yield from _once(software_entry(visit, release) for visit in visits)
    yield from _once(transcript_entry(visit, subject, release) for visit in visits)
    study = subject.study.study.study.id
    yield from _once(questionnaire_entry(study, filled.form, release) for filled in told.forms)
    yield from (event_entry(one, subject, release) for one in told.events)
    yield from (medicine_entry(one, subject, release) for one in told.medicines)
    yield from (response_entry(one, subject, release) for one in told.forms)
    yield from (provenance_entry(source, subject, release) for source in sources)


def _once(entries: Iterable[Json]) -> Iterator[Json]:
    """Sorted by nothing but first mention."""
    yield from {one["fullUrl"]: one for one in entries}.values()


def _bytes(entries: list[Json]) -> bytes:
    bundle = {"resourceType": "Bundle", "type": "transaction", "entry": entries}
    return (json.dumps(bundle, indent=1, ensure_ascii=False) + "\n").encode()


def _subjects(study: ReviewedStudy) -> Iterator[tuple[Subject, list[ReviewedVisit]]]:
    of: dict[tuple[str, str], list[ReviewedVisit]] = {}
    for visit in study.visits:
        if visit.of_a_subject:
            of.setdefault((visit.site, visit.subject), []).append(visit)
    for (site, number), visits in sorted(of.items()):
        ordered = sorted(visits, key=lambda visit: (visit.recorded_at, visit.recording))
        yield Subject(study, site, number, any(visit.day1 for visit in visits)), ordered


def _by_subject(followed: Iterable[_Followed]) -> dict[tuple[str, str], list[_Followed]]:
    of: dict[tuple[str, str], list[_Followed]] = {}
    for one in followed:
        of.setdefault((one.site, one.subject), []).append(one)
    return of
