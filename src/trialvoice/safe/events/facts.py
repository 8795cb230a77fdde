"""What was said of an event that tells how bad it was: stopped work, could not dress, was in hospital, took a medicine.

Each fact comes with its quote. What was denied, feared or only asked about is none.
"""

import re
from collections.abc import Iterator, Sequence
from typing import get_args

from trialvoice.core.findings import Criterion, Evidence, Fact, SeverityFact
from trialvoice.safe.drafts import quote_of
from trialvoice.safe.events.about import Piece
from trialvoice.safe.events.treatment import Treated
from trialvoice.safe.language.cue_file import cue_file
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity

_BY_CRITERION: dict[Criterion, Fact] = {
    "hospitalisation": "hospital",
    "life_threatening": "life_threatening",
    "death": "death",
}
_CLAUSE = re.compile(r"[,;:.]|\b(?:but|and (?:i|he|she|we|they|it|then))\b", re.IGNORECASE)
_AN_ANSWER = 40
"""Characters. What was taken is often all of an answer: "Imodium, two yesterday."."""


def severity_facts(
    dialogue: Dialogue,
    pieces: Sequence[Piece],
    given: Sequence[Treated],
    met: Sequence[tuple[Criterion, Evidence]],
) -> tuple[SeverityFact, ...]:
    """One of each kind, in the order of `Fact`.

    given: what was taken or done against it.  met: criteria of seriousness, each with what proves it.
    """
    found: dict[Fact, Evidence] = {}
    for fact, evidence in (*_met(met), *_told(dialogue, pieces), *_taken(dialogue, given)):
        found.setdefault(fact, evidence)
    return tuple(SeverityFact(fact=fact, evidence=found[fact]) for fact in get_args(Fact) if fact in found)


def _met(met: Sequence[tuple[Criterion, Evidence]]) -> Iterator[tuple[Fact, Evidence]]:
    for criterion, evidence in met:
        if criterion in _BY_CRITERION:
            yield _BY_CRITERION[criterion], evidence


def _told(dialogue: Dialogue, pieces: Sequence[Piece]) -> Iterator[tuple[Fact, Evidence]]:
    facts: list[Fact] = [fact for fact in get_args(Fact) if fact in cue_file("severity").data["facts"]]
    for piece in pieces:
        for fact in facts:
            for match in cue_file("severity").cue("facts", fact).finditer(piece.text):
                if _so(dialogue, piece, match):
                    yield (
                        fact,
                        quote_of(dialogue, piece.sentence, piece.start + match.start(), piece.start + match.end()),
                    )


def _so(dialogue: Dialogue, piece: Piece, match: re.Match[str]) -> bool:
    """Whether the words stand for what was: not denied, not supposed, and not a question that nobody affirms."""
    cues, text = cue_file("severity"), piece.text
    clause = _CLAUSE.split(text[: match.start()])[-1]
    if cues.cue("not", "before").search(clause) or cues.cue("not", "after").match(text[match.end() :]):
        return False
    if cues.cue("not", "meant").search(text):
        return False
    return not piece.sentence.question or _affirmed(dialogue, piece.sentence)


def _affirmed(dialogue: Dialogue, question: Sentence) -> bool:
    return polarity(dialogue.answer(question)) == "yes"


def _taken(dialogue: Dialogue, given: Sequence[Treated]) -> Iterator[tuple[Fact, Evidence]]:
    """What was taken against it: not what is blamed for it, taken as a habit, or only asked about."""
    cues = cue_file("severity")
    for item in given:
        text = item.sentence.text
        against = cues.cue("treated", "against").search(text) or len(text) <= _AN_ANSWER
        if item.sentence.question or not against or cues.cue("treated", "otherwise").search(text):
            continue
        evidence = dialogue.evidence(item.sentence.at, item.sentence.start, item.sentence.end)
        if cues.cue("treated", "local").search(text):
            yield "local_treatment", evidence
        elif item.drug or cues.cue("treated", "medicine").search(item.said):
            yield "medicine", evidence
