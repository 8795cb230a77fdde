"""Whether an event told at one visit is one that was told before: by its term, side, onset, wording and outcome."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from trialvoice.core.findings import AdverseEvent, Coding
from trialvoice.safe.language.stems import tokens
from trialvoice.trial.partial_dates import agree, surely_after
from trialvoice.trial.wording import Side, side_of, wording

Link = Literal["same", "again"]
"""same: the event of before.  again: what was over has come once more, as an event of its own."""
_IN_BRACKETS = re.compile(r"\(([^)]*)\)\s*$")
_AKIN = 5


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one visit tells it.  on: day of the visit.  quotes: the words that prove it."""

    event: AdverseEvent
    on: date
    quotes: tuple[str, ...]

    @property
    def over(self) -> bool:
        """Whether nothing more is to come of it: resolved, or a thing that happens once."""
        return self.event.outcome == "resolved" or self.event.end_date is not None or self.happened_once

    @property
    def happened_once(self) -> bool:
        """A fall is over when it is told, whatever it left behind."""
        return self.event.course == "single" and self.event.outcome not in ("ongoing", "recovering")

    @property
    def goes_on(self) -> bool:
        """Whether it is there at this visit."""
        worse = self.event.course in ("worsening", "continuous", "improving")
        return self.event.outcome in ("ongoing", "recovering") or (self.event.outcome == "not_stated" and worse)

    @property
    def side(self) -> Side | None:
        """Of the body, where one is named."""
        return side_of((self.event.term, *self.quotes))

    @property
    def said_to_go_on(self) -> bool:
        """That it is there still, grew worse, or comes and goes."""
        return self.event.course in ("worsening", "intermittent") or any(
            wording().goes_on.search(quote) for quote in self.quotes
        )

    @property
    def said_again(self) -> bool:
        """ "Came back", "another one"."""
        return any(wording().again.search(quote) for quote in self.quotes)


def link(before: Told, now: Told) -> Link | None:
    """What an event is to one of an earlier visit; None where they are two."""
    if not same_name(before.event, now.event) or not _same_side(before.side, now.side):
        return None
    if before.over:
        return "again" if _come_again(before, now) else "same"
    unknown = before.event.outcome == "not_stated"
    began_since = surely_after(now.event.onset_date, before.on) and not now.said_to_go_on
    return "again" if unknown and began_since else "same"


def _come_again(before: Told, now: Told) -> bool:
    """Whether what was over is told as one more, and not as the old one."""
    if surely_after(now.event.onset_date, before.on):
        return True
    onsets = (before.event.onset_date, now.event.onset_date)
    if None not in onsets:
        return not agree(*onsets)
    if now.said_to_go_on:
        return False
    return now.said_again or now.goes_on


def _same_side(one: Side | None, other: Side | None) -> bool:
    return one is None or other is None or one == other or "both" in (one, other)


def same_name(one: AdverseEvent, other: AdverseEvent) -> bool:
    """The same dictionary term, or, where that is not known of both, the same words."""
    if one.coding and other.coding and _term(one.coding) == _term(other.coding):
        return True
    mine, theirs = plain_words(one.term), plain_words(other.term)
    if mine and mine == theirs:
        return True
    return (one.coding is None or other.coding is None) and _within(mine, theirs)


def _term(coding: Coding) -> tuple[str, str]:
    return coding.dictionary, coding.term


def _within(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether all words of the shorter name are in the longer: "gout" and "gout attack", not "pain" and "back pain"."""
    short, long = sorted((one, other), key=len)
    telling = short - wording().general
    return bool(telling) and all(any(_akin(word, there) for there in long) for word in short)


def _akin(one: str, other: str) -> bool:
    """The same stem, or words that only differ at their end: "hoarse" and "hoarseness"."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= _AKIN and long.startswith(short))


@lru_cache(maxsize=10_000)
def plain_words(term: str) -> frozenset[str]:
    """Stems of a reported term's plain name: "threw up (vomiting)" is vomiting."""
    plain = _IN_BRACKETS.search(term)
    name = plain[1] if plain else term
    return frozenset(token.stem for token in tokens(name) if token.word not in wording().empty)
