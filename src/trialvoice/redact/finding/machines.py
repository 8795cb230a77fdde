"""Addresses of machines in a network, as they are said: IP and MAC."""

import re
from collections.abc import Iterator

from trialvoice.redact.finding.cues import cue_of, hits_of
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit

_BYTE = r"\d{1,3}"
_DOT = r"(?:[\s.,]|\b(?:dot|point|period|decimal|uh|um|then)\b)"
_PAIR = r"(?<![\w'’])(?:[0-9a-f][\s,]{0,2}[0-9a-f]|[0-9a-f])(?![\w'’])"
_PORT = r"(?:\s*(?:[:/]|\b(?:colon|port|slash)\b)+\s*\d{1,5})"
_CUES = (
    cue_of(
        "ip address",
        "URL",
        r"\bip(?:['’]s|\s+(?:address|is|was|it['’]s|that['’]s|of|for|on|the|my|your|[a-z]+|uh|um)|,){0,6}?[\s,:]+"
        rf"(?P<v>{_BYTE}(?:{_DOT}{{1,6}}{_BYTE}){{1,11}}{_PORT}?|\d{{4,12}})(?!\w)",
        0.6,
        3,
    ),
    cue_of(
        "part of an ip address",
        "URL",
        r"\b(?:ip(?:\s+address)?(?:['’]s)?\s+(?:starts?|begins?|ends?)\s+(?:in|with)|octet(?:['’]s|\s+(?:is|was))?)\s+(?:dot\s+)?"
        rf"(?P<v>{_BYTE})(?!\w)",
        0.6,
        1,
    ),
    cue_of(
        "ip address of hex digits",
        "URL",
        r"\bip\s?(?:v\s?6|address)\b.{0,20}?"
        r"(?P<v>(?<!\w)(?=[0-9a-f\s]{1,12}(?::|colon\b))(?:[0-9a-f]{1,4}(?!\w)(?:[\s,:]|colon\b)*){3,})",
        0.6,
        1,
    ),
    cue_of("ip address with a port", "URL", rf"(?P<v>(?<![\d.])(?:{_BYTE}\.){{3}}{_BYTE}{_PORT})(?!\w)", 0.6, 6),
    cue_of(
        "mac address",
        "ID",
        rf"\bmac\b[^?!]{{0,40}}?(?P<v>{_PAIR}(?:[\s:,.-]{{1,3}}(?:(?:colon|dash|dot|then|uh|um)[\s,]+)*{_PAIR}){{2,}})",
        0.6,
        2,
    ),
    cue_of("pairs with colons", "ID", rf"(?P<v>{_PAIR}(?:[\s,]*:[\s,]*{_PAIR}){{3,}})", 0.6, 2),
)


_HINT = re.compile(r"\bip|\bmac\b|\boctet|[:/]|\b(?:colon|port|slash)\b", re.I)


def machines(line: Line) -> Iterator[Hit]:
    """The addresses that a turn tells."""
    if not line.has_digit or not _HINT.search(line.text):
        return
    for cue in _CUES:
        yield from hits_of(line, cue)
