"""Which number of a window is the value of a numeric item."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trialvoice.core.study import Item
from trialvoice.safe.forms.form_lexicon import word_pattern
from trialvoice.safe.forms.item_candidates import ENOUGH, Candidate, CandidateFinder
from trialvoice.safe.forms.item_ties import Ties
from trialvoice.safe.forms.item_windows import Window
from trialvoice.safe.forms.item_words import item_words
from trialvoice.safe.forms.number_cues import NOW
from trialvoice.safe.language.corrections import CORRECTED, REPEATED
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.language.durations import durations
from trialvoice.safe.language.numbers import Number, measured
from trialvoice.safe.language.rates import per_unit

_SO = re.compile(r"\b(?:so|call it|let's say|say)\W+(?:\w+\W+)?$", re.IGNORECASE)
_NOTHING = re.compile(
    r"^\W*(?:no(?! (?:better|worse|change|difference|different|more|less|longer))|none|nothing|never|zero|"
    r"not (?:even )?(?:any|at all|really|a single(?: one)?|a one|a|one|once|so far|yet|this|these)|"
    r"not(?= (?:since|for|in)\b)|nope|nah|naw|nary|nowt|i do(?:n't| not))\b",
    re.IGNORECASE,
)
_NOT_FOR_ME = re.compile(
    r"^\W*(?:i )?(?:(?:can't|cannot|couldn't) (?:stand|abide|bear)|hate|loathe|don't (?:touch|like|drink|eat|"
    r"smoke|take|bother))\b",
    re.IGNORECASE,
)
"""Who says so to "how much?" has none."""
_NO_SUCH = re.compile(
    r"\b(?:no|not|not (?:a|an|one|any|a single)|nary an?|zero|without(?: any)?|"
    r"none(?: \w+)? (?:in|over|for)(?: the| these)?|never (?:had|a|any)|had(?:n't| not| no)(?: any)?)\W+(?:more\W+)?$",
    re.IGNORECASE,
)
_NOW_AFTER = re.compile(r"\s*(?:\w+\s)?(?:now|today|this morning)\b", re.IGNORECASE)
_SUM = re.compile(r"\b(?:makes|adds up to|comes to|total(?: is| of)?|altogether|that's|in all)\s*$", re.IGNORECASE)
_SUM_AFTER = re.compile(r"\s*(?:altogether|in total|in all|all told|total)\b", re.IGNORECASE)
_SPAN = re.compile(r"\s*(?:or \w+ )?(?:minutes?|hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|for|in|over)\W+(?:about |over |like |oh |the |nearly )*$", re.IGNORECASE)
_ONCE = re.compile(r"(?<!not )(?<!never )\b(?:once|twice)\b", re.IGNORECASE)
_NO_THEN = re.compile(
    r"(?:\s\w+)?[\s,.…]+(?:no|well|or rather|nearer|more like)[\s,.…]+(?:(?:i (?:think|mean)|more like|nearer|"
    r"about|say)\s+)?",
    re.IGNORECASE,
)
"""Between a number and the one that takes its place, where nothing is punctuated: "two times no | one"."""
_HOW_MANY = re.compile(r"\b(?:any|how many|how much|left|count)\b", re.IGNORECASE)
_MORE_THAN_A_NAME = 5
"""Words of a question that asks for more than whether there is any."""
_LEAST_SERIES = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A value at [start, end) characters of the turn, and how sure its tie to the item is."""

    value: float
    start: int
    end: int
    strength: float
    said: str | None = None
    """The value and unit that were said, where they are not the form's."""


