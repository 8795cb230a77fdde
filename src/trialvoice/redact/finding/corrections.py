"""What is put right after an identifier: "the twelfth, no, sorry, the fourteenth"."""

import re
from collections.abc import Iterator

from trialvoice.redact.finding.codes_said import grown
from trialvoice.redact.finding.cues import CODE_PREFIX, trimmed
from trialvoice.redact.finding.digits_said import digit_by_digit
from trialvoice.redact.finding.names import could_be_name, extended, name_end
from trialvoice.redact.finding.patterns import MONTH, UNIT
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit

_CORRECTION = re.compile(
    r"(?:…|\.{2,}|—|--)\s*|\b(?:no|nope|sorry|wait|actually|i\s+mean|i\s+meant|correction|make\s+that|scratch\s+that|strike\s+that|rather"
    r"|excuse\s+me|pardon\s+me|my\s+mistake|oops|or(?=\s+\W?\d|\s+(?:is|was)\s+it)|instead\s+of|rather\s+than|i\s+misspoke|hang\s+on|hold\s+on|not)\b[\s,.–—-]+"
    r"(?:(?:no|sorry|wait|actually|i\s+mean|it['’]?s|that['’]?s|the|not|make\s+that|that\s+was|it\s+was|should\s+be|is|it"
    r"|i\s+meant|um|uh|of|in|on)[\s,.–—-]+){0,5}",
    re.I,
)
_VALUES = {
    "DATE": re.compile(
        rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)|first|second|third)\b(?:\s+of\s+{MONTH})?|{MONTH}(?:\s+\d+(?:st|nd|rd|th)?)?|(?:19"
        rf"|20)\d\d\b|\d[\d\s,./-]*\d\b|\d\b)(?!\s*{UNIT})",
        re.I,
    ),
    "PHONE": re.compile(rf"\d[\d\s,.-]*\d(?!\s*{UNIT}|\w)"),
    "ID": re.compile(rf"(?<![\w'’]){CODE_PREFIX}\d[\d\s,-]*(?!\s*{UNIT}|\w)", re.I),
    "ADDRESS": re.compile(rf"\d[\d\s,-]*\d?(?!\s*{UNIT}|\w)"),
    "AGE": re.compile(rf"(?:9\d|1[01]\d)\b(?!\s*{UNIT.replace('years?|', '')})"),
}
_PUT_RIGHT = re.compile(
    r"(?<![\w.])(?P<v>\d[\d\s,-]*\d)[\s,.–—-]+(?:no|sorry|wait|actually|i\s+mean|make\s+that|scratch\s+that)\b"
    r"(?:[\s,.–—-]+(?:no|sorry|wait|actually|it['’]?s|that['’]?s))*[\s,.–—-]*$",
    re.I,
)
"""The number that the next one replaces."""
_OR = re.compile(
    rf"(?<![\w.])(?P<v>\d(?:[\d\s,-]*\d)?)[\s,.?–—-]+(?:or|not|and\s+not|instead\s+of|rather\s+than|became|now|is\s+now|changed\s+to)"
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
_REACH = 60  # characters from a value to its correction


def by_correction(line: Line, hits: list[Hit], policy: Policy) -> Iterator[Hit]:
    """The value that replaces another in the same turn, and the rest of a code."""
    for hit in hits:
        yield from grown(line, hit)
        if hit.type in ("PHONE", "ID") and (
            wrong := _PUT_RIGHT.search(line.text, max(0, hit.start - _REACH), hit.start)
        ):
            yield Hit(*wrong.span("v"), hit.type, hit.score, "correction")
        if hit.type in ("PHONE", "ID") and (other := _OR.search(line.text, max(0, hit.start - _REACH), hit.start)):
            if _digits(other["v"]) == _digits(line.text[hit.start : hit.end]):
                yield Hit(*other.span("v"), hit.type, hit.score, "alternative")
        if hit.type in ("PHONE", "ID") and (other := _AND.match(line.text, hit.end)):
            if 2 < _digits(other["v"]) == _digits(line.text[hit.start : hit.end]):
                yield Hit(*trimmed(line.text, *other.span("v")), hit.type, hit.score, "alternative")
        if hit.type == "PHONE" and (rest := _REST.search(line.text, max(0, hit.start - _REACH), hit.start)):
            if _digits(rest["v"]) > 2 and line.view.spoken(*rest.span("v")) and digit_by_digit(line, *rest.span("v")):
                yield Hit(*rest.span("v"), hit.type, hit.score, "rest of a phone")
        found = _CORRECTION.search(line.text, hit.end, min(len(line.text), hit.end + _REACH))
        if found is None:
            continue
        if hit.type == "NAME":
            yield from _name(line, found.end(), hit, policy)
        elif (value := _VALUES.get(hit.type)) and (again := value.match(line.text, found.end())):
            start, end = trimmed(line.text, *again.span())
            if end > start:
                yield Hit(start, end, hit.type, hit.score, "correction")


def _name(line: Line, place: int, hit: Hit, policy: Policy) -> Iterator[Hit]:
    index = line.token_at(place)
    if index < len(line.tokens) and could_be_name(line, index, policy, sure=line.cased):
        end = extended(line, index, policy)
        yield Hit(line.tokens[index].start, name_end(line, end), "NAME", hit.score, "correction")


def _digits(text: str) -> int:
    return sum(c.isdigit() for c in text)
