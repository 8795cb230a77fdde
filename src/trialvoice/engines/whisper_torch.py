"""Whisper through openai-whisper, from the same weights as CTranslate2; in half precision on a GPU."""

import warnings
import zlib
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from trialvoice.core.audio import Waveform
from trialvoice.core.errors import EngineError
from trialvoice.core.records import Word
from trialvoice.engines.ct2_checkpoint import load_whisper
from trialvoice.engines.device import cpu_threads
from trialvoice.engines.whisper_alignment import align
from trialvoice.engines.whisper_decoder import Vocabulary, Written, decode, encode, first_logits
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
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    from whisper.model import LayerNorm

_BATCH = {"cpu": 8, "cuda": 32}


class OpenAIWhisper:
    """The recogniser for GPUs. It takes the likeliest token at each step and searches no beams.

    Windows are decoded without time tokens: measured, they lose words, and times come from the alignment.
    """

    def __init__(self, folder: Path, *, device: str = "cpu", threads: int = 0) -> None:
        """folder: CTranslate2's model.bin and config.json. threads: 0 for all. Raises EngineError TV411."""
        torch.set_num_threads(cpu_threads(threads))
        self._model = load_whisper(folder).to(device)
        if device == "cuda":
            _halve(self._model)
        self._type = next(self._model.parameters()).dtype
        self._device = device
        self._languages = self._model.num_languages if self._model.is_multilingual else 0
        self._vocabulary = _vocabulary(self._languages)
        self.batch = _BATCH[device]
        self.workers = 1

    @torch.inference_mode()
    def hear(self, sounds: Sequence[Waveform], ask: Ask, accept: Accept) -> list[Heard]:
        """What is said in each window, timed where it is accepted. Raises EngineError TV410."""
        try:
            return self._hear(sounds, ask, accept)
        except (RuntimeError, ValueError, MemoryError) as error:
            raise EngineError(
                "TV410",
                f"the recogniser failed ({type(error).__name__})",
                place="openai-whisper",
                remedy="check free memory, or choose another engine with TRIALVOICE_TRANSCRIBER",
            ) from None

    def _hear(self, sounds: Sequence[Waveform], ask: Ask, accept: Accept) -> list[Heard]:
        energies = features(sounds, self._model.dims.n_mels).to(self._device, self._type)
        encoded = encode(self._model, energies)
        spoken = self._spoken(encoded)
        languages = [ask.language or likeliest(shares, ask.languages) for shares in spoken]
        written = decode(
            self._model,
            encoded,
            torch.tensor([self._prompt(ask, language) for language in languages], device=self._device),
            self._vocabulary,
            most=TOKENS,
            temperature=ask.temperature,
            seeds=[zlib.crc32(sound.tobytes()) for sound in sounds],
        )
        heard = [self._heard(one, shares, ask) for one, shares in zip(written, spoken, strict=True)]
        taken = [i for i, one in enumerate(heard) if written[i].tokens and accept(one)]
        for i, words in zip(taken, self._timed(encoded, sounds, written, languages, taken), strict=True):
            heard[i] = heard[i].model_copy(update={"words": words})
        return heard

    def _spoken(self, encoded: Tensor) -> list[dict[str, float]]:
        """The probability of each language in each window."""
        if not self._languages:
            return [{"en": 1.0}] * len(encoded)
        tokenizer = tokenizer_for(self._languages, None)
        known = list(tokenizer.all_language_tokens)
        shares = first_logits(self._model, encoded, tokenizer.sot)[:, known].softmax(dim=-1).tolist()
        return [dict(zip(tokenizer.all_language_codes, row, strict=True)) for row in shares]

    def _prompt(self, ask: Ask, language: str) -> list[int]:
        tokenizer = tokenizer_for(self._languages, language)
        return [*prompt_tokens(tokenizer, ask.prompt, PROMPT_TOKENS), *tokenizer.sot_sequence_including_notimestamps]

    def _heard(self, written: Written, shares: dict[str, float], ask: Ask) -> Heard:
        language = likeliest(shares)
        return Heard(
            text=tokenizer_for(self._languages, None).decode(written.tokens).strip(),
            logprob=written.logprob,
            no_speech=min(1.0, written.no_speech),
            temperature=ask.temperature,
            language=language,
            language_probability=min(1.0, shares[language]),
        )

    def _timed(
        self,
        encoded: Tensor,
        sounds: Sequence[Waveform],
        written: list[Written],
        languages: list[str],
        taken: list[int],
    ) -> list[tuple[Word, ...]]:
        made: dict[int, tuple[Word, ...]] = {}
        for language in sorted({languages[i] for i in taken}):
            mine = [i for i in taken if languages[i] == language]
            tokenizer = tokenizer_for(self._languages, language)
            found = align(
                self._model,
                encoded[mine],
                tokenizer.sot_sequence_including_notimestamps,
                [written[i].tokens for i in mine],
                tokenizer.eot,
                [frames_of(sounds[i]) for i in mine],
            )
            for i, one in zip(mine, found, strict=True):
                pieces = pieces_of(tokenizer, written[i].tokens, one.path, one.probabilities)
                made[i] = tuple(words_of(pieces))
        return [made[i] for i in taken]


def _halve(model: torch.nn.Module) -> None:
    """Half precision, but for the norms, which upstream computes in single."""
    model.half()
    for module in model.modules():
        if isinstance(module, LayerNorm):
            module.float()


def _vocabulary(languages: int) -> Vocabulary:
    """What upstream's `decode` bans by default, and every time token."""
    tokenizer = tokenizer_for(languages, None)
    special = {
        tokenizer.transcribe,
        tokenizer.translate,
        tokenizer.sot,
        tokenizer.sot_prev,
        tokenizer.sot_lm,
        tokenizer.no_speech,
    }
    times = range(tokenizer.timestamp_begin, tokenizer.timestamp_begin + 1501)
    return Vocabulary(
        start=tokenizer.sot,
        end=tokenizer.eot,
        silence=tokenizer.no_speech,
        banned=tuple(sorted({*tokenizer.non_speech_tokens, *special, *times})),
        blank=(*tokenizer.encode(" "), tokenizer.eot),
    )
