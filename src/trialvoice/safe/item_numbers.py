"""Which number of a window is the value of a numeric item."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.core.study import Item
from trialvoice.safe.corrections import CORRECTED
from trialvoice.safe.dialogue import Dialogue, polarity
from trialvoice.safe.durations import durations
from trialvoice.safe.item_words import ItemWords, form_words, word_pattern
from trialvoice.safe.item_windows import Window
from trialvoice.safe.numbers import Number, count_of, measured
from trialvoice.safe.rates import per_unit
from trialvoice.safe.stems import tokens

ENOUGH = 2.0
"""A number needs this strength to be a value."""
_NEAR = 60
"""Characters between the name of an item and its number in a statement."""
_NOW = re.compile(r"\b(?:today|now|nowadays|these days|currently|this morning|at the moment|right now)\b", re.IGNORECASE)
_SO = re.compile(r"\b(?:so|call it|let's say|say)\W+(?:\w+\W+)?$", re.IGNORECASE)
_BREAK = re.compile(r"[.;:,!?…]|\b(?:and|but)\b", re.IGNORECASE)
_SAY = re.compile(r"\b(?:say|put|give it|rate|call it|score|a|about|around|at|be)\s+(?:it\s+)?(?:a|an|at|about|around)?\s*$", re.IGNORECASE)
_WORDS_ALONE = re.compile(r"\b(?:a )?(couple|pair|single|twice|once|dozen|half a dozen)\b(?: of)?", re.IGNORECASE)
_NOTHING = re.compile(
    r"^\W*(?:no|none|nothing|never|zero|not (?:any|at all|really|a|one)|nope|nah|naw|nary|nowt|i do(?:n't| not))\b", re.IGNORECASE
)
_NO_SUCH = re.compile(
    r"\b(?:no|not (?:a|an|one|any|a single)|nary an?|zero|without(?: any)?|never (?:had|a|any)|had(?:n't| not| no)(?: any)?)\W+(?:more\W+)?$",
    re.IGNORECASE,
)
_ONE_ALONE = re.compile(r"^(?:one|1)$", re.IGNORECASE)
_ALONE = re.compile(r"^\W*(?:just |only |about |maybe |like |well |oh |um |uh |erm )*(?:one|1)\W*(?:$|[.,!?])", re.IGNORECASE)
_LEAST_SERIES = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A value at [start, end) characters of the turn, and how sure its tie to the item is."""

    value: float
    start: int
    end: int
    strength: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    number: Number
    unit: bool
    strength: float


