"""What somebody is called: "everybody calls me ...", "goes by ...", "short for ..."."""

import re
from collections.abc import Iterator

from trialvoice.redact.lexicon import lexicon, word_set
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, is_ordinary, stays, unknown

_ANY_WORD = re.compile(
    r"\b(?:call(?:s|ing)?\s+(?:me|him|her|myself)|called\s+me|(?:goes|go|went|going)\s+(?:just\s+)?by"
    r"|(?:known|know\s+(?:me|him|her))\s+as|answers?\s+to|a\.?k\.?a\.?|nick\s?name(?:['’]?s|\s+is|\s+was)?"
    r"|name\s+(?:is\s+just|(?:i|he|she|they|we)\s+\w+\s+is))[\s,]+",
    re.I,
)
"""What follows is a name, whatever the word: "they call me tank"."""
_NAMELIKE = re.compile(
    r"\b(?:short\s+for|prefers?|please\s+use|just\s+say|we\s+say|everybody\s+says|everyone\s+says"
    r"|called\s+(?:him|her)|or\s+just)[\s,]+",
    re.I,
)
"""What follows is a name if it looks like one."""
_SHORTENED = re.compile(
    r"\b(?P<v>[a-z]{2,})(?:\s+is|\s+being|,?\s+(?:it|that)['’]?s)?,?\s+short\s+for\s+(?P<w>[a-z]+)", re.I
)
_FOR_FRIENDS = re.compile(
    r"\b(?P<v>[a-z]{2,})\s+to\s+(?:everybody|everyone|(?:my|the|his|her)\s+(?:friends|family|kids|grandkids)|friends)\b",
    re.I,
)
_IS_NAME = re.compile(
    r"\b(?P<v>[a-z]{3,})['’]?s?\s+(?:is|was)\s+(?:my|his|her|the)\s+(?:(?:first|last|maiden|middle|married|family|given|real"
    r"|full|proper|legal)\s+name|surname|nickname)\b",
    re.I,
)
_MOST_WORDS = 2


def nicknames(line: Line, policy: Policy) -> Iterator[Hit]:
    """Names by which somebody is called, ordinary words among them."""
    for found in _ANY_WORD.finditer(line.text):
        yield from _called(line, found.end(), policy)
    for found in _NAMELIKE.finditer(line.text):
        index = _past_fillers(line, found.end())
        if _looks_a_name(line, index, policy):
            yield _hit(line, index, index)
    for found in (*_SHORTENED.finditer(line.text), *_FOR_FRIENDS.finditer(line.text)):
        index = line.token_at(found.start("v"))
        longer = line.token_at(found.start("w")) if "w" in found.groupdict() else index
        if _looks_a_name(line, longer, policy) and line.low(index) not in NOT_A_NAME:
            yield _hit(line, index, index)
    for found in _IS_NAME.finditer(line.text):
        if found["v"].lower() not in NOT_A_NAME:
            yield Hit(*found.span("v"), "NAME", 0.7, "name cue")


def _called(line: Line, place: int, policy: Policy) -> Iterator[Hit]:
    first = _past_fillers(line, place)
    last = first
    while last < first + _MOST_WORDS and _may_be_called(line, last, policy):
        last += 1
    ordinary = any(is_ordinary(line.low(i)) for i in range(first, last))
    if last > first and (not ordinary or _over(line, last)):
        yield _hit(line, first, last - 1)


def _past_fillers(line: Line, place: int) -> int:
    index = line.token_at(place)
    while line.low(index) in word_set("before_names"):
        index += 1
    return index


def _may_be_called(line: Line, index: int, policy: Policy) -> bool:
    if index >= len(line.tokens) or not line.tokens[index].alphabetic:
        return False
    word = line.low(index)
    no_name = word in NOT_A_NAME or word in word_set("not_called") or word.endswith(("ing", "ly"))
    return len(word) > 1 and not no_name and not stays(line, index, policy)


def _over(line: Line, index: int) -> bool:
    """Whether the phrase ends there, so that an ordinary word is not the start of a clause."""
    return line.low(index) in word_set("after_nicknames") or not line.low(index).isalpha()


def _looks_a_name(line: Line, index: int, policy: Policy) -> bool:
    word = line.low(index)
    named = lexicon().any_given(word) or word in lexicon().surnames or unknown(word)
    return named and word not in NOT_A_NAME and not stays(line, index, policy)


def _hit(line: Line, first: int, last: int) -> Hit:
    return Hit(line.tokens[first].start, line.tokens[last].bare_end, "NAME", 0.7, "name cue")
