"""The findings of a visit as cards: in groups, serious ones first, each with what became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from trialvoice.core.findings import KINDS, AdverseEvent, Value
from trialvoice.safe.report import TITLES
from trialvoice.trial.record.reviewed import Decision, ReviewedFinding, ReviewedVisit
from trialvoice.trial.review.marks import proofs
from trialvoice.trial.review.value_forms import in_words
from trialvoice.trial.review.value_shapes import shape_of
from trialvoice.trial.worklist import hours

_HOUR_S = 3600
_DAY_H, _MANY_H = 24, 96


@dataclass(frozen=True)
class Change:
    """One field that a person sees otherwise than the machine, in words."""

    label: str
    machine: str
    human: str


@dataclass(frozen=True)
class Step:
    """A decision with what it made another."""

    made: Decision
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Card:
    """A finding with its place on the page, from 0. due: "3.5 h left", or "2.0 h over", of a serious one.

    span: (start, end) in ms of the first quote.  changes: what people made another.  steps: every decision.
    """

    place: int
    one: ReviewedFinding
    due: str
    over: bool
    span: tuple[int, int] | None
    changes: tuple[Change, ...]
    steps: tuple[Step, ...]

    @property
    def serious(self) -> bool:
        """Serious by what stands now."""
        return is_serious(self.one)


@dataclass(frozen=True)
class Group:
    """Cards of one kind."""

    title: str
    cards: tuple[Card, ...]


def grouped(visit: ReviewedVisit, now: datetime) -> tuple[Group, ...]:
    """All cards, numbered through: serious events by what is due first, then each kind, then what is withdrawn."""
    groups, place = [], 0
    for title, found in _parts(visit.findings):
        cards = tuple(_card(place + at, one, now) for at, one in enumerate(found))
        groups.append(Group(title, cards))
        place += len(cards)
    return tuple(groups)


def time_left(left: float) -> str:
    """ "3.5 h left", or "2.0 h over"; in days where it is many hours."""
    if abs(left) < _MANY_H:
        return hours(left)
    return f"{abs(left) / _DAY_H:.0f} days {'left' if left > 0 else 'over'}"


def is_serious(one: ReviewedFinding) -> bool:
    """Whether a criterion of seriousness stands, as long as nobody rejects the event."""
    return isinstance(one.value, AdverseEvent) and one.value.serious


def next_undecided(cards: Sequence[Card], after: str) -> Card | None:
    """The next card without a decision, from the one of that uid on and round; None where all are decided."""
    at = next((card.place for card in cards if card.one.uid == after), -1)
    waiting = [card for card in (*cards[at + 1 :], *cards[: at + 1]) if is_waiting(card.one)]
    return waiting[0] if waiting else None


def is_waiting(one: ReviewedFinding) -> bool:
    """Whether a person has to decide on it still."""
    return one.status == "candidate" and not one.withdrawn


def changes(machine: Value | None, stands: Value) -> Iterator[Change]:
    """The fields in which two values of a kind differ."""
    if machine is None or machine.kind != stands.kind:
        return
    for shape in shape_of(stands.kind).shapes:
        before, after = in_words(shape, machine), in_words(shape, stands)
        if before != after:
            yield Change(shape.label, before, after)


def _steps(one: ReviewedFinding) -> Iterator[Step]:
    before = one.proposed
    for made in one.decisions:
        yield Step(made, tuple(changes(before, made.value)))
        before = made.value


def _parts(findings: Sequence[ReviewedFinding]) -> Iterator[tuple[str, list[ReviewedFinding]]]:
    there = [one for one in findings if not one.withdrawn]
    serious = sorted((one for one in there if is_serious(one)), key=_due)
    parts = [("Serious adverse events", serious)]
    rest = [one for one in there if not is_serious(one)]
    parts += [(TITLES[kind], [one for one in rest if one.value.kind == kind]) for kind in KINDS]
    parts.append(("Not found by the last run", [one for one in findings if one.withdrawn]))
    yield from ((title, found) for title, found in parts if found)


def _due(one: ReviewedFinding) -> float:
    due = one.value.sae_due_at if isinstance(one.value, AdverseEvent) else None
    return due.timestamp() if due else float("inf")


def _card(place: int, one: ReviewedFinding, now: datetime) -> Card:
    due_at = one.value.sae_due_at if isinstance(one.value, AdverseEvent) and one.status != "rejected" else None
    left = (due_at - now).total_seconds() / _HOUR_S if due_at else 0.0
    quoted = proofs(one.finding)
    return Card(
        place=place,
        one=one,
        due=time_left(left) if due_at else "",
        over=left < 0,
        span=(quoted[0].start, quoted[0].end) if quoted else None,
        changes=tuple(changes(one.proposed, one.value)),
        steps=tuple(_steps(one)),
    )
