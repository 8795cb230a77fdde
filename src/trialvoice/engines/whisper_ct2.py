"""Whisper through CTranslate2: 8-bit on a CPU, half precision on a GPU."""

import json
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from trialvoice.core.audio import Waveform
from trialvoice.core.errors import EngineError
from trialvoice.core.records import Word
from trialvoice.engines.device import cpu_threads
from trialvoice.engines.whisper_words import (
    PROMPT_TOKENS,
    TOKENS,
    features,
    frames_of,
    likeliest,
    pieces_of,
    prompt_tokens,
    tokenizer_for,
    words_of,
)
from trialvoice.phi.hearing import Accept, Ask, Heard

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", category=UserWarning, message="pkg_resources is deprecated")
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    import ctranslate2
    from ctranslate2.models import Whisper

_BATCH = {"cpu": 8, "cuda": 24}
_COMPUTE = {"cpu": "int8", "cuda": "float16"}
_WORKERS = 4
_ENCODED_TOGETHER = 2
"""On a CPU: the attention of more windows than this falls out of the cache, and takes longer for each."""
_SAMPLES, _SEED = 5, 0


class FasterWhisper:
    """The recogniser for CPUs: each worker is one thread with a batch of its own, so that none waits for another."""

    def __init__(self, folder: Path, *, device: str = "cpu", threads: int = 0) -> None:
        """folder: model.bin, config.json, tokenizer.json, vocabulary.txt. threads: 0 for all."""
        known = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._languages = len(known.get("lang_ids", ()))
        self._folder, self._device = folder, device
        threads = cpu_threads(threads)
        self.batch = _BATCH[device]
        self.workers = min(_WORKERS, threads) if device == "cpu" else 1
        self._model = self._load(self.workers, max(1, threads // self.workers))

    def hear(self, sounds: Sequence[Waveform], ask: Ask, accept: Accept) -> list[Heard]:
        """What is said in each window, timed where it is accepted. Raises EngineError TV410."""
        try:
            if ask.temperature > 0:
                return [self._sampled(sound, ask, accept) for sound in sounds]
            return self._hear(self._model, sounds, ask, accept)
        except (RuntimeError, ValueError, MemoryError) as error:
            raise EngineError(
                "TV410",
                f"the recogniser failed ({type(error).__name__})",
                place="faster-whisper",
                remedy="check free memory, or choose another engine with TRIALVOICE_TRANSCRIBER",
            ) from None

    def _load(self, workers: int, threads: int) -> Whisper:
        return Whisper(
            str(self._folder),
            device=self._device,
            compute_type=_COMPUTE[self._device],
            inter_threads=workers,
            intra_threads=threads,
        )

    def _sampled(self, sound: Waveform, ask: Ask, accept: Accept) -> Heard:
        """One window at a temperature.

        CTranslate2 seeds its dice once for each thread of a model. A model of its own for each such window,
        which are few, is what makes the same sound give the same words every time.
        """
        ctranslate2.set_random_seed(_SEED)
        (heard,) = self._hear(self._load(1, 1), [sound], ask, accept)
        return heard

    def _hear(self, model: Whisper, sounds: Sequence[Waveform], ask: Ask, accept: Accept) -> list[Heard]:
        encoded = self._encoded(model, sounds)
        spoken = self._spoken(model, encoded, len(sounds))
        written = [ask.language or likeliest(shares, ask.languages) for shares in spoken]
        prompts = [self._prompt(ask, language) for language in written]
        results = model.generate(encoded, prompts, **_search(ask, max(map(len, prompts))))
        tokens = [self._text_tokens(result) for result in results]
        heard = [
            self._heard(result, said, languages, ask)
            for result, said, languages in zip(results, tokens, spoken, strict=True)
        ]
        taken = [i for i, one in enumerate(heard) if tokens[i] and accept(one)]
        for i, words in zip(taken, self._timed(model, encoded, sounds, tokens, written, taken), strict=True):
            heard[i] = heard[i].model_copy(update={"words": words})
        return heard

    def _encoded(self, model: Whisper, sounds: Sequence[Waveform]) -> Any:
        energies = features(sounds, model.n_mels).numpy()
        if self._device == "cuda":
            return model.encode(_view(energies))
        parts = [
            np.array(model.encode(_view(energies[at : at + _ENCODED_TOGETHER]), to_cpu=True))
            for at in range(0, len(sounds), _ENCODED_TOGETHER)
        ]
        return _view(np.concatenate(parts))

    def _spoken(self, model: Whisper, encoded: Any, windows: int) -> list[dict[str, float]]:
        """The probability of each language in each window."""
        if self._languages == 0:
            return [{"en": 1.0}] * windows
        return [{token[2:-2]: share for token, share in row} for row in model.detect_language(encoded)]

    def _prompt(self, ask: Ask, language: str) -> list[int]:
        tokenizer = tokenizer_for(self._languages, language)
        before = prompt_tokens(tokenizer, ask.prompt, PROMPT_TOKENS)
        return [*before, *tokenizer.sot_sequence_including_notimestamps]

    def _text_tokens(self, result: Any) -> list[int]:
        eot = tokenizer_for(self._languages, "en").eot
        return [token for token in result.sequences_ids[0] if token < eot]

    def _heard(self, result: Any, tokens: list[int], languages: dict[str, float], ask: Ask) -> Heard:
        length = len(result.sequences_ids[0])
        language = likeliest(languages)
        return Heard(
            text=tokenizer_for(self._languages, "en").decode(tokens).strip(),
            logprob=result.scores[0] * length / (length + 1),  # openai-whisper counts the end of text too
            no_speech=min(1.0, max(0.0, result.no_speech_prob)),
            temperature=ask.temperature,
            language=language,
            language_probability=min(1.0, languages[language]),
        )

    def _timed(
        self,
        model: Whisper,
        encoded: Any,
        sounds: Sequence[Waveform],
        tokens: list[list[int]],
        languages: list[str],
        taken: list[int],
    ) -> list[tuple[Word, ...]]:
        """Words from the attention that the decoder pays to the sound: one pass for all rows of a language."""
        made: dict[int, tuple[Word, ...]] = {}
        rows = encoded if len(taken) == len(sounds) else None
        for language in sorted({languages[i] for i in taken}):
            mine = [i for i in taken if languages[i] == language]
            tokenizer = tokenizer_for(self._languages, language)
            part = rows if rows is not None and len(mine) == len(sounds) else _rows(encoded, mine)
            frames = [frames_of(sounds[i]) for i in mine]
            aligned = model.align(part, list(tokenizer.sot_sequence), [tokens[i] for i in mine], frames)
            for i, result in zip(mine, aligned, strict=True):
                path = np.array(result.alignments, dtype=np.int64)
                made[i] = tuple(words_of(pieces_of(tokenizer, tokens[i], path, result.text_token_probs)))
        return [made[i] for i in taken]


def _search(ask: Ask, prompt: int) -> dict[str, Any]:
    """How CTranslate2 is to look for the text."""
    how: dict[str, Any] = {"beam_size": ask.beams}
    if ask.temperature > 0:
        how = {
            "beam_size": 1,
            "num_hypotheses": _SAMPLES,
            "sampling_topk": 0,
            "sampling_temperature": ask.temperature,
        }
    return how | {"return_scores": True, "return_no_speech_prob": True, "max_length": prompt + TOKENS}


def _rows(encoded: Any, rows: list[int]) -> Any:
    return _view(np.array(encoded.to_device(ctranslate2.Device.cpu))[rows])


def _view(array: Any) -> Any:
    return ctranslate2.StorageView.from_array(np.ascontiguousarray(array))
