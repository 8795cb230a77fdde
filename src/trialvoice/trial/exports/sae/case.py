"""What a worksheet is filled from: one followed event, and what else is accepted of its subject."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trialvoice.core.findings import AdverseEvent, MedicalHistory, Status, VitalSign
from trialvoice.core.study import Study
from trialvoice.trial.exports.printed.proof import Proofs
from trialvoice.trial.record.followed import (
    FollowedEvent,
    FollowedMedicine,
    Telling,
    followed_events,
    followed_medicines,
)
from trialvoice.trial.record.reviewed import ReviewedStudy, ReviewedVisit


@dataclass(frozen=True)
class Filled:
    """A value of an element, with its proofs."""

    key: str
    value: str
    proofs: tuple[str, ...]
    code: str | None = None
    note: str = ""
    entry: int = 1


@dataclass(frozen=True)
class Case:
    """A serious event. visits: of the subject, in order of time.  medicines, history: of the subject.

    vitals: of the visits that tell the event, and weight and height of any.
    """

    study: Study
    followed: FollowedEvent
    visits: tuple[ReviewedVisit, ...]
    medicines: tuple[FollowedMedicine, ...]
    history: tuple[Telling, ...]
    vitals: tuple[Telling, ...]
    proofs: Proofs

    @property
    def event(self) -> AdverseEvent:
        """As joined over the visits."""
        return self.followed.event

    @property
    def last(self) -> ReviewedVisit:
        """The visit that tells of the event last."""
        return self.followed.tellings[-1].visit

    def told(self, says: Callable[[AdverseEvent], bool]) -> tuple[str, ...]:
        """Proofs of the tellings that say so."""
        return tuple(
            proof
            for telling in self.followed.tellings
            if isinstance(event := telling.finding.value, AdverseEvent) and says(event)
            for proof in self.of(telling)
        )

    def of(self, telling: Telling) -> tuple[str, ...]:
        """Proofs of one telling."""
        return self.proofs.of(telling.visit, telling.finding)

    def study_file(self, *places: str) -> tuple[str, ...]:
        """Proofs by the study file."""
        return tuple(self.proofs.written("study_file", f"study.toml: {place}") for place in places)

    def row(self, visit: ReviewedVisit, column: str) -> tuple[str, ...]:
        """Proof by a column of a recording's row."""
        return (self.proofs.written("recordings", f"recordings.csv: {column} of {visit.recording}"),)


def cases(study: ReviewedStudy, statuses: frozenset[Status]) -> Iterator[Case]:
    """The serious events, by site, subject and first telling."""
    medicines = followed_medicines(study, statuses)
    for followed in followed_events(study, statuses):
        if not followed.event.serious:
            continue
        mine = (followed.site, followed.subject)
        visits = sorted(
            (visit for visit in study.visits if visit.of_a_subject and (visit.site, visit.subject) == mine),
            key=lambda visit: (visit.recorded_at, visit.recording),
        )
        tellings = [Telling(visit, one) for visit in visits for one in visit.findings if one.status in statuses]
        yield Case(
            study=study.study,
            followed=followed,
            visits=tuple(visits),
            medicines=tuple(one for one in medicines if (one.site, one.subject) == mine),
            history=tuple(one for one in tellings if isinstance(one.finding.value, MedicalHistory)),
            vitals=tuple(one for one in tellings if isinstance(one.finding.value, VitalSign)),
            proofs=Proofs(),
        )
