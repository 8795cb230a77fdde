"""Claims that are proven: grounded, and merged where windows or wordings claim the same place twice."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from trialvoice.core.findings import Evidence, Match
from trialvoice.safe.asking.ask import Claim
from trialvoice.safe.asking.ground import Grounder
from trialvoice.safe.language.dialogue import Dialogue

_CLASSES: tuple[Match, ...] = get_args(Match)


@dataclass(frozen=True, slots=True)
class Proven:
    """by_topic: the places claimed, as said first.  counts: for the run's figures."""

    by_topic: Mapping[str, tuple[Evidence, ...]]
    counts: Mapping[str, int]


def proven(dialogue: Dialogue, claims: Sequence[Claim]) -> Proven:
    """Every claim whose words stand in the transcript; the others are rejected and counted."""
    grounder = Grounder(dialogue)
    found: dict[str, list[Evidence]] = {}
    for claim in claims:
        if proof := grounder.ground(claim.quote, claim.turn):
            found.setdefault(claim.topic, []).append(proof)
    merged = {topic: _merged(proofs) for topic, proofs in found.items()}
    return Proven(merged, _counts(len(claims), found.values(), merged.values()))


def _merged(proofs: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """One of those that overlap: the best aligned, and of these the longest."""
    kept: list[Evidence] = []
    for proof in sorted(proofs, key=_rank):
        if not any(_overlap(proof, other) for other in kept):
            kept.append(proof)
    return tuple(sorted(kept, key=proofs.index))


def _rank(proof: Evidence) -> tuple[int, int]:
    return _CLASSES.index(proof.match), proof.start_char - proof.end_char


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.turn == other.turn and one.start_char < other.end_char and one.end_char > other.start_char


def _counts(
    claims: int, grounded: Iterable[Sequence[Evidence]], merged: Iterable[Sequence[Evidence]]
) -> dict[str, int]:
    every = [proof for proofs in grounded for proof in proofs]
    classes = Counter(proof.match for proof in every)
    return {
        "claims": claims,
        "claims_rejected": claims - len(every),
        "claims_merged": len(every) - sum(map(len, merged)),
        **{f"claims_{name}": classes[name] for name in _CLASSES},
    }
