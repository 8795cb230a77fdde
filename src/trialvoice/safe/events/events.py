"""Adverse events from what was mentioned and judged, each with all that was stated of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from trialvoice.core.findings import AdverseEvent, Criterion, Evidence
from trialvoice.core.recordings import Recording
from trialvoice.core.study import Study, Visit
from trialvoice.safe.coding.coder import Coder, shipped_coder
from trialvoice.safe.drafts import MOST_EVIDENCE, Draft, distinct, quote_of
from trialvoice.safe.events.about import Piece, about, leading
from trialvoice.safe.events.action import action
from trialvoice.safe.events.assessment import Story, case_of, stray_assessments
from trialvoice.safe.events.course import course
from trialvoice.safe.events.onset import Times, Told, has_ended, times
from trialvoice.safe.events.outcome import outcome
from trialvoice.safe.events.problems import Event, Judged, events_of
from trialvoice.safe.events.rating import Telling, rate
from trialvoice.safe.events.relatedness import relation
from trialvoice.safe.events.treatment import treated, treatment
from trialvoice.safe.language.date_meanings import Calendar
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.medicines.medicine_names import study_drug
from trialvoice.safe.seriousness.seriousness import serious_events

SOURCE = "rule:symptoms@1"
REPORT_WITHIN = timedelta(hours=24)
"""A serious event is reported within this time of when the site heard of it."""
_ROOT = 4
_MOST_WORDS = 5
_FEWEST_WORDS = 3
"""Of a sentence that tells something."""


@dataclass(frozen=True, slots=True)
class _Visit:
    """What the fields of every event of a visit are read from."""

    story: Story
    calendar: Calendar | None
    recorded_at: datetime | None
    pointed_at: Sequence[Evidence]
    coder: Coder


def adverse_events(
    dialogue: Dialogue,
    all_judged: Sequence[Judged],
    study: Study,
    recording: Recording | None = None,
    pointed_at: Sequence[Evidence] = (),
    coder: Coder | None = None,
) -> tuple[Draft, ...]:
    """Drafts of the adverse events. pointed_at: grounded claims of the model, which raise confidence.

    coder: of the study's dictionaries; without it the shipped table.
    """
    serious = serious_events(dialogue, events_of(all_judged), all_judged, study.study.indication)
    # Dates shifted in the words would not agree with those counted from the visit, and would give the shift away.
    dated = recording if study.deidentify.dates != "shift" else None
    calendar = _calendar(study, dated) if dated else None
    recorded_at = recording.recorded_at if recording else None
    story = Story(dialogue, serious, study_drug(study))
    visit = _Visit(story, calendar, recorded_at, pointed_at, coder or shipped_coder())
    told = {event.term: about(dialogue, event, serious.events) for event in serious.events}
    stray = stray_assessments(story, told)
    return tuple(
        _draft(visit, event, told[event.term], case_of(story, event, (*told[event.term], *stray.get(event.term, ()))))
        for event in serious.events
    )


def _calendar(study: Study, recording: Recording) -> Calendar:
    """Times as said are counted from the visit's local date, and from the visit planned before it."""
    today, day1 = recording.recorded_at.date(), recording.day1
    before = [v for v in study.visits if v.day is not None and day1 and _planned(v, day1)[1] < today]
    before = [v for v in before if v.id != recording.visit]
    last = max(before, key=lambda v: v.day or 0, default=None)
    return Calendar(today, day1, _planned(last, day1) if last and day1 else None)


def _planned(visit: Visit, day1: date) -> tuple[date, date]:
    """The window of a visit."""
    target = day1 + timedelta(days=(visit.day or 1) - 1)
    return target - timedelta(days=visit.window_before), target + timedelta(days=visit.window_after)


def _draft(visit: _Visit, event: Event, pieces: Sequence[Piece], case: Sequence[Piece]) -> Draft:
    serious = visit.story.serious.by_term.get(event.term)
    unnamed = event.term in visit.story.serious.unnamed
    evidence = _evidence(visit.story.dialogue, event)
    criteria, proof = (serious.criteria, serious.evidence) if serious else ((), ())
    awareness = aware_at(visit.recorded_at, (*proof, *evidence[:1]), criteria)
    value = _value(visit, event, pieces, case).model_copy(
        update={
            "criteria": criteria,
            "awareness_at": awareness,
            "sae_due_at": awareness + REPORT_WITHIN if awareness else None,
        }
    )
    confidence = max(item.verdict.confidence for item in event.said)
    pointed = any(_overlaps(claim, item) for claim in visit.pointed_at for item in event.said)
    review = (*(("also denied",) if event.denied_too else ()), *(("cause not named",) if unnamed else ()))
    named = max(MOST_EVIDENCE - max(len(criteria), 2), 1)
    ordered = distinct((*evidence[:named], *proof, *evidence[named:]))
    return Draft(
        value,
        (*ordered, *_went(visit.story.dialogue, pieces, ordered)),
        SOURCE,
        confidence,
        review=review,
        pointed=pointed,
    )


