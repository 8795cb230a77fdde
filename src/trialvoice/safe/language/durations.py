"""How long something lasts, in the unit of a form: "an hour and a half" is 90 minutes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trialvoice.safe.language.numbers import measured

_MINUTES = {"min": 1.0, "minute": 1.0, "hour": 60.0, "hr": 60.0}
_ITEM_MINUTES = {
    "min": 1.0,
    "mins": 1.0,
    "minute": 1.0,
    "minutes": 1.0,
    "h": 60.0,
    "hour": 60.0,
    "hours": 60.0,
    "hr": 60.0,
}
_UNIT = re.compile(r"[\s-]*(?:or (?:so|\w+) )?(minute|min|hour|hr)s?\b(\s+and\s+a\s+half\b)?", re.IGNORECASE)
_SAID: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), minutes)
    for pattern, minutes in (
        (r"\bthree[- ]quarters of an hour\b", 45),
        (r"\b(?:an )?hour and a half\b", 90),
        (r"\b(?:an )?hour and a quarter\b", 75),
        (r"\bhalf (?:an )?hour\b|\bhalf-hour\b|\bhalf of (?:an|one) hour\b", 30),
        (r"\b(?:a )?quarter of an hour\b", 15),
        (r"\ban hour\b", 60),
        (r"\ba minute\b", 1),
    )
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration in the wanted unit at [start, end) characters."""

    value: float
    start: int
    end: int


def durations(text: str, unit: str) -> Iterator[Duration]:
    """Every duration in `text` that is said with its unit, left to right; none where `unit` is no minutes or hours."""
    wanted = _ITEM_MINUTES.get(unit.lower())
    if wanted is None:
        return
    found = [*_with_number(text), *_in_words(text)]
    end = 0
    for minutes, first, last in sorted(found, key=lambda one: (one[1], -one[2])):
        if first >= end:
            yield Duration(round(minutes / wanted, 2), first, last)
            end = last


def _with_number(text: str) -> Iterator[tuple[float, int, int]]:
    for number in measured(text):
        if unit := _UNIT.match(text, number.end):
            minutes = _MINUTES[unit[1].lower()]
            yield (number.value + (0.5 if unit[2] else 0.0)) * minutes, number.start, unit.end()


def _in_words(text: str) -> Iterator[tuple[float, int, int]]:
    for pattern, minutes in _SAID:
        for match in pattern.finditer(text):
            yield minutes, match.start(), match.end()
