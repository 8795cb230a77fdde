"""The CTCAE grade of an event, by code: from facts, severity and results, by what the term's grades name.

The gravest grade that something decides is the grade; where nothing does there is none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.core.findings import Fact, Ruling, SeverityFact
from trialvoice.safe.coding.criteria import Criteria
from trialvoice.safe.events.results import Result
from trialvoice.safe.events.severity import HowSevere
from trialvoice.safe.language.cue_file import cue_file

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade with the rule that gave it, or neither."""

    grade: int | None = None
    rule: Ruling | None = None


def grade_of(
    criteria: Criteria | None, facts: Sequence[SeverityFact], severity: HowSevere, result: Result | None
) -> Graded:
    """criteria: of the event's CTCAE term, None where it is uncoded, and then there is no grade."""
    if criteria is None:
        return Graded()
    decided = [made for made in _decided(criteria, facts, severity, result) if made.grade in criteria.levels]
    return max(decided, key=lambda made: made.grade or 0, default=Graded())


def _decided(
    criteria: Criteria, facts: Sequence[SeverityFact], severity: HowSevere, result: Result | None
) -> Iterator[Graded]:
    if len(criteria.levels) == 1:
        (only,) = criteria.levels
        yield _graded(only, "only-grade", f"the term has grade {only} alone")
    if result is not None:
        yield _graded(result.grade, "result", result.because)
    for fact in facts:
        if grade := _of_fact(criteria, fact.fact):
            yield _graded(grade, fact.fact.replace("_", "-"), _because(fact.fact))
    if severity.rule and severity.severity in criteria.by:
        yield _graded(criteria.by[severity.severity], severity.severity, severity.rule.because)


def _of_fact(criteria: Criteria, fact: Fact) -> int | None:
    """By the term's own grades, else by the scale for all terms."""
    data = cue_file("severity").data
    named: str = data["graded_as"].get(fact, fact)
    general: int | None = data["general"].get(named)
    return criteria.by.get(named, general)


def _graded(grade: int, name: str, because: str) -> Graded:
    return Graded(grade, Ruling(rule=f"ctcae-{name}@{_VERSION}", because=because))


def _because(name: str) -> str:
    text: str = cue_file("severity").data["because"][name]
    return text
