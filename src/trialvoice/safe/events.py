"""Adverse events from what was mentioned and judged, with severity, onset, outcome and seriousness."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from trialvoice.core.findings import AdverseEvent, Criterion, Evidence
from trialvoice.safe import severity
from trialvoice.safe.dialogue import Dialogue, Sentence
from trialvoice.safe.drafts import Draft, agreed, distinct, quote_of
from trialvoice.safe.lexicon import lexicon
from trialvoice.safe.problems import Event, Judged, events_of
from trialvoice.safe.seriousness import Seriousness, serious_events
from trialvoice.safe.symptoms import named_in

SOURCE = "rule:symptoms@1"
REPORT_WITHIN = timedelta(hours=24)
"""A serious event is reported within this time of when the site heard of it."""
_SEGMENT_TURNS = 7
_ROOT = 4
_MOST_WORDS = 5
_SAME_TOPIC = re.compile(
    r"\b(?:it|that|this|those|they|them|still|how (?:bad|long|severe|often|are you (?:now|"
    r"feeling now))|when (?:was|did)|mild|"
    r"better|gone|resolved|feel now|scale|there)\b|^(?:and )?(?:for )?how long|^when\b|^since when",
    re.IGNORECASE,
)


def adverse_events(
    dialogue: Dialogue,
    all_judged: Sequence[Judged],
    recorded_at: datetime | None,
    pointed_at: Sequence[Evidence] = (),
    indication: str = "",
) -> tuple[Draft, ...]:
    """Drafts of the adverse events. pointed_at: grounded claims of the model, which raise confidence."""
    serious = serious_events(dialogue, events_of(all_judged), all_judged, indication)
    return tuple(
        _draft(
            dialogue,
            event,
            _segment(dialogue, event, serious.events),
            serious.by_term.get(event.term),
            recorded_at,
            pointed_at,
            event.term in serious.unnamed,
        )
        for event in serious.events
    )


def _draft(
    dialogue: Dialogue,
    event: Event,
    segment: Sequence[Sentence],
    serious: Seriousness | None,
    recorded_at: datetime | None,
    pointed_at: Sequence[Evidence],
    unnamed: bool,
) -> Draft:
    evidence = _evidence(dialogue, event)
    criteria = serious.criteria if serious else ()
    proof = serious.evidence if serious else ()
    awareness = aware_at(recorded_at, (*proof, *evidence[:1]), criteria)
    value = AdverseEvent(
        term=event.term if unnamed else reported_term(event),
        severity=severity.severity(dialogue, event, segment),
        onset=severity.onset(dialogue, event, segment),
        outcome=severity.outcome(dialogue, event, segment),
        criteria=criteria,
        awareness_at=awareness,
        sae_due_at=awareness + REPORT_WITHIN if awareness else None,
    )
    confidence = max(item.verdict.confidence for item in event.said)
    if any(_overlaps(claim, item) for claim in pointed_at for item in event.said):
        confidence = agreed(confidence)
    review = (*(("also denied",) if event.denied_too else ()), *(("cause not named",) if unnamed else ()))
    ordered = (*evidence[:2], *proof, *evidence[2:])
    return Draft(value, distinct(ordered), SOURCE, confidence, review=review)


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
    rest = [item for item in event.said if item not in own]
    found: list[Evidence] = []
    for item in (*own, *sorted(rest, key=lambda j: -j.verdict.confidence)):
        mention, answer = item.mention, item.verdict.answer
        found.append(quote_of(dialogue, mention.sentence, mention.start, mention.end))
        if answer is not None:
            found.append(dialogue.evidence(answer.at, answer.start, answer.end))
    return distinct(found)


def _segment(dialogue: Dialogue, event: Event, events: Sequence[Event]) -> tuple[Sentence, ...]:
    """The sentences about an event: from its first mention to the first of another event."""
    first = event.said[0].place
    others = sorted(item.place for other in events if other is not event for item in other.said if item.place > first)
    named = [item.mention.sentence for item in event.said]
    following: list[Sentence] = []
    for sentence in dialogue.sentences:
        place = (sentence.at, sentence.end)
        if place <= first or sentence.at > first[0] + _SEGMENT_TURNS:
            continue
        if sentence not in named and (_holds(sentence, others) or _new_topic(dialogue, sentence)):
            break
        if sentence in named or not any(True for _ in named_in(sentence, lexicon())):
            following.append(sentence)
    return tuple(following)


def _holds(sentence: Sentence, places: Sequence[tuple[int, int]]) -> bool:
    return any(at == sentence.at and sentence.start <= start < sentence.end for at, start in places)


def _new_topic(dialogue: Dialogue, sentence: Sentence) -> bool:
    """Whether staff ask about something else than what was told before."""
    return dialogue.staff(sentence.turn) and sentence.question and not _SAME_TOPIC.search(sentence.text)


def _overlaps(claim: Evidence, item: Judged) -> bool:
    sentence = item.mention.sentence
    return claim.turn == sentence.turn.id and claim.start_char < sentence.end and claim.end_char > sentence.start