def _value(visit: _Visit, event: Event, pieces: Sequence[Piece], case: Sequence[Piece]) -> AdverseEvent:
    """What was stated of an event, field by field. pieces: how it went.  case: what was decided of it, as well."""
    dialogue = visit.story.dialogue
    died = _died(visit, event)
    came_to = "not_stated" if died else outcome(dialogue, event, pieces)
    if came_to == "not_stated" and not died and has_ended(dialogue, pieces):
        came_to = "resolved"
    went = course(dialogue, event, pieces, came_to)
    if came_to == "not_stated" and went == "worsening":
        came_to = "ongoing"
    lead = leading(dialogue, event, visit.story.serious.events)
    when = times(dialogue, Told(pieces, lead, case), visit.calendar, over=died or came_to == "resolved")
    if died and when.end is None:
        when = Times(when.onset, when.onset_date, when.onset, when.onset_date)
    stated = relation(dialogue, case, visit.story.drug)
    term = event.term if event.term in visit.story.serious.unnamed else reported_term(event)
    given = treated(dialogue, pieces, visit.story.drug)
    serious = visit.story.serious.by_term.get(event.term)
    rated = rate(term, Telling(dialogue, pieces, case, given, serious.met if serious else ()), visit.coder)
    return AdverseEvent(
        term=term,
        codings=rated.codings,
        severity=rated.severity.severity,
        severity_rule=rated.severity.rule,
        facts=rated.facts,
        grade=rated.graded.grade,
        grade_rule=rated.graded.rule,
        onset=when.onset,
        onset_date=when.onset_date,
        end=when.end,
        end_date=when.end_date,
        course=went,
        action=action(dialogue, case, visit.story.drug),
        treatment=treatment(given),
        outcome=came_to,
        related=stated.related,
        related_by=stated.by,
    )


def _died(visit: _Visit, event: Event) -> bool:
    serious = visit.story.serious.by_term.get(event.term)
    return serious is not None and "death" in serious.criteria


def reported_term(event: Event) -> str:
    """The plain term, after the words said where these share no root with it: "threw up (vomiting)"."""
    first = next((i.mention for i in event.said if i.mention.term == event.term), event.said[0].mention)
    said = re.sub(r"\s+", " ", first.named.lower()).strip()
    roots = {word[:_ROOT] for word in re.findall(r"[a-z]+", said) if len(word) >= _ROOT}
    plain = {word[:_ROOT] for word in re.findall(r"[a-z]+", event.term.lower()) if len(word) >= _ROOT}
    if roots & plain or len(said.split()) > _MOST_WORDS:
        return event.term
    return f"{said} ({event.term})"


def aware_at(
    recorded_at: datetime | None, evidence: Sequence[Evidence], criteria: tuple[Criterion, ...]
) -> datetime | None:
    """When the site heard that an event is serious: the moment in the recording, by the visit's clock."""
    if recorded_at is None or not criteria or not evidence:
        return None
    return recorded_at + timedelta(milliseconds=evidence[0].end)


def _evidence(dialogue: Dialogue, event: Event) -> tuple[Evidence, ...]:
    """Quotes, the participant's own first."""
    own = [item for item in event.said if not dialogue.staff(item.mention.sentence.turn) or dialogue.staff_only]
    rest = sorted((item for item in event.said if item not in own), key=lambda item: -item.verdict.confidence)
    return distinct([proof for item in (*own, *rest) for proof in _proofs(dialogue, item)])


def _went(dialogue: Dialogue, pieces: Sequence[Piece], shown: Sequence[Evidence]) -> Iterator[Evidence]:
    """Quotes of how it went, told where it is not named, in sentences that no other quote is from."""
    for piece in pieces:
        quoted = any(
            e.turn == piece.sentence.turn.id and e.start_char < piece.end and piece.start < e.end_char for e in shown
        )
        if not quoted and not dialogue.staff(piece.sentence.turn) and len(piece.sentence.words) >= _FEWEST_WORDS:
            yield quote_of(dialogue, piece.sentence, piece.start, piece.end)


def _proofs(dialogue: Dialogue, item: Judged) -> Iterator[Evidence]:
    mention, answer = item.mention, item.verdict.answer
    yield quote_of(dialogue, mention.sentence, mention.start, mention.end)
    if answer is not None:
        yield dialogue.evidence(answer.at, answer.start, answer.end)


def _overlaps(claim: Evidence, item: Judged) -> bool:
    sentence = item.mention.sentence
    return claim.turn == sentence.turn.id and claim.start_char < sentence.end and claim.end_char > sentence.start
