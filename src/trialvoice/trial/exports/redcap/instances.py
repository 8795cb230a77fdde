"""Numbers of repeat instances that no later finding changes.

REDCap knows an adverse event of a subject by its instance alone, so that a number once given has to stay. Numbers are
given in the order in which people first accepted findings, which is the order of the audit trail, and not by the day
of the visit: what is accepted late, of a visit however early, comes last. The numbering is replayed from the trail:
each newly accepted finding joins the event that it tells of and takes its number, or begins one and takes the next.
Where it shows two events to be one, the lower number stays; where it parts one in two, the part accepted first keeps
the number and the other takes the next. The replay uses the values as they were accepted first, so that a later edit
moves nothing either. A number under which nothing stands any more is written as taken back: numbers have no gaps.

Two things shift this. A new version of this program may join events otherwise than the old one did. And what an edit
parts from its event takes the next number without a place in the replay, so that a later acceptance may move it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from trialvoice.core.findings import Status, Value
from trialvoice.trial.record.followed import FollowedEvent, FollowedMedicine, Telling, followed_events
from trialvoice.trial.record.followed import followed_medicines as _medicines
from trialvoice.trial.record.reviewed import ReviewedFinding, ReviewedStudy, ReviewedVisit

_ACCEPTING = ("accept", "edit", "add")


class Followed(Protocol):
    """A record of one subject that one or more findings tell of."""

    @property
    def tellings(self) -> tuple[Telling, ...]:
        """The findings, in order of time."""
        ...


@dataclass(frozen=True)
class Single:
    """A finding that is a record of its own."""

    tellings: tuple[Telling, ...]


@dataclass(frozen=True)
class Gone:
    """What a number was given to that does not stand any more. findings: that were given it."""

    findings: tuple[ReviewedFinding, ...]


Join = Callable[[ReviewedStudy, frozenset[Status]], Sequence[Followed]]


def joined(kind: str) -> Join:
    """How findings of a kind become records: events and medicines over visits, all others each by itself."""
    if kind == "adverse_event":
        return followed_events
    if kind == "concomitant_medication":
        return _medicines
    return lambda study, statuses: [
        Single((Telling(visit, one),))
        for visit in study.visits
        for one in visit.findings
        if one.value.kind == kind and one.status in statuses
    ]


@dataclass(frozen=True)
class _Entry:
    """A finding as it was accepted first. order: of acceptance; what nobody accepted comes last."""

    order: tuple[bool, datetime, int, datetime, str]
    uid: str
    then: ReviewedFinding


@dataclass
class _Book:
    """Numbers while they are given. of: finding → number.  had: number → findings that ever had it."""

    of: dict[str, int] = field(default_factory=dict)
    had: dict[int, set[str]] = field(default_factory=dict)

    def give(self, records: Sequence[Followed], order: dict[str, int]) -> dict[int, Followed]:
        """Each record keeps the lowest number of its findings that no record accepted before it has; else the next."""
        made: dict[int, Followed] = {}
        for record in sorted(records, key=lambda one: min(order[uid] for uid in _members(one))):
            known = {self.of[uid] for uid in _members(record) if uid in self.of} - made.keys()
            number = min(known, default=len(self.had) + 1)
            made[number] = record
            self.had.setdefault(number, set()).update(_members(record))
        self.of |= {uid: number for number, record in made.items() for uid in _members(record)}
        return made


def instances(
    study: ReviewedStudy, visits: Sequence[ReviewedVisit], kind: str, statuses: frozenset[Status]
) -> dict[int, Followed | Gone]:
    """Number → record of one subject, or what was given the number and does not stand under it any more."""
    entries = sorted(_entries(visits, kind, statuses), key=lambda entry: entry.order)
    order = {entry.uid: at for at, entry in enumerate(entries)}
    book, join = _Book(), joined(kind)
    for count in range(1, len(entries) + 1):
        then = {one.uid: one.then for one in entries[:count]}
        book.give(join(_as_of(study, visits, then), frozenset({"accepted"})), order)
    stand = book.give(join(study.model_copy(update={"visits": tuple(visits)}), statuses), order)
    return {number: stand.get(number) or Gone(_those(visits, book.had[number])) for number in sorted(book.had)}


def _members(record: Followed) -> list[str]:
    return [told.finding.uid for told in record.tellings]


def _those(visits: Sequence[ReviewedVisit], uids: set[str]) -> tuple[ReviewedFinding, ...]:
    return tuple(one for visit in visits for one in visit.findings if one.uid in uids)


def _entries(visits: Iterable[ReviewedVisit], kind: str, statuses: frozenset[Status]) -> Iterable[_Entry]:
    for visit in visits:
        for one in visit.findings:
            first = next((made for made in one.decisions if made.action in _ACCEPTING), None)
            value: Value = first.value if first and first.value.kind == kind else one.value
            if value.kind != kind or (first is None and one.status not in statuses):
                continue
            order = (first is None, first.at if first else one.recorded_at, first.act if first else 0)
            changes: dict[str, Any] = {"value": value, "status": "accepted"}
            then = one.model_copy(update={"finding": one.finding.model_copy(update=changes)})
            yield _Entry((*order, visit.recorded_at, one.uid), one.uid, then)


def _as_of(study: ReviewedStudy, visits: Sequence[ReviewedVisit], then: dict[str, ReviewedFinding]) -> ReviewedStudy:
    """The study with those findings alone."""
    cut = tuple(
        visit.model_copy(update={"findings": tuple(then[one.uid] for one in visit.findings if one.uid in then)})
        for visit in visits
    )
    return study.model_copy(update={"visits": cut})


__all__ = ["Followed", "FollowedEvent", "FollowedMedicine", "Gone", "Single", "instances", "joined"]
