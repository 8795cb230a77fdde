"""Where somebody works, learns, prays, banks or lives: the whole name after "i drive for", "my parish is"."""

import re
from collections.abc import Iterator

from trialvoice.redact.lexicon import MONTHS, lexicon, word_set
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, is_clinical, is_drug, is_ordinary, unknown

_THE = r"(?:the\s+|a\s+place\s+called\s+)?"
_WORK = re.compile(
    r"\b(?:(?:work(?:s|ed|ing)?|employed|shifts?|job|boss|drive|drives|drove|deliver|delivers|delivered|temp|temping|clean|cleaning"
    r"|manager|supervisor|foreman|driver|welder|teller|clerk|cashier|cook|guard|janitor|mechanic|operator|nurse|teacher"
    r"|volunteer(?:s|ed|ing)?|group|meetings?|class(?:es)?|choir|rehab|living|lives|degree|diploma|shelves|books|line|job\s+(?:is|was)|retired|laid\s+off|fired|let\s+go|been)"
    r"(?:\s+(?:part\s+time|full\s+time|nights|days))?"
    r"\s+(?:(?:over|down|up|out)\s+)?(?:at|for|with|from|by)|(?:employer|company|union|firm)(?:['’]?s|\s+is|\s+was)(?:\s+called)?"
    r"|(?:at\s+work|my\s+job),?\s+i['’]?m\s+(?:at|with))\s+" + _THE,
    re.I,
)
"""What follows is an employer, if it has no article and two words or more, too."""
_CALLED = re.compile(
    r"\b(?:(?:group|club|team|home|church|school|place|company|shelter|firm|band|choir|charity|nursery|gym)(?:['’]?s|\s+is|\s+was)?"
    r"\s+(?:called|named))\s+" + _THE,
    re.I,
)
_NEAR = re.compile(
    r"\b(?:at|for|with|from|to|into|near|by|attends?|attended|attending|joined|join|owns?|owned|manages?|managed|runs?"
    r"|of|in|visit(?:s|ed)?|like|(?:church|parish|school|college|bank|mosque|temple|synagogue|union|group|club|team|gym|home|lodge"
    r"|daycare|preschool|employer|agency|congregation)(?:['’]?s|\s+is|\s+was|,))\s+" + _THE,
    re.I,
)
"""What follows may be a house: it needs a word that tells."""
_HOLY = re.compile(
    r"\b(?:(?:masjid|gurdwara|congregation|beth|temple\s+beth)\s+[a-z]+(?:\s+[a-z]{3,})?|(?:holy|sacred|blessed)\s+(?:rosary|cross|family"
    r"|name|spirit|trinity|heart|redeemer|innocents|angels|sacrament)|good\s+shepherd|corpus\s+christi|immaculate\s+conception"
    r"|(?:first|second|new\s+hope|calvary|bethel|trinity|zion|emmanuel|grace|shiloh)\s+(?:baptist|presbyterian|lutheran|methodist|chapel"
    r"|united\s+methodist|episcopal|pentecostal|tabernacle|congregational))(?:\s+(?:church|school|academy|hospital|chapel))?\b",
    re.I,
)
_LOCAL = re.compile(
    r"\b(?:(?:teamsters|\w+\s+(?:union|workers)|u\s?a\s?w|i\s?b\s?e\w)\s+)?local\s+\d{2,4}\b(?!\s*(?:m|%|pa|cc))", re.I
)
_BEGIN = frozenset(("little", "first", "second", "old", "long", "great", "good", "new", "mother", "father"))
"""Ordinary words with which such names begin."""
_LIMIT = 5  # words of a name


def affiliations(line: Line, policy: Policy) -> Iterator[Hit]:
    """Names of employers, schools, parishes, banks, clubs and homes, whole."""
    for cue, strong, named in ((_WORK, True, False), (_CALLED, True, True), (_NEAR, False, False)):
        for found in cue.finditer(line.text):
            yield from _phrase(line, found, policy, strong=strong, named=named)
    for pattern in (_HOLY, _LOCAL):
        for found in pattern.finditer(line.text):
            if not line.cased or found[0][0].isupper():
                yield Hit(*found.span(), "ORGANISATION", 0.7, "affiliation")


def _phrase(line: Line, found: re.Match[str], policy: Policy, *, strong: bool, named: bool) -> Iterator[Hit]:
    first = line.token_at(found.end())
    last = first
    while last < len(line.tokens) and last - first < _LIMIT and _goes_on(line, first, last, policy):
        last += 1
    if not line.cased:
        last = _cut(line, first, last)
    while last > first and line.low(last - 1) in ("and", "&", "-", "of"):
        last -= 1
    article = found[0].lower().endswith("the ")
    if last > first and (named or _tells(line, first, last, strong=strong and not article)):
        yield Hit(line.tokens[first].start, line.tokens[last - 1].bare_end, "ORGANISATION", 0.6, "affiliation")


def _goes_on(line: Line, first: int, index: int, policy: Policy) -> bool:
    token, word = line.tokens[index], line.low(index)
    if token.text in ("&", "-"):
        return index > first
    if word in ("and", "of"):
        follows = index + 1 < len(line.tokens) and (line.tokens[index + 1].capital or _joinable(line.low(index + 1)))
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
    kinds = [i for i in range(first, last) if line.low(i) in word_set("affiliation_kinds")]
    if kinds and kinds[-1] > first:
        return kinds[-1] + 1
    rare = [i for i in range(first, last) if not is_ordinary(line.low(i))]
    return rare[-1] + 1 if rare else last


def _tells(line: Line, first: int, last: int, *, strong: bool) -> bool:
    """Whether a phrase names a house of its own, and is not "a food company"."""
    generic = word_set("generic_site_words") | word_set("site_heads") | word_set("not_affiliated")
    own = [i for i in range(first, last) if line.tokens[i].alphabetic and line.low(i) not in generic]
    kind = last - first > 1 and line.low(last - 1) in word_set("affiliation_kinds")
    own_before = [i for i in own if i < last - 1 and (line.cased or line.low(i) not in word_set("affiliation_kinds"))]
    if kind and own_before:
        return line.cased or strong or _rare(line, own_before) or _sure_kind(line, last - 1)
    if line.cased:
        return len(own) > 1 and strong
    return strong and last - first > 1 and len(own) == last - first


def _sure_kind(line: Line, index: int) -> bool:
    """Whether each house of that kind has a name: "bakery", "nursing home"."""
    home = line.low(index) == "home" and line.low(index - 1) in ("nursing", "care", "rest", "retirement", "funeral")
    union = line.low(index) == "union" and line.low(index - 1) == "credit"
    return home or union or line.low(index) in word_set("sure_kinds")


def _rare(line: Line, indices: list[int]) -> bool:
    lists = lexicon()
    words = [line.low(i) for i in indices]
    return any(
        not is_ordinary(w) or w in lists.surnames or w in lists.places or w in lists.places_ambiguous for w in words
    )
