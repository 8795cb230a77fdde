"""Which numbers of a turn are vital signs, by a name, a unit, a question, or their place in a list read out."""

import re
from collections.abc import Sequence
from dataclasses import replace

from trialvoice.safe.forms.posture import posture_of
from trialvoice.safe.forms.vital_lists import GAP, Reading, ReadOut
from trialvoice.safe.forms.vital_numbers import WITHIN, SpokenNumber, TurnNumbers
from trialvoice.safe.forms.vital_tests import PRESSURE, VitalTest, vital_tests
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.numbers import measured

_OVER = re.compile(r"^\s*(?:/|over|on)\s*$", re.IGNORECASE)
_PERCENT = re.compile(r"\s*(?:percent|per cent|%)", re.IGNORECASE)
_TAG = re.compile(
    r"\s*,\s*(?:(?:and )?(?:that's )?(?:standing|lying|sitting|supine|seated)(?: up| down)?)\b", re.IGNORECASE
)
_STONE = re.compile(r"^\s*stones?\b\s*(?:and\s+)?", re.IGNORECASE)
_FEET = re.compile(r"^\s*(?:foot|feet|ft|')\s*(?:and\s+)?", re.IGNORECASE)
_METRES = re.compile(r"^\s*met(?:er|re)s?\s*(?:and\s+)?$", re.IGNORECASE)
_TALL = re.compile(r"\s*(?:tall|inch)", re.IGNORECASE)
_COOLEST, _HOTTEST = 35.0, 41.9
"""Degrees Celsius."""
_SHORT_REPLY = 4
"""Words of a reply between staff's "step on the scale" and the figure."""


