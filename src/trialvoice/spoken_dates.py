"""True dates of adverse events for exports: what was spoken comes out of the vault, and its audit says so.

The findings hold a tag or a shifted date where somebody named a day. Coded trial data need the day itself, so an
export asks the vault, subject by subject; what a person wrote stands as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trialvoice.core.findings import AdverseEvent
from trialvoice.job import Job
from trialvoice.redact.replacing.dates import Calendar, read_date
from trialvoice.redact.replacing.vault import Vault
from trialvoice.subject_vault import show
from trialvoice.trial.record.reviewed import ReviewedFinding, ReviewedStudy, ReviewedVisit

_DATE, _TAG = "DATE", "[DATE_"


@dataclass(frozen=True)
class Dated:
    """A study's record with true dates. revealed: how many dates came from the vault."""

    study: ReviewedStudy
    revealed: int


def with_spoken_dates(job: Job, study: ReviewedStudy) -> Dated:
    """The record with the days that were spoken. Raises StudyError TV117, StoreError TV603, TV608."""
    known = {row.recording for row in job.recordings}
    tagged = job.study.deidentify.dates == "tags"
    wanting = [
        visit
        for visit in study.visits
        if visit.recording in known and any(_wants(one, tagged=tagged) for one in visit.findings)
    ]
    vaults: dict[str, Vault] = {}
    for subject in sorted({visit.subject for visit in wanting}):
        vaults |= show(job, subject, reveal=True)
    dated = {
        visit.recording: _visit(visit, vaults[visit.recording], job) for visit in wanting if visit.recording in vaults
    }
    visits = tuple(dated.get(visit.recording, visit) for visit in study.visits)
    revealed = sum(
        one.value != other.value
        for visit, before in zip(visits, study.visits, strict=True)
        for one, other in zip(visit.findings, before.findings, strict=True)
    )
    return Dated(study.model_copy(update={"visits": visits}), revealed)


def _wants(one: ReviewedFinding, *, tagged: bool) -> bool:
    """Whether words that were redacted stand where a day was told, and no person wrote another date.

    tagged: whether a tag stands for every date; a shifted one cannot be told from a true one without the vault.
    """
    event, proposed = one.value, one.proposed
    if not isinstance(event, AdverseEvent) or not isinstance(proposed, AdverseEvent) or one.status == "rejected":
        return False
    return any(
        said
        and (not tagged or _TAG in said)
        and getattr(event, name) == getattr(proposed, name)
        and len(getattr(event, name) or "") < len("2026-03-09")
        for said, name in ((event.onset, "onset_date"), (event.end, "end_date"))
    )


def _visit(visit: ReviewedVisit, vault: Vault, job: Job) -> ReviewedVisit:
    calendar = Calendar.of(visit.recorded_at.date(), visit.day1, job.study.study.language)
    days = dict(_days(vault, calendar))
    return visit.model_copy(update={"findings": tuple(_finding(one, days) for one in visit.findings)})


def _days(vault: Vault, calendar: Calendar) -> Iterable[tuple[str, str]]:
    """What stands in the text → the day or month that it is, where all that it replaced is the same for sure."""
    for entry in vault.entries:
        if entry.type != _DATE:
            continue
        read = [read_date(value, calendar) for value in entry.values]
        sure = {made.sure if made else None for made in read}
        if len(sure) == 1 and (span := sure.pop()) is not None:
            first, last = span
            for shown in (entry.tag, *entry.shown):
                yield shown, first.isoformat() if first == last else first.isoformat()[:7]


def _finding(one: ReviewedFinding, days: Mapping[str, str]) -> ReviewedFinding:
    if not _wants(one, tagged=False) or not isinstance(event := one.value, AdverseEvent):
        return one
    found = {
        name: day
        for said, name in ((event.onset, "onset_date"), (event.end, "end_date"))
        if (day := _day_in(said or "", days)) is not None and len(day) > len(getattr(event, name) or "")
    }
    return _with_value(one, event.model_copy(update=found)) if found else one


def _with_value(one: ReviewedFinding, dated: AdverseEvent) -> ReviewedFinding:
    """The finding with true days wherever it holds what stands now: a decision on it was a decision on those days."""
    stood = one.value
    return one.model_copy(
        update={
            "finding": one.finding.model_copy(update={"value": dated}),
            "proposed": dated if one.proposed == stood else one.proposed,
            "decisions": tuple(
                made.model_copy(update={"value": dated}) if made.value == stood else made for made in one.decisions
            ),
        }
    )


def _day_in(said: str, days: Mapping[str, str]) -> str | None:
    """The one day that is named in the words, or None."""
    named: Sequence[str] = sorted({day for shown, day in days.items() if shown in said})
    return named[0] if len(named) == 1 else None
