"""Speech cut and merged into windows that are heard on their own, so that many can be heard at once.

After WhisperX's cut and merge (Bain et al. 2023): silence never reaches the recogniser, and no window depends
on what another one said.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from trialvoice.core.audio import SAMPLE_RATE, Waveform

LIMIT_MS = 28_000
"""Whisper hears 30 s at a time, and wants to hear the end."""
PAUSE_MS = 600
"""Longer pauses within a window are cut to this: less to hear, at the same word error rate."""
_PER_MS = SAMPLE_RATE // 1000
Spans = tuple[tuple[int, int], ...]
"""[start, end) ms, in order, apart from one another."""


@dataclass(frozen=True)
class Window:
    """Pieces of a recording that are heard as one."""

    pieces: Spans

    @property
    def start(self) -> int:
        """ms in the recording."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """ms in the recording."""
        return self.pieces[-1][1]

    @property
    def length(self) -> int:
        """ms of sound, the cut pauses not counted."""
        return sum(end - start for start, end in self.pieces)

    def sound(self, waveform: Waveform) -> Waveform:
        """What is heard, shape (samples,)."""
        return np.concatenate([waveform[start * _PER_MS : end * _PER_MS] for start, end in self.pieces])

    def at(self, ms: int, *, ends: bool = False) -> int:
        """The time in the recording of a time in the window.

        ends: of an end, so that what ends with a piece does not move to the next one's start.
        """
        left = ms
        for start, end in self.pieces:
            length = end - start
            if left < length or (ends and left == length):
                return start + max(0, left)
            left -= length
        return self.end


def windows(speech: Spans, *, limit_ms: int = LIMIT_MS, pause_ms: int = PAUSE_MS) -> tuple[Window, ...]:
    """All speech in windows of at most `limit_ms`, cut in pauses wherever there is one.

    A stretch of speech longer than the limit is cut into equal parts.
    """
    made: list[list[tuple[int, int]]] = []
    for start, end in (part for span in speech for part in _parts(*span, limit_ms)):
        joined = _joined(made[-1], (start, end), pause_ms) if made else None
        if joined is not None and _length(joined) <= limit_ms:
            made[-1] = joined
        else:
            made.append([(start, end)])
    return tuple(Window(tuple(pieces)) for pieces in made)


def _joined(pieces: list[tuple[int, int]], last: tuple[int, int], pause_ms: int) -> list[tuple[int, int]]:
    """The pieces with one more behind them, half a short pause left on either side of a long one."""
    *before, (start, end) = pieces
    if last[0] - end <= pause_ms:
        return [*before, (start, last[1])]
    half = pause_ms // 2
    return [*before, (start, end + half), (last[0] - half, last[1])]


def _length(pieces: list[tuple[int, int]]) -> int:
    return sum(end - start for start, end in pieces)


def _parts(start: int, end: int, limit_ms: int) -> Iterator[tuple[int, int]]:
    count = -(-(end - start) // limit_ms)
    edges = [start + (end - start) * i // count for i in range(count + 1)]
    return pairwise(edges)
