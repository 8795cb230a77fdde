"""Numbers, ages and addresses that only the words before them tell: "MRN", "reach me at", "turned"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trialvoice.redact.finding.codes_said import codes_told
from trialvoice.redact.finding.patterns import UNIT
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit

GAP = r"(?:[\s,:;#-]+(?!no\b)[\w'’]+){0,8}?[\s,:;#(-]+"
_SHORT_GAP = (
    r"(?:[\s,:;#?-]+(?:is|was|it['’]?s|its|that['’]?s|are|would|be|of|for|the|my|your|his|her|um|uh|ending"
    r"|ends|in|starts|with|number|no|code|id|says|reads|shows"
    r"|numbers|listed|as|actually|here|got|have|i|we|sure|yeah|ok|okay|please|reads|under|on|file|right"
    r"|patient|and|then|to|at|me|you|so|a|card|"
    r"identifier|identification|policy|member|plan|again|last|four|first|digits|new|old|called|assigned"
    r"|still|following|above|beneficiary|group|use|should|it|says|not)\b){0,6}[\s,:;#(.?-]+"
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
_NOT_UNIT = rf"(?![\w%]|\s*{UNIT}|\.\d|\s+over\s+\d|\s+pages?\b)"
_NOT_YEAR = r"(?!(?:19|20)\d\d\b)"
_RUN = r"(?P<v>\+?\(?\d[\d\s,.()-]*\d)"
KIN = (
    r"(?:husband|wife|spouse|partner|sister|brother|mother|father|mom|mum|dad|aunt|uncle|cousin|niece|nephew"
    r"|grandmother|grandfather|grandma|grandpa|nana|granny|gran|neighbou?r|mother-in-law|father-in-law|friend|lady"
    r"|man|nan|nanna|pop|papa|grand-?dad)"
)
_NETWORK = (
    r"(?:instagram|insta|twitter|facebook|tik\s?tok|snapchat|linkedin|venmo|handle|user\s?name"
    r"|log-?in|user\s+id|skype|screen\s+name|strava|reddit)"
)
_IN_TRIAL = (
    r"(?:subject|participant|screening|screen|randomi[sz]ation|enrol?lment|kit|bottle"
    r"|patient|volunteer|case|chart|bed)"
)


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
    r"\b(?:m\.?r\.?n\.?|medical\s+record|chart|record\s+(?:number|no|id)|hospital\s+number"
    r"|nhs(?:\s+number)?|ssn|social(?:\s+security)?"
    r"|driver['’]?s\s+licen[sc]e|licen[sc]e(?:\s+plate)?|plate|passport|account|acct|routing|policy"
    r"|member(?:ship)?|beneficiary|subscriber|group\s+(?:number|id|no)"
    r"|insurance|health\s+plan|plan\s+(?:id|number|no)|medicare|medicaid|hicn|mbi|claim|case\s+(?:number"
    r"|no|id|#)|certificate|badge|employee\s+(?:id|number)"
    r"|npi|dea|serial(?!\s+(?:sevens|subtraction))|device(?:\s+(?:id|number|serial))?|vin|vehicle|confirmation"
    r"|reference|ticket"
    r"|invoice|order\s+(?:number|id)|accession|specimen|barcode|encounter"
    r"|visit\s+id|credit\s+card|debit\s+card|card\s+number|pin|id(?:\s+(?:number|no|code|card))?"
    r"|identifier|identification|tax\s+id|file\s+number|room\s+number"
    r"|student\s+(?:id|number)|prescription\s+number|rx\s+number|lot(?:\s+number)?|batch|sort\s+code|registration"
    r"|udi|locker|cvv|security\s+code|gate\s+code|access\s+code|site\s+(?:number|id)|tag\s+number|mac(?:"
    r"\s+address)?)(?:['’]s)?\b"
)
CUES: tuple[Cue, ...] = (
    cue_of("number of a file", "ID", _IDS + _SHORT_GAP + _CODE + _NOT_UNIT, 0.75, 3),
    cue_of("long number of a file", "ID", _IDS + GAP + _NOT_YEAR + _CODE + _NOT_UNIT, 0.7, 4),
    cue_of(
        "number in the trial",
        "ID",
        rf"\b{_IN_TRIAL}(?:\s+(?:id|number|no|#|code|identifier|is|was|nr))?\b\.?{_SHORT_GAP}{_CODE}{_NOT_UNIT}",
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
        r"\b(?:subject|participant|site)\s+(?:number\s+)?(?P<v>0\d+|\d{3})"
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
        rf"\b(?:{_IN_TRIAL}|randomi[sz]ed(?:\s+(?:as|under|with))?)\s+{_CODE}{_NOT_UNIT}",
        0.6,
        4,
    ),
    cue_of(
        "number in brackets",
        "ID",
        r"\((?:[a-z ]{0,20}[:#]\s*)(?P<v>[a-z]{0,5}-?\d[\w-]{2,})\)",
        0.6,
        3,
    ),
    cue_of(
        "phone",
        "PHONE",
        r"\b(?:phone|telephone|cell(?:phone)?|mobile|landline|fax|pager|call(?:ed|ing|\s+back)?"
        r"|reach(?:ed)?|text|dial|ring|contact|number|tel|line|voicemail|"
        rf"area\s+code|digits)\b{GAP}{_RUN}(?!\s*{UNIT}|\w|%)",
        0.7,
        7,
    ),
    cue_of(
        "phone that goes on",
        "PHONE",
        r"\b(?:phone|telephone|cell(?:phone)?|mobile|landline|fax|pager|beeper|(?<!these\s)(?<!those\s)number|area"
        r"\s+code)"
        r"(?:['’]?s|\s+(?:is|was|number|there|there['’]s|would\s+be|it['’]s|that['’]s|,)){0,4}[\s,:]+"
        r"(?P<v>\d{3,6})(?=\W*$)",
        0.6,
        3,
    ),
    cue_of(
        "part of a phone",
        "PHONE",
        rf"\b(?:area\s+code|extension|ext\.?|ends?\s+(?:in|with)|ending\s+(?:in|with)"
        rf"|last\s+(?:four|4|three|3|two|2)(?:\s+digits)?){_SHORT_GAP}(?P<v>(?!(?:19|20)\d\d\b)\d[\d\s,-]{{0,6}}\d)"
        rf"(?!\s*{UNIT}|\w)",
        0.7,
        2,
    ),
    cue_of(
        "last four like a year",
        "ID",
        rf"\blast\s+(?:four|4)(?:\s+digits)?{_SHORT_GAP}(?P<v>(?:19|20)\d\d)\b(?!\s*{UNIT})",
        0.6,
        4,
    ),
    cue_of(
        "short phone",
        "PHONE",
        r"\b(?:phone|cell(?:phone)?|mobile|landline|fax|pager|beeper|home\s+number|page\s+(?:me|him|her|them)|dial"
        r"|voicemail)"
        r"(?:(?:['’]s|\s+(?:is|was|number|at|on|just|there|would\s+be|it['’]s|that['’]s|uh|um)),?){0,4}[\s,:]+"
        rf"(?P<v>(?!(?:19|20)\d\d\b)\d[\d\s,()-]*\d)(?!\s*{UNIT}|\w|%|[.:]\d|\s+(?:am|pm|over)\b)",
        0.6,
        4,
    ),
    cue_of(
        "extension",
        "PHONE",
        r"\b(?:extension|ext|press|dial|desk|option)(?:['’]s|\s+(?:is|was|number|it['’]s|that['’]s|uh|um|at|work"
        r"|home|just|would\s+be|there|here)|,){0,4}"
        rf"[\s.,:]+(?P<v>\d[\d\s,-]*\d)(?!\s*{UNIT}|\w|%|[.:]\d)",
        0.6,
        3,
    ),
    cue_of(
        "ip address",
        "URL",
        r"\bip(?:['’]s|\s+(?:address|is|was|it['’]s|that['’]s|of|for|the|my|your|tablet|uh|um)|,){0,5}[\s,:]+"
        r"(?P<v>\d{1,3}(?:(?:[\s.,]|\b(?:dot|point|period|decimal|uh|um|then)\b){1,6}\d{1,3}){1,11})(?!\w)",
        0.6,
        3,
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
        "mail at a provider",
        "EMAIL",
        r"(?P<v>\b[\w.+-]+(?:\s+(?:dot|underscore)\s+\w+)*\s+(?:at|@)\s*(?:gmail|yahoo|hotmail|outlook"
        r"|icloud|aol|protonmail|comcast|verizon))\b",
        0.8,
    ),
    cue_of(
        "handle",
        "URL",
        rf"\b{_NETWORK}(?:\s+(?:is|handle|name|as|under|account|id|at|called)){{0,3}}:?\s+(?P<v>@?"
        rf"(?=\w*[\d_])[\w.]{{4,}})",
        0.6,
    ),
    cue_of(
        "handle said",
        "URL",
        rf"\b{_NETWORK}(?:\s+(?:is|handle|name|as|under|account|called)){{0,3}}:?\s+(?P<v>(?:at\s+)?[a-z]+"
        r"(?:\s+(?:dot|underscore|dash)\s+\w+)+|at\s+[a-z]\w+(?:\s+(?!and\b|on\b|if\b|but\b|the\b)\w+){0,3})",
        0.6,
    ),
    cue_of(
        "handle told",
        "URL",
        r"\b(?:handle|user\s?name|screen\s+name)\s+is\s+(?P<v>\w+(?:\s+\w+){0,3})(?=\W*$|[.,])",
        0.6,
    ),
)


_SHOWS = re.compile(r"(?:device|chart|record)\s+(?:shows|reads|says|showed|read|said)\b", re.I)


def by_cue(line: Line) -> Iterator[Hit]:
    """The values that a cue in the same turn tells."""
    for cue in CUES:
        yield from hits_of(line, cue)
    yield from codes_told(line)


def hits_of(line: Line, cue: Cue) -> Iterator[Hit]:
    """The values that one cue tells."""
    if cue.digits and not line.has_digit:
        return
    for found in cue.pattern.finditer(line.text):
        start, end = trimmed(line.text, *found.span("w" if "w" in found.groupdict() and found["w"] else "v"))
        if _digits(line.text[start:end]) >= cue.digits and not _reading(found[0], line.text[start:end]):
            yield Hit(start, end, cue.type, cue.score, cue.name)


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
