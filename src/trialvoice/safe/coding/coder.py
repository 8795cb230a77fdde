"""An event's reported term to terms of dictionaries: the same words first, then the most telling ones, then a choice.

The choice is made elsewhere, once for a visit, among terms of like words or meaning (`choosing`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Self

from trialvoice.core.findings import Coding, DictionaryCoding
from trialvoice.core.records import Record, Speech
from trialvoice.safe.coding.criteria import Criteria
from trialvoice.safe.coding.dictionary import Candidate, Dictionary
from trialvoice.safe.coding.shipped import shipped_ctcae

_IN_BRACKETS = re.compile(r"^(.*?)\s*\(([^)]*)\)\s*$")
_AHEAD = 0.1
"""A candidate is taken where its score is so far before the next."""


class Choice(Record):
    """What was chosen for a reported term. coding: None where no candidate says the same."""

    dictionary: str
    reported: Speech
    candidates: tuple[Coding, ...]
    coding: Coding | None = None


@dataclass(frozen=True)
class Coder:
    """The dictionaries of a study. meddra: where it holds a release.

    chosen: by dictionary and reported term, where words alone do not decide.
    """

    ctcae: Dictionary
    meddra: Dictionary | None = None
    chosen: Mapping[tuple[str, str], Choice] = field(default_factory=dict, repr=False)

    def codings(self, reported: str) -> tuple[DictionaryCoding, ...]:
        """What each dictionary has for a reported term such as "threw up (vomiting)"."""
        ways = ways_of(reported)
        graded = self._settled(coded_by(self.ctcae, ways), reported)
        if self.meddra is None:
            return (graded,)
        known = (graded.coding.term,) if graded.coding else ()
        return graded, self._settled(coded_by(self.meddra, (*ways, *known)), reported)

    def choosing(self, choices: Iterable[Choice]) -> Self:
        """The same coder with choices made."""
        return replace(self, chosen={(choice.dictionary, choice.reported): choice for choice in choices})

    @property
    def dictionaries(self) -> tuple[Dictionary, ...]:
        """Those that it has."""
        return (self.ctcae, self.meddra) if self.meddra else (self.ctcae,)

    def _settled(self, made: DictionaryCoding, reported: str) -> DictionaryCoding:
        """By the choice, where one was to be made."""
        choice = self.chosen.get((made.dictionary, reported))
        if choice is None or made.state == "coded":
            return made
        state = "coded" if choice.coding else "uncoded"
        matched = "chosen" if choice.coding else None
        found = {"coding": choice.coding, "candidates": choice.candidates}
        return made.model_copy(update={"state": state, "matched": matched, **found})

    def criteria(self, coding: Coding | None) -> Criteria | None:
        """What decides the grade of a CTCAE term."""
        return self.ctcae.criteria.get(coding.term) if coding else None

    @property
    def hashes(self) -> dict[str, str]:
        """Dictionaries that the study brings, with their SHA-256, for the identity of a run."""
        own = [one for one in self.dictionaries if one is not shipped_ctcae()]
        return {f"dictionary-{one.name}-{one.version}": one.sha256 for one in own}


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


def ways_of(reported: str) -> tuple[str, ...]:
    """The plain name, which stands in brackets after the words said, and then those."""
    return tuple(_split(reported))


def _split(reported: str) -> Iterator[str]:
    if both := _IN_BRACKETS.match(reported):
        yield from (both[2], both[1])
    else:
        yield reported
