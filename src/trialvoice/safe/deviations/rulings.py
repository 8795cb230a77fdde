"""What staff or a monitor rule of something done: a deviation, forbidden, or allowed after all."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from trialvoice.safe.deviations.deviation_cues import cue, stated_rules
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.passages import following

Kind = Literal["counted", "forbidden", "allowed"]
_REACH = 3
"""Turns within which it is ruled upon."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """counted: it is a deviation, or is written up.  forbidden: it is not allowed.  allowed: it is none."""

    kind: Kind
    sentence: Sentence


def ruling_in(sentence: Sentence) -> Kind | None:
    """What a sentence of staff rules, None where it rules nothing."""
    return _ruling_of(sentence.text, question=sentence.question)


@lru_cache(maxsize=10_000)
def _ruling_of(text: str, *, question: bool) -> Kind | None:
    if cue("ruling", "none").search(text):
        return "allowed"
    supposed = bool(cue("ruling", "supposed").search(text))
    if not question and cue("ruling", "recorded").search(text):
        return "counted"
    if not question and cue("ruling", "named").search(text):
        return "allowed" if supposed else "counted"
    if not (question or cue("ruling", "asked").search(text)) and cue("ruling", "allowed").search(text):
        return "allowed"
    if cue("ruling", "forbidden").search(text) and not (question and cue("ruling", "asked_of").search(text)):
        return "allowed" if supposed else "forbidden"
    return None


def ruling_after(dialogue: Dialogue, sentence: Sentence, category: str, reach: int = _REACH) -> Ruling | None:
    """The ruling on what a sentence tells, before another matter is raised: one that counts it wins, then the first.

    category: of the deviation that it may be.
    """
    rulings: list[Ruling] = []
    for said in following(dialogue, sentence, reach):
        if said.at > sentence.at and dialogue.staff(said.turn) and _another_matter(said, category):
            break
        if dialogue.staff(said.turn) and (kind := ruling_in(said)):
            rulings.append(Ruling(kind, said))
    return next((ruling for ruling in rulings if ruling.kind == "counted"), rulings[0] if rulings else None)


def moves_on(sentence: Sentence) -> bool:
    """Whether somebody turns to the next point: "Next, the ...", "Last thing"."""
    return bool(cue("ruling", "next").search(sentence.text))


def _another_matter(sentence: Sentence, category: str) -> bool:
    if cue("ruling", "named").search(sentence.text):
        return False
    return moves_on(sentence) or any(
        rule.category != category and rule.topic.search(sentence.text) for rule in stated_rules()
    )
