"""Hospitals, clinics and employers that have a name: they tell where somebody lives."""

import re
from collections.abc import Iterator

from trialvoice.redact.finding.affiliations import affiliations
from trialvoice.redact.lexicon import MONTHS, lexicon, word_set
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, is_clinical, is_drug, is_ordinary, unknown

_COMPANIES = word_set("companies")
_NO_EMPLOYER = word_set("no_employers")
_WARDS = frozenset(["er", "ed", "icu", "ccu", "or", "us", "gp", "md", "va"])

_CENTERS = frozenset(
    ["medical", "med", "cancer", "health", "surgery", "surgical", "heart", "research", "care", "community"]
)

_WORK = re.compile(
    r"\b(?:work(?:s|ed|ing)?,?\s+(?:over\s+)?(?:at|for|with)|employed\s+(?:at|by|with)|employer\s+is"
    r"|\b(?:i['’]m|he['’]s|she['’]s|was|as)\s+an?\s+\w+(?:\s+\w+)?\s+(?:at|for)|(?:job|shifts?|position|manager|teacher|cook|nurse|driver|cashier|foreman|welder)\s+(?:at|with)"
    r"|retired\s+from|been\s+with|job\s+(?:was|is)\s+(?:with|at|for)|(?:volunteer|teach|stud)(?:s|es|ed|ies|ing|y)?\s+(?:at|for)|driv\w+\s+(?:a\s+\w+\s+)?for|laid\s+off\s+(?:from|by))\s+"
    r"(?:the\s+|an?\s+place\s+called\s+)?",
    re.I,
)

_SEEN = re.compile(
    r"\b(?:seen|admitted|treated|visited|operated\s+on|hospitali[sz]ed|discharged|presented|enrolled|sent|moved|taken|took|brought"
    r"|referred|evaluated|surgery|infusion|transferred|appointment)"
    r"\s+(?:me\s+|him\s+|her\s+|us\s+|them\s+)?(?:over\s+)?(?:last\s+\w+\s+)?(?:at|to|from)\s+(?:the\s+|our\s+)?",
    re.I,
)

_AT = frozenset(("at", "to", "from", "by", "near", "behind", "in", "is", "called", "inside"))
_OF = re.compile(
    r"\b(?:our\s+lady|university|college)\s+of\s+(?:the\s+)?[a-z]+(?:\s+(?:hospital|clinic|medical\s+center|church|school))?\b",
    re.I,
)

_SAINT = re.compile(r"\b(?:st\.?|saint|mt\.?|mount)\s+(?P<v>[a-z]{3,})(?:['’]s?\b)?(?!['’]?s?\s+wort)", re.I)

_GUIDES_BEFORE = re.compile(
    r"\b(?:guidelines?|recommendations?|criteria|protocols?|publications?|consensus|studies|study|trial|data|research"
    r"|according)\s+(?:\w+\s+){0,2}(?:from|by|of|to|per)\s+(?:the\s+)?$",
    re.I,
)
_GUIDES_AFTER = re.compile(
    r"^(?:['’]s)?\s*(?:\w+\s+)?(?:guidelines?|recommendations?|criteria|protocols?|score|consensus|scale|approach"
    r"|classification|risk|model|calculator|diet|study)\b",
    re.I,
)
_SYSTEMS = re.compile(
    r"\b(?:(?:mt|mount|saint|st|cedars?|beth)\b\.?[\s-]+(?:sinai|israel|jude)|john(?:s)?\s+hopkins"
    r"|(?:memorial\s+)?sloan[\s-]kettering|m\.?d\.?\s+anderson"
    r"|mass(?:achusetts)?\s+general|brigham\s*(?:and|&)\s*women['’]?s|kaiser(?:\s+permanente)?|(?:mayo"
    r"|cleveland)\s+clinic|(?:ny|new\s?york)[\s-]presbyterian"
    r"|(?:baylor|stanford|ucla|ucsf|ucsd|upmc|nyu(?:\s+langone)?|geisinger|intermountain|vanderbilt|emory"
    r"|dana[\s-]farber|scripps"
    r"|cedars-sinai|wellstar|ascension|providence\s+health|banner\s+health|sutter|mercy\s+health"
    r"|houston\s+methodist)"
    r")\b(?:['’]s)?(?:\s+(?:scott\s+(?:and|&)\s+white|langone|presbyterian))?",
    re.I,
)

