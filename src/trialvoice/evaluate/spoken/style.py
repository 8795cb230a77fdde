"""The case and punctuation of a whole conversation, as recognisers leave them."""

import re
from collections.abc import Callable, Mapping
from random import Random

from trialvoice.evaluate.spoken.data import Style

_STOPS = re.compile(r"[.,?!]+(?=\s|\]|$)")
_SENTENCE = re.compile(r"(?:^|(?<=[.?!] ))\[?[a-z]")
_WORD = re.compile(r"[A-Za-z']+")
_MIXED_SHARE = 0.3


def _plain(turn: str, _: Random) -> str:
    """Sentences begin with a capital, behind a bracket or not."""
    return _SENTENCE.sub(lambda start: start[0].upper(), turn)


def _flat(turn: str, _: Random) -> str:
    return _STOPS.sub("", turn).lower()


def _mixed(turn: str, chance: Random) -> str:
    """Some words lose their capital, some gain one."""

    def flip(word: re.Match[str]) -> str:
        return word[0].swapcase() if len(word[0]) == 1 else word[0][0].swapcase() + word[0][1:]

    return _WORD.sub(lambda word: flip(word) if chance.random() < _MIXED_SHARE else word[0], turn)


STYLES: Mapping[Style, Callable[[str, Random], str]] = {"plain": _plain, "flat": _flat, "mixed": _mixed}
