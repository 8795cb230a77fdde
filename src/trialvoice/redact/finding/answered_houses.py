"""What answers a question for a house or a place: "where do you work", "what's the shop called"."""

import re
from collections.abc import Iterator

from trialvoice.redact.lexicon import lexicon, word_set
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, is_ordinary, stays

_AT_THE = re.compile(
    r"\W*(?:(?:uh|um|er|oh|well|yes|yeah|yep|still|mostly|just|i'm|i|work|over|out|down|up|it's|that's)\s+)*(?:(?:at|for|with)\s+(?:the\s+)?|the\s+)(?!an?\b|my\b)",
    re.I,
)
_LEADS_TO_HOUSES = frozenset(("a", "an", "called", "named", "over", "at", "for", "with", "think"))
_UNTOLD = frozenset(
    (
        "know",
        "remember",
        "forget",
        "forgot",
        "sure",
        "retired",
        "unemployed",
        "closed",
        "same",
        "own",
        "local",
        "corner",
        "don't",
        "can't",
    )
)
"""Words of those who do not say it."""
_AFTER_HOUSES = frozenset(("on", "in", "for", "since", "until", "during", "near", "by", "every", "two", "three"))
_FILLERS = word_set("around_answers")


def house_or_place(line: Line, kind: str, policy: Policy) -> Iterator[Hit]:
    """The words of an answer that name a place or a house."""
    words = [i for i, token in enumerate(line.tokens) if token.alphabetic and token.low not in _FILLERS]
    lists = lexicon()
    for index in words:
        token = line.tokens[index]
        if stays(line, index, policy) or token.low in NOT_A_NAME or len(token.low) < 3:
            continue
        placed = token.low in lists.places_ambiguous and (token.capital or len(words) <= 3)
        proper = line.cased and token.capital and not line.starts_sentence(index)
        rare = len(words) <= 5 and not is_ordinary(token.low)
        if placed or proper or rare:
            first = index - (line.low(index - 1) in word_set("place_modifiers"))
            yield Hit(line.tokens[first].start, token.bare_end, kind, 0.5, "answer")
    if kind == "ORGANISATION":
        yield from _named_whole(line, words if line.cased else _first_run(line, words))


def house_answered(line: Line) -> Iterator[Hit]:
    """The whole of a short answer to what a house is called, but for the fillers around it: "petal and stem"."""
    before = _FILLERS | _LEADS_TO_HOUSES
    first, last = 0, len(line.tokens)
    while first < last and (line.low(first) in before or not line.tokens[first].alphabetic):
        first += 1
    while last > first and (line.low(last - 1) in _FILLERS or not line.tokens[last - 1].alphabetic):
        last -= 1
    words = [line.low(i) for i in range(first, last)]
    joins = [word for word in words if word in ("and", "of", "&", "-")]
    spoken = any(word in NOT_A_NAME and word not in joins for word in words) or any(word in _UNTOLD for word in words)
    if 1 < len(words) - len(joins) <= 4 and not spoken:
        yield Hit(line.tokens[first].start, line.tokens[last - 1].bare_end, "ORGANISATION", 0.5, "answer")


def _owed_to_place(line: Line, index: int) -> bool:
    """Whether a capital starts a sentence and no other capital follows it."""
    follows = index + 1 < len(line.tokens) and line.tokens[index + 1].capital
    return line.starts_sentence(index) and not (follows and line.low(index) not in NOT_A_NAME)


def _named_whole(line: Line, words: list[int]) -> Iterator[Hit]:
    """The whole of a short answer, or all from its first capital to its last: "Family Rx of Salem"."""
    proper = [i for i in words if line.tokens[i].capital and len(line.low(i)) > 1 and line.low(i) not in NOT_A_NAME]
    capitals = [i for i in proper if line.cased and not _owed_to_place(line, i)]
    named = capitals if line.cased else words
    told = any(not is_ordinary(line.low(i)) for i in named) or len(capitals) > 1 or _plainly_named(line, words)
    if named and told and len(named) <= 5:
        yield Hit(line.tokens[named[0]].start, line.tokens[named[-1]].bare_end, "ORGANISATION", 0.5, "answer")


def _first_run(line: Line, words: list[int]) -> list[int]:
    """The words before a preposition: "the sugar shack" of "at the sugar shack on weekends"."""
    ends = (n for n, i in enumerate(words) if n and (line.low(i - 1) in _AFTER_HOUSES or line.low(i - 1) == ","))
    return words[: next(ends, len(words))]


def _plainly_named(line: Line, words: list[int]) -> bool:
    """Whether a whole answer is a house that is called two plain words: "at the blue lantern"."""
    if not words:
        return False
    lead = bool(_AT_THE.match(line.text))
    generic = (
        word_set("generic_site_words")
        | word_set("plain_workplaces")
        | word_set("site_heads")
        | word_set("not_affiliated")
    )
    own = [i for i in words if line.low(i) not in generic and line.low(i) not in NOT_A_NAME]
    lead = lead or line.low(words[-1]) in word_set("affiliation_kinds")
    return lead and not line.cased and 2 <= len(own) == len(words) <= 3
