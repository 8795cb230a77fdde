"""What a recogniser is asked, and what it answers, for one window of sound."""

import zlib
from collections.abc import Callable, Sequence
from typing import Annotated, Protocol

from pydantic import Field

from trialvoice.core.audio import SAMPLE_RATE, Waveform
from trialvoice.core.records import Probability, Record, Speech, Word

BEAMS = 5
_CLASS_SAMPLES = 2 * SAMPLE_RATE


class Ask(Record):
    """How windows are to be heard.

    language: ISO 639-1, or None: each window in its own, one of `languages` where that is not empty.
    prompt: text that the recogniser takes for something said just before.
    """

    language: str | None
    languages: tuple[str, ...] = ()
    prompt: str = ""
    beams: int = BEAMS
    temperature: Annotated[float, Field(ge=0.0, le=1.0)] = 0.0


class Heard(Record):
    """What was heard in one window. Times of words are in ms from the window's start."""

    text: Speech
    words: Annotated[tuple[Word, ...], Field(repr=False)] = ()
    """Timed only where the text was accepted."""
    logprob: float
    """Mean natural logarithm of the tokens' probabilities."""
    no_speech: Probability
    temperature: float
    language: str
    """What the recogniser takes the speech for, whatever it was asked to write."""
    language_probability: Probability

    @property
    def compression(self) -> float:
        """How many times smaller the text gets by zlib: loops get very small. After openai-whisper."""
        data = self.text.encode()
        return len(data) / len(zlib.compress(data))


def length_class(samples: int) -> int:
    """A window's length rounded up to two seconds, in samples.

    Windows are heard together only with others of their class, and engines look at no more of them than its
    length: so a window's text does not depend on its company.
    """
    return -(-samples // _CLASS_SAMPLES) * _CLASS_SAMPLES


Accept = Callable[[Heard], bool]


class Transcriber(Protocol):
    """A recogniser that hears many windows at once, each on its own."""

    @property
    def batch(self) -> int:
        """How many windows are best heard together."""
        ...

    @property
    def workers(self) -> int:
        """How many batches are best heard at the same time."""
        ...

    def hear(self, sounds: Sequence[Waveform], ask: Ask, accept: Accept) -> list[Heard]:
        """What is said in each of the windows, at most 30 s long each.

        Words are timed only for windows whose text `accept` takes. Raises EngineError TV410.
        """
        ...
