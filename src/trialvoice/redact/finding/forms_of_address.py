"""How somebody is spoken to or of: "mr long", "sergeant pike", "uncle buck", "have a good weekend, hank"."""

import re
from collections.abc import Iterator

from trialvoice.redact.finding.names import after_cue
from trialvoice.redact.lexicon import MONTHS, lexicon, word_set
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, like_adjective, stays, unknown

_TITLE = re.compile(
    r"\b(?:dr|mr|mrs|ms|prof|doc|doctor|mister|miss|missus|miz|professor|nurse|sister|judge|pastor|rabbi|imam|reverend|rev|deacon|bishop"
    r"|father|brother|elder|sergeant|sarge|captain|colonel|lieutenant|corporal|officer|deputy|detective|sheriff|coach|principal"
    r"|senator|sir|lady|dame|aunt|auntie|aunty|uncle|cousin|grandma|grandpa|granny|gran|nana|papa|mama|tía|tia|tío|tio|abuela|señora"
    r"|señor|senora|senor|monsieur|madame|herr|frau|big|old|lil|young)\b\s?\.?\s+(?:[a-z]\.?\s+(?=[a-z]{3}))?",
    re.I,
)
_NEVER_AFTER_TITLE = NOT_A_NAME - lexicon().surnames_ambiguous - lexicon().given_ambiguous
_SURE_TITLE = re.compile(r"(?:mr|mrs|ms|mister|missus)\b", re.I)
"""Titles that nobody says without a name, even where it is a word: "mr long"."""
_ALONE_TOO = re.compile(
    r"(?:sister|father|brother|elder|sir|lady|cousin|gran|papa|mama|big|old|lil|young|principal|captain)\b", re.I
)
"""Titles that ordinary words follow: only what is a name whatever stands before it is one."""
_SHORT_TITLE = re.compile(
    r"\b(?:dr|mr|mrs|ms|prof|doc|doctor|mister|miss|missus|professor)\b\s?\.?\s+(?:[a-z]\.?\s+)?$", re.I
)
"""Titles go with the name: they belong to how somebody is called."""
_LETTER = re.compile(
    r"\b(?:dr|mr|mrs|ms|doctor|mister|miss|missus)\b\s?\.?\s+(?![ai]\b)(?:[a-z]\b\.?)(?!['’]|\s+[a-z]\b)", re.I
)
"""All that is said of the name: "doctor b"."""
_DR = re.compile(r"\bdr\.?\s+", re.I)
_VOCATIVE = re.compile(
    r"(?:\b(?:hi|hey|hello|thanks|thank\s+you|bye|goodbye|morning|afternoon|evening|welcome(?:\s+back)?|come\s+(?:on\s+)?in"
    r"|take\s+care)[\s,]+(?P<v>[a-z'’]+)(?=\s*(?:[,.?!]|$))|(?:^|[.?!]\s+)(?:so|okay|ok|alright|well|now|and)[\s,]+"
    r"(?P<w>[a-z'’]+),|^\W*(?P<x>[a-z'’]{3,}),\s+(?=[a-z]))",
    re.I,
)
"""Somebody is spoken to, and so a word that is a name too is one."""
_AT_THE_END = re.compile(
    r"(?:\b(?P<closed>weekend|day|night|afternoon|safe|next|luck|soon|later|easy|much|welcome|tomorrow|week|(?:mon|tues|wednes|thurs"
    r"|fri|satur|sun)day|good\s+job|well\s+done|no\s+problem|of\s+course)|\b(?:it|you|that|this|now|time|there|here|done|up|back|right"
    r"|please|too|perfect|fine|again|today|seat|moment|second|minute|sleeve|arm|everything|ready|through|down|in))[\s,]+(?P<v>[a-z'’]{2,})\s*(?=[.?!]|$)",
    re.I,
)
"""The last word after what is said in full: "have a great weekend hank"."""


def forms_of_address(line: Line, policy: Policy) -> Iterator[Hit]:
    """Names after titles, and the names of those who are spoken to."""
    for found in _TITLE.finditer(line.text):
        if _SURE_TITLE.match(found[0]):
            yield from _titled(line, found, policy)
        sure = not _ALONE_TOO.match(found[0])
        for hit in after_cue(line, found.end(), policy, sure=sure, score=0.85 if sure else 0.6):
            short = _SHORT_TITLE.search(line.text, 0, hit.start)
            yield Hit(short.start() if short else hit.start, hit.end, "NAME", hit.score, hit.source)
    for found in _LETTER.finditer(line.text):
        yield Hit(*found.span(), "NAME", 0.6, "name cue")
    for found in _DR.finditer(line.text):
        yield from _after_dr(line, found, policy)
    yield from _spoken_to(line)
    yield from _bidden_farewell(line, policy)


def _titled(line: Line, found: re.Match[str], policy: Policy) -> Iterator[Hit]:
    """What follows a title that nobody says without a name: "mr long"."""
    index = line.token_at(found.end())
    said = index < len(line.tokens) and line.tokens[index].alphabetic and line.low(index) not in _NEVER_AFTER_TITLE
    if said and not stays(line, index, policy):
        yield Hit(found.start(), line.tokens[index].bare_end, "NAME", 0.7, "name cue")


def _after_dr(line: Line, found: re.Match[str], policy: Policy) -> Iterator[Hit]:
    """What follows "dr" and is not what a doctor does: "dr pine"."""
    index = line.token_at(found.end())
    word = line.low(index)
    does = word in word_set("deeds") or word in word_set("acts") or word.endswith(("ed", "ing", "s", "ly"))
    if len(word) > 2 and word.isalpha() and not does and word not in NOT_A_NAME and not stays(line, index, policy):
        yield Hit(found.start(), line.tokens[index].bare_end, "NAME", 0.6, "name cue")


def _spoken_to(line: Line) -> Iterator[Hit]:
    lists = lexicon()
    for found in _VOCATIVE.finditer(line.text):
        group = next(group for group in "vwx" if found[group])
        word = found[group].lower()
        if (
            (lists.any_given(word) or (unknown(word) and group != "x"))
            and word not in MONTHS
            and word not in NOT_A_NAME
        ):
            yield Hit(*found.span(group), "NAME", 0.6, "name cue")


def _bidden_farewell(line: Line, policy: Policy) -> Iterator[Hit]:
    for found in _AT_THE_END.finditer(line.text):
        word = found["v"].lower()
        rare = bool(found["closed"]) and unknown(word) and not like_adjective(word)
        if not (rare or lexicon().any_given(word)) or word in NOT_A_NAME or word in MONTHS:
            continue
        if not stays(line, line.token_at(found.start("v")), policy):
            yield Hit(*found.span("v"), "NAME", 0.6, "name cue")
