"""From sound to timed words. A word where nobody speaks is an invention, and is dropped here."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Protocol

from trialvoice.core.audio import Waveform
from trialvoice.core.records import Record, Word

WINDOW_MS = 30_000
"""Whisper hears 30 s at a time."""
MARGIN_MS = 250
"""A word may lie this far outside detected speech: word times are good to about a fifth of a second."""
_LOOP_WORDS, _LOOP_REPEATS = 12, 4
Progress = Callable[[float], None]
Spans = tuple[tuple[int, int], ...]
"""[start, end) ms, in order, apart from one another."""


class Transcription(Record):
    """What was said, and what to be wary of."""

    language: str
    words: tuple[Word, ...]
    warnings: tuple[str, ...] = ()


class SpeechOptions(Record):
    """language: ISO 639-1, never guessed.  vocabulary: names that the recogniser should know."""

    language: str
    vocabulary: tuple[str, ...] = ()


class VoiceActivity(Protocol):
    """Tells speech from everything else."""

    def speech(self, waveform: Waveform) -> Spans:
        """Where there is speech."""
        ...


class Transcriber(Protocol):
    """Writes down speech."""

    def transcribe(
        self, waveform: Waveform, speech: Spans, options: SpeechOptions, progress: Progress
    ) -> Transcription:
        """Words in order of time. progress: called with the share done, 0 to 1."""
        ...


def unwatched(_: float) -> None:
    """Progress that nobody follows."""


def transcribe(
    waveform: Waveform,
    options: SpeechOptions,
    *,
    vad: VoiceActivity,
    transcriber: Transcriber,
    progress: Progress = unwatched,
) -> Transcription:
    """The words spoken in a recording, none of them outside detected speech."""
    speech = vad.speech(waveform)
    if not speech:
        return Transcription(language=options.language, words=(), warnings=("no speech was detected",))
    heard = transcriber.transcribe(waveform, speech, options, progress)
    inside = Inside(speech, MARGIN_MS)
    kept = tuple(word for word in heard.words if inside.touches(word.start, word.end))
    warnings = (*heard.warnings, *_dropped(len(heard.words) - len(kept)), *_loops(kept))
    progress(1.0)
    return Transcription(language=heard.language, words=kept, warnings=warnings)


class Inside:
    """Answers whether a span of time touches any of many spans."""

    def __init__(self, spans: Spans, margin_ms: int) -> None:
        self._starts = [start - margin_ms for start, _ in spans]
        self._ends = [end + margin_ms for _, end in spans]

    def touches(self, start: int, end: int) -> bool:
        """Whether the middle of [start, end) ms lies in one of the spans."""
        middle = (start + end) // 2
        at = bisect_right(self._starts, middle) - 1
        return at >= 0 and middle < self._ends[at]


def windows(speech: Spans, limit_ms: int = WINDOW_MS) -> Spans:
    """Speech merged into windows of at most `limit_ms`, cut in pauses wherever there is one.

    A stretch of speech longer than the limit is cut into equal parts.
    """
    merged: list[tuple[int, int]] = []
    for start, end in (part for span in speech for part in _parts(*span, limit_ms)):
        if merged and end - merged[-1][0] <= limit_ms:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def _parts(start: int, end: int, limit_ms: int) -> Iterable[tuple[int, int]]:
    count = -(-(end - start) // limit_ms)
    edges = [start + (end - start) * i // count for i in range(count + 1)]
    return pairwise(edges)


def _dropped(count: int) -> tuple[str, ...]:
    return (f"{count} words outside detected speech were dropped",) if count > 0 else ()


def _loops(words: tuple[Word, ...]) -> tuple[str, ...]:
    """A warning for each place where the recogniser seems to have been caught in a loop."""
    texts = [re.sub(r"\W", "", word.text.lower()) for word in words]
    found: list[str] = []
    at = 0
    while at + _LOOP_WORDS <= len(texts):
        stretch = texts[at : at + 2 * _LOOP_WORDS]
        if _repeats(stretch):
            found.append(f"the words from {words[at].start // 1000} s on repeat: check them by ear")
            at += 4 * _LOOP_WORDS
        else:
            at += _LOOP_WORDS
    return tuple(found)


def _repeats(texts: list[str]) -> bool:
    """Whether a phrase of three words comes up four times or more in so short a stretch."""
    phrases = Counter(zip(texts, texts[1:], texts[2:], strict=False))
    return bool(phrases) and max(phrases.values()) >= _LOOP_REPEATS
