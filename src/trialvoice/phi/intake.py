"""From a file to mono 16 kHz sound, or a refusal that says what is wrong with it."""

from pathlib import Path
from typing import Protocol

import numpy as np

from trialvoice.core.audio import SAMPLE_RATE, Waveform, duration_ms
from trialvoice.core.errors import AudioError
from trialvoice.core.files import sha256_of
from trialvoice.core.recordings import Recording
from trialvoice.core.records import Milliseconds, Record
from trialvoice.core.study import Study

SILENT_DBFS = -60.0
"""A recording whose loud parts stay below this holds no speech: a phone's noise floor lies lower."""
_FLOOR_DBFS = -120.0
"""Stands for the level of digital silence, which has none."""
_FRAME = SAMPLE_RATE // 10


class SoundFacts(Record):
    """What a file said of its own sound."""

    channels: int
    sample_rate: int
    """Hz, before resampling."""
    codec: str


class Decoder(Protocol):
    """Reads sound files."""

    def decode(self, path: Path, max_minutes: int) -> tuple[Waveform, SoundFacts]:
        """Mono 16 kHz. Raises AudioError TV203 (not sound), TV204 (broken), TV206 (too long)."""
        ...


class Intake(Record):
    """What was taken in. sha256: of the file's bytes. level_dbfs: of the loud parts."""

    sha256: str
    duration: Milliseconds
    level_dbfs: float
    channels: int
    sample_rate: int
    codec: str


def take_in(recording: Recording, study: Study, decoder: Decoder) -> tuple[Intake, Waveform]:
    """Check a recording and decode it.

    Raises AudioError TV201 (missing), TV202 (empty), TV205 (silent), TV207 (no consent on file), and the
    decoder's TV203, TV204 and TV206.
    """
    _refuse_without_consent(recording)
    _refuse_missing_or_empty(recording)
    waveform, facts = decoder.decode(recording.audio, study.study.max_minutes)
    level = loudness(waveform)
    if level < SILENT_DBFS:
        raise AudioError(
            "TV205",
            "the recording is silent",
            place=recording.audio.name,
            remedy="check the microphone and record again",
        )
    intake = Intake(
        sha256=sha256_of(recording.audio),
        duration=duration_ms(waveform),
        level_dbfs=round(level, 1),
        channels=facts.channels,
        sample_rate=facts.sample_rate,
        codec=facts.codec,
    )
    return intake, waveform


def loudness(waveform: Waveform) -> float:
    """RMS of the loudest twentieth of 0.1 s frames, dBFS; -120 for digital silence."""
    if not len(waveform):
        return _FLOOR_DBFS
    frames = [waveform[at : at + _FRAME] for at in range(0, len(waveform), _FRAME)]
    power = np.array([float(np.mean(np.square(frame), dtype=np.float64)) for frame in frames])
    loud = float(np.quantile(power, 0.95, method="higher"))
    return max(_FLOOR_DBFS, 10.0 * float(np.log10(max(loud, 1e-12))))


def _refuse_without_consent(recording: Recording) -> None:
    if not recording.consent:
        raise AudioError(
            "TV207",
            "no consent to recording is on file",
            place=recording.recording,
            remedy="write yes in the consent column once it is signed; until then nothing is read",
        )


def _refuse_missing_or_empty(recording: Recording) -> None:
    path = recording.audio
    if not path.is_file():
        raise AudioError(
            "TV201",
            "the sound file is missing",
            place=path.name,
            remedy="copy it beside recordings.csv, or correct the audio column",
        )
    if path.stat().st_size == 0:
        raise AudioError("TV202", "the sound file is empty", place=path.name, remedy="copy it again from the recorder")
