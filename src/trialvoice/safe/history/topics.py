"""Topics that staff ask about with yes or no: smoking, alcohol, allergies, vaccinations, family, exposure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from trialvoice.core.findings import MedicalHistory
from trialvoice.safe.drafts import Draft, distinct
from trialvoice.safe.history.conditions import SOURCE
from trialvoice.safe.language import cues
from trialvoice.safe.language.cue_file import CueFile, cue_file
from trialvoice.safe.language.dialogue import Dialogue, Polarity, Sentence, polarity

_ASKED, _VOLUNTEERED = 0.8, 0.65
_ANSWER = 2
"""Sentences of an answer that tell."""
_FEW = 3
_BY_AMOUNT = ("substance_use", "immunisation")
_PERHAPS = re.compile(r"\bmaybe\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Topic:
    term: str
    category: Any
    named: re.Pattern[str]
    not_if: re.Pattern[str]
    means_none: re.Pattern[str]
    """Words that name it by its absence: who is healthy has no chronic conditions."""
    answered_so: re.Pattern[str]
    """An answer that says so without a yes: "Penicillin", "My roommate had strep"."""


@dataclass(frozen=True, slots=True)
class _Told:
    so: bool
    sentences: tuple[Sentence, ...]
    asked: bool


def topics(dialogue: Dialogue) -> Iterator[Draft]:
    """One draft a topic: so where anything says so, else not so."""
    for topic in _topics():
        told = [one for sentence in dialogue.sentences if (one := _told(dialogue, sentence, topic))]
        so = any(one.so for one in told)
        if agreeing := [one for one in told if one.so == so]:
            yield _draft(dialogue, topic, agreeing)


@cache
def _topics() -> tuple[_Topic, ...]:
    file = cue_file("history")
    return tuple(_topic(file, name, table) for name, table in file.data["topics"].items())


def _topic(file: CueFile, name: str, table: dict[str, Any]) -> _Topic:
    patterns = (file.compile(table.get(key, ())) for key in ("named", "not_if", "means_none", "answered_so"))
    return _Topic(table.get("term", name), table["category"], *patterns)


def _told(dialogue: Dialogue, sentence: Sentence, topic: _Topic) -> _Told | None:
    if not topic.named.search(sentence.text) or topic.not_if.search(sentence.text):
        return None
    if dialogue.staff(sentence.turn):
        told = _answered(dialogue, sentence, topic) if _asks(dialogue, sentence) else None
    elif _of_another(sentence, topic) or _only_perhaps(sentence, topic):
        return None
    else:
        told = _Told(not _negated(sentence, topic), (sentence,), asked=False)
    if told and topic.means_none.search(sentence.text):
        return replace(told, so=not told.so)
    return told


def _of_another(sentence: Sentence, topic: _Topic) -> bool:
    """Others' habits and shots are not the participant's; whom they met who was ill is."""
    about_others = topic.category in ("family_history", "exposure")
    return not about_others and bool(cue_file("history").cue("patterns", "relative").search(sentence.text))


def _only_perhaps(sentence: Sentence, topic: _Topic) -> bool:
    return topic.category == "exposure" and bool(cues.MAYBE.search(sentence.text) or _PERHAPS.search(sentence.text))


def _asks(dialogue: Dialogue, sentence: Sentence) -> bool:
    """A question, or a few words that end the turn as one does: "Allergies."."""
    few = len(sentence.words) <= _FEW and sentence is dialogue.by_turn[sentence.at][-1]
    return sentence.question or few


def _answered(dialogue: Dialogue, sentence: Sentence, topic: _Topic) -> _Told | None:
    answer = dialogue.answer(sentence)[:_ANSWER]
    if not answer or _asks_back(answer[0]):
        return None
    said = polarity(answer)
    if said == "unclear" or (said == "no" and _after_all(answer, topic)):
        said = _by_amount(answer, topic)
    return None if said == "unclear" else _Told(said == "yes", (sentence, answer[0]), asked=True)


def _asks_back(answer: Sentence) -> bool:
    return bool(cue_file("history").cue("patterns", "asks_back").match(answer.text))


def _after_all(answer: tuple[Sentence, ...], topic: _Topic) -> bool:
    """ "Not really. Maybe once a year.", "No, well, I don't do well with sulfa."."""
    if not cue_file("history").cue("patterns", "weak_no").match(answer[0].text):
        return False
    return topic.category in ("substance_use", "allergy") and _by_amount(answer, topic) == "yes"


def _by_amount(answer: tuple[Sentence, ...], topic: _Topic) -> Polarity:
    """ "Half a pack a day" is a yes, "not since I was young" a no."""
    patterns = cue_file("history")
    text = " ".join(one.text for one in answer)
    if topic.answered_so.search(text):
        return "yes"
    if topic.category not in _BY_AMOUNT:
        return "no" if patterns.cue("patterns", "not_so").search(text) else "unclear"
    if patterns.cue("patterns", "yes_by_amount").search(text) or patterns.cue("patterns", "quit").search(text):
        return "yes"
    return "no" if patterns.cue("patterns", "not_so").search(text) else "unclear"


def _negated(sentence: Sentence, topic: _Topic) -> bool:
    """Denied before the word, or right after; what was given up was so."""
    patterns = cue_file("history")
    named = topic.named.search(sentence.text)
    before = sentence.text[: named.start() if named else 0]
    if topic.category == "substance_use" and patterns.cue("patterns", "quit").search(sentence.text):
        return False
    clause = before[max((end.end() for end in cues.BOUNDARY.finditer(before)), default=0) :]
    return cues.negates(clause) or bool(patterns.cue("patterns", "not_before").search(clause))


def _draft(dialogue: Dialogue, topic: _Topic, told: Sequence[_Told]) -> Draft:
    proof = distinct([dialogue.evidence(s.at, s.start, s.end) for one in told for s in one.sentences])
    value = MedicalHistory(term=topic.term, category=topic.category, present=told[0].so)
    return Draft(value, proof, SOURCE, _ASKED if any(one.asked for one in told) else _VOLUNTEERED)
