"""faster-whisper as it comes, one window after another and batched."""

from collections.abc import Iterable

from faster_whisper import BatchedInferencePipeline, WhisperModel
from faster_whisper.transcribe import Segment

from trialvoice.bench.contestant import Conditions, Heard
from trialvoice.core.audio import Waveform

COMPUTE = {"cpu": "int8", "cuda": "float16"}
BATCH = 8


class Sequential:
    """WhisperModel.transcribe: beam of five, fallback by temperature, no voice activity detection."""

    def __init__(self, conditions: Conditions) -> None:
        self._conditions = conditions
        self._model = _model(conditions)

    def hear(self, waveform: Waveform) -> Heard:
        """Segments come as they are asked for, so they are all asked for here."""
        segments, _ = self._model.transcribe(
            waveform, language=self._conditions.language, word_timestamps=self._conditions.word_times
        )
        found = list(segments)
        return Heard(
            _text(found),
            word_times=_timed(found),
            retried=len({segment.seek for segment in found if segment.temperature}),
        )


class Batched:
    """BatchedInferencePipeline: Silero VAD, eight windows at once, one temperature only."""

    def __init__(self, conditions: Conditions) -> None:
        self._conditions = conditions
        self._pipeline = BatchedInferencePipeline(_model(conditions))

    def hear(self, waveform: Waveform) -> Heard:
        """Nothing is ever decoded again in this mode."""
        segments, _ = self._pipeline.transcribe(
            waveform,
            language=self._conditions.language,
            word_timestamps=self._conditions.word_times,
            batch_size=BATCH,
        )
        found = list(segments)
        return Heard(_text(found), word_times=_timed(found), retried=None)


def _model(conditions: Conditions) -> WhisperModel:
    return WhisperModel(
        str(conditions.folder),
        device=conditions.device,
        compute_type=COMPUTE[conditions.device],
        cpu_threads=conditions.threads,
        local_files_only=True,
    )


def _text(segments: Iterable[Segment]) -> str:
    return " ".join(segment.text.strip() for segment in segments)


def _timed(segments: Iterable[Segment]) -> bool:
    return any(segment.words for segment in segments)