class NumberReader:
    """Reads the numeric value of one item.  taken: spans of turns that are vital signs already."""

    def __init__(
        self, dialogue: Dialogue, words: ItemWords, rivals: Sequence[ItemWords], taken: frozenset[tuple[int, int]]
    ) -> None:
        self._dialogue = dialogue
        self._words = words
        self._item = words.item
        self._rivals = [rival for rival in rivals if rival.item.type in ("integer", "decimal")]
        self._taken = taken

    def read(self, window: Window) -> Figure | None:
        """The value that a window holds, in or out of the item's range; None where it holds none."""
        found = self._found(window)
        if found:
            return found
        return self._none_said(window)

    def _found(self, window: Window) -> Figure | None:
        text = self._dialogue.texts[window.at]
        rate = per_unit(self._item.unit or "", text[window.start : window.end])
        if rate and window.strength >= ENOUGH:
            return Figure(rate.value, window.start + rate.start, window.start + rate.end, window.strength)
        if durations_in := self._durations(window, text):
            return durations_in
        candidates = [c for c in self._candidates(window, text) if c.strength >= ENOUGH]
        if not candidates:
            return None
        best = self._chosen(window, text, candidates)
        return Figure(best.number.value, best.number.start, best.number.end, best.strength)

    def _durations(self, window: Window, text: str) -> Figure | None:
        """ "An hour and a half" for an item in minutes."""
        for duration in durations(text[window.start : window.end], self._item.unit or ""):
            around = text[max(window.start + duration.start - 25, window.start) : window.start + duration.start]
            if word_pattern("expected").search(around):
                continue
            strength = window.strength if window.strength >= ENOUGH else window.strength + 1.0
            return Figure(duration.value, window.start + duration.start, window.start + duration.end, strength)
        return None

    def _chosen(self, window: Window, text: str, candidates: Sequence[_Candidate]) -> _Candidate:
        """Of several numbers: the one of now, the one settled on, the corrected, the one with its unit, the nearest."""
        if window.asked is None:
            candidates = sorted(candidates, key=lambda c: (-round(c.strength, 2), c.number.start))
        first = candidates[0]
        rest = [c for c in candidates if c.number.start > first.number.start]
        if counted := self._series(text, [first, *rest]):
            return counted
        for other in reversed(rest):
            between = text[first.number.end : other.number.start]
            alike = first.number.value / 4 <= other.number.value <= first.number.value * 4
            if (CORRECTED.search(between) and (alike or other.unit)) or (window.asked and _SO.search(between)):
                return other
        if window.asked is None:
            return first
        for other in candidates:
            if _NOW.search(text[max(other.number.start - 45, window.start) : other.number.start].rsplit(".", 1)[-1]):
                return other
        return next((c for c in candidates if c.unit), first)

    def _series(self, text: str, candidates: Sequence[_Candidate]) -> _Candidate | None:
        """Counted aloud: of "two, four, six, eight, nine" the last."""
        run = [candidates[0]]
        for other in candidates[1:]:
            if not re.fullmatch(r"[\s,.…]*(?:and\s+)?", text[run[-1].number.end : other.number.start]):
                break
            if other.number.value < run[-1].number.value:
                break
            run.append(other)
        counts = len(run) >= _LEAST_SERIES or (len(run) > 1 and run[-1].unit and not run[0].unit)
        return run[-1] if counts else None

    def _candidates(self, window: Window, text: str) -> Iterator[_Candidate]:
        hundreds = (self._item.maximum or 0) > 200
        said = [*_shifted(measured(text[window.start : window.end], hundreds=hundreds), window.start)]
        said += [*_counting_words(text, window)]
        scale = self._words.scale
        ends = [m.span() for m in scale.finditer(text)] if scale else []
        for number in sorted(said, key=lambda n: n.start):
            if any(a <= number.start < b for a, b in ends) and not _rated(text, number):
                continue
            if self._foreign(text, number) or (window.at, number.start) in self._taken:
                continue
            yield self._weighed(window, text, number)

    def _foreign(self, text: str, number: Number) -> bool:
        """Whether the number carries another unit, or is planned, past, or part of a name."""
        after = text[number.end :]
        before = _clause_before(text, number.start)
        unit = self._follows(text, number)
        if _ONE_ALONE.match(text[number.start : number.end]) and not unit and not _ALONE.match(f"{before[-12:]} one{after[:2]}"):
            return not re.match(r"\W*$|[.,!]", after)
        if not unit and re.match(rf"[\s-]*(?:{'|'.join(form_words()['foreign'])})(?!\w)", after, re.IGNORECASE):
            return True
        return bool(word_pattern("expected").search(before)) and not _NOW.search(before)

    def _follows(self, text: str, number: Number) -> bool:
        after = tokens(text[number.end : number.end + 40])
        if self._words.follows(after):
            return True
        return self._words.counts_left and bool(
            re.match(rf"\s*(?:\w+\s)?(?:{'|'.join(form_words()['left_over'])})\b", text[number.end :], re.IGNORECASE)
        )

    def _weighed(self, window: Window, text: str, number: Number) -> _Candidate:
        unit = self._follows(text, number)
        strength = window.strength
        if window.asked is None and not window.summed_up:
            away = _distance(text, window.name_start, window.name_end, number)
            strength -= 0.6 * (away > _NEAR) + 0.005 * min(away, 100)
            if self._rival_nearer(window, text, number, away):
                strength -= 2.0
        if window.strength < ENOUGH:
            hinted = unit or (self._words.scale is not None and bool(_SAY.search(text[: number.start])))
            strength += 1.2 * hinted + 0.8 * bool(_NOW.search(_clause_before(text, number.start)))
        return _Candidate(number, unit, strength + 0.3 * unit)

    def _rival_nearer(self, window: Window, text: str, number: Number, away: int) -> bool:
        sentence = next(s for s in self._dialogue.by_turn[window.at] if s.start <= number.start < s.end)
        for rival in self._rivals:
            for tie in rival.ties(sentence):
                if tie.strength < 2.5:
                    continue
                start, end = sentence.start + tie.start, sentence.start + tie.end
                if _distance(text, start, end, number) < away:
                    return True
        return False

    def _none_said(self, window: Window) -> Figure | None:
        """ "None" as an answer, and "no lows at all", are 0 where the form takes 0."""
        if self._item.minimum != 0 or self._words.scale is not None and window.asked is None:
            return None
        text = self._dialogue.texts[window.at]
        if window.asked:
            said = text[window.start : window.end]
            answer = [s for s in self._dialogue.by_turn[window.at] if s.start >= window.start]
            denied = _NOTHING.match(said.strip()) and polarity(answer) == "no" and not measured(said)
            return Figure(0.0, window.start, window.end, window.strength) if denied and window.strength >= ENOUGH else None
        denied = _NO_SUCH.search(text[max(window.name_start - 25, 0) : window.name_start])
        if denied and window.strength >= ENOUGH:
            return Figure(0.0, window.name_start - len(denied[0]), window.name_end, window.strength - 0.5)
        return None


def in_range(item: Item, value: float) -> bool:
    """Whether a number is one that the form takes."""
    return (item.minimum is None or value >= item.minimum) and (item.maximum is None or value <= item.maximum)


def written(item: Item, value: float) -> str:
    """The number as the form wants it."""
    return str(round(value)) if item.type == "integer" else f"{value:g}"


def fits_type(item: Item, value: float) -> bool:
    """Whether a number is whole where the form wants whole ones."""
    return item.type != "integer" or value == int(value)


def _shifted(numbers: Sequence[Number], by: int) -> Iterator[Number]:
    return (Number(n.value, n.start + by, n.end + by) for n in numbers)


def _counting_words(text: str, window: Window) -> Iterator[Number]:
    """ "A couple", "twice", "a dozen"."""
    for match in _WORDS_ALONE.finditer(text, window.start, window.end):
        said = match[1].lower()
        value = {"dozen": 12, "half a dozen": 6}.get(said) or count_of(said)
        if value:
            yield Number(value, match.start(), match.end())


def _rated(text: str, number: Number) -> bool:
    """Whether the number is what was given, as "six" of "six out of ten"."""
    return bool(re.match(r"\s*(?:out of|from|/)\s*", text[number.end :], re.IGNORECASE))


def _clause_before(text: str, at: int) -> str:
    return re.split(r"[.;!?…,]|\b(?:and|but)\b", text[max(at - 60, 0) : at])[-1]


def _distance(text: str, start: int, end: int, number: Number) -> int:
    """Characters between a name and a number, a clause boundary counting as thirty, another number as twenty."""
    first, last = (end, number.start) if number.start >= end else (number.end, start)
    between = text[first:last]
    return max(last - first, 0) + 30 * bool(_BREAK.search(between)) + 20 * len(measured(between))


