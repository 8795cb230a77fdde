"""Whisper through faster-whisper (CTranslate2): 8-bit on a CPU, half precision on a GPU."""

import logging
import warnings
from pathlib import Path

import numpy as np

from trialvoice.core.audio import SAMPLE_RATE, Waveform
from trialvoice.core.errors import EngineError
from trialvoice.core.records import Word
from trialvoice.engines.device import cpu_threads
from trialvoice.engines.whisper_words import Piece, words_of
from trialvoice.phi.transcribe import Progress, Spans, SpeechOptions, Transcription, windows

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", category=UserWarning, message="pkg_resources is deprecated")
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    from faster_whisper import BatchedInferencePipeline, WhisperModel
    from faster_whisper.transcribe import Segment

_BATCH = {"cpu": 8, "cuda": 16}
_BEAMS = 5
_COMPUTE = {"cpu": "int8", "cuda": "float16"}


class FasterWhisper:
    """The recogniser for CPUs. Windows are decoded eight at a time."""

    def __init__(self, folder: Path, *, device: str = "cpu", threads: int = 0) -> None:
        """folder: model.bin, config.json, tokenizer.json, vocabulary.txt. threads: 0 for all."""
        logging.getLogger("faster_whisper").setLevel(logging.ERROR)
        self._device = device
        model = WhisperModel(
            str(folder),
            device=device,
            compute_type=_COMPUTE[device],
            cpu_threads=cpu_threads(threads),
            local_files_only=True,
        )
        self._pipeline = BatchedInferencePipeline(model)

    def transcribe(
        self, waveform: Waveform, speech: Spans, options: SpeechOptions, progress: Progress
    ) -> Transcription:
        """Words with times. Raises EngineError TV410 where the recogniser fails."""
        clips = [{"start": a / 1000, "end": b / 1000} for a, b in windows(speech)]
        total_s = len(waveform) / SAMPLE_RATE
        words: list[Word] = []
        try:
            segments, _ = self._pipeline.transcribe(
                np.ascontiguousarray(waveform),
                language=options.language,
                beam_size=_BEAMS,
                temperature=0.0,
                word_timestamps=True,
                clip_timestamps=clips,
                batch_size=_BATCH[self._device],
                hotwords=hint(options.vocabulary),
            )
            for segment in segments:
                words.extend(words_of(_pieces(segment)))
                progress(min(1.0, segment.end / total_s))
        except (RuntimeError, ValueError, MemoryError) as error:
            raise EngineError(
                "TV410",
                f"the recogniser failed ({type(error).__name__})",
                place="faster-whisper",
                remedy="check free memory, or choose another engine with TRIALVOICE_TRANSCRIBER",
            ) from None
        words.sort(key=lambda word: (word.start, word.end))
        return Transcription(language=options.language, words=tuple(words))


def hint(vocabulary: tuple[str, ...]) -> str | None:
    """The study's names as text that the recogniser takes for something said before."""
    return ", ".join(vocabulary) or None


def _pieces(segment: Segment) -> list[Piece]:
    return [Piece(w.word, w.start, w.end, w.probability) for w in segment.words or ()]
