"""Feasts by which people remember a day: Easter and what moves with it, and fixed ones."""

from datetime import date, timedelta

FEAST = (
    r"(?:palm sunday|good friday|easter(?: sunday| monday| weekend)?|ash wednesday|whit(?:sun| monday)|pentecost|"
    r"christmas"
    r"(?: eve| day)?|boxing day|new year(?:'s)?(?: eve| day)?|valentine's(?: day)?|halloween|pancake day|shrove "
    r"tuesday|mardi gras|bonfire night|guy fawkes(?: night)?|(?:st|saint) patrick's(?: day)?|burns night)"
)
"""A pattern of their names, lower case."""
_MOVING = {"palm sunday": -7, "good friday": -2, "easter monday": 1, "ash wednesday": -46, "whit": 50, "pentecost": 49,
           "pancake day": -47, "shrove": -47, "mardi gras": -47}  # fmt: skip
_FIXED = {"christmas eve": (12, 24), "christmas": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
          "new year": (1, 1), "valentine": (2, 14), "halloween": (10, 31), "bonfire": (11, 5),
          "guy fawkes": (11, 5), "patrick": (3, 17), "burns night": (1, 25)}  # fmt: skip


def feast_before(name: str, day: date) -> date | None:
    """The last such feast up to a day."""
    fixed = next((when for word, when in _FIXED.items() if word in name), None)
    offset = next((days for word, days in _MOVING.items() if word in name), 0)
    dates = [date(y, *fixed) if fixed else _easter(y) + timedelta(days=offset) for y in (day.year, day.year - 1)]
    return next((when for when in dates if when <= day), None)


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
