"""The audit trail: one chain of all acts of people and machine, each holding the digest of the one before.

An act is appended in the transaction that does it. What it did is its payload; the chain holds the payload's digest,
so that a payload that had to be taken out (E6(R3) 4.2.2: personal data entered by mistake) leaves the chain whole.
The end of the chain carries a code made with the installation's key: who lacks the key cannot cut it or write it anew.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from trialvoice.core.records import Record
from trialvoice.trial.record.people import Actor
from trialvoice.trial.store.tables import ActRow, HeadRow

START = "0" * 64
"""What the first act holds as the digest of the one before."""
READS = ("export.made", "record.sent", "dossier.made", "feedback.made")
"""Kinds of acts that leave a study's record as it is."""


class Act(Record):
    """What is about to be done.

    kind: such as `finding.accept`.  about: uid of a finding, id of a query or an account, name of an export.
    study, site, recording: empty where it concerns none.  payload: all that was done, as JSON.
    """

    by: Actor
    kind: str
    study: str = ""
    site: str = ""
    recording: str = ""
    about: str = ""
    payload: dict[str, Any] = Field(default_factory=dict, repr=False)


def append(session: Session, act: Act, *, at: datetime | None = None) -> ActRow:
    """Put an act at the end of the trail, within the transaction that does it. at: now where none is given."""
    head = session.get(HeadRow, 1) or HeadRow(id=1, number=0, sha256=START, mac="")
    payload = canonical(act.payload)
    row = ActRow(
        number=head.number + 1,
        at=at or datetime.now(UTC),
        actor=act.by.id,
        name=act.by.name,
        role=act.by.role,
        kind=act.kind,
        study=act.study,
        site=act.site,
        recording=act.recording,
        about=act.about,
        payload=payload,
        payload_sha256=hashlib.sha256(payload.encode()).hexdigest(),
        before=head.sha256,
        sha256="",
    )
    row.sha256 = link(row)
    head.number, head.sha256 = row.number, row.sha256
    head.mac = seal_of(session.info["key"], head.number, head.sha256)
    session.add_all((row, head))
    session.flush()
    return row


def canonical(payload: Mapping[str, Any]) -> str:
    """JSON that is the same for the same content."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def link(row: ActRow) -> str:
    """SHA-256 of an act and, through `before`, of all that came before it."""
    parts = [
        row.number,
        row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        *(row.actor, row.name, row.role, row.kind, row.study, row.site, row.recording, row.about),
        row.payload_sha256,
        row.before,
    ]
    return hashlib.sha256(json.dumps(parts, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def seal_of(key: bytes, number: int, sha256: str) -> str:
    """The code over the trail's end."""
    return hmac.new(key, f"{number} {sha256}".encode(), hashlib.sha256).hexdigest()


def last_act(session: Session, study: str) -> int:
    """Number of the last act that changed a study's record, 0 where there is none. Reading it changes nothing."""
    changes = ActRow.kind.not_in(READS) & ActRow.kind.not_like("account.%")
    newest = select(ActRow.number).where(ActRow.study == study, changes)
    return session.scalar(newest.order_by(ActRow.number.desc()).limit(1)) or 0
