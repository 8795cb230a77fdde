"""The words by which events are told apart across visits: `lexicon/history.toml`, versioned data."""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Side = Literal["left", "right", "both"]


@dataclass(frozen=True)
class Wording:
    """goes_on, again: patterns over quotes.  side: a part of the body with its side before it.

    general, empty: words of names that do not tell an event apart, alone or at all.
    """

    goes_on: re.Pattern[str]
    again: re.Pattern[str]
    side: re.Pattern[str]
    general: frozenset[str]
    empty: frozenset[str]
    sha256: str


@cache
def wording() -> Wording:
    """The lists, read once."""
    raw = (files("trialvoice.trial") / "lexicon" / "history.toml").read_bytes()
    words = tomllib.loads(raw.decode())["words"]
    part = "|".join(words["part"])
    return Wording(
        goes_on=_pattern(words["goes_on"]),
        again=_pattern(words["again"]),
        side=_pattern([rf"\b(left|right|both)(?: (?:hand|upper|lower|big|little|outer|inner))* (?:{part})\b"]),
        general=frozenset(words["general"]),
        empty=frozenset(words["empty"]),
        sha256=hashlib.sha256(raw).hexdigest(),
    )


def _pattern(alternatives: Sequence[str]) -> re.Pattern[str]:
    """Transcripts without punctuation leave an apostrophe out."""
    return re.compile("|".join(alternatives).replace("’", "['’]?"), re.IGNORECASE)


def side_of(texts: Iterable[str]) -> Side | None:
    """The side of the body that is named; both where both are, None where none is."""
    named = {found[1].lower() for text in texts for found in wording().side.finditer(text)}
    if not named:
        return None
    if named == {"left"}:
        return "left"
    return "right" if named == {"right"} else "both"
