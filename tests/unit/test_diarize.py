"""Two witnesses of who speaks: the segmentation's activity and the likeness of voices."""

import numpy as np

from trialvoice.engines.voice_path import NOBODY, cut_into_spans, likeliest, second


def track(*parts: tuple[int, tuple[float, float]]) -> np.ndarray:
    """Scores of two speakers, each pair held for so many frames."""
    return np.concatenate([np.tile(pair, (frames, 1)) for frames, pair in parts])


EVEN = (0.5, 0.5)


def test_a_voice_wins_over_a_segmentation_that_took_two_for_one() -> None:
    activity = track((100, (1.0, 0.0)))
    likeness = track((50, (0.8, 0.3)), (50, (0.1, 0.9))).astype(np.float32)
    path = likeliest(activity, likeness, np.ones(100, bool))
    assert path.tolist() == [0] * 50 + [1] * 50


def test_a_moment_of_likeness_changes_no_speaker() -> None:
    activity = track((100, (1.0, 0.0)))
    likeness = track((50, EVEN), (3, (0.2, 0.8)), (47, EVEN)).astype(np.float32)
    assert set(likeliest(activity, likeness, np.ones(100, bool))) == {0}


def test_where_voices_tell_nothing_the_segmentation_sets_the_edge() -> None:
    activity = track((40, (1.0, 0.0)), (10, (0.0, 1.0)), (50, (1.0, 0.0)))
    path = likeliest(activity, track((100, EVEN)).astype(np.float32), np.ones(100, bool))
    assert path.tolist() == [0] * 40 + [1] * 10 + [0] * 50


def test_silence_is_nobodys() -> None:
    speech = np.arange(100) < 60
    path = likeliest(track((100, (1.0, 0.0))), track((100, EVEN)).astype(np.float32), speech)
    assert path.tolist() == [0] * 60 + [NOBODY] * 40


def test_the_second_voice_is_another_than_the_first() -> None:
    first = np.array([0, 0, 1, NOBODY])
    under = second(track((4, (0.9, 0.6))), first, np.array([False, True, True, False]))
    assert under.tolist() == [NOBODY, 1, 0, NOBODY]
    assert second(np.ones((4, 1)), np.zeros(4, np.int64), np.ones(4, bool)).tolist() == [NOBODY] * 4


def test_spans_are_named_by_who_speaks_first() -> None:
    path = np.array([NOBODY, 1, 1, 0, NOBODY])
    spans = cut_into_spans(path, 20)
    assert [(s.start, s.end, s.speaker) for s in spans] == [(20, 60, "S1"), (60, 80, "S2")]
    under = cut_into_spans(np.array([NOBODY, NOBODY, 0, NOBODY, NOBODY]), 20, named_as=path)
    assert [(s.start, s.end, s.speaker) for s in under] == [(40, 60, "S2")]
