"""Which numbers of a window can be the value of an item, and how strongly each is tied to it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from trialvoice.core.study import Item
from trialvoice.safe.forms.form_lexicon import clause_before, word_pattern
from trialvoice.safe.forms.item_ties import Ties
from trialvoice.safe.forms.item_windows import Window
from trialvoice.safe.forms.item_words import BY_QUESTION, item_words
from trialvoice.safe.forms.number_cues import (
    A_YEAR,
    ADJACENT,
    AFTER_TIME,
    AT_A_TIME,
    AT_LEAST,
    BREAK,
    CLOCK,
    CLOSE,
    FOREIGN,
    FROM,
    LABEL,
    LEFT,
    LONG,
    NAMED_TO,
    NEEDED,
    NOT_ONCE,
    NOT_ONE,
    NOW,
    ONE_AFTER,
    ONE_ALONE,
    ONE_BEFORE,
    SAY,
    SINCE,
    TAKEN_BACK,
    THE_ONE,
    THEN,
    TIED_AFTER,
    TIMES_A,
    TO,
    TO_BED,
    UNIT_SAID,
    WORDS_ALONE,
)
from trialvoice.safe.language import cues
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.language.numbers import Number, count_of, measured
from trialvoice.safe.language.stems import tokens
from trialvoice.safe.language.units import in_unit, same_quantity, unit_of

ENOUGH = 2.0
"""A number needs this strength to be a value."""
_NEAR = 60
"""Characters between the name of an item and its number in a statement."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """unit: its unit or name follows it.  said: the value and unit that were said, where they are not the form's."""

    number: Number
    unit: bool
    strength: float
    said: str | None = None


class CandidateFinder:
    """Finds numbers for one item.  taken: (turn's position, start) of numbers that are vital signs already."""

    def __init__(self, dialogue: Dialogue, item: Item, ties: Ties, taken: frozenset[tuple[int, int]]) -> None:
        self._dialogue = dialogue
        self._item = item
        self._words = item_words(item)
        self._ties = ties
        self._taken = taken
        self._lasts = (item.unit or "").lower() in ("h", "hours", "min", "minutes")

    def candidates(self, window: Window) -> Iterator[Candidate]:
        """Every number of a window that can be of the item, left to right."""
        text = self._dialogue.texts[window.at]
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
            if (unit is None and self._foreign(window, text, number)) or (window.at, number.start) in self._taken:
                continue
            if window.asked is None and not window.settled and self._not_theirs(window, number):
                continue
            yield replace(self._weighed(window, text, number), said=unit and f"{as_said.value:g} {unit}")

    def _in_form(self, text: str, number: Number) -> tuple[Number, str | None]:
        """The number in the form's unit, and the unit that was said where it is another one of the same quantity."""
        unit = UNIT_SAID.match(text, number.end)
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
        if len(sentence.text) > LONG:
            return False
        if cues.MAYBE.search(sentence.text) or cues.WARNING.search(sentence.text):
            return True
        return not window.staff and bool(cues.OTHER_PERSON.search(sentence.text))

    def _foreign(self, window: Window, text: str, number: Number) -> bool:
        """Whether the number carries another unit, or is a label, a time, planned, or past."""
        before, after = text[: number.start], text[number.end :]
        unit = self._follows(text, number) or bool("/" in (self._item.unit or "") and TIMES_A.match(after))
        named = window.names_it and text[window.name_end : number.start] == " "
        named = named or (
            0 < window.name_end <= number.start
            and window.names_it
            and bool(NAMED_TO.fullmatch(text[window.name_end : number.start]))
        )
        one = ONE_ALONE.match(text[number.start : number.end])
        taken_back = measured(before[-TAKEN_BACK:])
        if one and ((NOT_ONE.search(before) and not taken_back) or not (unit or named or _alone(before, after))):
            return True
        if (not unit and LABEL.search(before)) or self._is_a_time(before, after):
            return True
        if _of_another_time(before, number.value) or (NEEDED.search(before) and AT_LEAST.match(after)):
            return True
        if (not unit and FOREIGN.match(after)) or (FROM.search(before) and TO.match(after)):
            return True
        clause = clause_before(text, number.start)
        if word_pattern("expected_after").match(after.lstrip()):
            return True
        return bool(word_pattern("expected").search(clause)) and not NOW.search(clause)

    def _is_a_time(self, before: str, after: str) -> bool:
        """Whether it is a time of the day: "at five thirty", and for a duration "up till two"."""
        return bool(
            (self._lasts and CLOCK.search(before))
            or (AT_A_TIME.search(before) and AFTER_TIME.match(after))
            or TO_BED.search(before)
        )

    def _follows(self, text: str, number: Number) -> bool:
        after = tokens(text[number.end : number.end + 40])
        return self._words.follows(after) or (self._words.counts_left and self._left(text, number))

    def _left(self, text: str, number: Number) -> bool:
        """Whether it says "left" or "back" right after the number, its unit between or not."""
        return bool(LEFT.match(text[number.end :]))

    def _weighed(self, window: Window, text: str, number: Number) -> Candidate:
        unit = self._follows(text, number)
        strength = window.strength
        if window.names_it:
            away = _distance(text, window.name_start, window.name_end, number)
            strength -= 0.4 * (away > _NEAR) + 0.003 * min(away, 100)
            if away > _NEAR and not unit and self._endless(window, number):
                strength -= 2.0
            if self._rival_nearer(window, text, number, away) or (away > CLOSE and self._answers_another(window)):
                strength -= 2.0
        strength += 0.3 * bool(NOW.search(clause_before(text, number.start)))
        if window.strength < ENOUGH:
            hinted = (unit and (not self._words.counts_left or self._left(text, number))) or (
                self._words.scale is not None and bool(SAY.search(text[: number.start]))
            )
            strength += 1.2 * hinted + 0.5 * bool(NOW.search(clause_before(text, number.start)))
        elif unit and window.asked is None:
            strength = max(strength, min(strength + 0.3, window.strength))
        return Candidate(number, unit, strength)

    def _endless(self, window: Window, number: Number) -> bool:
        """Whether the number stands in speech without sentences, where only what is near belongs together."""
        sentences = self._dialogue.by_turn[window.at]
        return any(s.start <= number.start < s.end and len(s.text) > LONG for s in sentences)

    def _answers_another(self, window: Window) -> bool:
        """Whether a statement is the answer to a question about another item."""
        asked = None if window.asked or window.staff else self._dialogue.question_before(window.at)
        return asked is not None and self._ties.names_another(asked, self._item)

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
        return any(
            _distance(text, start, end, number) < away
            for start, end in spans
            if not (start >= number.end and _has_its_own(text[end:]))
        )


