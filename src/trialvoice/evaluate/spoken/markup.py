"""How forms and carriers say where a value stands: `[...]` is a piece of it, ` | ` gives the word to the other side."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TURN = " | "
_BRACKET = re.compile(r"[\[\]]")


@dataclass(frozen=True)
class Marked:
    """A turn's text without its brackets, and the pieces of a value in it as [start, end) characters."""

    text: str
    pieces: tuple[tuple[int, int], ...]


def unmark(turn: str) -> Marked:
    """Take the brackets out of a turn. They never nest."""
    text, edges = "", []
    at = 0
    for bracket in _BRACKET.finditer(turn):
        text += turn[at : bracket.start()]
        edges.append(len(text))
        at = bracket.end()
    return Marked(text + turn[at:], tuple(_pairs(edges)))


def _pairs(edges: list[int]) -> Iterator[tuple[int, int]]:
    return zip(edges[::2], edges[1::2], strict=True)
