"""Departures that are blamed or owned up to, though nobody tells plainly what was done: by what they are about."""

from collections.abc import Iterator, Sequence

from trialvoice.safe.deviations.deviation_cues import cue
from trialvoice.safe.deviations.rulings import ruling_in
from trialvoice.safe.deviations.statements import Statements
from trialvoice.safe.deviations.topics import About, about
from trialvoice.safe.drafts import Draft, deviation
from trialvoice.safe.language import cues
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.passages import following, preceding

_KNOWN_WITHIN = 4
"""Turns around a deviation within which blame is for it."""
_CLEARED_WITHIN = 2
_READ_ELSEWHERE = ("prohibited_medication", "dosing")


def owned_up(statements: Statements, known: Sequence[Draft]) -> tuple[Draft, ...]:
    """Deviations, one for each matter that is not `known` nearby."""
    dialogue = statements.dialogue
    made: list[Draft] = []
    for sentence in _blame(dialogue):
        if any(_near(draft, sentence) for draft in (*known, *made)) or _cleared(dialogue, sentence):
            continue
        matter = about(statements, sentence)
        if matter and matter.topic.category not in _READ_ELSEWHERE:
            made.append(_draft(dialogue, matter, sentence))
    return tuple(made)


def _blame(dialogue: Dialogue) -> Iterator[Sentence]:
    for sentence in dialogue.sentences:
        if not dialogue.staff(sentence.turn) or sentence.question or cues.MAYBE.search(sentence.text):
            continue
        if ruling_in(sentence) != "forbidden":
            signs = ("amiss", "fault", "reproach") if sentence.turn.role == "monitor" else ("amiss", "fault")
            if any(cue("ruling", sign).search(sentence.text) for sign in signs):
                yield sentence


def _near(draft: Draft, sentence: Sentence) -> bool:
    return any(abs(proof.turn - sentence.turn.id) <= _KNOWN_WITHIN for proof in draft.evidence)


def _cleared(dialogue: Dialogue, sentence: Sentence) -> bool:
    around = (*preceding(dialogue, sentence, 1), *following(dialogue, sentence, _CLEARED_WITHIN))
    return any(dialogue.staff(s.turn) and ruling_in(s) == "allowed" for s in around)


def _draft(dialogue: Dialogue, matter: About, sentence: Sentence) -> Draft:
    told = dict.fromkeys((*matter.told, sentence))
    proof = [dialogue.evidence(s.at, s.start, s.end) for s in told]
    return deviation(matter.topic.category, matter.topic.description, proof, rule="stated", confidence=0.6)
