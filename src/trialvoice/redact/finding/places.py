"""Towns and counties, and what belongs to a place."""

import re
from collections.abc import Iterator
from dataclasses import replace

from trialvoice.redact.finding.cues import KIN
from trialvoice.redact.finding.organisations import SITE_TAIL, distinct, of_guidelines
from trialvoice.redact.lexicon import MONTHS, WEEKDAYS, lexicon, place_starts, word_set
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, is_clinical, is_drug, is_eponym, is_ordinary, unknown

_STATE_TAIL = re.compile(
    r"\s*,\s*(?:AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ"
    r"|NM|NY|NC|ND|OH|OK|OR"
    r"|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC)\b(?:\s+\d{5}(?:-\d{4})?\b)?"
)
_TOWN_TAIL = re.compile(r",\s+(?:in\s+)?[A-Z][a-z]{2,}(?:\s+[A-Z][a-z]{2,})?(?=\s*(?:[.,?!;]|$))")
_STATES = "|".join(sorted(word_set("states")))
_IN_A_STATE = re.compile(
    r"\b(?:in|to|from|near|outside|through|at|visit(?:ing|ed)?)\s+(?P<v>[a-z]+(?:\s+[a-z]+)?),?\s+"
    rf"(?:{_STATES})\b",
    re.I,
)
_BESIDE = re.compile(r",\s+(?:in\s+|and\s+|then\s+)?(?P<v>[a-z]+)(?=\W*(?:$|[.,?!;]))", re.I)
_IN_STATE = re.compile(r"\s+in\s+(?-i:[A-Z]{2})\b")
_PLACE_CUE = re.compile(
    r"\b(?:live|lives|living|lived|grew\s+up|raised|born|moved|moving|move|relocated|from|reside|resides"
    r"|residing|based|drive|drove|flew"
    r"|travel(?:led|ed)?|commute|back|home|house|apartment|place|over|up|down|out|city|town|village"
    r"|county|area|neighborhood)\s+"
    r"(?:is\s+|of\s+|called\s+|to\s+|in\s+|from\s+|near\s+|outside\s+(?:of\s+)?|at\s+|here\s+|over\s+"
    r"|all\s+the\s+way\s+|just\s+)*",
    re.I,
)
_CALLED = re.compile(
    r"\b(?:town|city|village|suburb|neighbo[u]?rhood|hamlet|borough)\s+(?:called|named|of)\s+"
    r"(?P<v>(?!the\b|a\b|my\b)[a-z]+(?:\s+(?!in\b|near\b|outside\b|and\b|but\b|so\b|just\b|about\b"
    r"|where\b|which\b|that\b|is\b|not\b|on\b|by\b|it\b|i\b|we\b|over\b|up\b|down\b)[a-z]+)?)",
    re.I,
)
_TOWN_CUE = re.compile(
    r"\b(?:(?:live[sd]?|living|grew\s+up|raised|born|reside[sd]?|residing|based|settled|farm|cabin|cottage|house"
    r"|home|staying)"
    r"\s+(?:just\s+|out\s+|up\s+|down\s+|over\s+|right\s+|all\s+the\s+way\s+)*(?:in|near|outside(?:\s+of)?|at|by"
    r"|around|between)|know\s+where|been\s+to"
    r"|(?:moved|moving|relocated|drove|drive|driving|flew|came|come|comes|commute|bus|train|originally|family['’]s"
    r"|i['’]m|he['’]s|she['’]s)"
    r"\s+(?:here\s+|back\s+|out\s+|up\s+|down\s+|over\s+|in\s+|all\s+the\s+way\s+)*from|(?:moved|moving|relocated)"
    r"\s+to|we['’]re\s+in"
    r"|(?:village|town|hamlet|suburb|hometown|borough|street|road|neighbou?rhood|complex|subdivision|island"
    r"|building|ranch)(?:\s+(?:of|near|outside|by|is|was|it['’]s)|,|['’]s)+(?:\s+(?:uh|um|it['’]s|called"
    r"|it['’]s\s+called))*"
    r"|(?:miles|minutes|hours?|far|north|south|east|west|way|side|out|back|up|down|over)\s+(?:of|from|in|near|by"
    r"|around|outside(?:\s+of)?|past|to)"
    rf"|(?:i['’]m|we['’]re|(?:he|she|they|you|{KIN}|family)['’](?:s|re)|(?:i|we|he|she|they|you|who|{KIN}s?|family"
    rf"|folks|people|parents|doctor|pharmacy|sister|brother|house)"
    r"\s+(?:\w+\s+)?(?:am|is|are|was|were|been|be|lives?|works?))\s+(?:\w+\s+)?(?:in|from|near|outside|around)"
    r"|(?:camping|fishing|hiking|hunting|sailing|skiing|golfing|vacation\w*|holidays?|honeymoon\w*|retire[sd]?"
    r"|winter|summer|visiting|visit|weekend|cousins?|relatives?|friends?)\s+(?:\w+\s+)?(?:in|at|near|on|from"
    r"|around)"
    r"|(?:ambulance|helicopter|drive|driving|drove|hours?|minutes)\s+(?:\w+\s+)?(?:from|to|through)"
    r"|(?:little|small|tiny|wee)\s+(?:place|spot),(?:\s+(?:it['’]s|called|name\s+of))*|(?:just|right|bit|little|way)\s+(?:outside(?:\s+of)?|past|beyond|up\s+from|down\s+from|shy\s+of)"
    r"|^\W*(?:(?:up|over|down|out|back)\s+)?in|(?:\w*house|place|store|shop|station|church|school|corner|deli|park"
    r"|bank|library|building|office|bar|diner|market)\s+on"
    r"|(?:flight|train|bus|ferry|plane|trip|trips|family|folks|people|daughter|son|sister|brother|house"
    r"|place)['’]?s?\s+(?:is\s+|are\s+)?(?:out\s+of|from|to|in|near|over\s+in|up\s+in|down\s+in))\s+"
    r"(?P<article>the\s+)?",
    re.I,
)
_COUNTY_OF = re.compile(
    r"\b(?:from|in|to|near|of)\s+(?P<v>county\s+(?!(?:jail|hospital|clinic|court\w*|road|line|health|fair\w*"
    r"|office|seat|commissioner|and|is|was|but|or|to|for)\b)[a-z]{4,})",
    re.I,
)
_COUNTY = re.compile(
    r"\b(?P<v>(?!the\b|what\b|which\b|this\b|our\b|my\b|your\b|that\b|a\b"
    r"|of\b)(?:(?-i:[A-Z])[a-z]+\s+)?(?!the\b|this\b|that\b|our\b|my\b|a\b|your\b)[a-z]+\s+(?:county|parish|borough|township))\b",
    re.I,
)

