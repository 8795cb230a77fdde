"""Terms of a dictionary that mean nearly what was said, in whatever words: "awake with the ceiling" is insomnia.

Nearness only proposes. It never codes, because the nearest term may say more than was said, or the opposite.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from trialvoice.core.findings import Coding
from trialvoice.safe.coding.dictionary import Dictionary

Vectors = NDArray[np.float32]
_NEAR_ENOUGH = 0.4
"""Cosine. Of the right terms of the development visits that words alone do not find, one in ten is further off."""


class Embedder(Protocol):
    """Texts to vectors of their meaning."""

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 for each text."""
        ...


@dataclass(frozen=True)
class Likeness:
    """A dictionary searched by meaning."""

    dictionary: Dictionary
    embedder: Embedder

    def nearest(self, ways: Sequence[str], most: int) -> tuple[Coding, ...]:
        """Terms, the nearest first; of each its nearest name. ways: of saying what is searched."""
        scores = (self._names @ self.embedder.vectors(ways).T).max(axis=1)
        ranked = (at for at in np.argsort(-scores, kind="stable") if scores[at] >= _NEAR_ENOUGH)
        terms: dict[str, Coding] = {}
        for at in ranked:
            coding = self.dictionary.names[at].coding
            terms.setdefault(coding.term, coding)
            if len(terms) == most:
                break
        return tuple(terms.values())

    @cached_property
    def _names(self) -> Vectors:
        return self.embedder.vectors([name.said for name in self.dictionary.names])
