"""A visit in windows that fit the model's context, each beginning with a little of the one before.

A budget of tokens sets their size. A turn that is longer than a window, such as a spoken diary, is cut into pieces, so
that all of it is read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.core.records import Turn

WINDOW_TOKENS = 2_250
"""Of transcript: with question and answer inside half of an 8k context, whatever the language."""
OVERLAP_TURNS = 4
OVERLAP_TOKENS = 450
"""Both bound what two windows share."""
_CHARS_PER_TOKEN = 4
"""Of English; German takes three, which the other half of the context has room for."""
_LABEL_CHARS = 6
"""The turn's number and role before its words."""


@dataclass(frozen=True, slots=True)
class Line:
    """A turn, or a piece of a long one, as the model reads it."""

    turn: Turn
    text: str

    @property
    def tokens(self) -> float:
        """About how many tokens it takes."""
        return (len(self.text) + _LABEL_CHARS) / _CHARS_PER_TOKEN


def windows_of(turns: Sequence[Turn]) -> list[tuple[Line, ...]]:
    """Runs of lines within the budget, with overlap; a visit of ten minutes is one window."""
    lines = [line for turn in turns for line in _lines(turn)]
    windows: list[tuple[Line, ...]] = []
    start = 0
    while start < len(lines):
        end = _end(lines, start)
        windows.append(tuple(lines[start:end]))
        if end == len(lines):
            break
        start = max(_back(lines, end), start + 1)
    return windows


def _end(lines: Sequence[Line], start: int) -> int:
    """After the last line that the budget has room for; one line at least."""
    used, end = lines[start].tokens, start + 1
    while end < len(lines) and used + lines[end].tokens <= WINDOW_TOKENS:
        used += lines[end].tokens
        end += 1
    return end


def _back(lines: Sequence[Line], end: int) -> int:
    """Where the next window begins."""
    shared, start = 0.0, end
    while start > 0 and end - start < OVERLAP_TURNS and shared + lines[start - 1].tokens <= OVERLAP_TOKENS:
        start -= 1
        shared += lines[start].tokens
    return start


def _lines(turn: Turn) -> Iterator[Line]:
    """The turn, cut after sentences, else at blanks, where it is longer than a window."""
    room = WINDOW_TOKENS * _CHARS_PER_TOKEN - _LABEL_CHARS
    left = turn.text
    while len(left) > room:
        cut = max(left.rfind(". ", 0, room) + 1, 0) or left.rfind(" ", 0, room)
        cut = cut if cut > 0 else room
        yield Line(turn, left[:cut])
        left = left[cut:].lstrip()
    yield Line(turn, left)
