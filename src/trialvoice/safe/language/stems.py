"""Words to stems: "aching", "ached" and "aches" are one, and so are "diarrhoea" and "diarrhea"."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@cache
def small_words(name: str) -> frozenset[str]:
    """A list of `lexicon/words.toml`: `keep`, `fillers` or `not_telling`."""
    return frozenset(str(_words()[name]).split())


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files("trialvoice.safe") / "lexicon" / "words.toml").read_text("utf-8"))


@cache
def _irregular() -> dict[str, str]:
    return {form: stemmed for stemmed, forms in _words()["irregular"].items() for form in forms.split()}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a turn, [start, end) characters of the turn's text."""

    word: str
    stem: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """The words of `text`, lower case and stemmed, with their places."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _WORD.finditer(text):
        word = match[0].lower().replace("’", "'")
        yield Token(word, stem(word), match.start(), match.end())


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one lower-case word. Light on purpose: it joins forms, and seldom two words."""
    if known := _irregular().get(word):
        return known
    if word.endswith("'s"):
        word = word[:-2]
        if known := _irregular().get(word):
            return known
    if word in small_words("keep") or len(word) < 4:
        return word
    return _suffix_off(word)


def _suffix_off(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")) and not word.endswith("aches"):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "as")):
        return word[:-1]
    for suffix in ("ing", "ed"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not word.endswith("eed"):
            return _undouble(word[: -len(suffix)])
    return word


def _undouble(stemmed: str) -> str:
    if len(stemmed) > 3 and stemmed[-1] == stemmed[-2] and stemmed[-1] not in "aeiouls":
        return stemmed[:-1]
    return stemmed
