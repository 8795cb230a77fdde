"""Numbered roads, lines of buses, post boxes and postcodes."""

import re
from collections.abc import Iterator

from trialvoice.redact.finding.digits_said import is_reading
from trialvoice.redact.finding.patterns import UNIT
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit

_ROAD_KIND = (
    r"(?:(?:(?:us|u\.s\.|state|county|rural|forest(?:\s+service)?|old|business|interstate|farm\s+to\s+market|ranch"
    r"|township|provincial|star)\s+)*"
    r"(?:highway|hwy|routes?|rte|interstate|turnpike)|(?:county|state|rural|forest|ranch|farm\s+to\s+market"
    r"|township|fire|concession)\s+(?:road|lane)"
    r"|(?<=\bon\s)(?:r\s?r|c\s?r|s\s?r|f\s?m)|(?<![\w'’])(?:r\s?r|h\s?c)(?=\s+(?:\d+|one),?\s+box)|rural\s+delivery)"
)
_ANY_DIGIT = r"(?:\d|one|oh|zero)"
_PATTERNS = tuple(
    (re.compile(pattern, re.I), score)
    for pattern, score in (
        (
            rf"\b{_ROAD_KIND}\s+(?:number\s+)?(?:\d{{1,4}}|one)(?:[\s-]?[a-hj-z]\b)?(?:\s+(?:north|south|east|west)"
            rf"(?:bound)?)?(?:,?\s+(?:and\s+)?(?:box|lot)\s+(?:number\s+)?\d+[a-z]?)?\b(?!\s*{UNIT})",
            0.7,
        ),
        (
            r"\b(?:on|off|down|along|near|from|take|took|up|of|by|past|to)\s+(?:the\s+)?(?P<v>i[\s-]?\d{1,3}(?:\s+"
            r"(?:north|south|east|west))?)\b(?!\s*" + UNIT + ")",
            0.6,
        ),
        (
            r"\b(?:off|along|down|up|near|past|beside|by)\s+the\s+(?P<v>[am]\s?\d{1,4})\b(?!\s*(?:\w\b|" + UNIT + "))",
            0.6,
        ),
        (r"\b(?:mile\s+(?:marker|post)|exit|junction)\s+\d{1,3}[a-z]?\b(?!\s*" + UNIT + ")", 0.5),
        (
            r"\b(?:the|a|number)\s+(?P<v>(?:number\s+)?(?:[a-z]\s?)?\d{1,3}[a-z]?\s+(?:cross\s?town\s+)?(?:bus"
            r"|tram|trolley|streetcar|train|express))\b(?!\s*(?:rides?|trips?|tickets?|fares?|accident)\b)",
            0.5,
        ),
        (
            r"\b(?:bus|tram|trolley|streetcar)\s+(?:number\s+|line\s+|route\s+)?(?P<v>(?!1\b)\d{1,3}[a-z]?)\b(?!\s*(?:"
            + UNIT
            + "|rides?|trips?))",
            0.5,
        ),
        (r"\b(?:ride|rides|rode|riding|catch|caught)\s+the\s+(?P<v>[a-z]?\s?\d{1,3})\b(?!\s*" + UNIT + ")", 0.5),
        (
            r"\b(?:take|takes|took|taking|ride|rides|rode|riding|on|off|catch|caught)\s+the\s+(?P<v>(?:red|blue"
            r"|green|orange|purple|yellow|brown|silver|gold|pink|[a-hj-z]|\d)\s+(?:line|train))\b",
            0.5,
        ),
        (
            r"\b(?:a?p\.?\s?o\.?|post(?:al)?(?:\s+office)?|mail|mailing|private(?:\s+mail)?)\s*box(?:['’]s|,?\s+"
            r"(?!\d)[a-z'’#.]+){0,5},?\s+"
            rf"#?[a-z]?\s?-?\d+(?:[\s-]\d+)*(?:\s?[a-z]\b)?(?!\s*{UNIT})\b",
            0.85,
        ),
        (rf"\b(?:to|at|is|use|address)\s+(?P<v>box\s+(?:number\s+)?\d+[a-z]?)\b(?!\s*{UNIT})", 0.6),
        (
            r"\b(?:zip|postal|post)\s*-?\s*(?:code)?(?:['’]s)?\b(?:\W+\w+){0,3}?\W+(?P<v>\d[\d\s,-]{1,9}\d"
            r"|[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2})\b",
            0.8,
        ),
        (
            rf"(?<![\w'’])[a-z]\s?[a-z]?,?\s?{_ANY_DIGIT}{{1,2}}(?:\s?[a-z]|\s?\d)?,?\s+{_ANY_DIGIT}(?:[a-z]{{2}}"
            rf"|,?\s[a-z],?\s[a-z])(?![\w'’])",
            0.6,
        ),
        (
            rf"(?<![\w'’])(?!t\W*\w+\W*n\b)[a-z],?\s?{_ANY_DIGIT},?\s?[a-z],?\s*{_ANY_DIGIT},?\s?[a-z],?"
            rf"\s?{_ANY_DIGIT}(?!\w)",
            0.6,
        ),
    )
)
_HINT = re.compile(r"\d|\b(?:line|train|one|oh)\b", re.I)
_STATE_ZIP = re.compile(r"(?:\b(?-i:[A-Z]{2})|\b(?:[a-z]{4,}))\s*,?\s+(?P<v>\d{5}(?:-\d{4})?)(?![\w.,-]\d)\b", re.I)


def routes(line: Line) -> Iterator[Hit]:
    """Roads and lines that have a number, boxes and codes of the post."""
    if not _HINT.search(line.text):
        return
    for pattern, score in _PATTERNS:
        for found in pattern.finditer(line.text):
            if not is_reading(found[0]):
                yield Hit(*found.span("v" if "v" in pattern.groupindex else 0), "ADDRESS", score, "route")


def zip_after_state(line: Line, policy: Policy) -> Iterator[Hit]:
    """Five digits after a state's name or letters."""
    for found in _STATE_ZIP.finditer(line.text):
        head = line.text[found.start() : found.start("v")].strip(" ,")
        if head.lower() in policy.stays or (len(head) == 2 and head.isupper()):
            yield Hit(*found.span("v"), "ADDRESS", 0.7, "zip")
