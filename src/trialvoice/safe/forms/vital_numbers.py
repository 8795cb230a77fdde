"""The numbers of a turn with what stands around them: which test is named, and whether another time is spoken of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trialvoice.safe.forms.vital_tests import Named, vital_tests
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.numbers import Number, measured

_FOREIGN = re.compile(
    r"^[\s-]*(?:minutes?|mins?|years?|weeks?|days?|months?|hours?|times|milligrams?|mgs?|micrograms?|mls?|units?|"
    r"tablets?|capsules?|o'clock|a ?m\b|p ?m\b|out of|point\b|people|pages?|steps|miles|drops?|seconds?|cigarettes|"
    r"st\b|nd\b|th\b)",
    re.IGNORECASE,
)
_FILLER = (
    r"(?:a|an|um+|uh+|er+|is|at|of|was|about|and|okay|ok|then|that's|it's|it is|it was|we have|we've got|i've got|got|"
    r"reads?|says?)"
)
_ALONE_BEFORE = re.compile(rf"(?:^|[.,;:!?…—-])\s*(?:{_FILLER}[\s,]+)*$", re.IGNORECASE)
_ALONE_AFTER = re.compile(
    r"^\s*(?:percent\b|%|$|[.,;:!?…—]|"
    r"(?:and|okay|ok|good|nice|perfect|lovely|great|that's|which|so|then|now|um+|uh+|exactly|all)\b)",
    re.IGNORECASE,
)
_TIE = re.compile(
    r"\s*(?:percent|per cent|%|degrees|°)?\s*,?\s*"
    r"(?P<tie>(?:on|for|is|was|at)\s+(?:(?:the|your|his|her|my|that|a)\s+)?)?(?:(?!and|then|but|with)\w+\s)?",
    re.IGNORECASE,
)
"""What may stand between a number and the name after it: "eighty | on the | pulse"."""
_NEAR = re.compile(rf"^[\s,:.-]*(?:{_FILLER}[\s,:]+)*$", re.IGNORECASE)
_LEADS_ON = re.compile(r"\s*(?:is|of|was|at|:|,)?\s*$", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:…]|\b(?:but|and|so|last time)\b", re.IGNORECASE)
_NOW = re.compile(r"\b(?:today|now|this time|currently)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|had)\b", re.IGNORECASE)
_ENDLESS, _AROUND = 160, 30
"""Characters of a sentence without punctuation, and how many after a number there still tell of it."""
WITHIN, _FAR = 45, 70
"""Characters between a name such as "pulse" and its number; the second where "today" stands between."""


_WARMTH = re.compile(r"\btemp(?:erature)?\b", re.IGNORECASE)
_LEAST_WARM, _MOST_WARM = 34, 42
"""Degrees Celsius of a living person."""


@dataclass(frozen=True, slots=True)
class SpokenNumber:
    """A number with the words around it: [gap, until) of the turn's text has no other number."""

    number: Number
    gap: int
    until: int
    sentence: Sentence

    @property
    def value(self) -> float:
        """What was said."""
        return self.number.value


