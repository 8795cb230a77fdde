"""A serious event reported more than a day after anybody at the site was told, by the days that people name.

What people themselves call late is read by `stated`. Here only the times count: told on the Monday and sent on the
Thursday. A day apart may still be within 24 hours, and is none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trialvoice.core.findings import AdverseEvent
from trialvoice.core.recordings import Recording
from trialvoice.core.study import Study
from trialvoice.safe.deviations.deviation_cues import cue
from trialvoice.safe.drafts import Draft, category_of, deviation
from trialvoice.safe.language import cues
from trialvoice.safe.language.assertion import LIKELY
from trialvoice.safe.language.date_meanings import Calendar
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.said_dates import resolve
from trialvoice.safe.language.timing import when_in

_REACH = 8
"""Turns between what was told to the site and what is said of the report."""
_MORE_THAN_A_DAY = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class _Dated:
    sentence: Sentence
    day: date


def late_reports(
    dialogue: Dialogue, study: Study, recording: Recording | None, found: Sequence[Draft]
) -> tuple[Draft, ...]:
    """At most one deviation. found: drafts, of which one event has to be serious; a late report stated is enough."""
    serious = any(isinstance(d.value, AdverseEvent) and d.value.serious for d in found)
    stated = any(category_of(d) == "safety_reporting" for d in found)
    # Dates shifted in the words would not agree with those counted from the visit.
    if recording is None or stated or not serious or study.deidentify.dates == "shift":
        return ()
    calendar = Calendar(recording.recorded_at.date(), recording.day1)
    told = list(_dated(dialogue, calendar, "told"))
    sent = [one for one in _dated(dialogue, calendar, "sent") if dialogue.staff(one.sentence.turn)]
    late = [(first, last) for first in told for last in sent if _late(first, last)]
    return tuple(_draft(dialogue, first, last) for first, last in late[:1])


def _late(told: _Dated, sent: _Dated) -> bool:
    near = abs(sent.sentence.at - told.sentence.at) <= _REACH
    return near and told.sentence is not sent.sentence and sent.day - told.day >= _MORE_THAN_A_DAY


def _draft(dialogue: Dialogue, told: _Dated, sent: _Dated) -> Draft:
    days = (sent.day - told.day).days
    text = f"a serious event was reported {days} days after the site was told, not within 24 hours"
    proof = [dialogue.evidence(s.at, s.start, s.end) for s in (told.sentence, sent.sentence)]
    return deviation("safety_reporting", text, proof, rule="late-report", confidence=LIKELY)


def _dated(dialogue: Dialogue, calendar: Calendar, name: str) -> Iterator[_Dated]:
    """Sentences that tell of it as done, with a day that the words name in full."""
    for sentence in dialogue.sentences:
        match = None if sentence.question else cue("late_report", name).search(sentence.text)
        if match is None or cues.negates(sentence.text[: match.start()]) or cues.MAYBE.search(sentence.text):
            continue
        said = when_in(sentence.text)
        day = resolve(said, calendar) if said else None
        if day and len(day) == len("2026-03-09"):
            yield _Dated(sentence, date.fromisoformat(day))
