"""Terms of a dictionary that mean nearly what was said, in whatever words: "awake with the ceiling" is insomnia.

Nearness alone never codes, because the nearest term may say more than was said, or the opposite.
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
FAR = 0.4
"""Cosine from which a term is proposed. Of the right terms of the development visits that words do not find, one in
ten is further off."""


class Embedder(Protocol):
    """Texts to vectors of their meaning."""

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 for each text."""
        ...


@dataclass(frozen=True, slots=True)
class Near:
    """A term, and how near its nearest name is."""

    coding: Coding
    cosine: float


@dataclass(frozen=True)
class Likeness:
    """A dictionary searched by meaning."""

    dictionary: Dictionary
    embedder: Embedder

    def nearest(self, ways: Sequence[str], most: int) -> tuple[Near, ...]:
        """Terms, the nearest first; of each its nearest name. ways: of saying what is searched."""
        near = sorted(self._all(ways).values(), key=lambda one: -one.cosine)
        return tuple(one for one in near[:most] if one.cosine >= FAR)

    def cosine(self, ways: Sequence[str], coding: Coding) -> float:
        """How near a term of the dictionary is."""
        return self._all(ways)[coding.term].cosine

    def _all(self, ways: Sequence[str]) -> dict[str, Near]:
        scores = (self._names @ self.embedder.vectors(ways).T).max(axis=1)
        terms: dict[str, Near] = {}
        for name, score in zip(self.dictionary.names, scores.tolist(), strict=True):
            known = terms.get(name.coding.term)
            if known is None or known.cosine < score:
                terms[name.coding.term] = Near(name.coding, score)
        return terms

    @cached_property
    def _names(self) -> Vectors:
        return self.embedder.vectors([name.said for name in self.dictionary.names])
