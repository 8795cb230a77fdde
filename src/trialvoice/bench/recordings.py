"""Recordings for a race: decoded once, before any clock runs, each with the words of its truth."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trialvoice.core.audio import SAMPLE_RATE, Waveform
from trialvoice.core.errors import TrialvoiceError
from trialvoice.evaluate.folder import Expected, Given, Sample, samples_in
from trialvoice.evaluate.truth import read_truth
from trialvoice.evaluate.words import SpokenWord
from trialvoice.phi.intake import Decoder

LONGEST_MINUTES = 600
Words = tuple[SpokenWord, ...]


@dataclass(frozen=True)
class Sound:
    """One recording. truth: its words, None where nobody wrote them down or only its beginning is heard."""

    name: str
    waveform: Waveform
    truth: Words | None


def recordings(given: Sequence[Path]) -> list[Sample]:
    """Files, and those of folders, with their truth. Raises StudyError where a folder holds none."""
    return [sample for path in given for sample in (samples_in(path, Given()) if path.is_dir() else [_alone(path)])]


def decode(sample: Sample, decoder: Decoder, limit_minutes: float | None = None) -> Sound:
    """Its sound, no more than the first `limit_minutes`. Raises what is wrong with the sample, and AudioError."""
    if sample.error:
        raise sample.error
    waveform, _ = decoder.decode(sample.audio, LONGEST_MINUTES)
    heard = waveform if limit_minutes is None else waveform[: round(limit_minutes * 60 * SAMPLE_RATE)]
    whole = len(heard) == len(waveform)
    return Sound(sample.name, heard, sample.truth.words if sample.truth and whole else None)


def _alone(path: Path) -> Sample:
    try:
        truth = read_truth(path.stem, (path.parent, path.parent.parent / "truth"))
    except TrialvoiceError as error:
        return Sample(path.stem, path, Expected(), error=error)
    return Sample(path.stem, path, Expected(), truth)
