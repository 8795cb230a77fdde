"""pyannote.audio's diarization pipeline with segmentation-3.0, CAM++ voices and agglomerative clustering."""

import os
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trialvoice.core.audio import SAMPLE_RATE, Waveform
from trialvoice.core.errors import EngineError
from trialvoice.core.records import SpeakerSpan
from trialvoice.engines.device import cpu_threads
from trialvoice.phi.transcribe import Progress

os.environ["PYANNOTE_METRICS_ENABLED"] = "0"  # read when pyannote.audio is imported; nothing phones home
with warnings.catch_warnings():
    # torchcodec, which pyannote uses to open files, wants an FFmpeg on the system. Sound comes from memory here.
    warnings.filterwarnings("ignore", category=UserWarning)
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    warnings.filterwarnings("ignore", category=FutureWarning)
    import torch
    from pyannote.audio import Model
    from pyannote.audio.core.plda import PLDA
    from pyannote.audio.core.task import Problem, Resolution, Specifications
    from pyannote.audio.models.segmentation import PyanNet
    from pyannote.audio.pipelines import SpeakerDiarization, clustering
    from pyannote.core import Annotation, SlidingWindowFeature

    from trialvoice.engines.campplus import DIMENSION, FRAME_MS, MIN_FRAMES, fbank, load_campplus

# Its clustering prints to stdout, which belongs to the data.
clustering.print = lambda *_: None

STEP = 0.25
"""Of the segmentation's 10 s window. Clustering is tuned with it: change them together."""
THRESHOLD = 0.65
MIN_WINDOWS_KNOWN, MIN_WINDOWS_UNKNOWN = 4, 12
"""A voice must be heard in so many windows to count as a speaker: fewer where their number is known."""
_BATCH = {"cpu": 8, "cuda": 64}
_EMBEDDING_BATCH = 16
_BLOCK_FRAMES = 6_000
_ENOUGH_FRAMES = 400  # four seconds tell a voice; more cost time and change nothing measurable
Energies = NDArray[np.float32]
Hook = Callable[..., None]


class PyannoteDiarizer:
    """Tells voices apart."""

    def __init__(self, segmentation: Path, embedding: Path, *, device: str = "cpu", threads: int = 0) -> None:
        """segmentation, embedding: folders of pytorch_model.bin and campplus_cn_en_common.pt."""
        torch.set_num_threads(cpu_threads(threads))
        with _quiet():
            self._pipeline = _Pipeline(
                segmentation=_segmentation(segmentation / "pytorch_model.bin"),
                segmentation_step=STEP,
                segmentation_batch_size=_BATCH[device],
                embedding=Voice(embedding / "campplus_cn_en_common.pt"),
                plda=PLDA.__new__(PLDA),  # the pipeline insists on one, and this clustering never asks it
                clustering="AgglomerativeClustering",
            )
            self._pipeline.to(torch.device(device))

    def diarize(self, waveform: Waveform, speakers: int | None, progress: Progress) -> tuple[SpeakerSpan, ...]:
        """Spans in order of time, none overlapping. Raises EngineError TV420 where pyannote fails."""
        sound = {"waveform": torch.from_numpy(waveform)[None], "sample_rate": SAMPLE_RATE, "uri": "recording"}
        try:
            with _quiet():
                self._pipeline.instantiate(_parameters(speakers))
                found = self._pipeline(sound, num_speakers=speakers, hook=_Watcher(progress))
        except (RuntimeError, ValueError, IndexError, MemoryError) as error:
            raise EngineError(
                "TV420",
                f"voices could not be told apart ({type(error).__name__})",
                place="pyannote",
                remedy="check free memory, and whether the recording holds speech",
            ) from None
        return _spans(found.exclusive_speaker_diarization)


def _parameters(speakers: int | None) -> dict[str, dict[str, object]]:
    windows = MIN_WINDOWS_UNKNOWN if speakers is None else MIN_WINDOWS_KNOWN
    chosen = {"method": "centroid", "threshold": THRESHOLD, "min_cluster_size": windows}
    return {"clustering": chosen, "segmentation": {"min_duration_off": 0.0}}


class Voice(Model):
    """CAM++ as a model of pyannote.audio: waveforms (B, 1, N) to embeddings (B, 192)."""

    def __init__(self, path: Path) -> None:
        super().__init__(sample_rate=SAMPLE_RATE)
        self.net = load_campplus(path)

    @property
    def dimension(self) -> int:
        """Length of an embedding."""
        return DIMENSION

    def forward(self, waveforms: torch.Tensor, weights: torch.Tensor | None = None) -> torch.Tensor:
        """Embeddings of whole waveforms."""
        energies = torch.stack([fbank(waveform[0]) for waveform in waveforms])
        return self.of_energies(energies)

    def of_energies(self, energies: torch.Tensor) -> torch.Tensor:
        """Embeddings of log mel energies (B, T, 80)."""
        embeddings: torch.Tensor = self.net(energies - energies.mean(1, keepdim=True))
        return embeddings


