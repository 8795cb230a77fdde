"""What Whisper's two engines share: the sound's features, the tokens' words, and their times."""

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import torch
from numpy.typing import NDArray

from trialvoice.core.audio import Waveform
from trialvoice.core.records import Word
from trialvoice.phi.hearing import length_class

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    from whisper.audio import HOP_LENGTH, N_FRAMES, log_mel_spectrogram, pad_or_trim
    from whisper.tokenizer import Tokenizer, get_tokenizer

TOKENS, PROMPT_TOKENS = 224, 219
"""The most that Whisper writes for a window, and reads of what was said before it."""
_TOKEN_S = 0.02
"""The decoder looks at the sound in steps of two frames."""
_LATE_S = 0.04
"""Attention turns to a word a little before it is said: so much, at the median, on the sample study."""
_TAIL_FRAMES, _LEAST_FRAMES = 100, 1000
"""Silence heard after the last window of a batch, so that Whisper hears it end, and the least it is given."""


@dataclass(frozen=True)
class Piece:
    """What an engine calls a word: with the space before it, if any, and times in seconds."""

    text: str
    start: float
    end: float
    probability: float


def features(sounds: Sequence[Waveform], mels: int) -> torch.Tensor:
    """Log mel energies, shape (windows, mels, frames of 10 ms), float32.

    Whisper was trained on 30 s at a time. Attention costs the square of that, and the silence behind a shorter
    window adds nothing: frames end soon after the longest window's length class.
    """
    longest = max(length_class(len(sound)) for sound in sounds)
    frames = min(N_FRAMES, max(_LEAST_FRAMES, longest // HOP_LENGTH + _TAIL_FRAMES))
    rows = [pad_or_trim(torch.from_numpy(np.ascontiguousarray(sound)), frames * HOP_LENGTH) for sound in sounds]
    # One at a time: the energies are scaled by their loudest, which must not be a neighbour's.
    energies: torch.Tensor = torch.stack([log_mel_spectrogram(row, mels) for row in rows])
    return energies


def frames_of(sound: Waveform) -> int:
    """Frames of 10 ms that a window fills."""
    hop: int = HOP_LENGTH
    return len(sound) // hop


@cache
def tokenizer_for(languages: int, language: str | None) -> Tokenizer:
    """Whisper's tokenizer. languages: that the model knows, 0 for an English model. language: ISO 639-1."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=ResourceWarning)
        # Opens its vocabulary without closing it.
        if languages == 0:
            return get_tokenizer(False)
        return get_tokenizer(True, num_languages=languages, language=language or "en", task="transcribe")


def prompt_tokens(tokenizer: Tokenizer, prompt: str, room: int) -> list[int]:
    """The prompt as Whisper expects what was said before, its last `room` tokens."""
    if not prompt:
        return []
    return [tokenizer.sot_prev, *tokenizer.encode(f" {prompt.strip()}")[-room:]]


def likeliest(languages: Mapping[str, float], allowed: Sequence[str] = ()) -> str:
    """The language with the highest probability, of those allowed where any is."""
    known = [language for language in allowed if language in languages] or list(languages)
    return max(known, key=lambda language: languages[language])


def pieces_of(
    tokenizer: Tokenizer,
    tokens: list[int],
    path: NDArray[np.int64],
    probabilities: Sequence[float],
) -> list[Piece]:
    """Words with times from an alignment.

    path: shape (steps, 2), a token's index and its frame of 20 ms at each step.  probabilities: one a token.
    """
    words, parts = tokenizer.split_to_word_tokens([*tokens, tokenizer.eot])
    if len(words) < 2:
        return []
    jumps = np.diff(path[:, 0], prepend=path[0, 0] - 1).astype(bool)
    begins = path[jumps, 1] * _TOKEN_S + _LATE_S
    edges = np.cumsum([0, *(len(part) for part in parts[:-1])])
    return [
        Piece(text, float(begins[a]), float(begins[b]), float(np.mean(probabilities[a:b])))
        for text, a, b in zip(words[:-1], edges[:-1], edges[1:], strict=True)
    ]


def words_of(pieces: Iterable[Piece]) -> Iterator[Word]:
    """Whole words, times in ms as the pieces have them.

    A piece with no space before it, such as the .8 of 36.8, belongs to the word before.
    """
    last: Word | None = None
    for piece in pieces:
        if not piece.text.strip():
            continue
        word = _word(piece)
        if last is None:
            last = word
        elif piece.text[:1].isspace():
            yield last
            last = word
        else:
            last = _joined(last, word)
    if last is not None:
        yield last


def _word(piece: Piece) -> Word:
    start = max(0, round(piece.start * 1000))
    return Word(
        start=start,
        end=max(start, round(piece.end * 1000)),
        text=piece.text.strip(),
        probability=min(1.0, max(0.0, float(piece.probability))),
    )


def _joined(word: Word, piece: Word) -> Word:
    return Word(
        start=word.start,
        end=max(word.end, piece.end),
        text=word.text + piece.text,
        probability=min(word.probability, piece.probability),
    )
