"""What waits for review: visits by what is due first, serious and unsigned before all else."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeVar

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from trialvoice.core.records import Record
from trialvoice.core.study import Study
from trialvoice.trial.record.people import EVERY_SITE
from trialvoice.trial.store.signing import WHOLE
from trialvoice.trial.store.tables import FindingRow, QueryRow, SignatureRow, StudyRow, VisitRow

R = TypeVar("R", FindingRow, QueryRow, SignatureRow)
Scope = Collection[tuple[str, str]]
"""Studies and sites that may be seen; "*" stands for all sites of a study."""


class Filters(Record):
    """What is wanted of the queue; None wants all.

    confidence_below: of undecided findings.  state: `open` has something undecided, or serious and unsigned.
    """

    study: str | None = None
    site: str | None = None
    subject: str | None = None
    kind: str | None = None
    confidence_below: float | None = None
    serious: bool = False
    state: Literal["open", "signed", "all"] = "open"


class QueueRow(Record):
    """A visit in the queue. due_at: of the earliest serious event that nobody has signed for.

    undecided, decided: findings, those only that the filters want.  lowest_confidence: of the undecided.
    """

    study: str
    site: str
    subject: str
    recording: str
    visit: str
    visit_name: str
    recorded_at: datetime
    undecided: int
    decided: int
    queries_open: int
    serious_unsigned: int
    due_at: datetime | None
    lowest_confidence: float | None
    signed: bool

    def hours_left(self, now: datetime) -> float | None:
        """Until it is due, negative where that is over; None where nothing is."""
        return None if self.due_at is None else (self.due_at - now).total_seconds() / 3600


@dataclass(frozen=True)
class _Hanging:
    """What hangs on a visit."""

    findings: list[FindingRow]
    queries: list[QueryRow]
    signatures: list[SignatureRow]


class Places(Record):
    """What there is to filter by."""

    studies: tuple[str, ...]
    sites: tuple[str, ...]
    subjects: tuple[str, ...]


def queue(session: Session, scope: Scope, filters: Filters) -> tuple[QueueRow, ...]:
    """The visits that are wanted and may be seen, those with a clock first, the rest as they were recorded."""
    visits = session.scalars(select(VisitRow).where(_within(scope), *_narrowed(filters))).all()
    findings = _of_visits(session, visits, FindingRow)
    queries, signatures = _of_visits(session, visits, QueryRow), _of_visits(session, visits, SignatureRow)
    names = _visit_names(session, {visit.study for visit in visits})
    rows = []
    for visit in visits:
        key = (visit.study, visit.recording)
        hanging = _Hanging(findings.get(key, []), queries.get(key, []), signatures.get(key, []))
        rows.append(_row(visit, hanging, filters, names.get((visit.study, visit.visit), visit.visit)))
    return tuple(sorted((row for row in rows if _is_wanted(row, filters)), key=_urgency))


def places(session: Session, scope: Scope) -> Places:
    """Studies, sites and subjects that may be seen."""
    visits = session.scalars(select(VisitRow).where(_within(scope))).all()
    return Places(
        studies=tuple(sorted({visit.study for visit in visits})),
        sites=tuple(sorted({visit.site for visit in visits})),
        subjects=tuple(sorted({visit.subject for visit in visits})),
    )


def _within(scope: Scope) -> ColumnElement[bool]:
    each = [
        VisitRow.study == study if site == EVERY_SITE else and_(VisitRow.study == study, VisitRow.site == site)
        for study, site in sorted(scope)
    ]
    return or_(*each) if each else VisitRow.study.is_(None)


def _narrowed(filters: Filters) -> list[ColumnElement[bool]]:
    of = {VisitRow.study: filters.study, VisitRow.site: filters.site, VisitRow.subject: filters.subject}
    return [column == value for column, value in of.items() if value]


def _of_visits(session: Session, visits: Iterable[VisitRow], table: type[R]) -> dict[tuple[str, str], list[R]]:
    """Rows by visit."""
    of: dict[tuple[str, str], list[R]] = {}
    for row in session.scalars(select(table).where(table.recording.in_({visit.recording for visit in visits}))):
        of.setdefault((row.study, row.recording), []).append(row)
    return of


def _row(visit: VisitRow, hanging: _Hanging, filters: Filters, name: str) -> QueueRow:
    asked = [one for one in hanging.findings if _is_asked(one, filters)]
    open_ones = [one for one in asked if one.status == "candidate" and one.last_version == visit.version]
    held = {one.about for one in hanging.signatures if one.void_act is None}
    serious = [one for one in hanging.findings if one.serious and one.status != "rejected" and one.uid not in held]
    unsigned = [] if WHOLE in held else serious
    return QueueRow(
        study=visit.study,
        site=visit.site,
        subject=visit.subject,
        recording=visit.recording,
        visit=visit.visit,
        visit_name=name,
        recorded_at=datetime.fromisoformat(visit.recorded_at),
        undecided=len(open_ones),
        decided=len([one for one in asked if one.status != "candidate"]),
        queries_open=sum(one.state in ("open", "answered") for one in hanging.queries),
        serious_unsigned=len(unsigned),
        due_at=min((one.due_at for one in unsigned if one.due_at), default=None),
        lowest_confidence=min((one.confidence for one in open_ones), default=None),
        signed=WHOLE in held,
    )


def _is_asked(one: FindingRow, filters: Filters) -> bool:
    """Whether a finding is of the kind that is wanted."""
    if filters.confidence_below is not None and one.confidence >= filters.confidence_below:
        return False
    return (filters.kind in (None, one.kind)) and (one.serious or not filters.serious)


def _is_wanted(row: QueueRow, filters: Filters) -> bool:
    narrowed = filters.kind or filters.serious or filters.confidence_below is not None
    if narrowed and not row.undecided + row.decided:
        return False
    if filters.state == "open":
        return bool(row.undecided or row.serious_unsigned)
    return filters.state == "all" or row.signed


def _urgency(row: QueueRow) -> tuple[bool, float, float, str]:
    due = row.due_at.timestamp() if row.due_at else 0.0
    return (row.due_at is None, due, row.recorded_at.timestamp(), row.recording)


def _visit_names(session: Session, studies: Iterable[str]) -> dict[tuple[str, str], str]:
    rows = session.scalars(select(StudyRow).where(StudyRow.id.in_(set(studies)))).all()
    files = [Study.model_validate_json(row.study_json) for row in rows]
    return {(one.study.id, visit.id): visit.name for one in files for visit in one.visits}
