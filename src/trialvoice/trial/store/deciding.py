"""Decisions of people on findings. Nothing is overwritten: each is a row of its own, and an act in the trail.

Two reviewers on one finding: the first decision counts, the second is refused with what the first one did, and what
the second one typed is still in the caller's hands.
"""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import Field
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trialvoice.core.errors import ReviewError
from trialvoice.core.findings import Evidence, Finding, Status, Value
from trialvoice.core.records import Record, SafeTranscript
from trialvoice.trial.record.identity import uid_of
from trialvoice.trial.record.people import Actor
from trialvoice.trial.record.reviewed import Action, ReviewedFinding
from trialvoice.trial.store.from_rows import ValueOf
from trialvoice.trial.store.proposing import stand
from trialvoice.trial.store.reading import VisitKey, no_visit, read_finding, read_transcript
from trialvoice.trial.store.signing import void_what_changed
from trialvoice.trial.store.tables import DecisionRow, FindingRow, VisitRow
from trialvoice.trial.store.trail import Act, append

BECOMES: dict[Action, Status] = {
    "accept": "accepted",
    "edit": "edited",
    "reject": "rejected",
    "reopen": "candidate",
    "add": "accepted",
}
_WITHOUT_REASON: frozenset[Action] = frozenset({"accept"})


class Wish(Record):
    """What a reviewer wants of a finding.

    revision: how many decisions the finding had when the reviewer saw it.  value: what it becomes, for an edit.
    """

    uid: str
    revision: Annotated[int, Field(ge=0)]
    action: Action
    reason: Annotated[str, Field(repr=False, max_length=2000)] = ""
    value: Value | None = None


class Passage(Record):
    """Where the words stand that prove a finding: [start_char, end_char) of a turn's text."""

    turn: int
    start_char: Annotated[int, Field(ge=0)]
    end_char: Annotated[int, Field(ge=1)]


def decide(session: Session, key: VisitKey, wish: Wish, by: Actor) -> ReviewedFinding:
    """Carry out a wish.

    Raises ReviewError TV910 (no such finding in the visit), TV911 (another decided since), TV912 (a reason is missing),
    TV913 (an edit without a value, or with one of another kind).
    """
    row = session.get(FindingRow, wish.uid)
    if row is None or (row.study, row.recording) != key:
        raise ReviewError("TV910", "the visit has no such finding", place=key[1], remedy="reload the visit")
    if row.revision != wish.revision:
        raise ReviewError(
            "TV911",
            "somebody decided on this finding after you opened it",
            place=f"{key[1]} {wish.uid}",
            remedy="read what was decided; then keep it, or decide anew",
        )
    _has_reason(wish.action, wish.reason, key[1])
    stood = Finding.model_validate_json(row.finding_json)
    stands = stood.model_copy(update={"value": _value(wish, row, stood, key[1]), "status": BECOMES[wish.action]})
    _decided(session, row, stands, wish.action, wish.reason, by)
    return read_finding(session, row)


def add_finding(
    session: Session, key: VisitKey, value: Value, passage: Passage, reason: str, by: Actor
) -> ReviewedFinding:
    """Add what the machine missed, proven by a passage of the transcript.

    Raises ReviewError TV910 (no such visit), TV912 (a reason is missing), TV914 (there is no such passage).
    """
    visit = session.get(VisitRow, key)
    if visit is None:
        raise no_visit(key[1])
    _has_reason("add", reason, key[1])
    evidence = _quoted(read_transcript(session, *key), passage, key[1])
    own = select(func.count()).where(
        FindingRow.study == key[0], FindingRow.recording == key[1], FindingRow.proposed_json.is_(None)
    )
    number = (session.scalar(own) or 0) + 1
    finding = Finding(
        id=f"p-{number}", value=value, evidence=(evidence,), assertion="present", confidence=1.0, source="person",
        status="accepted",
    )  # fmt: skip
    row = FindingRow(
        uid=uid_of("\0".join((*key, "person", str(number)))),
        study=key[0],
        recording=key[1],
        kind=value.kind,
        place=1_000_000 + number,
        by_json=by.model_dump_json(),
        proposed_json=None,
        last_version=visit.version,
        revision=0,
    )
    _decided(session, row, finding, "add", reason, by)
    return read_finding(session, row)


def _decided(session: Session, row: FindingRow, finding: Finding, action: Action, reason: str, by: Actor) -> None:
    """The decision, its act, and the signatures that it voids."""
    now, value = datetime.now(UTC), ValueOf(value=finding.value).model_dump_json()
    site = session.get_one(VisitRow, (row.study, row.recording)).site
    told = {
        "revision": row.revision + 1,
        "reason": reason,
        "after": finding.model_dump_json(),
    }
    act = append(
        session,
        Act(
            by=by, kind=f"finding.{action}", study=row.study, site=site, recording=row.recording, about=row.uid,
            payload=told,
        ),
        at=now,
    )  # fmt: skip
    row.revision += 1
    if action == "add":
        row.act, row.recorded_at = act.number, now
    stand(row, finding)
    session.add(row)
    session.flush()
    session.add(
        DecisionRow(
            act=act.number,
            finding=row.uid,
            revision=row.revision,
            at=now,
            by_json=by.model_dump_json(),
            action=action,
            reason=reason,
            value_json=value,
        )
    )
    session.flush()
    void_what_changed(session, (row.study, row.recording), f"finding.{action}", by, now)


def _has_reason(action: Action, reason: str, place: str) -> None:
    if action not in _WITHOUT_REASON and not reason.strip():
        raise ReviewError("TV912", f"to {action} a finding needs a reason", place=place, remedy="write why")


def _value(wish: Wish, row: FindingRow, stood: Finding, place: str) -> Value:
    """A finding that is opened again is as the machine proposed it."""
    if wish.action == "reopen" and row.proposed_json:
        return Finding.model_validate_json(row.proposed_json).value
    if wish.action != "edit":
        return stood.value
    if wish.value is None or wish.value.kind != stood.value.kind:
        raise ReviewError(
            "TV913",
            "an edit gives a new value of the finding's own kind",
            place=place,
            remedy="fill in the form, or reject the finding and add another",
        )
    return wish.value


def _quoted(transcript: SafeTranscript, passage: Passage, place: str) -> Evidence:
    turn = transcript.turn(passage.turn)
    quote = turn.text[passage.start_char : passage.end_char] if turn else ""
    if turn is None or passage.end_char > len(turn.text) or not quote.strip():
        raise ReviewError(
            "TV914",
            "the passage does not stand in the transcript",
            place=f"{place} turn {passage.turn}",
            remedy="select the words within one turn",
        )
    start, end = turn.times(passage.start_char, passage.end_char)
    return Evidence(
        turn=turn.id,
        start_char=passage.start_char,
        end_char=passage.end_char,
        start=start,
        end=end,
        quote=quote,
        match="exact",
        role=turn.role,
    )
