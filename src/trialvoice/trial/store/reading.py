"""Reading the canonical record out of the store."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from trialvoice.core.errors import ReviewError
from trialvoice.core.records import SafeTranscript
from trialvoice.core.study import Study
from trialvoice.trial.record.reviewed import ReviewedFinding, ReviewedStudy, ReviewedVisit
from trialvoice.trial.store.from_rows import VisitRows, finding_of, visit_of
from trialvoice.trial.store.tables import (
    ActRow,
    DecisionRow,
    FindingRow,
    QueryRow,
    ResultRow,
    SignatureRow,
    StudyRow,
    VisitRow,
)
from trialvoice.trial.store.trail import last_act

VisitKey = tuple[str, str]
"""Study and recording."""
T = TypeVar("T")


def read_visit(session: Session, study: str, recording: str) -> ReviewedVisit | None:
    """A visit as it stands, or None where the store has none of that name."""
    row = session.get(VisitRow, (study, recording))
    return next(iter(_visits(session, [row])), None) if row else None


def read_transcript(session: Session, study: str, recording: str) -> SafeTranscript:
    """The transcript that the visit's last result was made from. Raises ReviewError TV910."""
    row = session.get(VisitRow, (study, recording))
    if row is None:
        raise no_visit(recording)
    return SafeTranscript.model_validate_json(_result(session, row).transcript_json)


def read_study_file(session: Session, study: str) -> Study | None:
    """The study file as it was when results were last taken in."""
    row = session.get(StudyRow, study)
    return Study.model_validate_json(row.study_json) if row else None


def read_study(session: Session, study: str) -> ReviewedStudy:
    """The whole record of a study. Raises ReviewError TV910."""
    row = session.get(StudyRow, study)
    if row is None:
        raise ReviewError(
            "TV910",
            "the store has no such study",
            place=study,
            remedy="process it with `trialvoice run`, or name one that was",
        )
    visits = _visits(session, session.scalars(select(VisitRow).where(VisitRow.study == study)).all())
    newest = session.get(ActRow, number := last_act(session, study))
    return ReviewedStudy(
        study=Study.model_validate_json(row.study_json),
        study_sha256=row.study_sha256,
        code_version=row.code_version,
        as_of=newest.at if newest else row.taken_in_at,
        last_act=number,
        visits=tuple(sorted(visits, key=lambda one: (one.site, one.subject, one.recorded_at, one.recording))),
    )


def read_finding(session: Session, row: FindingRow) -> ReviewedFinding:
    """One finding with its decisions."""
    decisions = session.scalars(select(DecisionRow).where(DecisionRow.finding == row.uid).order_by(DecisionRow.act))
    return finding_of(row, decisions, session.get_one(VisitRow, (row.study, row.recording)).version)


def no_visit(recording: str) -> ReviewError:
    """The error for a visit that the store does not have."""
    return ReviewError(
        "TV910", "the store has no such visit", place=recording, remedy="process the recording with `trialvoice run`"
    )


def _result(session: Session, row: VisitRow) -> ResultRow:
    return session.get_one(ResultRow, (row.study, row.recording, row.version))


def _visits(session: Session, rows: Sequence[VisitRow]) -> Iterator[ReviewedVisit]:
    """Visits of one study; all that hangs on them is read in one go a table."""
    if not rows:
        return
    study, names = rows[0].study, [row.recording for row in rows]
    mine = select(FindingRow).where(FindingRow.study == study, FindingRow.recording.in_(names))
    made = select(DecisionRow).join(FindingRow, FindingRow.uid == DecisionRow.finding)
    decided = made.where(FindingRow.study == study, FindingRow.recording.in_(names)).order_by(DecisionRow.act)
    asked = select(QueryRow).where(QueryRow.study == study, QueryRow.recording.in_(names))
    signed = select(SignatureRow).where(SignatureRow.study == study, SignatureRow.recording.in_(names))
    findings = _by(session, mine.order_by(FindingRow.place, FindingRow.uid), "recording")
    decisions = _by(session, decided, "finding")
    queries = _by(session, asked.order_by(QueryRow.raised_at, QueryRow.id), "recording")
    signatures = _by(session, signed.order_by(SignatureRow.act), "recording")
    for row in rows:
        name = row.recording
        found = [finding_of(one, decisions.get(one.uid, ()), row.version) for one in findings.get(name, ())]
        yield visit_of(VisitRows(row, _result(session, row), found, queries.get(name, ()), signatures.get(name, ())))


def _by(session: Session, chosen: Select[tuple[T]], column: str) -> dict[str, list[T]]:
    """Rows by the value of a column, each group in the order in which they were read."""
    groups: dict[str, list[T]] = {}
    for row in session.scalars(chosen):
        groups.setdefault(getattr(row, column), []).append(row)
    return groups