SITE_TAIL = re.compile(
    r"(?:['’]s)?(?:\s+(?:(?:university|children['’]?s|general|memorial|regional|community|cancer|heart"
    r"|lodge|house|manor|hall|grove|oncology|surgical|downtown|presbyterian|methodist|health"
    r"|medical|med|care|system|univ)\s+)*(?:hospital|hosp\.?|clinic|center|centre|ctr\.?|facility|office"
    r"|branch|campus|er|va|health|med|general|healthcare|regional|dental|(?:nursing|care|rest)\s+home|emergency\s+room"
    r"|urgent\s+care|medical\s+group))\b\.?",
    re.I,
)


def organisations(line: Line, policy: Policy) -> Iterator[Hit]:
    """Hospitals, clinics, universities and employers that have a name."""
    for found in _SYSTEMS.finditer(line.text):
        tail = SITE_TAIL.match(line.text, found.end())
        end = tail.end() if tail else found.end()
        if (line.text[found.start()].isupper() or not line.cased) and not of_guidelines(line, found.start(), end):
            yield Hit(found.start(), end, "ORGANISATION", 0.9, "health systems")
    for index in range(len(line.tokens)):
        if line.low(index) in word_set("site_heads"):
            yield from _site(line, index, policy)
        if not line.cased and line.low(index) in word_set("named_houses"):
            yield from _house(line, index)
    for found in _OF.finditer(line.text):
        yield Hit(*found.span(), "ORGANISATION", 0.8, "site")
    for found in _SAINT.finditer(line.text):
        if _saintly(line, found) and not of_guidelines(line, found.start(), found.end()):
            yield Hit(*found.span(), "ORGANISATION", 0.9, "saint")
    for found in _SEEN.finditer(line.text):
        if line.cased:
            yield from _employer(line, found.end(), policy)
    yield from affiliations(line, policy)
    for found in _WORK.finditer(line.text):
        yield from _employer(line, found.end(), policy)


def _saintly(line: Line, found: re.Match[str]) -> bool:
    """Whether "st" is a saint or a mount with a name, not a street or a stage."""
    word = found["v"].lower()
    if line.cased:
        return found[0][0].isupper() and found["v"][0].isupper()
    lists = lexicon()
    told = line.low(line.token_at(found.start()) - 1) in ("at", "to", "from", "called")
    return lists.named(word) or word in lists.places or word == "sinai" or (told and not is_ordinary(word))


def of_guidelines(line: Line, start: int, end: int) -> bool:
    """Whether an institution stands for what it published: "recommendations from Mayo Clinic"."""
    before, after = line.text[max(0, start - 60) : start], line.text[end : end + 30]
    return bool(_GUIDES_BEFORE.search(before) or _GUIDES_AFTER.search(after))


def _site(line: Line, head: int, policy: Policy) -> Iterator[Hit]:
    """The name in front of "hospital", "clinic", "medical center" and the like."""
    first = head
    while first > 0 and head - first < 6 and _of_a_site(line, first - 1):
        first -= 1
    while first < head and (
        line.low(first) in ("of", "and", "&", "'", "-", ".", ",", "the", "our", "at") or _lead(line, first)
    ):
        first += 1
    if first == head:
        return
    names = [i for i in range(first, head) if distinct(line, i, policy)]
    hard = line.low(head) in word_set("hard_site_heads") or (
        line.low(head) in ("center", "centre", "ctr") and line.low(head - 1) in _CENTERS
    )
    proper = line.cased and line.tokens[head].capital and hard and line.tokens[first].capital
    kinds = word_set("generic_site_words") - word_set("proper_site_words")
    proper = proper and any(line.low(i) not in kinds for i in range(first, head))
    if not names and not (proper and not line.starts_sentence(first)):
        return
    last = head
    while last + 1 < len(line.tokens) and line.low(last + 1) in word_set("site_heads"):
        last += 1
    start, end = line.tokens[first].start, line.tokens[last].end
    if not of_guidelines(line, start, end):
        yield Hit(start, end, "ORGANISATION", 0.9, "site")


