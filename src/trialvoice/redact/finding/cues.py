"""Numbers, ages and addresses that only the words before them tell: "MRN", "reach me at", "turned"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trialvoice.redact.finding.codes_said import codes_told
from trialvoice.redact.finding.patterns import NUMBERED, UNIT
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit

GAP = r"(?:[\s,:;#-]+(?!no\b)[\w'’]+){0,8}?[\s,:;#(-]+"
SHORT_GAP = (
    r"(?:[\s,:;#?-]+(?:is|was|it['’]?s|its|that['’]?s|are|would|be|of|for|the|my|your|his|her|um|uh|ending"
    r"|ends|in|starts|with|number|no|code|id|says|reads|shows"
    r"|numbers|listed|as|actually|here|got|have|i|we|sure|yeah|ok|okay|please|reads|under|on|file|right"
    r"|patient|and|then|to|at|me|you|so|a|card|"
    r"identifier|identification|policy|member|plan|again|last|four|first|digits|new|old|called|assigned"
    r"|still|following|above|given|gave|it\s+was|they|beneficiary|group|use|should|it|says|not)\b){0,6}[\s,:;#(.?-]+"
)
CODE_PREFIX = (
    r"(?:[a-z]{1,6}-?(?=\d)|(?!(?:mrn|ssn|dob|id|no|zip|pin)\b)(?-i:[A-Z]{1,6})[\s-]{1,2}(?=[A-Z\d])"
    r"|(?<![\w'’])(?!(?:mrn|ssn|nhs|bp|hr|rr|qtc?|ldl|hdl|tsh|rx|csn|bsb|pcn|sn|hm+|mm+|mrs?|dr|nr|st|vs|th|by|my|why)\b)[b-df-hj-np-tv-xz]{2,4}[\s-](?=\d)"
    r"|(?<![\w'’])[a-z][\s-](?=[a-z]?[\s-]?\d)){0,3}"
)
"""Letters that a code may start with."""
_CODE = (
    rf"(?P<v>#?(?<![\w'’]){CODE_PREFIX}\d[\da-z]*"
    r"(?:(?:\s?-\s?|[ ,]{1,2}(?=\d)|/|\.(?=\d{3}))[\da-z]*\d[\da-z]*)*(?:-[a-z]{1,3}\b)?)"
)
_NOT_UNIT = rf"(?![\w%]|\s*{UNIT}|\.\d|\s+over\s+\d|\s+pages?\b)"
NOT_YEAR = r"(?!(?:19|20)\d\d\b)"
KIN = (
    r"(?:husband|wife|spouse|partner|sister|brother|mother|father|mom|mum|dad|aunt|uncle|cousin|niece|nephew"
    r"|grandmother|grandfather|grandma|grandpa|nana|granny|gran|neighbou?r|mother-in-law|father-in-law|friend|lady"
    r"|man|nan|nanna|pop|papa|grand-?dad)"
)
_IN_TRIAL = (
    r"(?:subject|participant|screening|screen|randomi[sz]ation|enrol?lment|kit|bottle"
    r"|patient|pt|volunteer|case|chart|bed)"
)

_BEARER = rf"(?:{_IN_TRIAL}|record|file|mrn|hospital|medical|member|policy|account)"


_NO_PLACE = (
    r"(?:and|or|but|the|on|in|at|with|is|of|to|near|just|since|for|so|my|i|we|right|with|now|it|that|who|which|over)\b"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue with its value in the group `v`. digits: the least number of digits of a value."""

    name: str
    type: str
    pattern: re.Pattern[str]
    score: float
    digits: int = 0


def cue_of(name: str, kind: str, pattern: str, score: float, digits: int = 0) -> Cue:
    """A cue whose pattern is compiled without regard to case."""
    return Cue(name, kind, re.compile(pattern, re.I), score, digits)


