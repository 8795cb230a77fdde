"""What was found of an interview's symptoms and history, matched one to one to the nodes of its graph.

What is asserted as present is taken for a symptom and what was found as medical history for history; which of the
two does not decide a match: graphs and trials draw that line differently. A node that says that something is absent is
found where it was taken down as denied; what was denied and is no node is not counted as wrong, since graphs name few
of the denials.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.core.findings import Evidence, MedicalHistory
from trialvoice.evaluate.extraction.match import overlaps
from trialvoice.evaluate.extraction.names import same_name
from trialvoice.evaluate.extraction.visit_scores import Tally
from trialvoice.evaluate.interviews.interview import Fact, Interview
from trialvoice.safe.extracted import Extracted


@dataclass(frozen=True)
class Told:
    """One thing that we take down: once a term, with all places where it was said."""

    term: str
    absent: bool
    evidence: tuple[Evidence, ...]


def told_of(made: Extracted) -> list[Told]:
    """Problems of the participant, once each: so, or denied and never so."""
    places: dict[tuple[str, bool], tuple[Evidence, ...]] = {}
    for mention in made.mentions:
        if mention.assertion in ("present", "denied"):
            key = (mention.term, mention.assertion == "denied")
            places[key] = (*places.get(key, ()), *mention.evidence)
    for finding in made.findings:
        if isinstance(finding.value, MedicalHistory):
            key = (finding.value.term, not finding.value.present)
            places[key] = (*places.get(key, ()), *finding.evidence)
    return [
        Told(term, absent, proof)
        for (term, absent), proof in places.items()
        if not absent or (term, False) not in places
    ]


@dataclass(frozen=True)
class Compared:
    """found: nodes that were.  missed: nodes that were not.  extra: what was taken down as so and is no node."""

    found: tuple[Fact, ...]
    missed: tuple[Fact, ...]
    extra: tuple[Told, ...]

    @property
    def tally(self) -> Tally:
        """Their counts."""
        return Tally(right=len(self.found), missed=len(self.missed), extra=len(self.extra))


def compare(interview: Interview, made: Extracted) -> Compared:
    """Match by name and place first, then by name, then by place."""
    open_facts = list(interview.facts)
    left = told_of(made)
    found: list[Fact] = []
    for same in (_both, _named, _placed):
        for one in list(left):
            fits = [fact for fact in open_facts if fact.absent == one.absent and same(one, fact)]
            if fits:
                found.append(fits[0])
                open_facts.remove(fits[0])
                left.remove(one)
    return Compared(tuple(found), tuple(open_facts), tuple(_extra(left, found)))


def _both(one: Told, fact: Fact) -> bool:
    return _named(one, fact) and _placed(one, fact)


def _named(one: Told, fact: Fact) -> bool:
    return same_name(one.term, (fact.text,))


def _placed(one: Told, fact: Fact) -> bool:
    return overlaps(one.evidence, (fact.place,))


def _extra(left: Sequence[Told], found: Sequence[Fact]) -> Iterator[Told]:
    """What is so and no node, nor one that was found, told by another of its names."""
    for one in left:
        again = any(_named(one, fact) or _placed(one, fact) for fact in found)
        if not one.absent and not again:
            yield one
