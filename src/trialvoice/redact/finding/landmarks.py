"""Places that are called by a name and a kind: "shady pines trailer park", "whidbey island", "fairview mall"."""

import re
from collections.abc import Iterator

from trialvoice.redact.lexicon import MONTHS, WEEKDAYS, lexicon, word_set
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, is_clinical, is_drug, unknown

_SHIP = re.compile(
    r"\b(?:u\s?s\s?s|h\s?m\s?s|u\s?s\s?n\s?s)\.?\s+[a-z]{3,}(?:\s+(?!(?:and|in|for|when|from|during|back|as|at|on"
    r"|is|was|to|with|until|but|i|we|he)\b)[a-z]+)?\b",
    re.I,
)
_QUARTER = re.compile(
    r"\b(?P<v>\d+(?:st|nd|rd|th)\s+(?:ward|arrondissement|precinct|district)|(?<=\bthe\s)(?:first|second|third)"
    r"\s+ward)\b"
    r"|\b(?:from|liv\w+\s+(?:in|on)|grew\s+up\s+(?:in|on)|raised\s+(?:in|on))\s+(?:the\s+)?(?P<w>(?:upper\s+|lower"
    r"\s+)?(?:north|south|east|west)\s?(?:side|end|shore|bank|hills))\b",
    re.I,
)
_FRONT = re.compile(
    r"\b(?:in|at|near|on|around|by|from|past|outside)\s+(?P<v>(?:lake|cape|loch|fort|mount)\s+(?!(?:and|is|was|or"
    r"|but|for|the|with|that)\b)[a-z]{3,})\b",
    re.I,
)
_HOUSING = re.compile(
    r"\b(?:mobile\s+home|trailer|caravan|r\.?\s?v\.?|retirement|housing|industrial|state|national|theme|amusement)"
    r"\s+(?:park|community|estates?|village|court|forest|project|beach)s?\b",
    re.I,
)
"""Kinds of two words; the name stands before them or, after "called" or a comma, behind them."""
_BEFORE = word_set("before_places")
_LIMIT = 3  # words before a kind


def landmarks(line: Line, policy: Policy) -> Iterator[Hit]:
    """Estates, parks, malls, islands, reservations, districts, bases and ships that have a name."""
    for found in _SHIP.finditer(line.text):
        yield Hit(*found.span(), "ADDRESS", 0.6, "ship")
    for found in _FRONT.finditer(line.text):
        yield Hit(*found.span("v"), "ADDRESS", 0.5, "landmark")
    for found in _QUARTER.finditer(line.text):
        yield Hit(*found.span("v" if found["v"] else "w"), "ADDRESS", 0.5, "quarter")
    kinds, plural = word_set("place_kinds"), word_set("dwelling_kinds")
    for index, token in enumerate(line.tokens):
        if index and (token.low in kinds or token.low in plural):
            yield from _named(line, index, policy, dwelling=token.low in plural)


def _named(line: Line, head: int, policy: Policy, *, dwelling: bool) -> Iterator[Hit]:
    """The name in front of a kind of place."""
    first = _kind_start(line, head)
    compound = first < head
    bottom = first
    while first > 0 and bottom - first < _LIMIT and _of_a_name(line, first - 1, policy):
        first -= 1
    words = range(first, bottom)
    if not words:
        return
    article = line.low(first - 1) in ("the", "our", "my", "your", "their", "his", "her", "this", "that", "a", "an")
    before = line.low(first - 2) if article else line.low(first - 1)
    last = head
    while line.low(last + 1) in word_set("place_kinds"):
        last += 1
    if _calls(line, words, article=article, before=before, strong=dwelling or compound):
        yield Hit(line.tokens[first].start, line.tokens[last].bare_end, "ADDRESS", 0.5, "landmark")


def _kind_start(line: Line, head: int) -> int:
    """Where the kind begins: at "mobile home" of "mobile home park"."""
    start = max(0, line.tokens[head].start - 24)
    for found in _HOUSING.finditer(line.text, start, line.tokens[head].end):
        if found.end() == line.tokens[head].end:
            return line.token_at(found.start())
    return head


def _calls(line: Line, words: range, *, article: bool, before: str, strong: bool) -> bool:
    """Whether words before a kind are a name: capitals, rare words, or no article where a common noun has one."""
    generic = word_set("generic_site_words") | word_set("generic_place_words")
    if line.cased:
        return any(line.tells_name(i) and line.low(i) not in generic for i in words)
    if any(line.low(i) in generic for i in words):
        return False
    placed = not before or before in _BEFORE
    if any(_rare(line.low(i)) for i in words):
        return placed or article or strong
    return placed and (not article or strong)


def _rare(word: str) -> bool:
    lists = lexicon()
    return unknown(word) or word in lists.surnames or word in lists.places or word in lists.given


def _of_a_name(line: Line, index: int, policy: Policy) -> bool:
    token, word = line.tokens[index], line.low(index)
    if (
        not token.alphabetic
        or word in NOT_A_NAME
        or word in _BEFORE
        or word in WEEKDAYS
        or word in MONTHS
        or len(word) < 2
    ):
        return False
    if is_drug(word) or is_clinical(word) or word in word_set("not_affiliated") or word in policy.abbreviations:
        return False
    if word in word_set("place_modifiers"):
        return not line.cased or token.capital
    return token.capital if line.cased else not word.endswith(("ing", "ed", "ly"))
