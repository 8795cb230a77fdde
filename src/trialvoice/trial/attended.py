"""A finished visit as the histories of its subject need it."""

from dataclasses import dataclass
from datetime import date, datetime

from trialvoice.core.findings import Finding
from trialvoice.core.recordings import Recording
from trialvoice.core.results import Mentioned, VisitResult

_NOT_ASKING = frozenset({"participant", "caregiver", "unknown"})


@dataclass(frozen=True)
class Attended:
    """A visit of a subject with what was found there.

    day: study day.  asks: whether somebody of the site is there, who could have asked.
    mentions, named: problems of which something is asserted, and names of all that were spoken of.
    """

    study: str
    site: str
    subject: str
    recording: str
    visit: str
    recorded_at: datetime
    day: int | None
    asks: bool
    findings: tuple[Finding, ...]
    mentions: tuple[Mentioned, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def on(self) -> date:
        """The local date."""
        return self.recorded_at.date()


def attended(result: VisitResult, row: Recording) -> Attended:
    """A finished visit as histories need it. A finding that a person rejected tells nothing."""
    return Attended(
        study=result.study,
        site=result.site,
        subject=result.subject,
        recording=result.recording,
        visit=result.visit,
        recorded_at=row.recorded_at,
        day=study_day(row),
        asks=not set(row.participants) <= _NOT_ASKING,
        findings=tuple(f for f in result.findings if f.status != "rejected"),
        mentions=result.mentions,
        named=result.named,
    )


def study_day(row: Recording) -> int | None:
    """Days from the first dose, which is day 1; the day before it is -1."""
    if row.day1 is None:
        return None
    days = (row.recorded_at.date() - row.day1).days
    return days + 1 if days >= 0 else days
