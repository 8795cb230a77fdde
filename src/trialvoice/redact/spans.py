"""Where an identifier stands: a hit in one text, a span in one turn of many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from trialvoice.core.records import Probability, Record

TYPES = (
    "NAME",
    "DATE",
    "PHONE",
    "EMAIL",
    "URL",
    "ID",
    "ADDRESS",
    "ORGANISATION",
    "AGE",
)


@dataclass(frozen=True, slots=True)
class Hit:
    """What one detector saw at [start, end) of one text. `source` names the detector."""

    start: int
    end: int
    type: str
    score: float
    source: str


class Span(Record):
    """An identifier at [start, end) of the text of turn `turn_index` (from 0). Never holds the value."""

    turn_index: Annotated[int, Field(ge=0)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    type: str
    score: Probability
    source: str


def merge(text: str, hits: Iterable[Hit]) -> list[Hit]:
    """Hits joined where they overlap, or where the same type stands side by side; sorted by place."""
    out: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if out and _belong(text, out[-1], hit):
            out[-1] = _joined(out[-1], hit)
        else:
            out.append(hit)
    return out


def _belong(text: str, left: Hit, right: Hit) -> bool:
    if right.start < left.end:
        return True
    between = text[left.end : right.start]
    if left.type == right.type == "ADDRESS":
        return between.strip() in ("", ",") and len(between) <= 2
    if left.type == "ORGANISATION" and right.type == "ADDRESS":
        return between in (" in ", ", ", " ", ", in ", " of ")
    if left.type == right.type == "NAME":
        return between == " "
    return left.type == right.type and between == ""


def _joined(left: Hit, right: Hit) -> Hit:
    best = max(left, right, key=lambda h: (h.score, h.end - h.start))
    return replace(best, start=min(left.start, right.start), end=max(left.end, right.end))


def overlaps(start: int, end: int, hits: Sequence[Hit]) -> bool:
    """Whether any hit touches [start, end)."""
    return any(hit.start < end and hit.end > start for hit in hits)
