"""WhisperX's batched recognition, without its alignment model, whose weights cannot be had offline."""

import torch
import whisperx

from trialvoice.bench.contestant import Conditions, Heard
from trialvoice.core.audio import Waveform

COMPUTE = {"cpu": "int8", "cuda": "float16"}
BATCH = 8


class WhisperX:
    """Voice activity by the network inside its package, then batches, one temperature only."""

    def __init__(self, conditions: Conditions) -> None:
        torch.set_num_threads(conditions.threads)
        self._pipeline = whisperx.load_model(
            str(conditions.folder),
            device=conditions.device,
            compute_type=COMPUTE[conditions.device],
            language=conditions.language,
            vad_method="pyannote",
            threads=conditions.threads,
            local_files_only=True,
        )

    def hear(self, waveform: Waveform) -> Heard:
        """Segments without word times: those come from the alignment model."""
        segments = self._pipeline.transcribe(waveform, batch_size=BATCH)["segments"]
        return Heard(" ".join(segment["text"].strip() for segment in segments), word_times=False, retried=None)
