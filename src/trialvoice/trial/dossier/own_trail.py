"""The trail as a dossier carries it: the visit's own acts in full, and of all others the links alone.

Who, what and when of other studies and visits stays out; that none of them was taken out or put in can be checked.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from pydantic import Field, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from trialvoice.core.records import Record
from trialvoice.trial.store.chain import COLUMNS, TrailFault, payload_faults
from trialvoice.trial.store.columns import UtcTime
from trialvoice.trial.store.tables import ActRow
from trialvoice.trial.store.trail import START, link

MADE = "dossier.made"
_OF_THE_STUDY = ("study.taken_in", "export.made")


class Link(Record):
    """One act of others. before, sha256: of the act before it and of itself."""

    number: int
    before: str
    sha256: str


class OwnAct(Record):
    """One act on the visit, or on the whole study where it concerns the visit too. payload: text as it was digested."""

    number: int
    at: str
    actor: str
    name: str
    role: str
    kind: str
    study: str
    site: str
    recording: str
    about: str
    payload: str | None = Field(repr=False)
    payload_sha256: str
    before: str
    sha256: str

    def row(self) -> ActRow:
        """As the store has it. Raises ValueError: the time is not written as the store writes it."""
        at = datetime.fromisoformat(self.at)
        if at.tzinfo is None or UtcTime.written(at) != self.at:
            raise ValueError("a time is written as nothing here writes it")
        return ActRow(**{**self.model_dump(), "at": at})


def trail_of(session: Session, study: str, recording: str, uids: frozenset[str]) -> tuple[OwnAct | Link, ...]:
    """All acts up to the last one that is no making of a dossier, so that making one twice gives the same."""
    acts = session.scalars(select(ActRow).order_by(ActRow.number)).all()
    last = max((act.number for act in acts if act.kind != MADE), default=0)
    return tuple(
        _own(act) if _concerns(act, study, recording, uids) else _link(act) for act in acts if act.number <= last
    )


def read_trail(text: bytes) -> tuple[OwnAct | Link, ...]:
    """From JSON. Raises ValueError."""
    made = []
    for row in json.loads(text):
        made.append(OwnAct.model_validate(row) if "kind" in row else Link.model_validate(row))
    return tuple(made)


def chain_faults(acts: Sequence[OwnAct | Link], end: str) -> Iterator[TrailFault]:
    """Whether each follows from the one before, each own one is what its digest says, and the last is `end`."""
    before = START
    for place, act in enumerate(acts, start=1):
        if act.number != place or act.before != before:
            yield TrailFault(place, "an entry is missing, put in or moved")
        if isinstance(act, OwnAct) and not _whole(act):
            yield TrailFault(place, "the entry was changed")
        before = act.sha256
    if before != end:
        yield TrailFault(len(acts), "the trail does not end as the manifest says")
    try:
        yield from payload_faults([act.row() for act in acts if isinstance(act, OwnAct)])
    except (ValueError, ValidationError):
        yield TrailFault(0, "an entry holds what this program does not write")


def _whole(act: OwnAct) -> bool:
    try:
        return link(act.row()) == act.sha256
    except ValueError:
        return False


def _concerns(act: ActRow, study: str, recording: str, uids: frozenset[str]) -> bool:
    if act.study != study:
        return False
    if act.recording == recording or (not act.recording and act.kind in _OF_THE_STUDY):
        return True
    return act.kind == "record.sent" and act.payload is not None and json.loads(act.payload)["record"] in uids


def _own(act: ActRow) -> OwnAct:
    held: dict[str, Any] = {name: getattr(act, name) for name in COLUMNS}
    return OwnAct.model_validate({**held, "at": UtcTime.written(act.at)})


def _link(act: ActRow) -> Link:
    return Link(number=act.number, before=act.before, sha256=act.sha256)
