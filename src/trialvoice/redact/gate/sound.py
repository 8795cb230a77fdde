"""A tone over every identifier in the sound, so that the same spans are gone there too."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np

from trialvoice.core.audio import SAMPLE_RATE, Waveform
from trialvoice.core.records import Transcript
from trialvoice.redact.spans import Span

TONE_HZ = 1000
TONE_LEVEL = 10 ** (-20 / 20)
"""Peak of the tone: -20 dBFS."""
FADE_MS = 5
SHORTEST_MS = 240
"""A word that the recogniser gave less time is covered this long: its times are then a guess."""
Stretch = tuple[int, int]
"""[start, end) ms."""


class Encoder(Protocol):
    """Writes sound to a small file that a browser plays, without tags of the source."""

    def encode(self, waveform: Waveform) -> bytes:
        """The file's bytes."""

    def tags(self, data: bytes) -> Mapping[str, str]:
        """What the file says of itself besides its sound, for the gate to read."""


def stretch_of(transcript: Transcript, span: Span, margin_ms: int, length_ms: int) -> Stretch:
    """Where a span is said, with the margin around it, within the recording's length."""
    start, end = transcript.turns[span.turn_index].times(span.start, span.end)
    missing = max(0, SHORTEST_MS - (end - start)) // 2
    return max(0, start - margin_ms - missing), min(length_ms, end + margin_ms + missing)


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Stretches in order, joined where they touch."""
    out: list[Stretch] = []
    for start, end in sorted(stretches):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)


def under_tone(waveform: Waveform, stretches: Sequence[Stretch]) -> Waveform:
    """A copy with a 1 kHz tone in place of every stretch.

    Nothing of the original is left under the tone; outside of it every sample is the same.
    """
    out = waveform.copy()
    for start, end in joined(stretches):
        first, last = start * SAMPLE_RATE // 1000, min(end * SAMPLE_RATE // 1000, len(out))
        out[first:last] = _tone(last - first)
    return out


def _tone(samples: int) -> Waveform:
    samples = max(samples, 0)
    # In double precision, so that every processor rounds to the same samples.
    at = np.arange(samples) / SAMPLE_RATE
    edge = min(FADE_MS * SAMPLE_RATE // 1000, samples // 2)
    shape = np.ones(samples)
    if edge:
        shape[:edge] = np.linspace(0, 1, edge)
        shape[-edge:] = shape[:edge][::-1]
    wave: Waveform = (TONE_LEVEL * np.sin(2 * np.pi * TONE_HZ * at) * shape).astype(np.float32)
    return wave
