"""The texts of all turns as one, so that words are looked for in all of them at once."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

_BETWEEN = "\n"
"""Stands in no turn, so nothing is found across two of them."""


class Texts:
    """Searches many texts; each is known by its position."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._all = _BETWEEN.join(texts)
        self._starts = [0, *accumulate(len(text) + 1 for text in texts)][: len(texts)]

    def nearest(self, quote: str, to: int | None) -> tuple[int, int, int] | None:
        """(position, start, end) of the quote as whole words, in the text nearest to that position; else the first."""
        places = self._places(quote)
        if to is None:
            return next(places, None)
        return min(places, key=lambda place: abs(place[0] - to), default=None)

    def _places(self, quote: str) -> Iterator[tuple[int, int, int]]:
        found = self._all.find(quote)
        while found >= 0:
            if self._whole(found, quote):
                at = bisect_right(self._starts, found) - 1
                start = found - self._starts[at]
                yield at, start, start + len(quote)
            found = self._all.find(quote, found + 1)

    def _whole(self, start: int, quote: str) -> bool:
        """Whether it begins and ends where words do."""
        end = start + len(quote)
        before = start == 0 or not (self._all[start - 1].isalnum() and quote[0].isalnum())
        after = end == len(self._all) or not (self._all[end].isalnum() and quote[-1].isalnum())
        return before and after
