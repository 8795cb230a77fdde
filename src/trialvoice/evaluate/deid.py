"""De-identification measured: sets of conversations through several detectors, one after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trialvoice.evaluate.deid_cases import Case
from trialvoice.evaluate.deid_detectors import Covered, Detector
from trialvoice.evaluate.deid_scores import CaseScore, Scores, score_case, summarise


@dataclass(frozen=True)
class Measured:
    """One detector on one set.  found: what would go, by case and turn."""

    set: str
    detector: str
    scores: Scores
    cases: tuple[CaseScore, ...]
    found: tuple[list[Covered], ...]


def measure(name: str, cases: Sequence[Case], detectors: Mapping[str, Detector]) -> list[Measured]:
    """Every detector on one set."""
    return [_measured(name, cases, detector, detect) for detector, detect in detectors.items()]


def _measured(name: str, cases: Sequence[Case], detector: str, detect: Detector) -> Measured:
    found = detect([case.texts for case in cases])
    scored = tuple(score_case(case, covered) for case, covered in zip(cases, found, strict=True))
    return Measured(name, detector, summarise(scored), scored, tuple(found))


def wrong(case: Case, scored: CaseScore, covered: Sequence[Covered]) -> tuple[list[str], list[str]]:
    """(values that are not fully covered, stretches that go without touching a value) as text."""
    missed = [
        " ... ".join(case.turns[piece.turn].text[piece.start : piece.end] for piece in value.pieces)
        for value, how in zip(case.values, scored.values, strict=True)
        if not how.covered
    ]
    stretches = [case.turns[at].text[start:end] for at, spans in enumerate(covered) for start, end in spans]
    return missed, [text for text, right in zip(stretches, scored.right, strict=True) if not right]
