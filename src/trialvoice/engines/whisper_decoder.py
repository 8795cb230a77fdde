"""openai-whisper's decoder, many windows at once: keys and values kept in place, finished rows dropped.

Upstream's own `decode` cannot do this: its cache grows by copying at every token, its rules loop over rows in
Python, and a batch runs on until its slowest row ends. The weights and the modules are upstream's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

_DROP = 0.75
"""Rows are dropped when the live ones are this share or fewer: copying the cache costs about a token."""


@dataclass(frozen=True)
class Written:
    """A row's tokens, without prompt and end, their mean log probability, and that of silence."""

    tokens: list[int]
    logprob: float
    no_speech: float


@dataclass(frozen=True)
class Vocabulary:
    """The tokens that decoding needs to know apart."""

    start: int
    end: int
    silence: int
    banned: tuple[int, ...]
    """Never written."""
    blank: tuple[int, ...]
    """Not written first."""


def encode(model: Any, energies: Tensor) -> Tensor:
    """Shape (windows, frames / 2, width). energies: (windows, mels, frames), of any length up to 30 s."""
    encoder = model.encoder
    x = functional.gelu(encoder.conv1(energies))
    x = functional.gelu(encoder.conv2(x)).permute(0, 2, 1)
    x = (x + encoder.positional_embedding[: x.shape[1]]).to(x.dtype)
    for block in encoder.blocks:
        x = block(x)
    encoded: Tensor = encoder.ln_post(x)
    return encoded


def first_logits(model: Any, encoded: Tensor, start: int) -> Tensor:
    """The logits after the start token alone, shape (windows, vocabulary): where Whisper names the language."""
    starts = torch.full((len(encoded), 1), start, device=encoded.device)
    return _State(model, encoded, room=1).read(starts)[:, -1]


def decode(
    model: Any,
    encoded: Tensor,
    prompts: Tensor,
    vocabulary: Vocabulary,
    *,
    most: int,
    temperature: float = 0.0,
    seeds: Sequence[int] = (),
) -> list[Written]:
    """Up to `most` tokens for every row.

    prompts: shape (windows, tokens), all of one length.  temperature: 0 takes the likeliest token, more draws
    one; every row has dice of its own, seeded by `seeds`, so that it reads the same in any company.
    """
    state = _State(model, encoded, room=prompts.shape[1] + most)
    logits = state.read(prompts)
    silence = _silence(logits, prompts, vocabulary)
    dice = [torch.Generator(encoded.device).manual_seed(seed) for seed in seeds] if temperature > 0 else []
    rows = list(range(len(encoded)))
    tokens: list[list[int]] = [[] for _ in rows]
    sums = torch.zeros(len(rows), device=encoded.device)
    ends = torch.zeros(len(rows), dtype=torch.bool, device=encoded.device)
    totals = [0.0] * len(rows)
    ban, blank = (_bias(banned, logits) for banned in (vocabulary.banned, vocabulary.blank))
    scores = logits[:, -1] + ban + blank
    for step in range(most):
        chosen = _choose(scores, temperature, [dice[row] for row in rows] if dice else [])
        gained = functional.log_softmax(scores, dim=-1).gather(1, chosen[:, None])[:, 0]
        sums += torch.where(ends, 0.0, gained)
        chosen = torch.where(ends, vocabulary.end, chosen)
        ends = ends | (chosen == vocabulary.end)
        for row, token in zip(rows, chosen.tolist(), strict=True):
            if token != vocabulary.end:
                tokens[row].append(token)
        live = int((~ends).sum())
        if live <= _DROP * len(rows) or step == most - 1:
            for at, row in enumerate(rows):
                totals[row] = float(sums[at])
            keep = (~ends).nonzero()[:, 0]
            rows = [rows[at] for at in keep.tolist()]
            if not rows or step == most - 1:
                break
            state.keep(keep)
            chosen, sums, ends = chosen[keep], sums[keep], ends[keep]
        scores = state.read(chosen[:, None])[:, -1] + ban
    return [
        Written(own, total / (len(own) + 1), quiet) for own, total, quiet in zip(tokens, totals, silence, strict=True)
    ]


def _silence(logits: Tensor, prompts: Tensor, vocabulary: Vocabulary) -> list[float]:
    at = prompts[0].tolist().index(vocabulary.start)
    shares: list[float] = logits[:, at].softmax(dim=-1)[:, vocabulary.silence].tolist()
    return shares


def _bias(tokens: tuple[int, ...], like: Tensor) -> Tensor:
    bias = torch.zeros(like.shape[-1], device=like.device)
    bias[list(tokens)] = -torch.inf
    return bias


def _choose(scores: Tensor, temperature: float, dice: list[torch.Generator]) -> Tensor:
    if not dice:
        return scores.argmax(dim=-1)
    drawn = torch.stack([torch.rand(scores.shape[-1], generator=one, device=scores.device) for one in dice])
    return (scores / temperature - (-drawn.clamp_min(1e-20).log()).log()).argmax(dim=-1)  # Gumbel's trick


class _State:
    """What has been read so far: keys and values of every layer, one row a window."""

    def __init__(self, model: Any, encoded: Tensor, room: int) -> None:
        self._decoder = model.decoder
        self._length = 0
        heads = model.dims.n_text_head
        shape = (len(encoded), heads, room, model.dims.n_text_state // heads)
        self._own = [(encoded.new_zeros(shape), encoded.new_zeros(shape)) for _ in self._decoder.blocks]
        self._sound = [
            (split(block.cross_attn.key(encoded), heads), split(block.cross_attn.value(encoded), heads))
            for block in self._decoder.blocks
        ]
        self._heads = heads

    def read(self, tokens: Tensor) -> Tensor:
        """Logits in single precision, shape (windows, tokens, vocabulary), after reading `tokens` too."""
        decoder, begin, count = self._decoder, self._length, tokens.shape[1]
        self._length = begin + count
        x = decoder.token_embedding(tokens) + decoder.positional_embedding[begin : self._length]
        for block, own, sound in zip(decoder.blocks, self._own, self._sound, strict=True):
            x = x + self._itself(block.attn, block.attn_ln(x), own, begin)
            query = split(block.cross_attn.query(block.cross_attn_ln(x)), self._heads)
            x = x + block.cross_attn.out(merge(functional.scaled_dot_product_attention(query, *sound)))
            x = x + block.mlp(block.mlp_ln(x))
        weight = decoder.token_embedding.weight.to(x.dtype)
        logits: Tensor = (decoder.ln(x) @ weight.T).float()
        return logits

    def _itself(self, attention: Any, x: Tensor, own: tuple[Tensor, Tensor], begin: int) -> Tensor:
        for kept, new in zip(own, (attention.key(x), attention.value(x)), strict=True):
            kept[:, :, begin : self._length] = split(new, self._heads)
        keys, values = (kept[:, :, : self._length] for kept in own)
        query = split(attention.query(x), self._heads)
        found = functional.scaled_dot_product_attention(query, keys, values, is_causal=begin == 0)
        out: Tensor = attention.out(merge(found))
        return out

    def keep(self, rows: Tensor) -> None:
        """Drop all other rows."""
        self._own = [(keys[rows], values[rows]) for keys, values in self._own]
        self._sound = [(keys[rows], values[rows]) for keys, values in self._sound]


def split(x: Tensor, heads: int) -> Tensor:
    """(windows, steps, width) to (windows, heads, steps, width of a head)."""
    return x.view(*x.shape[:2], heads, -1).transpose(1, 2)


def merge(x: Tensor) -> Tensor:
    """The way back."""
    return x.transpose(1, 2).flatten(start_dim=2)
