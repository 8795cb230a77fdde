"""Queries to the site: raised by reviewers or drafted by rules, then opened, answered and closed."""

import secrets
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from trialvoice.core.errors import ReviewError
from trialvoice.trial.record.people import Actor
from trialvoice.trial.record.reviewed import QueryState, ReviewedQuery
from trialvoice.trial.store.from_rows import query_of
from trialvoice.trial.store.reading import VisitKey, no_visit
from trialvoice.trial.store.tables import QueryRow, VisitRow
from trialvoice.trial.store.trail import Act, append

_NEXT: dict[QueryState, tuple[QueryState, ...]] = {
    "candidate": ("open", "cancelled"),
    "open": ("answered", "closed", "cancelled"),
    "answered": ("open", "closed"),
    "closed": ("open",),
    "cancelled": ("open",),
}
"""What a query may become, by what it is."""


def raise_query(session: Session, key: VisitKey, about: str, text: str, by: Actor) -> ReviewedQuery:
    """Ask the site something about a finding (its uid), a form (its id) or the visit (`visit`).

    Raises ReviewError TV910 (no such visit), TV912 (no text).
    """
    visit = session.get(VisitRow, key)
    if visit is None:
        raise no_visit(key[1])
    if not text.strip():
        raise ReviewError("TV912", "a query needs a text", place=key[1], remedy="write what is asked")
    now, name = datetime.now(UTC), f"q-{secrets.token_hex(8)}"
    told = {"about": about, "text": text, "state": "open"}
    act = Act(by=by, kind="query.raised", study=key[0], site=visit.site, recording=key[1], about=name, payload=told)
    row = QueryRow(
        id=name,
        study=key[0],
        recording=key[1],
        act=append(session, act, at=now).number,
        revision=0,
        about=about,
        rules="",
        importance="data",
        text=text,
        state="open",
        by_json=by.model_dump_json(),
        raised_at=now,
        changed_at=now,
        answer="",
    )
    session.add(row)
    session.flush()
    return query_of(row)


def change_query(
    session: Session, key: VisitKey, name: str, to: QueryState, by: Actor, *, answer: str = "", seen: QueryState
) -> ReviewedQuery:
    """Open, answer, close or cancel a query. seen: its state when it was shown.

    Raises ReviewError TV910 (no such query), TV911 (another changed it since), TV915 (it cannot become that), TV912 (an
    answer without a text).
    """
    row, visit = session.get(QueryRow, name), session.get(VisitRow, key)
    if row is None or visit is None or (row.study, row.recording) != key:
        raise ReviewError("TV910", "the visit has no such query", place=key[1], remedy="reload the visit")
    now_state = query_of(row).state
    if now_state != seen:
        raise ReviewError(
            "TV911",
            "somebody changed this query after you opened it",
            place=f"{key[1]} {name}",
            remedy="read it again, then decide",
        )
    if to not in _NEXT[now_state]:
        raise ReviewError(
            "TV915",
            f"a query that is {now_state} cannot become {to}",
            place=f"{key[1]} {name}",
            remedy=f"make it {' or '.join(_NEXT[now_state])}",
        )
    if to == "answered" and not answer.strip():
        raise ReviewError("TV912", "an answer needs a text", place=key[1], remedy="write the answer")
    told = {"before": now_state, "after": to, "answer": answer, "revision": row.revision + 1}
    act = Act(by=by, kind=f"query.{to}", study=key[0], site=visit.site, recording=key[1], about=name, payload=told)
    now = datetime.now(UTC)
    row.act, row.changed_at, row.state = append(session, act, at=now).number, now, to
    row.revision, row.answer = row.revision + 1, answer or row.answer
    session.flush()
    return query_of(row)
