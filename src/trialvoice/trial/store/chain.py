"""Whether the trail is whole: every act follows from the one before, and the last one is the one that was sealed.

The chain is read as it lies in the database, byte for byte: a time that reads the same but is written otherwise was
changed too. Nothing of a payload is told, only the number of the act and what does not agree.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from trialvoice.trial.store.columns import UtcTime
from trialvoice.trial.store.tables import ActRow, HeadRow
from trialvoice.trial.store.trail import START, link, seal_of

TOMBSTONE = "trail.redacted"
COLUMNS = (
    "number",
    "at",
    "actor",
    "name",
    "role",
    "kind",
    "study",
    "site",
    "recording",
    "about",
    "payload",
    "payload_sha256",
    "before",
    "sha256",
)


@dataclass(frozen=True)
class TrailFault:
    """Something that was changed. number: of the act it shows at, 0 where it is none's alone."""

    number: int
    what: str


@dataclass(frozen=True)
class Chain:
    """The acts that could be read, and what is wrong with their chain."""

    acts: tuple[ActRow, ...]
    faults: tuple[TrailFault, ...]


def read_chain(session: Session, key: bytes) -> Chain:
    """Every act in order, checked against the one before, its payload and the end of the chain."""
    columns = [getattr(ActRow, name) for name in COLUMNS if name != "at"]
    written = type_coerce(ActRow.at, String).label("at")
    raw = session.execute(select(written, *columns).order_by(ActRow.number)).mappings().all()
    faults: list[TrailFault] = []
    acts: list[ActRow] = []
    before = START
    for place, row in enumerate(raw, start=1):
        act = _act(dict(row))
        if act is None or act.number != place:
            faults.append(TrailFault(place, "the entry is not one that was written here"))
            break
        if act.before != before or act.sha256 != link(act):
            faults.append(TrailFault(place, "the entry, or the one before it, was changed"))
        before = act.sha256
        acts.append(act)
    faults += payload_faults(acts)
    faults += _end_faults(session, key, acts)
    return Chain(tuple(acts), tuple(faults))


def _act(raw: dict[str, Any]) -> ActRow | None:
    """The entry, or None where a column holds what is never written there."""
    texts = {name: value for name, value in raw.items() if name not in ("number", "at", "payload")}
    if type(raw["number"]) is not int or not all(isinstance(value, str) for value in texts.values()):
        return None
    if not isinstance(raw["at"], str) or not isinstance(raw["payload"], str | None):
        return None
    try:
        at = datetime.fromisoformat(raw["at"])
    except ValueError:
        return None
    if at.tzinfo is None or UtcTime.written(at) != raw["at"]:
        return None
    return ActRow(number=raw["number"], at=at, payload=raw["payload"], **texts)


def payload_faults(acts: Sequence[ActRow]) -> Iterator[TrailFault]:
    """A payload is the one that was written, or a later act says who took it out and why."""
    buried = {}
    for act in acts:
        if act.kind == TOMBSTONE and act.payload is not None and _agrees(act):
            told = json.loads(act.payload)
            buried[told.get("number")] = (told.get("payload_sha256"), act.number)
    for act in acts:
        if act.payload is None:
            sha256, by = buried.get(act.number, ("", 0))
            if sha256 != act.payload_sha256 or by <= act.number:
                yield TrailFault(act.number, "what was done is missing, and no later entry says why")
        elif not _agrees(act):
            yield TrailFault(act.number, "what was done was changed")


def _agrees(act: ActRow) -> bool:
    return act.payload is not None and hashlib.sha256(act.payload.encode()).hexdigest() == act.payload_sha256


def _end_faults(session: Session, key: bytes, acts: Sequence[ActRow]) -> Iterator[TrailFault]:
    heads = session.scalars(select(HeadRow)).all()
    if not acts and not heads:
        return
    last = acts[-1] if acts else None
    whole = len(heads) == 1 and last is not None and (heads[0].number, heads[0].sha256) == (last.number, last.sha256)
    if not whole or not hmac.compare_digest(str(heads[0].mac), seal_of(key, heads[0].number, heads[0].sha256)):
        yield TrailFault(len(acts), "the end of the trail is not the one that was sealed")
