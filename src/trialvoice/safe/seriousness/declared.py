"""Events that staff call serious in so many words: "both go in as serious, today"."""

import re
from collections.abc import Iterator, Sequence

from trialvoice.safe.events.problems import Event, Judged
from trialvoice.safe.language import cues
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.stems import tokens

_CALLED_SERIOUS = re.compile(
    r"\b(?:go(?:es|ing|ne)?|went|put(?:ting)?|report\w*|count\w*|class\w*|log\w*|record\w*|enter\w*|sen[dt]\w*|treat\w*|"
    r"rat\w+|graded|mak(?:es|ing)|is|was|it's|that's|they're|are|were) (?:[\w,']+ ){0,4}?(?:as )?(?:an? )?"
    r"(?:serious(?:\W*$|\W+(?:adverse|event|one|today|because|by|and|then|so|for)\b)|s\.?a\.?e\.?\b|"
    r"(?:important medical|medically (?:important|significant)) ?(?:event)?)",
    re.IGNORECASE,
)
_NONE = re.compile(r"\b(?:no|any|nothing|isn't|wasn't|not|aren't|weren't|never|if|would|could|might|unless)\b", re.I)
_IT = re.compile(r"\b(?:it|that|this)\b", re.IGNORECASE)
_LOOK_BACK = 4
"""Turns."""
_SEVERAL = re.compile(r"\b(?:both|all|those|them|they|these|the two)\b", re.IGNORECASE)


def declared(dialogue: Dialogue, events: Sequence[Event]) -> Iterator[tuple[Event, Sentence]]:
    """The events that a sentence of staff calls serious, each with that sentence."""
    for sentence in dialogue.sentences:
        if not dialogue.staff(sentence.turn) or sentence.question:
            continue
        called = _CALLED_SERIOUS.search(sentence.text)
        if called and not _NONE.search(sentence.text) and not cues.WARNING.search(sentence.text):
            for event in _meant(dialogue, sentence, events):
                yield event, sentence


def _meant(dialogue: Dialogue, sentence: Sentence, events: Sequence[Event]) -> list[Event]:
    """What the sentence names, else the one before it, else what "it" was told of last; all where it says "both"."""
    called = [event for event in events if _stems(event.term) <= {word.stem for word in sentence.words}]
    if called:
        return called
    for said in (sentence, *reversed(dialogue.before(sentence)[-1:])):
        here = [(item.place, at) for at, e in enumerate(events) for item in e.said if item.mention.sentence is said]
        if here:
            named = [events[at] for _, at in sorted(here)]
            return named if _SEVERAL.search(sentence.text) else named[-1:]
    told = [(item.place, at) for at, e in enumerate(events) for item in e.said if _shortly_before(item, sentence)]
    return [events[max(told)[1]]] if told and _IT.search(sentence.text) else []


def _shortly_before(item: Judged, sentence: Sentence) -> bool:
    return sentence.at - _LOOK_BACK <= item.place[0] <= sentence.at and item.place < (sentence.at, sentence.start)


def _stems(term: str) -> set[str]:
    return {token.stem for token in tokens(term)}
