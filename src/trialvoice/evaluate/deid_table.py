"""De-identification's figures as rows of text."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from trialvoice.evaluate.deid import Measured
from trialvoice.evaluate.deid_scores import Score, Scores
from trialvoice.evaluate.deid_speed import Speed
from trialvoice.evaluate.deid_study import StudyScore

TOTAL_COLUMNS = (
    "set",
    "detector",
    "#values",
    "#fully covered",
    "#95 %",
    "#touched",
    "#precision",
    "#clean",
    "#touched",
    "#95 %",
)
SPEED_COLUMNS = (
    "detector",
    "#characters",
    "#characters/s, median",
    "#slowest to fastest",
    "#of plain Presidio's",
    "#spread",
)
STUDY_COLUMNS = ("recording", "detector", "#identifiers", "#heard", "#covered", "#missed")


def total_rows(measured: Iterable[Measured]) -> Iterator[tuple[str, ...]]:
    """A row a set and detector, under TOTAL_COLUMNS."""
    for one in measured:
        scores = one.scores
        yield (
            one.set,
            one.detector,
            str(scores.recall.whole),
            percent(scores.recall),
            interval(scores.recall),
            percent(scores.touched),
            percent(scores.precision),
            str(scores.over_redaction.whole),
            percent(scores.over_redaction),
            interval(scores.over_redaction),
        )


def group_columns(what: str, detectors: Iterable[str]) -> tuple[str, ...]:
    """Name and count of a group, then share and interval by each detector."""
    return (what, "#n", *(column for name in detectors for column in (f"#{name}", "#95 %")))


def group_rows(measured: Sequence[Measured], group: str) -> Iterator[tuple[str, ...]]:
    """A row for each type, phenomenon or kind of hard negative of one set, its detectors side by side."""
    return side_by_side([_group(one.scores, group) for one in measured])


def side_by_side(groups: Sequence[Mapping[str, Score]]) -> Iterator[tuple[str, ...]]:
    """A row a name that all detectors have."""
    for name, first in groups[0].items():
        yield (name, str(first.whole), *(cell for of in groups for cell in (percent(of[name]), interval(of[name]))))


def _group(scores: Scores, group: str) -> Mapping[str, Score]:
    by: dict[str, Score] = getattr(scores, group)
    return by


def speed_rows(speeds: Mapping[str, Speed]) -> Iterator[tuple[str, ...]]:
    """A row a detector, under SPEED_COLUMNS."""
    for name, speed in speeds.items():
        ratios = sorted(speed.ratios or ())
        yield (
            name,
            str(speed.characters),
            f"{speed.median:,.0f}",
            f"{min(speed.per_second):,.0f} to {max(speed.per_second):,.0f}",
            f"{ratios[len(ratios) // 2]:.2f}" if ratios else "",
            f"{ratios[0]:.2f} to {ratios[-1]:.2f}" if ratios else "",
        )


def study_rows(scores: Iterable[StudyScore]) -> Iterator[tuple[str, ...]]:
    """A row a recording and detector, and one of all, under STUDY_COLUMNS."""
    together: dict[str, Counter[str]] = {}
    for score in scores:
        for detector, counts in study_counts(score).items():
            together.setdefault(detector, Counter()).update(counts)
            yield (score.recording, detector, *_counts(counts))
    for detector, counts in together.items():
        yield ("all", detector, *_counts(counts))


def study_counts(score: StudyScore) -> dict[str, Counter[str]]:
    """By detector: identifiers, those heard, and of these those covered and missed."""
    return {
        detector: Counter(
            identifiers=len(told),
            heard=sum(one.heard for one in told),
            covered=sum(one.covered for one in told),
            missed=sum(one.heard and not one.covered for one in told),
        )
        for detector, told in score.told.items()
    }


def _counts(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(str(counts[name]) for name in ("identifiers", "heard", "covered", "missed"))


def percent(score: Score) -> str:
    """A share; blank where nothing was counted."""
    return f"{score.estimate.value:.1%}" if score.estimate else ""


def interval(score: Score) -> str:
    """Its 95 % interval."""
    estimate = score.estimate
    return f"{estimate.low:.1%} to {estimate.high:.1%}" if estimate else ""
