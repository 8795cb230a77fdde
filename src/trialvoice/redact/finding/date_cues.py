"""Days, months and birth dates that only the words around them tell."""

import re
from collections.abc import Iterable, Iterator

from trialvoice.redact.finding.cues import GAP, cue_of, hits_of
from trialvoice.redact.finding.patterns import MONTH, UNIT
from trialvoice.redact.lexicon import MONTHS
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit

_BIRTH = r"\b(?:born|birth\s?-?day|birth\s?-?date|date\s+of\s+birth|d\.?o\.?b\.?|birth)(?:['’]s)?\b\.?"
_FIRSTS = r"(?:first|second|third)\b"
_DAY = r"\d{1,2}(?:st|nd|rd|th)"
_ORDINAL = rf"(?:{_FIRSTS}|{_DAY})"
_YEAR = r"(?:19|20)\d\d"
_HAPPENED = (
    r"(?:filled|seen|admitted|discharged|released|born|came|went|died|passed|dated|signed|drawn|collected|given"
    r"|surgery|operated|fell"
    r"|happened|stamped|label+ed|says|use\s+by|best\s+by|called|scheduled|received|shipped|expires?|dispensed"
    r"|visited|booked|due|back|appointment)"
)
_AND = r"(?:to|through|until|till|and|or|or\s+maybe|or\s+was\s+it|-)"
_RIGHT = r",?[\s–—-]+(?:no|sorry|i\s+mean|make\s+that|actually|wait|scratch\s+that|rather|or)\b[^.?!\d]{0,25}?"
"""Between a value and the one that replaces it."""
_NO_NOUN = (
    r"(?=\s*(?:[.,?!;–—]|$)|\s+(?:of\s+(?:the|this|last|next|that|each)\s+month|and(?!\s+\d{1,2}(?:st|nd|rd|th)"
    r"\s+[a-z]+s\b)|or|but|to|at|i|we|she|he|you|they|it|so"
    r"|that|when|does|do|did|should|could|can|will|won['’]t|doesn['’]t|maybe|perhaps|just|also|after|before|since"
    r"|you|my|your|our|looks|sounds|suits"
    r"|is|isn['’]t|has|had|were|be|by|though|anyway|again|as|if|for|was|is|then|because|right|please|instead"
    r"|suits?|fit|onwards?|on(?=\s*[.,?!]|\s*$)|go|free|good|okay|fine|better|best|available|open|possible|too|today|tomorrow|already|not|no"
    r"|actually|sorry|yeah|okay|around|works?|would"
    r"|in\s+(?:my|your|his|her)\b|in\s+the\s+(?:morning|afternoon|evening)|through|until)\b)"
)
"""What follows a day of the month; a noun would make it the fourth dose or the fifth floor."""

