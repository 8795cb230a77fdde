"""Medians, ratios and error rates of a race."""

import numpy as np
import pytest

from trialvoice.bench.contestant import OURS
from trialvoice.bench.race import Lap, Run
from trialvoice.bench.recordings import Sound
from trialvoice.bench.standings import standings
from trialvoice.core.audio import SAMPLE_RATE
from trialvoice.evaluate.words import SpokenWord

PEER = "openai-whisper"
TEN_SECONDS = np.zeros(10 * SAMPLE_RATE, dtype=np.float32)
TRUTH = tuple(SpokenWord(word, "D") for word in ["take", "two", "tablets", "daily"])


def lap(seconds: float, text: str = "", *, retried: int | None = None) -> Lap:
    return Lap(wall_s=seconds, cpu_s=2 * seconds, text=text, word_times=False, retried=retried, peak_bytes=100)


def run(name: str, *laps: Lap, load_s: float = 1.0) -> Run:
    return Run(name, laps, load_s=load_s)


def test_ratio_is_of_medians_and_spreads_over_rounds() -> None:
    rounds = [(1.0, 4.0), (2.0, 5.0), (1.5, 9.0)]
    runs = [made for ours, theirs in rounds for made in (run(OURS, lap(ours)), run(PEER, lap(theirs)))]
    ours, theirs = standings(runs, [Sound("a", TEN_SECONDS, None)], str.lower)
    assert ours.ratio is not None
    assert (ours.ratio.median, ours.ratio.low, ours.ratio.high) == (1.0, 1.0, 1.0)
    assert theirs.ratio is not None
    assert theirs.ratio.median == pytest.approx(5.0 / 1.5)
    assert (theirs.ratio.low, theirs.ratio.high) == (2.5, 6.0)
    assert theirs.rounds == 3


def test_real_time_counts_all_recordings() -> None:
    sounds = [Sound("a", TEN_SECONDS, None), Sound("b", TEN_SECONDS, None)]
    (ours,) = standings([run(OURS, lap(1.0), lap(3.0))], sounds, str.lower)
    assert ours.seconds is not None
    assert ours.real_time is not None
    assert ours.cpu_seconds is not None
    assert (ours.seconds.median, ours.real_time.median, ours.cpu_seconds.median) == (4.0, 5.0, 8.0)


def test_wer_is_the_mean_of_files_with_truth() -> None:
    sounds = [Sound("a", TEN_SECONDS, TRUTH), Sound("b", TEN_SECONDS, TRUTH), Sound("c", TEN_SECONDS, None)]
    laps = lap(1, "Take two tablets daily"), lap(1, "take tablets dearly now"), lap(1, "whatever")
    (ours,) = standings([run(OURS, *laps)], sounds, str.lower)
    assert ours.wer == pytest.approx(3 / 4 / 2)
    assert ours.errors is not None
    assert ours.errors.reference == 8
    assert ours.errors.rate.part == 3


def test_without_truth_there_is_no_wer() -> None:
    (ours,) = standings([run(OURS, lap(1.0, "some words"))], [Sound("a", TEN_SECONDS, None)], str.lower)
    assert (ours.wer, ours.errors, ours.words) == (None, None, 2)


def test_a_failed_peer_keeps_its_reason_and_no_figures() -> None:
    runs = [run(OURS, lap(1.0)), Run(PEER, failed="not installed (no module whisper)")]
    _, theirs = standings(runs, [Sound("a", TEN_SECONDS, None)], str.lower)
    assert theirs.failed == "not installed (no module whisper)"
    assert theirs.seconds is None


def test_a_peer_that_fails_in_a_later_round_has_failed() -> None:
    runs = [run(OURS, lap(1.0)), run(PEER, lap(1.0)), run(OURS, lap(1.0)), Run(PEER, failed="failed (MemoryError)")]
    _, theirs = standings(runs, [Sound("a", TEN_SECONDS, None)], str.lower)
    assert theirs.failed == "failed (MemoryError)"


@pytest.mark.parametrize(("given", "told"), [((None, None), None), ((0, 2), 2)])
def test_retried_stretches_are_added_where_the_engine_tells(given: tuple[int | None, ...], told: int | None) -> None:
    sounds = [Sound("a", TEN_SECONDS, None), Sound("b", TEN_SECONDS, None)]
    (ours,) = standings([run(OURS, *(lap(1.0, retried=n) for n in given))], sounds, str.lower)
    assert ours.retried == told


@pytest.mark.parametrize("first", [[], [run(OURS, lap(1.0)), run(PEER, lap(1.0))]])
def test_no_ratio_where_ours_failed_in_any_round(first: list[Run]) -> None:
    runs = [*first, Run(OURS, failed="failed (MemoryError)"), run(PEER, lap(1.0))]
    _, theirs = standings(runs, [Sound("a", TEN_SECONDS, None)], str.lower)
    assert theirs.ratio is None
    assert theirs.seconds is not None
