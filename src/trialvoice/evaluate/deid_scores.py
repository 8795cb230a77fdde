"""How much of what had to go is covered, and how much went that had to stay."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from trialvoice.core.records import Record
from trialvoice.evaluate.counts import Ratio, share
from trialvoice.evaluate.deid_cases import Case, Value
from trialvoice.evaluate.deid_detectors import Covered
from trialvoice.evaluate.intervals import Estimate

_Z = 1.959964  # of a normal distribution, both tails of 5 %


@dataclass(frozen=True)
class ValueScore:
    """One value: whether every letter and digit of every piece goes, and whether anything of it does."""

    type: str
    phenomenon: str
    covered: bool
    touched: bool


@dataclass(frozen=True)
class CaseScore:
    """One conversation. right: of the stretches that go, whether each touches a value."""

    case: str
    phenomenon: str
    values: tuple[ValueScore, ...]
    right: tuple[bool, ...]

    @property
    def is_negative(self) -> bool:
        """Whether nothing of it should go."""
        return not self.values


class Score(Record):
    """A share of what was counted, with its 95 % interval (Wilson); value None where nothing was."""

    part: int
    whole: int
    estimate: Estimate | None


class Scores(Record):
    """The figures of one detector on one set.

    recall: values whose every piece is covered.  touched: those covered at least in part.  precision: of the stretches
    that go, those that touch a value, over conversations with values.  over_redaction: of the conversations without a
    value, those of which anything goes.  by_type, by_phenomenon: recall.  by_negative: over-redaction by kind.
    """

    recall: Score
    touched: Score
    precision: Score
    over_redaction: Score
    by_type: dict[str, Score]
    by_phenomenon: dict[str, Score]
    by_negative: dict[str, Score]


def score_case(case: Case, covered: Sequence[Covered]) -> CaseScore:
    """Score one conversation."""
    pieces = [(piece.turn, piece.start, piece.end) for value in case.values for piece in value.pieces]
    right = tuple(
        any(turn == at and start < e and s < end for turn, s, e in pieces)
        for at, spans in enumerate(covered)
        for start, end in spans
    )
    values = tuple(_value(case, value, covered) for value in case.values)
    return CaseScore(case.id, case.phenomenon, values, right)


def _value(case: Case, value: Value, covered: Sequence[Covered]) -> ValueScore:
    gone = [
        any(start <= at < end for start, end in covered[piece.turn])
        for piece in value.pieces
        for at in range(piece.start, piece.end)
        if case.turns[piece.turn].text[at].isalnum()
    ]
    return ValueScore(value.type, value.phenomenon, bool(gone) and all(gone), any(gone))


def summarise(cases: Sequence[CaseScore]) -> Scores:
    """The figures of many conversations."""
    values = [value for case in cases for value in case.values]
    negatives = [case for case in cases if case.is_negative]
    return Scores(
        recall=score_of([value.covered for value in values]),
        touched=score_of([value.touched for value in values]),
        precision=score_of([right for case in cases if not case.is_negative for right in case.right]),
        over_redaction=score_of([bool(case.right) for case in negatives]),
        by_type=_grouped((value.type, value.covered) for value in values),
        by_phenomenon=_grouped((value.phenomenon, value.covered) for value in values),
        by_negative=_grouped((case.phenomenon, bool(case.right)) for case in negatives),
    )


def _grouped(flags: Iterable[tuple[str, bool]]) -> dict[str, Score]:
    groups: dict[str, list[bool]] = {}
    for name, flag in flags:
        groups.setdefault(name, []).append(flag)
    return {name: score_of(of) for name, of in sorted(groups.items())}


def score_of(flags: Sequence[bool]) -> Score:
    """The share that is true, with its interval."""
    ratio = share(list(flags))
    return Score(part=sum(flags), whole=len(flags), estimate=wilson(ratio))


def wilson(ratio: Ratio) -> Estimate | None:
    """A share with its 95 % interval, which stays honest at none and at all; None where nothing was counted."""
    value, n = ratio.value, ratio.whole
    if value is None:
        return None
    centre = (value + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * sqrt(value * (1 - value) / n + _Z**2 / (4 * n**2))
    return Estimate(value=value, low=max(0.0, centre - half), high=min(1.0, centre + half))
