"""Texts as values of SDTM: no control characters, no blanks around them, at most 200 characters a piece."""

import unicodedata

from trialvoice.trial.exports.sdtm.standard import LONGEST

_PIECES = 27
"""One name and one for each letter: 5,400 characters. What is longer is cut; the evidence still says where it is."""


def plain(text: str | None) -> str:
    """One line without control characters; nothing where there is nothing."""
    return " ".join("".join(" " if is_control(one) else one for one in text or "").split())


def is_control(one: str) -> bool:
    """Whether a character has no place in a value."""
    return unicodedata.category(one) in ("Cc", "Cs") or one in "\ufffe\uffff"


def pieces(text: str | None) -> list[str]:
    """The text in pieces that fit a variable, parted at blanks where there are any."""
    left = plain(text)
    made: list[str] = []
    while left and len(made) < _PIECES:
        end = len(left) if len(left) <= LONGEST else left.rfind(" ", 1, LONGEST + 1)
        end = LONGEST if end < 1 else end
        made.append(left[:end].strip())
        left = left[end:].strip()
    return made


def first_piece(text: str | None) -> str | None:
    """What of a text fits a variable; None where nothing is left of it."""
    return next(iter(pieces(text)), None)
