"""E-mail addresses and names online that answer a question or are said over several turns."""

import re
from collections.abc import Iterator, Sequence

from trialvoice.redact.finding.digits_said import is_back_channel
from trialvoice.redact.finding.handles import can_be_handle
from trialvoice.redact.finding.patterns import UNIT
from trialvoice.redact.lexicon import word_set
from trialvoice.redact.reading.lines import Line, Token
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import is_ordinary

_SIGN = re.compile(
    r"\b(?:dot|dash|underscore|hyphen|at)\b|@|\.\w|\b(?:gmail|yahoo|hotmail|outlook|i\s?cloud|aol|proton\s?mail)\b",
    re.I,
)
_DOMAIN_FIRST = re.compile(
    r"\W*(?:(?:yes|yeah|okay|ok|and|then|and\s+then|it['’]s|that['’]s|uh|um)\W+){0,2}(?:at|@)\s*(?:sign\s+)?(?:the\s+)?"
    r"(?:\w[\w-]*\.[\w.-]*\w|(?:gmail|yahoo|hotmail|outlook|i\s?cloud|aol|proton\s?mail|comcast|verizon)\b|\w+\W*$|\w+\s+dot\b|\W*$)",
    re.I,
)
_UNFINISHED = re.compile(r"(?<=\w)[\s,]+(?P<sign>dot|dash|hyphen|underscore|at)\W*$", re.I)
"""A sign after which an address goes on in the next turn."""
_ALONE = re.compile(r"\W*(?:(?:and|then|okay)\W+)*(?P<v>at|@)\W*$", re.I)
_DOMAIN = re.compile(r"\w\.[a-z]{2,}|\b(?:gmail|yahoo|hotmail|outlook|i\s?cloud|aol|proton\s?mail)\b|\bdot\b", re.I)
_INTRODUCED = re.compile(r"\b(?:is|it['’]s|that['’]s|was|be|address|mail|email|got|um|uh)[\s,:]+", re.I)
_UNITS = re.compile(rf"\d\s*{UNIT}", re.I)
_THE = re.compile(r"\bthe\s+$", re.I)
_NAMED = re.compile(
    r"\b(?:is|was|it['’]?s|that['’]?s|i['’]?m|am|as|user|called|put(?:\s+in)?|typed(?:\s+in)?|entered|picked|chose|used?|went\s+with)\s+",
    re.I,
)
"""What leads to a name in an answer: "I put in lemon drops"."""
_ABOUT = re.compile(
    r"(?<=\w)[\s,.]+(?:and\s+|it['’]s\s+|that['’]s\s+|with\s+)*(?:i\s+(?:think|guess|believe)|if\s+i\b|(?:all\s+)?(?:one\s+word|(?:lower|upper)\s?case|caps\b|together)"
    r"|(?:with\s+)?no\s+(?:spaces?|caps|capitals)|(?:capital|small)\s+\w\b|spelled\b|with\s+(?:an?|the|two|one)\b|one\W*$)",
    re.I,
)
"""What is said of a name after it."""
_ALLOWED = word_set("inside_handles")
_HEDGES = frozenset(("think", "guess", "believe", "probably", "maybe", "only"))
_CONTRACTED = re.compile(r"['’](?:d|ll|ve|re|m)$|n['’]t$")
_REACH = 4  # turns over which an address is said
_WITH_SIGNS = 10
_BRIEF = 16
_WITHOUT = 5
"""Words of an answer that is an address or a name, and nothing else."""


def email_answer(line: Line) -> Iterator[Hit]:
    """What a short answer says of an address that is not said in one go: "tina dash lopez", "at comcast dot net"."""
    words = _content(line)
    signs = _SIGN.search(line.text)
    if not words or len(words) > (_WITH_SIGNS if signs else _WITHOUT):
        return
    rare = bool(line.view.spelled()) or any(
        not token.alphabetic or len(token.low) == 1 or not is_ordinary(token.low) for token in words
    )
    if signs or (rare and not _talks(words)):
        yield Hit(words[0].start, words[-1].end, "EMAIL", 0.6, "answer")


