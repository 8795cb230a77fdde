"""Numbers, dates and ages that only the words before them tell: "born", "MRN", "reach me at"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trialvoice.redact.lexicon import MONTHS
from trialvoice.redact.lines import Line
from trialvoice.redact.patterns import MONTH, UNIT
from trialvoice.redact.policy import Policy
from trialvoice.redact.spans import Hit

_GAP = r"(?:[\s,:;#-]+(?!no\b)[\w'’]+){0,5}?[\s,:;#(-]+"
_SHORT_GAP = (
    r"(?:[\s,:;#-]+(?:is|was|it['’]?s|its|that['’]?s|are|would|be|of|for|the|my|your|his|her|um|uh|ending"
    r"|ends|in|starts|with|number|no|code|id|says|reads|shows"
    r"|numbers|listed|as|actually|here|got|have|i|we|sure|yeah|ok|okay|please|reads|under|on|file|right"
    r"|patient|and|then|to|at|me|you|so|a|card|"
    r"identifier|identification|policy|member|plan|again|last|four|first|digits|new|old|called|assigned"
    r"|still|following|above|beneficiary|group)\b){0,6}[\s,:;#(.-]+"
)
CODE_PREFIX = (
    r"(?:[a-z]{1,6}-?(?=\d)|(?!(?:mrn|ssn|dob|id|no|zip|pin)\b)(?-i:[A-Z]{1,6})[\s-]{1,2}(?=[A-Z\d])"
    r"|(?<![\w'’])[a-z][\s-](?=[a-z]?[\s-]?\d)){0,3}"
)
"""Letters that a code may start with."""
_CODE = (
    rf"(?P<v>#?(?<![\w'’]){CODE_PREFIX}\d[\da-z]*"
    r"(?:(?:\s?-\s?|[ ,]{1,2}(?=\d)|/)[\da-z]*\d[\da-z]*)*(?:-[a-z]{1,3}\b)?)"
)
_NOT_UNIT = rf"(?![\w%]|\s*{UNIT}|\.\d)"
_RUN = r"(?P<v>\+?\(?\d[\d\s,.()-]*\d)"
_IN_TRIAL = (
    r"(?:subject|participant|screening|screen|randomi[sz]ation|enrol?lment|kit|bottle"
    r"|patient|volunteer|case|chart|bed)"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue with its value in the group `v`. digits: the least number of digits of a value."""

    name: str
    type: str
    pattern: re.Pattern[str]
    score: float
    digits: int = 0


def _cue(name: str, kind: str, pattern: str, score: float, digits: int = 0) -> Cue:
    return Cue(name, kind, re.compile(pattern, re.I), score, digits)


