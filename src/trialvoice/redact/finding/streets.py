"""Streets: houses with a number, streets without one, units and corners."""

import re
from collections.abc import Iterator
from itertools import chain

from trialvoice.redact.finding.patterns import UNIT
from trialvoice.redact.lexicon import MONTHS, WEEKDAYS, lexicon
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, is_ordinary, stays, unknown

_STREET = (
    r"(?:street|avenue|road|drive|lane|boulevard|court|place|way|circle|terrace|highway|parkway|square"
    r"|trail|crescent|close|loop|pike|turnpike|route|alley|row|plaza|blvd|ave|rd|ln|st|dr|ct|pkwy|hwy"
    r"|cottages?|mews|gardens?|grove|heights|quay|wharf|trace|glen|hollow|crossing|commons|bend|hill|view|path|manor"
    r"|cove|landing|walk|rise|vista|causeway|expressway|freeway|parade|estates?|wynd|brae|gate|croft|ridge|knoll"
    r"|crest|meadows?"
    r"|bluff|point|villas?|lodge|broadway|esplanade|promenade|embankment)\b\.?"
)
_SURE = (
    r"(?:street|avenue|road|lane|boulevard|blvd|terrace|highway|parkway|crescent|turnpike|causeway|expressway"
    r"|ave|ln)\b\.?"
)
_MAYBE = (
    r"(?:drive|court|place|way|circle|trail|close|loop|pike|alley|row|square|mews|grove|pass|run|cove|path"
    r"|hill|creek|walk|bend|rise)\b"
)
_NO_STREET = (
    r"(?:the|a|an|of|and|in|on|at|to|my|your|his|her|this|that|down|across|up|same|each|other|one|per|is"
    r"|was|off|busy|main\s+way|by|long|only|no|some|any|every|another|wrong|right|hard|easy|best|from|our|their"
    r"|for|with|next|dirt|gravel|side"
    r"|back|open|country|dead[\s-]end|public|for|i|we|it|you|he|she|they|now|then|too|today|already|again|tomorrow)"
)
_SIDE = (
    r"(?:north|south|east|west|northeast|northwest|southeast|southwest|n|s|e|w|old|new|upper|lower|saint|st\.?"
    r"|mount|mt\.?|fort)\.?\s+"
)
_UNIT_KIND = (
    r"(?:apartment|apt|unit|suite|ste|floor|room|flat|lot|trailer|building|bldg|tower|cabin|space|villa"
    r"|bungalow|penthouse|number|slip)"
)
_UNIT_PART = (
    r"(?:\s+(?:north|south|east|west|nw|ne|sw|se)\b)?"
    rf"(?:,?\s*(?:and\s+it['’]s\s+|it['’]s\s+|that['’]s\s+)?(?:(?:{_UNIT_KIND}|#)\.?\s*(?:number\s+)?#?(?:\d+(?:"
    rf"\s?-?[a-hj-z]\b)?|[a-z]\s?\d*)\b"
    r"|(?:the\s+)?(?:\d+(?:st|nd|rd|th)|ground|first|second|third|top)\s+floor\b)){0,3}"
)
_NAME = rf"(?:(?!{_NO_STREET}\b|{UNIT})[a-z][\w'’.-]*|\d+(?:st|nd|rd|th))"
_HOUSE = r"(?<![\w.,/-])\d{1,5}(?:\s+and\s+a\s+half|[\s-]?[a-hj-z](?=,?\s))?"
_END = (
    r"(?=\W*(?:$|[.,?!;]|(?:and|but|so|if|in|with|since|right|near|by|still|now|please|okay|is|just|where|that"
    r"|it|on|for|i|we)\b))"
)
_WRITTEN = (
    r"(?-i:Street|Avenue|Road|Drive|Lane|Boulevard|Court|Place|Terrace|Circle|Crescent|Parkway|Highway"
    r"|Square|Trail|Close|Row|Mews|Way|Ave|St|Rd)\b"
)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.I)


