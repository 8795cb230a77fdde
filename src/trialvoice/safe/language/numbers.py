"""Numbers as they are said: "one thirty over eighty two", "thirty-six point eight", "142/91"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_UNITS = {
    w: i for i, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
} | {"oh": 0, "nought": 0, "naught": 0}
_TEENS = {
    w: i
    for i, w in enumerate(
        [
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        start=10,
    )
}
_TENS = {
    w: i * 10
    for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
WORDS = {**_UNITS, **_TEENS, "twenty": 20}
"""Words for whole numbers up to twenty, with their values."""
_PART = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[A-Za-z]+")
_TAG = re.compile(r"\[[A-Z]+_\d+\]")
_HALF = re.compile(r"\s+and\s+a\s+half\b", re.IGNORECASE)
_LEAST_WITH_TENTHS = 33
"""The smallest whole number after which a lone digit is taken for tenths: "thirty six five" is a temperature."""
_COUNTS = {"once": 1, "twice": 2, "couple": 2, "pair": 2, "single": 1, "thrice": 3, "both": 2}


@dataclass(frozen=True, slots=True)
class Number:
    """A number said at [start, end) characters."""

    value: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Part:
    word: str
    start: int
    end: int
    joined: bool
    """Nothing but a space or a hyphen stands between this part and the one before."""


def numbers(text: str) -> tuple[Number, ...]:
    """Every number in `text`, in digits or in words, left to right."""
    parts = tuple(_parts(text))
    found: list[Number] = []
    at = 0
    while at < len(parts):
        value, taken = _number(parts, at)
        if taken:
            found.append(Number(value, parts[at].start, parts[at + taken - 1].end))
        at += taken or 1
    return tuple(found)


def measured(text: str, *, hundreds: bool = False) -> tuple[Number, ...]:
    """Numbers as read off an instrument: "thirty six five" is 36.5 and "seventy one and a half" 71.5.

    hundreds: "three twenty" is 320, as in a blood sugar or a distance.
    """
    found: list[Number] = []
    for number in numbers(_TAG.sub(lambda tag: "_" * len(tag[0]), text)):
        before = found[-1] if found else None
        joined = _joined_reading(text, before, number, hundreds) if before else None
        if joined:
            found[-1] = joined
        else:
            found.append(number)
    return tuple(_with_half(text, number) for number in found)


def _joined_reading(text: str, before: Number, number: Number, hundreds: bool) -> Number | None:
    if text[before.end : number.start] not in (" ", "-") or before.value % 1 or number.value % 1:
        return None
    if before.value >= _LEAST_WITH_TENTHS and number.value <= 9:
        return Number(before.value + number.value / 10, before.start, number.end)
    spoken = text[before.start].isalpha() and text[number.start].isalpha()
    if hundreds and spoken and 3 <= before.value <= 9 and 10 <= number.value <= 99:
        return Number(before.value * 100 + number.value, before.start, number.end)
    return None


def _with_half(text: str, number: Number) -> Number:
    half = None if number.value % 1 else _HALF.match(text, number.end)
    return Number(number.value + 0.5, number.start, half.end()) if half else number


def count_of(word: str) -> int | None:
    """ "twice" is 2, "couple" is 2; None for other words."""
    return _COUNTS.get(word.lower())


def _parts(text: str) -> Iterator[_Part]:
    before = 0
    for match in _PART.finditer(text):
        yield _Part(match[0].lower(), match.start(), match.end(), text[before : match.start()] in (" ", "-", ""))
        before = match.end()


def _number(parts: Sequence[_Part], at: int) -> tuple[float, int]:
    """(value, parts taken) of the number starting at `at`; (0, 0) where there is none."""
    if parts[at].word[0].isdigit():
        return _after_point(parts, at, float(parts[at].word.replace(",", "")), 1)
    value, taken = _whole(parts, at)
    return _after_point(parts, at, value, taken) if taken else (0, 0)


def _whole(parts: Sequence[_Part], at: int) -> tuple[int, int]:
    """Whole numbers below ten thousand; "one thirty" is 130, as in a blood pressure."""
    value, taken = _below_hundred(parts, at)
    if not taken and parts[at].word == "a" and _word(parts, at + 1) == "hundred":
        value, taken = 1, 1
    if not taken and parts[at].word == "hundred" and _word(parts, at + 1) == "and":
        rest, more = _rest(parts, at + 1)
        return (100 + rest, 1 + more) if rest else (0, 0)
    if not taken:
        return 0, 0
    following = _word(parts, at + taken)
    if following == "hundred":
        rest, more = _rest(parts, at + taken + 1)
        return value * 100 + rest, taken + 1 + more
    if 1 <= value <= 9 and taken == 1:
        return _hundreds_left_out(parts, at, value)
    return value, taken


def _hundreds_left_out(parts: Sequence[_Part], at: int, value: int) -> tuple[int, int]:
    if _word(parts, at + 1) == "oh":
        unit = _UNITS.get(_word(parts, at + 2) or "", 0)
        return (value * 100 + unit, 3) if unit else (value, 1)
    rest, more = _below_hundred(parts, at + 1) if _joined(parts, at + 1) else (0, 0)
    return (value * 100 + rest, 1 + more) if rest >= 10 and value <= 2 else (value, 1)


def _rest(parts: Sequence[_Part], at: int) -> tuple[int, int]:
    skip = 1 if _word(parts, at) == "and" else 0
    value, taken = _below_hundred(parts, at + skip) if _joined(parts, at) else (0, 0)
    return (value, taken + skip) if taken else (0, 0)


def _below_hundred(parts: Sequence[_Part], at: int) -> tuple[int, int]:
    word = _word(parts, at)
    if word is None:
        return 0, 0
    if word in _TENS:
        unit = _UNITS.get(_word(parts, at + 1) or "", 0) if _joined(parts, at + 1) else 0
        return _TENS[word] + unit, 2 if unit else 1
    if word in _TEENS:
        return _TEENS[word], 1
    return (_UNITS[word], 1) if word in _UNITS and word != "oh" else (0, 0)


def _after_point(parts: Sequence[_Part], at: int, value: float, taken: int) -> tuple[float, int]:
    if _word(parts, at + taken) != "point":
        return value, taken
    digits, here = "", at + taken + 1
    while (digit := _digit(_word(parts, here))) is not None:
        digits, here = digits + digit, here + 1
    return (float(f"{value:g}.{digits}"), here - at) if digits else (value, taken)


def _digit(word: str | None) -> str | None:
    if word is None:
        return None
    if word.isdigit():
        return word
    value = _UNITS.get(word)
    return None if value is None else str(value)


def _word(parts: Sequence[_Part], at: int) -> str | None:
    return parts[at].word if 0 <= at < len(parts) else None


def _joined(parts: Sequence[_Part], at: int) -> bool:
    return at < len(parts) and parts[at].joined
