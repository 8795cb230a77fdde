"""When an event began and when it was over, as said, and the dates that it comes to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from trialvoice.safe.events.about import Piece
from trialvoice.safe.events.lasting import DURATION, ENDS, N, lasted, of_a_medicine
from trialvoice.safe.language.date_meanings import Calendar
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.said_dates import after_onset, resolve
from trialvoice.safe.language.timing import times_in

_STARTS = re.compile(
    r"\b(?:start\w*|began|begin\w*|beginning|since|came (?:on|up|out|in)|come (?:on|up|out)|first noticed|notic\w+|"
    r"set in|crept|woke up|from|been there|went up|popped up|appeared|showed up|developed|kicked (?:in|off)|onset)\b",
    re.IGNORECASE,
)
_NOT_ITS_TIME = re.compile(
    r"^(?:every|each|the whole|over the|most)\b|^(?:today|this morning|tonight|this afternoon)$|^(?:for|over|in) "
    r"(?:about )?the (?:last|past)",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"^,?\s*(?:right |up |on )?(?:to|till|until|through|thru|-)\s*(?:about |the )*$", re.IGNORECASE)
"""Between two times: from the one to the other."""
_OF_NOW = re.compile(r"\b(?:today|yesterday|this morning|last night)\b", re.IGNORECASE)
_STILL = re.compile(r"\b(?:times|still|again|too|even|checked|came back|worse|repeat\w*|now)\b", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will|'ll|going to|if|by then|tomorrow|next|wants?|come (?:back|in)|see you|appointment|bring|call|due|"
    r"'ve to|(?:have|has) to|booked|planned)\b|\bweeks?\s*$",
    re.IGNORECASE,
)
_WHEN_BEGAN = re.compile(
    r"\b(?:when (?:was|did|were|'s|is|does)|since when|how long (?:have|has|ago|is|are|'ve)|what (?:day|date)|which "
    r"(?:week|day)|when's|how long has|did (?:it|that|this|they|these) (?:start|begin|come on))\b|^\W*(?:(?:and|so|"
    r"okay|oh)\W+)*(?:when|how long|since when|from when|since|"
    r"starting(?: when)?|(?:that |it )?(?:began|started))\W*\??$|how long\W*$",
    re.IGNORECASE,
)
_WHEN_OVER = re.compile(
    r"\b(?:when (?:did|was) (?:it|that|they|this|the \w+) (?:stop|end|go|clear|over|gone|settle|resolve|let up|"
    r"pass)\w*|how long "
    r"did|end date|date of death|(?:is|has|are|did|and) (?:it|that|they|the \w+) (?:\w+ )?(?:gone|stopped|healed|"
    r"cleared|settled?|resolved|better|heal|over)|all cleared)\b",
    re.IGNORECASE,
)
_HOW_LONG_WAS = re.compile(
    r"\bhow long (?:did|was|were) (?:it|that|this|they|those|the \w+)\b|\bend date\b|\bwhen (?:did|was) (?:it|"
    r"that|they|this|the "
    r"\w+) (?:stop|end|go away|clear|over|gone|settle|resolve)",
    re.IGNORECASE,
)
_OF_THE_REPORT = re.compile(
    r"\b(?:hear|know|aware|report\w*|sent|told|sign\w*|consent\w*|visit|dose|take|took)\b",
    re.IGNORECASE,
)
_OF_PAPERS = re.compile(
    r"\b(?:labs?|query|forms?|letter|message|infusion|note|page|log|source|appointment|diary|x-?ray|scan|forgot\w*|"
    r"missed|rang|phoned|called)\b",
    re.IGNORECASE,
)
_SHORT_ANSWER = 8
_REACH = 45
"""Characters before a time in which a verb says what began or ended then."""
_BEGINS = 8
_REDACTED = re.compile(r"\[DATE_\d+\]")
_SPAN = re.compile(r"\b(?:day|week|month|night|hour|minute)s?\b", re.IGNORECASE)
_SPAN_ALONE = re.compile(
    rf"^\W*(?:\w+ ){{0,2}}(?:{N}|eleven|twelve) (?:days?|weeks?|months?)(?:,? (?:maybe|now|or so|about))?\W*$",
    re.IGNORECASE,
)
_Kind = Literal["start", "plain", "end"]


@dataclass(frozen=True, slots=True)
class Times:
    """Onset and end as said, and as partial ISO dates."""

    onset: str | None = None
    onset_date: str | None = None
    end: str | None = None
    end_date: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """pieces: about the event.  lead: what led up to it.  case: pieces, and what was asked of the whole story later."""

    pieces: Sequence[Piece]
    lead: Sequence[Piece]
    case: Sequence[Piece]


def times(dialogue: Dialogue, said: Told, calendar: Calendar | None, *, over: bool) -> Times:
    """When it began and was over. over: only what is over has an end."""
    onset = _onset(dialogue, said)
    end = _end(dialogue, said) if over else None
    onset_date = _onset_date(dialogue, said, onset, calendar) if onset and calendar else None
    return Times(onset, onset_date, end, _end_date(end, onset_date, calendar) if end and calendar else None)


def _onset_date(dialogue: Dialogue, said: Told, onset: str, calendar: Calendar) -> str | None:
    """What the onset comes to. Where a date is redacted, what else was said of when: "last week"."""
    if not _REDACTED.search(onset):
        return resolve(onset, calendar)
    others = (other for kind, other, _ in _all_told(dialogue, said.pieces) if kind != "end")
    return next((day for other in others if (day := resolve(other, calendar))), None)


def _onset(dialogue: Dialogue, said: Told) -> str | None:
    if asked := _asked(dialogue, said.case, _WHEN_BEGAN):
        return asked
    told = _all_told(dialogue, said.pieces)
    lead = _all_told(dialogue, tuple(reversed(said.lead)))
    return _first(told, ("start",)) or _plain(told) or _first(lead, ("start", "plain"))


def _end(dialogue: Dialogue, said: Told) -> str | None:
    asked = _asked(dialogue, said.case, _WHEN_OVER)
    return asked or _first(_all_told(dialogue, said.pieces), ("end",)) or lasted(dialogue, said.pieces)


def _all_told(dialogue: Dialogue, pieces: Sequence[Piece]) -> list[tuple[_Kind, str, Piece]]:
    return [(kind, said, piece) for piece in pieces for kind, said in _told(dialogue, piece)]


def _told(dialogue: Dialogue, piece: Piece) -> Iterator[tuple[_Kind, str]]:
    """Each time in a statement, with what it is the time of."""
    sentence = piece.sentence
    if (dialogue.staff(sentence.turn) and sentence.question) or (not piece.named and of_a_medicine(sentence)):
        return
    named = times_in(piece.text)
    ranges = _ranges(piece.text, named)
    for at, match in enumerate(named):
        said = match[0].strip()
        before = _lead_in(dialogue, piece, match.start()) + piece.text[max(match.start() - _REACH, 0) : match.start()]
        if not piece.named and _OF_PAPERS.search(before):
            continue
        if _NOT_ITS_TIME.search(said) or _AHEAD.search(before) or (_OF_NOW.search(said) and _STILL.search(piece.text)):
            continue
        if at in ranges or at - 1 in ranges:
            yield "start" if at in ranges else "end", said
            continue
        yield _kind(before, said, piece.text[match.end() : match.end() + _REACH]), said


def _lead_in(dialogue: Dialogue, piece: Piece, at: int) -> str:
    """Of a sentence that begins with a time, what the one before says of it: "Gone. A month ago."."""
    if at > _BEGINS:
        return ""
    sentence = piece.sentence
    before = [s for s in dialogue.by_turn[sentence.at] if s.start < sentence.start][-1:]
    asked = dialogue.question_before(sentence.at)
    told = before or ([asked] if asked else [])
    return f"{told[0].text[-_REACH:]} " if told and not times_in(told[0].text) else ""


def _kind(before: str, said: str, after: str) -> _Kind:
    start, end = _last(_STARTS, f"{before}{said}"), _last(ENDS, f"{before}{said}")
    if start < 0 and end < 0:
        end = 0 if re.match(rf"^\W*(?:(?:it|they|all|i|he|she|was|were|just)\W+)*{ENDS.pattern}", after, re.I) else -1
    return "plain" if start == end == -1 else "start" if start > end else "end"


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _first(told: Sequence[tuple[_Kind, str, Piece]], kinds: Sequence[_Kind]) -> str | None:
    return next((said for kind, said, _ in told if kind in kinds), None)


def _plain(told: Sequence[tuple[_Kind, str, Piece]]) -> str | None:
    """A time that nothing says more of: with the name of the event, else near it."""
    plain = [(said, piece) for kind, said, piece in told if kind == "plain"]
    return next((said for said, piece in plain if piece.named), None) or next((said for said, _ in plain), None)


def _asked(dialogue: Dialogue, pieces: Sequence[Piece], asks: re.Pattern[str]) -> str | None:
    """The time in the answer to a question for it; a short answer whole."""
    questions = (p.sentence for p in pieces if p.sentence.question and asks.search(p.sentence.text))
    for question in (q for q in questions if not _OF_THE_REPORT.search(q.text)):
        answer = dialogue.answer(question)
        if said := _named_in(answer[:3]):
            return said
        if answer and len(answer[0].words) <= _SHORT_ANSWER and _SPAN.search(answer[0].text):
            return _joined(answer[0].text.rstrip(" .,"), answer[1:])
    return None


def _named_in(answer: Sequence[Sentence]) -> str | None:
    """The first time in an answer, and what makes it plainer: "Two weeks ago. The twentieth of March."."""
    found = [times_in(sentence.text) for sentence in answer]
    first = next((at for at, times_there in enumerate(found) if times_there), None)
    if first is None:
        return None
    said = found[first][0][0].strip()
    return _joined(said, answer[first + 1 :])


def _joined(said: str, following: Sequence[Sentence]) -> str:
    """With the sentence that follows, where that is a time and no more."""
    text = following[0].text if following else ""
    plainer = times_in(text)
    if plainer and plainer[0].start() < _BEGINS:
        return f"{said}, {plainer[0][0].strip()}"
    return f"{said}, {text.rstrip(' .')}" if _SPAN_ALONE.match(text) else said


def _end_date(end: str, onset_date: str | None, calendar: Calendar) -> str | None:
    counted = after_onset(end, onset_date)
    if counted is not None and counted <= calendar.visit.isoformat():
        return counted
    return None if DURATION.fullmatch(end) else resolve(end, calendar)


def has_ended(dialogue: Dialogue, pieces: Sequence[Piece]) -> bool:
    """Whether it is told from when to when it was, or how long it lasted in answer to that."""
    told = (p for p in pieces if not (dialogue.staff(p.sentence.turn) and p.sentence.question))
    return any(_ranges(p.text, times_in(p.text)) for p in told) or bool(_asked(dialogue, pieces, _HOW_LONG_WAS))


def _ranges(text: str, named: Sequence[re.Match[str]]) -> set[int]:
    """Which of the times named is followed by another up to which it was."""
    return {at for at, (a, b) in enumerate(pairwise(named)) if _UP_TO.search(text[a.end() : b.start()])}


def asks_when(sentence: Sentence) -> bool:
    """Whether a question asks when something began or was over."""
    return sentence.question and bool(_WHEN_BEGAN.search(sentence.text) or _WHEN_OVER.search(sentence.text))
