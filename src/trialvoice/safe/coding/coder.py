"""An event's reported term to terms of dictionaries: the same words first, then the most telling ones."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from trialvoice.core.findings import Coding, DictionaryCoding
from trialvoice.safe.coding.criteria import Criteria
from trialvoice.safe.coding.dictionary import Candidate, Dictionary
from trialvoice.safe.coding.shipped import shipped_ctcae

_IN_BRACKETS = re.compile(r"^(.*?)\s*\(([^)]*)\)\s*$")
_AHEAD = 0.1
"""A candidate is taken where its score is so far before the next."""


@dataclass(frozen=True)
class Coder:
    """The dictionaries of a study. meddra: where it holds a release."""

    ctcae: Dictionary
    meddra: Dictionary | None = None

    def codings(self, reported: str) -> tuple[DictionaryCoding, ...]:
        """What each dictionary has for a reported term such as "threw up (vomiting)"."""
        ways = _ways(reported)
        graded = coded_by(self.ctcae, ways)
        if self.meddra is None:
            return (graded,)
        known = (graded.coding.term,) if graded.coding else ()
        return graded, coded_by(self.meddra, (*ways, *known))

    def criteria(self, coding: Coding | None) -> Criteria | None:
        """What decides the grade of a CTCAE term."""
        return self.ctcae.criteria.get(coding.term) if coding else None

    @property
    def hashes(self) -> dict[str, str]:
        """Dictionaries that the study brings, with their SHA-256, for the identity of a run."""
        own = (self.ctcae, self.meddra)
        return {f"dictionary-{d.name}-{d.version}": d.sha256 for d in own if d and d is not shipped_ctcae()}


@cache
def shipped_coder() -> Coder:
    """The coder of a study that brings no dictionary."""
    return Coder(shipped_ctcae())


def coded_by(dictionary: Dictionary, ways: Sequence[str]) -> DictionaryCoding:
    """ways: of saying it, the plainest first."""
    made = DictionaryCoding(dictionary=dictionary.name, version=dictionary.version, state="uncoded")
    for way in ways:
        if exact := dictionary.exact(way):
            return made.model_copy(update={"state": "coded", "matched": "exact", "coding": exact})
    alike = _alike(dictionary, ways)
    if not alike:
        return made
    if chosen := _clear(alike):
        return made.model_copy(update={"state": "coded", "matched": "lexical", "coding": chosen})
    candidates = tuple(candidate.coding for candidate in alike)
    return made.model_copy(update={"state": "undecided", "candidates": candidates})


def _alike(dictionary: Dictionary, ways: Sequence[str]) -> tuple[Candidate, ...]:
    return next((found for way in ways if (found := dictionary.alike(way))), ())


def _clear(alike: Sequence[Candidate]) -> Coding | None:
    """The nearest term, where it is well ahead and says no more than was said: pregnancy is no pregnancy loss."""
    first, *rest = alike
    ahead = all(first.score - other.score >= _AHEAD for other in rest)
    return first.coding if first.general and ahead else None


def _ways(reported: str) -> tuple[str, ...]:
    """The plain name, which stands in brackets after the words said, and then those."""
    return tuple(_split(reported))


def _split(reported: str) -> Iterator[str]:
    if both := _IN_BRACKETS.match(reported):
        yield from (both[2], both[1])
    else:
        yield reported
