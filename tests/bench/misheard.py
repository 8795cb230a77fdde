"""Scripted visits as a recogniser and a diarizer might have left them, with their keys moved along.

Each word gets a probability that a recogniser gave a word of the sample study, and is another word of the visit as
often as that says; each turn gets a role confidence, and is the other side's as often as that says. So both numbers
mean what they claim, which is measured for roles (`tests.bench.roles`) and an assumption for words.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from trialvoice.core.records import Role, Turn, Word
from trialvoice.evaluate.visits.visit import Expected, Quote, ScriptedVisit

RECORDED = Path(__file__).parents[1] / "recorded"
OTHER_SIDE: dict[Role, Role] = {"investigator": "participant", "participant": "investigator"}
ROLE_SURE, ROLE_DOUBTED = (0.9, 1.0), (0.5, 0.9)
DOUBTED = 0.15
"""Share of the turns whose role is in doubt."""


def word_probabilities() -> list[float]:
    """Those of all words of the sample study, as the recogniser gave them."""
    heard = [json.loads(path.read_bytes()) for path in sorted(RECORDED.glob("asr-*.json"))]
    return [word["probability"] for one in heard for word in _words(one)]


def misheard(visit: ScriptedVisit, probabilities: Sequence[float], chance: random.Random) -> ScriptedVisit:
    """The visit with words and roles wrong as often as their probabilities say."""
    vocabulary = [word.text for turn in visit.transcript.turns for word in turn.words]
    turns = tuple(_turn(turn, vocabulary, probabilities, chance) for turn in visit.transcript.turns)
    before = {turn.id: turn for turn in visit.transcript.turns}
    after = {turn.id: turn for turn in turns}
    expected = tuple(
        Expected(one.key, tuple(_moved(quote, before[quote.turn], after[quote.turn]) for quote in one.quotes))
        for one in visit.expected
    )
    return replace(visit, transcript=visit.transcript.model_copy(update={"turns": turns}), expected=expected)


def _words(heard: object) -> list[dict[str, float]]:
    """Every word in what was recorded, wherever it lies."""
    if isinstance(heard, dict):
        own = [heard] if "probability" in heard and "text" in heard else []
        return own + [word for part in heard.values() for word in _words(part)]
    return [word for part in heard for word in _words(part)] if isinstance(heard, list) else []


def _turn(turn: Turn, vocabulary: Sequence[str], probabilities: Sequence[float], chance: random.Random) -> Turn:
    sure = chance.uniform(*(ROLE_DOUBTED if chance.random() < DOUBTED else ROLE_SURE))
    role = turn.role if chance.random() < sure else OTHER_SIDE.get(turn.role, turn.role)
    words = tuple(_word(word, vocabulary, chance.choice(probabilities), chance) for word in turn.words)
    return turn.model_copy(update={"role": role, "role_confidence": sure, "words": words})


def _word(word: Word, vocabulary: Sequence[str], sure: float, chance: random.Random) -> Word:
    text = word.text if chance.random() < sure else chance.choice(vocabulary)
    return word.model_copy(update={"text": text, "probability": sure})


def _moved(quote: Quote, before: Turn, after: Turn) -> Quote:
    """The same words of the turn, whose characters are others."""
    pairs = list(zip(before.word_spans(), after.word_spans(), strict=True))
    touched = [new for (a, b, _), new in pairs if a < quote.end and b > quote.start]
    return replace(quote, start=touched[0][0], end=touched[-1][1])
