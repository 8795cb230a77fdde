"""What a run proposes becomes rows: new candidates, changed ones, and those that it does not find any more.

A finding that a person decided on stays as that person left it; one that nobody looked at yet follows the machine.
What a later run does not find is kept, and counts as withdrawn because its version stays behind the visit's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from trialvoice.core.findings import AdverseEvent, Finding
from trialvoice.core.results import Query
from trialvoice.trial.record.people import Actor
from trialvoice.trial.store.tables import FindingRow, QueryRow, VisitRow

OTHERWISE = "a later run proposes otherwise"
"""Reason for review of a finding that was decided on before the machine changed its mind."""


@dataclass(frozen=True)
class Proposed:
    """Where proposals come from: a visit's new version, and the act that brings it."""

    visit: VisitRow
    act: int
    by: Actor
    at: datetime


def propose(session: Session, source: Proposed, named: Mapping[str, Finding]) -> None:
    """Bring in the findings of a run by uid, in their order."""
    for place, (uid, found) in enumerate(named.items()):
        session.add(proposed(session.get(FindingRow, uid), source, uid, found, place))


def proposed(row: FindingRow | None, source: Proposed, uid: str, found: Finding, place: int) -> FindingRow:
    """The row of a finding after a run that has it; None where there was none."""
    if row is None:
        row = _fresh(source, uid, found)
    elif row.revision:
        _decided_before(row, found)
    else:
        _again(row, source, found)
    row.place, row.last_version = place, source.visit.version
    return row


def stand(row: FindingRow, finding: Finding) -> None:
    """Have a row hold a finding, and what the queue asks of it."""
    event = finding.value if isinstance(finding.value, AdverseEvent) else None
    row.finding_json, row.status, row.confidence = finding.model_dump_json(), finding.status, finding.confidence
    row.serious = bool(event and event.serious)
    row.due_at = event.sae_due_at if event and event.serious else None


def _fresh(source: Proposed, uid: str, found: Finding) -> FindingRow:
    row = FindingRow(
        uid=uid,
        study=source.visit.study,
        recording=source.visit.recording,
        kind=found.value.kind,
        act=source.act,
        recorded_at=source.at,
        by_json=source.by.model_dump_json(),
        proposed_json=found.model_dump_json(),
        revision=0,
    )
    stand(row, found)
    return row


def _again(row: FindingRow, source: Proposed, found: Finding) -> None:
    """Nobody decided on it yet, so it is what the machine reads now."""
    if row.proposed_json != found.model_dump_json():
        row.act, row.by_json, row.proposed_json = source.act, source.by.model_dump_json(), found.model_dump_json()
        stand(row, found)


def _decided_before(row: FindingRow, found: Finding) -> None:
    """It stays as it was decided, under the machine's name of now, marked while the machine reads it otherwise."""
    stood = Finding.model_validate_json(row.finding_json)
    before = Finding.model_validate_json(row.proposed_json) if row.proposed_json else None
    marks = [reason for reason in stood.review if reason != OTHERWISE]
    if before is not None and before.value != found.value:
        marks.append(OTHERWISE)
    stand(row, stood.model_copy(update={"id": found.id, "review": tuple(marks)}))


def propose_queries(
    session: Session, source: Proposed, asked: Mapping[str, Query], of_machine: Mapping[str, str]
) -> None:
    """Bring in drafts of rules by their ids; one that is gone and that nobody took up is cancelled."""
    visit = source.visit
    mine = select(QueryRow).where(QueryRow.study == visit.study, QueryRow.recording == visit.recording)
    session.add_all(drafted({row.id: row for row in session.scalars(mine)}, source, asked, of_machine))


def drafted(
    there: Mapping[str, QueryRow], source: Proposed, asked: Mapping[str, Query], of_machine: Mapping[str, str]
) -> list[QueryRow]:
    """Cancel the drafts of a visit that a run does not have any more; the rows of those that are new."""
    for row in there.values():
        if row.rules and row.state == "candidate" and row.id not in asked:
            row.state, row.act, row.changed_at, row.revision = "cancelled", source.act, source.at, row.revision + 1
    return [
        _drafted(source, name, query, of_machine.get(query.about, query.about))
        for name, query in asked.items()
        if name not in there
    ]


def _drafted(source: Proposed, name: str, query: Query, about: str) -> QueryRow:
    return QueryRow(
        id=name,
        study=source.visit.study,
        recording=source.visit.recording,
        act=source.act,
        revision=0,
        about=about,
        rules=" ".join(query.rules),
        importance=query.importance,
        text=query.text,
        state="candidate",
        by_json=source.by.model_dump_json(),
        raised_at=source.at,
        changed_at=source.at,
        answer="",
    )
