"""Vital signs as measured and said aloud, with their units."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from trialvoice.core.findings import VitalSign
from trialvoice.safe.assertion import CERTAIN, LIKELY
from trialvoice.safe.dialogue import Dialogue, Sentence
from trialvoice.safe.drafts import Draft
from trialvoice.safe.numbers import Number, numbers

SOURCE = "rule:vital-signs@1"
_OVER = re.compile(r"^\s*(?:/|over|on)\s*$", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:last (?:time|visit|week|month|year)|at home|previous(?:ly)?|was (?:\w+ )?(?:at|in) "
    r"(?:screening|baseline|the last)|should (?:be|stay)|"
    r"target|goal|below|above|under|less than|more than|normal is|usually|used to|if (?:it|"
    r"your)|years ago|ago|at screening|at baseline|limit|"
    r"between|cuff|my (?:wife|husband|mother|father)|the machine at)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(r"\b(?:lost|gained|put on|dropped|up by|down by|heavier|lighter|gain|loss)\b", re.IGNORECASE)
_WITHIN = 45
"""Characters between a word such as "pulse" and its number."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One test: how it is named, what may stand after the number, and the values that make sense."""

    test: str
    named: re.Pattern[str]
    unit_after: re.Pattern[str] | None
    unit: str
    least: float
    most: float


def _compiled(named: str, after: str | None) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    return re.compile(named, re.IGNORECASE), re.compile(after, re.IGNORECASE) if after else None


_KINDS = tuple(
    Kind(test, *_compiled(named, after), unit, least, most)
    for test, named, after, unit, least, most in (
        ("PULSE", r"\b(?:pulse|heart rate)\b", r"^\s*(?:beats|bpm)\b", "beats/min", 30, 220),
        ("TEMP", r"\b(?:temperature|temp)\b", r"^\s*(?:degrees|°|celsius|centigrade)", "C", 33, 43),
        ("TEMP", r"\b(?:temperature|temp)\b", r"^\s*(?:degrees|°|fahrenheit)", "F", 91, 109),
        (
            "WEIGHT",
            r"\b(?:weigh(?:s|ed|ing|t)?|on the scale)\b",
            r"^\s*(?:kilos?|kilograms?|kgs?)\b",
            "kg",
            30,
            250,
        ),
        ("WEIGHT", r"(?!)", r"^\s*(?:pounds?|lbs?)\b", "lb", 66, 550),
        ("HEIGHT", r"\bheight\b", r"^\s*(?:centimet(?:er|re)s?|cm)\b", "cm", 100, 230),
        (
            "RESP",
            r"\b(?:respirat(?:ory|ion)s?(?: rate)?|breathing rate)\b",
            r"^\s*breaths\b",
            "breaths/min",
            6,
            60,
        ),
        (
            "OXYSAT",
            r"\b(?:oxygen(?: saturation| level)?|saturation|sats|spo2|pulse ox)\b",
            None,
            "%",
            60,
            100,
        ),
    )
)
_OTHER_UNIT = {
    "WEIGHT": re.compile(r"^\s*(?:pounds?|lbs?|stone|year|week|day|month|time|percent)", re.IGNORECASE),
    "PULSE": re.compile(r"^\s*(?:over|/|kilo|degree|percent|year|week|minutes?|point|%)", re.IGNORECASE),
    "TEMP": re.compile(r"^\s*(?:over|/|kilo|beats|percent|year|week|minutes?)", re.IGNORECASE),
}
_ANOTHER = re.compile(
    r"\b(?:blood pressure|pulse|heart rate|temperature|weigh\w*|height|oxygen|saturation|respirat\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Reading:
    test: str
    value: float
    unit: str
    sentence: Sentence
    start: int
    end: int
    sure: bool = True


def vital_signs(dialogue: Dialogue) -> tuple[Draft, ...]:
    """Drafts, one for each reading; the same value said twice is one."""
    found: dict[tuple[str, float], Draft] = {}
    for sentence in dialogue.sentences:
        if _ELSEWHERE.search(sentence.text):
            continue
        for reading in _readings(dialogue, sentence):
            found.setdefault((reading.test, reading.value), _draft(dialogue, reading))
    return tuple(found.values())


def _readings(dialogue: Dialogue, sentence: Sentence) -> Iterator[_Reading]:
    said = numbers(sentence.text)
    used: set[int] = set()
    for upper, lower in pairwise(said):
        if (
            _OVER.match(sentence.text[upper.end : lower.start])
            and 70 <= upper.value <= 270
            and 30 <= lower.value <= 160
        ):
            used |= {upper.start, lower.start}
            for test, number in (("SYSBP", upper), ("DIABP", lower)):
                yield _Reading(test, number.value, "mmHg", sentence, upper.start, lower.end)
    free = [number for number in said if number.start not in used]
    for kind in _KINDS:
        if reading := _named(dialogue, sentence, kind, free):
            yield reading


def _named(dialogue: Dialogue, sentence: Sentence, kind: Kind, said: list[Number]) -> _Reading | None:
    text = sentence.text
    if kind.test == "WEIGHT" and _CHANGE.search(text):
        return None
    for number in said:
        if not kind.least <= number.value <= kind.most:
            continue
        after = text[number.end :]
        with_unit = bool(kind.unit_after and kind.unit_after.match(after))
        other = _OTHER_UNIT.get(kind.test)
        if other and not with_unit and other.match(after):
            continue
        if with_unit or _name_before(dialogue, sentence, kind, number):
            return _Reading(kind.test, number.value, kind.unit, sentence, number.start, number.end, with_unit)
    return None


def _name_before(dialogue: Dialogue, sentence: Sentence, kind: Kind, number: Number) -> bool:
    """Whether the test is named close before the number, or in the sentence before with no other between."""
    before = sentence.text[: number.start]
    names = [m.end() for m in kind.named.finditer(before)]
    if names:
        others = [m.end() for m in _ANOTHER.finditer(before)]
        return number.start - names[-1] <= _WITHIN and max(others, default=0) <= names[-1]
    if _ANOTHER.search(before) or len(before) > 25:
        return False
    earlier = _sentence_before(dialogue, sentence)
    return bool(earlier and kind.named.search(earlier.text) and not numbers(earlier.text))


def _sentence_before(dialogue: Dialogue, sentence: Sentence) -> Sentence | None:
    own = dialogue.by_turn[sentence.at]
    at = own.index(sentence)
    if at:
        return own[at - 1]
    before = dialogue.by_turn[sentence.at - 1] if sentence.at else ()
    return before[-1] if before else None


def _draft(dialogue: Dialogue, reading: _Reading) -> Draft:
    value = VitalSign.model_validate({"test": reading.test, "value": float(reading.value), "unit": reading.unit})
    proof = dialogue.evidence(reading.sentence.at, reading.sentence.start, reading.sentence.end)
    staff = dialogue.staff(reading.sentence.turn)
    return Draft(value, (proof,), SOURCE, CERTAIN if staff or reading.sure else LIKELY)
