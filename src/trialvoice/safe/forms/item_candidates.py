"""Which numbers of a window can be the value of an item, and how strongly each is tied to it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from trialvoice.core.study import Item
from trialvoice.safe.forms.form_lexicon import clause_before, form_words, word_pattern
from trialvoice.safe.forms.item_ties import Ties
from trialvoice.safe.forms.item_windows import Window
from trialvoice.safe.forms.item_words import BY_QUESTION, item_words
from trialvoice.safe.language import cues
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.language.numbers import Number, count_of, measured
from trialvoice.safe.language.stems import tokens
from trialvoice.safe.language.units import in_unit, same_quantity, unit_of

ENOUGH = 2.0
"""A number needs this strength to be a value."""
_NEAR = 60
"""Characters between the name of an item and its number in a statement."""
_SAY = re.compile(
    r"\b(?:say|put|give it|rate|call it|score|a|about|around|at|be)\s+(?:it\s+)?(?:a|an|at|about|around)?\s*$",
    re.IGNORECASE,
)
_WORDS_ALONE = re.compile(r"\b(?:a )?(couple|pair|single|twice|once|dozen|half a dozen)\b(?: of)?", re.IGNORECASE)
_ONE_ALONE = re.compile(r"^(?:one|1)$", re.IGNORECASE)
_LEFT = re.compile(rf"\s*(?:\w+\s)?(?:{'|'.join(form_words()['left_over'])})\b", re.IGNORECASE)
_FOREIGN = re.compile(rf"[\s-]*(?:{'|'.join(form_words()['foreign'])})(?!\w)", re.IGNORECASE)
_LABEL = re.compile(rf"\b(?:{'|'.join(form_words()['label'])})\s+$", re.IGNORECASE)
_NOT_ONE = re.compile(r"\b(?:not|nary|never|no|nae)(?: a| even| the)?\s+$", re.IGNORECASE)
_THE_ONE = re.compile(
    r"\b(?:(?:just|only) (?:the|that|this|a single) (?:one|once)|only (?:one|once)|the one (?:time|day|night))\b(?! (?:that|which|who))",
    re.IGNORECASE,
)
"""One of what was asked about, rather than a certain thing."""
_NOT_ONCE = re.compile(r"\b(?:not|nary|never)(?: a| even)?\s+$", re.IGNORECASE)
_NAMED_TO = re.compile(r"\s*(?:(?:of|is|at|was|a|an|the|still|now|about|:|=)\s*)*$", re.IGNORECASE)
_SINCE = re.compile(
    r"\b(?:since|before|until|till|back in)\s+(?:(?:you|he|she|they|i|we)(?:'re|'s|'m| are| is| am) |about |around |oh |the )*$",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"(?:^|[.!?])\W*(?:before\b|last (?:time|week|month|visit|year)\b|at (?:first|the start))[^.!?,;]*$", re.I
)
"""A sentence that starts on another time: "before I would say | eight"."""
_AT_LEAST = re.compile(
    r"\s*(?:\w+ )?(?:or|and) (?:more|over|above|higher|less|fewer|under|below)\b(?=[^.!?]{0,60}\byou|[^.!?]{0,30}$)",
    re.I,
)
_NEEDED = re.compile(r"\b(?:need|needs|needed|require[sd]?|cut-?off (?:is|of))\s+(?:to be |at least |about )*$", re.I)
_AT_A_TIME = re.compile(r"\bat\s+$", re.IGNORECASE)
_CLOCK = re.compile(r"\b(?:at|till|until|past|before|after)\s+$", re.IGNORECASE)
_TO_BED = re.compile(
    r"\b(?:to (?:sleep|bed)|up|out|home|asleep|lunch|dinner|supper) (?:at|by|around|about)\s+$", re.IGNORECASE
)
_AFTER_TIME = re.compile(
    r"[\s:]*(?:\d|five|ten|fifteen|twenty|thirty|forty|fifty|o'clock|[ap] ?m\b|in the)", re.IGNORECASE
)
_ONE_BEFORE = re.compile(
    r"(?:^|[.,;:!?…]|\b(?:is|just|only|about|maybe|like|well|oh|um|uh|so|it's|was|a|or|say|no|think|it|now|still|grade|class|status))\s*$",
    re.IGNORECASE,
)
_ONE_AFTER = re.compile(
    r"\s*(?:$|[.,;!?…]|(?:in|over|for|during|since|out of|from|on) (?!the (?:morning|evening|afternoon|other)|my|his|her)\w+|(?:this|last|today|now|then|so|same|i (?:think|guess|reckon|mean|suppose|'d say))\b)",
    re.IGNORECASE,
)
_UNIT_SAID = re.compile(r"[\s-]*(?:degrees )?(kg|cm|lbs?|[A-Za-z]{3,})\b")
_TIMES_A = re.compile(r"\s*times (?:a|per|each|every)\b", re.IGNORECASE)
_FROM = re.compile(r"\bfrom (?:an? |about |around )?$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:%|percent|\w+)?\s*(?:down |up )?to\b", re.IGNORECASE)
_ADJACENT = re.compile(r"\s*(?:(?:that|which) )?(?:(?:are|were|is) )?")
_TIED_AFTER = re.compile(r"\s*(?:for|on|with|in|of|to)\s", re.IGNORECASE)
_TAKEN_BACK = 20
"""Characters before a "no" in which another number stands that it takes back."""
_A_YEAR = 4
"""The least that stands for a year: "since oh four"."""
_CLOSE = 30
"""Characters, with what is added for clauses and numbers between, at which a name is surely the number's."""
_LONG = 250
"""Characters of a sentence that is a whole turn without punctuation, of which no word tells about all."""
_BREAK = re.compile(r"[.;:,!?…]|\b(?:and|but)\b", re.IGNORECASE)
NOW = re.compile(r"\b(?:today|now|nowadays|these days|currently|this morning|at the moment|right now)\b", re.IGNORECASE)


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

    def _foreign(self, window: Window, text: str, number: Number) -> bool:
        """Whether the number carries another unit, or is a label, a time, planned, or past."""
        before, after = text[: number.start], text[number.end :]
        unit = self._follows(text, number) or bool("/" in (self._item.unit or "") and _TIMES_A.match(after))
        named = window.names_it and text[window.name_end : number.start] == " "
        named = named or (
            0 < window.name_end <= number.start
            and window.names_it
            and bool(_NAMED_TO.fullmatch(text[window.name_end : number.start]))
        )
        one = _ONE_ALONE.match(text[number.start : number.end])
        taken_back = measured(before[-_TAKEN_BACK:])
        if one and ((_NOT_ONE.search(before) and not taken_back) or not (unit or named or _alone(before, after))):
            return True
        if (not unit and _LABEL.search(before)) or self._is_a_time(before, after):
            return True
        if _of_another_time(before, number.value) or (_NEEDED.search(before) and _AT_LEAST.match(after)):
            return True
        if (not unit and _FOREIGN.match(after)) or (_FROM.search(before) and _TO.match(after)):
            return True
        clause = clause_before(text, number.start)
        if word_pattern("expected_after").match(after.lstrip()):
            return True
        return bool(word_pattern("expected").search(clause)) and not NOW.search(clause)

    def _is_a_time(self, before: str, after: str) -> bool:
        """Whether it is a time of the day: "at five thirty", and for a duration "up till two"."""
        return bool(
            (self._lasts and _CLOCK.search(before))
            or (_AT_A_TIME.search(before) and _AFTER_TIME.match(after))
            or _TO_BED.search(before)
        )

    def _follows(self, text: str, number: Number) -> bool:
        after = tokens(text[number.end : number.end + 40])
        return self._words.follows(after) or (self._words.counts_left and self._left(text, number))

    def _left(self, text: str, number: Number) -> bool:
        """Whether it says "left" or "back" right after the number, its unit between or not."""
        return bool(_LEFT.match(text[number.end :]))

    def _weighed(self, window: Window, text: str, number: Number) -> Candidate:
        unit = self._follows(text, number)
        strength = window.strength
        if window.names_it:
            away = _distance(text, window.name_start, window.name_end, number)
            strength -= 0.4 * (away > _NEAR) + 0.003 * min(away, 100)
            if away > _NEAR and not unit and self._endless(window, number):
                strength -= 2.0
            if self._rival_nearer(window, text, number, away) or (away > _CLOSE and self._answers_another(window)):
                strength -= 2.0
        strength += 0.3 * bool(NOW.search(clause_before(text, number.start)))
        if window.strength < ENOUGH:
            hinted = (unit and (not self._words.counts_left or self._left(text, number))) or (
                self._words.scale is not None and bool(_SAY.search(text[: number.start]))
            )
            strength += 1.2 * hinted + 0.5 * bool(NOW.search(clause_before(text, number.start)))
        elif unit and window.asked is None:
            strength = max(strength, min(strength + 0.3, window.strength))
        return Candidate(number, unit, strength)

    def _endless(self, window: Window, number: Number) -> bool:
        """Whether the number stands in speech without sentences, where only what is near belongs together."""
        sentences = self._dialogue.by_turn[window.at]
        return any(s.start <= number.start < s.end and len(s.text) > _LONG for s in sentences)

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
    for match in _THE_ONE.finditer(text, window.start, window.end):
        yield Number(1, match.start(), match.end())
    for match in _WORDS_ALONE.finditer(text, window.start, window.end):
        if _NOT_ONCE.search(text[: match.start()]):
            continue
        said = match[1].lower()
        value = {"dozen": 12, "half a dozen": 6}.get(said) or count_of(said)
        if value:
            yield Number(value, match.start(), match.end())


def _alone(before: str, after: str) -> bool:
    """Whether "one" stands for a figure and no thing: alone in its clause, or after "is" or "just"."""
    return bool(_ONE_BEFORE.search(before)) and bool(_ONE_AFTER.match(after))


def _has_its_own(after: str) -> bool:
    """Whether a name is followed by its own number: "the creatinine is 143 potassium | 4.7"."""
    return any(number.start <= len(" is at ") for number in measured(after[:_CLOSE]))


def _of_another_time(before: str, value: float) -> bool:
    """Whether it is a year, as in "not since ninety eight", or was so before: "last month I would have said nine"."""
    return bool((value >= _A_YEAR and _SINCE.search(before)) or _THEN.search(before))


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
    away = len(between) + 30 * bool(_BREAK.search(between)) + 20 * len(measured(between))
    if after and not _ADJACENT.fullmatch(between):
        away += 3 if _TIED_AFTER.match(between) else 50 if _BREAK.search(between) else 25
    return away
