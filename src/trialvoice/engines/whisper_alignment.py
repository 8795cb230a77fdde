"""Word times from openai-whisper's cross attention: one pass of the decoder for a whole batch.

Upstream's `find_alignment` takes one window at a time, and encodes its sound again. Here the rows are padded on
the right, which a causal decoder does not see; only the paths are found row by row.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from trialvoice.engines.whisper_decoder import merge, split

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    from whisper.timing import dtw_cpu, median_filter

_SMOOTHING = 7
"""Frames of 20 ms; openai-whisper's."""


@dataclass(frozen=True)
class Aligned:
    """A row's path, shape (steps, 2): a token's index and a frame of 20 ms; and each token's probability."""

    path: NDArray[np.int64]
    probabilities: list[float]


def align(
    model: Any, encoded: Tensor, before: Sequence[int], texts: Sequence[list[int]], end: int, frames: Sequence[int]
) -> list[Aligned]:
    """When each token of each row was said.

    before: tokens that stand before every text.  end: the token after it.  frames: of 10 ms that each row's
    sound fills.
    """
    rows = [[*before, *text, end] for text in texts]
    longest = max(map(len, rows))
    padded = torch.tensor([[*row, *([end] * (longest - len(row)))] for row in rows], device=encoded.device)
    logits, looks = _read(model, encoded, padded)
    made = []
    for row, (text, count) in enumerate(zip(texts, frames, strict=True)):
        first, last = len(before) - 1, len(before) + len(text)
        said = logits[row, first : last - 1].softmax(dim=-1)
        shares = said[torch.arange(len(text)), torch.tensor(text, device=said.device)]
        made.append(Aligned(_path(looks[row, :, :last, : count // 2], first), shares.tolist()))
    return made


def _path(looks: Tensor, first: int) -> NDArray[np.int64]:
    """The cheapest way through the attention of one row, shape (heads, tokens, frames)."""
    weights = looks.softmax(dim=-1)
    deviation, mean = torch.std_mean(weights, dim=-2, keepdim=True, unbiased=False)
    smooth = median_filter((weights - mean) / deviation.clamp_min(1e-9), _SMOOTHING)
    cost = -smooth.mean(dim=0)[first:]
    tokens, times = dtw_cpu(cost.double().cpu().numpy())
    return np.stack([tokens, times], axis=1).astype(np.int64)


def _read(model: Any, encoded: Tensor, tokens: Tensor) -> tuple[Tensor, Tensor]:
    """Logits, and the attention logits of the heads that follow the sound: (windows, heads, tokens, frames)."""
    decoder, heads = model.decoder, model.dims.n_text_head
    following = model.alignment_heads.to_dense().bool()
    x = decoder.token_embedding(tokens) + decoder.positional_embedding[: tokens.shape[1]]
    looks = []
    for block, chosen in zip(decoder.blocks, following, strict=True):
        x = x + block.attn(block.attn_ln(x), mask=decoder.mask)[0]
        query = split(block.cross_attn.query(block.cross_attn_ln(x)), heads)
        keys, values = (split(part(encoded), heads) for part in (block.cross_attn.key, block.cross_attn.value))
        if chosen.any():
            scale = query.shape[-1] ** -0.5
            looks.append((query[:, chosen].float() @ keys[:, chosen].float().transpose(-1, -2)) * scale)
        x = x + block.cross_attn.out(merge(functional.scaled_dot_product_attention(query, keys, values)))
        x = x + block.mlp(block.mlp_ln(x))
    weight = decoder.token_embedding.weight.to(x.dtype)
    return (decoder.ln(x) @ weight.T).float(), torch.cat(looks, dim=1)
