"""Identifiers that only the question tells: "Can you spell your last name?" - "Sure. K-O-W."."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.redact.cues import CODE_PREFIX, trimmed
from trialvoice.redact.lexicon import MONTHS, lexicon
from trialvoice.redact.lines import Line
from trialvoice.redact.names import could_be_name
from trialvoice.redact.patterns import MONTH, UNIT
from trialvoice.redact.policy import Policy
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, is_abbreviation, is_ordinary, stays

_QUESTIONS = tuple(
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        (
            "DATE",
            r"\b(?:date\s+of\s+birth|birth\s?-?(?:day|date)|d\.?o\.?b|when\s+(?:were|was)\s+\w+\s+born"
            r"|what\s+(?:day|date|month|year)|which\s+(?:day|date|month)|"
            r"(?:the|your)\s+(?:exact\s+)?date\b|on\s+what\s+date|when\s+was\s+(?:that|it|the|your))",
        ),
        (
            "PHONE",
            r"\b(?:phone|telephone|cell|mobile|fax|number\s+to\s+(?:reach|call|contact)|reach\s+(?:you"
            r"|him|her|them)|call\s+(?:you|him|her|them)|contact\s+number|best\s+number|"
            r"good\s+number|call\s?back\s+number|your\s+number|area\s+code|emergency\s+contact)\b",
        ),
        (
            "ID",
            r"\b(?:m\.?r\.?n|medical\s+record|record\s+number|social(?:\s+security)?|ssn|insurance|policy"
            r"|member|plan\s+number|medicare|account|licen[sc]e|passport|subject\s+(?:id|number)|"
            r"participant\s+(?:id|number)|patient\s+(?:id|number)|screening\s+number|randomi[sz]ation"
            r"|kit(?:\s+number)?|bottle\s+number|id\b|id\s+number|case\s+number|badge|serial"
            r"|number\s+on\s+(?:the|your)|"
            r"confirmation|last\s+four|plate|group\s+number|chart\s+number|reference\s+number)",
        ),
        (
            "ADDRESS",
            r"\b(?:address|zip(?:\s*code)?|postal\s+code|post\s?code|where\s+(?:do|did|does|are|is"
            r"|were)\s+(?:you|he|she|they)\s+(?:live|living|from|born|grow|staying|reside|based|calling)|"
            r"what\s+(?:city|town|street|county|neighborhood)|which\s+(?:city|town|street)"
            r"|where\s+(?:are\s+you|you['’]?re)\s+from|live\s+now)",
        ),
        ("EMAIL", r"\be-?\s?mail\b"),
        ("AGE", r"\b(?:how\s+old|your\s+age|what\s+age)\b"),
        (
            "ORGANISATION",
            r"\b(?:where\s+do\s+you\s+work|who\s+do\s+you\s+work\s+for|your\s+employer|name\s+of\s+(?:the"
            r"|your)\s+(?:company|employer|clinic|hospital|pharmacy)|which\s+(?:hospital|clinic|pharmacy)"
            r"|what\s+(?:hospital|clinic|pharmacy))\b",
        ),
        (
            "NAME",
            r"\b(?:your|his|her|their|the|doctor['’]?s|maiden|last|first|full|middle|patient['’]?s"
            r"|husband['’]?s|wife['’]?s|son['’]?s|daughter['’]?s|contact['’]?s|legal)\s+(?:full\s+"
            r"|last\s+|first\s+|"
            r"middle\s+|maiden\s+|legal\s+|sur)?-?name\b(?!\s+of\s+(?:the|that|this|your)\s+(?:med|drug"
            r"|pill|tablet|company|clinic|hospital|pharm|study|condition|disease))|\bspell\b"
            r"|\bwho\s+(?:is|was|are|am)\s+"
            r"(?:your|that|this|the|i|calling|speaking|you\s+seeing)|\bwho['’]?s\s+(?:your|that|this|the"
            r"|calling|with)|\bcall\s+you\b(?!\s+(?:at|back|on))|\bwhat\s+should\s+i\s+call"
            r"|\bmay\s+i\s+ask\s+who"
            r"|\b(?:doctor|physician|contact|caregiver|coordinator|investigator)\s+(?:you\s+saw|called"
            r"|named)|\bwho\s+(?:referred|brought|drove|lives|takes|came|prescribed|did\s+you\s+see)",
        ),
    )
)
_NOT_PERSON = re.compile(
    r"\bname\s+of\s+(?:the|that|this|your|a)\s+(?:\w+\s+)?(?:med|drug|pill|tablet|cream|company"
    r"|antibiotic|inhaler|vitamin|supplement|condition|disease|test|procedure)"
    r"|\bspell\s+(?:the\s+)?(?:drug|med)",
    re.I,
)
_VALUES = {
    "DATE": re.compile(
        rf"(?:{MONTH}[\s,]*)?(?:\d{{1,2}}(?:st|nd|rd|th)(?:\s+of\s+{MONTH})?(?:[\s,]+\d{{2,4}})?"
        rf"|\d[\d\s,./-]*\d)(?!\s*{UNIT}|\w|%)|{MONTH}",
        re.I,
    ),
    "PHONE": re.compile(rf"\+?\(?\d(?:[\d\s,.()-]*\d)?(?!\s*{UNIT}|\w|%)"),
    "ID": re.compile(
        rf"(?<![\w'’])#?{CODE_PREFIX}\d[\da-z]*(?:[\s,-]{{1,3}}[\da-z]*\d[\da-z]*)*(?:-[a-z]{{1,3}}\b)?"
        rf"(?!\s*{UNIT}|\w|%)",
        re.I,
    ),
    "ADDRESS": re.compile(rf"\d[\d\s,-]{{2,}}\d(?!\s*{UNIT}|\w|%)"),
    "AGE": re.compile(rf"\b(?:9\d|1[01]\d)\b(?!\s*(?:mg|{UNIT.replace('years?|', '')}|%|/))"),
}
_LEAST = {"DATE": 1, "PHONE": 3, "ID": 3, "ADDRESS": 3, "AGE": 2}
_OTHER = re.compile(
    r"\?\s*$|\b(?:how|what|when|where|why|which|any|(?:do|did|have|had|are|were|can|could)\s+you)\b", re.I
)
_LONG = 40  # words: a longer turn tells a story, and is no answer
_HOLDS = 3  # turns for which a question stays open
_FILLERS = frozenset(
    [
        "it",
        "is",
        "it's",
        "its",
        "that's",
        "that",
        "would",
        "be",
        "sure",
        "yes",
        "yeah",
        "yep",
        "okay",
        "ok",
        "um",
        "uh",
        "er",
        "well",
        "so",
        "my",
        "name",
        "the",
        "and",
        "last",
        "first",
        "i'm",
        "i",
        "am",
        "of",
        "course",
        "oh",
        "let",
        "me",
        "see",
        "right",
        "no",
        "middle",
        "spelled",
        "s",
        "like",
        "in",
        "at",
        "from",
        "on",
        "live",
        "we",
        "here",
        "now",
        "please",
        "thanks",
        "just",
        "actually",
    ]
)


@dataclass(frozen=True, slots=True)
class _Open:
    kind: str
    left: int
    begun: bool = False


def by_question(lines: Sequence[Line], policy: Policy) -> list[list[Hit]]:
    """For each turn, the hits that the turns before it ask for."""
    found: list[list[Hit]] = []
    asked: list[_Open] = []
    for line in lines:
        hits = [hit for question in asked for hit in _answers(line, question, policy)] if asked else []
        found.append(hits)
        asked = _still_open(asked, line, hits)
    return found


def _still_open(asked: list[_Open], line: Line, hits: list[Hit]) -> list[_Open]:
    """New questions close old ones; a run of digits keeps its question open for the rest of it."""
    fresh = [_Open(kind, _HOLDS) for kind in questions(line.text)]
    if fresh or (not hits and len(line.tokens) > 2 and _OTHER.search(line.text)):
        return fresh
    numeric = {hit.type for hit in hits if hit.type in ("PHONE", "ID")}
    return [
        _Open(q.kind, _HOLDS, begun=True) if q.kind in numeric else _Open(q.kind, q.left - 1, q.begun)
        for q in asked
        if q.kind in numeric or (q.left > 1 and len(line.tokens) < 8 and not hits)
    ]


def questions(text: str) -> list[str]:
    """The types that a turn asks for, by its last words."""
    last = text[-160:]
    kinds = [kind for kind, pattern in _QUESTIONS if pattern.search(last)]
    if "NAME" in kinds and _NOT_PERSON.search(last):
        kinds.remove("NAME")
    if "ADDRESS" in kinds and "EMAIL" in kinds:
        kinds.remove("ADDRESS")
    return kinds


def _answers(line: Line, question: _Open, policy: Policy) -> Iterator[Hit]:
    kind = question.kind
    least = 1 if question.begun and _mostly_digits(line) else _LEAST.get(kind, 1)
    if kind in ("PHONE", "ID") and len(line.tokens) > 12:  # a story, in which three digits are a reading
        least = 4
    if len(line.tokens) > _LONG:
        return
    if kind == "NAME":
        yield from _name(line, policy)
    elif kind in ("ADDRESS", "ORGANISATION"):
        yield from _place(line, kind, policy)
    pattern = _VALUES.get(kind)
    if pattern is None:
        return
    for found in pattern.finditer(line.text):
        start, end = trimmed(line.text, *found.span())
        value = line.text[start:end]
        digits = sum(c.isdigit() for c in value)
        if kind in ("PHONE", "ID") and least > 1 and re.fullmatch(r"(?:19|20)\d\d", value):
            continue
        if kind == "DATE" and not _dated(value, digits, line):
            continue
        if digits >= least or (kind == "DATE" and value.lower().strip(".") in MONTHS):
            yield Hit(start, end, kind, 0.6, "answer")


def _mostly_digits(line: Line) -> bool:
    words = [token for token in line.tokens if token.alphabetic and token.low not in _FILLERS]
    return len(words) <= 1


def _dated(value: str, digits: int, line: Line) -> bool:
    """A bare number is a date only in a short answer, and not where it is a year alone or a count."""
    low = value.lower()
    if re.search(MONTH, low, re.I) or re.search(r"\d(?:st|nd|rd|th)", low):
        return low != "may" or len(line.tokens) <= 6
    return digits >= 4 and len(line.tokens) <= 16 and not re.fullmatch(r"20[12]\d", low)


def _name(line: Line, policy: Policy) -> Iterator[Hit]:
    """The words of a short answer that can be names, and what is spelled in it."""
    for start, end in line.view.spelled():
        if not is_abbreviation(line.text[start:end], policy):
            yield Hit(start, end, "NAME", 0.8, "answer")
    words = [i for i, token in enumerate(line.tokens) if token.alphabetic and token.low not in _FILLERS]
    short = len(words) <= 4
    for index in words:
        token = line.tokens[index]
        named = lexicon().named(token.low) and token.low not in NOT_A_NAME
        sure = lexicon().any_given(token.low) or token.low in lexicon().surnames or line.cased
        alone = short and not stays(line, index, policy) and token.low not in NOT_A_NAME and len(token.low) > 1
        if alone and (named or not is_ordinary(token.low)):
            yield Hit(token.start, token.bare_end, "NAME", 0.6, "answer")
        elif ((named and sure) or (token.capital and not line.starts_sentence(index))) and could_be_name(
            line, index, policy, sure=len(words) <= 12
        ):
            yield Hit(token.start, token.bare_end, "NAME", 0.5, "answer")


def _place(line: Line, kind: str, policy: Policy) -> Iterator[Hit]:
    words = [i for i, token in enumerate(line.tokens) if token.alphabetic and token.low not in _FILLERS]
    lists = lexicon()
    for index in words:
        token = line.tokens[index]
        if stays(line, index, policy) or token.low in NOT_A_NAME or len(token.low) < 3:
            continue
        placed = token.low in lists.places_ambiguous and (token.capital or len(words) <= 3)
        proper = line.cased and token.capital and not line.starts_sentence(index)
        rare = len(words) <= 5 and not is_ordinary(token.low)
        if placed or proper or rare:
            yield Hit(token.start, token.bare_end, kind, 0.5, "answer")
