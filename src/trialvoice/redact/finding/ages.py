"""Ages over eighty-nine that are told of relatives and birthdays: "my gran made it to a hundred and two"."""

import re
from collections.abc import Iterator

from trialvoice.redact.finding.cues import KIN
from trialvoice.redact.finding.patterns import UNIT
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit

_NO_YEARS = UNIT.replace("|years?|yrs?|yo", "")
_OLD = rf"(?P<v>(?:(?:a|over|past)\s+)*(?:9\d|1[01]\d))\b(?![.,:/]\d|\s*(?:%|over\b|{_NO_YEARS}))"
_CUES = tuple(
    re.compile(cue + _OLD, re.I)
    for cue in (
        rf"\b{KIN}\s+(?:\w+\s+)?(?:lived|made\s+it|celebrated|died|passed)\s+"
        r"(?:(?:till|until|to|at|age|the|ripe|old|of|be|was|she|he|well|away|past)\s+)*",
        r"\b(?:i['’]?ll\s+be|i\s+will\s+be|old\s+age\s+of|at\s+(?:the\s+)?age(?:\s+of)?)\s+",
    )
)


def ages_told(line: Line) -> Iterator[Hit]:
    """Ages from ninety on, in years, with the "a" of "a hundred and one"."""
    if not line.has_digit:
        return
    for cue in _CUES:
        for found in cue.finditer(line.text):
            yield Hit(*found.span("v"), "AGE", 0.6, "age told of somebody")
