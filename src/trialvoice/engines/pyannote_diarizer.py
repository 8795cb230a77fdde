"""Who speaks when: pyannote's segmentation-3.0 and clustering, and CAM++ voices.

The segmentation hears changes of speaker within ten seconds, but takes two alike voices for one; the voices
are compared over the whole recording. Both vote on who speaks in each frame.
"""

import os
import warnings
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
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
    from pyannote.audio.core.task import Problem, Resolution, Specifications
    from pyannote.audio.models.segmentation import PyanNet
    from pyannote.audio.pipelines import clustering
    from pyannote.audio.utils.powerset import Powerset

    from trialvoice.engines.campplus import load_campplus
    from trialvoice.engines.voice_path import Scores, cut_into_spans, likeliest, second
    from trialvoice.engines.voices import CELL, FRAME_MS, LEAST_FRAMES, Heard, Piece, VoiceListener

# Its clustering prints to stdout, which belongs to the data.
clustering.print = lambda *_: None

MIN_WINDOWS = 12
"""A voice must be heard in so many windows to count as a speaker, or in a tenth of them if that is fewer.

With 4, a cough became the second speaker of a two-person interview, and both people the first.
"""
CLUSTERING = {"method": "centroid", "threshold": 0.55, "min_cluster_size": MIN_WINDOWS}
_WINDOW_S, _STEP_S = 10, 1
_PER_WINDOW, _PER_STEP = _WINDOW_S * 1000 // FRAME_MS, _STEP_S * 1000 // FRAME_MS
_BATCH = {"cpu": 8, "cuda": 64}
_CLEAR_FRAMES = 100
"""Two seconds of a voice are enough to be clustered; less only joins the nearest cluster."""
_MOST_CLUSTERED = 3_000
"""Windows; clustering takes memory with the square of their number."""
_CLUSTERED_EVERY = 2
_SAME_VOICE = 0.78
"""Cosine of two clusters above which they are one voice, however many were expected.

Two people came to 0.75 at most, and one voice cut in two to 0.82 at least.
"""
_SURE = 0.15
"""Lead in likeness of a second of sound that counts as that speaker's voice when voices are learnt anew."""
_FEW_CELLS = 20
Active = NDArray[np.bool_]
"""(windows, frames, 3): which of up to three speakers of a window speak in a frame."""


