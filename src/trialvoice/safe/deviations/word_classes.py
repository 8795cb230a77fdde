"""Open classes of words in what is said, and frames over them: which classes, close together, tell of something.

A frame is a line such as "not > sign > paper|consent !heard": classes in any order, ">" where the order counts, "|"
for either of two, "!" for one that must not stand there. The classes are data (`lexicon/deviation_words.toml`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from trialvoice.safe.language.cue_file import cue_file
from trialvoice.safe.language.stems import Token, tokens

_AROUND = 2
"""Words before and after a frame in which a class that must not be there hinders it."""
REACH = 12
"""Words over which a frame may stretch."""


@dataclass(frozen=True, slots=True)
class Place:
    """A class at the words [first, last]."""

    name: str
    first: int
    last: int


DENIED = Place("not", -1, -1)
"""The no that answers a question, as if it stood before it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """steps: alternatives for each class that has to be there.  ordered: one after the other.  without: never there."""

    steps: tuple[frozenset[str], ...]
    ordered: bool
    without: frozenset[str]

    @classmethod
    def of(cls, line: str) -> "Frame":
        """Read a line of the word list."""
        words = line.split()
        steps = tuple(frozenset(word.split("|")) for word in words if word != ">" and not word.startswith("!"))
        return cls(steps, ">" in words, frozenset(word[1:] for word in words if word.startswith("!")))

    def find(self, places: Sequence[Place], reach: int = REACH) -> tuple[Place, ...]:
        """The places that fill it, left to right where the order counts; () where it is not filled."""
        if DENIED in places and not any(DENIED.name in step for step in self.steps):
            return ()
        for start in places:
            if start.name in self.steps[0] and (filled := self._from(start, places, reach)):
                return filled
        return ()

    def _from(self, start: Place, places: Sequence[Place], reach: int) -> tuple[Place, ...]:
        filled = [start]
        for step in self.steps[1:]:
            fitting = (p for p in places if p.name in step and self._fits(p, filled, reach))
            nearest = min(fitting, key=lambda p: abs(p.first - filled[-1].last), default=None)
            if nearest is None:
                return ()
            filled.append(nearest)
        first, last = min(p.first for p in filled), max(p.last for p in filled)
        hindered = any(p.name in self.without and first - _AROUND <= p.first <= last + _AROUND for p in places)
        return () if hindered else tuple(filled)

    def _fits(self, place: Place, filled: Sequence[Place], reach: int) -> bool:
        if any(place.first <= p.last and p.first <= place.last for p in filled):
            return False
        if self.ordered and place.first <= filled[-1].last:
            return False
        return abs(place.first - filled[0].first) <= reach


class WordClasses:
    """The ways to say each class, found in one pass over the words."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        index: dict[str, set[tuple[tuple[str, ...], str]]] = defaultdict(set)
        for name, phrases in lists.items():
            for phrase in phrases:
                stems = tuple(token.stem for token in tokens(phrase))
                index[stems[0]].add((stems, name))
        self._by_first = {first: sorted(ways, key=lambda way: -len(way[0])) for first, ways in index.items()}

    def places(self, words: Sequence[Token]) -> tuple[Place, ...]:
        """Every class in `words`, of each the longest phrase at a word."""
        found: list[Place] = []
        for at, word in enumerate(words):
            seen: set[str] = set()
            for stems, name in self._by_first.get(word.stem, ()):
                here = words[at : at + len(stems)]
                if name not in seen and tuple(token.stem for token in here) == stems:
                    seen.add(name)
                    found.append(Place(name, at, at + len(stems) - 1))
        return tuple(found)


@cache
def word_data() -> Mapping[str, Any]:
    """The word list, as it stands."""
    return cue_file("deviation_words").data


@cache
def word_classes() -> WordClasses:
    """The classes of the word list."""
    return WordClasses(word_data()["classes"])