_IDS = (
    rf"\b(?:{NUMBERED}|"
    r"m\.?r\.?n\.?|medical\s+record|chart|record\s+(?:number|no|id)|hospital\s+number"
    r"|nhs(?:\s+number)?|ssn|social(?:\s+security)?|sosh"
    r"|driver['’]?s\s+licen[sc]e|licen[sc]e(?:\s+plate)?|plate|passport|account|acct|routing|policy"
    r"|member(?:ship)?|beneficiary|subscriber|group(?:\s+(?:number|id|no)|(?=\s+(?:[a-z]\s)?\d{3}))"
    r"|insurance|health\s+plan|plan\s+(?:id|number|no)|medicare|medicaid|hicn|mbi|claim|case\s+(?:number"
    r"|no|id|#)|certificate|badge|employee\s+(?:id|number)"
    r"|npi|dea|serial(?!\s+(?!(?:numbers?|number['’]s|code|ends?|starts?|says|reads|it['’]s|that['’]s|from|with)\b)[a-z'’]{4,})|device(?:\s+(?:id|number|serial))?|vin|vehicle|confirmation|reference|ticket"
    r"|invoice|order\s+(?:number|id)|accession|specimen|barcode|encounter"
    r"|visit\s+id|credit\s+card|debit\s+card|card\s+number|pin|id(?:\s+(?:number|no|code|card))?"
    r"|identifier|identification|tax\s+id|file\s+number|room\s+number"
    r"|student\s+(?:id|number)|prescription\s+number|rx\s+number|lot(?:\s+number)?|batch|sort\s+code|registration"
    r"|udi|locker|cvv|security\s+code|gate\s+code|access\s+code|site\s+(?:number|id)|tag\s+number|mac(?:"
    r"\s+address)?)(?:['’]s)?\b"
)
CUES: tuple[Cue, ...] = (
    cue_of("number of a file", "ID", _IDS + SHORT_GAP + _CODE + _NOT_UNIT, 0.75, 3),
    cue_of("long number of a file", "ID", _IDS + GAP + NOT_YEAR + _CODE + _NOT_UNIT, 0.7, 4),
    cue_of(
        "number in the trial",
        "ID",
        rf"\b{_IN_TRIAL}(?:['’]s)?(?:\s+(?:id|number|no|#|code|identifier|is|was|nr)(?:['’]s)?)?\b\.?{SHORT_GAP}{_CODE}{_NOT_UNIT}",
        0.75,
        3,
    ),
    cue_of(
        "short number in the trial",
        "ID",
        rf"\b{_IN_TRIAL}\s+(?:id|number|no\.?|#|code)\s*(?:is|was|:)?\s*{_CODE}{_NOT_UNIT}",
        0.7,
        2,
    ),
    cue_of(
        "number of somebody",
        "ID",
        r"\b(?:subject|participant|site|cent(?:er|re))\s+(?:number\s+)?(?P<v>0\d+|\d{3})"
        + _NOT_UNIT
        + r"|\b(?:you['’]re|i['’]m|i\s+am|you\s+are|he['’]s|she['’]s)\s+(?:subject\s+|participant\s+)?number"
        + r"\s+(?P<w>\d{2,})"
        + _NOT_UNIT,
        0.6,
        2,
    ),
    cue_of(
        "number said of the trial",
        "ID",
        rf"\b(?:{_IN_TRIAL}|(?:randomi[sz]|allocat|assign)ed(?:(?:\s+(?:as|under|with|already|today|this\s+morning|now|he['’]s|she['’]s|i['’]m|it['’]s|you['’]re|number|him|her|me|us|them|you)\b|,)*))\s+{_CODE}{_NOT_UNIT}(?!\s+(?:people|patients|subjects|participants))",
        0.6,
        4,
    ),
    cue_of(
        "file found under its number",
        "ID",
        r"\b(?:find|found|look|looked|have|had|got|put|filed?|listed|registered|booked|search|pull|pulled|know|see|enter(?:ed)?|log(?:ged)?)"
        r"\s+(?:(?:me|you|him|her|it|them|us|up|in)\s+){0,3}(?:under|as|by|with)\s+(?:number\s+)?" + _CODE + _NOT_UNIT,
        0.6,
        4,
    ),
    cue_of(
        "number before its noun",
        "ID",
        rf"(?<![\w.])(?P<v>(?!\d+00\b)\d(?:[\s,-]{{0,2}}\d){{3,}})[,\s]+(?:(?:is|that['’]s|that\s+is|as|on|for|would\s+be)\s+)?"
        rf"(?:(?:my|his|her|your|their|the)\s+{_BEARER}(?:\s+(?:number|id|no))?|an?\s+{_BEARER}\s+(?:number|id|no))(?=\W*$|[.,?!])"
        r"|\b(?:he|she|it|that|i|you|they)['’](?:s|m|re)\s+(?P<w>\d\d(?:[\s,]+\d\d){2,3})\s+(?:in\s+the\s+system|on\s+(?:file|record))",
        0.6,
        4,
    ),
    cue_of(
        "number from a system",
        "ID",
        rf"{_CODE}{_NOT_UNIT}(?=\s+(?:from|by|in|on)\s+(?:the\s+)?(?:i[vwx]?rs|i[vwx]r|irt|rtsm|randomi[sz]ation|allocation)\b)",
        0.6,
        3,
    ),
    cue_of(
        "number in the trial that begins",
        "ID",
        r"\b(?:mrn|ssn|social|(?:subject|participant|patient|kit|randomi[sz]ation|screening|record|chart|member|policy|accession|account|nhs)"
        r"\s+(?:number|id))(?:['’]s|\s+(?:is|was|it['’]s|starts\s+with|um|uh)|,)*\s+(?P<v>\d{2})(?=\W*$|\s+what\b)",
        0.6,
        2,
    ),
    cue_of(
        "number with zeros before it",
        "ID",
        rf"\b(?:{_IN_TRIAL}|number|id|code)\b[^?!]{{0,60}}?(?<![\w:.])(?P<v>0\d{{2,}}|0\d-\d+)(?!\w|[.:]\d|\s*{UNIT}|\s*(?:hours|am|pm)\b)",
        0.5,
        3,
    ),
    cue_of(
        "number in brackets",
        "ID",
        r"\((?:[a-z ]{0,20}[:#]\s*)(?P<v>[a-z]{0,5}-?\d[\w-]{2,})\)",
        0.6,
        3,
    ),
    cue_of(
        "last four like a year",
        "ID",
        rf"\blast\s+(?:four|4)(?:\s+digits)?{SHORT_GAP}(?P<v>(?:19|20)\d\d)\b(?!\s*{UNIT})",
        0.6,
        4,
    ),
    cue_of(
        "home address",
        "ADDRESS",
        r"\b(?:address(?:\s+is)?|live(?:s)?\s+(?:at|on)|living\s+at|staying\s+(?:at|with)|moved\s+to|house\s+is(?:"
        r"\s+at)?"
        r"|(?:mail|send|deliver|ship)\s+(?:it|them|that)\s+to)\s*:?,?\s+(?:it['’]s\s+)?(?P<v>\d{1,5}[a-z]?\s+"
        rf"(?!{UNIT}|{_NO_PLACE})[a-z][\w'’.-]*(?:\s+(?!{_NO_PLACE})[a-z][\w'’.-]*){{0,3}})",
        0.6,
    ),
    cue_of(
        "mail told",
        "EMAIL",
        r"\be-?\s?mail(?:\s+address)?(?:\s+(?:is|was|it['’]?s|that['’]?s|would\s+be|will\s+be|gonna\s+be|for|uh|um|the|work|home|one)|['’]s|[,:])+\s+"
        r"(?P<v>(?:(?!\b(?:you|we|they|please|because|but|so|i)\b)[^?!]){1,80}?[\w.+-]+@[\w-]+(?:\.[\w-]+)*)",
        0.7,
    ),
    cue_of(
        "mail at a provider",
        "EMAIL",
        r"(?P<v>\b[\w.+-]+(?:\s+(?:dot|underscore)\s+\w+)*\s+(?:at|@)\s*(?:gmail|yahoo|hotmail|outlook"
        r"|icloud|aol|protonmail|comcast|verizon))\b",
        0.8,
    ),
)