_BIRTH = r"\b(?:born|birth\s?-?day|birth\s?-?date|date\s+of\s+birth|d\.?o\.?b\.?|birth)\b"
_IDS = (
    r"\b(?:m\.?r\.?n\.?|medical\s+record|chart|record\s+(?:number|no|id)|hospital\s+number"
    r"|nhs(?:\s+number)?|ssn|social(?:\s+security)?"
    r"|driver['’]?s\s+licen[sc]e|licen[sc]e(?:\s+plate)?|plate|passport|account|acct|routing|policy"
    r"|member(?:ship)?|beneficiary|subscriber|group\s+(?:number|id|no)"
    r"|insurance|health\s+plan|plan\s+(?:id|number|no)|medicare|medicaid|hicn|mbi|claim|case\s+(?:number"
    r"|no|id|#)|certificate|badge|employee\s+(?:id|number)"
    r"|npi|dea|serial|device(?:\s+(?:id|number|serial))?|vin|vehicle|confirmation|reference|ticket"
    r"|invoice|order\s+(?:number|id)|accession|specimen|barcode|encounter"
    r"|visit\s+id|credit\s+card|debit\s+card|card\s+number|pin|id(?:\s+(?:number|no|code|card))?"
    r"|identifier|identification|tax\s+id|file\s+number|room\s+number"
    r"|student\s+(?:id|number)|prescription\s+number|rx\s+number)\b"
)
CUES: tuple[Cue, ...] = (
    _cue("birth", "DATE", rf"{_BIRTH}{_GAP}(?P<v>(?:{MONTH}\s+)?\d[\d\s,./-]*\d)(?!\s*{UNIT}|\w)", 0.8, 4),
    _cue(
        "birth month",
        "DATE",
        rf"{_BIRTH}{_GAP}(?P<v>{MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?|\d{{1,2}}(?:st|nd|rd|th))",
        0.7,
    ),
    _cue("number of a file", "ID", _IDS + _SHORT_GAP + _CODE + _NOT_UNIT, 0.75, 3),
    _cue("long number of a file", "ID", _IDS + _GAP + _CODE + _NOT_UNIT, 0.7, 5),
    _cue(
        "number in the trial",
        "ID",
        rf"\b{_IN_TRIAL}\s+(?:id|number|no|#|code|identifier|is|was"
        rf"|nr)?\b\.?{_SHORT_GAP}{_CODE}{_NOT_UNIT}",
        0.75,
        3,
    ),
    _cue(
        "short number in the trial",
        "ID",
        rf"\b{_IN_TRIAL}\s+(?:id|number|no\.?|#|code)\s*(?:is|was|:)?\s*{_CODE}{_NOT_UNIT}",
        0.7,
        2,
    ),
    _cue(
        "number in brackets",
        "ID",
        r"\((?:[a-z ]{0,20}[:#]\s*)(?P<v>[a-z]{0,5}-?\d[\w-]{2,})\)",
        0.6,
        3,
    ),
    _cue(
        "phone",
        "PHONE",
        r"\b(?:phone|telephone|cell(?:phone)?|mobile|landline|fax|pager|call(?:ed|ing|\s+back)?"
        r"|reach(?:ed)?|text|dial|ring|contact|number|tel|line|voicemail|"
        rf"area\s+code|digits)\b{_GAP}{_RUN}(?!\s*{UNIT}|\w|%)",
        0.7,
        7,
    ),
    _cue(
        "part of a phone",
        "PHONE",
        rf"\b(?:area\s+code|extension|ext\.?|ends\s+in|ending\s+in"
        rf"|last\s+four(?:\s+digits)?){_SHORT_GAP}(?P<v>\d[\d\s,-]{{1,6}}\d)(?!\s*{UNIT}|\w)",
        0.7,
        2,
    ),
    _cue(
        "day of the month",
        "DATE",
        r"\bon\s+(?P<v>the\s+\d{1,2}(?:st|nd|rd|th))\b(?!\s+(?:[a-z]+\s+)?(?:day|week|visit|dose|cycle"
        r"|month|hour|try|time|floor|one|line|percentile|cranial|nerve|rib|toe|finger|attempt|step|round"
        r"|night|morning))",
        0.5,
    ),
    _cue(
        "day and month",
        "DATE",
        r"\b(?:on|dated|from|since|until|by|before|after|of)\s+(?P<v>(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d"
        r"|3[01]))(?![\w/%])",
        0.5,
    ),
    _cue(
        "first of two days",
        "DATE",
        rf"(?P<v>\b(?:first|second|third|\d{{1,2}}(?:st|nd|rd|th)?))\s+(?:to|through|until|till|and|or"
        rf"|or\s+maybe|-)\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?!may\s+(?!\d)){MONTH}",
        0.6,
    ),
    _cue(
        "second of two days",
        "DATE",
        rf"\b{MONTH}\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:to|through|until|till|and|or|or\s+maybe"
        rf"|-)\s+(?:the\s+)?(?P<v>first|second|third|\d{{1,2}}(?:st|nd|rd|th))\b",
        0.6,
    ),
    _cue(
        "age",
        "AGE",
        r"\b(?P<v>(?:9\d|1[01]\d)[\s-]*(?:years?[\s-]*(?:old|of\s+age|young)|y/?o\b|yrs?[\s-]*old))",
        0.8,
    ),
    _cue(
        "age told",
        "AGE",
        rf"\b(?:age|aged|turn(?:ed|ing|s)?|age\s+(?:is|of)|lived\s+to(?:\s+be)?|almost|nearly"
        rf"|just\s+over)\s+(?:a\s+)?(?P<v>9\d|1[01]\d)\b(?!\s*(?:{UNIT}|[%/.:,]\d|over\b|[a-z]+\s+(?:mg"
        rf"|points)))",
        0.6,
    ),
    _cue(
        "age of me",
        "AGE",
        rf"\b(?:i['’]?m|i\s+am|he['’]?s|she['’]?s|he\s+is|she\s+is|they['’]?re|who['’]?s|who\s+is"
        rf"|(?:['’]ll|will|would|gonna|going\s+to)\s+be|(?:mother|father|grandmother|grandfather|mom|dad"
        rf"|husband|wife|aunt|uncle)(?:['’]s|\s+is))\s+(?:now\s+|already\s+|only\s+)?(?P<v>9\d"
        rf"|1[01]\d)(?=\s*(?:[.,?!;]|$|now\b|and\b|but\b|so\b|this\b|next\b|in\s+{MONTH}))",
        0.6,
    ),
    _cue(
        "home address",
        "ADDRESS",
        rf"\b(?:address(?:\s+is)?|live(?:s)?\s+at|mail\s+(?:it"
        rf"|them)\s+to)\s*:?\s+(?P<v>\d{{1,5}}\s+[a-z][\w'’.-]*(?:\s+(?-i:[A-Z])[\w'’.-]*){{0,2}})"
        rf"(?!\s*{UNIT})",
        0.6,
    ),
    _cue(
        "mail at a provider",
        "EMAIL",
        r"(?P<v>\b[\w.+-]+(?:\s+(?:dot|underscore)\s+\w+)*\s+(?:at|@)\s*(?:gmail|yahoo|hotmail|outlook"
        r"|icloud|aol|protonmail|comcast|verizon))\b",
        0.8,
    ),
    _cue(
        "handle",
        "URL",
        r"\b(?:instagram|twitter|facebook|tiktok|snapchat|linkedin|venmo|handle|username|user\s+name"
        r"|skype|screen\s+name)(?:\s+(?:is|handle|name|as|under|account|id"
        r"|at)){0,3}:?\s+(?P<v>@?(?=\w*[\d_])[\w.]{4,})",
        0.6,
    ),
)
_MONTH_ALONE = re.compile(
    r"\b(?:(?P<sure>in|since|last|of|until|till|early|late|mid|this|next|through|by|around|during|from"
    r"|between|back\s+in)[\s-]+"
    r"(?:the\s+(?:end|beginning|middle|start)\s+of\s+)?)(?P<v>january|february|march|april|may|june|july"
    r"|august|september|october|november|december"
    r"|(?:jan|feb|aug|sept|oct|nov|dec)\b\.?)\b(?!\s*-?\s*(?:\d|be\b|have\b|need\b|not\b|i\b|cause\b"
    r"|help\b|also\b|require\b|include\b|we\b|you\b|get\b|come\b|fracture))",
    re.I,
)
_NEAR = ("last", "next", "this", "early", "late", "mid")
_CORRECTION = re.compile(
    r"\b(?:no|sorry|wait|actually|i\s+mean|correction|make\s+that|scratch\s+that|rather"
    r"|excuse\s+me)\b[\s,.–—-]+(?:(?:no|sorry|wait|actually|i\s+mean|it['’]?s"
    r"|that['’]?s|the|not|make\s+that|that\s+was|it\s+was|should\s+be)[\s,.–—-]+){0,4}",
    re.I,
)
_CORRECTED = {
    "DATE": re.compile(
        rf"(?:\d{{1,2}}(?:st|nd|rd|th)\b(?:\s+of\s+{MONTH})?|{MONTH}(?:\s+\d+(?:st|nd|rd|th)?)?|(?:19"
        rf"|20)\d\d\b|\d{{1,2}}\b)(?!\s*{UNIT})",
        re.I,
    ),
    "PHONE": re.compile(rf"\d[\d\s,.-]*\d(?!\s*{UNIT}|\w)"),
    "ID": re.compile(rf"(?<![\w'’]){CODE_PREFIX}\d[\d\s,-]*(?!\s*{UNIT}|\w)", re.I),
    "ADDRESS": re.compile(rf"\d[\d\s,-]*\d(?!\s*{UNIT}|\w)"),
}


