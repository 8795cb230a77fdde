"""Places smaller than a state, and organisations that tell where somebody lives."""

import re
from collections.abc import Iterator
from dataclasses import replace

from trialvoice.redact.lexicon import MONTHS, lexicon
from trialvoice.redact.lines import Line
from trialvoice.redact.patterns import UNIT
from trialvoice.redact.policy import Policy
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, is_clinical, is_drug, is_eponym, is_ordinary, unknown

_STREET_WORD = (
    r"(?:street|avenue|road|drive|lane|boulevard|court|place|way|circle|terrace|highway|parkway|square|trail|crescent"
    r"|close|loop|pike|turnpike|route|alley|row|plaza|blvd|ave|rd|ln|st|dr|ct|pkwy|hwy)\b\.?"
)
_SURE_STREET = (
    r"(?:street|avenue|road|lane|boulevard|blvd|terrace|highway|parkway|crescent|turnpike|ave|ln)\b\.?"
)
_NOT_STREET = (
    r"(?:the|a|an|of|and|in|on|at|to|my|your|his|her|this|that|down|across|up|same|each|other|one|per|is|was|off|busy|"
    r"main\s+way|by|long|only|no|some|any|every|another|wrong|right|hard|easy|best)"
)
_UNIT_PART = r"(?:,?\s*(?:apartment|apt|unit|suite|ste|floor|room|#)\.?\s*#?(?:\d+\s?[a-z]?|[a-z]\s?\d*)\b)?"
_STREETS = tuple(
    (re.compile(pattern, re.I), score)
    for pattern, score in (
        (
            rf"(?<![\w.,/-])\d{{1,5}}[a-z]?,?\s+(?!{UNIT}|{_NOT_STREET}\b)(?:(?:north|south|east|west|n|s|e|w|old|new)\.?\s+)?"
            rf"(?:(?!{_NOT_STREET}\b|{UNIT})[a-z][\w'’.-]*\s+|\d+(?:st|nd|rd|th)\s+){{1,3}}{_STREET_WORD}{_UNIT_PART}",
            0.8,
        ),
        (
            rf"\b(?:on|off|at|from|near|to|of|in|our|your|the|their)\s+(?P<v>(?:(?!{_NOT_STREET}\b)(?:saint|st\.?|north|south|east|west|old)\s+)?"
            rf"(?:(?!{_NOT_STREET}\b)[a-z][\w'’-]+|\d+(?:st|nd|rd|th))\s+{_SURE_STREET}{_UNIT_PART})",
            0.6,
        ),
        (r"\b\d+(?:st|nd|rd|th)\s+(?:street|avenue|ave|st)\b", 0.6),
        (
            r"\b(?:apartment|apt|unit|suite)\.?\s*(?:number\s+)?#?(?P<v>\d+[a-z]?|[a-z]\d+)\b(?!\s*"
            + UNIT
            + ")",
            0.5,
        ),
    )
)
_ZIP = re.compile(
    r"\b(?:zip|postal|post)\s*-?\s*(?:code)?\b(?:\W+\w+){0,3}?\W+(?P<v>\d[\d\s,-]{3,9}\d|[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2})\b",
    re.I,
)
_STATE_ZIP = re.compile(
    r"(?:\b(?-i:[A-Z]{2})|\b(?:[a-z]{4,}))\s*,?\s+(?P<v>\d{5}(?:-\d{4})?)(?![\w.,-]\d)\b", re.I
)
_STATE_TAIL = re.compile(
    r"\s*,\s*(?:AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR"
    r"|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC)\b(?:\s+\d{5}(?:-\d{4})?\b)?"
)
_WARDS = frozenset("er ed icu ccu or us gp md va".split())
_IN_STATE = re.compile(r"\s+in\s+(?-i:[A-Z]{2})\b")
_SITE_HEADS = (
    "hospital hospitals clinic clinics infirmary hospice university college institute pharmacy healthcare church school "
    "academy elementary library hosp ctr center centre healthcenter campus facility office branch ward general med health "
    "medical er va"
).split()
_HARD_HEADS = frozenset(
    "hospital clinic infirmary hospice university college institute pharmacy healthcare hosp general elementary".split()
)
_CENTERS = frozenset("medical med cancer health surgery surgical heart research care community".split())
_PLACE_CUE = re.compile(
    r"\b(?:live|lives|living|lived|grew\s+up|raised|born|moved|moving|move|relocated|from|reside|resides|residing|based|drive|drove|flew"
    r"|travel(?:led|ed)?|commute|back|home|house|apartment|place|over|up|down|out|city|town|village|county|area|neighborhood)\s+"
    r"(?:is\s+|of\s+|called\s+|to\s+|in\s+|from\s+|near\s+|outside\s+(?:of\s+)?|at\s+|here\s+|over\s+|all\s+the\s+way\s+|just\s+)*",
    re.I,
)
_CALLED = re.compile(
    r"\b(?:town|city|village|suburb|neighbo[u]?rhood|hamlet|borough)\s+(?:called|named|of)\s+"
    r"(?P<v>(?!the\b|a\b|my\b)[a-z]+(?:\s+(?!in\b|near\b|outside\b|and\b|but\b|so\b|just\b|about\b|where\b|which\b|that\b|is\b|not\b|on\b|by\b|it\b|i\b|we\b|over\b|up\b|down\b)[a-z]+)?)",
    re.I,
)
_COUNTY = re.compile(
    r"\b(?P<v>(?!the\b|this\b|our\b|my\b|your\b|that\b|a\b|of\b)(?:(?-i:[A-Z])[a-z]+\s+)?[a-z]+\s+(?:county|parish|borough|township))\b",
    re.I,
)
_WORK = re.compile(
    r"\b(?:work(?:s|ed|ing)?\s+(?:over\s+)?(?:at|for)|employed\s+(?:at|by|with)|employer\s+is|job\s+(?:at|with)|retired\s+from)\s+"
    r"(?:the\s+)?",
    re.I,
)
_SEEN = re.compile(
    r"\b(?:seen|admitted|treated|visited|operated\s+on|hospitali[sz]ed|discharged|presented|enrolled|referred|evaluated|surgery|infusion|transferred|appointment)"
    r"\s+(?:last\s+\w+\s+)?(?:at|to|from)\s+(?:the\s+|our\s+)?",
    re.I,
)
_SAINT = re.compile(r"\b(?:st\.?|saint|mt\.?|mount)\s+(?P<v>[a-z]{3,})(?:['’]s?\b)?(?!['’]?s?\s+wort)", re.I)
_GUIDES = re.compile(
    r"\b(?:guidelines?|recommendations?|criteria|protocols?|score|publications?|published|consensus|study|studies|trial|data|research|"
    r"according|scale|approach|classification|risk|model|calculator|diet)\b",
    re.I,
)
_SYSTEMS = re.compile(
    r"\b(?:(?:mt|mount|saint|st|cedars?|beth)\b\.?[\s-]+(?:sinai|israel|jude)|john(?:s)?\s+hopkins|(?:memorial\s+)?sloan[\s-]kettering|m\.?d\.?\s+anderson"
    r"|mass(?:achusetts)?\s+general|brigham\s*(?:and|&)\s*women['’]?s|kaiser(?:\s+permanente)?|(?:mayo|cleveland)\s+clinic|(?:ny|new\s?york)[\s-]presbyterian"
    r"|(?:baylor|stanford|ucla|ucsf|ucsd|upmc|nyu(?:\s+langone)?|geisinger|intermountain|vanderbilt|emory|dana[\s-]farber|scripps"
    r"|cedars-sinai|wellstar|ascension|providence\s+health|banner\s+health|sutter|mercy\s+health|houston\s+methodist)"
    r")\b(?:['’]s)?(?:\s+(?:scott\s+(?:and|&)\s+white|langone|presbyterian))?",
    re.I,
)
_TAIL = re.compile(
    r"(?:['’]s)?(?:\s+(?:(?:university|children['’]?s|general|memorial|regional|community|cancer|heart|oncology|surgical|downtown|presbyterian|methodist|health"
    r"|medical|med|care|system|univ)\s+)*(?:hospital|hosp\.?|clinic|center|centre|ctr\.?|facility|office|branch|campus|er|va|health|med|general|healthcare))\b\.?",
    re.I,
)


