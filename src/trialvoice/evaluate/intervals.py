"""95 % intervals by bootstrap over files: each resample draws as many files as there are, with replacement."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from trialvoice.core.records import Record
from trialvoice.evaluate.counts import Ratio

_RESAMPLES = 2000
_SEED = 20261121
_EDGES = (0.025, 0.975)

Numbers = NDArray[np.float64]


class Estimate(Record):
    """A figure with its 95 % interval. One file alone gives no interval."""

    value: float
    low: float | None
    high: float | None


def pooled(ratios: Sequence[Ratio]) -> Estimate | None:
    """All parts over all wholes; None where nothing was counted."""
    parts, wholes = (np.array([getattr(r, name) for r in ratios], float) for name in ("part", "whole"))
    if not wholes.sum():
        return None

    def over(files: NDArray[np.intp]) -> float | None:
        whole = wholes[files].sum()
        return float(parts[files].sum() / whole) if whole else None

    return _estimate(over, len(ratios))


def mean_over_files(ratios: Sequence[Ratio]) -> Estimate | None:
    """The mean of the files' own values; None where no file has one."""
    values = np.array([ratio.value for ratio in ratios if ratio.value is not None], float)
    return _estimate(lambda files: float(values[files].mean()), len(values)) if len(values) else None


def pooled_quantile(files: Sequence[Sequence[int]], share: float) -> Estimate | None:
    """A quantile of the values of all files together; None where there are none."""
    values = [np.array(one, float) for one in files if len(one)]
    if not values:
        return None
    return _estimate(lambda chosen: float(np.quantile(np.concatenate([values[i] for i in chosen]), share)), len(values))


def _estimate(statistic: Callable[[NDArray[np.intp]], float | None], files: int) -> Estimate:
    value = statistic(np.arange(files))
    assert value is not None, "the statistic of all files exists"
    if files < 2:
        return Estimate(value=value, low=None, high=None)
    chance = np.random.default_rng(_SEED)
    drawn = [statistic(chance.integers(files, size=files)) for _ in range(_RESAMPLES)]
    low, high = np.quantile([one for one in drawn if one is not None], _EDGES)
    return Estimate(value=value, low=float(low), high=float(high))
