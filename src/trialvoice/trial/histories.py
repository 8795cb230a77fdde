"""Adverse events joined over the visits of each subject: one event with a history, not one a visit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from trialvoice.core.findings import AdverseEvent, Finding
from trialvoice.core.study import Study
from trialvoice.trial.attended import Attended
from trialvoice.trial.history_records import EventHistory
from trialvoice.trial.history_summary import Spoken, summarised
from trialvoice.trial.partial_dates import agree
from trialvoice.trial.same_event import Told, link, plain_words


def histories(visits: Iterable[Attended], study: Study) -> tuple[EventHistory, ...]:
    """The histories of all subjects, by subject and first telling."""
    of: dict[str, list[Attended]] = {}
    for visit in visits:
        of.setdefault(visit.subject, []).append(visit)
    names = {visit.id: visit.name for visit in study.visits}
    return tuple(
        history
        for subject in sorted(of)
        for history in _of_subject(sorted(of[subject], key=lambda v: (v.recorded_at, v.recording)), names)
    )


@dataclass
class Thread:
    """An event while it is followed from visit to visit."""

    told: list[tuple[Attended, Finding, Told]] = field(default_factory=list)
    follows: "Thread | None" = None

    @property
    def last(self) -> Told:
        """As the last visit that speaks of it tells it; an onset told before holds on."""
        last = self.told[-1][2]
        onsets = [told.event.onset_date for _, _, told in self.told if told.event.onset_date]
        if last.event.onset_date is None and onsets:
            return Told(last.event.model_copy(update={"onset_date": onsets[-1]}), last.on, last.quotes)
        return last


def threads(visits: Sequence[Attended]) -> list[Thread]:
    """The events of one subject's visits, which stand in order of time, each followed through them."""
    found: list[Thread] = []
    for visit in visits:
        news = [(finding, told) for finding in visit.findings if (told := _told(visit, finding)) is not None]
        _join(found, visit, news)
    return found


def _told(visit: Attended, finding: Finding) -> Told | None:
    if not isinstance(finding.value, AdverseEvent):
        return None
    return Told(finding.value, visit.on, tuple(proof.quote for proof in finding.evidence))


def _join(found: list[Thread], visit: Attended, news: Sequence[tuple[Finding, Told]]) -> None:
    """Give each event of a visit to one event of before at most, the surest first; the others begin."""
    before = list(found)
    links = [
        (which, at, known)
        for at, (_, told) in enumerate(news)
        for which, thread in enumerate(before)
        if (known := link(thread.last, told)) is not None
    ]
    sure = sorted(
        ((_sureness(before[which].last, news[at][1]), at, which) for which, at, known in links if known == "same"),
        key=lambda one: (one[0], -one[1], one[2]),
        reverse=True,
    )
    owner: dict[int, int] = {}
    for _, at, which in sure:
        if at not in owner and which not in owner.values():
            owner[at] = which
    for at, (finding, told) in enumerate(news):
        if at in owner:
            before[owner[at]].told.append((visit, finding, told))
            continue
        earlier = [before[which] for which, linked, known in links if linked == at and known == "again"]
        found.append(Thread([(visit, finding, told)], follows=earlier[-1] if earlier else None))


def _sureness(before: Told, now: Told) -> tuple[bool, bool, bool, date]:
    """Of two that could be the same, the one of the same words, then of the same onset, then the open one."""
    onsets = (before.event.onset_date, now.event.onset_date)
    dated = None not in onsets and agree(*onsets)
    return (plain_words(before.event.term) == plain_words(now.event.term), dated, not before.over, before.on)


def _of_subject(visits: Sequence[Attended], names: Mapping[str, str]) -> Iterable[EventHistory]:
    found = threads(visits)
    ids = {id(thread): f"{visits[0].subject}/ae-{number}" for number, thread in enumerate(found, start=1)}
    for thread in found:
        spoken = [Spoken(visit, finding) for visit, finding, _ in thread.told]
        follows = ids[id(thread.follows)] if thread.follows else None
        yield summarised(ids[id(thread)], spoken, visits, names, follows)