_SAID = (
    (
        _pattern(
            rf"(?:\b{_UNIT_KIND}\s+(?:number\s+)?\w{{1,4}},?\s+)?{_HOUSE},?\s+(?!{UNIT}|{_NO_STREET}\b)(?:{_SIDE})?"
            rf"(?:{_NAME}\s+){{1,3}}{_STREET}{_UNIT_PART}"
        ),
        0.8,
    ),
    (
        _pattern(
            rf"\b(?:on|off|at|from|near|to|of|in|along|down|up|onto|by|is|called|named|it['’]s|past|cross(?:es)?"
            rf"|see|take|follow|find|pass)\s+(?P<v>(?:{_SIDE})?(?:{_NAME}\s+){{1,3}}{_SURE}{_UNIT_PART})"
        ),
        0.6,
    ),
    (
        _pattern(
            rf"\b(?:our|your|the|their|my|called|is)\s+(?P<v>(?:{_SIDE})?{_NAME}\s+(?:(?:hill|park|lake|mill|creek"
            rf"|valley|ridge|spring|farm|(?-i:[A-Z])[\w'’-]+)\s+)?{_SURE}{_UNIT_PART})"
        ),
        0.6,
    ),
    (
        _pattern(
            rf"\b(?P<v>(?!{_NO_STREET}\b)(?-i:[A-Z])[\w'’-]+\s+(?:(?-i:[A-Z])[\w'’-]+\s+){{0,2}}{_WRITTEN}{_UNIT_PART})"
        ),
        0.5,
    ),
    (
        _pattern(
            rf"{_HOUSE}\s+(?:north|south|east|west)\s+(?:\d+(?:st|nd|rd|th)|(?!{_NO_STREET}\b)[a-z]{{4,}})\b(?:"
            rf"\s+{_STREET})?{_UNIT_PART}"
        ),
        0.6,
    ),
    (_pattern(rf"\b\d{{2,4}}\s+block\s+of\s+{_NAME}(?:\s+{_STREET})?"), 0.6),
    (_pattern(r"\b\d+(?:st|nd|rd|th)\s+(?:street|avenue|ave|st)\b"), 0.6),
    (
        _pattern(
            r"(?:(?<![\w.,/-])\d{1,5},?\s+|(?<=\bon\s)|(?<=\boff\s)|(?<=\bis\s))(?:rue|rua|calle|via|viale|avenida"
            r"|camino|paseo|strada)\s+[a-z][\w'’-]*(?:\s+[a-z][\w'’-]*){0,2}"
        ),
        0.7,
    ),
    (
        _pattern(
            r"(?<![\w.,/-])\d{1,5}\s+[a-z][\w'’-]+(?:\s+[a-z][\w'’-]+){0,2},?\s+(?:apartment|apt|unit|suite|flat"
            r"|lot|number)\.?\s+(?:number\s+)?(?:\d+\s?[a-z]?|[a-z]\s?\d*)\b"
        ),
        0.7,
    ),
    (
        _pattern(
            rf"\b(?:apartment|apt|unit|suite|flat|lot|trailer|cabin|villa|bungalow|slip|space)(?:\.|['’]s|\s+(?:is"
            rf"|was|number|no|it['’]s|um|uh)){{0,3}}\s*#?"
            rf"(?:\d+(?:\s?-?[a-z]\b)?|[b-hj-z]\s?\d+|(?<=apartment\s)[b-hj-z]|(?<=unit\s)[b-hj-z]|(?<=apt"
            rf"\s)[b-hj-z])\b(?!\s*{UNIT})"
        ),
        0.5,
    ),
    (
        _pattern(
            r"\b(?:live[sd]?|living|we['’]re|(?:house|street|building|door|flat|apartment)(?:\s+number)?|home"
            r"|neighbou?r)(?:['’]s|\s+(?:is|was|at|in|over|there)){0,2}\s+(?P<v>number\s+\d+[a-z]?|(?<=number"
            r"\sis\s)\d+[a-z]?)\b"
        ),
        0.6,
    ),
    (_pattern(rf"\b(?:on|at)\s+(?P<v>{_NAME}(?:\s+{_NAME})?,?\s+number\s+\d+)\b(?!\s*{UNIT})"), 0.6),
)
_CROSSED = rf"(?:\d+(?:st|nd|rd|th)|first|second|third|{_NAME})(?:\s+(?:{_STREET}|(?:(?-i:[A-Z])[\w'’-]+)))?"
_CORNERS = (
    _pattern(
        rf"\b(?:corner|intersection|junction|streets?(?:\s+(?:is|are))?),?\s+(?:of\s+|at\s+)?(?P<v>{_CROSSED}\s+and"
        rf"\s+(?:{_SIDE})?{_CROSSED})"
    ),
    _pattern(
        rf"\b(?:at|on|near|by|off|around|to|of|between)\s+(?P<v>(?:\d+(?:st|nd|rd|th)|first|second|third)(?:\s+"
        rf"(?:street|avenue|ave))?\s+and\s+(?!(?:the|first|second|third|fourth|last|foremost|only|final|so)\b)"
        rf"(?:\d+(?:st|nd|rd|th)(?:\s+(?:street|avenue|ave))?|{_NAME}(?:\s+{_SURE})?))"
        r"(?!\s+(?:ribs?|fingers?|toes?|doses?|visits?|days?|weeks?|metatarsals?|grade|cycle|year|month|lumbar"
        r"|digit|time|of)\b)"
    ),
    _pattern(
        rf"\b(?:at|on|near|by|off|from|between)\s+(?P<v>{_NAME}\s+and\s+(?:\d+(?:st|nd|rd|th)(?:\s+(?:street"
        rf"|avenue))?\b|(?:first|second|third)(?=\W*(?:$|[.,?!])|\s+(?:street|avenue))))"
    ),
    _pattern(rf"\b(?P<v>{_NAME}(?:\s+{_STREET})?\s+and\s+{_NAME}\s+(?:streets|avenues|roads|drives))\b"),
    _pattern(
        rf"\bwhere\s+(?P<v>{_CROSSED}\s+(?:meets|crosses|hits|runs\s+into|intersects|splits\s+(?:off\s+)?from)"
        rf"\s+{_CROSSED})"
    ),
)
_ON = _pattern(
    rf"\b(?:on|off|onto|to|at|near|from|by|down|along|past|is|called)\s+(?P<v>(?:{_SIDE})?(?P<name>{_NAME})(?:"
    rf"\s+{_NAME})?\s+{_MAYBE}{_UNIT_PART})"
)
_WHOLE = _pattern(
    rf"^\W*(?:on\s+|it['’]s\s+|yes\s+|yeah,?\s+)?(?P<v>(?P<name>{_NAME})(?:\s+{_NAME})?\s+(?:{_SURE}|{_MAYBE}"
    rf"|terrace|gardens|court))\W*$"
)
_TURN = _pattern(
    rf"\b(?:left|right|turn|straight)\s+(?:on|onto|at)\s+(?P<v>(?P<name>{_NAME}))(?=\W*(?:$|[.,?!;]|(?:and|then"
    rf"|until|till|past|we|i|it)\b))"
)
_NUMBERED = _pattern(
    r"(?:(?:^\W*(?:(?:no|yes|yeah|so|okay|actually),?\s+)?|\bfloor,?\s+|,\s+)(?=\d{3})|\b(?:live[sd]?|living"
    r"|staying|stay|address(?:\s+is)?|we['’]re|i['’]m|still|it['’]s|house(?:\s+is)?|home(?:\s+is)?|located"
    r"|deliver\w*|sen[dt]|mail\w*|go|moved|over|out|number)"
    rf"\s+(?:(?:at|on|to|is|over|there|it|them|back|out|still|now|just)\s+)*)(?P<v>\d{{2,5}}[a-z]?\s+(?:{_SIDE})?"
    rf"(?P<name>{_NAME})(?:\s+{_NAME})?){_END}"
)

