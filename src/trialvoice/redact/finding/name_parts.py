"""What belongs to a name and is in no list of names: initials, "junior", rare neighbours, the others of a list."""

import re
from collections.abc import Iterator

from trialvoice.redact.finding.names import like_a_name
from trialvoice.redact.lexicon import MONTHS, lexicon
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, PARTICLES, is_abbreviation, stays, unknown

_INITIALS = re.compile(
    r"(?:\b(?:dr|mr|mrs|ms|prof|doctor|mister|professor)\.?\s+)?(?<![\w'’.])(?P<v>(?:[a-z](?:\.\s?|\s)){2,3})(?=[a-z'’]{3})",
    re.I,
)
_JOINS = frozenset((",", "and", "or", "&"))


def parts_of_names(line: Line, policy: Policy) -> Iterator[Hit]:
    """Initials before a name, rare words side by side, and the names that stand in one list with a name."""
    yield from _initials(line, policy)
    if not line.cased:
        yield from _rare_runs(line, policy)
    yield from _listed(line, policy)


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
        while last > index and line.low(last - 1) in PARTICLES:
            last -= 1
        own = [i for i in range(index, last) if line.low(i) not in PARTICLES]
        if len(own) > 1 and any(unknown(line.low(i)) for i in own) and any(_sure(line.low(i)) for i in own):
            yield Hit(line.tokens[index].start, line.tokens[last - 1].bare_end, "NAME", 0.45, "rare names")
        index = max(last, index + 1)


def _goes_on(line: Line, first: int, index: int, policy: Policy) -> bool:
    beside = index == first or line.tokens[index].start - line.tokens[index - 1].end == 1
    possessive = index > first and line.tokens[index - 1].text.lower() != line.low(index - 1)
    particle = index > first and line.low(index) in PARTICLES
    return beside and not possessive and (particle or _rare_or_named(line, index, policy))


def _listed(line: Line, policy: Policy) -> Iterator[Hit]:
    """Words joined by commas and "and" with a sure name: "ana, fern and cleo"."""
    index = 0
    while index < len(line.tokens):
        members = _members(line, index, policy)
        if len(members) > 1 and any(line.low(i) in lexicon().given for i in members):
            for i in members:
                yield Hit(line.tokens[i].start, line.tokens[i].bare_end, "NAME", 0.5, "names")
        index = members[-1] + 1 if members else index + 1


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
    if not token.alphabetic or word in NOT_A_NAME or word in MONTHS or stays(line, index, policy):
        return False
    if line.cased and not token.capital:
        return False
    return _sure(word) or lexicon().any_given(word) or (unknown(word) and len(word) > 3)


def _sure(word: str) -> bool:
    return word in lexicon().given or word in lexicon().surnames
