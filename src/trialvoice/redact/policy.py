"""The gate's policy: which types are redacted from which score on, and which words stay and why."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Self

from pydantic import ConfigDict

from trialvoice.core.records import Record


class Entity(Record):
    """One type of identifier. safe_harbor: the HIPAA identifiers it covers."""

    threshold: float
    safe_harbor: str
    reason: str


class Dates(Record):
    """Which partial dates are identifiers."""

    month_alone: bool
    holidays: bool


class Policy(Record):
    """`policy.toml`, with its lists as sets.

    stays: words that are no identifier by themselves.  eponyms: names that stay before a word of
    `heads` ("Wilson disease").  phrases: longer things that stay.  codes: prefixes of compound codes.
    abbreviations: what is said letter by letter and is no name.
    """

    model_config = ConfigDict(strict=False)

    version: int
    entities: dict[str, Entity]
    dates: Dates
    stays: frozenset[str]
    eponyms: frozenset[str]
    heads: frozenset[str]
    phrases: frozenset[str]
    codes: frozenset[str]
    abbreviations: frozenset[str]
    threshold: float = 0.0
    """The study's own threshold."""

    def counts(self, kind: str, score: float) -> bool:
        """Whether a hit of that type and score is replaced."""
        entity = self.entities.get(kind)
        return entity is not None and score >= max(entity.threshold, self.threshold)

    def allowing(self, *terms: str) -> Self:
        """The policy with more terms that stay, such as the study drug's names."""
        words = {term.lower() for term in terms if " " not in term}
        phrases = {term.lower() for term in terms if " " in term}
        return self.model_copy(update={"stays": self.stays | words, "phrases": self.phrases | phrases})

    def at(self, threshold: float) -> Self:
        """The policy with a study's threshold."""
        return self.model_copy(update={"threshold": threshold})


@cache
def default_policy() -> Policy:
    """The policy of this version of the code."""
    data = tomllib.loads((files("trialvoice.redact") / "policy.toml").read_text(encoding="utf-8"))
    allow = data["allow"]
    return Policy(
        version=data["version"],
        entities={kind: Entity(**entity) for kind, entity in data["entities"].items()},
        dates=Dates(**data["dates"]),
        stays=frozenset(w for part in allow if "only_before" not in part for w in _words(part, "words")),
        eponyms=frozenset(w for part in allow if "only_before" in part for w in _words(part, "words")),
        heads=frozenset(w for part in allow for w in _words(part, "only_before")),
        phrases=frozenset(phrase for part in allow for phrase in part.get("phrases", ())),
        abbreviations=frozenset(w for part in allow for w in _words(part, "spelled")),
        codes=frozenset(code for part in allow for code in part.get("codes", ())),
    )


def _words(part: dict[str, str], key: str) -> list[str]:
    return part.get(key, "").lower().split()
