"""All visits together: pooled counts with 95 % intervals by bootstrap over visits, and calibration."""

from collections.abc import Callable, Sequence

from trialvoice.core.records import Record
from trialvoice.evaluate.counts import Ratio
from trialvoice.evaluate.extraction.history import HistoryScores
from trialvoice.evaluate.extraction.visit_scores import Tally, VisitScores
from trialvoice.evaluate.intervals import Estimate, pooled

_BINS = 10


class KindTotal(Record):
    """Precision, recall and F1 of one kind, matched in one way."""

    name: str
    tally: Tally
    precision: Estimate | None
    recall: Estimate | None
    f1: Estimate | None


class Figure(Record):
    """One share, pooled over visits."""

    name: str
    of: Ratio
    estimate: Estimate | None


class Calibration(Record):
    """How far confidence can be believed: mean squared error, and expected calibration error in ten bins."""

    findings: int
    brier: float
    expected_error: float


class Totals(Record):
    """Everything about one set of visits."""

    visits: int
    kinds: tuple[KindTotal, ...]
    figures: tuple[Figure, ...]
    calibration: Calibration | None
    tokens: float
    seconds: float
    """Both a visit, on average."""


def totals(scores: Sequence[VisitScores], histories: Sequence[HistoryScores] = ()) -> Totals:
    """Pool the scores of one visit or more. histories: of the subjects who came twice or more."""
    kinds = [_kind(name, [one.tallies[name] for one in scores]) for name in scores[0].tallies]
    return Totals(
        visits=len(scores),
        kinds=(*kinds, _kind("serious event, place", [one.serious for one in scores]), *_histories(histories)),
        figures=tuple(_figures(scores)),
        calibration=_calibration([pair for one in scores for pair in one.sure]),
        tokens=sum(one.tokens.prompt + one.tokens.generated for one in scores) / len(scores),
        seconds=sum(one.seconds for one in scores) / len(scores),
    )


def _kind(name: str, tallies: Sequence[Tally]) -> KindTotal:
    return KindTotal(
        name=name,
        tally=Tally(
            right=sum(t.right for t in tallies),
            missed=sum(t.missed for t in tallies),
            extra=sum(t.extra for t in tallies),
        ),
        precision=pooled([t.precision for t in tallies]),
        recall=pooled([t.recall for t in tallies]),
        f1=pooled([t.f1 for t in tallies]),
    )


def _histories(scores: Sequence[HistoryScores]) -> list[KindTotal]:
    """Pairs of events of one subject, joined over visits. Intervals over subjects."""
    if not scores:
        return []
    return [
        _kind("joined over visits, found events", [one.found for one in scores]),
        _kind("joined over visits, the keys' own events", [one.of_key for one in scores]),
    ]


_PLAIN: dict[str, Callable[[VisitScores], Ratio]] = {
    "assertion": lambda one: one.assertions,
    "missed doses, exact number in the visit": lambda one: one.exact_doses,
    "form items right": lambda one: one.items,
    "stated items left out": lambda one: one.omitted,
    "findings whose quotes stand in the transcript": lambda one: one.grounded,
}


def _figures(scores: Sequence[VisitScores]) -> list[Figure]:
    fields = sorted({name for one in scores for name in one.fields})
    nothing = Ratio(part=0, whole=0)
    return [
        *(_figure(name, [of(one) for one in scores]) for name, of in _PLAIN.items()),
        *(_figure(name, [one.fields.get(name, nothing) for one in scores]) for name in fields),
    ]


def _figure(name: str, ratios: Sequence[Ratio]) -> Figure:
    together = Ratio(part=sum(r.part for r in ratios), whole=sum(r.whole for r in ratios))
    return Figure(name=name, of=together, estimate=pooled(ratios))


def _calibration(sure: Sequence[tuple[float, bool]]) -> Calibration | None:
    if not sure:
        return None
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in sure:
        bins.setdefault(min(int(confidence * _BINS), _BINS - 1), []).append((confidence, right))
    gaps = [abs(sum(c for c, _ in one) - sum(r for _, r in one)) for one in bins.values()]
    return Calibration(
        findings=len(sure),
        brier=sum((confidence - right) ** 2 for confidence, right in sure) / len(sure),
        expected_error=sum(gaps) / len(sure),
    )
