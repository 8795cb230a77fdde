"""Names that somebody spells, letter by letter, and the word that the letters spell."""

import re
from collections.abc import Iterator
from itertools import pairwise

from trialvoice.redact.finding.sounds_like import sounds_like
from trialvoice.redact.lexicon import lexicon
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, is_abbreviation, is_drug, stays

_SPELLING = re.compile(
    r"\b(?:spel(?:led|t|ling)(?:\s+is)?|that['’]s|that\s+is|it['’]s|with\s+an?|(?:ends?|starts?|begins?|finish(?:es)?)\s+(?:in|with)(?:\s+an?)?)\s+(?P<v>(?:(?:double|capital)\s+)?[a-z]"
    r"(?:[\s,.-]+(?:(?:double|capital|then)\s+)*[a-z](?![\w'’]))*)(?![\w'’])",
    re.I,
)
_SPELLS = re.compile(
    r"\b(?:spel(?:led|t|ls)|(?:ends?|starts?|begins?|finish(?:es)?)\s+(?:in|with)|name)(?:\s+(?:it|is|just|an?))?\s+(?:[a-z]+\s+not\s+)?$",
    re.I,
)
_AS_IN = re.compile(r"\b(?:as|like)\s+in\b", re.I)
_TWICE = re.compile(
    r"\W*(?:(?:with|and|has|uh|it['’]s|there['’]s|there\s+are)\s+)*(?P<v>(?:2|two|double|one|1)\s+[a-z](?:['’]?s)?)(?![\w'’])",
    re.I,
)
"""What is said of a letter after the word was spelled: "with two p's"."""
_BEFORE_LETTERS = frozenset(
    (
        "spelled",
        "spelt",
        "spell",
        "spelling",
        "it",
        "is",
        "that",
        "so",
        "like",
        "with",
        "i",
        "as",
        ",",
        "-",
        ".",
        "s",
        "uh",
        "um",
    )
)
"""What stands between a name and its letters."""


def spelled_names(line: Line, policy: Policy) -> Iterator[Hit]:
    """What is spelled, in full or in part, and the word before it that the letters spell."""
    yield from _spelled(line, policy)
    yield from _letters_told(line, policy)
    yield from _said_before(line, policy)


def _said_before(line: Line, policy: Policy) -> Iterator[Hit]:
    """The word that the letters after it spell: "duke, d u k e", "it's lee spelled l e i g h"."""
    for start, end in line.view.spelled():
        index = line.token_at(start) - 1
        spelled = line.low(index) in ("spelled", "spelt")
        least = index - 5
        while index > least and line.low(index) in _BEFORE_LETTERS:
            index -= 1
        word, letters = line.low(index), line.text[start:end].lower()
        if index < 0 or not word.isalpha() or word in NOT_A_NAME or is_drug(word) or stays(line, index, policy):
            continue
        joined = letters.endswith(word) and letters == line.low(index - 1) + word
        same = joined or word.startswith(letters[: 2 if spelled else 3]) or sounds_like(word, letters)
        if (len(word) > 2 or joined) and same and not is_abbreviation(letters, policy):
            first = index - joined
            yield Hit(line.tokens[first].start, line.tokens[index].bare_end, "NAME", 0.6, "spelled")


def _spelled(line: Line, policy: Policy) -> Iterator[Hit]:
    lists = lexicon()
    for start, end in line.view.spelled():
        word = line.text[start:end].lower()
        named = lists.named(word) and len(word) > 2
        long_enough = len(word) >= 5 and len(set("aeiouy") & set(word)) > 0 and not _in_alphabet(word)
        said = line.view.source[slice(*line.view.original(start, end))]
        explained = len(re.findall(r"[^\W\d_]{3,}", said)) > 1 or bool(_AS_IN.search(said))
        alone = len(word) > 2 and not re.search(r"[^\W_]", line.text[:start] + line.text[end:])
        told = len(word) > 2 and bool(_SPELLS.search(line.text, max(0, start - 24), start))
        if (named or long_enough or explained or alone or told) and not is_abbreviation(word, policy):
            yield Hit(start, end, "NAME", 0.75, "spelled")
            if twice := _TWICE.match(line.text, end):
                yield Hit(*twice.span("v"), "NAME", 0.6, "spelled")


def _letters_told(line: Line, policy: Policy) -> Iterator[Hit]:
    """Two letters or more that "spelled" or "that's" introduces: a short name, or a part of one."""
    for found in _SPELLING.finditer(line.text):
        said = re.sub(r"[^a-z]", "", re.sub(r"double|capital|then", "", found["v"].lower()))
        several = len(said) > 1 and not set(said) <= set("aio")
        if (several or "double" in found["v"].lower()) and not is_abbreviation(said, policy):
            yield Hit(*found.span("v"), "NAME", 0.6, "spelled")


def _in_alphabet(word: str) -> bool:
    """Letters said in order, as in "vitamins A, B, C, D, E"."""
    return all(ord(b) - ord(a) == 1 for a, b in pairwise(word))