def _house(line: Line, head: int) -> Iterator[Hit]:
    """In lower case: "at the blue heron diner", where no word of the name is rare."""
    first = head
    while first > 0 and head - first < 3 and line.tokens[first - 1].alphabetic and not _before_house(line, first - 1):
        first -= 1
    before = line.low(first - 1) if line.low(first - 1) not in ("the", "our") else line.low(first - 2)
    generic = any(line.low(i) in word_set("generic_site_words") for i in range(first, head))
    own = lexicon().named(line.low(first)) or line.low(first) in lexicon().places_ambiguous
    if (
        first < head
        and before in _AT
        and (not generic or (own and line.low(first) not in word_set("generic_site_words")))
    ):
        yield Hit(line.tokens[first].start, line.tokens[head].bare_end, "ORGANISATION", 0.5, "site")


def _before_house(line: Line, index: int) -> bool:
    word = line.low(index)
    return word in NOT_A_NAME or word in _AT or is_clinical(word) or is_drug(word) or word.endswith("ing")


def _of_a_site(line: Line, index: int) -> bool:
    token, word = line.tokens[index], line.low(index)
    near = line.tokens[index + 1].start - token.end <= 1
    if not near or token.text in (",", "?", "!", ":", ";", "(", ")"):
        return False
    if token.text in (".", "'", "’", "-", "&"):
        return index > 0 and (token.text != "." or line.low(index - 1) in ("st", "mt", "ft"))
    if word in ("of", "and", "saint", "st", "mount", "mt"):
        return True
    if token.text[0].isdigit():
        return bool(re.fullmatch(r"\d+(?:st|nd|rd|th)", token.text))
    if line.cased:
        return token.capital
    return word not in NOT_A_NAME


def _lead(line: Line, index: int) -> bool:
    """A word before the name that is none: "visited", or in lower case anything ordinary."""
    word = line.low(index)
    if line.cased:
        first = line.starts_sentence(index) and is_ordinary(word) and word not in lexicon().places
        return first or not line.tokens[index].capital
    lists = lexicon()
    part = word in ("saint", "st", "mount", "mt", "mercy", "good") or lists.named(word) or word in lists.places
    return is_ordinary(word) and not part


def distinct(line: Line, index: int, policy: Policy) -> bool:
    """Whether a token makes a site's name a name of its own."""
    token, word = line.tokens[index], line.low(index)
    if (
        not token.alphabetic
        or word in policy.stays
        or is_drug(word)
        or is_clinical(word)
        or word in word_set("site_heads")
    ):
        return False
    lists = lexicon()
    if word in ("saint", "st", "mount", "mt") or word in lists.places:
        return True
    if line.cased:
        return token.capital and (lists.named(word) or word in lists.places_ambiguous or unknown(word))
    return word in lists.given or word in lists.surnames or (unknown(word) and len(word) > 4)


def _employer(line: Line, place: int, policy: Policy) -> Iterator[Hit]:
    index = line.token_at(place)
    last = index
    while last < len(line.tokens) and last - index < 5 and _of_employer(line, last, policy):
        last += 1
    if last > index and line.low(last) in word_set("businesses"):
        last += 1
    generic = any(line.low(i) in word_set("generic_site_words") for i in range(index, last - 1))
    business = last - index > 1 and line.low(last - 1) in word_set("businesses") and not generic
    own = any(line.tokens[i].alphabetic and _rare(line, i) for i in range(index, last))
    own = own and any(line.low(i) not in word_set("generic_site_words") for i in range(index, last))
    if business or own:
        yield Hit(line.tokens[index].start, line.tokens[last - 1].bare_end, "ORGANISATION", 0.55, "employer")


def _rare(line: Line, index: int) -> bool:
    """Whether a token can name a company by itself."""
    word = line.low(index)
    if line.cased:
        return line.tokens[index].capital
    return unknown(word) or word in lexicon().surnames or word in _COMPANIES


def _of_employer(line: Line, index: int, policy: Policy) -> bool:
    token, word = line.tokens[index], line.low(index)
    joins = word == "and" and line.cased and index + 1 < len(line.tokens) and line.tokens[index + 1].capital
    if token.text in ("&", "-", "'") or joins:
        return True
    if not token.alphabetic or len(word) < 2 or word in NOT_A_NAME or is_drug(word) or word in policy.stays:
        return False
    if line.cased:
        return token.capital and word not in MONTHS and not (token.text.isupper() and len(word) < 4 and word in _WARDS)
    return word not in _NO_EMPLOYER