def places_by_list(line: Line, policy: Policy) -> Iterator[Hit]:
    """Cities the lists know; those with another meaning only where a cue or a state says so."""
    lists = lexicon()
    cued = {line.token_at(found.end()) for found in _PLACE_CUE.finditer(line.text)}
    index = 0
    while index < len(line.tokens):
        taken = _city_at(line, index, policy)
        if taken:
            start, end = line.tokens[index].start, line.tokens[index + taken - 1].bare_end
            words = line.text[start:end].lower()
            sure = words in lists.places and (not line.cased or line.tokens[index].capital)
            tail = _STATE_TAIL.match(line.text, end)
            hinted = line.tokens[index].capital and (
                tail is not None or line.low(index - 1) in ("in", "near")
            )
            told = index in cued and (line.tokens[index].capital or not is_ordinary(words))
            if sure or hinted or told or (tail is not None):
                yield Hit(start, tail.end() if tail else end, "ADDRESS", 0.7, "places")
        index += taken or 1


def _city_at(line: Line, index: int, policy: Policy) -> int:
    """How many tokens from `index` name a city; 0 for none. The longest name wins."""
    lists = lexicon()
    for taken in (3, 2, 1):
        if index + taken > len(line.tokens):
            continue
        start, end = line.tokens[index].start, line.tokens[index + taken - 1].bare_end
        words = line.text[start:end].lower()
        known = words in lists.places or words in lists.places_ambiguous
        kept = words in policy.stays or words in policy.phrases or is_eponym(line, index, policy)
        if known and not kept:
            return taken
    return 0


