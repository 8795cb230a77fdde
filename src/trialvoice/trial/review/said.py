"""What was said, as pages show it: a transcript's turns without an object a word.

A long visit has tens of thousands of words. Kept as records, they would be what Python's collector goes through while
a page is being made.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from trialvoice.core.records import Role, SafeTranscript


@dataclass(frozen=True, slots=True)
class SaidTurn:
    """A turn. start: ms.  heard: start of each word, ms, by the character of `text` it begins at."""

    id: int
    start: int
    role: Role
    text: str
    heard: Mapping[int, int]

    def heard_at(self, char: int) -> int:
        """When the word that has this character began, ms."""
        return max((ms for at, ms in self.heard.items() if at <= char), default=self.start)


@dataclass(frozen=True, slots=True)
class Said:
    """A visit's turns, in order."""

    language: str
    turns: tuple[SaidTurn, ...]

    def turn(self, turn_id: int) -> SaidTurn | None:
        """The turn with that id, or None."""
        return next((turn for turn in self.turns if turn.id == turn_id), None)


def said_in(transcript: SafeTranscript) -> Said:
    """A transcript for pages."""
    return Said(
        transcript.language,
        tuple(
            SaidTurn(one.id, one.start, one.role, one.text, {at: word.start for at, _, word in one.word_spans()})
            for one in transcript.turns
        ),
    )