class _Pipeline(SpeakerDiarization):
    """The pipeline, but for how voices are embedded.

    Its own way runs the network over the whole window for each of three possible speakers. Here the energies
    of the recording are computed once, and the network sees only the frames in which that speaker speaks
    alone: a third of the work, and no other voice mixed in.
    """

    def get_embeddings(
        self,
        file: dict[str, torch.Tensor],
        binary_segmentations: SlidingWindowFeature,
        exclude_overlap: bool = False,
        hook: Hook | None = None,
    ) -> NDArray[np.float32]:
        """(windows, speakers, 192); NaN where a speaker is silent in a window."""
        energies = _energies(file["waveform"][0])
        active = np.nan_to_num(binary_segmentations.data, nan=0.0) > 0.5
        window = binary_segmentations.sliding_window
        count, _, speakers = active.shape
        made = np.full((count, speakers, DIMENSION), np.nan, dtype=np.float32)
        pieces = []
        for index in range(count):
            first = round(window[index].start * 1000 / FRAME_MS)
            within = min(round(window.duration * 1000 / FRAME_MS), len(energies) - first)
            pieces += [
                _Piece(index, speaker, frames + first)
                for speaker, frames in _speaking(active[index], round(window.duration * 1000 / FRAME_MS), within)
            ]
        batches = list(_batches(pieces))
        for done, batch in enumerate(batches, start=1):
            vectors = self._embed(torch.stack([energies[piece.frames] for piece in batch]))
            for piece, vector in zip(batch, vectors, strict=True):
                made[piece.window, piece.speaker] = vector
            if hook is not None:
                hook("embeddings", None, total=len(batches), completed=done)
        return made

    def _embed(self, energies: torch.Tensor) -> NDArray[np.float32]:
        with torch.inference_mode():
            vectors = self._embedding.model_.of_energies(energies.to(self.device))
            unit: NDArray[np.float32] = torch.nn.functional.normalize(vectors).cpu().numpy()
        return unit


@dataclass(frozen=True)
class _Piece:
    """What one speaker says in one window: frames of the recording, counted from its start."""

    window: int
    speaker: int
    frames: NDArray[np.int64]


def _batches(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    """Pieces of equal length together: many small calls leave the processor waiting for itself."""
    ordered = sorted(pieces, key=lambda piece: len(piece.frames))
    for _, group in groupby(ordered, key=lambda piece: len(piece.frames)):
        alike = list(group)
        for at in range(0, len(alike), _EMBEDDING_BATCH):
            yield alike[at : at + _EMBEDDING_BATCH]


def _speaking(active: NDArray[np.bool_], length: int, within: int) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Each speaker of a window with the frames to hear: spoken alone, or all where that is too little.

    length: of the window in frames, of which the recording has only the first `within`.
    """
    at = np.arange(max(0, within)) * len(active) // length
    alone = active.sum(1) == 1
    for speaker in range(active.shape[1]):
        said = active[:, speaker]
        for mask in (said & alone, said):
            chosen = np.flatnonzero(mask[at])
            if len(chosen) >= MIN_FRAMES:
                # Whole fifths of a second: each new length costs the CPU's kernels a new plan.
                heard = min(len(chosen) // MIN_FRAMES * MIN_FRAMES, _ENOUGH_FRAMES)
                spare = (len(chosen) - heard) // 2
                yield speaker, chosen[spare : spare + heard]
                break


def _energies(samples: torch.Tensor) -> torch.Tensor:
    """Log mel energies (T, 80) of a recording, a minute at a time: all at once takes gigabytes."""
    per_frame = SAMPLE_RATE * FRAME_MS // 1000
    overlap = SAMPLE_RATE * 25 // 1000 - per_frame  # kaldi's frames are 25 ms long
    block = _BLOCK_FRAMES * per_frame
    parts = [samples[at : at + block + overlap] for at in range(0, len(samples), block)]
    return torch.cat([fbank(part) for part in parts if len(part) >= per_frame + overlap])


def _segmentation(path: Path) -> PyanNet:
    """segmentation-3.0, read as tensors and a few named records only: the file cannot run code."""
    allowed = [Specifications, Problem, Resolution, torch.torch_version.TorchVersion]
    with torch.serialization.safe_globals(allowed):
        checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    model = PyanNet(**checkpoint["hyper_parameters"])
    model.specifications = checkpoint["pyannote.audio"]["specifications"]
    model.build()
    model.load_state_dict(checkpoint["state_dict"])
    return model.eval()


class _Watcher:
    """pyannote's hook as a share done: segmentation is about a third of the work."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def __call__(self, step: str, artifact: object, *, total: int = 1, completed: int = 1, **_: object) -> None:
        share = completed / max(total, 1)
        if step == "segmentation":
            self._progress(0.35 * share)
        elif step == "embeddings":
            self._progress(0.35 + 0.6 * share)


def _spans(found: Annotation) -> tuple[SpeakerSpan, ...]:
    names: dict[str, str] = {}
    spans = []
    for segment, _, label in found.itertracks(yield_label=True):
        name = names.setdefault(label, f"S{len(names) + 1}")
        start = max(0, round(segment.start * 1000))
        spans.append(SpeakerSpan(start=start, end=max(start, round(segment.end * 1000)), speaker=name))
    return tuple(spans)


class _quiet(warnings.catch_warnings):  # noqa: N801 - used as a statement
    """Within: pyannote's and lightning's own warnings are not shown; they name no fault of ours."""

    def __enter__(self) -> None:
        super().__enter__()
        warnings.filterwarnings("ignore", category=UserWarning, module=r"(pyannote|lightning|torch|torchaudio)\b")
        warnings.filterwarnings("ignore", category=FutureWarning, module=r"(pyannote|lightning|torch|torchaudio)\b")
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"(pyannote|numpy)\b")
