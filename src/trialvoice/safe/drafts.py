"""Findings before they are numbered, and how sure one is."""

from collections.abc import Sequence
from dataclasses import dataclass

from trialvoice.core.findings import (
    AdverseEvent,
    Assertion,
    Evidence,
    Finding,
    ProtocolDeviation,
    Value,
)
from trialvoice.safe.confidence import confidence, signs_of
from trialvoice.safe.language.cue_file import cue_file
from trialvoice.safe.language.dialogue import Dialogue, Sentence

_PREFIX = {
    "adverse_event": "ae",
    "protocol_deviation": "pd",
    "missed_dose": "md",
    "concomitant_medication": "cm",
    "medical_history": "mh",
    "treatment_response": "tr",
    "vital_sign": "vs",
    "crf_item": "crf",
    "mood": "mo",
    "follow_up": "fu",
    "interaction": "ia",
}
LONGEST_QUOTE = 240
"""Characters. A longer sentence is cut to what stands around the words meant."""
MOST_EVIDENCE = 4
ROLE_SURE = 0.85
"""Below this confidence of who speaks, a person looks twice: measured, one role in four is wrong there."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding without its id.

    confidence: how sure the rule is, by itself.  pointed: the language model pointed at the same words.
    """

    value: Value
    evidence: tuple[Evidence, ...]
    source: str
    confidence: float
    assertion: Assertion = "present"
    review: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    pointed: bool = False

    def signs(self, dialogue: Dialogue, *, asked: bool) -> dict[str, float]:
        """What speaks for and against it. asked: whether the language model was asked about the visit."""
        by_rule = self.source.startswith("rule:")
        found = signs_of(
            self.value.kind,
            self.confidence,
            self.evidence,
            dialogue,
            pointed=self.pointed,
            asked=asked and by_rule,
        )
        return found if by_rule else {**found, "model_alone": 1.0}


def in_order(drafts: Sequence[Draft]) -> list[Draft]:
    """By kind, and within a kind as they were said."""
    order = {prefix: at for at, prefix in enumerate(_PREFIX)}
    return sorted(drafts, key=lambda d: (order[d.value.kind], *_place(d)))


def numbered(drafts: Sequence[Draft], dialogue: Dialogue, *, asked: bool = False) -> tuple[Finding, ...]:
    """Findings with ids such as `ae-1`, in order. asked: whether the language model was asked about the visit."""
    counts: dict[str, int] = {}
    return tuple(_numbered(draft, counts, dialogue, asked) for draft in in_order(drafts))


def _numbered(draft: Draft, counts: dict[str, int], dialogue: Dialogue, asked: bool) -> Finding:
    prefix = _PREFIX[draft.value.kind]
    counts[prefix] = counts.get(prefix, 0) + 1
    return Finding(
        id=f"{prefix}-{counts[prefix]}",
        value=draft.value,
        evidence=draft.evidence[:MOST_EVIDENCE],
        basis=draft.basis,
        assertion=draft.assertion,
        confidence=round(confidence(draft.signs(dialogue, asked=asked)), 3),
        source=draft.source,
        review=(
            *draft.review,
            *_chosen_terms(draft.value),
            *_role_doubts(draft.evidence, dialogue),
            *_hard_to_hear(draft.evidence, dialogue),
        ),
    )


def _place(draft: Draft) -> tuple[int, int]:
    return (draft.evidence[0].turn, draft.evidence[0].start_char) if draft.evidence else (0, 0)


def _chosen_terms(value: Value) -> tuple[str, ...]:
    chosen = isinstance(value, AdverseEvent) and any(made.matched == "chosen" for made in value.codings)
    return ("term chosen by the model",) if chosen else ()


def _role_doubts(evidence: Sequence[Evidence], dialogue: Dialogue) -> tuple[str, ...]:
    quoted = {item.turn for item in evidence}
    turns = [turn for turn in dialogue.turns if turn.id in quoted]
    if any(turn.role == "unknown" for turn in turns):
        return ("role unknown",)
    return ("role unsure",) if any(turn.role_confidence < ROLE_SURE for turn in turns) else ()


def _hard_to_hear(evidence: Sequence[Evidence], dialogue: Dialogue) -> tuple[str, ...]:
    turns = {turn.id: turn for turn in dialogue.turns}
    quoted = [(item, span) for item in evidence for span in turns[item.turn].word_spans()]
    doubts = any(w.doubtful and a < item.end_char and b > item.start_char for item, (a, b, w) in quoted)
    return ("hard to hear",) if doubts else ()


def quote_of(dialogue: Dialogue, sentence: Sentence, start: int, end: int) -> Evidence:
    """The sentence around [start, end) as proof, cut at commas where it is very long."""
    first, last = sentence.start, sentence.end
    if last - first > LONGEST_QUOTE:
        first, last = _cut(sentence, start, end)
    return dialogue.evidence(sentence.at, first, last)


def _cut(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    text, offset, margin = sentence.text, sentence.start, LONGEST_QUOTE // 3
    first = text.rfind(",", 0, max(start - offset - 1, 0))
    if first < start - offset - margin:
        first = text.find(" ", max(start - offset - margin, 0))
    last = text.find(",", end - offset)
    if last < 0 or last > end - offset + margin:
        last = text.find(" ", min(end - offset + margin, len(text)))
    first = first + 1 if 0 <= first < start - offset else 0
    last = last if last >= end - offset else len(text)
    first += len(text[first:]) - len(text[first:].lstrip())
    return offset + first, offset + last


def distinct(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Without repeats, order kept."""
    return tuple({(e.turn, e.start_char): e for e in reversed(evidence)}.values())[::-1]


def deviation(
    category: str, description: str, evidence: Sequence[Evidence], *, rule: str, confidence: float = 0.8
) -> Draft:
    """A draft of a protocol deviation that has a quote."""
    given = {"category": category, "description": description, "rule": rule, "rationale": rationale(category)}
    value = ProtocolDeviation.model_validate(given)
    source = "rule:stated@1" if rule == "stated" else f"rule:{rule}@1"
    return Draft(value, tuple(evidence), source, confidence)


def rationale(category: str) -> str:
    """What a deviation of a category may matter for, and what decides that."""
    return str(cue_file("deviations").data["rationale"][category])


def category_of(draft: Draft) -> str:
    """The category of a deviation, or "" for another kind."""
    return draft.value.category if isinstance(draft.value, ProtocolDeviation) else ""
