"""Which matter a sentence is about, where it does not say: the condition under treatment, or something else."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from trialvoice.safe.language.cue_file import cue_file
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.lexicon import Phrases, lexicon

Matter = Literal["condition", "other", "open"]
"""open: how it goes in general, as in "how have you been?"."""
_REACH = 6
"""Turns within which a matter is still spoken of."""


@dataclass(frozen=True, slots=True)
class _Hit:
    matter: Matter
    start: int
    end: int


class Matters:
    """Finds the matter of what is told in a dialogue.  condition: its names, and what people tell of it by."""

    def __init__(self, dialogue: Dialogue, condition: Phrases) -> None:
        self._dialogue = dialogue
        self._condition = condition

    def within(self, sentence: Sentence, start: int, end: int) -> Matter | None:
        """What the sentence itself names for what its [start, end) characters tell: the last before, else after."""
        hits = [hit for hit in self._hits(sentence) if not start <= hit.start < end or hit.matter == "condition"]
        before = [hit for hit in hits if hit.start < start]
        if before:
            return before[-1].matter
        return hits[0].matter if hits else None

    def spoken_of(self, sentence: Sentence, turns: int = _REACH) -> Matter | None:
        """What was named last before a sentence, in its turn or in that many turns before."""
        for earlier in self._before(sentence, turns):
            hits = self._hits(earlier)
            if hits:
                return hits[-1].matter
            if earlier.question and cue_file("responses").cue("direction", "open").search(earlier.text):
                return "open"
        return None

    def _before(self, sentence: Sentence, turns: int) -> Iterator[Sentence]:
        by_turn = self._dialogue.by_turn
        yield from reversed([s for s in by_turn[sentence.at] if s.start < sentence.start])
        for at in range(sentence.at - 1, max(sentence.at - turns - 1, -1), -1):
            yield from reversed(by_turn[at])

    def _hits(self, sentence: Sentence) -> list[_Hit]:
        """Matters that a sentence names, left to right; a name of the condition is no other complaint."""
        own = [_Hit("condition", *span) for span in _spans(sentence, self._condition)]
        own = [hit for hit in own if not _pointed_back(sentence.text[: hit.start])]
        words = lexicon()
        other = [
            *_spans(sentence, words.symptoms),
            *_spans(sentence, words.complaints),
            *_spans(sentence, _elsewhere()),
        ]
        other += _spans(sentence, words.drugs, words.general_drugs)
        apart = [_Hit("other", *span) for span in other if not any(_touch(span, hit) for hit in own)]
        return sorted([*own, *apart], key=lambda hit: hit.start)


def _pointed_back(before: str) -> bool:
    """Whether "that" leads up to it: "that chest" is the one that was just spoken of."""
    return before.lower().rstrip().endswith((" that", " those")) or before.lower().strip() in ("that", "those")


def _touch(span: tuple[int, int], hit: _Hit) -> bool:
    return span[0] < hit.end and hit.start < span[1]


def _spans(sentence: Sentence, phrases: Phrases, but: Container[str] = ()) -> list[tuple[int, int]]:
    return [
        (sentence.words[hit.first].start - sentence.start, sentence.words[hit.last].end - sentence.start)
        for hit in phrases.find(sentence.words)
        if hit.name not in but
    ]


@cache
def _elsewhere() -> Phrases:
    """Parts and doings of the body that a complaint may be of."""
    return Phrases.of({"elsewhere": list(cue_file("responses").data["elsewhere"]["named"])})
