"""What belongs to a name and is in no list of names: initials, "junior", rare neighbours, the others of a list."""

import re
from collections.abc import Iterator

from trialvoice.redact.finding.names import like_a_name
from trialvoice.redact.lexicon import MONTHS, lexicon, word_set
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, PARTICLES, is_abbreviation, is_ordinary, stays, unknown

_INITIALS = re.compile(
    r"(?:\b(?:dr|mr|mrs|ms|prof|doctor|mister|professor)\.?\s+)?(?<![\w'’.])(?P<v>(?:[a-z](?:\.\s?|\s)){2,3}|[a-z]\.\s)(?=[a-z'’]{3})",
    re.I,
)
_KIN = word_set("many_kin")
"""People, and those whom one talks of like people, of whom a list of names follows."""
_LEADS = frozenset(("abu", "van", "von", "della", "bint", "ibn", "de", "le", "di", "da", "du", "mac"))
"""Particles with which a surname starts."""
_JOINS = frozenset((",", "and", "or", "&"))


def parts_of_names(line: Line, policy: Policy) -> Iterator[Hit]:
    """Initials before a name, rare words side by side, and the names that stand in one list with a name."""
    yield from _initials(line, policy)
    if not line.cased:
        yield from _rare_runs(line, policy)
    yield from _listed(line, policy)
    yield from _whole_turn(line)


def _initials(line: Line, policy: Policy) -> Iterator[Hit]:
    """Two letters or three and the surname after them: "j p donleavy", "R. K. Narayan"."""
    for found in _INITIALS.finditer(line.text):
        letters = re.sub(r"[^a-z]", "", found["v"].lower())
        index = line.token_at(found.end())
        if is_abbreviation(letters, policy) or set(letters) <= set("ai") or not _rare_or_named(line, index, policy):
            continue
        if line.cased and not (line.tokens[index].capital and found["v"][0].isupper()):
            continue
        yield Hit(found.start(), line.tokens[index].bare_end, "NAME", 0.6, "initials")


def _whole_turn(line: Line) -> Iterator[Hit]:
    """A word before a surname where nothing else is said: "temperance dubois"."""
    words = [token for token in line.tokens if token.alphabetic]
    if len(words) == 2 and words[1].low in lexicon().surnames and words[0].low not in NOT_A_NAME:
        yield Hit(words[0].start, words[1].bare_end, "NAME", 0.5, "names")


def _rare_or_named(line: Line, index: int, policy: Policy) -> bool:
    word = line.low(index)
    lists = lexicon()
    known = word in lists.given or word in lists.surnames or (unknown(word) and len(word) > 3)
    return known and word not in NOT_A_NAME and not stays(line, index, policy) and like_a_name(line, index)


def _rare_runs(line: Line, policy: Policy) -> Iterator[Hit]:
    """In lower case, words side by side that no list of words has: "fionnlagh mac iver"."""
    index = 0
    while index < len(line.tokens):
        last = index
        while last < len(line.tokens) and _goes_on(line, index, last, policy):
            last += 1
        while last > index and (line.low(last - 1) in PARTICLES or line.low(last - 1) == "-"):
            last -= 1
        own = [i for i in range(index, last) if line.low(i) not in PARTICLES and line.tokens[i].alphabetic]
        rare = [i for i in own if unknown(line.low(i))]
        told = any(_sure(line.low(i)) for i in own) or len(rare) == len(own)
        led = len(own) == 1 and line.low(index) in _LEADS
        if (len(own) > 1 or led) and rare and told:
            yield Hit(line.tokens[index].start, line.tokens[last - 1].bare_end, "NAME", 0.45, "rare names")
        index = max(last, index + 1)


def _goes_on(line: Line, first: int, index: int, policy: Policy) -> bool:
    gap = line.tokens[index].start - line.tokens[index - 1].end if index > first else 1
    hyphen = "-" in (line.low(index), line.low(index - 1))
    if hyphen and index > first:
        return not gap
    beside = index == first or gap == 1
    possessive = index > first and line.tokens[index - 1].text.lower() != line.low(index - 1)
    particle = line.low(index) in PARTICLES and (index > first or line.low(index) in _LEADS)
    return beside and not possessive and (particle or _rare_or_named(line, index, policy))


def _listed(line: Line, policy: Policy) -> Iterator[Hit]:
    """Words joined by commas and "and" with a sure name: "ana, fern and cleo"."""
    index = 0
    while index < len(line.tokens):
        members = _members(line, index, policy)
        if len(members) > 1 and _named_list(line, members):
            for i in members:
                yield Hit(line.tokens[i].start, line.tokens[i].bare_end, "NAME", 0.5, "names")
        index = members[-1] + 1 if members else index + 1


def _named_list(line: Line, members: list[int]) -> bool:
    """Whether one in a list is a sure name, or all are names and a family is told: "my sisters are hope and joy"."""
    words = [line.low(i) for i in members]
    if any(word in lexicon().given and word not in MONTHS for word in words):
        return True
    if any(word in MONTHS for word in words):
        return False
    kin = line.low(members[0] - 1) in _KIN or line.low(members[0] - 2) in _KIN
    names = all(lexicon().any_given(word) or unknown(word) for word in words)
    surnames = any(word in lexicon().surnames for word in words) and not any(map(is_ordinary, words))
    return (kin and names) or surnames


def _members(line: Line, index: int, policy: Policy) -> list[int]:
    members: list[int] = []
    while index < len(line.tokens) and _can_be_listed(line, index, policy):
        members.append(index)
        index += 1
        joined = index
        while line.low(index) in _JOINS and index - joined < 2:
            index += 1
        if index == joined:
            break
    return members


def _can_be_listed(line: Line, index: int, policy: Policy) -> bool:
    token, word = line.tokens[index], line.low(index)
    if not token.alphabetic or word in NOT_A_NAME or stays(line, index, policy):
        return False
    if line.cased and not token.capital:
        return False
    return _sure(word) or lexicon().any_given(word) or (unknown(word) and len(word) > 3)


def _sure(word: str) -> bool:
    return word in lexicon().given or word in lexicon().surnames
