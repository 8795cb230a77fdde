"""Whisper models of any size with random weights, for timing where the real ones cannot be had.

Speed depends on the weights in one way only: how many tokens they say, and whether the answer is confident enough
not to be decoded again. So a chain is built into the last layer: whatever the sound, each window says the same
words with near certainty, from the timestamp 0.00 to that of 30.00, then ends. Everything around the chain is
random, and costs what it costs in the real model.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from whisper.tokenizer import Tokenizer, get_tokenizer

_SEED = 20261121
_FORMAT_VERSION, _REVISION, _FLOAT16 = 6, 3, 4
_EMBEDDING_NORM = 4.0
_CHAIN_GAIN = 8.0
"""How far the chain's word outweighs the word before it."""
_BLOCK_NORM = 0.08
"""What a random block adds, beside embeddings of 4: too little to break the chain."""
_FRAMES, _TEXT = 1500, 448
_NOT_LANGUAGES = 51_766
"""Tokens of a multilingual vocabulary that name no language."""
Half = NDArray[np.float16]
Variables = dict[str, Half]


@dataclass(frozen=True)
class Shape:
    """Sizes of a Whisper model. Heads are 64 wide."""

    mels: int
    width: int
    encoder_layers: int
    decoder_layers: int
    vocabulary: int


SHAPES = {
    "tiny": Shape(80, 384, 4, 4, 51865),
    "base": Shape(80, 512, 6, 6, 51865),
    "small": Shape(80, 768, 12, 12, 51865),
    "medium": Shape(80, 1024, 24, 24, 51865),
    "large-v3": Shape(128, 1280, 32, 32, 51866),
    "turbo": Shape(128, 1280, 32, 4, 51866),
}


