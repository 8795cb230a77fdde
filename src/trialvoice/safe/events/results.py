"""Results that decide a CTCAE grade: a number with its unit, or a multiple of the upper limit of normal."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from trialvoice.core.findings import Evidence
from trialvoice.safe.drafts import quote_of
from trialvoice.safe.events.about import Piece
from trialvoice.safe.language.cue_file import CueFile, cue_file
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.numbers import Number, measured
from trialvoice.safe.lexicon import Phrases

_REACH = 45
"""Characters from a test's name to its result."""
_TWICE = re.compile(r"\b(?:twice|double)\b(?= (?:the )?(?:upper limit|uln|normal))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Result:
    """grade: of the term's criteria.  because: the value in words, with the unit it was taken in."""

    grade: int
    because: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Reading:
    """A value of a test in a unit, or in multiples of the upper limit of normal.  start, end: in the sentence."""

    value: float
    unit: str
    start: int
    end: int


def worst_result(dialogue: Dialogue, term: str, pieces: Sequence[Piece]) -> Result | None:
    """The gravest result of the term's test that is stated where the event is told, None where none decides."""
    tests = _tests().get(term, ())
    found = [made for test in tests for piece in pieces for made in _results(dialogue, test, piece.sentence)]
    return max(found, key=lambda made: made.grade, default=None)


@cache
def _tests() -> dict[str, tuple["_Test", ...]]:
    made: dict[str, tuple[_Test, ...]] = {}
    for entry in cue_file("grades").data["tests"]:
        made[entry["term"]] = (*made.get(entry["term"], ()), _Test(entry))
    return made


class _Test:
    """A test of the table with its names indexed."""

    def __init__(self, entry: Mapping[str, Any]) -> None:
        self.grades: Sequence[int] = entry["grades"]
        self.units: Sequence[Mapping[str, Any]] = entry.get("units", ())
        self.times: Sequence[float] = entry.get("times", ())
        self.name: str = entry["names"][0]
        self.names = Phrases.of({self.name: entry["names"]})

    def grade(self, reading: _Reading) -> int:
        """0 where the value is normal, or decides none."""
        if reading.unit == "x ULN":
            return self._past(reading.value, self.times) if reading.value > 1 else 0
        unit = next(unit for unit in self.units if unit["unit"] == reading.unit)
        sign = 1 if "high" in unit else -1
        bounds = [sign * bound for bound in unit.get("high", unit.get("low"))]
        if sign * reading.value <= sign * unit["beyond"]:
            return 0
        return self._past(sign * reading.value, bounds)

    def _past(self, value: float, bounds: Sequence[float]) -> int:
        return self.grades[sum(value > bound for bound in bounds)]


def _results(dialogue: Dialogue, test: _Test, sentence: Sentence) -> Iterator[Result]:
    readings = (_reading_of_limit if test.times else _readings)(test, sentence)
    for reading in readings:
        if grade := test.grade(reading):
            start, end = sentence.start + reading.start, sentence.start + reading.end
            value = f"{test.name} {reading.value:g} {reading.unit}".strip()
            yield Result(grade, value, quote_of(dialogue, sentence, start, end))


def _readings(test: _Test, sentence: Sentence) -> Iterator[_Reading]:
    """Numbers after the test's name, each in the unit said or the only one that it can be in."""
    for number in _numbers_after_name(test, sentence):
        units = [unit["unit"] for unit in test.units]
        said = [unit for unit in units if unit and _said(unit).match(sentence.text, number.end)]
        can = [u["unit"] for u in test.units if "least" in u and u["least"] <= number.value <= u["most"]]
        if said or len(can) == 1:
            yield _Reading(number.value, (said or can)[0], number.start, number.end)


def _reading_of_limit(test: _Test, sentence: Sentence) -> Iterator[_Reading]:
    """Multiples of the upper limit that are said, or follow from a value and the limit stated with it."""
    text, cues = sentence.text, cue_file("grades")
    if not any(True for _ in test.names.find(sentence.words)):
        return
    for match in _TWICE.finditer(text):
        yield _Reading(2.0, "x ULN", match.start(), match.end())
    every = measured(text, hundreds=True)
    for number in every:
        if cues.cue("never", "multiple").match(text[number.end :]):
            yield _Reading(number.value, "x ULN", number.start, number.end)
    limits = [n for n in every if cues.cue("never", "limit").search(text[: n.start])]
    for number in _numbers_after_name(test, sentence) if len(limits) == 1 else ():
        limit = limits[0]
        if number != limit and limit.value:
            times = round(number.value / limit.value, 1)
            yield _Reading(times, "x ULN", min(number.start, limit.start), max(number.end, limit.end))


def _numbers_after_name(test: _Test, sentence: Sentence) -> Iterator[Number]:
    cues, text = cue_file("grades"), sentence.text
    ends = [sentence.words[hit.last].end - sentence.start for hit in test.names.find(sentence.words)]
    for number in measured(text, hundreds=True):
        near = any(end <= number.start <= end + _REACH for end in ends)
        not_one = re.match(rf"\s*(?:{cues.cue('never', 'after').pattern})", text[number.end :], re.IGNORECASE)
        if near and not not_one and not cues.cue("never", "before").search(text[: number.start]):
            yield number


@cache
def _said(unit: str) -> re.Pattern[str]:
    cues: CueFile = cue_file("grades")
    return re.compile(rf"\s*(?:{cues.cue('said', unit).pattern})(?!\w)", re.IGNORECASE)