class TurnNumbers:
    """The numbers of the turn at position `at`.  A name is for one number: `use` it, and it names no other."""

    def __init__(self, dialogue: Dialogue, at: int) -> None:
        self.text = dialogue.texts[at]
        self.staff = dialogue.staff(dialogue.turns[at])
        self._asked = dialogue.question_before(at)
        self._names = list(vital_tests().named(self.text))
        said = measured(self.text)
        around = f"{self.text} {self._asked.text if self._asked else ''}"
        self._said = _with_points(self.text, said) if _WARMTH.search(around) else said
        self._sentences = dialogue.by_turn[at]
        self._used: set[int] = set()
        self._passed: set[int] = set()

    def all(self) -> Sequence[SpokenNumber]:
        """Left to right."""
        ends = (0, *(number.end for number in self._said))
        starts = (*(number.start for number in self._said[1:]), len(self.text))
        return [
            SpokenNumber(number, ends[index], starts[index], self._sentence(number))
            for index, number in enumerate(self._said)
        ]

    def use(self, name: Named) -> None:
        """That a name has found its number."""
        self._used.add(name.start)

    def pass_over(self, one: SpokenNumber) -> None:
        """That a number was of another time, so that the name before it may be of the next: "it was eighty, now"."""
        self._passed.add(one.number.end)

    def no_reading(self, one: SpokenNumber) -> bool:
        """Whether the number is of another kind, asked about, or of another time or person."""
        if _FOREIGN.match(self.text[one.number.end :]):
            return True
        if one.sentence.question and not (self.staff and self.name_before(one)):
            return True
        return self.elsewhere(one, one.until)

    def elsewhere(self, one: SpokenNumber, until: int) -> bool:
        """Whether the words around the number, up to `until`, speak of another time, another person, or a limit."""
        before = self.text[max(one.gap, one.sentence.start) : one.number.start]
        if one.gap in self._passed:
            before = _CLAUSE.split(before)[-1]
        limit = vital_tests().not_before.search(before)
        near = one.number.end + _AROUND if len(one.sentence.text) > _ENDLESS else until
        around = f"{before} # {self.clause_after(one.number.end, min(until, one.sentence.end, near))}"
        changed = vital_tests().change.search(_CLAUSE.split(before)[-1]) and not self.name_before(one)
        return bool(limit or changed or vital_tests().elsewhere.search(around))

    def clause_after(self, start: int, until: int) -> str:
        """The rest of the clause."""
        return _CLAUSE.split(self.text[start:until], maxsplit=1)[0]

    def counts_for(self, one: SpokenNumber) -> bool:
        """Whether who says it is to be believed: staff, and others where they were asked, or name it and mean now."""
        if self.staff:
            return True
        if self._asked and any(True for _ in vital_tests().named(self._asked.text)):
            return not vital_tests().elsewhere.search(self._asked.text)
        return bool(self.name_before(one)) and not _PAST.search(one.sentence.text)

    def was_so(self, one: SpokenNumber) -> bool:
        """Whether the sentence tells of what was: "I were five foot three at my wedding"."""
        return bool(_PAST.search(one.sentence.text))

    def name_before(self, one: SpokenNumber) -> Named | None:
        """The last test named before this number with no reading between, and close."""
        named = [n for n in self._names if n.end <= one.number.start and n.start not in self._used]
        if not named or any(named[-1].end <= end for end in self._readings_end(one)):
            return None
        between = self.text[named[-1].end : one.number.start]
        far = _FAR if one.gap in self._passed and _NOW.search(between) else WITHIN
        return named[-1] if len(between) <= far else None

    def name_after(self, one: SpokenNumber) -> Named | None:
        """The test named right after the number, as in "eighty on the pulse", and not of the next number."""
        named = next((n for n in self._names if one.number.end <= n.start and n.end <= one.until), None)
        tie = _TIE.fullmatch(self.text[one.number.end : named.start]) if named else None
        if named is None or tie is None or named.start in self._used:
            return None
        tied = bool(tie["tie"]) or self.text[named.start :].lower().startswith("on ")
        return named if tied or not self._of_the_next(named, one) else None

    def near(self, named: Named, one: SpokenNumber) -> bool:
        """Whether nothing but small words stand between a name and the number after it."""
        return bool(_NEAR.match(self.text[named.end : one.number.start]))

    def alone(self, one: SpokenNumber, reading_end: int | None) -> bool:
        """Whether the number stands by itself; right after a reading that ended at `reading_end` it does too."""
        before = self.text[one.gap : one.number.start]
        touches = not before.strip() and reading_end == one.gap
        if not touches and not _ALONE_BEFORE.search(before):
            return False
        after = self.text[one.number.end : one.until]
        next_name = next((name.start for name in self._names if name.start >= one.number.end), one.until)
        return bool(_ALONE_AFTER.match(after)) or not self.text[one.number.end : min(next_name, one.until)].strip()

    def decimal(self, one: SpokenNumber) -> bool:
        """Whether it was said with a decimal, be it zero: "seventy one point zero"."""
        said = self.text[one.number.start : one.number.end].lower()
        return bool(one.value % 1) or "." in said or "point" in said

    def quote_start(self, named: Named | None, one: SpokenNumber) -> int:
        """Where the words that prove a reading start: at its name, where that stands in the same sentence."""
        within = named is not None and one.sentence.start <= named.start < one.number.start
        return named.start if named and within else one.number.start

    def _sentence(self, number: Number) -> Sentence:
        return next(s for s in self._sentences if s.start <= number.start < s.end)

    def _readings_end(self, one: SpokenNumber) -> list[int]:
        """Ends of the numbers before, but for those that were passed over."""
        ends = [number.end for number in self._said if number.end <= one.gap]
        return [end for end in ends if end not in self._passed]

    def _of_the_next(self, named: Named, one: SpokenNumber) -> bool:
        return one.until < len(self.text) and bool(_LEADS_ON.match(self.text[named.end : one.until]))


def _with_points(text: str, said: Sequence[Number]) -> tuple[Number, ...]:
    """Temperatures whose point a recogniser wrote as a comma, or left out: "36, 8" and "365"."""
    found: list[Number] = []
    for number in said:
        before = found[-1] if found else None
        if (
            before
            and before.value % 1 == 0
            and _is_warm(before.value)
            and number.value in range(10)
            and text[before.end : number.start] == ", "
        ):
            found[-1] = Number(before.value + number.value / 10, before.start, number.end)
        elif _is_warm(number.value / 10) and number.end - number.start == len("365"):
            found.append(Number(number.value / 10, number.start, number.end))
        else:
            found.append(number)
    return tuple(found)


def _is_warm(value: float) -> bool:
    return _LEAST_WARM <= value <= _MOST_WARM