def _shifted(numbers: Sequence[Number], by: int) -> Iterator[Number]:
    return (Number(n.value, n.start + by, n.end + by) for n in numbers)


def _counting_words(text: str, window: Window) -> Iterator[Number]:
    """ "A couple", "twice", "a dozen"."""
    for match in THE_ONE.finditer(text, window.start, window.end):
        yield Number(1, match.start(), match.end())
    for match in WORDS_ALONE.finditer(text, window.start, window.end):
        if NOT_ONCE.search(text[: match.start()]):
            continue
        said = match[1].lower()
        value = {"dozen": 12, "half a dozen": 6}.get(said) or count_of(said)
        if value:
            yield Number(value, match.start(), match.end())


def _alone(before: str, after: str) -> bool:
    """Whether "one" stands for a figure and no thing: alone in its clause, or after "is" or "just"."""
    return bool(ONE_BEFORE.search(before)) and bool(ONE_AFTER.match(after))


def _has_its_own(after: str) -> bool:
    """Whether a name is followed by its own number: "the creatinine is 143 potassium | 4.7"."""
    return any(number.start <= len(" is at ") for number in measured(after[:CLOSE]))


def _of_another_time(before: str, value: float) -> bool:
    """Whether it is a year, as in "not since ninety eight", or was so before: "last month I would have said nine"."""
    return bool((value >= A_YEAR and SINCE.search(before)) or THEN.search(before))


def _rated(text: str, number: Number) -> bool:
    """Whether the number is what was given, as "six" of "six out of ten"."""
    return bool(re.match(r"\s*(?:out of|from|/)\s*", text[number.end :], re.IGNORECASE))


def _distance(text: str, start: int, end: int, number: Number) -> int:
    """Characters between a name and a number.

    A clause boundary counts as thirty, another number as twenty, a name that follows without a tie as twenty-five or
    more: in "the itch a four the pain a two" the four is the itch's.
    """
    after = number.start < end
    between = text[number.end : start] if after else text[end : number.start]
    away = len(between) + 30 * bool(BREAK.search(between)) + 20 * len(measured(between))
    if after and not ADJACENT.fullmatch(between):
        away += 3 if TIED_AFTER.match(between) else 50 if BREAK.search(between) else 25
    return away
