"""What is put right after an identifier: "the twelfth, no, sorry, the fourteenth"."""

import re
from collections.abc import Iterator

from trialvoice.redact.finding.codes_said import grown
from trialvoice.redact.finding.cues import CODE_PREFIX, trimmed
from trialvoice.redact.finding.names import could_be_name, extended, name_end
from trialvoice.redact.finding.numbers_beside import numbers_beside
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
        rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)|first|second|third)\b(?:\s+of\s+{MONTH})?|{MONTH}(?:\s+\d+(?:st|nd|rd"
        rf"|th)?)?|(?:19"
        rf"|20)\d\d\b|\d[\d\s,./-]*\d\b|\d\b)(?!\s*{UNIT})",
        re.I,
    ),
    "PHONE": re.compile(rf"\d[\d\s,.-]*\d(?!\s*{UNIT}|\w)"),
    "ID": re.compile(rf"(?<![\w'’]){CODE_PREFIX}\d[\d\s,-]*(?!\s*{UNIT}|\w)", re.I),
    "ADDRESS": re.compile(rf"\d[\d\s,-]*\d?(?!\s*{UNIT}|\w)"),
    "AGE": re.compile(rf"(?:9\d|1[01]\d)\b(?!\s*{UNIT.replace('years?|', '')})"),
}
_NAME_PUT_RIGHT = re.compile(
    r"\b(?P<v>[a-z][a-z'’-]+)[\s,.–—-]+(?:(?:no|not|sorry|wait|actually|i\s+meant?|make\s+that|rather|or\s+is\s+it)\b[\s,.–—-]*)+"
    r"(?:(?:it['’]?s|that['’]?s|it\s+is)\s+)?$",
    re.I,
)
"""The name that the next one replaces."""
_BEGUN = re.compile(r"(?<![\w.])(?P<v>\d{1,5})[\s,.–—-]+$")
"""A house's number that is said again with its street."""
_REACH = 60  # characters from a value to its correction


def by_correction(line: Line, hits: list[Hit], policy: Policy) -> Iterator[Hit]:
    """The value that replaces another in the same turn, and the rest of a code."""
    for hit in hits:
        yield from grown(line, hit)
        yield from numbers_beside(line, hit)
        if hit.type == "NAME" and (wrong := _NAME_PUT_RIGHT.search(line.text, max(0, hit.start - _REACH), hit.start)):
            index = line.token_at(wrong.start("v"))
            if could_be_name(line, index, policy, sure=line.tokens[index].capital or not line.cased):
                yield Hit(*wrong.span("v"), "NAME", hit.score, "correction")
        begun = _BEGUN.search(line.text, max(0, hit.start - _REACH), hit.start) if hit.type == "ADDRESS" else None
        if begun and line.text.startswith(begun["v"], hit.start):
            yield Hit(*begun.span("v"), hit.type, hit.score, "begun")
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
    over = not line.low(index + 1).isalpha()
    if index < len(line.tokens) and could_be_name(line, index, policy, sure=line.cased or over):
        end = extended(line, index, policy)
        yield Hit(line.tokens[index].start, name_end(line, end), "NAME", hit.score, "correction")
