"""Whether two names mean the same, told without the word lists of the program that is measured."""

import re
from collections.abc import Iterable
from itertools import takewhile

_WORD = re.compile(r"[a-z0-9]+")
_EMPTY = re.compile(
    r"a|an|and|as|at|bad|bit|both|by|feeling|for|from|had|has|have|her|his|i|in|is|it|left|little|mild|moderate|my|of|on|or"
    r"|right|severe|slight|some|something|that|the|their|to|very|was|were|with"
)
_BEGINNING, _SHARE = 4, 0.6


def same_name(found: str, wanted: Iterable[str]) -> bool:
    """Whether the found name shares a telling word with one of the names that would be right."""
    mine = telling(found)
    return any(shared(mine, telling(name)) for name in wanted)


def telling(name: str) -> frozenset[str]:
    """The words that say what it is."""
    return frozenset(word for word in _WORD.findall(name.lower()) if not _EMPTY.fullmatch(word))


def shared(some: frozenset[str], others: frozenset[str]) -> int:
    """How many of some words are among the others, whatever their endings: "dizziness" is in "dizzy"."""
    return sum(any(_akin(word, other) for other in others) for word in some)


def _akin(one: str, other: str) -> bool:
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return one == other or alike >= max(_BEGINNING, _SHARE * min(len(one), len(other)))
