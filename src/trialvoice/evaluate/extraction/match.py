"""Findings matched to the entries of a key, one to one: by place, by name and place, or to the character."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from trialvoice.core.findings import (
    AdverseEvent,
    ConcomitantMedication,
    Evidence,
    Finding,
    Mood,
    ProtocolDeviation,
    TreatmentResponse,
    Value,
    VitalSign,
)
from trialvoice.evaluate.extraction.names import same_name
from trialvoice.evaluate.visits.key import (
    AnyKey,
    DeviationKey,
    EventKey,
    MedicationKey,
    MoodKey,
    ResponseKey,
    VitalKey,
)
from trialvoice.evaluate.visits.visit import Expected, Quote

How = Literal["strict", "named", "place"]
"""strict: a quote is the key's own; named: name or class is right, and a quote overlaps; place: a quote overlaps."""
_EDGES = re.compile(r"^\W*(?:(?:and|but|so|well|um|uh|a|an|the|i|my)\W+)*|\W+$", re.IGNORECASE)
NO_PLACE = ("concomitant_medication", "vital_sign")
"""Kinds that a name or value tells apart, wherever it was said."""


@dataclass(frozen=True, slots=True)
class Matched:
    """pairs: what was found and what it is.  missed: wanted entries.  extra: findings that are none of them."""

    pairs: tuple[tuple[Finding, Expected], ...]
    missed: tuple[Expected, ...]
    extra: tuple[Finding, ...]


def match(found: Sequence[Finding], expected: Sequence[Expected], how: How, texts: dict[int, str]) -> Matched:
    """Match findings of one kind. Optional entries are neither missed nor, when found, extra.

    texts: of each turn by its id.
    """
    wanted = [one for one in expected if counts(one.key)]
    links = [[at for at, one in enumerate(wanted) if fits(finding, one, how, texts)] for finding in found]
    # By place alone a finding could stand for any entry that it touches; it stands for the one of its name if it can.
    named = [
        [at for at in linked if _right(one.value, wanted[at].key)] for one, linked in zip(found, links, strict=True)
    ]
    owner = _assigned(links, _assigned(named, {}))
    pairs = tuple((found[at], wanted[which]) for which, at in sorted(owner.items()) if not wanted[which].key.optional)
    extra = tuple(
        finding
        for at, finding in enumerate(found)
        if at not in owner.values() and not any(wanted[which].key.optional for which in links[at])
    )
    missed = tuple(one for which, one in enumerate(wanted) if which not in owner and not one.key.optional)
    return Matched(pairs, missed, extra)


def counts(key: AnyKey) -> bool:
    """Whether an entry is to be found: what is so, and a medicine that was taken before."""
    return key.assertion == "present" or (isinstance(key, MedicationKey) and key.assertion == "past")


def fits(finding: Finding, one: Expected, how: How, texts: dict[int, str]) -> bool:
    """Whether a finding can stand for an entry."""
    if finding.value.kind != one.key.kind:
        return False
    if how == "strict":
        return _right(finding.value, one.key) and any(
            _exactly(e, q, texts) for e in finding.evidence for q in one.quotes
        )
    placed = overlaps(finding.evidence, one.quotes) or (not one.quotes and not finding.evidence)
    if how == "place":
        return placed
    return (placed or finding.value.kind in NO_PLACE) and _right(finding.value, one.key)


def overlaps(evidence: Iterable[Evidence], quotes: Sequence[Quote]) -> bool:
    """Whether any quote touches any of the key's."""
    return any(
        proof.turn == quote.turn and proof.start_char < quote.end and quote.start < proof.end_char
        for proof in evidence
        for quote in quotes
    )


def _exactly(proof: Evidence, quote: Quote, texts: dict[int, str]) -> bool:
    """The same words, but for punctuation and a leading "and" or "the"."""
    if proof.turn != quote.turn:
        return False
    text = texts[proof.turn]
    return _bare(text, proof.start_char, proof.end_char) == _bare(text, quote.start, quote.end)


def _bare(text: str, start: int, end: int) -> str:
    return _EDGES.sub("", text[start:end]).lower()


def _right(value: Value, key: AnyKey) -> bool:
    """Whether what a finding says it is, is what the key says."""
    match value, key:
        case AdverseEvent(term=term), EventKey():
            return same_name(term, (key.term, *key.also, key.ctcae or ""))
        case ConcomitantMedication(name=name), MedicationKey():
            return same_name(name, (key.name, *key.also))
        case ProtocolDeviation(category=category), DeviationKey():
            return category == key.category
        case TreatmentResponse(direction=direction), ResponseKey():
            return direction == key.direction
        case Mood(feeling=feeling), MoodKey():
            return feeling == key.feeling
        case VitalSign(test=test, value=number), VitalKey():
            return (test, number) == (key.test, key.value)
    return True


def _assigned(links: Sequence[Sequence[int]], given: dict[int, int]) -> dict[int, int]:
    """A largest one-to-one assignment, from one given: entry → finding (augmenting paths; the lists are short)."""
    owner = dict(given)

    def place(at: int, tried: set[int]) -> bool:
        for which in links[at]:
            if which in tried:
                continue
            tried.add(which)
            if which not in owner or place(owner[which], tried):
                owner[which] = at
                return True
        return False

    for at in range(len(links)):
        if at not in owner.values():
            place(at, set())
    return owner
