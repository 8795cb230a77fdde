"""Silero VAD, whose model ships inside its package."""

import warnings

import torch

from trialvoice.core.audio import SAMPLE_RATE, Waveform

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    _threads = torch.get_num_threads()
    from silero_vad import load_silero_vad
    from silero_vad.sequence_vad import SileroVADSequence, get_speech_timestamps_sequence

    torch.set_num_threads(_threads)  # importing silero_vad sets one thread for the whole process


class SileroVad:
    """Where there is speech."""

    def __init__(self) -> None:
        self._model: SileroVADSequence = load_silero_vad(sequence=True)

    def speech(self, waveform: Waveform) -> tuple[tuple[int, int], ...]:
        """Spans of speech, [start, end) ms, in order."""
        found = get_speech_timestamps_sequence(
            waveform, self._model, min_speech_duration_ms=150, min_silence_duration_ms=300, speech_pad_ms=120
        )
        per_ms = SAMPLE_RATE // 1000
        return tuple((span["start"] // per_ms, span["end"] // per_ms) for span in found)
