"""Medical history: what was there before the study drug, told once each."""

from dataclasses import replace

from trialvoice.core.findings import MedicalHistory
from trialvoice.safe.drafts import Draft, distinct
from trialvoice.safe.events.problems import Judged
from trialvoice.safe.history.conditions import conditions, past_problems
from trialvoice.safe.history.topics import topics
from trialvoice.safe.language.dialogue import Dialogue


def medical_history(dialogue: Dialogue, problems: tuple[Judged, ...]) -> tuple[Draft, ...]:
    """Drafts, one a term: the surest, with the quotes of all."""
    found: dict[str, Draft] = {}
    for draft in (*conditions(dialogue), *topics(dialogue), *past_problems(dialogue, problems)):
        assert isinstance(draft.value, MedicalHistory)
        term = draft.value.term.lower()
        first = found.setdefault(term, draft)
        found[term] = replace(first, evidence=distinct((*first.evidence, *draft.evidence)))
    return tuple(found.values())
