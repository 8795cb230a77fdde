"""The types that travel between stages: frozen, strict, closed.

Times are whole milliseconds from the start of the recording. Fields that hold speech never appear in
a repr or in a validation error.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
"""An id that is safe as a file name, in a log and in Prefect."""

Milliseconds = Annotated[int, Field(ge=0)]
Probability = Annotated[float, Field(ge=0.0, le=1.0)]
Speech = Annotated[str, Field(repr=False)]
"""Text somebody spoke, or text made from it."""

Role = Literal["investigator", "participant", "caregiver", "monitor", "unknown"]
"""Who is speaking. `investigator` is anyone of the site's staff."""


class Record(BaseModel):
    """Base of every travelling type."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True, allow_inf_nan=False)


class Word(Record):
    """One spoken word, [start, end) ms, as the recogniser wrote it, punctuation attached."""

    start: Milliseconds
    end: Milliseconds
    text: Speech
    probability: Probability
    doubtful: bool = False
    """Whether the stretch it lies in was hard to hear."""


class SpeakerSpan(Record):
    """One speaker speaking, [start, end) ms."""

    start: Milliseconds
    end: Milliseconds
    speaker: str


class Turn(Record):
    """What one speaker said before another spoke.

    `text` joins the words with single spaces; character offsets anywhere in the project count in it.
    """

    id: Annotated[int, Field(ge=1)]
    start: Milliseconds
    end: Milliseconds
    speaker: str
    role: Role
    role_confidence: Probability
    words: Annotated[tuple[Word, ...], Field(repr=False)]

    @property
    def text(self) -> str:
        """The turn as one string."""
        return " ".join(word.text for word in self.words)

    def word_spans(self) -> Iterator[tuple[int, int, Word]]:
        """Each word with its [start_char, end_char) in `text`."""
        at = 0
        for word in self.words:
            yield at, at + len(word.text), word
            at += len(word.text) + 1

    def times(self, start_char: int, end_char: int) -> tuple[int, int]:
        """(start, end) in ms of the words that [start_char, end_char) touches."""
        touched = [w for a, b, w in self.word_spans() if a < end_char and b > start_char]
        if not touched:
            return self.start, self.end
        return touched[0].start, touched[-1].end


class Transcript(Record):
    """A visit as it was spoken. May identify people: it never leaves `phi/` and `redact/`."""

    recording: str
    language: str
    turns: tuple[Turn, ...]
    warnings: tuple[str, ...] = ()


class SafeTranscript(Record):
    """A visit without identifiers. Only `redact.replacing.replace` makes one.

    An identifier is one word such as `[NAME_1]`, or a surrogate, which may hold blanks, with the times of the words
    it stands for.
    """

    recording: str
    language: str
    turns: tuple[Turn, ...]
    warnings: tuple[str, ...] = ()

    def turn(self, turn_id: int) -> Turn | None:
        """The turn with that id, or None."""
        return next((turn for turn in self.turns if turn.id == turn_id), None)
