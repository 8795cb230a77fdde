"""openai-whisper's own `transcribe`, on the weights of the CTranslate2 folder."""

import torch
import whisper

from trialvoice.bench.contestant import Conditions, Heard
from trialvoice.core.audio import Waveform
from trialvoice.engines.ct2_checkpoint import load_whisper


class StockWhisper:
    """As it comes: greedy, fallback by temperature, each window prompted with the words before it."""

    def __init__(self, conditions: Conditions) -> None:
        torch.set_num_threads(conditions.threads)
        self._conditions = conditions
        self._model = load_whisper(conditions.folder).to(conditions.device)

    def hear(self, waveform: Waveform) -> Heard:
        """A segment has been tried again where its temperature is not 0."""
        found = whisper.transcribe(
            self._model,
            waveform,
            language=self._conditions.language,
            word_timestamps=self._conditions.word_times,
            fp16=self._conditions.device == "cuda",
            verbose=None,
        )
        segments = found["segments"]
        return Heard(
            found["text"],
            word_times=any(segment.get("words") for segment in segments),
            retried=len({segment["seek"] for segment in segments if segment["temperature"] > 0}),
        )
