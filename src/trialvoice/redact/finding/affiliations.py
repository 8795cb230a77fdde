"""Where somebody works, learns, prays, banks or lives: the whole name after "i drive for", "my parish is"."""

import re
from collections.abc import Callable, Iterator

from trialvoice.redact.finding.affiliation_cues import (
    APPOSED,
    AT,
    AT_BARE,
    CALLED,
    JOB,
    NEAR,
    OURS,
    PAID,
    WITH,
    WORK,
)
from trialvoice.redact.finding.named_groups import named_groups
from trialvoice.redact.lexicon import MONTHS, WEEKDAYS, lexicon, word_set
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, is_clinical, is_drug, is_ordinary, like_adjective, unknown

_VERBAL = re.compile(r"(?:ed|ing|ly|ous|ful|less)$")
_BEGIN = frozenset(("little", "first", "second", "old", "long", "great", "good", "new", "mother", "father"))
"""Ordinary words with which such names begin."""
_LIMIT = 5  # words of a name


def affiliations(line: Line, policy: Policy) -> Iterator[Hit]:
    """Names of employers, schools, parishes, banks, clubs and homes, whole."""
    low = line.text.lower()
    for cue, tells, guard in _CUES:
        if not any(word in low for word in guard):
            continue
        for found in cue.finditer(line.text):
            yield from _phrase(line, found, policy, tells)
    yield from named_groups(line, policy)


def _phrase(
    line: Line, found: re.Match[str], policy: Policy, tells: Callable[[Line, int, int, bool], bool]
) -> Iterator[Hit]:
    first = line.token_at(found.end())
    last = first
    while last < len(line.tokens) and last - first < _LIMIT and _goes_on(line, first, last, policy):
        last += 1
    if not line.cased:
        last = _cut(line, first, last)
    while last > first and line.low(last - 1) in ("and", "&", "-", "of"):
        last -= 1
    article = found[0].lower().endswith("the ")
    if last > first and tells(line, first, last, article):
        yield Hit(line.tokens[first].start, line.tokens[last - 1].end, "ORGANISATION", 0.6, "affiliation")


def _goes_on(line: Line, first: int, index: int, policy: Policy) -> bool:
    token, word = line.tokens[index], line.low(index)
    if token.text in ("&", "-"):
        return index > first
    if word in ("and", "of"):
        follows = index + 1 < len(line.tokens) and (
            line.tokens[index + 1].capital
            or _joinable(line.low(index + 1))
            or (word == "and" and _over(line, index + 2))
        )
        return index > first and follows
    if not token.alphabetic or len(word) < 2 or is_drug(word) or is_clinical(word):
        return False
    if word in policy.stays and (index == first or word in policy.abbreviations):
        return False
    if line.cased:
        return token.capital and word not in MONTHS and word not in NOT_A_NAME
    if word in word_set("affiliation_kinds") or (index == first and word in _BEGIN):
        return True
    return word not in NOT_A_NAME and word not in word_set("not_affiliated")


def _joinable(word: str) -> bool:
    return word in word_set("affiliation_kinds") or word in lexicon().surnames or unknown(word)


def _cut(line: Line, first: int, last: int) -> int:
    """The end after the last word that says what kind of house it is, or after the last rare one."""
    told = [i for i in range(first, last) if line.low(i) in word_set("affiliation_kinds") and i > first]
    told = told or [i for i in range(first, last) if not is_ordinary(line.low(i))]
    if not told:
        return last
    end = told[-1] + 1
    more = end + 1 if line.low(end) == "and" else end
    noun = more == last - 1 and not _VERBAL.search(line.low(more)) and line.low(more) not in WEEKDAYS
    return last if noun and _over(line, last) else end


def _named(line: Line, first: int, last: int, article: bool) -> bool:
    """After "called" any phrase is a name."""
    return True


def _of_a_house(line: Line, first: int, last: int, article: bool) -> bool:
    """Whether a phrase names a house of a kind, and is not "a food company"."""
    kind = last - first > 1 and line.low(last - 1) in word_set("affiliation_kinds")
    own = _own_before_kind(line, first, last)
    return kind and bool(own) and (line.cased or _rare(line, own) or _sure_kind(line, last - 1))


