"""Totals and their bootstrap intervals."""

import pytest

from trialvoice.evaluate.counts import Ratio
from trialvoice.evaluate.intervals import mean_over_files, pooled, pooled_quantile


def ratios(*pairs: tuple[float, float]) -> list[Ratio]:
    return [Ratio(part=part, whole=whole) for part, whole in pairs]


def test_pooled_weighs_by_words_and_the_mean_does_not() -> None:
    files = ratios((10, 100), (0, 300))
    together, mean = pooled(files), mean_over_files(files)
    assert together
    assert mean
    assert together.value == pytest.approx(0.025)
    assert mean.value == pytest.approx(0.05)
    assert (mean.low, mean.high) == pytest.approx((0.0, 0.1))


def test_insertions_into_silence_count_in_the_pool() -> None:
    files = ratios((10, 100), (5, 0))
    together, mean = pooled(files), mean_over_files(files)
    assert together
    assert mean
    assert together.value == pytest.approx(0.15)
    assert mean.value == pytest.approx(0.1)


def test_the_interval_is_that_of_the_mean() -> None:
    files = ratios(*((10 + i % 3, 100) for i in range(30)))
    mean = mean_over_files(files)
    assert mean
    assert mean.low is not None
    assert mean.high is not None
    # The standard error of thirty values of 10, 11 and 12 % is 0.15 points.
    assert mean.low == pytest.approx(0.11 - 1.96 * 0.0015, abs=0.0006)
    assert mean.high == pytest.approx(0.11 + 1.96 * 0.0015, abs=0.0006)
    assert mean == mean_over_files(files)


def test_one_file_has_no_interval() -> None:
    alone = pooled(ratios((1, 10)))
    assert alone
    assert (alone.value, alone.low, alone.high) == (0.1, None, None)


def test_nothing_to_count() -> None:
    assert pooled(ratios((0, 0))) is None
    assert pooled([]) is None
    assert mean_over_files(ratios((3, 0))) is None
    assert pooled_quantile([[], []], 0.5) is None


def test_quantiles_are_of_all_values_together() -> None:
    found = pooled_quantile([[1, 2, 3], [100], []], 0.5)
    assert found
    assert found.value == 2.5
    assert (found.low, found.high) == (2.0, 100.0)
