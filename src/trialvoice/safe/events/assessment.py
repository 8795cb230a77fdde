"""Which sentences decide an event: the doctor's assessment, what was done with the study drug, and when it was.

They come some turns after a serious event is told, or after questions about something else.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from trialvoice.safe.events.about import Piece
from trialvoice.safe.events.onset import asks_when
from trialvoice.safe.events.problems import Event
from trialvoice.safe.events.relatedness import is_assessment, states_relation
from trialvoice.safe.events.the_drug import names_the_drug
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.stems import tokens
from trialvoice.safe.lexicon import Phrases
from trialvoice.safe.seriousness.seriousness import Serious

_ASSESSED_WITHIN = 24
"""Turns after a serious event was told in which the doctor's assessment still is of it."""
_STRAYS = 12
"""Turns after an event was told in which an assessment that names none still is of it."""


@dataclass(frozen=True, slots=True)
class Story:
    """A visit with its events. drug: the study drug's names."""

    dialogue: Dialogue
    serious: Serious
    drug: Phrases


def stray_assessments(story: Story, told: dict[str, tuple[Piece, ...]]) -> dict[str, list[Piece]]:
    """What staff say of where something comes from, after other questions: of the event that was told last."""
    held = {(p.sentence.at, p.sentence.start) for pieces in told.values() for p in pieces}
    stray: dict[str, list[Piece]] = {}
    for sentence in story.dialogue.sentences:
        piece = Piece(sentence, sentence.start, sentence.end, named=False)
        if (sentence.at, sentence.start) in held or not states_relation(story.dialogue, piece, story.drug):
            continue
        for term in _named_in(story, sentence) or _told_last(story, sentence):
            stray.setdefault(term, []).append(piece)
    return stray


def _named_in(story: Story, sentence: Sentence) -> list[str]:
    """Events that an assessment itself names: "the faint comes from the tablets"."""
    stems = {word.stem for word in sentence.words}
    return [event.term for event in story.serious.events if stems & {word.stem for word in tokens(event.term)}]


def _told_last(story: Story, sentence: Sentence) -> list[str]:
    places = ((item.place, event.term) for event in story.serious.events for item in event.said)
    near = [(at, term) for at, term in places if sentence.at - _STRAYS <= at[0] and at < (sentence.at, sentence.start)]
    return [max(near)[1]] if near else []


def case_of(story: Story, event: Event, own: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """What was decided of an event: of a serious one over many turns, whatever else was named meanwhile."""
    serious = [e for e in story.serious.events if e.term in story.serious.by_term]
    if event not in serious:
        return tuple(
            p for p in own if p.named or not (_assesses_one_of(serious, p.sentence) and is_assessment(p.sentence))
        )
    held = {(p.sentence.at, p.sentence.start) for p in own}
    later = [
        Piece(s, s.start, s.end, named=False)
        for s in story.dialogue.sentences
        if (s.at, s.start) not in held and _assesses_one_of([event], s) and _of_the_case(story, s)
    ]
    return (*own, *later)


def _assesses_one_of(serious: Sequence[Event], sentence: Sentence) -> bool:
    """Whether a sentence comes soon enough after a serious event was told."""
    last = (max(item.mention.sentence.at for item in event.said) for event in serious)
    return any(at <= sentence.at <= at + _ASSESSED_WITHIN for at in last)


def _of_the_case(story: Story, sentence: Sentence) -> bool:
    """An assessment, what was done with the study drug, or when it was."""
    asked = story.dialogue.question_before(sentence.at)
    near = (sentence, asked) if asked else (sentence,)
    return is_assessment(sentence) or asks_when(sentence) or any(names_the_drug(s, story.drug) for s in near)