_IN_A_COUNTY = re.compile(
    r"\b(?:in|from|to|near|of|is|it['’]s|i['’]m|we['’]re)\s+(?P<v>[a-z]{3,}\s+county)\b"
    r"(?!\s+(?:line|road|fair\w*|jail|hospital|clinic|court\w*|seat|health))",
    re.I,
)

_WATERS = frozenset(("lake", "mount", "fort", "port", "saint", "st", "cape", "glen"))
"""What stands before the name of a place, and makes any word one."""


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
            hinted = line.tokens[index].capital and (tail is not None or line.low(index - 1) in ("in", "near"))
            told = index in cued and (line.tokens[index].capital or not is_ordinary(words))
            if sure or hinted or told or (tail is not None):
                yield Hit(start, tail.end() if tail else end, "ADDRESS", 0.7, "places")
        index += taken or 1


def towns_told(line: Line, policy: Policy) -> Iterator[Hit]:
    """Towns that no list has, after "live in", "grew up near" or "moved from"."""
    for found in _TOWN_CUE.finditer(line.text):
        first = line.token_at(found.end())
        last = first
        while last < len(line.tokens) and last - first < 3 and _of_a_town(line, last, policy):
            last += 1
        names = [line.low(i) for i in range(first, last)]
        rare = any(unknown(name) or name in lexicon().surnames or name in lexicon().places for name in names)
        paired = last - first > 1 and (names[-1] in word_set("place_ends") or names[0] in _WATERS)
        if (
            rare
            or (paired and not found["article"])
            or (not found["article"] and names and line.cased and names[0] not in policy.stays)
        ):
            yield Hit(line.tokens[first].start, line.tokens[last - 1].bare_end, "ADDRESS", 0.5, "town told")


def towns_in_states(line: Line) -> Iterator[Hit]:
    """Towns before the name of their state, whatever their words: "in surprise, arizona"."""
    for found in _IN_A_STATE.finditer(line.text):
        words = found["v"].lower().split()
        if not any(_of_a_part(word) for word in words):
            yield Hit(*found.span("v"), "ADDRESS", 0.5, "town in a state")


def _of_a_part(word: str) -> bool:
    return word in NOT_A_NAME or word in word_set("parts_of_states") or word in word_set("states")


def _of_a_town(line: Line, index: int, policy: Policy) -> bool:
    token, word = line.tokens[index], line.low(index)
    if not token.alphabetic or word in policy.stays or word in policy.abbreviations:
        return False
    if len(word) < 2 or (word in NOT_A_NAME and word not in word_set("place_modifiers")):
        return False
    if word in MONTHS and line.low(index - 1) not in _WATERS:
        return False
    if is_drug(word) or is_clinical(word) or word in word_set("generic_site_words") - word_set("place_modifiers"):
        return False
    return token.capital if line.cased else word not in WEEKDAYS


