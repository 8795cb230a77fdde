"""Who speaks in each frame, from how active the segmentation hears each speaker and how like their voice it is."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from trialvoice.core.records import SpeakerSpan

LIKENESS_WEIGHT = 3.0
"""Of cosine likeness against activity, which lies in [0, 1]."""
CHANGE_COST = 5.0
CHANGE_COST_AT_EDGE = 0.2
"""In frames of full activity; little where the segmentation hears a change, whose edges are the sharper."""
NOBODY = -1
Scores = NDArray[np.float64]
"""(frames, speakers)."""
Spoken = NDArray[np.int64]
"""(frames,): the speaker's index, or NOBODY."""


def likeliest(activity: Scores, likeness: NDArray[np.float32], speech: NDArray[np.bool_]) -> Spoken:
    """The best path of one speaker a frame through both scores, by Viterbi; NOBODY where there is no speech."""
    centred = likeness - likeness.mean(1, keepdims=True)
    scores = np.where(speech[:, None], activity + LIKENESS_WEIGHT * centred, 0.0)
    edge = np.diff(activity.argmax(1), prepend=-1) != 0
    path = _viterbi(scores, np.where(edge | ~speech, CHANGE_COST_AT_EDGE, CHANGE_COST))
    return np.where(speech, path, NOBODY)


def second(activity: Scores, first: Spoken, overlapped: NDArray[np.bool_]) -> Spoken:
    """The most active speaker other than the first, where two speak at once."""
    if activity.shape[1] == 1:
        return np.full(len(first), NOBODY)
    others = activity.copy()
    others[np.arange(len(first)), first] = -1.0
    return np.where(overlapped, others.argmax(1), NOBODY)


def cut_into_spans(path: Spoken, frame_ms: int, named_as: Spoken | None = None) -> tuple[SpeakerSpan, ...]:
    """Runs of one speaker as spans in order of time; speakers named S1, S2 as they first speak in `named_as`."""
    first_heard = [int(speaker) for speaker in (path if named_as is None else named_as) if speaker != NOBODY]
    names = {speaker: f"S{number}" for number, speaker in enumerate(dict.fromkeys(first_heard), start=1)}
    edges = [0, *(np.flatnonzero(np.diff(path)) + 1).tolist(), len(path)]
    return tuple(
        SpeakerSpan(start=start * frame_ms, end=end * frame_ms, speaker=names[int(path[start])])
        for start, end in pairwise(edges)
        if end > start and int(path[start]) in names
    )


def _viterbi(scores: Scores, change: NDArray[np.float64]) -> Spoken:
    """The path of the greatest sum; change (frames,): what another speaker costs from there on."""
    frames, speakers = scores.shape
    came_from = np.zeros((frames, speakers), np.int64)
    other = 1 - np.eye(speakers)
    best = scores[0].copy()
    for frame in range(1, frames):
        reached = best[:, None] - change[frame] * other
        came_from[frame] = reached.argmax(0)
        best = reached.max(0) + scores[frame]
    path = np.full(frames, int(best.argmax()))
    for frame in range(frames - 1, 0, -1):
        path[frame - 1] = came_from[frame, path[frame]]
    return path
