"""Taking personal data out of the trail that somebody typed by mistake (E6(R3) 4.2.2), and leaving the chain whole.

The payload goes and its digest stays; a later act says who took it out and why; what was signed is to be signed anew.
Only what people typed can go, and a value that stands has to be edited first.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from trialvoice.core.errors import ReviewError
from trialvoice.core.findings import Finding
from trialvoice.trial.record.people import Actor
from trialvoice.trial.store.chain import TOMBSTONE
from trialvoice.trial.store.from_rows import ValueOf
from trialvoice.trial.store.signing import void_what_changed
from trialvoice.trial.store.tables import ActRow, DecisionRow, FindingRow, QueryRow
from trialvoice.trial.store.trail import Act, append

REMOVED = "[removed]"
_CHANGES_VALUE = ("finding.edit", "finding.add")


def redact_act(session: Session, number: int, because: str, by: Actor) -> tuple[int, ...]:
    """Put a tombstone in place of what an act did, and of every other act that holds the same typed value.

    Returns the numbers of the acts that say so. Raises ReviewError TV912 (no reason), TV971 (no such act, or none that
    holds what people type), TV972 (its value stands still).
    """
    act = session.get(ActRow, number)
    if act is None or act.payload is None or not act.kind.startswith(("finding.", "query.")):
        raise ReviewError(
            "TV971",
            "the trail has no such entry with a text that somebody typed",
            place=f"entry {number}",
            remedy="name a decision or a query; `trialvoice audit show` lists them",
        )
    if not because.strip():
        raise ReviewError("TV912", "a tombstone needs a reason", place=f"entry {number}", remedy="write why")
    buried = _of_decision(session, act) if act.kind.startswith("finding.") else _of_query(session, act)
    made = tuple(_bury(session, one, because, by) for one in buried)
    void_what_changed(session, (act.study, act.recording), TOMBSTONE, by, made[-1].at)
    return tuple(one.number for one in made)


def _bury(session: Session, act: ActRow, because: str, by: Actor) -> ActRow:
    told = {"number": act.number, "payload_sha256": act.payload_sha256, "because": because}
    made = append(
        session,
        Act(
            by=by,
            kind=TOMBSTONE,
            study=act.study,
            site=act.site,
            recording=act.recording,
            about=act.about,
            payload=told,
        ),
    )
    act.payload = None
    session.flush()
    return made


def _of_decision(session: Session, act: ActRow) -> list[ActRow]:
    """The reason goes, and so does a value that was typed, wherever it was decided on: what stands takes its place."""
    row = session.get_one(DecisionRow, act.number)
    rows = [row]
    if act.kind in _CHANGES_VALUE:
        finding = session.get_one(FindingRow, row.finding)
        stands = ValueOf(value=Finding.model_validate_json(finding.finding_json).value).model_dump_json()
        if stands == row.value_json:
            raise ReviewError(
                "TV972",
                "the value that was typed stands still",
                place=f"entry {act.number}",
                remedy="edit or reopen the finding first, then take the old entry out",
            )
        same = select(DecisionRow).where(DecisionRow.finding == row.finding, DecisionRow.value_json == row.value_json)
        rows = list(session.scalars(same.order_by(DecisionRow.act)))
        for one in rows:
            one.value_json = stands
    for one in rows:
        one.reason = REMOVED
    acts = (session.get_one(ActRow, one.act) for one in rows)
    return [one for one in acts if one.payload is not None]


def _of_query(session: Session, act: ActRow) -> list[ActRow]:
    row = session.get_one(QueryRow, act.about)
    if act.kind == "query.raised":
        row.text = REMOVED
    elif row.answer:
        row.answer = REMOVED
    return [act]