_CORNER_HINT = _pattern(
    r"\bcorner|intersection|junction|street|\d(?:st|nd|rd|th)\b|\b(?:avenue|road|drive)s|first|second|third|meets"
    r"|crosses|hits|runs\s+into|intersects|splits"
)
_STREET_HINT = _pattern(
    rf"\b(?:{_STREET}|{_MAYBE}|left|right|turn|apartment|apt|unit|flat|rue|calle|via|avenida|camino|paseo|strada"
    rf"|viale|rua)\b"
)


def streets(line: Line, policy: Policy) -> Iterator[Hit]:
    """Houses, streets, units and corners."""
    text = line.text
    if _CORNER_HINT.search(text):
        for found in chain.from_iterable(pattern.finditer(text) for pattern in _CORNERS):
            yield _hit(found, 0.6)
    if not (line.has_digit or _STREET_HINT.search(text)):
        return
    for pattern, score in _SAID:
        for found in pattern.finditer(text):
            yield _hit(found, score)
    for found in chain.from_iterable(pattern.finditer(text) for pattern in (_ON, _WHOLE, _TURN)):
        if _names_street(line, found["name"], found.start("name")):
            yield _hit(found, 0.55)
    if line.has_digit:
        for found in _NUMBERED.finditer(text):
            if _names_house(line, found, policy):
                yield _hit(found, 0.5)


def _hit(found: re.Match[str], score: float) -> Hit:
    return Hit(*found.span("v" if "v" in found.re.groupindex else 0), "ADDRESS", score, "street")


def _names_street(line: Line, name: str, place: int) -> bool:
    """Whether a word before "drive" or "way" names a street, and is not "long" or "easy"."""
    low = name.lower()
    if line.cased:
        return line.text[place].isupper() and low not in NOT_A_NAME
    return low[:1].isdigit() or lexicon().named(low) or low in lexicon().places or unknown(low)


def _names_house(line: Line, found: re.Match[str], policy: Policy) -> bool:
    """Whether a word after a number names a street: "we're six twelve sutter"."""
    low = found["name"].lower()
    if low in NOT_A_NAME or low in WEEKDAYS or low in MONTHS or stays(line, line.token_at(found.start("name")), policy):
        return False
    digits = len(re.match(r"\d+", found["v"])[0])  # type: ignore[index]
    named = lexicon().named(low) or low in lexicon().places or low in lexicon().places_ambiguous
    if line.cased and line.text[found.start("name")].isupper():
        return True
    return (named or not is_ordinary(low)) and (digits > 2 or not is_ordinary(low))