class NumberReader:
    """Reads the numeric value of one item.  taken: (turn's position, start) of numbers that are vital signs already."""

    def __init__(self, dialogue: Dialogue, item: Item, ties: Ties, taken: frozenset[tuple[int, int]]) -> None:
        self._dialogue = dialogue
        self._item = item
        self._words = item_words(item)
        self._finder = CandidateFinder(dialogue, item, ties, taken)

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
        candidates = [c for c in self._finder.candidates(window) if c.strength >= ENOUGH]
        if not candidates:
            return None
        inside = [
            c for c in candidates if in_range(self._item, c.number.value) and fits_type(self._item, c.number.value)
        ]
        candidates = inside or candidates
        best = self._chosen(window, text, candidates)
        return Figure(best.number.value, best.number.start, best.number.end, best.strength, best.said)

    def _durations(self, window: Window, text: str) -> Figure | None:
        """ "An hour and a half" for an item in minutes."""
        for duration in durations(text[window.start : window.end], (self._item.unit or "").split("/")[0]):
            around = text[max(window.start + duration.start - 25, window.start) : window.start + duration.start]
            if word_pattern("expected").search(around):
                continue
            strength = window.strength if window.strength >= ENOUGH else window.strength + 1.0
            return Figure(duration.value, window.start + duration.start, window.start + duration.end, strength)
        return None

    def _chosen(self, window: Window, text: str, candidates: Sequence[Candidate]) -> Candidate:
        """Of several numbers: the one of now, the sum, the corrected, the one with its unit, the first or nearest."""
        named = window.names_it
        if named:
            left = [c for c in candidates if self._words.counts_left and c.unit]
            candidates = sorted(left or candidates, key=lambda c: (-round(c.strength, 2), c.number.start))
        first = candidates[0]
        rest = [c for c in candidates if c.number.start > first.number.start]
        if ended := self._series(text, [first, *rest]) or self._bare_end(window, text, rest):
            return ended
        if (corrected := self._corrected(window, text, first, rest)) is not first:
            return corrected
        for told in (_is_now, _is_sum):
            if found := next((c for c in candidates if told(text, window, c.number)), None):
                return found
        return first if named else next((c for c in candidates if c.unit), first)

    def _corrected(self, window: Window, text: str, first: Candidate, rest: Sequence[Candidate]) -> Candidate:
        """The first number, or one after it that takes its place."""
        current = first
        for other in rest:
            between = text[current.number.end : other.number.start]
            alike = current.number.value / 4 <= other.number.value <= current.number.value * 4
            again = CORRECTED.search(between) or REPEATED.search(between) or _NO_THEN.fullmatch(between)
            echoed = window.asked and between.lstrip()[:1] in ("!", "?")
            if (again and (alike or other.unit)) or (window.asked and _SO.search(between)) or echoed:
                current = other
        return current

    def _bare_end(self, window: Window, text: str, rest: Sequence[Candidate]) -> Candidate | None:
        """The figure alone that ends an answer, as in "Two. Maybe three. Three." """
        if not window.asked:
            return None
        ends = [c for c in rest if not text[c.number.end : window.end].strip(" .!,…")]
        alone = ends and re.search(r"(?:^|[.?!…])\s*$", text[window.start : ends[-1].number.start])
        return ends[-1] if alone else None

    def _series(self, text: str, candidates: Sequence[Candidate]) -> Candidate | None:
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

    def _asks_for_all(self, asked: Sentence) -> bool:
        """Whether a no means none at all of what is rated, and not just none of a kind: "coughing up any blood?"."""
        if self._words.counts_left:
            return bool(_HOW_MANY.search(asked.text))
        return len(asked.words) <= _MORE_THAN_A_NAME or bool(self._words.scale and self._words.scale.search(asked.text))

    def _none_said(self, window: Window) -> Figure | None:
        """ "None" as an answer, and "no lows at all", are 0 where the form takes 0."""
        if self._item.minimum != 0 or (self._words.scale is not None and window.asked is None):
            return None
        text = self._dialogue.texts[window.at]
        if window.asked:
            said = text[window.start : window.end]
            answer = [s for s in self._dialogue.by_turn[window.at] if s.start >= window.start]
            first = _NOTHING.match(said)
            nothing = first and polarity(answer) == "no" and not _counts(said[first.end() :])
            if (self._words.scale or self._words.counts_left) and not self._asks_for_all(window.asked):
                return None
            if (nothing or (not self._words.scale and _NOT_FOR_ME.search(said))) and window.strength >= ENOUGH:
                return Figure(0.0, window.start, window.end, window.strength)
        denied = _NO_SUCH.search(text[max(window.name_start - 25, 0) : window.name_start])
        if denied and window.strength >= ENOUGH:
            return Figure(0.0, window.name_start - len(denied[0]), window.name_end, window.strength - 0.5)
        return None


def _counts(text: str) -> bool:
    """Whether a number is said that is no year and no span of time."""
    return bool(_ONCE.search(text)) or any(
        not (_SPAN.match(text[n.end :]) or _SINCE.search(text[: n.start]) or _NO_SUCH.search(text[: n.start]))
        for n in measured(text)
    )


def in_range(item: Item, value: float) -> bool:
    """Whether a number is one that the form takes."""
    return (item.minimum is None or value >= item.minimum) and (item.maximum is None or value <= item.maximum)


def written(item: Item, value: float) -> str:
    """The number as the form wants it."""
    return str(round(value)) if item.type == "integer" else f"{value:g}"


def fits_type(item: Item, value: float) -> bool:
    """Whether a number is whole where the form wants whole ones."""
    return item.type != "integer" or value == int(value)


def _is_now(text: str, window: Window, number: Number) -> bool:
    before = text[max(number.start - 45, window.start) : number.start].rsplit(".", 1)[-1]
    return bool(NOW.search(before) or _NOW_AFTER.match(text[number.end :]))


def _is_sum(text: str, window: Window, number: Number) -> bool:
    before = text[max(number.start - 30, window.start) : number.start]
    return bool(_SUM.search(before) or _SUM_AFTER.match(text[number.end :]))