class TurnReader:
    """Reads one turn.  earlier: the readings of the turns before it, oldest first."""

    def __init__(self, dialogue: Dialogue, at: int, earlier: Sequence[Reading]) -> None:
        self._dialogue = dialogue
        self._at = at
        self._numbers = TurnNumbers(dialogue, at)
        self._text = self._numbers.text
        self._read_out = ReadOut(dialogue, at, earlier)
        self.implausible: dict[str, float] = {}
        """Of a test that was named, the value that nobody can have."""

    def readings(self) -> list[Reading]:
        """The turn's readings in order; a corrected one is marked as replacing."""
        said = self._numbers.all()
        done = 0
        left: list[SpokenNumber] = []
        for index, one in enumerate(said):
            if index < done:
                continue
            found, taken = self._read(one, said[index + 1] if index + 1 < len(said) else None)
            done = index + taken
            if not found and not self._read_out.made:
                left.append(one)
            for reading in found:
                self._read_out.add(replace(reading, replaces=self._read_out.replaces(reading)))
        return [*self._led_by_temperature(left), *self._read_out.made]

    def _led_by_temperature(self, left: Sequence[SpokenNumber]) -> list[Reading]:
        """A list that starts with a bare temperature: only what follows shows that readings are read out."""
        first = next(iter(self._read_out.made), None)
        if first is None or not self._numbers.staff or any(one.test == "TEMP" for one in self._read_out.made):
            return []
        test = vital_tests().of("TEMP")[0]
        near = [one for one in left[-1:] if first.start - one.number.end <= GAP and self._is_warmth(one)]
        return [self._reading(test, one, "list") for one in near if not self._numbers.no_reading(one)]

    def _is_warmth(self, one: SpokenNumber) -> bool:
        """Whether a number with a decimal is one of the body's temperatures, which hardly anything else is."""
        return self._numbers.decimal(one) and _COOLEST <= one.value <= _HOTTEST

    def _read(self, one: SpokenNumber, following: SpokenNumber | None) -> tuple[list[Reading], int]:
        """Readings that start with this number, and how many numbers they took."""
        if following and self._is_pressure(one, following):
            return self._both_pressures(one, following), 2
        if self._numbers.no_reading(one):
            self._numbers.pass_over(one)
            return [], 1
        if following and (compound := self._compound(one, following)):
            return [compound], 2
        single = self._by_unit(one) or self._by_name(one) or self._asked(one) or self._by_place(one)
        return ([single] if single else []), 1

    def _is_pressure(self, one: SpokenNumber, following: SpokenNumber) -> bool:
        if not (70 <= one.value <= 270 and 30 <= following.value <= 160):
            return False
        between = self._text[one.number.end : following.number.start]
        named = self._numbers.name_before(one)
        side_by_side = between in (" ", ", ") and named and named.test == PRESSURE and following.value < one.value
        if not _OVER.match(between) and not side_by_side:
            return False
        return not self._numbers.elsewhere(one, following.until) and self._numbers.counts_for(one)

    def _both_pressures(self, one: SpokenNumber, following: SpokenNumber) -> list[Reading]:
        named = self._numbers.name_before(one)
        start = self._numbers.quote_start(named if named and named.test == PRESSURE else None, one)
        end = following.number.end
        if (after := self._numbers.name_after(following)) and after.test == PRESSURE:
            self._numbers.use(after)
        tail = self._numbers.clause_after(end, min(following.until, end + 20))
        tag = _TAG.match(self._text, end)
        posture = posture_of(self._dialogue, self._at, one.gap, start, f"{tail} {tag[0] if tag else ''}")
        return [
            Reading(test, value, "mmHg", self._at, start, end, end, "name", posture=posture)
            for test, value in (("SYSBP", one.value), ("DIABP", following.value))
        ]

    def _compound(self, one: SpokenNumber, following: SpokenNumber) -> Reading | None:
        """Stone and pounds, feet and inches, metres and centimetres: two numbers for one value."""
        between = self._text[one.number.end : following.number.start]
        named = self._numbers.name_before(one)
        tall = bool(named and named.test == "HEIGHT") or bool(_TALL.match(self._text, following.number.end))
        if not self._numbers.staff and self._numbers.was_so(one):
            return None
        first, second = one.value, following.value
        if _STONE.fullmatch(between) and second < 14:
            made = ("WEIGHT", first * 14 + second, "lb")
        elif 4 <= first <= 7 and second < 12 and (_FEET.fullmatch(between) or (between in (" ", ", ") and tall)):
            made = ("HEIGHT", first * 12 + second, "in")
        elif first in (1, 2) and second < 100 and _METRES.fullmatch(between):
            made = ("HEIGHT", first * 100 + second, "cm")
        else:
            return None
        test, value, unit = made
        start = self._numbers.quote_start(named if named and named.test == test else None, one)
        end = following.number.end
        return Reading(test, value, unit, self._at, start, end, end, "unit")

    def _by_unit(self, one: SpokenNumber) -> Reading | None:
        test = vital_tests().by_unit(self._text[one.number.end :])
        if test is None or not test.plausible(one.value):
            return None
        before = self._numbers.name_before(one)
        named = before if before and before.test == test.test else None
        if before and not named and self._numbers.near(before, one):
            return None
        # A length may be of anything: a waist, a wound, a corridor.
        if test.test == "HEIGHT" and not named and not _TALL.search(self._text[one.number.end : one.until]):
            return None
        if not named and not self._numbers.counts_for(one):
            return None
        unit = test.after.match(self._text[one.number.end :])
        end = one.number.end + (unit.end() if unit else 0)
        return self._reading(test, one, "unit", start=self._numbers.quote_start(named, one), end=end)

    def _by_name(self, one: SpokenNumber) -> Reading | None:
        before, after = self._numbers.name_before(one), self._numbers.name_after(one)
        if before and self._numbers.near(before, one):
            after = None
        for named in (after, before):
            test = _test_of(named.test, one.value) if named else None
            if named and test and self._numbers.counts_for(one):
                self._numbers.use(named)
                start = self._numbers.quote_start(named, one)
                return self._reading(test, one, "name", start=start, end=max(named.end, self._percent_end(one)))
        if before and self._numbers.staff and self._numbers.near(before, one) and vital_tests().of(before.test):
            self.implausible[before.test] = one.value
        return None

    def _asked(self, one: SpokenNumber) -> Reading | None:
        """Named by what staff said before: "And your weight?" answered by "Eighty two"."""
        heading = self._heading() if not one.gap and one.number.start <= WITHIN else None
        named = list(vital_tests().named(heading.text)) if heading else []
        if heading is None or not named or measured(heading.text[named[-1].end :]):
            return None
        if not self._numbers.staff and vital_tests().elsewhere.search(heading.text):
            return None
        test = _test_of(named[-1].test, one.value)
        return self._reading(test, one, "asked", heading=heading) if test else None

    def _heading(self) -> Sentence | None:
        """The last sentence that staff said in the turn before, or in the one before a short reply."""
        for back in (1, 2):
            before = self._dialogue.by_turn[self._at - back][-1:] if self._at >= back else ()
            if not before:
                return None
            if self._dialogue.staff(before[0].turn):
                return before[0]
            if len(before[0].words) > _SHORT_REPLY:
                return None
        return None

    def _by_place(self, one: SpokenNumber) -> Reading | None:
        """A number without a name: the last test corrected or repeated, or the next of a list."""
        last = self._read_out.last
        if not self._numbers.staff or last is None or not self._read_out.goes_on(one):
            return None
        alone = self._numbers.alone(one, self._read_out.end_in_turn)
        test = _test_of(last.test, one.value)
        if test and self._read_out.again(one, alone=alone):
            return self._reading(test, one, "name")
        percent = _PERCENT.match(self._text, one.number.end)
        warm = self._is_warmth(one) and self._read_out.next_test(one.value, decimal=True) == "TEMP"
        if not (alone or percent or warm) or self._numbers.name_before(one):
            return None
        wanted = "OXYSAT" if percent else self._read_out.next_test(one.value, decimal=self._numbers.decimal(one))
        test = _test_of(wanted, one.value) if wanted else None
        return self._reading(test, one, "list", end=self._percent_end(one)) if test else None

    def _percent_end(self, one: SpokenNumber) -> int:
        percent = _PERCENT.match(self._text, one.number.end)
        return percent.end() if percent else one.number.end

    def _reading(
        self,
        test: VitalTest,
        one: SpokenNumber,
        how: str,
        *,
        start: int | None = None,
        end: int | None = None,
        heading: Sentence | None = None,
    ) -> Reading:
        first = one.number.start if start is None else start
        last = one.number.end if end is None else end
        return Reading(test.test, one.value, test.unit, self._at, first, last, one.number.end, how, heading)


def _test_of(test: str, value: float) -> VitalTest | None:
    """The test in the unit in which the value makes sense, where no unit is said."""
    return next((one for one in vital_tests().of(test) if not one.needs_unit and one.plausible(value)), None)
