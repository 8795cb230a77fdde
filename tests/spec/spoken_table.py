"""Spoken snippets as tables: `spoken.txt`, in which what must go is marked, and `clean.txt`, which must stay.

A line is a snippet, its turns parted by " / ", a value marked with its type: "i'm [NAME ana], hi / hello [NAME ana]".
Everybody in it is made up.
"""

import re
from pathlib import Path

Row = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]
Place = tuple[int, int, int]
"""(turn, start, end) of a value."""

_MARK = re.compile(r"\[([A-Z]+) ([^\]]*)\]")
_HERE = Path(__file__).parent


def _lines(name: str) -> list[str]:
    text = (_HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _row(line: str) -> Row:
    turns = line.split(" / ")
    values = tuple((found[1], found[2]) for turn in turns for found in _MARK.finditer(turn))
    return tuple(_MARK.sub(lambda found: found[2], turn) for turn in turns), values


def _places(line: str) -> tuple[Place, ...]:
    places = []
    for index, turn in enumerate(line.split(" / ")):
        marks = 0  # characters of marks before a value
        for found in _MARK.finditer(turn):
            start = found.start() - marks
            marks += len(found[0]) - len(found[2])
            places.append((index, start, start + len(found[2])))
    return tuple(places)


SPOKEN: list[Row] = [_row(line) for line in _lines("spoken.txt")]
PLACES: list[tuple[Place, ...]] = [_places(line) for line in _lines("spoken.txt")]
CLEAN: list[tuple[str, ...]] = [tuple(line.split(" / ")) for line in _lines("clean.txt")]