def write_random_model(folder: Path, shape: Shape, *, tokens: int, language: str) -> None:
    """model.bin and config.json in CTranslate2's format, in half precision. tokens: words said in each window."""
    chance = np.random.default_rng(_SEED)
    variables = _variables(shape, chance)
    _build_chain(variables, shape, _chain(shape, tokens, language, chance))
    with (folder / "model.bin").open("wb") as file:
        _write(file, variables)
    heads = [[shape.decoder_layers - 1, head] for head in range(min(6, shape.width // 64))]
    (folder / "config.json").write_text(json.dumps({"alignment_heads": heads}), encoding="utf-8")


def _chain(shape: Shape, tokens: int, language: str, chance: np.random.Generator) -> list[tuple[int, int]]:
    """(token, the one after it), from the first to the end of a window, with timestamps and without."""
    known = get_tokenizer(True, num_languages=shape.vocabulary - _NOT_LANGUAGES, language=language, task="transcribe")
    said = [int(token) for token in chance.permutation(_words(known))[:tokens]]
    first, last = known.timestamp_begin, known.timestamp_begin + _FRAMES
    start, of_language, task = known.sot_sequence
    path = [start, of_language, task, first, *said, last, known.eot]
    return [*pairwise(path), (known.no_timestamps, said[0])]


def _words(known: Tokenizer) -> list[int]:
    """Tokens that are a word by themselves."""
    texts = ((token, known.encoding.decode([token])) for token in range(known.eot))
    return [
        token for token, text in texts if len(text) > 4 and text[0] == " " and text[1:].isascii() and text[1:].isalpha()
    ]


def _build_chain(variables: Variables, shape: Shape, chain: list[tuple[int, int]]) -> None:
    """One hidden unit of the last layer for each link: it sees one token's embedding, and writes the next one's."""
    last = f"decoder/layer_{shape.decoder_layers - 1}/ffn"
    seen, written = (
        variables["decoder/embeddings/weight"][[link[side] for link in chain]].astype(np.float32) for side in (0, 1)
    )
    # A layer norm makes the length of what a unit sees the root of the width; half of that is the threshold.
    length = float(np.sqrt(shape.width))
    units = slice(0, len(chain))
    variables[f"{last}/linear_0/weight"][units] = seen / np.linalg.norm(seen, axis=1, keepdims=True)
    variables[f"{last}/linear_0/bias"][units] = -length / 2
    variables[f"{last}/linear_1/weight"][:, units] = (written * _CHAIN_GAIN / (length / 2)).T


def _variables(shape: Shape, chance: np.random.Generator) -> Variables:
    width = shape.width
    made = {
        "encoder/position_encodings/encodings": _normal(chance, (_FRAMES, width), 0.1 / np.sqrt(width)),
        "decoder/position_encodings/encodings": _normal(chance, (_TEXT, width), 0.1 / np.sqrt(width)),
        "decoder/embeddings/weight": _normal(chance, (shape.vocabulary, width), _EMBEDDING_NORM / np.sqrt(width)),
        "encoder/conv1/weight": _normal(chance, (width, shape.mels, 3), 1 / np.sqrt(3 * shape.mels)),
        "encoder/conv1/bias": _zeros(width),
        "encoder/conv2/weight": _normal(chance, (width, width, 3), 1 / np.sqrt(3 * width)),
        "encoder/conv2/bias": _zeros(width),
        **_norm("encoder/layer_norm", width),
        **_norm("decoder/layer_norm", width),
    }
    for layer in range(shape.encoder_layers):
        made |= _block(f"encoder/layer_{layer}", width, chance, hears=False)
    for layer in range(shape.decoder_layers):
        made |= _block(f"decoder/layer_{layer}", width, chance, hears=True)
    return made


def _block(name: str, width: int, chance: np.random.Generator, *, hears: bool) -> Variables:
    made = {
        **_norm(f"{name}/self_attention/layer_norm", width),
        **_linear(f"{name}/self_attention/linear_0", width, 3 * width, chance),
        **_linear(f"{name}/self_attention/linear_1", width, width, chance, out=True),
        **_norm(f"{name}/ffn/layer_norm", width),
        **_linear(f"{name}/ffn/linear_0", width, 4 * width, chance),
        **_linear(f"{name}/ffn/linear_1", 4 * width, width, chance, out=True),
    }
    if hears:
        made |= {
            **_norm(f"{name}/attention/layer_norm", width),
            **_linear(f"{name}/attention/linear_0", width, width, chance),
            **_linear(f"{name}/attention/linear_1", width, 2 * width, chance),
            **_linear(f"{name}/attention/linear_2", width, width, chance, out=True),
        }
    return made


def _linear(name: str, given: int, made: int, chance: np.random.Generator, *, out: bool = False) -> Variables:
    """out: the layer writes into the residual stream."""
    scale = _BLOCK_NORM / made if out else 1 / np.sqrt(given)
    return {f"{name}/weight": _normal(chance, (made, given), float(scale)), f"{name}/bias": _zeros(made)}


def _norm(name: str, width: int) -> Variables:
    return {f"{name}/gamma": np.ones(width, dtype=np.float16), f"{name}/beta": _zeros(width)}


def _normal(chance: np.random.Generator, shape: tuple[int, ...], scale: float) -> Half:
    return (chance.standard_normal(shape, dtype=np.float32) * np.float32(scale)).astype(np.float16)


def _zeros(width: int) -> Half:
    return np.zeros(width, dtype=np.float16)


def _write(file: BinaryIO, variables: Mapping[str, Half]) -> None:
    """CTranslate2's format: version, spec and its revision, the variables, no aliases."""
    file.write(struct.pack("<I", _FORMAT_VERSION) + _string("WhisperSpec"))
    file.write(struct.pack("<II", _REVISION, len(variables)))
    for name, array in variables.items():
        file.write(_string(name))
        file.write(struct.pack(f"<B{array.ndim}IBI", array.ndim, *array.shape, _FLOAT16, array.nbytes))
        file.write(array.tobytes())
    file.write(struct.pack("<I", 0))


def _string(text: str) -> bytes:
    data = text.encode() + b"\0"
    return struct.pack("<H", len(data)) + data
