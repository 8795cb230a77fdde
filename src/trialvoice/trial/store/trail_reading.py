"""The trail as people read it, and as a dossier holds it."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from trialvoice.core.records import Record
from trialvoice.trial.store.tables import ActRow


class Entry(Record):
    """One act. payload: what was done, None where a tombstone stands for it."""

    number: int
    at: datetime
    actor: str
    name: str
    role: str
    kind: str
    study: str
    site: str
    recording: str
    about: str
    payload: dict[str, Any] | None = Field(repr=False)
    payload_sha256: str
    before: str
    sha256: str


def acts_of_visit(session: Session, study: str, recording: str) -> tuple[Entry, ...]:
    """All acts on a visit, the oldest first."""
    mine = select(ActRow).where(ActRow.study == study, ActRow.recording == recording)
    return entries(session.scalars(mine.order_by(ActRow.number)))


def entries(rows: Iterable[ActRow]) -> tuple[Entry, ...]:
    """Entries of rows."""
    return tuple(
        Entry(
            payload=json.loads(row.payload) if row.payload is not None else None,
            **{name: getattr(row, name) for name in Entry.model_fields if name != "payload"},
        )
        for row in rows
    )