def streets(line: Line) -> Iterator[Hit]:
    """Streets with and without a house number, apartments, ZIP codes."""
    for pattern, score in _STREETS:
        for found in pattern.finditer(line.text):
            group = "v" if "v" in pattern.groupindex else 0
            yield Hit(*found.span(group), "ADDRESS", score, "street")
    for found in _ZIP.finditer(line.text):
        yield Hit(*found.span("v"), "ADDRESS", 0.8, "zip")
    for found in _COUNTY.finditer(line.text):
        if not is_ordinary(found["v"].split()[0].lower()) or found["v"][0].isupper():
            yield Hit(*found.span("v"), "ADDRESS", 0.6, "county")


def zip_after_state(line: Line, policy: Policy) -> Iterator[Hit]:
    """Five digits after a state's name or letters."""
    for found in _STATE_ZIP.finditer(line.text):
        head = line.text[found.start() : found.start("v")].strip(" ,")
        if head.lower() in policy.stays or (len(head) == 2 and head.isupper()):
            yield Hit(*found.span("v"), "ADDRESS", 0.7, "zip")


def organisations(line: Line, policy: Policy) -> Iterator[Hit]:
    """Hospitals, clinics, universities and employers that have a name."""
    for found in _SYSTEMS.finditer(line.text):
        tail = _TAIL.match(line.text, found.end())
        end = tail.end() if tail else found.end()
        if (line.text[found.start()].isupper() or not line.cased) and not _of_guidelines(
            line, found.start(), end
        ):
            yield Hit(found.start(), end, "ORGANISATION", 0.9, "health systems")
    for index in range(len(line.tokens)):
        if line.low(index) in _SITE_HEADS:
            yield from _site(line, index, policy)
    for found in _SAINT.finditer(line.text):
        if _saintly(line, found) and not _of_guidelines(line, found.start(), found.end()):
            yield Hit(*found.span(), "ORGANISATION", 0.9, "saint")
    for found in _CALLED.finditer(line.text):
        yield Hit(*found.span("v"), "ADDRESS", 0.6, "town called")
    for found in _SEEN.finditer(line.text):
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


def _of_guidelines(line: Line, start: int, end: int) -> bool:
    """Whether an institution stands for what it published: "recommendations from Mayo Clinic"."""
    around = line.text[max(0, start - 28) : start], line.text[end : end + 22]
    return any(_GUIDES.search(part) for part in around) and not re.search(
        r"\b(?:seen|admitted|treated|visit|patient)\b", around[0], re.I
    )


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
    names = [i for i in range(first, head) if _distinct(line, i, policy)]
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
    if not _of_guidelines(line, start, end):
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
    part = (
        word in ("saint", "st", "mount", "mt", "mercy", "good") or lists.named(word) or word in lists.places
    )
    return is_ordinary(word) and not part