CUES = (
    cue_of("birth", "DATE", rf"{_BIRTH}{GAP}(?P<v>(?:{MONTH}\s+)?\d[\d\s,./-]*\d)(?!\s*{UNIT}|\w)", 0.8, 4),
    cue_of("birth month", "DATE", rf"{_BIRTH}{GAP}(?P<v>{MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?|{_ORDINAL})", 0.7),
    cue_of(
        "day of a numbered month",
        "DATE",
        rf"\b(?P<v>{_ORDINAL}\s+of\s+the\s+{_ORDINAL},?\s+(?:(?:19|20)\d\d|\d\d))\b(?!\s*{UNIT})",
        0.7,
    ),
    cue_of("born in a numbered month", "DATE", rf"{_BIRTH}{GAP}(?P<v>{_ORDINAL}\s+of\s+the\s+{_ORDINAL})\b", 0.7),
    cue_of(
        "day of the month",
        "DATE",
        rf"\bon\s+(?P<v>the\s+{_DAY})\b(?!\s+(?:[a-z]+\s+)?(?:day|week|visit|dose|cycle|month|hour|try|time|floor"
        rf"|one|line"
        r"|percentile|cranial|nerve|rib|toe|finger|attempt|step|round|night|morning))",
        0.5,
    ),
    cue_of("day alone", "DATE", rf"\b(?P<v>the\s+(?:[4-9]|[12]\d|3[01])(?:st|nd|rd|th))\b{_NO_NOUN}", 0.45),
    cue_of(
        "first days alone",
        "DATE",
        rf"\b(?:on|by|until|till|since|from|before|after|through|around|about|for|dated|due|do|or|to|was|either|between|and)\s+(?P<v>the"
        rf"\s+(?:{_FIRSTS}|1st|2nd|3rd))"
        r"(?=\s*(?:[.?!;]|$)|\s*,\s*(?:and\s+|or\s+)?the\s+\d|\s+of\s+(?:the|this|last|next)\s+month|\s+(?:to"
        r"|until|through)\s+the\b|\s+(?:or|and)\s+the\s+(?:\d{1,2}(?:nd|rd|st|th)|second|third)(?=\s*(?:[.,?!]|$|of\b))|\s+(?:onwards?|got|was|is|if|i|we|he|she|they|at|for|instead|works|would|because|when"
        r"|that|please)\b)",
        0.45,
    ),
    cue_of(
        "day and month",
        "DATE",
        r"\b(?:on|dated|from|since|until|by|before|after|of|for|around|about|expires|expiry)\s+"
        r"(?P<v>(?!1/[2-8]\b|[23]/[34]\b)(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01]))(?![\w/%])",
        0.5,
    ),
    cue_of(
        "day and month told",
        "DATE",
        rf"\b(?:{_HAPPENED}|date|visit|dose|day|on|around|about|before|after|since|by|was|is|it['’]s|that['’]s|or"
        rf"|and|to|no)\s+(?:on\s+)?"
        r"(?P<v>(?:0?[1-9]|1[0-2])/(?:1[1-9]|2[1-9]|3[01]))(?![\w/%]|\s+(?:on|vision|strength|points?|correct))",
        0.45,
    ),
    cue_of(
        "day and month said",
        "DATE",
        rf"\b{_HAPPENED}\s+(?:\w+\s+){{0,2}}on\s+(?P<v>(?:[1-9]|1[0-2])(?:[1-9]|[12]\d|3[01]))(?=\W*(?:$|[.,?!;]"
        rf"|and|at|but|to)\b)",
        0.45,
    ),
    cue_of(
        "numbered month and day",
        "DATE",
        rf"(?P<v>{_ORDINAL}\s+month,?\s+(?:and\s+)?(?:the\s+)?{_ORDINAL}\s+day(?:,?\s+(?:of\s+)?(?:{_YEAR}|\d\d)\b)?)",
        0.6,
    ),
    cue_of(
        "whole date of somebody",
        "DATE",
        r"(?P<v>\b(?:0?[1-9]|[12]\d|3[01])[\s,./-]*(?:0?[1-9]|[12]\d|3[01])[\s,./-]*(?:(?:19|20)\d\d|\d\d))["
        r"\s,.-]+(?:that['’]?s|is|was|yeah,?\s+that['’]?s)\s+"
        r"(?:me|mine|him|her|right|my\s+birth\w*|my\s+date|when\s+\w+\s+was\s+born)\b",
        0.6,
        4,
    ),
    cue_of(
        "numbers of a date",
        "DATE",
        rf"(?<!\d,\s)(?P<v>\b(?:0?[1-9]|1[0-2]),\s+(?:0?[1-9]|[12]\d|3[01]),\s+(?:of\s+)?{_YEAR})\b(?!\s*{UNIT}|,"
        rf"\s*\d)",
        0.6,
    ),
    cue_of("day of a month by number", "DATE", rf"\b(?P<v>the\s+{_ORDINAL}\s+of\s+the\s+{_ORDINAL})\b{_NO_NOUN}", 0.5),
    cue_of("another day", "DATE", rf"\bthe\s+{_DAY}(?:\s+{_AND}|,)\s+(?P<v>{_DAY})\b{_NO_NOUN}", 0.5),
    cue_of(
        "birth year",
        "DATE",
        rf"{_BIRTH}\s+(?:[a-z]+\s+){{0,2}}in\s+(?:the\s+year\s+)?(?P<v>['’]?\d\d(?:\s+or\s+['’]?\d\d)?)(?!\s*{UNIT}"
        rf"|[\w.:,]\d|\w)",
        0.7,
    ),
    cue_of(
        "year of birth",
        "DATE",
        rf"\b(?:year|month|day)\s+(?:of\s+(?:my\s+|his\s+|her\s+|your\s+)?birth|\w+\s+(?:was|were)\s+born)(?:,|\s+"
        rf"(?:is|was|that['’]s|that\s+was|it['’]s|in|would\s+be)|['’]s){{0,3}}\s+"
        rf"(?P<v>{_YEAR}|['’]?\d\d|{_ORDINAL})\b(?!\s*{UNIT})",
        0.7,
    ),
    cue_of(
        "year when somebody was born",
        "DATE",
        rf"(?P<v>\b{_YEAR}|['’]?\b\d\d)(?:['’]s|,|\s+(?:is|was|that['’]s|that\s+was)){{1,2}}\s+(?:when|the\s+year"
        rf"|the\s+year\s+that|my\s+birth\s?year)(?:\s+\w+\s+(?:was|were)\s+born|\b(?=\W*$))",
        0.6,
    ),
    cue_of(
        "year asked and told",
        "DATE",
        rf"\byear\s?[?,.:]+\s+(?:it['’]s\s+|uh,?\s+|um,?\s+)?(?P<v>{_YEAR}|['’]?\d\d)(?=\W*$|[.?!,])",
        0.5,
    ),
    cue_of(
        "day asked and told",
        "DATE",
        rf"\b(?:day|date)\s?[?,.:]+\s+(?:it['’]s\s+|uh,?\s+|um,?\s+)?(?P<v>(?:the\s+)?{_ORDINAL})(?=\W*$|[.?!,])",
        0.5,
    ),
    cue_of(
        "first of two days",
        "DATE",
        rf"(?P<v>\b{_ORDINAL}|\b\d{{1,2}})\s+{_AND}\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?"
        rf"(?!may\s+(?!\d)){MONTH}",
        0.6,
    ),
    cue_of(
        "second of two days",
        "DATE",
        rf"\b(?:{MONTH}\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL}\s+of\s+{MONTH})\s+{_AND}\s+(?:the\s+)?"
        rf"(?P<v>{_ORDINAL})\b",
        0.6,
    ),
    cue_of(
        "day put right", "DATE", rf"\b(?P<v>(?:the\s+)?{_ORDINAL}){_RIGHT}(?:the\s+)?{_ORDINAL}\s+of\s+{MONTH}", 0.6
    ),
    cue_of("month put right", "DATE", rf"\b(?P<v>{MONTH}){_RIGHT}(?:the\s+)?{MONTH}", 0.6),
    cue_of(
        "one of two months",
        "DATE",
        rf"\b(?P<v>{MONTH}\s+(?:or|and|or\s+maybe)\s+{MONTH})(?=\s+(?:of\s+)?(?:last|this|next|\d{{4}}))",
        0.6,
    ),
    cue_of("month of a year", "DATE", rf"\b(?P<v>{MONTH}\s+of)\s+(?:last|this|next|that)\s+year", 0.6),
    cue_of("month of a short year", "DATE", rf"(?P<v>['’]\d\d\s+in\s+{MONTH}|\b(?:19|20)\d\d,?\s+in\s+{MONTH})", 0.6),
)
_MONTH_ALONE = re.compile(
    r"\b(?:(?P<sure>in|since|last|of|until|till|early|late|mid|this|next|through|by|around|during|from|between"
    r"|back\s+in|was|before|after)[\s-]+"
    r"(?:the\s+(?:end|beginning|middle|start)\s+of\s+)?)?\b(?P<v>january|february|april|june|july|september"
    r"|october|november|december"
    r"|(?:jan|feb|aug|sept|oct|nov|dec)\b\.?|(?:march|may|august)\b(?!\s*-?\s*(?:be\b|have\b|need\b|not\b|i\b|cause\b"
    r"|help\b|also\b|require\b|include\b|we\b|you\b|get\b|come\b)))\b(?!\s*-?\s*(?:\d|fracture))",
    re.I,
)
_SURE = (
    "in",
    "since",
    "last",
    "until",
    "till",
    "early",
    "late",
    "mid",
    "back in",
    "by",
    "next",
    "around",
    "during",
    "between",
)
_NEAR = ("last", "next", "this", "early", "late", "mid")


