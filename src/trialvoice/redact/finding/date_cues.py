"""Days, months and birth dates that only the words around them tell."""

import re
from collections.abc import Iterator

from trialvoice.redact.finding.cues import GAP, cue_of, hits_of
from trialvoice.redact.finding.patterns import MONTH, UNIT
from trialvoice.redact.lexicon import MONTHS
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit

_BIRTH = r"\b(?:born|birth\s?-?day|birth\s?-?date|date\s+of\s+birth|d\.?o\.?b\.?|birth)(?:['’]s)?\b"
_FIRSTS = r"(?:first|second|third)\b"
_DAY = r"\d{1,2}(?:st|nd|rd|th)"
_ORDINAL = rf"(?:{_FIRSTS}|{_DAY})"
_AND = r"(?:to|through|until|till|and|or|or\s+maybe|or\s+was\s+it|-)"
_RIGHT = r",?[\s–—-]+(?:no|sorry|i\s+mean|make\s+that|actually|wait|scratch\s+that|rather|or)\b[^.?!\d]{0,25}?"
"""Between a value and the one that replaces it."""
_NO_NOUN = (
    r"(?=\s*(?:[.,?!;–—]|$)|\s+(?:of\s+(?:the|this|last|next|that|each)\s+month|and|or|but|to|at|i|we|she|he|you|they|it|so"
    r"|that|when|if|for|was|is|then|because|right|please|instead|today|tomorrow|already|not|no|actually|sorry|yeah|okay|around|works?|would"
    r"|in\s+the\s+(?:morning|afternoon|evening)|through|until)\b)"
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
        rf"\bon\s+(?P<v>the\s+{_DAY})\b(?!\s+(?:[a-z]+\s+)?(?:day|week|visit|dose|cycle|month|hour|try|time|floor|one|line"
        r"|percentile|cranial|nerve|rib|toe|finger|attempt|step|round|night|morning))",
        0.5,
    ),
    cue_of("day alone", "DATE", rf"\b(?P<v>the\s+(?:[4-9]|[12]\d|3[01])(?:st|nd|rd|th))\b{_NO_NOUN}", 0.45),
    cue_of(
        "first days alone",
        "DATE",
        rf"\b(?:on|by|until|since|from|before|after|moved\s+to)\s+(?P<v>the\s+{_FIRSTS})"
        r"(?=\s*(?:[.?!;]|$)|\s+of\s+(?:the|this|last|next)\s+month|\s+(?:to|until|through)\s+the\b)",
        0.45,
    ),
    cue_of(
        "day and month",
        "DATE",
        r"\b(?:on|dated|from|since|until|by|before|after|of|expires|expiry)\s+"
        r"(?P<v>(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01]))(?![\w/%])",
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
    cue_of("month put right", "DATE", rf"\b(?P<v>{MONTH}){_RIGHT}(?:the\s+)?{MONTH}\s+(?:the\s+)?\d", 0.6),
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
    r"\b(?:(?P<sure>in|since|last|of|until|till|early|late|mid|this|next|through|by|around|during|from"
    r"|between|back\s+in)[\s-]+"
    r"(?:the\s+(?:end|beginning|middle|start)\s+of\s+)?)(?P<v>january|february|march|april|may|june|july"
    r"|august|september|october|november|december"
    r"|(?:jan|feb|aug|sept|oct|nov|dec)\b\.?)\b(?!\s*-?\s*(?:\d|be\b|have\b|need\b|not\b|i\b|cause\b"
    r"|help\b|also\b|require\b|include\b|we\b|you\b|get\b|come\b|fracture))",
    re.I,
)
_NEAR = ("last", "next", "this", "early", "late", "mid")


def dates_by_cue(line: Line, policy: Policy) -> Iterator[Hit]:
    """Dates that a cue in the same turn tells, and months alone where the policy says so."""
    for cue in CUES:
        yield from hits_of(line, cue)
    if policy.dates.month_alone:
        for found in _MONTH_ALONE.finditer(line.text):
            if _is_month(line, found):
                start = found.start("sure") if found["sure"].lower() in _NEAR else found.start("v")
                yield Hit(start, found.end("v"), "DATE", 0.5, "month")


def _is_month(line: Line, found: re.Match[str]) -> bool:
    word = found["v"].lower()
    if word not in ("may", "march"):
        return word in MONTHS or line.cased
    if line.cased and found["v"][0].isupper():
        return True
    return not line.cased and found["sure"].lower() in (
        "in",
        "since",
        "last",
        "until",
        "early",
        "late",
        "mid",
        "back in",
    )