def _of_an_employer(line: Line, first: int, last: int, article: bool) -> bool:
    """Whether a phrase of two words or more is no generic one, where an employer is told."""
    own = _own(line, first, last)
    if last - first > 1 and line.low(last - 1) in word_set("affiliation_kinds") and _own_before_kind(line, first, last):
        return True
    if line.cased:
        return len(own) > 1
    return not article and last - first > 1 and len(own) == last - first


def _of_a_job(line: Line, first: int, last: int, article: bool) -> bool:
    """Whether a phrase is two words that are not what everybody calls such a place: not "the gas station"."""
    own = _own(line, first, last)
    plain = line.low(last - 1) in word_set("plain_workplaces") and not any(unknown(line.low(i)) for i in own)
    return not line.cased and last - first == 2 and len(own) == 2 and not plain and _over(line, last)


def _is_rare(line: Line, first: int, last: int, article: bool) -> bool:
    """Whether a phrase has a word that is in no list of words, or is a name."""
    if line.cased:
        return last - first > 1 and bool(_own(line, first, last)) and line.low(first) not in word_set("bare_phrases")
    rare = [i for i in _own(line, first, last) if unknown(line.low(i)) and not like_adjective(line.low(i))]
    return bool(rare) or (last - first > 1 and _rare(line, _own(line, first, last)))


def _is_bare(line: Line, first: int, last: int, article: bool) -> bool:
    """Whether two words or three without an article are a name: "at stony brook", not "at room temperature"."""
    own = _own(line, first, last)
    usual = word_set("bare_phrases") | lexicon().clinical
    if line.cased or not 2 <= last - first <= 3 or not _over(line, last):
        return False
    return len(own) == last - first and line.low(first) not in usual and line.low(last - 1) not in usual


def _set_off(line: Line, first: int, last: int, article: bool) -> bool:
    """Whether a phrase stands between commas: "my kids' school, maple hollow, had covid"."""
    return (
        not line.low(last).isalpha()
        and bool(_own(line, first, last))
        and (line.tokens[first].capital or not line.cased)
    )


_CUES = (
    (APPOSED, _set_off, (", ",)),
    (
        WORK,
        _of_an_employer,
        (" at ", " for ", " with ", " from ", " by ", " of ", "employer", "company", "union", "firm"),
    ),
    (JOB, _of_a_job, (" at the ", " for the ", " the ")),
    (CALLED, _named, ("called", "named", "the name")),
    (NEAR, _of_a_house, ("",)),
    (AT, _is_rare, ("at ", " to ", " of ", " from ")),
    (AT_BARE, _is_bare, ("at ", "through ")),
    (PAID, _of_an_employer, (" from ", " through ", " with ", " at ", " by ")),
    (WITH, _is_rare, (" with ", " from ", " out of ")),
    (OURS, _is_rare, ("my ", "our ", "his ", "her ", "their ", "the kids")),
)
"""A cue, what judges the phrase after it, and what a turn must hold for the cue to be looked for."""


def _own(line: Line, first: int, last: int) -> list[int]:
    """The words of a phrase that are not generic."""
    generic = word_set("generic_site_words") | word_set("site_heads") | word_set("not_affiliated")
    return [i for i in range(first, last) if line.tokens[i].alphabetic and line.low(i) not in generic]


def _own_before_kind(line: Line, first: int, last: int) -> list[int]:
    kinds = word_set("affiliation_kinds")
    return [i for i in _own(line, first, last) if i < last - 1 and (line.cased or line.low(i) not in kinds)]


def _over(line: Line, index: int) -> bool:
    """Whether a phrase ends there: the turn does, or a word follows that goes on with the sentence."""
    word = line.low(index)
    return not word.isalpha() or word in NOT_A_NAME or word in word_set("not_affiliated") or word in WEEKDAYS


def _sure_kind(line: Line, index: int) -> bool:
    """Whether each house of that kind has a name: "bakery", "nursing home"."""
    home = line.low(index) == "home" and line.low(index - 1) in ("nursing", "care", "rest", "retirement", "funeral")
    union = line.low(index) == "union" and line.low(index - 1) == "credit"
    return home or union or line.low(index) in word_set("sure_kinds")


def _rare(line: Line, indices: list[int]) -> bool:
    lists = lexicon()
    words = [line.low(i) for i in indices]
    return any(
        (not is_ordinary(w) and not _VERBAL.search(w))
        or w in lists.surnames
        or w in lists.places
        or w in lists.places_ambiguous
        for w in words
    )