def _city_at(line: Line, index: int, policy: Policy) -> int:
    """How many tokens from `index` name a city; 0 for none. The longest name wins."""
    if re.split(r"[^\w]", line.tokens[index].text.lower(), maxsplit=1)[0] not in place_starts():
        return 0
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


def towns_called(line: Line) -> Iterator[Hit]:
    """Towns and counties that are called so: "a village called upton", "wayne county"."""
    for found in _CALLED.finditer(line.text):
        first, _, second = found["v"].partition(" ")
        length = len(found["v"]) if second and second.lower() not in NOT_A_NAME else len(first)
        yield Hit(found.start("v"), found.start("v") + length, "ADDRESS", 0.6, "town called")
    for found in _COUNTY_OF.finditer(line.text):
        yield Hit(*found.span("v"), "ADDRESS", 0.5, "county")
    for found in _IN_A_COUNTY.finditer(line.text):
        word = found["v"].split()[0].lower()
        if word not in NOT_A_NAME and word not in word_set("of_any_county"):
            yield Hit(*found.span("v"), "ADDRESS", 0.5, "county")
    for found in _COUNTY.finditer(line.text):
        if not is_ordinary(found["v"].split()[0].lower()) or found["v"][0].isupper():
            yield Hit(*found.span("v"), "ADDRESS", 0.6, "county")


def judged_place(line: Line, hit: Hit, policy: Policy) -> Iterator[Hit]:
    """The model's GPE, FACILITY or ORG, where it is a place smaller than a state."""
    hit = _cut(line, hit)
    text = line.text[hit.start : hit.end]
    words = text.lower().removeprefix("the ").strip(" .,")
    first = line.token_at(hit.start)
    if words in policy.stays or words in policy.phrases or of_guidelines(line, hit.start, hit.end):
        return
    tail = _STATE_TAIL.match(line.text, hit.end)
    tokens = [i for i in range(first, line.token_at(hit.end)) if line.tokens[i].alphabetic]
    abbreviation = text.isupper() and len(max(text.split(), key=len)) < 7 and words not in lexicon().places
    if not tokens or abbreviation or any(is_eponym(line, i, policy) for i in tokens):
        return
    own = [i for i in tokens if distinct(line, i, policy)]
    placed = line.low(first - 1) in ("in", "from", "near", "to", "at", "of", "our", "outside", ",", "the")
    if hit.type == "GPE" and own and (placed or tail or words in lexicon().places):
        more = SITE_TAIL.match(line.text, hit.end)
        end = (more or tail or re.compile("").match(line.text, hit.end)).end()  # type: ignore[union-attr]
        yield Hit(hit.start, end, "ADDRESS", 0.6, hit.source)
    elif hit.type == "FACILITY" and own and placed:
        yield Hit(hit.start, hit.end, "ORGANISATION", 0.5, hit.source)
    elif (
        hit.type == "ORG"
        and own
        and line.low(first - 1) in ("at", "from")
        and line.cased
        and line.tokens[first].capital
    ):
        yield Hit(hit.start, hit.end, "ORGANISATION", 0.45, hit.source)


def _cut(line: Line, hit: Hit) -> Hit:
    """The entity without what the model drew in after it: "Clinic (Policy", "Hopkins on 09/12"."""
    end = re.search(r"\s+on\s|\s*\(|\s+\d|$", line.text[hit.start : hit.end])
    return replace(hit, end=hit.start + end.start()) if end else hit


def _is_place(word: str, policy: Policy) -> bool:
    """Whether a word beside a place is another: "in woodside, queens"."""
    known = word in lexicon().places or word in lexicon().places_ambiguous
    return word not in policy.stays and (known or (unknown(word) and len(word) > 3))


def with_tails(line: Line, hits: list[Hit], policy: Policy) -> list[Hit]:
    """Places drawn out over what belongs to them: "Dallas facility", "Boston, MA 02139"."""
    out = []
    for hit in hits:
        end = hit.end
        if hit.type in ("ADDRESS", "ORGANISATION"):
            tail = SITE_TAIL.match(line.text, end) if hit.type == "ADDRESS" and hit.source != "zip" else None
            end = tail.end() if tail else end
            state = _STATE_TAIL.match(line.text, end) or _IN_STATE.match(line.text, end)
            end = state.end() if state else end
        if (
            hit.type == "ADDRESS"
            and (beside := _BESIDE.match(line.text, end))
            and _is_place(beside["v"].lower(), policy)
        ):
            end = beside.end()
        if hit.source == "street" and line.cased and (town := _TOWN_TAIL.match(line.text, end)):
            end = town.end()
        out.append(Hit(hit.start, end, hit.type, hit.score, hit.source) if end != hit.end else hit)
    return out
