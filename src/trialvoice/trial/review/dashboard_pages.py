"""The dashboard: what is due, how often people decide otherwise than the machine, and who signed of late."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from trialvoice.safe.report import TITLES
from trialvoice.trial.record.people import EVERY_SITE
from trialvoice.trial.record.reviewed import Signature
from trialvoice.trial.review.context import Context
from trialvoice.trial.review.guard import SignedIn
from trialvoice.trial.review.rendering import page
from trialvoice.trial.store.from_rows import signature_of
from trialvoice.trial.store.overrides import Overrides, interval, overrides
from trialvoice.trial.store.queue import Filters, queue
from trialvoice.trial.store.tables import SignatureRow, VisitRow

router = APIRouter()
_LATELY = 12
_MOST_DUE = 8


@dataclass(frozen=True)
class Rate:
    """How often people decided otherwise than the machine, of those decided, in percent with its 95 % interval."""

    name: str
    proposed: int
    decided: int
    accepted: int
    edited: int
    rejected: int
    added: int
    rate: float | None
    low: float
    high: float


@dataclass(frozen=True)
class Signed:
    """A signature with where it stands."""

    study: str
    site: str
    recording: str
    signature: Signature


@router.get("/dashboard")
def show_dashboard(request: Request, context: Context, reviewer: SignedIn) -> Response:
    """Of all that the reviewer may look at."""
    scope, now = reviewer.scope("view"), context.now()
    with context.database.looks() as session:
        visits = queue(session, scope, Filters(state="all"))
        decided = overrides(session, scope)
        signed = _signed_lately(session, frozenset(scope))
    due = [row for row in visits if row.due_at is not None]
    values = {
        "now": now,
        "visits": visits,
        "open": sum(bool(row.undecided or row.serious_unsigned) for row in visits),
        "due": due[:_MOST_DUE],
        "due_more": len(due[_MOST_DUE:]),
        "over": sum(row.due_at is not None and row.due_at < now for row in due),
        "rates": [
            ("Kind of finding", rates(decided, lambda row: TITLES[row.kind])),
            ("Site", rates(decided, lambda row: f"{row.study}, site {row.site}")),
            ("Version of the program", rates([row for row in decided if row.version], lambda row: row.version)),
        ],
        "rows": decided,
        "titles": TITLES,
        "signed": signed,
    }
    return page(request, "dashboard.html.j2", values)


def rates(rows: Sequence[Overrides], name: Callable[[Overrides], str]) -> list[Rate]:
    """Rows summed by a name, in the order of the names' first rows."""
    groups: dict[str, list[Overrides]] = {}
    for row in rows:
        groups.setdefault(name(row), []).append(row)
    return [_rate(title, group) for title, group in groups.items()]


def _rate(name: str, group: Sequence[Overrides]) -> Rate:
    accepted, edited, rejected = (sum(getattr(row, end) for row in group) for end in ("accepted", "edited", "rejected"))
    decided = accepted + edited + rejected
    low, high = interval(edited + rejected, decided) if decided else (0.0, 0.0)
    return Rate(
        name=name,
        proposed=sum(row.proposed for row in group),
        decided=decided,
        accepted=accepted,
        edited=edited,
        rejected=rejected,
        added=sum(row.added for row in group),
        rate=100 * (edited + rejected) / decided if decided else None,
        low=100 * low,
        high=100 * high,
    )


def _signed_lately(session: Session, scope: frozenset[tuple[str, str]]) -> list[Signed]:
    """The last signatures that may be seen, the newest first."""
    same = (VisitRow.study == SignatureRow.study) & (VisitRow.recording == SignatureRow.recording)
    newest = select(SignatureRow, VisitRow.site).join(VisitRow, same).order_by(SignatureRow.act.desc())
    made: list[Signed] = []
    for row, site in session.execute(newest):
        if scope & {(row.study, site), (row.study, EVERY_SITE)}:
            made.append(Signed(row.study, site, row.recording, signature_of(row)))
        if len(made) == _LATELY:
            break
    return made
