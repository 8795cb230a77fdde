"""Deviations from the protocol, by rules over findings, the study file and `recordings.csv`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from trialvoice.core.findings import ProtocolDeviation
from trialvoice.core.recordings import Recording
from trialvoice.core.study import Study, Visit
from trialvoice.safe.deviations.declared import declared_deviations
from trialvoice.safe.deviations.dosing import dosing_deviations
from trialvoice.safe.deviations.limits import beyond_limits, compared
from trialvoice.safe.deviations.matters import same_matter, told_matters
from trialvoice.safe.deviations.owned_up import owned_up
from trialvoice.safe.deviations.procedures import missing_procedures
from trialvoice.safe.deviations.prohibited import prohibited
from trialvoice.safe.deviations.stated import stated_deviations
from trialvoice.safe.deviations.statements import Statements
from trialvoice.safe.drafts import Draft, category_of, distinct, rationale
from trialvoice.safe.language.dialogue import Dialogue


def deviations(
    dialogue: Dialogue,
    study: Study,
    visit: Visit | None,
    recording: Recording | None,
    found: Sequence[Draft],
) -> tuple[Draft, ...]:
    """Every deviation. found: drafts of medicines and missed doses."""
    window = visit_window(study, visit, recording)
    figures = compared(dialogue)
    statements = Statements(dialogue, study, visit)
    stated = stated_deviations(dialogue)
    stated = (*stated, *(d for d in beyond_limits(dialogue, figures) if not any(same_matter(d, s) for s in stated)))
    before = visit is not None and visit.day is not None and visit.day < 1
    told = (
        *(() if before else prohibited(dialogue, found, study)),
        *dosing_deviations(dialogue, found, study),
        *missing_procedures(dialogue, study, visit),
        *stated,
    )
    declared = declared_deviations(statements, told)
    everything = (*declared, *told_matters(statements, declared))
    everything = (*everything, *owned_up(statements, everything))
    if not (visit and visit.day is not None and recording and recording.day1):
        return everything
    # The dates decide; what is said about lateness only proves it.
    late = [proof for d in everything if category_of(d) == "visit_window" for proof in d.evidence]
    window = tuple(replace(draft, evidence=distinct(late)) for draft in window)
    return (*window, *(d for d in everything if category_of(d) != "visit_window"))


def study_day(day1: date, on: date) -> int:
    """The day of the study: the first dose is day 1, the day before it day -1; there is no day 0."""
    apart = (on - day1).days
    return apart + 1 if apart >= 0 else apart


def visit_window(study: Study, visit: Visit | None, recording: Recording | None) -> tuple[Draft, ...]:
    """Out of the planned window, by `recordings.csv` and the study file alone."""
    if visit is None or recording is None or visit.day is None or recording.day1 is None:
        return ()
    actual = study_day(recording.day1, recording.recorded_at.date())
    off = _linear(actual) - _linear(visit.day)
    if -visit.window_before <= off <= visit.window_after:
        return ()
    beyond = off - visit.window_after if off > 0 else -off - visit.window_before
    side = "after" if off > 0 else "before"
    value = ProtocolDeviation(
        category="visit_window",
        description=(f"{visit.name} on day {actual}, planned for day {visit.day}: {beyond} days {side} its window"),
        rule="visit-window",
        rationale=rationale("visit_window"),
    )
    basis = ("recordings.csv: recorded_at", "recordings.csv: day1", f"study.toml: visits {visit.id}")
    return (Draft(value, (), "rule:visit-window@1", 0.99, basis=basis),)


def _linear(day: int) -> int:
    return day - 1 if day > 0 else day
