"""Word lists the gate reads: names, places, drugs and ordinary words, in lower case.

The lists are data, kept in `data/`; `data/README.md` says where each came from.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sets of lower-case words; `*_ambiguous` are words that have another meaning too."""

    given: frozenset[str]
    given_ambiguous: frozenset[str]
    surnames: frozenset[str]
    surnames_ambiguous: frozenset[str]
    places: frozenset[str]
    places_ambiguous: frozenset[str]
    drugs: frozenset[str]
    ordinary: frozenset[str]
    clinical: frozenset[str]
    never_names: frozenset[str]

    def any_given(self, word: str) -> bool:
        """Whether somebody may be called that."""
        return word in self.given or word in self.given_ambiguous

    def any_surname(self, word: str) -> bool:
        """Whether it may be a family name."""
        return word in self.surnames or word in self.surnames_ambiguous or word in self.given

    def named(self, word: str) -> bool:
        """Whether it is in any list of names."""
        return self.any_given(word) or self.any_surname(word)


@cache
def lexicon() -> Lexicon:
    """The lists, read once a process."""
    return Lexicon(**{name: _read(name) for name in Lexicon.__dataclass_fields__})


@cache
def place_starts() -> frozenset[str]:
    """The first words of all places, as a quick look before the lists are asked."""
    lists = lexicon()
    return frozenset(re.split(r"[^\w]", place, maxsplit=1)[0] for place in (*lists.places, *lists.places_ambiguous))


@cache
def word_set(name: str) -> frozenset[str]:
    """One of the short lists of `data/words.toml`."""
    text = (files("trialvoice.redact") / "data" / "words.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[name].split())


def _read(name: str) -> frozenset[str]:
    text = (files("trialvoice.redact") / "data" / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