def _distinct(line: Line, index: int, policy: Policy) -> bool:
    """Whether a token makes a site's name a name of its own."""
    token, word = line.tokens[index], line.low(index)
    if (
        not token.alphabetic
        or word in policy.stays
        or is_drug(word)
        or is_clinical(word)
        or word in _SITE_HEADS
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
    if last > index:
        yield Hit(line.tokens[index].start, line.tokens[last - 1].bare_end, "ORGANISATION", 0.55, "employer")


def _of_employer(line: Line, index: int, policy: Policy) -> bool:
    token, word = line.tokens[index], line.low(index)
    if token.text in ("&", "-", "'"):
        return True
    if not token.alphabetic or len(word) < 2 or word in NOT_A_NAME or is_drug(word) or word in policy.stays:
        return False
    if line.cased:
        return (
            token.capital
            and word not in MONTHS
            and not (token.text.isupper() and len(word) < 4 and word in _WARDS)
        )
    return (
        unknown(word)
        or word in lexicon().surnames
        or word in ("amazon", "google", "uber", "walmart", "target")
    )


def judged_place(line: Line, hit: Hit, policy: Policy) -> Iterator[Hit]:
    """The model's GPE, FACILITY or ORG, where it is a place smaller than a state."""
    hit = _cut(line, hit)
    text = line.text[hit.start : hit.end]
    words = text.lower().removeprefix("the ").strip(" .,")
    first = line.token_at(hit.start)
    if words in policy.stays or words in policy.phrases or _of_guidelines(line, hit.start, hit.end):
        return
    tail = _STATE_TAIL.match(line.text, hit.end)
    tokens = [i for i in range(first, line.token_at(hit.end)) if line.tokens[i].alphabetic]
    abbreviation = text.isupper() and len(max(text.split(), key=len)) < 7 and words not in lexicon().places
    if not tokens or abbreviation or any(is_eponym(line, i, policy) for i in tokens):
        return
    distinct = [i for i in tokens if _distinct(line, i, policy)]
    placed = line.low(first - 1) in ("in", "from", "near", "to", "at", "of", "our", "outside", ",", "the")
    if hit.type == "GPE" and distinct and (placed or tail or words in lexicon().places):
        more = _TAIL.match(line.text, hit.end)
        end = (more or tail or re.compile("").match(line.text, hit.end)).end()  # type: ignore[union-attr]
        yield Hit(hit.start, end, "ADDRESS", 0.6, hit.source)
    elif hit.type == "FACILITY" and distinct and placed:
        yield Hit(hit.start, hit.end, "ORGANISATION", 0.5, hit.source)
    elif (
        hit.type == "ORG"
        and distinct
        and line.low(first - 1) in ("at", "from")
        and line.cased
        and line.tokens[first].capital
    ):
        yield Hit(hit.start, hit.end, "ORGANISATION", 0.45, hit.source)


def _cut(line: Line, hit: Hit) -> Hit:
    """The entity without what the model drew in after it: "Clinic (Policy", "Hopkins on 09/12"."""
    end = re.search(r"\s+on\s|\s*\(|\s+\d|$", line.text[hit.start : hit.end])
    return replace(hit, end=hit.start + end.start()) if end else hit


def with_tails(line: Line, hits: list[Hit]) -> list[Hit]:
    """Places drawn out over what belongs to them: "Dallas facility", "Boston, MA 02139"."""
    out = []
    for hit in hits:
        end = hit.end
        if hit.type in ("ADDRESS", "ORGANISATION"):
            tail = _TAIL.match(line.text, end) if hit.type == "ADDRESS" and hit.source != "zip" else None
            end = tail.end() if tail else end
            state = _STATE_TAIL.match(line.text, end) or _IN_STATE.match(line.text, end)
            end = state.end() if state else end
        out.append(Hit(hit.start, end, hit.type, hit.score, hit.source) if end != hit.end else hit)
    return out
