"""Medical history: what was there before the study drug, told once each."""

from collections.abc import Iterable
from dataclasses import replace

from trialvoice.core.findings import MedicalHistory
from trialvoice.safe.drafts import Draft, distinct
from trialvoice.safe.events.problems import Judged
from trialvoice.safe.history.conditions import conditions, past_problems
from trialvoice.safe.history.topics import topics
from trialvoice.safe.language.dialogue import Dialogue

_GENERAL = ("chronic conditions", "operations", "family history")


def medical_history(dialogue: Dialogue, problems: tuple[Judged, ...]) -> tuple[Draft, ...]:
    """Drafts, one a term: the surest, with the quotes of all."""
    found: dict[str, Draft] = {}
    told = (*conditions(dialogue), *topics(dialogue))
    more = [draft for draft in past_problems(dialogue, problems) if not _told_there(draft, told)]
    for draft in (*told, *more):
        assert isinstance(draft.value, MedicalHistory)
        term = draft.value.term.lower()
        first = found.setdefault(term, draft)
        found[term] = replace(first, evidence=distinct((*first.evidence, *draft.evidence)))
    return tuple(draft for draft in found.values() if not _told_in_detail(draft, found.values()))


def _told_there(again: Draft, told: Iterable[Draft]) -> bool:
    """Whether the same words were taken down under another name: "broke my ankle"."""
    mine = again.evidence[0]
    return any(
        proof.turn == mine.turn and proof.start_char < mine.end_char and mine.start_char < proof.end_char
        for one in told
        for proof in one.evidence[:1]
    )


def _told_in_detail(general: Draft, all_drafts: Iterable[Draft]) -> bool:
    """Whether "medical conditions: yes" adds nothing, since the answer names which."""
    assert isinstance(general.value, MedicalHistory)
    if general.value.term not in _GENERAL or not general.value.present:
        return False
    places = {proof.turn for proof in general.evidence}
    return any(
        isinstance(one.value, MedicalHistory)
        and one.value.category == general.value.category
        and one is not general
        and one.value.present
        and any(proof.turn in places for proof in one.evidence)
        for one in all_drafts
    )
