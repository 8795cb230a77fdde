"""The queue: visits that wait for review, what is due first before all else."""

from collections.abc import Mapping
from typing import Literal

from fastapi import APIRouter, Request, Response

from trialvoice.core.findings import KINDS
from trialvoice.safe.report import TITLES
from trialvoice.trial.review.context import Context
from trialvoice.trial.review.guard import SignedIn
from trialvoice.trial.review.rendering import page
from trialvoice.trial.store.queue import Filters, places, queue

router = APIRouter()
State = Literal["open", "signed", "all"]
STATES: tuple[tuple[State, str], ...] = (("open", "Open"), ("signed", "Signed"), ("all", "All"))
CONFIDENCES = (("", "Any"), ("0.9", "below 90 %"), ("0.7", "below 70 %"), ("0.5", "below 50 %"))


@router.get("/")
def show_queue(request: Request, context: Context, reviewer: SignedIn) -> Response:
    """The visits that are wanted, by the query string."""
    asked = dict(request.query_params)
    filters, now, scope = filters_of(asked), context.now(), reviewer.scope("view")
    with context.database.looks() as session:
        rows, known = queue(session, scope, filters), places(session, scope)
    return page(
        request,
        "queue.html.j2",
        {
            "rows": rows,
            "places": known,
            "filters": filters,
            "filtered": filters != Filters(),
            "confidence": asked.get("confidence", ""),
            "confidences": CONFIDENCES,
            "states": STATES,
            "kinds": [(kind, TITLES[kind]) for kind in KINDS],
            "now": now,
            "serious": sum(row.serious_unsigned for row in rows),
            "over": sum(row.due_at is not None and row.due_at < now for row in rows),
        },
    )


def filters_of(asked: Mapping[str, str]) -> Filters:
    """What a query string wants; what it says wrong counts as not said."""
    levels = {level for level, _ in CONFIDENCES if level}
    confidence, kind = asked.get("confidence", ""), asked.get("kind")
    return Filters(
        study=asked.get("study") or None,
        site=asked.get("site") or None,
        subject=asked.get("subject") or None,
        kind=kind if kind in KINDS else None,
        confidence_below=float(confidence) if confidence in levels else None,
        serious=asked.get("serious") == "1",
        state=next((state for state, _ in STATES if state == asked.get("state")), "open"),
    )
