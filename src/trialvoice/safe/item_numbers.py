"""Which number of a window is the value of a numeric item."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from trialvoice.core.study import Item
from trialvoice.safe import cues
from trialvoice.safe.corrections import CORRECTED, REPEATED
from trialvoice.safe.dialogue import Dialogue, polarity
from trialvoice.safe.durations import durations
from trialvoice.safe.item_words import BY_QUESTION, Ties, clause_before, form_words, item_words, word_pattern
from trialvoice.safe.item_windows import Window
from trialvoice.safe.numbers import Number, count_of, measured
from trialvoice.safe.rates import per_unit
from trialvoice.safe.stems import tokens
from trialvoice.safe.units import in_unit, same_quantity, unit_of

ENOUGH = 2.0
"""A number needs this strength to be a value."""
_NEAR = 60
"""Characters between the name of an item and its number in a statement."""
_NOW = re.compile(
    r"\b(?:today|now|nowadays|these days|currently|this morning|at the moment|right now)\b", re.IGNORECASE
)
_SO = re.compile(r"\b(?:so|call it|let's say|say)\W+(?:\w+\W+)?$", re.IGNORECASE)
_BREAK = re.compile(r"[.;:,!?…]|\b(?:and|but)\b", re.IGNORECASE)
_SAY = re.compile(
    r"\b(?:say|put|give it|rate|call it|score|a|about|around|at|be)\s+(?:it\s+)?(?:a|an|at|about|around)?\s*$",
    re.IGNORECASE,
)
_WORDS_ALONE = re.compile(r"\b(?:a )?(couple|pair|single|twice|once|dozen|half a dozen)\b(?: of)?", re.IGNORECASE)
_NOTHING = re.compile(
    r"^\W*(?:no|none|nothing|never|zero|not (?:any|at all|really|a|one)|nope|nah|naw|nary|nowt|i do(?:n't| not))\b",
    re.IGNORECASE,
)
_NO_SUCH = re.compile(
    r"\b(?:no|not (?:a|an|one|any|a single)|nary an?|zero|without(?: any)?|never (?:had|a|any)|had(?:n't| not| no)(?: any)?)\W+(?:more\W+)?$",
    re.IGNORECASE,
)
_ONE_ALONE = re.compile(r"^(?:one|1)$", re.IGNORECASE)
_LEFT = re.compile(rf"\s*(?:\w+\s)?(?:{'|'.join(form_words()['left_over'])})\b", re.IGNORECASE)
_FOREIGN = re.compile(rf"[\s-]*(?:{'|'.join(form_words()['foreign'])})(?!\w)", re.IGNORECASE)
_LABEL = re.compile(rf"\b(?:{'|'.join(form_words()['label'])})\s+$", re.IGNORECASE)
_NOT_ONE = re.compile(r"\b(?:not|nary|never|no)(?: a| even)?\s+$", re.IGNORECASE)
_AT_A_TIME = re.compile(r"\bat\s+$", re.IGNORECASE)
_AFTER_TIME = re.compile(
    r"[\s:]*(?:\d|five|ten|fifteen|twenty|thirty|forty|fifty|o'clock|[ap] ?m\b|in the)", re.IGNORECASE
)
_ONE_BEFORE = re.compile(
    r"(?:^|[.,;:!?…]|\b(?:is|just|only|about|maybe|like|well|oh|um|uh|so|it's|was|a|or|say))\s*$", re.IGNORECASE
)
_ONE_AFTER = re.compile(r"\s*(?:$|[.,;!?…])")
_UNIT_SAID = re.compile(r"[\s-]*(?:degrees )?(kg|cm|lbs?|[A-Za-z]{3,})\b")
_FROM = re.compile(r"\bfrom (?:an? |about |around )?$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:%|percent|\w+)?\s*(?:down |up )?to\b", re.IGNORECASE)
_NOW_AFTER = re.compile(r"\s*(?:\w+\s)?(?:now|today|this morning)\b", re.IGNORECASE)
_SUM = re.compile(r"\b(?:makes|adds up to|comes to|total(?: is| of)?|altogether|that's|in all)\s*$", re.IGNORECASE)
_SUM_AFTER = re.compile(r"\s*(?:altogether|in total|in all|all told|total)\b", re.IGNORECASE)
_ADJACENT = re.compile(r"\s*(?:(?:that|which) )?(?:(?:are|were|is) )?")
_TIED_AFTER = re.compile(r"\s*(?:for|on|with|in|of|to)\s", re.IGNORECASE)
_LONG = 250
"""Characters of a sentence that is a whole turn without punctuation, of which no word tells about all."""
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


@dataclass(frozen=True, slots=True)
class _Candidate:
    number: Number
    unit: bool
    strength: float
    said: str | None = None


class NumberReader:
    """Reads the numeric value of one item.  taken: (turn's position, start) of numbers that are vital signs already."""

    def __init__(self, dialogue: Dialogue, item: Item, ties: Ties, taken: frozenset[tuple[int, int]]) -> None:
        self._dialogue = dialogue
        self._item = item
        self._words = item_words(item)
        self._ties = ties
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
        inside = [
            c for c in candidates if in_range(self._item, c.number.value) and fits_type(self._item, c.number.value)
        ]
        candidates = inside or candidates
        best = self._chosen(window, text, candidates)
        return Figure(best.number.value, best.number.start, best.number.end, best.strength, best.said)

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
        """Of several numbers: the one of now, the sum, the corrected, the one with its unit, the first or nearest."""
        named = _named_there(window)
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

    def _corrected(self, window: Window, text: str, first: _Candidate, rest: Sequence[_Candidate]) -> _Candidate:
        """The first number, or one after it that takes its place."""
        current = first
        for other in rest:
            between = text[current.number.end : other.number.start]
            alike = current.number.value / 4 <= other.number.value <= current.number.value * 4
            again = CORRECTED.search(between) or REPEATED.search(between)
            echoed = window.asked and between.lstrip()[:1] in ("!", "?")
            if (again and (alike or other.unit)) or (window.asked and _SO.search(between)) or echoed:
                current = other
        return current

    def _bare_end(self, window: Window, text: str, rest: Sequence[_Candidate]) -> _Candidate | None:
        """The figure alone that ends an answer, as in "Two. Maybe three. Three." """
        if not window.asked:
            return None
        ends = [c for c in rest if not text[c.number.end : window.end].strip(" .!,…")]
        alone = ends and re.search(r"(?:^|[.?!…])\s*$", text[window.start : ends[-1].number.start])
        return ends[-1] if alone else None

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
        for as_said in sorted(said, key=lambda n: n.start):
            number, unit = self._in_form(text, as_said)
            if any(a <= number.start < b for a, b in self._names_within(window)):
                continue
            if any(a <= number.start < b for a, b in ends) and not _rated(text, number):
                continue
            if (unit is None and self._foreign(text, number)) or (window.at, number.start) in self._taken:
                continue
            if window.asked is None and not window.settled and self._not_theirs(window, number):
                continue
            yield replace(self._weighed(window, text, number), said=unit and f"{as_said.value:g} {unit}")

    def _in_form(self, text: str, number: Number) -> tuple[Number, str | None]:
        """The number in the form's unit, and the unit that was said where it is another one of the same quantity."""
        unit = _UNIT_SAID.match(text, number.end)
        said = unit_of(unit[1]) if unit else None
        target = unit_of(self._item.unit or "")
        if not said or said == target or not self._item.unit or not same_quantity(said, target):
            return number, None
        converted = in_unit(number.value, said, target)
        return (Number(converted, number.start, number.end), said) if converted is not None else (number, None)

    def _names_within(self, window: Window) -> list[tuple[int, int]]:
        """Where terms of the item stand, which may hold figures: "twenty five foot walk"."""
        said = [s for s in self._dialogue.by_turn[window.at] if s.end > window.start and s.start < window.end]
        return [
            (s.words[hit.first].start, s.words[hit.last].end) for s in said for hit in self._words.terms.find(s.words)
        ]

    def _not_theirs(self, window: Window, number: Number) -> bool:
        """Whether its sentence warns, supposes, or speaks of somebody else."""
        sentence = next(s for s in self._dialogue.by_turn[window.at] if s.start <= number.start < s.end)
        if len(sentence.text) > _LONG:
            return False
        if cues.MAYBE.search(sentence.text) or cues.WARNING.search(sentence.text):
            return True
        return not window.staff and bool(cues.OTHER_PERSON.search(sentence.text))

    def _foreign(self, text: str, number: Number) -> bool:
        """Whether the number carries another unit, or is a label, a time, planned, or past."""
        before, after = text[: number.start], text[number.end :]
        unit = self._follows(text, number)
        if _ONE_ALONE.match(text[number.start : number.end]):
            if _NOT_ONE.search(before) or not (unit or _alone(before, after)):
                return True
        if _LABEL.search(before) or (_AT_A_TIME.search(before) and _AFTER_TIME.match(after)):
            return True
        if (not unit and _FOREIGN.match(after)) or (_FROM.search(before) and _TO.match(after)):
            return True
        clause = clause_before(text, number.start)
        if word_pattern("expected_after").match(after.lstrip()):
            return True
        return bool(word_pattern("expected").search(clause)) and not _NOW.search(clause)

    def _follows(self, text: str, number: Number) -> bool:
        after = tokens(text[number.end : number.end + 40])
        return self._words.follows(after) or (self._words.counts_left and self._left(text, number))

    def _left(self, text: str, number: Number) -> bool:
        """Whether it says "left" or "back" right after the number, its unit between or not."""
        return bool(_LEFT.match(text[number.end :]))

    def _weighed(self, window: Window, text: str, number: Number) -> _Candidate:
        unit = self._follows(text, number)
        strength = window.strength
        if _named_there(window):
            away = _distance(text, window.name_start, window.name_end, number)
            strength -= 0.4 * (away > _NEAR) + 0.003 * min(away, 100)
            if self._rival_nearer(window, text, number, away):
                strength -= 2.0
        strength += 0.3 * bool(_NOW.search(clause_before(text, number.start)))
        if window.strength < ENOUGH:
            hinted = (unit and (not self._words.counts_left or self._left(text, number))) or (
                self._words.scale is not None and bool(_SAY.search(text[: number.start]))
            )
            strength += 1.2 * hinted + 0.5 * bool(_NOW.search(clause_before(text, number.start)))
        elif unit and window.asked is None:
            strength = max(strength, min(strength + 0.3, window.strength))
        return _Candidate(number, unit, strength)

    def _rival_nearer(self, window: Window, text: str, number: Number, away: int) -> bool:
        """Whether another numeric item is named closer to the number."""
        sentence = next(s for s in self._dialogue.by_turn[window.at] if s.start <= number.start < s.end)
        rivals = [
            other for other in self._ties.of(sentence) if other != self._item and other.type in ("integer", "decimal")
        ]
        spans = [
            (sentence.start + tie.start, sentence.start + tie.end)
            for rival in rivals
            for tie in item_words(rival).ties(sentence)
            if tie.strength >= BY_QUESTION
        ]
        return any(_distance(text, start, end, number) < away for start, end in spans)

    def _none_said(self, window: Window) -> Figure | None:
        """ "None" as an answer, and "no lows at all", are 0 where the form takes 0."""
        if self._item.minimum != 0 or self._words.scale is not None and window.asked is None:
            return None
        text = self._dialogue.texts[window.at]
        if window.asked:
            said = text[window.start : window.end]
            answer = [s for s in self._dialogue.by_turn[window.at] if s.start >= window.start]
            nothing = bool(_NOTHING.match(said.strip())) and polarity(answer) == "no" and not measured(said)
            enough = nothing and window.strength >= ENOUGH
            return Figure(0.0, window.start, window.end, window.strength) if enough else None
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


def _named_there(window: Window) -> bool:
    """Whether the window itself names the item."""
    return window.name_end > window.name_start


def _is_now(text: str, window: Window, number: Number) -> bool:
    before = text[max(number.start - 45, window.start) : number.start].rsplit(".", 1)[-1]
    return bool(_NOW.search(before) or _NOW_AFTER.match(text[number.end :]))


def _is_sum(text: str, window: Window, number: Number) -> bool:
    before = text[max(number.start - 30, window.start) : number.start]
    return bool(_SUM.search(before) or _SUM_AFTER.match(text[number.end :]))


def _alone(before: str, after: str) -> bool:
    """Whether "one" stands for a figure and no thing: alone in its clause, or after "is" or "just"."""
    return bool(_ONE_BEFORE.search(before)) and bool(_ONE_AFTER.match(after))


def _rated(text: str, number: Number) -> bool:
    """Whether the number is what was given, as "six" of "six out of ten"."""
    return bool(re.match(r"\s*(?:out of|from|/)\s*", text[number.end :], re.IGNORECASE))


def _distance(text: str, start: int, end: int, number: Number) -> int:
    """Characters between a name and a number.

    A clause boundary counts as thirty, another number as twenty, a name that follows without a tie as twenty-five or more:
    in "the itch a four the pain a two" the four is the itch's.
    """
    after = number.start < end
    between = text[number.end : start] if after else text[end : number.start]
    away = len(between) + 30 * bool(_BREAK.search(between)) + 20 * len(measured(between))
    if after and not _ADJACENT.fullmatch(between):
        away += 3 if _TIED_AFTER.match(between) else 50 if _BREAK.search(between) else 25
    return away
