"""A dictionary of terms that can be searched by words."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from trialvoice.core.findings import Coding
from trialvoice.safe.coding.criteria import Criteria
from trialvoice.safe.coding.normal import telling_words

_MOST = 5
_LIKE_ENOUGH = 0.6
"""Share of the telling words' weight that a candidate has in common with what was said (Dice)."""


@dataclass(frozen=True, slots=True)
class Name:
    """One way to say a term."""

    said: str
    coding: Coding


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term that shares words with what was said.  score: 0 to 1.

    general: all its words were said, so it leaves out a detail and adds none.
    """

    coding: Coding
    score: float
    general: bool


@dataclass(frozen=True)
class Dictionary:
    """name and version as outputs state them.  names: of two for the same words, the earlier one holds.

    criteria: CTCAE term → what decides its grade.  sha256: of the files it was read from.
    """

    name: str
    version: str
    names: Sequence[Name]
    sha256: str
    criteria: Mapping[str, Criteria]

    def exact(self, said: str) -> Coding | None:
        """The term that is said in those words, whatever their order, forms and spelling."""
        words = telling_words(said)
        return self._by_words.get(tuple(sorted(words))) if words else None

    def alike(self, said: str) -> tuple[Candidate, ...]:
        """Terms that share the most telling words, the nearest first; of each term its nearest name."""
        words = frozenset(telling_words(said))
        best: dict[str, Candidate] = {}
        for at in {at for word in self._decisive(words) for at in self._postings.get(word, ())}:
            candidate = self._candidate(words, at)
            known = best.get(candidate.coding.term)
            if candidate.score >= _LIKE_ENOUGH and (known is None or known.score < candidate.score):
                best[candidate.coding.term] = candidate
        return tuple(sorted(best.values(), key=lambda c: (-c.score, c.coding.term))[:_MOST])

    def _decisive(self, words: frozenset[str]) -> list[str]:
        """The rarest words: a name with none of these has too little in common, so common words need no search."""
        spare = self._weight(words) * _LIKE_ENOUGH / (2 - _LIKE_ENOUGH)
        by_weight = sorted(words, key=lambda word: (self._weight(frozenset((word,))), word))
        sums = accumulate(self._weight(frozenset((word,))) for word in by_weight)
        return [word for word, so_far in zip(by_weight, sums, strict=True) if so_far >= spare]

    def _candidate(self, words: frozenset[str], at: int) -> Candidate:
        others = self._words[at]
        both, shared = self._weight(words) + self._weight(others), self._weight(words & others)
        return Candidate(self.names[at].coding, 2 * shared / both, others <= words)

    def _weight(self, words: frozenset[str]) -> float:
        return sum(self._rarity.get(word, self._rarest) for word in words)

    @cached_property
    def _words(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(telling_words(name.said)) for name in self.names)

    @cached_property
    def _by_words(self) -> dict[tuple[str, ...], Coding]:
        found: dict[tuple[str, ...], Coding] = {}
        for name in self.names:
            found.setdefault(tuple(sorted(telling_words(name.said))), name.coding)
        return found

    @cached_property
    def _postings(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for at, words in enumerate(self._words):
            for word in words:
                found[word].append(at)
        return found

    @cached_property
    def _rarity(self) -> dict[str, float]:
        counts = Counter(word for words in self._words for word in words)
        return {word: self._rarest - math.log(count) for word, count in counts.items()}

    @cached_property
    def _rarest(self) -> float:
        return math.log(len(self.names) + 1) + 1
