"""Numbers that stand beside one that was found: the one it replaces, another of its length, the rest of a phone."""

import re
from collections.abc import Iterator

from trialvoice.redact.finding.cues import CODE_PREFIX, trimmed
from trialvoice.redact.finding.digits_said import digit_by_digit
from trialvoice.redact.finding.patterns import UNIT
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit

_PUT_RIGHT = re.compile(
    r"(?<![\w.])(?P<v>\d[\d\s,-]*\d)[\s,.–—-]+(?:no|not|sorry|wait|actually|i\s+mean|make\s+that|scratch\s+that"
    r"|correction|rather)\b(?:[\s,.–—-]+(?:no|sorry|wait|actually|it['’]?s|that['’]?s))*[\s,.–—-]*$",
    re.I,
)
"""The number that the next one replaces."""
_PUT_RIGHT_OF = ("PHONE", "ID", "ADDRESS", "AGE")
_OR = re.compile(
    r"(?<![\w.])(?P<v>\d(?:[\d\s,-]*\d)?)[\s,.?–—-]+(?:or|not|and\s+not|instead\s+of|rather\s+than|became|now|is\s+now|changed\s+to)"
    r"[\s,]+(?:(?:is|was)\s+it\s+|it['’]?s\s+)?$",
    re.I,
)
"""The number that the next one is told from: "seven seven three, or seven seven eight"."""
_AND = re.compile(
    rf"[\s,]*\b(?:or|and|through|thru|to|plus|not|versus)[\s,]+(?:(?:then|also|number|the)\s+)*"
    rf"(?P<v>(?<![\w'’]){CODE_PREFIX}\d[\d\s,-]*(?:[a-z]\b)?)(?!\s*{UNIT}|\w|%)",
    re.I,
)
"""Another number of the same length: "kits three four one one two and three four one one five"."""
_REST = re.compile(
    rf"(?<![\w.])(?P<v>\d(?:[\d\s,-]*\d)?)(?!\s*(?:{UNIT}|%|over\b))(?:[\s,…–—-]+[a-z'’]+){{0,5}}[\s,…–—-]+$", re.I
)
"""The number before a part of a phone that was found: "five oh three, same prefix, two two one nine"."""
_REACH = 60  # characters between the numbers
_LEAST = 3  # digits


def numbers_beside(line: Line, hit: Hit) -> Iterator[Hit]:
    """The numbers that a number found in a turn tells."""
    before = max(0, hit.start - _REACH)
    wrong = _PUT_RIGHT.search(line.text, before, hit.start) if hit.type in _PUT_RIGHT_OF else None
    if wrong:
        yield Hit(*wrong.span("v"), hit.type, hit.score, "correction")
    if hit.type not in ("PHONE", "ID"):
        return
    size = _digits(line.text[hit.start : hit.end])
    other = _OR.search(line.text, before, hit.start)
    if other and _digits(other["v"]) == size:
        yield Hit(*other.span("v"), hit.type, hit.score, "alternative")
    other = _AND.match(line.text, hit.end)
    if other and _LEAST <= _digits(other["v"]) == size:
        yield Hit(*trimmed(line.text, *other.span("v")), hit.type, hit.score, "alternative")
    rest = _REST.search(line.text, before, hit.start) if hit.type == "PHONE" else None
    if rest and _digits(rest["v"]) >= _LEAST and _said_alone(line, *rest.span("v")):
        yield Hit(*rest.span("v"), hit.type, hit.score, "rest of a phone")


def _said_alone(line: Line, start: int, end: int) -> bool:
    return line.view.spoken(start, end) and digit_by_digit(line, start, end)


def _digits(text: str) -> int:
    return sum(c.isdigit() for c in text)
