"""Identifiers that only the turns before tell: answers, and values that go on over several turns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.redact.finding.answered_houses import house_answered, house_or_place
from trialvoice.redact.finding.answered_letters import letters, letters_of_id
from trialvoice.redact.finding.cues import CODE_PREFIX, trimmed
from trialvoice.redact.finding.digits_said import counting, digit_by_digit, is_back_channel
from trialvoice.redact.finding.names import could_be_name
from trialvoice.redact.finding.nicknames import nickname_answered
from trialvoice.redact.finding.online_answers import email_answer, handle_answer
from trialvoice.redact.finding.patterns import MONTH, UNIT
from trialvoice.redact.finding.place_answers import half_postcodes, place_named
from trialvoice.redact.finding.questions import (
    asks_birth,
    asks_date_part,
    asks_number,
    asks_place_name,
    asks_something,
    asks_which_name,
    questions,
)
from trialvoice.redact.lexicon import MONTHS, lexicon, word_set
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, is_abbreviation, is_drug, is_ordinary, stays

_VALUES = {
    "DATE": re.compile(
        rf"(?:{MONTH}[\s,]*)?(?:the\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)(?:\s+(?:of\s+)?{MONTH})?(?:[\s,]+\d{{2,4}})?"
        rf"|(?:first|second|third)(?:\s+(?:of\s+)?{MONTH})?|\d(?:[\d\s,./-]*\d)?)(?!\s*{UNIT}|\w|%)|{MONTH}",
        re.I,
    ),
    "PHONE": re.compile(rf"\+?\(?\d(?:[\d\s,.()-]*\d)?(?!\s*{UNIT}|\w|%)"),
    "ID": re.compile(
        rf"(?<![\w'’])#?{CODE_PREFIX}\d[\da-z]*(?:[\s,.-]{{1,3}}[\da-z]*\d[\da-z]*)*(?:-[a-z]{{1,3}}\b)?"
        rf"(?!\s*{UNIT}|\w|%)",
        re.I,
    ),
    "ADDRESS": re.compile(
        rf"\d[\d\s,-]{{2,}}\d(?!\s*{UNIT}|\w|%)|\b\d{{1,5}}(?=\W*$)"
        rf"|\b\d{{1,5}}(?:\s?[a-hj-z]\b)?(?!\s*{UNIT})(?:,?\s+(?!(?:and|or|but|the|on|in|at|with|is|of|to|near"
        rf"|just)\b)[a-z][\w'’-]*){{1,4}}",
        re.I,
    ),
    "AGE": re.compile(rf"\b(?:[Aa]\s+)?(?:9\d|1[01]\d)\b(?!\s*(?:mg|{UNIT.replace('years?|', '')}|%|/))"),
}
_LEAST = {"DATE": 1, "PHONE": 3, "ID": 3, "ADDRESS": 1, "AGE": 2}
_TAIL = re.compile(
    r"\W*(?:(?:right|correct|yes|yeah|okay|please|thanks|thank\s+you|is\s+it|is\s+that\s+right|i\s+think|i\s+believe|then|dot|dash|hyphen|slash|colon)\W*)?$",
    re.I,
)
"""What may follow the value that a turn ends with."""
_DOT_SAID = re.compile(r"\bdot\b", re.I)
"""Said of addresses, where readings have a point."""
_SINGLE = re.compile(r"\w(?:[\s,.-]+\w)*")
_LONG = 40  # words: a longer turn tells a story, and is no answer
_SHORT = 8  # words: what somebody says who says an address only
_HOLDS = 3  # turns for which a question stays open
_NUMERIC = frozenset(("PHONE", "ID"))
_GOES_ON = (*_NUMERIC, "DATE", "EMAIL")
"""Types whose values are said over several turns."""
_FILLERS = word_set("around_answers")


@dataclass(frozen=True, slots=True)
class _Open:
    """A question that waits for its answer; begun where a part was given, or where any bare number answers it.

    named: whether the name of a place is asked for, so that any short answer is one.
    """

    kind: str
    left: int
    begun: bool = False
    named: bool = False


def by_question(lines: Sequence[Line], alone: Sequence[Sequence[Hit]], policy: Policy) -> list[list[Hit]]:
    """For each turn, the hits that the turns before it tell. alone: what each turn tells by itself."""
    found: list[list[Hit]] = []
    asked: list[_Open] = []
    for line, own in zip(lines, alone, strict=True):
        hits = [hit for question in asked for hit in _answers(line, question, policy)]
        found.append(hits)
        asked = _still_open(asked, line, hits, own)
    return found


def _still_open(asked: list[_Open], line: Line, hits: Sequence[Hit], own: Sequence[Hit]) -> list[_Open]:
    """New questions close old ones; a value that a turn ends with may go on in the next ones."""
    if asked and not hits and is_back_channel(line):
        return asked
    begun = {hit.type for hit in (*hits, *own) if _may_go_on(line, hit)}
    numeric = {question.kind for question in asked if question.kind in _NUMERIC}
    if numeric and begun & _NUMERIC:  # what was asked for says what the digits are
        begun = (begun - _NUMERIC) | numeric
    begun |= {hit.type for hit in (*hits, *own) if hit.type == "NAME" and _in_letters(line, hit)}
    going_on = [_Open(kind, _HOLDS, begun=True) for kind in sorted(begun)]
    kinds = questions(line.text)
    if "NICKNAME" not in kinds and any(hit.type == "NAME" for hit in own) and asks_which_name(line.text):
        kinds.append("NICKNAME")
    if "ID" in kinds and any(q.kind == "ADDRESS" for q in asked) and asks_number(line.text):
        kinds = ["ADDRESS"]
    dated = asks_birth(line.text) or (asks_date_part(line.text) and _date_begun(line, asked, (*hits, *own)))
    named = asks_place_name(line.text)
    fresh = [_Open(kind, _HOLDS, kind == "DATE" and dated, named) for kind in kinds if kind not in begun]
    if fresh or (not hits and len(line.tokens) > 2 and asks_something(line.text)):
        return [*going_on, *fresh]
    short = len(line.tokens) < 8
    old = [
        _Open(q.kind, q.left - 1, q.begun)
        for q in asked
        if q.kind not in begun and q.left > 1 and (short and (not hits or q.begun))
    ]
    return [*going_on, *old]


def _date_begun(line: Line, asked: Sequence[_Open], hits: Sequence[Hit]) -> bool:
    """Whether a part of a date was told before, or the first part is asked for now: "month?"."""
    told = any(hit.type == "DATE" for hit in hits) or any(q.kind == "DATE" and q.begun for q in asked)
    return told or line.low(0) in ("month", "day", "year")


def _may_go_on(line: Line, hit: Hit) -> bool:
    """Whether a turn ends with a value that the next one may go on with; a place only with its number."""
    numbered = hit.type == "ADDRESS" and bool(re.search(r"\d|\bone\b", line.text[hit.start : hit.end]))
    return (numbered or hit.type in _GOES_ON) and _ends(line, hit)


def _in_letters(line: Line, hit: Hit) -> bool:
    """Whether a name was said letter by letter, so that more letters may follow."""
    spelled = (end for _, end in line.view.spelled())
    return bool(_SINGLE.fullmatch(line.text, hit.start, hit.end)) or (hit.end in spelled and _ends(line, hit))


def _ends(line: Line, hit: Hit) -> bool:
    return bool(_TAIL.match(line.text, hit.end))


def _answers(line: Line, question: _Open, policy: Policy) -> Iterator[Hit]:
    kind = question.kind
    if len(line.tokens) > _LONG:
        return
    if kind == "NAME":
        yield from _name(line, policy)
    elif kind == "HOUSE":
        yield from house_answered(line)
    elif kind == "NICKNAME":
        yield from nickname_answered(line, policy)
    elif kind == "ID":
        yield from letters_of_id(line, policy, only=_only_values(line))
    elif kind == "EMAIL":
        yield from email_answer(line)
    elif kind == "URL":
        yield from handle_answer(line)
    elif kind in ("ADDRESS", "ORGANISATION"):
        yield from house_or_place(line, kind, policy)
    if kind == "ADDRESS" and question.named:
        yield from place_named(line, policy)
    if kind == "ADDRESS" and _only_values(line):
        yield from half_postcodes(line)
    if kind in _VALUES:
        yield from _values(line, question)


def _values(line: Line, question: _Open) -> Iterator[Hit]:
    kind, only = question.kind, _only_values(line)
    least = 1 if question.begun and only else _LEAST[kind]
    bare = all(token.low in _FILLERS for token in line.tokens if token.alphabetic and len(token.low) > 1)
    if kind in _NUMERIC and (bare or (only and digit_by_digit(line, 0, len(line.text)))):
        least = min(least, 2)
    story = len(line.tokens) > 12 or (question.begun and not only) or any(is_drug(token.low) for token in line.tokens)
    if kind in ("PHONE", "ID") and story:  # three digits are a reading
        least = 4
    for found in _VALUES[kind].finditer(line.text):
        start, end = trimmed(line.text, *found.span())
        value = line.text[start:end]
        digits = sum(c.isdigit() for c in value)
        if re.fullmatch(r"\d+\.\d{1,2}", value) and not _DOT_SAID.search(line.view.source):  # a reading
            continue
        if kind in ("PHONE", "ID") and (
            (least > 1 and not bare and re.fullmatch(r"(?:19|20)\d\d", value)) or counting(value)
        ):
            continue
        if kind == "DATE" and not _dated(value, digits, line, going_on=question.begun and only):
            continue
        if kind == "ADDRESS" and digits < 4 and not (only or len(line.tokens) <= _SHORT + 2):
            continue
        if digits >= least or (
            kind == "DATE" and re.fullmatch(rf"(?:the\s+)?(?:{MONTH}|first|second|third).*", value, re.I)
        ):
            yield Hit(start, end, kind, 0.6, "answer")


def _only_values(line: Line) -> bool:
    """Whether a turn holds numbers, letters and months, and one other word at most."""
    words = [
        token.low
        for token in line.tokens
        if token.alphabetic and len(token.low) > 1 and token.low not in _FILLERS and token.low not in MONTHS
    ]
    return len(words) <= 1


def _dated(value: str, digits: int, line: Line, *, going_on: bool) -> bool:
    """A bare number is a date only in a short answer, and not where it is a year alone or a count."""
    low = value.lower()
    if re.search(MONTH, low, re.I) or re.search(r"\d(?:st|nd|rd|th)", low):
        return low != "may" or len(line.tokens) <= 3
    if going_on:
        return True
    if re.fullmatch(r"(?:the\s+)?(?:first|second|third)", low):
        return len(line.tokens) <= 5
    return digits >= 4 and len(line.tokens) <= 16 and not re.fullmatch(r"20[12]\d", low)


def _name(line: Line, policy: Policy) -> Iterator[Hit]:
    """The words of a short answer that can be names, and what is spelled in it."""
    for start, end in line.view.spelled():
        if not is_abbreviation(line.text[start:end], policy):
            yield Hit(start, end, "NAME", 0.8, "answer")
    yield from letters(line)
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
