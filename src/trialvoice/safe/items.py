"""Reading one item of a form from questions and answers, and from statements that name it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.core.findings import Evidence
from trialvoice.core.study import Item
from trialvoice.safe import cues
from trialvoice.safe.choices import choice_in
from trialvoice.safe.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.lexicon import Phrases
from trialvoice.safe.numbers import numbers
from trialvoice.safe.stems import tokens

_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "is",
        "are",
        "was",
        "were",
        "do",
        "does",
        "did",
        "has",
        "have",
        "had",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "with",
        "and",
        "or",
        "how",
        "what",
        "which",
        "when",
        "where",
        "who",
        "why",
        "many",
        "much",
        "long",
        "often",
        "any",
        "participant",
        "subject",
        "patient",
        "today",
        "now",
        "study",
        "visit",
        "since",
        "last",
        "be",
        "been",
        "it",
        "its",
        "this",
        "that",
        "their",
        "his",
        "her",
        "your",
        "you",
        "result",
        "0",
        "10",
        "none",
        "worst",
    ]
)
_SHARE = 0.6
"""Share of an item's own words that a question must hold, where the study file gives no terms."""
_SCALE = re.compile(
    r"\b(?:zero|0|one|1)\s+(?:to|and|through|-)\s+(?:ten|10|five|5|hundred|100)\b|\bout of "
    r"(?:ten|10|five|5|a hundred|100)\b|"
    r"\bscale (?:of|from)\s+(?:\w+)(?:\s+to\s+\w+)?|/\s*10\b|\b(?:ten|10) (?:being|is|means|"
    r"meaning)|\b(?:zero|0) (?:being|is|means|meaning)",
    re.IGNORECASE,
)
_FRACTIONS: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), minutes)
    for pattern, minutes in (
        (r"\bthree[- ]quarters of an hour\b", 45),
        (r"\bhour and a half\b|\bone and a half hours\b", 90),
        (r"\bhalf (?:an )?hour\b|\bhalf-hour\b", 30),
        (r"\b(?:a )?quarter of an hour\b", 15),
        (r"\b(?:an|one|about an|1) hour\b", 60),
        (r"\b(?:a|one|couple of) minutes?\b(?<!couple of minutes)", 1),
    )
)
_CORRECTED = re.compile(
    r"\b(?:no,? wait|well,? no|let me say|actually|sorry|i mean|make that|let me correct|correction)\b",
    re.IGNORECASE,
)
_ELSEWHEN = re.compile(
    r"\b(?:last (?:time|visit|week|month)|before (?:the study|i started)|at (?:screening|"
    r"baseline)|used to be|was a (?:\w+) (?:at|before|when)|"
    r"previously|down from|instead of|compared (?:to|with))\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"^(?:no|none|nothing|never|zero|not (?:any|at all|really)|nope|i do(?:n't| not))\b", re.IGNORECASE
)
_NOT = re.compile(r"n't\b|\b(?:not?|never|none|without)\b", re.IGNORECASE)
_TEXT_LIMIT = 200
_OF_YEARS = re.compile(r"^\s*years?\b", re.IGNORECASE)
_NEAR = 50
"""Characters between the name of an item and its number in a statement."""


@dataclass(frozen=True, slots=True)
class Read:
    """A value of an item, with its proof."""

    value: str
    evidence: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class _Said:
    """Words that may hold the value, [start, end) of the turn; asked: the question they answer."""

    at: int
    start: int
    end: int
    text: str
    asked: Sentence | None
    after_term: int = 0


def read_item(dialogue: Dialogue, item: Item) -> Read | None:
    """The item's value by rules, or None where not stated. Asked twice, the last answer counts."""
    readers = {"integer": _number, "decimal": _number, "yes_no": _yes_no, "choice": _choice, "text": _text}
    found = None
    for said in _candidates(dialogue, item):
        value = readers[item.type](item, said, dialogue)
        if value is not None and (found is None or said.asked is not None or found[1].asked is None):
            found = (value, said)
    if found is None:
        return None
    value, said = found
    proof = [dialogue.evidence(said.at, said.start, said.end)]
    if said.asked:
        proof.append(dialogue.evidence(said.asked.at, said.asked.start, said.asked.end))
    return Read(value, tuple(proof), 0.85 if said.asked else 0.75)


def _candidates(dialogue: Dialogue, item: Item) -> Iterator[_Said]:
    """Answers to questions about the item, and statements that name it."""
    terms = Phrases.of({item.id: item.terms})
    own = {t.stem for t in tokens(item.question) if t.word not in _STOP}
    for sentence in dialogue.sentences:
        place = _named_at(sentence, terms, own, bool(item.terms))
        if place is None:
            continue
        if sentence.question:
            answer = dialogue.answer(sentence)
            if answer:
                first, last = _part(answer, terms)
                text = dialogue.texts[first.at][first.start : last.end]
                yield _Said(first.at, first.start, last.end, text, sentence)
        else:
            following = [s for s in dialogue.by_turn[sentence.at] if s.start > sentence.start and not s.question][:1]
            end = (
                following[0].end if following and not numbers(sentence.text) and item.type != "yes_no" else sentence.end
            )
            text = dialogue.texts[sentence.at][sentence.start : end]
            yield _Said(sentence.at, sentence.start, end, text, None, place)


def _part(answer: Sequence[Sentence], terms: Phrases) -> tuple[Sentence, Sentence]:
    """First and last sentence of an answer that count: those that name the item, else the first three."""
    naming = [s for s in answer if any(True for _ in terms.find(s.words))]
    return (naming[0], naming[-1]) if naming else (answer[0], answer[min(len(answer), 3) - 1])


def _named_at(sentence: Sentence, terms: Phrases, own: set[str], has_terms: bool) -> int | None:
    """Where in the sentence the item is named, or None."""
    for hit in terms.find(sentence.words):
        return sentence.words[hit.first].start - sentence.start
    if has_terms or not own:
        return None
    here = {token.stem for token in sentence.words}
    enough = len(own & here) >= max(_SHARE * len(own), 1)
    return 0 if enough else None


def _number(item: Item, said: _Said, dialogue: Dialogue) -> str | None:
    if said.asked is None and _ELSEWHEN.search(said.text):
        return None
    text = said.text
    if corrected := list(_CORRECTED.finditer(text)):
        text = text[corrected[-1].end() :] if numbers(text[corrected[-1].end() :]) else text
    if _in_minutes(item) and (minutes := _minutes(text)) is not None:
        return _ranged(item, minutes)
    scales = [m.span() for m in _SCALE.finditer(text)]
    free = [n for n in numbers(text) if not any(a <= n.start < b for a, b in scales)]
    free = [n for n in free if not _OF_YEARS.match(text[n.end :]) or "year" in (item.unit or "")]
    if said.asked is None:
        free = [n for n in free if abs(n.start - said.after_term) <= _NEAR and text[n.start : n.end].lower() != "one"]
        free = [n for n in free if n.start >= said.after_term] or free
    for number in free:
        if (value := _ranged(item, number.value)) is not None:
            return value
    if said.asked and item.minimum == 0 and _none_said(text, dialogue, said):
        return "0"
    return None


def _none_said(text: str, dialogue: Dialogue, said: _Said) -> bool:
    return bool(_NOTHING.match(text.strip())) and not numbers(text) and polarity(dialogue.by_turn[said.at]) == "no"


def _ranged(item: Item, value: float) -> str | None:
    if item.minimum is not None and value < item.minimum:
        return None
    if item.maximum is not None and value > item.maximum:
        return None
    if item.type == "integer":
        return str(int(value)) if value == int(value) else None
    return f"{value:g}"


def _in_minutes(item: Item) -> bool:
    return (item.unit or "").lower() in ("min", "mins", "minute", "minutes")


def _minutes(text: str) -> float | None:
    """A duration in minutes: "twenty minutes", "half an hour", "two hours"."""
    for number in numbers(text):
        unit = re.match(r"[\s-]*(?:or \w+ )?(minutes?|mins?|hours?)\b", text[number.end :], re.IGNORECASE)
        if unit:
            hours = unit[1].lower().startswith("hour")
            half = re.match(r"\s*and a half", text[number.end + unit.end() :], re.IGNORECASE)
            return number.value * 60 + (30 if half else 0) if hours else number.value
    return next((minutes for pattern, minutes in _FRACTIONS if pattern.search(text)), None)


def _yes_no(item: Item, said: _Said, dialogue: Dialogue) -> str | None:
    if said.asked:
        answered = polarity([s for s in dialogue.by_turn[said.at] if s.start >= said.start])
        return None if answered == "unclear" or said.asked.wh else answered
    sentence = next(s for s in dialogue.by_turn[said.at] if s.start == said.start)
    if dialogue.staff(sentence.turn) and not cues.RECAP.search(sentence.text) and not dialogue.staff_only:
        return None
    if cues.MAYBE.search(sentence.text) or cues.WARNING.search(sentence.text):
        return None
    return "no" if _NOT.search(sentence.text) else "yes"


def _choice(item: Item, said: _Said, dialogue: Dialogue) -> str | None:
    text = said.text.strip()
    if said.asked is None and (cues.MAYBE.search(text) or cues.WARNING.search(text)):
        return None
    return choice_in(text, item.choices)


def _text(item: Item, said: _Said, dialogue: Dialogue) -> str | None:
    """A text item takes the answer to its own question, in the speaker's words."""
    if said.asked is None or len(said.text) > _TEXT_LIMIT:
        return None
    return (
        said.text if len(said.text.split()) > 1 or said.text.strip(".").lower() not in ("yes", "yeah", "okay") else None
    )
