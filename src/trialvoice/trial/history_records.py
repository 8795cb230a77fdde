"""The history of an adverse event over the visits of one subject."""

from typing import Annotated, Literal

from pydantic import Field

from trialvoice.core.findings import AdverseEvent, Coding, Criterion, PartialDate
from trialvoice.core.records import Record, Speech
from trialvoice.trial.wording import Side

Severity = Literal["mild", "moderate", "severe", "not_stated"]
Outcome = Literal["resolved", "recovering", "ongoing", "not_stated"]


class HistoryEntry(Record):
    """What one visit tells of an event.

    said: `told` as an event; of one that was open before `denied`, `past`, `named` where it is spoken of and
    nothing more was made out, and `not_asked` where a visit that could have asked does not speak of it.
    day: study day of the visit, day 1 the first dose, no day 0; None where day 1 is not on file.
    finding, quotes: ids of the finding and of its quotes, the latter as `recording#turn:start-end` in characters.
    """

    recording: str
    visit: str
    day: int | None
    said: Literal["told", "denied", "past", "named", "not_asked"]
    finding: str | None = None
    event: Annotated[AdverseEvent | None, Field(repr=False)] = None
    quotes: tuple[str, ...] = ()


class EventHistory(Record):
    """One event of one subject, from the first visit that tells it to the last.

    id: `<subject>/ae-<number>`, in the order in which the subject's events were first told.
    follows: the history of the same problem that was over before this one came.
    """

    id: str
    study: str
    site: str
    subject: str
    term: Speech
    coding: Coding | None
    side: Side | None
    first_onset: Annotated[PartialDate | None, Field(repr=False)]
    last_outcome: Outcome
    end_date: Annotated[PartialDate | None, Field(repr=False)]
    worst_severity: Severity
    worst_grade: Annotated[int | None, Field(ge=1, le=5)]
    """CTCAE, of the visits that have one."""
    criteria: tuple[Criterion, ...]
    entries: tuple[HistoryEntry, ...]
    follows: str | None = None
    review: tuple[str, ...] = ()
    """Where visits contradict each other."""
    follow_up: tuple[str, ...] = ()
    """What ought to be asked: an open event that the visits since did not speak of."""