def handle_answer(line: Line) -> Iterator[Hit]:
    """A short answer that is a name online: "hiker chick seventy four"."""
    if len(line.tokens) <= _BRIEF:
        yield from (Hit(*run, "URL", 0.6, "answer") for run in line.view.spelled())
    words = _content(line)
    introduced = max((found.end() for found in _NAMED.finditer(line.text)), default=0)
    told = _ABOUT.search(line.text, introduced)
    words = [token for token in words if introduced <= token.start and (told is None or token.start < told.start())]
    if not words or len(words) > _WITHOUT + 1 or _talks(words) or _UNITS.search(line.text):
        return
    start, end = words[0].start, words[-1].end
    if any(
        token.low in ("with", "in", "on", "from", "by") for token in line.tokens if introduced <= token.start < start
    ):
        return
    if can_be_handle(line.text[start:end], asked=True):
        lead = _THE.search(line.text, 0, start)
        yield Hit(lead.start() if lead else start, end, "URL", 0.6, "answer")


def mail_begun(lines: Sequence[Line]) -> list[list[Hit]]:
    """For each turn, the part of an address that a later turn ends: "sunny side eggs" / "at gmail dot com"."""
    found: list[list[Hit]] = [[] for _ in lines]
    for index, line in enumerate(lines):
        if not index or not _DOMAIN_FIRST.match(line.text) or not any(map(_has_domain, lines[index : index + _REACH])):
            continue
        if alone := _ALONE.match(line.text):
            found[index].append(Hit(*alone.span("v"), "EMAIL", 0.6, "address that goes on"))
        for before in range(index - 1, max(-1, index - _REACH - 1), -1):
            if is_back_channel(lines[before]) or _asks_back(lines[before]):
                continue
            words = _content(lines[before])
            introduced = [m.end() for m in _INTRODUCED.finditer(lines[before].text)]
            words = [token for token in words if not introduced or token.start >= introduced[-1]]
            if not words or len(words) > _WITH_SIGNS:
                break
            found[before].append(_part(lines[before], words))
            if len(words) > 2:
                break
    for index, line in enumerate(lines):
        if _UNFINISHED.search(line.text) and any(map(_has_domain, lines[index + 1 : index + _REACH])):
            words = _content(line)
            found[index] += [_part(line, words)] if 0 < len(words) <= _WITHOUT else []
    return found


def _part(line: Line, words: Sequence[Token]) -> Hit:
    """A part of an address, with "the" and the sign after which it goes on."""
    lead, sign = _THE.search(line.text, 0, words[0].start), _UNFINISHED.search(line.text, words[-1].end)
    end = sign.end("sign") if sign else words[-1].end
    return Hit(lead.start() if lead else words[0].start, end, "EMAIL", 0.6, "address that goes on")


def _asks_back(line: Line) -> bool:
    """Whether somebody asks about what was said: "is that two words"."""
    return bool(re.match(r"\W*(?:is|was|are|do|does|did|with|which|all|no|yes|yeah|so)\b", line.text, re.I)) or (
        line.text.rstrip().endswith("?")
    )


def _has_domain(line: Line) -> bool:
    return _DOMAIN.search(line.text) is not None


def _talks(words: Sequence[Token]) -> bool:
    """Whether words belong to a sentence, and not to a name."""
    return any(
        _CONTRACTED.search(token.low) or (token.low in word_set("ends_handle") and token.low not in _ALLOWED)
        for token in words
    )


def _content(line: Line) -> list[Token]:
    """The words and numbers of an answer without those around it."""
    fillers = word_set("around_answers")
    said = [token for token in line.tokens if token.text[:1].isalnum() or token.text == "@"]
    while said and (
        said[0].low in _HEDGES or (said[0].low in fillers and len(said[0].low) > 1 and said[0].low != "at")
    ):
        said = said[1:]
        said = said[1:] if len(said) > 1 and said[0].low == "i" and said[1].low in _HEDGES else said
    while said and said[-1].low in fillers and len(said[-1].low) > 1:
        said = said[:-1]
    return said
