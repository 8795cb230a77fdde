"""Dates said as numbers only, which no cue announces: "eleven four fifty nine", "twelve slash one"."""

import re
from collections.abc import Iterator

from trialvoice.redact.finding.patterns import UNIT
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.reading.numbers import digits_at
from trialvoice.redact.spans import Hit

_READING = re.compile(rf"\s*(?:{UNIT}|over\b|out\s+of\b|[%/.:]\d)", re.I)
_LETTER = re.compile(r"\b[a-z]\W?$", re.I)
_SLASHED = re.compile(r"(?:0?[1-9]|1[0-2])[/-](?:0?[1-9]|[12]\d|3[01])(?:[/-](?:\d\d){1,2})?")
_CENTURIES = (19, 20)


def dates_said(line: Line) -> Iterator[Hit]:
    """Month, day and year said in three numbers, and what is said with a slash."""
    for at, piece in zip(line.view.starts, line.view.pieces, strict=True):
        if (
            piece.kind != "number"
            or _LETTER.search(line.text, max(0, at - 3), at)
            or _READING.match(line.text, at + len(piece.text))
        ):
            continue
        source = line.view.source[piece.start : piece.end].lower()
        slashed = "slash" in source and _SLASHED.fullmatch(piece.text)
        if slashed or (4 <= len(piece.text) <= 8 and piece.text.isdigit() and _is_date(_groups(source))):
            yield Hit(at, at + len(piece.text), "DATE", 0.5, "date said")


def _groups(source: str) -> list[int]:
    """The numbers below a hundred as they were said: "eleven four fifty nine" is 11, 4, 59."""
    words = re.findall(r"[a-z]+", source)
    groups: list[int] = []
    at = 0
    while at < len(words):
        digits, taken = _first(words[at:])
        if not taken:
            return []
        groups.append(int(digits))
        at += taken
    return groups


def _first(words: list[str]) -> tuple[str, int]:
    """The first number of two words or one, such as "fifty nine" or "four"."""
    if words[0] in ("oh", "zero"):
        digits, used = digits_at(words[1:2], [True])
        return digits, used + 1 if used else 0
    for taken in (2, 1):
        digits, used = digits_at(words[:taken], [True] * taken)
        if used == taken and len(digits) <= 2 and (taken == 1 or int(digits) > 20):
            return digits, taken
    return ("1", 1) if words[:1] == ["one"] else ("", 0)


def _is_date(groups: list[int]) -> bool:
    """Whether numbers are a month and a day in either order and a year, and neither readings nor a series."""
    if len(groups) == 4 and groups[2] in _CENTURIES:
        return _is_day(groups[0], groups[1])
    if len(groups) != 3 or groups[2] < 20 or not _is_day(groups[0], groups[1]):
        return False
    pressure = groups[0] < 3  # "one eighteen seventy six"
    series = groups[0] < groups[1] < groups[2] and all(group % 5 == 0 for group in groups)
    return not pressure and not series


def _is_day(one: int, other: int) -> bool:
    return 0 < min(one, other) <= 12 and 0 < max(one, other) <= 31
