"""Whisper through openai-whisper, from the same weights as faster-whisper; in half precision on a GPU."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict, cast

import numpy as np
import torch

from trialvoice.core.audio import SAMPLE_RATE, Waveform
from trialvoice.core.errors import EngineError
from trialvoice.core.records import Word
from trialvoice.engines.ct2_checkpoint import load_whisper
from trialvoice.engines.device import cpu_threads
from trialvoice.engines.whisper_words import Piece, words_of
from trialvoice.phi.transcribe import Progress, Spans, SpeechOptions, Transcription, windows

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    import whisper

_SEED = 0
_TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


class _Word(TypedDict):
    word: str
    start: float
    end: float
    probability: float


class _Segment(TypedDict):
    words: list[_Word]


class OpenAIWhisper:
    """The recogniser for GPUs. Windows are decoded one after another, with Whisper's own fallback."""

    def __init__(self, folder: Path, *, device: str = "cpu", threads: int = 0) -> None:
        """folder: CTranslate2's model.bin and config.json. threads: 0 for all. Raises EngineError TV411."""
        torch.set_num_threads(cpu_threads(threads))
        self._half = device == "cuda"
        self._model = load_whisper(folder).to(device)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", category=ResourceWarning)
            # Opens its vocabulary without closing it. What is read here is kept for every call after.
            whisper.tokenizer.get_encoding(
                name="multilingual" if self._model.is_multilingual else "gpt2",
                num_languages=self._model.num_languages,
            )

    def transcribe(
        self, waveform: Waveform, speech: Spans, options: SpeechOptions, progress: Progress
    ) -> Transcription:
        """Words with times. Raises EngineError TV410 where the recogniser fails."""
        words: list[Word] = []
        parts = windows(speech)
        for done, (start, end) in enumerate(parts, start=1):
            words.extend(self._window(waveform, start, end, options))
            progress(done / len(parts))
        words.sort(key=lambda word: (word.start, word.end))
        return Transcription(language=options.language, words=tuple(words))

    def _window(self, waveform: Waveform, start: int, end: int, options: SpeechOptions) -> Iterator[Word]:
        per_ms = SAMPLE_RATE // 1000
        sound = np.ascontiguousarray(waveform[start * per_ms : end * per_ms])
        for segment in self._decode(sound, options):
            pieces = [Piece(w["word"], w["start"], w["end"], w["probability"]) for w in segment["words"]]
            yield from words_of(pieces, offset_ms=start)

    def _decode(self, sound: Waveform, options: SpeechOptions) -> list[_Segment]:
        torch.manual_seed(_SEED)  # the fallback samples; the same sound must give the same words
        try:
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", category=UserWarning, module=r"whisper\b")
                found = whisper.transcribe(
                    self._model,
                    sound,
                    language=options.language,
                    temperature=_TEMPERATURES,
                    condition_on_previous_text=False,
                    word_timestamps=True,
                    fp16=self._half,
                    initial_prompt=", ".join(options.vocabulary) or None,
                    verbose=None,
                )
        except (RuntimeError, ValueError, MemoryError) as error:
            raise EngineError(
                "TV410",
                f"the recogniser failed ({type(error).__name__})",
                place="openai-whisper",
                remedy="check free memory, or choose another engine with TRIALVOICE_TRANSCRIBER",
            ) from None
        return cast(list[_Segment], found["segments"])
