"""Extraction's figures as rows of text."""

from collections.abc import Iterator

from trialvoice.evaluate.extraction.totals import Totals
from trialvoice.evaluate.extraction.visit_scores import VisitScores
from trialvoice.evaluate.intervals import Estimate

KIND_COLUMNS = ("kind, matched by", "#right", "#missed", "#extra", "#precision", "#recall", "#F1", "#95 %")
FIGURE_COLUMNS = ("figure", "#of", "#share", "#95 %")
VISIT_COLUMNS = ("visit", "#events", "#missed", "#extra", "#form items", "#seconds")


def kind_rows(made: Totals) -> Iterator[tuple[str, ...]]:
    """A row a kind and way to match, under KIND_COLUMNS."""
    for kind in made.kinds:
        tally = kind.tally
        yield (
            kind.name,
            *(str(count) for count in (tally.right, tally.missed, tally.extra)),
            _share(kind.precision),
            _share(kind.recall),
            _share(kind.f1),
            _interval(kind.f1),
        )


def figure_rows(made: Totals) -> Iterator[tuple[str, ...]]:
    """A row a share, then calibration and cost, under FIGURE_COLUMNS."""
    for figure in made.figures:
        yield (figure.name, f"{figure.of.whole:.0f}", _share(figure.estimate), _interval(figure.estimate))
    if known := made.calibration:
        yield ("Brier score of the confidence", str(known.findings), f"{known.brier:.3f}", "")
        yield ("expected calibration error", str(known.findings), f"{known.expected_error:.3f}", "")
    yield ("tokens a visit", str(made.visits), f"{made.tokens:,.0f}", "")
    yield ("seconds a visit", str(made.visits), f"{made.seconds:.1f}", "")


def visit_row(one: VisitScores) -> tuple[str, ...]:
    """A visit's adverse events by name and place, its form items and its cost, under VISIT_COLUMNS."""
    events = one.tallies["adverse_event, named"]
    items = f"{one.items.part:.0f} of {one.items.whole:.0f}"
    return (one.name, str(events.right), str(events.missed), str(events.extra), items, f"{one.seconds:.1f}")


def _share(estimate: Estimate | None) -> str:
    return f"{estimate.value:.2f}" if estimate else ""


def _interval(estimate: Estimate | None) -> str:
    if estimate is None or estimate.low is None or estimate.high is None:
        return ""
    return f"{estimate.low:.2f} to {estimate.high:.2f}"
