"""The clauses of a statement that tell of doses not taken, without those of a cause or of taking again."""

import re
from collections.abc import Iterator

from trialvoice.safe.doses import dose_cues

_JOINT = re.compile(r"[,;:–-]\s|\s(?=(?:and|but|then|so|because|until|till|before|when)\b)", re.IGNORECASE)
_OWN_VERB = re.compile(
    r"\b(?:i|we|he|she|it|they|that|there|my \w+|the \w+)(?:'d|'s|'ve| had| have| has)? (?:just |only |already )?"
    r"(?:was|were|is|went|got|came|woke|felt|brought|threw|drove|flew|had|took|started|fell|saw|left for)\b",
    re.IGNORECASE,
)

_COUNTS = re.compile(
    rf"{dose_cues.WEEKDAY.pattern}|\b{dose_cues.NUMBER_WORD}\b(?! (?:of them|with))|weekend", re.IGNORECASE
)
"""Days or a figure."""


def lacks(text: str) -> re.Match[str] | None:
    """The words by which it tells that something was not taken."""
    return dose_cues.MISS.search(text) or dose_cues.NONE_THEN.search(text) or dose_cues.LET_GO.search(text)


def of_missing(text: str) -> str:
    """The text less the clauses of taking again, and less a story before the first clause of missing."""
    kept = [clause for clause in _clauses(text) if not dose_cues.RESUMED.search(clause) or lacks(clause)]
    first = next((at for at, clause in enumerate(kept) if lacks(clause)), 0)
    missed = "".join(kept[first:])
    if not _COUNTS.search(missed):
        return "".join(kept)
    return "".join([clause for clause in kept[:first] if not _OWN_VERB.search(clause)]) + missed


def _clauses(text: str) -> Iterator[str]:
    cuts = [match.end() for match in _JOINT.finditer(text)]
    for first, last in zip([0, *cuts], [*cuts, len(text)], strict=True):
        yield text[first:last]
