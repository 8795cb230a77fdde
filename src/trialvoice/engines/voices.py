"""How voices sound, from CAM++ run once over a recording.

The network's frames are pooled twice: over what one speaker says in one window of the segmentation, which is
what clustering compares, and over the second around each tenth of a second, which tells whose voice is heard
there. Only sums are kept, so a recording of hours takes little memory.
"""

from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray

from trialvoice.core.audio import SAMPLE_RATE
from trialvoice.engines.campplus import DIMENSION, CamPlusPlus, fbank
from trialvoice.phi.transcribe import Progress

FRAME_MS = 20
CELL = 5
"""Frames between two points of the track: a tenth of a second."""
REACH = 25
"""Frames heard on either side of a point of the track."""
LEAST_FRAMES = 10
"""Below a fifth of a second an embedding says nothing about the voice."""
_BLOCK = 1_500
_MARGIN = 50
_SAMPLES = SAMPLE_RATE * FRAME_MS // 1000
_KALDI_OVERLAP = SAMPLE_RATE * 15 // 1000  # kaldi's frames are 25 ms long, 10 ms apart


@dataclass(frozen=True)
class Piece:
    """What one speaker says in one window: the first frame of the window, and which of its frames are theirs."""

    first: int
    said: NDArray[np.bool_]


@dataclass(frozen=True)
class Heard:
    """Unit embeddings of the pieces (pieces, 192) and of the track (cells, 192); NaN where too little was said."""

    pieces: NDArray[np.float32]
    track: NDArray[np.float32]


@dataclass(frozen=True)
class _Block:
    """Sums over the pieces `which` (frames, sum, squares), and the track of a block."""

    which: NDArray[np.int64]
    sums: torch.Tensor
    track: torch.Tensor


class VoiceListener:
    """Runs CAM++ over recordings."""

    def __init__(self, net: CamPlusPlus, device: torch.device) -> None:
        self._net, self._device = net.to(device), device

    def hear(
        self,
        samples: torch.Tensor,
        speech: NDArray[np.bool_],
        pieces: list[Piece],
        workers: Executor,
        progress: Progress,
    ) -> Heard:
        """Embeddings of the pieces and of the track.

        samples (N,) at 16 kHz; speech (frames,): where anybody speaks. The track hears nothing else.
        """
        starts = range(0, len(speech), _BLOCK)
        sums = torch.zeros(len(pieces), 2 * 512 + 1)
        track = []
        blocks = workers.map(partial(self._block, samples, speech, pieces), starts)
        for done, block in enumerate(blocks, start=1):
            sums[block.which] += block.sums
            track.append(block.track)
            progress(done / len(starts))
        return Heard(pieces=_array(self._embed(sums)), track=_array(torch.cat(track)))

    def _block(self, samples: torch.Tensor, speech: NDArray[np.bool_], pieces: list[Piece], start: int) -> _Block:
        end = min(start + _BLOCK, len(speech))
        first, last = max(0, start - _MARGIN), min(end + _MARGIN, len(speech))
        frames = self._frames(samples, first, last)
        sums = torch.cat([torch.ones(len(frames), 1), frames, frames.square()], dim=1)
        inside = sums[start - first : end - first]
        which = np.array([i for i, p in enumerate(pieces) if p.first < end and p.first + len(p.said) > start], np.int64)
        said = np.stack([_within(pieces[i], start, end) for i in which]) if len(which) else np.zeros((0, end - start))
        return _Block(
            which=which,
            sums=torch.from_numpy(said.astype(np.float32)) @ inside,
            track=self._embed(_moving(sums * torch.from_numpy(speech[first:last, None]), start - first, end - first)),
        )

    def _frames(self, samples: torch.Tensor, first: int, last: int) -> torch.Tensor:
        """What the network hears in frames [first, last), (frames, 512)."""
        wanted = (last - first) * _SAMPLES + _KALDI_OVERLAP
        part = samples[first * _SAMPLES : first * _SAMPLES + wanted]
        energies = fbank(torch.nn.functional.pad(part, (0, wanted - len(part)))).to(self._device)
        with torch.inference_mode():
            heard = self._net.frames((energies - energies.mean(0))[None])[0].T
        return heard[: last - first].cpu()

    def _embed(self, sums: torch.Tensor) -> torch.Tensor:
        made = torch.full((len(sums), DIMENSION), float("nan"))
        enough = sums[:, 0] >= LEAST_FRAMES
        chosen = sums[enough].to(self._device)
        count, total, squares = chosen[:, :1], chosen[:, 1:513], chosen[:, 513:]
        with torch.inference_mode():
            made[enough] = self._net.pooled(count, total, squares).cpu()
        return made


def _moving(sums: torch.Tensor, start: int, end: int) -> torch.Tensor:
    """Sums over the frames within reach of the middle of each cell in [start, end)."""
    running = torch.cat([torch.zeros(1, sums.shape[1], dtype=torch.float64), sums.double().cumsum(0)])
    middles = torch.arange(start, end, CELL) + CELL // 2
    upper = (middles + REACH + 1).clamp(max=len(sums))
    lower = (middles - REACH).clamp(min=0, max=len(sums))
    return (running[upper] - running[lower]).float()


def _within(piece: Piece, start: int, end: int) -> NDArray[np.bool_]:
    """Which frames of [start, end) are said in the piece."""
    said = np.zeros(end - start, bool)
    first, last = max(start, piece.first), min(end, piece.first + len(piece.said))
    said[first - start : last - start] = piece.said[first - piece.first : last - piece.first]
    return said


def _array(made: torch.Tensor) -> NDArray[np.float32]:
    numbers: NDArray[np.float32] = made.numpy()
    return numbers
