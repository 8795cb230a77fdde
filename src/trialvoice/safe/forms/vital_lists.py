"""Readings in a row, as staff read them out: which test comes next, and which one is said again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from trialvoice.safe.forms.vital_numbers import SpokenNumber
from trialvoice.safe.language.corrections import CORRECTED, REPEATED
from trialvoice.safe.language.dialogue import Dialogue, Sentence

_POINTS_BACK = re.compile(
    r"\b(?:it's|it is|that's|that is|now|make that|we're at|you're at|the next one|call it)\b", re.IGNORECASE
)
Posture = Literal["sitting", "standing", "lying"]
_ALIKE = 0.35
"""A number without a name is the last test taken again where it differs by no more than this share."""
GAP = 60
"""Characters between a reading and the next of the same list."""
_TAIL = 3
"""Characters after the last reading of a turn that goes on after a reply."""
_EXAM_TURNS = 4
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
    posture: Posture = "sitting"
    """In which a blood pressure was taken: one standing or lying is a test of its own."""
    replaces: bool = False
    """Whether the speaker corrected or repeated the reading before."""


class ReadOut:
    """The readings up to a place in the turn at position `at`.  made: those of this turn."""

    def __init__(self, dialogue: Dialogue, at: int, earlier: Sequence[Reading]) -> None:
        self.made: list[Reading] = []
        self._dialogue = dialogue
        self._at = at
        self._earlier = earlier
        self._recent = [reading for reading in earlier if at - reading.at <= _EXAM_TURNS]

    def add(self, reading: Reading) -> None:
        """Take in the next reading of the turn."""
        self.made.append(reading)

    @property
    def last(self) -> Reading | None:
        """The last reading of the turn, or of the few before."""
        return next(reversed((*self._recent, *self.made)), None)

    @property
    def end_in_turn(self) -> int | None:
        """Where the last number of this turn that is a reading ends."""
        return self.made[-1].number_end if self.made else None

    def goes_on(self, one: SpokenNumber) -> bool:
        """Whether the list has not ended: what stands between is short, or one more try of the last."""
        last = self.last
        if last is None or REPEATED.search(one.sentence.text):
            return last is not None
        if last.at == self._at:
            return one.number.start - last.number_end <= GAP
        tail = len(self._dialogue.texts[last.at]) - last.number_end
        return self._at - last.at == 2 and tail <= _TAIL and one.gap == 0

    def again(self, one: SpokenNumber, *, alone: bool) -> bool:
        """Whether the number is the last test corrected or repeated. alone: it stands by itself."""
        last = self.last
        if last is None or abs(one.value - last.value) > _ALIKE * last.value:
            return False
        between = self._between(last, one.number.start)
        rest = self._dialogue.texts[self._at][one.number.end : one.sentence.end]
        told = CORRECTED.search(between) or REPEATED.search(between + rest)
        return bool(told) and (alone or bool(_POINTS_BACK.search(between)))

    def next_test(self, value: float, *, decimal: bool) -> str | None:
        """The test that a bare value can only be, of those not read yet: pulse follows pressure, a decimal is a
        temperature before it is a weight."""
        read = {reading.test for reading in (*self._recent, *self.made)}
        if decimal or 34 <= value <= 39:
            fahrenheit = 96 <= value <= 104 and "WEIGHT" in read
            if "TEMP" not in read and (34 <= value <= 42 or fahrenheit):
                return "TEMP"
            return "WEIGHT" if "WEIGHT" not in read and decimal and 35 <= value <= 200 else None
        if "PULSE" not in read:
            return "PULSE" if "SYSBP" in read and 40 <= value <= 150 else None
        if "RESP" not in read and 10 <= value <= 30:
            return "RESP"
        return "OXYSAT" if "OXYSAT" not in read and 88 <= value <= 100 else None

    def replaces(self, reading: Reading) -> bool:
        """Whether it corrects or repeats a reading of the same test before it."""
        same = [one for one in (*self._earlier, *self.made) if one.test == reading.test]
        if not same:
            return False
        own = self._dialogue.by_turn[self._at]
        at = next(i for i, s in enumerate(own) if s.start <= reading.number_end - 1 < s.end)
        around = " ".join(s.text for s in own[max(at - 1, 0) : at + 2])
        if self._at - same[-1].at <= _EXAM_TURNS:
            around = f"{self._between(same[-1], reading.number_end)} {around}"
        return bool(CORRECTED.search(around) or REPEATED.search(around))

    def _between(self, last: Reading, until: int) -> str:
        texts = self._dialogue.texts
        if last.at == self._at:
            return texts[self._at][last.number_end : until]
        return " ".join((texts[last.at][last.number_end :], *texts[last.at + 1 : self._at], texts[self._at][:until]))
