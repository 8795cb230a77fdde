"""The lines of a report as its rules walk over them: where each stands, and what it names."""

from collections.abc import Iterator

from trialvoice.trial.exports.monitoring.records import (
    Action,
    Detail,
    Deviation,
    Escalation,
    OpenQuery,
    Report,
    Told,
    Topic,
)

Line = Detail | Topic | Told | Deviation | Action | Escalation | OpenQuery


def lines(of: Report) -> Iterator[tuple[str, Line]]:
    """(pointer, line), section by section."""
    held: dict[str, tuple[Line, ...]] = {
        "visit": of.visit,
        "reviewed": of.reviewed,
        "findings": of.findings,
        "deviations": of.deviations,
        "subject_deviations": of.subject_deviations,
        "actions": of.actions,
        "follow_up": of.follow_up,
        "escalations": of.escalations,
        "queries": of.queries,
    }
    for name, some in held.items():
        for at, one in enumerate(some):
            yield f"/{name}/{at}", one


def own(of: Report) -> tuple[Told | Deviation | Action, ...]:
    """The lines that are findings of the interview itself, each one finding."""
    return (*of.findings, *of.deviations, *of.actions)
