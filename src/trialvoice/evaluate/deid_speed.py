"""Characters per second of detectors on the same texts, in turns, so that a busy machine hurts all alike."""

import time
from collections.abc import Mapping, Sequence
from statistics import median

from trialvoice.core.records import Record
from trialvoice.evaluate.deid_detectors import Detector


class Speed(Record):
    """Characters per second over the rounds, and how many times the peer's in the same round; None for the peer."""

    characters: int
    per_second: tuple[float, ...]
    ratios: tuple[float, ...] | None = None

    @property
    def median(self) -> float:
        """The middle round."""
        return median(self.per_second)


def race(
    detectors: Mapping[str, Detector], documents: Sequence[Sequence[str]], *, peer: str, rounds: int
) -> dict[str, Speed]:
    """Time each detector in every round, after one that warms it; the order turns around from round to round."""
    characters = sum(len(text) for texts in documents for text in texts)
    for detect in detectors.values():
        detect(documents)
    rates: dict[str, list[float]] = {name: [] for name in detectors}
    for number in range(rounds):
        names = list(detectors)[:: 1 if number % 2 == 0 else -1]
        for name in names:
            began = time.perf_counter()
            detectors[name](documents)
            rates[name].append(characters / (time.perf_counter() - began))
    return {
        name: Speed(
            characters=characters, per_second=tuple(own), ratios=None if name == peer else _ratios(own, rates[peer])
        )
        for name, own in rates.items()
    }


def _ratios(own: Sequence[float], peers: Sequence[float]) -> tuple[float, ...]:
    return tuple(mine / theirs for mine, theirs in zip(own, peers, strict=True))
