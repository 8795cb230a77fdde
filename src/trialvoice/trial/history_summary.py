"""What a followed event comes to: its entries, its worst, where visits contradict each other, what to ask."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from trialvoice.core.findings import AdverseEvent, Finding
from trialvoice.safe.coding.coder import shipped_coder
from trialvoice.trial.attended import Attended
from trialvoice.trial.history_records import EventHistory, HistoryEntry, Outcome, Severity
from trialvoice.trial.partial_dates import agree, earliest
from trialvoice.trial.same_event import same_name
from trialvoice.trial.wording import side_of

_WORST: tuple[Severity, ...] = ("severe", "moderate", "mild")
_OPEN: tuple[Outcome, ...] = ("ongoing", "recovering", "not_stated")


@dataclass(frozen=True)
class Spoken:
    """A visit, and what it tells of the event."""

    visit: Attended
    finding: Finding

    @property
    def event(self) -> AdverseEvent:
        """The event as told there."""
        assert isinstance(self.finding.value, AdverseEvent)
        return self.finding.value


def summarised(
    name: str, spoken: Sequence[Spoken], visits: Sequence[Attended], names: Mapping[str, str], follows: str | None
) -> EventHistory:
    """The history of one event. visits: all of the subject, in order.  names: of the study's visits."""
    first, events = spoken[0], [one.event for one in spoken]
    entries = tuple(_entries(spoken, visits))
    return EventHistory(
        id=name,
        study=first.visit.study,
        site=first.visit.site,
        subject=first.visit.subject,
        term=first.event.term,
        coding=next((event.coding for event in events if event.coding), None),
        side=side_of([text for one in spoken for text in (one.event.term, *_quotes(one.finding))]),
        first_onset=earliest([event.onset_date for event in events if event.onset_date]),
        last_outcome=next((e.outcome for e in reversed(events) if e.outcome != "not_stated"), "not_stated"),
        end_date=next((event.end_date for event in reversed(events) if event.end_date), None),
        worst_severity=next((grade for grade in _WORST if any(e.severity == grade for e in events)), "not_stated"),
        worst_grade=max((event.grade for event in events if event.grade is not None), default=None),
        criteria=tuple(dict.fromkeys(criterion for event in events for criterion in event.criteria)),
        entries=entries,
        follows=follows,
        review=tuple(_contradictions(spoken, entries, names, follows)),
        follow_up=tuple(_to_ask(entries, names)),
    )


def _quotes(finding: Finding) -> tuple[str, ...]:
    return tuple(proof.quote for proof in finding.evidence)


def _entries(spoken: Sequence[Spoken], visits: Sequence[Attended]) -> Iterator[HistoryEntry]:
    """A visit each, from the first that tells the event; one that leaves a closed event alone has none."""
    told = {one.visit.recording: one for one in spoken}
    last: AdverseEvent | None = None
    for visit in visits:
        if (one := told.get(visit.recording)) is not None:
            last = one.event
            yield _entry(visit, one.finding, last)
        elif last is not None and is_open(last):
            if (denied := _denied(visit, last)) is not None:
                yield denied
            elif any(_names(last, term) for term in visit.named):
                yield HistoryEntry(recording=visit.recording, visit=visit.visit, day=visit.day, said="named")
            elif visit.asks:
                yield HistoryEntry(recording=visit.recording, visit=visit.visit, day=visit.day, said="not_asked")


def _names(event: AdverseEvent, term: str) -> bool:
    return same_name(event, AdverseEvent(term=term, codings=shipped_coder().codings(term)))


def _entry(visit: Attended, finding: Finding, event: AdverseEvent) -> HistoryEntry:
    return HistoryEntry(
        recording=visit.recording,
        visit=visit.visit,
        day=visit.day,
        said="told",
        finding=finding.id,
        event=event,
        quotes=tuple(f"{visit.recording}#{p.turn}:{p.start_char}-{p.end_char}" for p in finding.evidence),
    )


def _denied(visit: Attended, event: AdverseEvent) -> HistoryEntry | None:
    """What a visit says of an open event without telling it as one: that it is not, or that it was."""
    for mention in visit.mentions:
        if mention.assertion not in ("denied", "past"):
            continue
        if _names(event, mention.term):
            return HistoryEntry(
                recording=visit.recording,
                visit=visit.visit,
                day=visit.day,
                said="denied" if mention.assertion == "denied" else "past",
                quotes=tuple(f"{visit.recording}#{p.turn}:{p.start_char}-{p.end_char}" for p in mention.evidence),
            )
    return None


def is_open(event: AdverseEvent) -> bool:
    """Whether a later visit ought to ask what became of it. Nobody is asked of a death, nor of what happens once."""
    if "death" in event.criteria or event.end_date is not None:
        return False
    return event.outcome in _OPEN and not (event.course == "single" and event.outcome == "not_stated")


def _contradictions(
    spoken: Sequence[Spoken], entries: Sequence[HistoryEntry], names: Mapping[str, str], follows: str | None
) -> Iterator[str]:
    if follows:
        yield f"like {follows}, which was over: a new event, or the same?"
    for before, now in pairwise(spoken):
        was, here = names[before.visit.visit], names[now.visit.visit]
        if before.event.outcome == "resolved" and now.event.outcome in ("ongoing", "recovering"):
            yield f"resolved at {was}, {now.event.outcome} at {here}"
        if not agree(before.event.onset_date, now.event.onset_date):
            yield f"onset {before.event.onset_date} at {was}, {now.event.onset_date} at {here}"
        if not agree(before.event.end_date, now.event.end_date):
            yield f"end {before.event.end_date} at {was}, {now.event.end_date} at {here}"
    for earlier, later in pairwise(entries):
        if later.said in ("denied", "past") and earlier.said == "told":
            yield f"open at {names[earlier.visit]}, {later.said} at {names[later.visit]}: resolved?"


def _to_ask(entries: Sequence[HistoryEntry], names: Mapping[str, str]) -> Iterator[str]:
    """A question for each visit after the last telling that leaves an open event open."""
    told = max(at for at, entry in enumerate(entries) if entry.said == "told")
    last, since = entries[told].event, entries[told + 1 :]
    if last is None or any(entry.said in ("denied", "past") for entry in since):
        return
    state = "outcome not stated" if last.outcome == "not_stated" else "still open"
    for entry in since:
        lacks = "not asked" if entry.said == "not_asked" else "spoken of without an outcome"
        yield f"{last.term} of {names[entries[told].visit]} {state}: {lacks} at {names[entry.visit]}"