_WITHOUT_DIGITS = tuple(cue for cue in CUES if cue.name in ("nineties", "mail at a provider", "mail told"))
"""The cues whose values can be words alone; a number that was said is digits in the view."""
_EMERGENCY = frozenset(("911", "999", "988"))
_SHOWS = re.compile(r"(?:device|chart|record)\s+(?:shows|reads|says|showed|read|said)\b", re.I)


def by_cue(line: Line) -> Iterator[Hit]:
    """The values that a cue in the same turn tells."""
    for cue in CUES if line.has_digit else _WITHOUT_DIGITS:
        yield from hits_of(line, cue)
    yield from codes_told(line)


def hits_of(line: Line, cue: Cue) -> Iterator[Hit]:
    """The values that one cue tells."""
    if cue.digits and not line.has_digit:
        return
    for found in cue.pattern.finditer(line.text):
        start, end = trimmed(line.text, *found.span("w" if "w" in found.groupdict() and found["w"] else "v"))
        if (
            _digits(line.text[start:end]) >= cue.digits
            and not _nobodys(cue, line.text[start:end])
            and not _reading(found[0], line.text[start:end])
        ):
            yield Hit(start, end, cue.type, cue.score, cue.name)


def _nobodys(cue: Cue, value: str) -> bool:
    """Whether a number is an emergency service's."""
    return cue.type == "PHONE" and value in _EMERGENCY


def _reading(told: str, value: str) -> bool:
    """Whether a device or a chart shows a reading of three digits, and no number of its own."""
    return bool(re.fullmatch(r"[1-9]\d\d", value) and _SHOWS.match(told))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) without blanks and signs at its ends."""
    while end > start and text[end - 1] in " ,.;:-(":
        end -= 1
    while start < end and text[start] in " ,.;:-":
        start += 1
    return start, end


def _digits(text: str) -> int:
    return sum(c.isdigit() for c in text)
