"""A run of a text, and how it is written."""

from typing import NamedTuple


class Piece(NamedTuple):
    """A run of the original [start, end) and how it is written.

    kind: word, number, ordinal, letters, address (e-mail or web).
    """

    text: str
    start: int
    end: int
    kind: str


def gap(text: str, left: Piece, right: Piece) -> str:
    """What stands between two pieces."""
    return text[left.end : right.start]


def is_letter(word: str) -> bool:
    """Whether a word is a single letter."""
    return len(word) == 1 and word.isalpha()
