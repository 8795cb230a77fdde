"""Reads a CTranslate2 `model.bin` of Whisper, and builds openai-whisper's model from the very same weights.

The file: version, spec name and revision, then each variable as name, shape, type and bytes, then aliases.
CTranslate2 stacks queries, keys and values into one matrix; openai-whisper keeps them apart, and its key
projections have no bias.
"""

import json
import struct
import warnings
from pathlib import Path
from typing import BinaryIO

import numpy as np
import torch
from numpy.typing import NDArray

from trialvoice.core.errors import EngineError

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    from whisper.model import ModelDimensions, Whisper

_VERSION, _SPEC = 6, "WhisperSpec"
_TYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
_WIDTH_PER_HEAD = 64  # in every Whisper model
Array = NDArray[np.generic]
State = dict[str, torch.Tensor]


def load_whisper(folder: Path) -> Whisper:
    """openai-whisper's model, in single precision, from model.bin and config.json.

    Raises EngineError TV411 where model.bin is not a Whisper model of that format in 16 or 32 bit floats.
    """
    try:
        variables = read_variables(folder / "model.bin")
        state, dimensions = whisper_state(variables), _dimensions(variables)
    except (struct.error, KeyError, ValueError, UnicodeDecodeError):
        raise EngineError(
            "TV411",
            "model.bin is not a CTranslate2 Whisper model of a known format",
            place=folder.name,
            remedy="run: trialvoice models verify",
        ) from None
    model = Whisper(dimensions)
    model.load_state_dict(state)
    _set_alignment_heads(model, folder / "config.json")
    return model.eval()


def read_variables(path: Path) -> dict[str, Array]:
    """Every variable by name. Raises ValueError for another version or spec, struct.error for a cut file."""
    with path.open("rb") as file:
        (version,) = _unpack(file, "I")
        spec = _string(file)
        _unpack(file, "I")  # the spec's revision
        if (version, spec) != (_VERSION, _SPEC):
            raise ValueError("another format")
        (count,) = _unpack(file, "I")
        return dict(_variable(file) for _ in range(count))


def whisper_state(variables: dict[str, Array]) -> State:
    """The same weights under openai-whisper's names."""
    state: State = {
        "encoder.positional_embedding": _tensor(variables["encoder/position_encodings/encodings"]),
        "decoder.positional_embedding": _tensor(variables["decoder/position_encodings/encodings"]),
        "decoder.token_embedding.weight": _tensor(variables["decoder/embeddings/weight"]),
        **_linear(variables, "encoder/conv1", "encoder.conv1"),
        **_linear(variables, "encoder/conv2", "encoder.conv2"),
        **_norm(variables, "encoder/layer_norm", "encoder.ln_post"),
        **_norm(variables, "decoder/layer_norm", "decoder.ln"),
    }
    for side in ("encoder", "decoder"):
        for layer in range(_layers(variables, side)):
            state.update(_block(variables, f"{side}/layer_{layer}", f"{side}.blocks.{layer}"))
    return state


def _block(variables: dict[str, Array], here: str, there: str) -> State:
    state = {
        **_norm(variables, f"{here}/self_attention/layer_norm", f"{there}.attn_ln"),
        **_norm(variables, f"{here}/ffn/layer_norm", f"{there}.mlp_ln"),
        **_linear(variables, f"{here}/ffn/linear_0", f"{there}.mlp.0"),
        **_linear(variables, f"{here}/ffn/linear_1", f"{there}.mlp.2"),
        **_split(variables, f"{here}/self_attention/linear_0", f"{there}.attn", ("query", "key", "value")),
        **_linear(variables, f"{here}/self_attention/linear_1", f"{there}.attn.out"),
    }
    if f"{here}/attention/linear_0/weight" in variables:
        state |= {
            **_norm(variables, f"{here}/attention/layer_norm", f"{there}.cross_attn_ln"),
            **_linear(variables, f"{here}/attention/linear_0", f"{there}.cross_attn.query"),
            **_split(variables, f"{here}/attention/linear_1", f"{there}.cross_attn", ("key", "value")),
            **_linear(variables, f"{here}/attention/linear_2", f"{there}.cross_attn.out"),
        }
    return state


def _linear(variables: dict[str, Array], here: str, there: str) -> State:
    return {f"{there}.{part}": _tensor(variables[f"{here}/{part}"]) for part in ("weight", "bias")}


def _norm(variables: dict[str, Array], here: str, there: str) -> State:
    gamma, beta = variables[f"{here}/gamma"], variables[f"{here}/beta"]
    return {f"{there}.weight": _tensor(gamma), f"{there}.bias": _tensor(beta)}


def _split(variables: dict[str, Array], here: str, there: str, names: tuple[str, ...]) -> State:
    state: State = {}
    weights = np.split(variables[f"{here}/weight"], len(names))
    biases = np.split(variables[f"{here}/bias"], len(names))
    for name, weight, bias in zip(names, weights, biases, strict=True):
        state[f"{there}.{name}.weight"] = _tensor(weight)
        if name != "key":
            state[f"{there}.{name}.bias"] = _tensor(bias)
    return state


def _dimensions(variables: dict[str, Array]) -> ModelDimensions:
    mels = variables["encoder/conv1/weight"].shape[1]
    audio_context, audio_width = variables["encoder/position_encodings/encodings"].shape
    text_context, text_width = variables["decoder/position_encodings/encodings"].shape
    return ModelDimensions(
        n_mels=mels,
        n_audio_ctx=audio_context,
        n_audio_state=audio_width,
        n_audio_head=audio_width // _WIDTH_PER_HEAD,
        n_audio_layer=_layers(variables, "encoder"),
        n_vocab=variables["decoder/embeddings/weight"].shape[0],
        n_text_ctx=text_context,
        n_text_state=text_width,
        n_text_head=text_width // _WIDTH_PER_HEAD,
        n_text_layer=_layers(variables, "decoder"),
    )


def _layers(variables: dict[str, Array], side: str) -> int:
    return len({name.split("/")[1] for name in variables if name.startswith(f"{side}/layer_") and "/ffn/" in name})


def _set_alignment_heads(model: Whisper, config: Path) -> None:
    """The attention heads that follow the sound, for word times; without a list, the model's own default."""
    if not config.is_file():
        return
    heads = json.loads(config.read_text(encoding="utf-8")).get("alignment_heads", ())
    if heads:
        mask = torch.zeros(model.dims.n_text_layer, model.dims.n_text_head, dtype=torch.bool)
        for layer, head in heads:
            mask[layer, head] = True
        model.register_buffer("alignment_heads", mask.to_sparse(), persistent=False)


def _variable(file: BinaryIO) -> tuple[str, Array]:
    name = _string(file)
    (rank,) = _unpack(file, "B")
    shape = tuple(_unpack(file, f"{rank}I"))
    (kind,) = _unpack(file, "B")
    (size,) = _unpack(file, "I")
    data = file.read(size)
    if len(data) != size or kind not in _TYPES:
        raise ValueError("cut short, or a type that is not known")
    return name, np.frombuffer(data, dtype=_TYPES[kind]).reshape(shape)


def _string(file: BinaryIO) -> str:
    (length,) = _unpack(file, "H")
    return file.read(length).rstrip(b"\0").decode()


def _unpack(file: BinaryIO, layout: str) -> tuple[int, ...]:
    return struct.unpack(f"<{layout}", file.read(struct.calcsize(f"<{layout}")))


def _tensor(array: Array) -> torch.Tensor:
    return torch.from_numpy(array.astype(np.float32))