_HINT = re.compile(r"\d|first|second|third|jan|feb|mar|apr|may|june?|jul|aug|sept|oct|nov|dec", re.I)


def dates_by_cue(line: Line, policy: Policy) -> Iterator[Hit]:
    """Dates that a cue in the same turn tells, and months alone where the policy says so."""
    if not _HINT.search(line.text):
        return
    for cue in CUES:
        yield from hits_of(line, cue)
    if policy.dates.month_alone:
        for found in _MONTH_ALONE.finditer(line.text):
            if _is_month(line, found):
                told = found["sure"] or ""
                start = found.start("sure") if told.lower() in _NEAR else found.start("v")
                yield Hit(start, found.end("v"), "DATE", 0.5 if told else 0.42, "month")


def _is_month(line: Line, found: re.Match[str]) -> bool:
    word, told = found["v"].lower(), (found["sure"] or "").lower()
    if word not in ("may", "march"):
        return bool(told) or ((word != "august" or line.cased) and not _recited(line, found))
    if line.cased:
        return found["v"][0].isupper() and (bool(told) or not line.starts_sentence(line.token_at(found.start("v"))))
    return told in _SURE


def _recited(line: Line, found: re.Match[str]) -> bool:
    """Whether months are said in a row, as a test of memory asks for."""
    index = line.token_at(found.start("v"))
    return sum(line.low(index + step) in MONTHS for step in (-2, -1, 1, 2)) > 1


_YEAR_AFTER = re.compile(
    r"[\s,.–—-]+(?:(?:in|of|uh|um|er|and|so|then|the|year|that['’]s|it['’]s|it|is|was|that|i|think|believe|would"
    r"|be|no|sorry|back)[\s,.]+){0,5}"
    rf"(?P<v>{_YEAR}|['’]?\d\d)(?=\s*(?:[.,?!;]|$))",
    re.I,
)
_HAS_DAY = re.compile(r"\d|first|second|third", re.I)
_HAS_YEAR = re.compile(rf"{_YEAR}|\d[\s,./-]+\d.*\d|['’]\d\d|\d\W+\d\d$")


def years_after(line: Line, hits: Iterable[Hit]) -> Iterator[Hit]:
    """The year of a day that was told without one: "the ninth of june, that was in, uh, sixty one"."""
    for hit in hits:
        day = line.text[hit.start : hit.end]
        if hit.type != "DATE" or not _HAS_DAY.search(day) or _HAS_YEAR.search(day):
            continue
        if found := _YEAR_AFTER.match(line.text, hit.end):
            yield Hit(*found.span("v"), "DATE", hit.score, "year after a day")
