"""Text made comparable: what two people would write differently for the same speech."""

import re
import warnings
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whisper.normalizers import EnglishTextNormalizer

Normalise = Callable[[str], str]
"""Text in, words joined by single spaces out."""

_SAME = {
    "okay": "ok",
    "yep": "yeah",
    "yup": "yeah",
    "yea": "yeah",
    "mum": "mom",
    "mummy": "mommy",
    "mums": "moms",
    "alright": "all right",
    "cause": "because",
    "cuz": "because",
    "till": "until",
    "dunno": "do not know",
    "kinda": "kind of",
    "sorta": "sort of",
}


@cache
def whisper_english() -> Normalise:
    """Whisper's own normaliser for English: the one that published error rates mostly use."""
    normalise: Normalise = _whisper()
    return normalise


@cache
def spoken_english() -> Normalise:
    """Whisper's normaliser without its faults for conversations.

    Whisper's makes "oh" the digit 0 everywhere; here it is one only beside another number ("one oh one"). And words
    that are one word to the ear, such as okay and ok, yep and yeah, mum and mom, are one.
    """
    whisper = _whisper()
    numbers = whisper.standardize_numbers
    for known in (numbers.zeros, numbers.words, numbers.decimals):
        known.difference_update({"o", "oh"})
    number = rf"(?:\d[\d,.]*|{'|'.join(sorted({*numbers.ones, *numbers.tens, 'zero', 'point'}))})"
    said_zero = re.compile(rf"(?<=\b)({number}[ -]+)(?:oh|o)\b(?!')|\b(?:oh|o)([ -]+{number})\b", re.IGNORECASE)

    def normalise(text: str) -> str:
        digits = said_zero.sub(lambda m: f"{m[1]}zero" if m[1] else f"zero{m[2]}", text)
        return " ".join(_SAME.get(word, word) for word in whisper(digits).split())

    return normalise


def _whisper() -> "EnglishTextNormalizer":
    """Imported on use: whisper brings torch, for which no other command should wait."""
    from whisper.normalizers import EnglishTextNormalizer

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves the file of its spellings open
        return EnglishTextNormalizer()