def by_cue(line: Line, policy: Policy) -> Iterator[Hit]:
    """The values that a cue in the same turn tells."""
    for cue in CUES:
        for found in cue.pattern.finditer(line.text):
            start, end = trimmed(line.text, *found.span("v"))
            if _digits(line.text[start:end]) >= cue.digits:
                yield Hit(start, end, cue.type, cue.score, cue.name)
    if policy.dates.month_alone:
        for found in _MONTH_ALONE.finditer(line.text):
            if _is_month(line, found):
                start = found.start("sure") if found["sure"].lower() in _NEAR else found.start("v")
                yield Hit(start, found.end("v"), "DATE", 0.5, "month")


def _is_month(line: Line, found: re.Match[str]) -> bool:
    word = found["v"].lower()
    if word not in ("may", "march"):
        return word in MONTHS or line.cased
    return (found["v"][0].isupper() or not line.cased) and found["sure"].lower() in (
        "in",
        "since",
        "last",
        "until",
        "early",
        "late",
        "mid",
        "back in",
    )


def by_correction(line: Line, hits: list[Hit]) -> Iterator[Hit]:
    """What is put right after an identifier: "the twelfth, no, sorry, the fourteenth"."""
    for hit in hits:
        value = _CORRECTED.get(hit.type)
        if value is None:
            continue
        found = _CORRECTION.search(line.text, hit.end, min(len(line.text), hit.end + 60))
        if found and (again := value.match(line.text, found.end())):
            start, end = trimmed(line.text, *again.span())
            if end > start:
                yield Hit(start, end, hit.type, hit.score, "correction")


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) without blanks and signs at its ends."""
    while end > start and text[end - 1] in " ,.;:-(":
        end -= 1
    while start < end and text[start] in " ,.;:-":
        start += 1
    return start, end


def _digits(text: str) -> int:
    return sum(c.isdigit() for c in text)
