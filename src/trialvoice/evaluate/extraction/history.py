"""Whether events of one subject are joined over visits as the keys' `continues` joins them.

Counted are pairs of events of two visits of the same subject: all pairs within a history, not only neighbours.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from trialvoice.core.findings import AdverseEvent, Coding, DictionaryCoding, Evidence, Finding
from trialvoice.core.records import Record
from trialvoice.evaluate.extraction.match import match
from trialvoice.evaluate.extraction.visit_scores import Tally
from trialvoice.evaluate.visits.key import EventKey
from trialvoice.evaluate.visits.visit import Expected, ScriptedVisit
from trialvoice.safe.extracted import Extracted
from trialvoice.trial.attended import Attended, study_day
from trialvoice.trial.histories import threads

Event = tuple[str, str]
"""Name of the visit, and id of the entry; of a finding that is none, its own id."""
Pair = frozenset[Event]


class HistoryScores(Record):
    """Pairs of one subject's events.  of_key: the key's own events joined.  found: those that were found."""

    subject: str
    of_key: Tally
    found: Tally


@dataclass(frozen=True)
class _Case:
    visit: ScriptedVisit
    made: Extracted

    @property
    def keys(self) -> list[tuple[Expected, EventKey]]:
        """Events that are so."""
        entries = [(one, one.key) for one in self.visit.expected if isinstance(one.key, EventKey)]
        return [(one, key) for one, key in entries if key.assertion == "present"]


def score_histories(done: Iterable[tuple[ScriptedVisit, Extracted]]) -> list[HistoryScores]:
    """A row a subject that came twice or more."""
    of: dict[tuple[str, str], list[_Case]] = {}
    for visit, made in done:
        of.setdefault((visit.study.study.id, visit.recording.subject), []).append(_Case(visit, made))
    ordered = [sorted(cases, key=lambda one: one.visit.recording.recorded_at) for _, cases in sorted(of.items())]
    return [_score(cases) for cases in ordered if len(cases) > 1]


def _score(cases: Sequence[_Case]) -> HistoryScores:
    wanted = _wanted(cases)
    optional = {(case.visit.name, key.id) for case in cases for _, key in case.keys if key.optional}
    known = [_attended(case, _as_findings(case)) for case in cases]
    found = [_attended(case, case.made.findings) for case in cases]
    named = {name: own for case in cases for name, own in _names(case).items()}
    return HistoryScores(
        subject=f"{cases[0].visit.study.study.id} {cases[0].visit.recording.subject}",
        of_key=_tally(_pairs(known, {}), wanted, optional),
        found=_tally(_pairs(found, named), wanted, optional),
    )


def _wanted(cases: Sequence[_Case]) -> set[Pair]:
    """All pairs of the keys' histories."""
    group: dict[Event, frozenset[Event]] = {}
    for case in cases:
        folder = case.visit.name.partition("-")[0]
        for _, key in case.keys:
            event = (case.visit.name, key.id)
            group.setdefault(event, frozenset({event}))
            if key.continues:
                name, _, own = key.continues.partition("/")
                before = (f"{folder}-{name}", own)
                joined = group.get(before, frozenset({before})) | group[event]
                group.update(dict.fromkeys(joined, joined))
    return {frozenset(pair) for one in group.values() for pair in combinations(one, 2)}


def _as_findings(case: _Case) -> tuple[Finding, ...]:
    """The key's events as if they had been found, the first entry of each id."""
    first: dict[str, Finding] = {}
    for one, key in case.keys:
        first.setdefault(key.id, _as_finding(case.visit, one, key))
    return tuple(first.values())


def _coded(ctcae: str | None) -> tuple[DictionaryCoding, ...]:
    if ctcae is None:
        return ()
    coding = Coding(dictionary="CTCAE", version="6.0", term=ctcae, system_organ_class="")
    return (DictionaryCoding(dictionary="CTCAE", version="6.0", state="coded", matched="exact", coding=coding),)


def _as_finding(visit: ScriptedVisit, one: Expected, key: EventKey) -> Finding:
    shared = ("term", "severity", "onset", "onset_date", "end", "end_date", "course", "outcome", "criteria")
    turns = {turn.id: turn for turn in visit.transcript.turns}
    return Finding(
        id=key.id,
        value=AdverseEvent(codings=_coded(key.ctcae), **{name: getattr(key, name) for name in shared}),
        evidence=tuple(
            Evidence(
                turn=quote.turn,
                start_char=quote.start,
                end_char=quote.end,
                start=0,
                end=0,
                quote=turns[quote.turn].text[quote.start : quote.end],
                match="exact",
                role=turns[quote.turn].role,
            )
            for quote in one.quotes
        ),
        basis=key.basis,
        assertion="present",
        confidence=1.0,
        source="key",
    )


def _attended(case: _Case, findings: tuple[Finding, ...]) -> Attended:
    row = case.visit.recording
    return Attended(
        study=row.study,
        site=row.site,
        subject=row.subject,
        recording=row.recording,
        visit=row.visit,
        recorded_at=row.recorded_at,
        day=study_day(row),
        asks=True,
        findings=findings,
    )


def _names(case: _Case) -> dict[Event, Event]:
    """Each finding's entry of the key, by name and place."""
    texts = {turn.id: turn.text for turn in case.visit.transcript.turns}
    events = [finding for finding in case.made.findings if finding.value.kind == "adverse_event"]
    # As wanted: an optional one is to be told from one that is made up.
    expected = [replace(one, key=key.model_copy(update={"optional": False})) for one, key in case.keys]
    matched = match(events, expected, "named", texts)
    name = case.visit.name
    return {(name, finding.id): (name, one.key.id) for finding, one in matched.pairs}


def _pairs(visits: Sequence[Attended], named: Mapping[Event, Event]) -> set[Pair]:
    """All pairs of the histories made. named: what a finding stands for; the others are made up."""
    made = set[Pair]()
    for thread in threads(visits):
        events = [(visit.recording, finding.id) for visit, finding, _ in thread.told]
        made |= {frozenset(pair) for pair in combinations([named.get(e, e) for e in events], 2)}
    return made


def _tally(made: set[Pair], wanted: set[Pair], optional: set[Event]) -> Tally:
    """Pairs that hold an optional event are neither wanted nor wrong, and two tellings of one visit are no history."""
    made, wanted = set(_plain(made, optional)), set(_plain(wanted, optional))
    return Tally(right=len(made & wanted), missed=len(wanted - made), extra=len(made - wanted))


def _plain(pairs: Iterable[Pair], optional: set[Event]) -> Iterator[Pair]:
    return (pair for pair in pairs if not pair & optional and len({visit for visit, _ in pair}) == 2)
