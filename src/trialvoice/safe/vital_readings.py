"""Which numbers of a turn are vital signs, by a name, a unit, a question, or their place in a list read out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from trialvoice.safe.corrections import CORRECTED, REPEATED
from trialvoice.safe.dialogue import Dialogue, Sentence
from trialvoice.safe.numbers import Number, measured
from trialvoice.safe.vital_tests import PRESSURE, Named, VitalTest, vital_tests

_OVER = re.compile(r"^\s*(?:/|over|on)\s*$", re.IGNORECASE)
_FOREIGN = re.compile(
    r"^[\s-]*(?:minutes?|mins?|years?|weeks?|days?|months?|hours?|times|milligrams?|mgs?|micrograms?|mls?|units?|tablets?|"
    r"capsules?|o'clock|a ?m\b|p ?m\b|out of|point\b|people|pages?|steps|miles|drops?|seconds?|cigarettes|st\b|nd\b|th\b)",
    re.IGNORECASE,
)
_FILLER = r"(?:a|an|um+|uh+|er+|is|at|of|was|about|and|okay|ok|then|that's|it's|it is|it was|we have|we've got|i've got|got|reads?|says?)"
_BARE_BEFORE = re.compile(rf"(?:^|[.,;:!?…—-])\s*(?:{_FILLER}[\s,]+)*$", re.IGNORECASE)
_BARE_AFTER = re.compile(
    r"^\s*(?:percent\b|%|$|[.,;:!?…—]|(?:and|okay|ok|good|nice|perfect|lovely|great|that's|which|so|then|um+|uh+|exactly|all)\b)",
    re.IGNORECASE,
)
_TIE = re.compile(
    r"\s*(?:percent|per cent|%|degrees|°)?\s*,?\s*(?P<tie>(?:on|for|is|was|at)\s+(?:(?:the|your|his|her|my|that|a)\s+)?)?"
    r"(?:(?!and|then|but|with)\w+\s)?",
    re.IGNORECASE,
)
"""What may stand between a number and the name after it: "eighty | on the | pulse"."""
_PERCENT = re.compile(r"^\s*(?:percent|per cent|%)", re.IGNORECASE)
_STANDING = re.compile(r"\b(?:stand(?:ing)?|on your feet|lying|laying|supine)\b", re.IGNORECASE)
_NEAR_BEFORE = re.compile(rf"^[\s,:.-]*(?:{_FILLER}[\s,:]+)*$", re.IGNORECASE)
_STONE = re.compile(r"^\s*stones?\b\s*(?:and\s+)?", re.IGNORECASE)
_FEET = re.compile(r"^\s*(?:foot|feet|ft|')\s*(?:and\s+)?", re.IGNORECASE)
_METRES = re.compile(r"^\s*met(?:er|re)s?\s*(?:and\s+)?$", re.IGNORECASE)
_ANAPHORA = re.compile(
    r"\b(?:it's|it is|that's|that is|now|make that|we're at|you're at|the next one|call it)\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"[,;:…]|\b(?:but|and|so|last time)\b", re.IGNORECASE)
_NOW = re.compile(r"\b(?:today|now|this time|currently)\b", re.IGNORECASE)
_FAR = 70
_WITHIN = 45
"""Characters between a name such as "pulse" and its number."""
_LIKE_BEFORE = 0.35
"""A number without a name is the last test taken again where it differs by no more than this share."""
_SHORT_REPLY = 4
_LIST_GAP = 60
"""Characters between a reading and the next of the same list."""
EXAM_TURNS = 4
"""A list of readings goes on over this many turns."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value of a test; [start, end) characters of the turn at position `at` prove it, with what named it."""

    test: str
    value: float
    unit: str
    at: int
    start: int
    end: int
    number_end: int
    how: str
    """`unit`, `name`, `asked`, or `list` where only its place among others tells."""
    heading: Sentence | None = None
    standing: bool = False
    """Whether a blood pressure was taken upright or lying: a test of its own beside the sitting one."""
    replaces: bool = False
    """Whether the speaker corrected or repeated the reading before."""


@dataclass(frozen=True, slots=True)
class _Number:
    """A number with the words around it: [gap, until) of the turn's text has no other number."""

    number: Number
    gap: int
    until: int
    sentence: Sentence