class PyannoteDiarizer:
    """Tells voices apart."""

    def __init__(self, segmentation: Path, embedding: Path, *, device: str = "cpu", threads: int = 0) -> None:
        """segmentation, embedding: folders of pytorch_model.bin and campplus_cn_en_common.pt."""
        self._device, self._batch = torch.device(device), _BATCH[device]
        self._workers = 1 if device == "cuda" else cpu_threads(threads)
        with _quiet():
            self._segmentation = _segmentation(segmentation / "pytorch_model.bin").to(self._device)
            self._powerset = Powerset(3, 2).to(self._device)
            self._voices = VoiceListener(load_campplus(embedding / "campplus_cn_en_common.pt"), self._device)

    def diarize(self, waveform: Waveform, speakers: int | None, progress: Progress) -> tuple[SpeakerSpan, ...]:
        """First the spans of the one voice heard best, in order of time, then those of second voices over it.

        Raises EngineError TV420 where it fails.
        """
        try:
            with _quiet(), _one_thread(), self._pool() as workers:
                return self._spans(torch.from_numpy(waveform), speakers, workers, progress)
        except (RuntimeError, ValueError, IndexError, MemoryError) as error:
            raise EngineError(
                "TV420",
                f"voices could not be told apart ({type(error).__name__})",
                place="pyannote",
                remedy="check free memory, and whether the recording holds speech",
            ) from None

    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._workers, initializer=torch.set_num_threads, initargs=(1,))

    def _spans(
        self, samples: torch.Tensor, speakers: int | None, workers: Executor, progress: Progress
    ) -> tuple[SpeakerSpan, ...]:
        frames = len(samples) * 1000 // SAMPLE_RATE // FRAME_MS
        active = self._segmented(samples, workers, lambda share: progress(0.6 * share))
        count = np.rint(_averaged(active.sum(2, keepdims=True), frames))[:, 0]
        pieces, places = _pieces(active)
        if not pieces or not count.any():
            return ()
        heard = self._voices.hear(samples, count > 0, pieces, workers, lambda share: progress(0.6 + 0.35 * share))
        voices = _learnt_anew(_voices(heard, places, active, speakers), heard)
        activity = _averaged(_assigned(active, places, heard.pieces, voices), frames)
        likeness = np.repeat(np.nan_to_num(heard.track) @ voices.T, CELL, axis=0)[:frames]
        best = likeliest(activity, likeness, count > 0)
        under = second(activity, best, count > 1)
        return (*cut_into_spans(best, FRAME_MS), *cut_into_spans(under, FRAME_MS, named_as=best))

    def _segmented(self, samples: torch.Tensor, workers: Executor, progress: Progress) -> Active:
        size, step = _WINDOW_S * SAMPLE_RATE, _STEP_S * SAMPLE_RATE
        windows = 1 + max(0, -(-(len(samples) - size) // step))
        padded = torch.nn.functional.pad(samples, (0, size + (windows - 1) * step - len(samples)))
        cut = padded.unfold(0, size, step)
        starts = range(0, windows, self._batch)
        made = []
        for part in workers.map(lambda at: self._speaking(cut[at : at + self._batch]), starts):
            made.append(part)
            progress(len(made) / len(starts))
        return np.concatenate(made)

    def _speaking(self, windows: torch.Tensor) -> Active:
        with torch.inference_mode():
            chosen = self._powerset.to_multilabel(self._segmentation(windows[:, None].to(self._device)), soft=False)
        active: Active = chosen.cpu().numpy() > 0.5
        return active[:, _nearest(active.shape[1])]


def _nearest(frames: int) -> NDArray[np.int64]:
    """For each of our frames the segmentation's, which are 270 samples apart and 991 long."""
    middles = (np.arange(_PER_WINDOW) + 0.5) * FRAME_MS * SAMPLE_RATE / 1000
    nearest: NDArray[np.int64] = np.clip(np.rint((middles - 495.5) / 270), 0, frames - 1).astype(np.int64)
    return nearest


def _averaged(windows: NDArray[np.generic], frames: int) -> Scores:
    """(windows, frames of a window, n) laid over the recording, (frames, n)."""
    total = np.zeros((max(frames, (len(windows) - 1) * _PER_STEP + _PER_WINDOW), windows.shape[2]))
    cover = np.zeros((len(total), 1))
    for index, window in enumerate(windows):
        at = index * _PER_STEP
        total[at : at + _PER_WINDOW] += window
        cover[at : at + _PER_WINDOW] += 1
    averaged: Scores = (total / np.maximum(cover, 1))[:frames]
    return averaged


def _pieces(active: Active) -> tuple[list[Piece], NDArray[np.int64]]:
    """What each speaker of a window says alone, or in all where that is too little; and (window, speaker) of each."""
    pieces, places = [], []
    for window, speaker in np.argwhere(active.sum(1) >= LEAST_FRAMES):
        said = active[window, :, speaker]
        alone = said & (active[window].sum(1) == 1)
        pieces.append(Piece(int(window) * _PER_STEP, alone if alone.sum() >= LEAST_FRAMES else said))
        places.append((window, speaker))
    return pieces, np.array(places, np.int64).reshape(-1, 2)


def _voices(heard: Heard, places: NDArray[np.int64], active: Active, speakers: int | None) -> NDArray[np.float32]:
    """Unit embeddings of the speakers (speakers, 192). Raises ValueError where no voice was heard long enough."""
    known = ~np.isnan(heard.pieces).any(1)
    clear = known & (active.sum(1)[places[:, 0], places[:, 1]] >= _CLEAR_FRAMES)
    every = max(_CLUSTERED_EVERY, -(-len(active) // _MOST_CLUSTERED))
    chosen = clear & (places[:, 0] % every == 0)
    vectors = heard.pieces[chosen if chosen.any() else known]
    if len(vectors) < 2:
        return vectors
    clusters = _clustered(vectors, speakers)
    return _merged([vectors[clusters == number] for number in range(clusters.max() + 1)])


def _clustered(vectors: NDArray[np.float32], speakers: int | None) -> NDArray[np.int64]:
    method = clustering.AgglomerativeClustering(metric="cosine")
    method.instantiate(CLUSTERING)
    most = min(speakers or len(vectors), len(vectors))
    least = most if speakers else 1
    made: NDArray[np.int64] = method.cluster(vectors.copy(), least, most, most if speakers else None)
    return made


def _merged(clusters: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    """The voice of each cluster; those of one voice together. An expected number of speakers is a hint only."""
    voices = _unit(np.stack([vectors.mean(0) for vectors in clusters]))
    alike = np.triu(voices @ voices.T, k=1)
    one, other = np.unravel_index(alike.argmax(), alike.shape)
    if alike[one, other] <= _SAME_VOICE:
        return voices
    rest = [vectors for number, vectors in enumerate(clusters) if number not in (one, other)]
    return _merged([*rest, np.concatenate([clusters[one], clusters[other]])])


def _learnt_anew(voices: NDArray[np.float32], heard: Heard) -> NDArray[np.float32]:
    """Voices as the mean of those seconds that are surely theirs: windows often mix two speakers."""
    if len(voices) < 2:
        return voices
    track = np.nan_to_num(heard.track)
    likeness = track @ voices.T
    ordered = np.sort(likeness, axis=1)
    sure = ordered[:, -1] - ordered[:, -2] > _SURE
    theirs = [track[sure & (likeness.argmax(1) == number)] for number in range(len(voices))]
    pairs = zip(theirs, voices, strict=True)
    return _unit(np.stack([cells.mean(0) if len(cells) > _FEW_CELLS else voice for cells, voice in pairs]))


def _assigned(
    active: Active, places: NDArray[np.int64], pieces: NDArray[np.float32], voices: NDArray[np.float32]
) -> NDArray[np.bool_]:
    """(windows, frames, speakers of the recording): each window's speakers given to the nearest voice."""
    made = np.zeros((*active.shape[:2], len(voices)), bool)
    nearest = (np.nan_to_num(pieces) @ voices.T).argmax(1)
    for (window, speaker), voice in zip(places, nearest, strict=True):
        made[window, :, voice] |= active[window, :, speaker]
    return made


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


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


class _quiet(warnings.catch_warnings):  # noqa: N801 - used as a statement
    """Within: pyannote's and lightning's own warnings are not shown; they name no fault of ours."""

    def __enter__(self) -> None:
        super().__enter__()
        warnings.filterwarnings("ignore", category=UserWarning, module=r"(pyannote|lightning|torch|torchaudio)\b")
        warnings.filterwarnings("ignore", category=FutureWarning, module=r"(pyannote|lightning|torch|torchaudio)\b")
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"(pyannote|numpy)\b")


@contextmanager
def _one_thread() -> Iterator[None]:
    """Within: torch's own threads are off.

    They wait for each other several thousand times a minute of sound; on a machine that has other work that
    made diarization ten times slower. The workers never wait.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
