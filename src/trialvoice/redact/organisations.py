"""Hospitals, clinics and employers that have a name: they tell where somebody lives."""

import re
from collections.abc import Iterator

from trialvoice.redact.lexicon import MONTHS, lexicon
from trialvoice.redact.lines import Line
from trialvoice.redact.policy import Policy
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, is_clinical, is_drug, is_ordinary, unknown

_BUSINESSES = frozenset(
    (
        "bakery",
        "logistics",
        "company",
        "corporation",
        "bank",
        "school",
        "store",
        "foods",
        "services",
        "motors",
        "construction",
        "consulting",
        "group",
        "systems",
        "solutions",
        "insurance",
        "airlines",
        "hotel",
        "restaurant",
        "cafe",
        "farm",
        "factory",
        "warehouse",
        "market",
        "industries",
        "electric",
        "research",
        "pharma",
        "therapeutics",
        "laboratories",
        "labs",
    )
)
_WARDS = frozenset(["er", "ed", "icu", "ccu", "or", "us", "gp", "md", "va"])

_SITE_HEADS = [
    "hospital",
    "hospitals",
    "clinic",
    "clinics",
    "infirmary",
    "hospice",
    "university",
    "college",
    "institute",
    "pharmacy",
    "healthcare",
    "church",
    "school",
    "academy",
    "elementary",
    "library",
    "hosp",
    "ctr",
    "center",
    "centre",
    "healthcenter",
    "campus",
    "research",
    "therapeutics",
    "pharma",
    "facility",
    "office",
    "branch",
    "ward",
    "general",
    "med",
    "health",
    "medical",
    "er",
    "va",
]

_HARD_HEADS = frozenset(
    [
        "hospital",
        "clinic",
        "infirmary",
        "hospice",
        "university",
        "college",
        "institute",
        "pharmacy",
        "healthcare",
        "hosp",
        "general",
        "elementary",
    ]
)

_CENTERS = frozenset(
    ["medical", "med", "cancer", "health", "surgery", "surgical", "heart", "research", "care", "community"]
)

_WORK = re.compile(
    r"\b(?:work(?:s|ed|ing)?,?\s+(?:over\s+)?(?:at|for)|employed\s+(?:at|by|with)|employer\s+is|job\s+(?:at"
    r"|with)|retired\s+from)\s+"
    r"(?:the\s+)?",
    re.I,
)

_SEEN = re.compile(
    r"\b(?:seen|admitted|treated|visited|operated\s+on|hospitali[sz]ed|discharged|presented|enrolled"
    r"|referred|evaluated|surgery|infusion|transferred|appointment)"
    r"\s+(?:last\s+\w+\s+)?(?:at|to|from)\s+(?:the\s+|our\s+)?",
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
    r"|oncology|surgical|downtown|presbyterian|methodist|health"
    r"|medical|med|care|system|univ)\s+)*(?:hospital|hosp\.?|clinic|center|centre|ctr\.?|facility|office"
    r"|branch|campus|er|va|health|med|general|healthcare))\b\.?",
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
        if line.low(index) in _SITE_HEADS:
            yield from _site(line, index, policy)
    for found in _SAINT.finditer(line.text):
        if _saintly(line, found) and not of_guidelines(line, found.start(), found.end()):
            yield Hit(*found.span(), "ORGANISATION", 0.9, "saint")
    for found in _SEEN.finditer(line.text):
        if line.cased:
            yield from _employer(line, found.end(), policy)
    for found in _WORK.finditer(line.text):
        yield from _employer(line, found.end(), policy)


def _saintly(line: Line, found: re.Match[str]) -> bool:
    """Whether "st" is a saint or a mount with a name, not a street or a stage."""
    word = found["v"].lower()
    if line.cased:
        return found[0][0].isupper() and found["v"][0].isupper()
    lists = lexicon()
    return found[0].lower().startswith(("saint", "mount", "mt")) and (
        lists.named(word) or word in lists.places or word == "sinai"
    )


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
    hard = line.low(head) in _HARD_HEADS or (
        line.low(head) in ("center", "centre", "ctr") and line.low(head - 1) in _CENTERS
    )
    proper = line.cased and line.tokens[head].capital and hard and line.tokens[first].capital
    if not names and not (proper and not line.starts_sentence(first)):
        return
    last = head
    while last + 1 < len(line.tokens) and line.low(last + 1) in _SITE_HEADS:
        last += 1
    start, end = line.tokens[first].start, line.tokens[last].end
    if not of_guidelines(line, start, end):
        yield Hit(start, end, "ORGANISATION", 0.9, "site")


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
    if not token.alphabetic or word in policy.stays or is_drug(word) or is_clinical(word) or word in _SITE_HEADS:
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
    if last > index and line.low(last) in _BUSINESSES:
        last += 1
    if last > index:
        yield Hit(line.tokens[index].start, line.tokens[last - 1].bare_end, "ORGANISATION", 0.55, "employer")


def _of_employer(line: Line, index: int, policy: Policy) -> bool:
    token, word = line.tokens[index], line.low(index)
    if token.text in ("&", "-", "'"):
        return True
    if not token.alphabetic or len(word) < 2 or word in NOT_A_NAME or is_drug(word) or word in policy.stays:
        return False
    if line.cased:
        return token.capital and word not in MONTHS and not (token.text.isupper() and len(word) < 4 and word in _WARDS)
    return unknown(word) or word in lexicon().surnames or word in ("amazon", "google", "uber", "walmart", "target")