class TurnReader:
    """Reads one turn.  earlier: the readings of the turns before it, oldest first."""

    def __init__(self, dialogue: Dialogue, at: int, earlier: Sequence[Reading]) -> None:
        self._dialogue = dialogue
        self._at = at
        self._text = dialogue.texts[at]
        self._staff = dialogue.staff(dialogue.turns[at])
        self._earlier = earlier
        self._names = list(vital_tests().named(self._text))
        self._used: set[int] = set()
        self._passed: set[int] = set()
        self._made: list[Reading] = []

    def readings(self) -> list[Reading]:
        """The turn's readings in order; a corrected one is marked as replacing."""
        said = list(self._numbers())
        skip = 0
        for index, one in enumerate(said):
            if skip:
                skip -= 1
                continue
            following = said[index + 1] if index + 1 < len(said) else None
            found, skip = self._read(one, following)
            self._made += [replace(reading, replaces=self._replaces(reading)) for reading in found]
        return self._made

    def _numbers(self) -> Iterator[_Number]:
        said = measured(self._text)
        for index, number in enumerate(said):
            sentence = next(s for s in self._dialogue.by_turn[self._at] if s.start <= number.start < s.end)
            before = said[index - 1].end if index else 0
            after = said[index + 1].start if index + 1 < len(said) else len(self._text)
            yield _Number(number, before, after, sentence)

    def _read(self, one: _Number, following: _Number | None) -> tuple[list[Reading], int]:
        """Readings that start with this number, and how many further numbers they took."""
        if self._pressure(one, following) and following:
            return self._both_pressures(one, following), 1
        if self._not_a_reading(one):
            self._passed.add(one.number.end)
            return [], 0
        compound = self._compound(one, following)
        if compound:
            return [compound], 1
        single = self._by_unit(one) or self._by_name(one) or self._asked(one) or self._bare(one)
        return ([single] if single else []), 0

    def _pressure(self, one: _Number, following: _Number | None) -> bool:
        if not following or not (70 <= one.number.value <= 270 and 30 <= following.number.value <= 160):
            return False
        between = self._text[one.number.end : following.number.start]
        if not _OVER.match(between):
            named = self._name_before(one)
            if between != " " or not named or named.test != PRESSURE or following.number.value >= one.number.value:
                return False
        return not self._elsewhere(one, following.until) and (self._staff or self._about_today(one))

    def _both_pressures(self, one: _Number, following: _Number) -> list[Reading]:
        named = self._name_before(one)
        start = named.start if named and named.test == PRESSURE else one.number.start
        end = following.number.end
        if (after := self._name_after(following)) and after.test == PRESSURE:
            self._used.add(after.start)
        after_it = _CLAUSE.split(self._text[end : min(following.until, end + 20)], maxsplit=1)[0]
        upright = bool(_STANDING.search(self._text[max(one.gap, start - 60) : start] + after_it))
        return [
            Reading(test, number.value, "mmHg", self._at, start, end, end, "name", standing=upright)
            for test, number in (("SYSBP", one.number), ("DIABP", following.number))
        ]

    def _not_a_reading(self, one: _Number) -> bool:
        before = self._text[one.gap : one.number.start]
        after = self._text[one.number.end :]
        if vital_tests().not_before.search(before) or _FOREIGN.match(after):
            return True
        if one.sentence.question and not (self._staff and self._name_before(one)):
            return True
        return self._elsewhere(one, one.until)

    def _elsewhere(self, one: _Number, until: int) -> bool:
        """Whether the words around the number speak of another time, another person, or a limit."""
        start = max(one.gap, one.sentence.start)
        after = self._text[one.number.end : min(until, one.sentence.end)]
        clause = _CLAUSE.split(after, maxsplit=1)[0]
        before = self._text[start : one.number.start]
        if one.gap in self._passed:
            before = _CLAUSE.split(before)[-1]
        around = f"{before} # {clause}"
        tests = vital_tests()
        return bool(tests.elsewhere.search(around)) or (
            bool(tests.change.search(around)) and not self._name_before(one)
        )

    def _about_today(self, one: _Number) -> bool:
        """A participant's own figure counts where staff asked for it, or where it is named and of now."""
        asked = self._dialogue.question_before(self._at)
        if asked and list(vital_tests().named(asked.text)):
            return not vital_tests().elsewhere.search(asked.text)
        return bool(self._name_before(one)) and not re.search(r"\bwas\b|\bwere\b|\bhad\b", one.sentence.text, re.I)

    def _compound(self, one: _Number, following: _Number | None) -> Reading | None:
        """Stone and pounds, feet and inches, metres and centimetres: two numbers for one value."""
        if not following:
            return None
        between = self._text[one.number.end : following.number.start]
        first, second = one.number.value, following.number.value
        named = self._name_before(one)
        if _STONE.fullmatch(between) and second < 14:
            return self._made_of("WEIGHT", first * 14 + second, "lb", one, following)
        tall = bool(named and named.test == "HEIGHT") or bool(
            re.match(r"\s*(?:tall|inch)", self._text[following.number.end :])
        )
        if 4 <= first <= 7 and second < 12 and (_FEET.fullmatch(between) or (between in (" ", ", ") and tall)):
            return self._made_of("HEIGHT", first * 12 + second, "in", one, following)
        if first in (1, 2) and second < 100 and _METRES.fullmatch(between):
            return self._made_of("HEIGHT", first * 100 + second, "cm", one, following)
        return None

    def _made_of(self, test: str, value: float, unit: str, one: _Number, following: _Number) -> Reading:
        named = self._name_before(one)
        start = named.start if named and named.test == test else one.number.start
        end = following.number.end
        return Reading(test, value, unit, self._at, start, end, end, "unit")

    def _by_unit(self, one: _Number) -> Reading | None:
        test = vital_tests().by_unit(self._text[one.number.end :])
        if test is None or not test.plausible(one.number.value):
            return None
        named = self._name_before(one)
        if named and named.test != test.test and self._near(named, one):
            return None
        if not self._staff and not self._about_today(one) and not (named and named.test == test.test):
            return None
        unit_end = one.number.end + len((test.after.match(self._text[one.number.end :]) or [""])[0])
        start = named.start if named and named.test == test.test else one.number.start
        if test.test == "HEIGHT" and not (named and named.test == "HEIGHT") and test.unit != "in":
            return None
        return self._taken(test, one, start, unit_end, "unit")

    def _by_name(self, one: _Number) -> Reading | None:
        before, after = self._name_before(one), self._name_after(one)
        if before and self._near(before, one):
            after = None
        for named in (after, before):
            test = self._test_of(named.test, one.number.value) if named else None
            if named and test and (self._staff or self._about_today(one)):
                self._used.add(named.start)
                return self._taken(
                    test, one, min(named.start, one.number.start), max(named.end, one.number.end), "name"
                )
        return None

    def _asked(self, one: _Number) -> Reading | None:
        """Named by the sentence before it, in the turn before: "And your weight?" answered by "Eighty two"."""
        heading = self._heading() if not one.gap and one.number.start <= _WITHIN else ()
        if not heading:
            return None
        named = [n for n in vital_tests().named(heading[0].text)]
        if not named or measured(heading[0].text[named[-1].end :]):
            return None
        if not self._staff and vital_tests().elsewhere.search(heading[0].text):
            return None
        test = self._test_of(named[-1].test, one.number.value)
        return self._taken(test, one, one.number.start, one.number.end, "asked", heading[0]) if test else None

    def _heading(self) -> Sequence[Sentence]:
        """The last sentence that staff said in the turn before, or in the one before a short reply."""
        for back in (1, 2):
            before = self._dialogue.by_turn[self._at - back][-1:] if self._at >= back else ()
            if before and self._dialogue.staff(before[0].turn):
                return before
            if not before or len(before[0].words) > _SHORT_REPLY:
                return ()
        return ()

    def _bare(self, one: _Number) -> Reading | None:
        """A number that stands alone: the last reading corrected or repeated, or the next of a list."""
        last = self._last()
        if not self._staff or last is None or not self._goes_on(last, one):
            return None
        between = self._between(last, one.number.start)
        again = CORRECTED.search(between) or (REPEATED.search(between + self._text[one.number.end : one.sentence.end]))
        alike = abs(one.number.value - last.value) <= _LIKE_BEFORE * last.value
        test = self._test_of(last.test, one.number.value)
        if again and alike and test and (_ANAPHORA.search(between) or self._alone(one)):
            return self._taken(test, one, one.number.start, one.number.end, "name")
        if not self._alone(one) or self._name_before(one):
            return None
        percent = _PERCENT.match(self._text[one.number.end :])
        test = self._test_of("OXYSAT", one.number.value) if percent else self._next_in_list(one.number.value)
        return self._taken(test, one, one.number.start, one.number.end, "list") if test else None

    def _goes_on(self, last: Reading, one: _Number) -> bool:
        """Whether the readings before have not ended yet: what stands between is short, or one more try of the last."""
        if last.at == self._at:
            return one.number.start - last.number_end <= _LIST_GAP or bool(REPEATED.search(one.sentence.text))
        left = len(self._dialogue.texts[last.at]) - last.number_end
        return bool(REPEATED.search(one.sentence.text)) or (self._at - last.at == 2 and left <= 3 and one.gap == 0)

    def _next_in_list(self, value: float) -> VitalTest | None:
        read = {reading.test for reading in (*self._recent(), *self._made)}
        tests = {one.test: one for one in reversed(vital_tests().tests)}
        if value % 1 or 34 <= value <= 39:
            if "TEMP" not in read and (34 <= value <= 42 or 96 <= value <= 104 and "WEIGHT" in read):
                return self._test_of("TEMP", value)
            return tests["WEIGHT"] if "WEIGHT" not in read and value % 1 and 35 <= value <= 200 else None
        if "PULSE" not in read and "SYSBP" in read and 40 <= value <= 150:
            return tests["PULSE"]
        if "PULSE" in read and "RESP" not in read and 10 <= value <= 30:
            return tests["RESP"]
        if "PULSE" in read and "OXYSAT" not in read and 88 <= value <= 100:
            return tests["OXYSAT"]
        return None

    def _alone(self, one: _Number) -> bool:
        before = self._text[one.gap : one.number.start]
        after = self._text[one.number.end : one.until]
        touching = not before.strip() and bool(self._made) and self._made[-1].number_end == one.gap
        return (touching or bool(_BARE_BEFORE.search(before))) and (
            bool(_BARE_AFTER.match(after)) or (not after.strip())
        )

    def _taken(
        self, test: VitalTest, one: _Number, start: int, end: int, how: str, heading: Sentence | None = None
    ) -> Reading:
        return Reading(test.test, one.number.value, test.unit, self._at, start, end, one.number.end, how, heading)

    def _test_of(self, test: str, value: float) -> VitalTest | None:
        """The test in the unit in which the value makes sense, where no unit is said."""
        return next((one for one in vital_tests().of(test) if not one.needs_unit and one.plausible(value)), None)

    def _name_before(self, one: _Number) -> Named | None:
        """The last test named before this number with no reading between, and close."""
        named = [n for n in self._names if n.end <= one.number.start and n.start not in self._used]
        if not named or any(named[-1].end <= gap for gap in self._taken_ends(one)):
            return None
        between = self._text[named[-1].end : one.number.start]
        far = _FAR if one.gap in self._passed and _NOW.search(between) else _WITHIN
        return named[-1] if len(between) <= far else None

    def _taken_ends(self, one: _Number) -> list[int]:
        """Ends of the numbers before, but for those that were of another time: "it was eighty then, today"."""
        ends = [number.end for number in measured(self._text) if number.end <= one.gap]
        return [end for end in ends if end not in self._passed]

    def _near(self, named: Named, one: _Number) -> bool:
        return bool(_NEAR_BEFORE.match(self._text[named.end : one.number.start]))

    def _name_after(self, one: _Number) -> Named | None:
        named = next((n for n in self._names if one.number.end <= n.start and n.end <= one.until), None)
        tie = _TIE.fullmatch(self._text[one.number.end : named.start]) if named else None
        if named is None or tie is None or named.start in self._used:
            return None
        tied = bool(tie["tie"]) or self._text[named.start :].lower().startswith("on ")
        return named if tied or not self._takes_the_next(named, one) else None

    def _takes_the_next(self, named: Named, one: _Number) -> bool:
        """Whether a name without "on the" or "for the" before it belongs to the number after it."""
        return bool(re.match(r"\s*(?:is|of|was|at|:|,)?\s*$", self._text[named.end : one.until])) and one.until < len(
            self._text
        )

    def _last(self) -> Reading | None:
        if self._made:
            return self._made[-1]
        recent = self._recent()
        return recent[-1] if recent else None

    def _recent(self) -> list[Reading]:
        return [reading for reading in self._earlier if self._at - reading.at <= EXAM_TURNS]

    def _between(self, last: Reading, until: int) -> str:
        if last.at == self._at:
            return self._text[last.number_end : until]
        turns = [self._dialogue.texts[last.at][last.number_end :], *self._dialogue.texts[last.at + 1 : self._at]]
        return " ".join((*turns, self._text[:until]))

    def _replaces(self, reading: Reading) -> bool:
        """Whether it corrects or repeats a reading of the same test before it."""
        same = [one for one in (*self._earlier, *self._made) if one.test == reading.test]
        if not same:
            return False
        own = self._dialogue.by_turn[self._at]
        at = next(i for i, s in enumerate(own) if s.start <= reading.number_end - 1 < s.end)
        around = " ".join(s.text for s in own[max(at - 1, 0) : at + 2])
        if self._at - same[-1].at <= EXAM_TURNS:
            around = f"{self._between(same[-1], reading.number_end)} {around}"
        return bool(CORRECTED.search(around) or REPEATED.search(around))
