"""What only the language model pointed at: kept if grounded, present and plausible.

Each is marked for review. The rules that judge what was found by the lists judge these too.
"""

import re
from collections.abc import Sequence

from trialvoice.core.findings import AdverseEvent, ConcomitantMedication, Evidence
from trialvoice.core.study import Study
from trialvoice.safe.coding.coder import Coder
from trialvoice.safe.drafts import Draft, quote_of
from trialvoice.safe.events.symptoms import named_in
from trialvoice.safe.language.assertion import Mention, judge
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.lexicon import lexicon
from trialvoice.safe.medicines.medication import forbidden_by
from trialvoice.safe.medicines.medicine_names import study_drug
from trialvoice.safe.response.condition import condition_words

REVIEW = "named by the model alone"
CONFIDENCE = 0.5
_MOST_WORDS = 6
_COMPLAINT = re.compile(
    r"\b(?:hurt\w*|pain\w*|ach\w+|sore\w*|swoll\w*|swell\w*|bleed\w*|blood\w*|sick|weak\w*|"
    r"numb\w*|itch\w*|burn\w*|lump\w*|trouble|"
    r"weird|strange|funny|odd|heavy|fuzzy|awful|terrible|horrible|stiff\w*|tight\w*|broke\w*|"
    r"infect\w*|diagnos\w*|peel\w*|"
    r"crack\w*|discharge|spots?|bitten|stung|injur\w*)\b",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"\b(?:milligrams?|mg|micrograms?|tablets?|pills?|capsules?|prescri\w+|inject\w*|ointment|"
    r"cream|drops|medic\w+|supplement)\b",
    re.IGNORECASE,
)
_NO_MEDICINE = re.compile(
    r"\b(?:study|trial|tea|coffee|beer|wine|water|food|juice|alcohol|drinks?|cigarettes?|"
    r"tablets?|pills?|medicines?|"
    r"medication|it|them|nothing|none|other|test|sample|blood|visit|dose|bottle)\b",
    re.IGNORECASE,
)


def only_pointed_at(
    dialogue: Dialogue,
    study: Study,
    events: Sequence[Evidence],
    medicines: Sequence[Evidence],
    found: Sequence[Draft],
    coder: Coder,
) -> tuple[Draft, ...]:
    """Drafts of grounded claims that touch nothing found by the rules."""
    proven = [item for draft in found for item in draft.evidence]
    # What an event was treated with is told among the quotes of how it went.
    taken = [item for draft in found for item in _naming(draft)]
    drafts: dict[str, Draft] = {}
    for claim in events:
        if (draft := _event(dialogue, study, claim, coder)) and not _touches(claim, proven):
            drafts.setdefault(claim.quote.lower(), draft)
    for claim in medicines:
        if (draft := _medicine(dialogue, study, claim)) and not _touches(claim, taken):
            drafts.setdefault(claim.quote.lower(), draft)
    return tuple(drafts.values())


def _naming(draft: Draft) -> Sequence[Evidence]:
    return draft.evidence[:1] if isinstance(draft.value, AdverseEvent) else draft.evidence


def _touches(claim: Evidence, proven: Sequence[Evidence]) -> bool:
    return any(p.turn == claim.turn and p.start_char < claim.end_char and p.end_char > claim.start_char for p in proven)


def _event(dialogue: Dialogue, study: Study, claim: Evidence, coder: Coder) -> Draft | None:
    sentence = _sentence(dialogue, claim)
    if sentence is None or not _COMPLAINT.search(claim.quote) or len(claim.quote.split()) > _MOST_WORDS:
        return None
    known = any(True for _ in named_in(sentence, lexicon())) or any(True for _ in lexicon().drugs.find(sentence.words))
    if known or any(True for _ in condition_words(study).find(sentence.words)):
        return None
    value = AdverseEvent(term=claim.quote, codings=coder.codings(claim.quote))
    return _draft(dialogue, sentence, claim, value, "adverse-events@1")


def _medicine(dialogue: Dialogue, study: Study, claim: Evidence) -> Draft | None:
    sentence = _sentence(dialogue, claim)
    if sentence is None or len(claim.quote.split()) > 2 or _NO_MEDICINE.search(claim.quote):
        return None
    known = any(True for _ in named_in(sentence, lexicon())) and not _TAKEN.search(sentence.text)
    if known or not _TAKEN.search(sentence.text) or any(True for _ in study_drug(study).find(sentence.words)):
        return None
    forbidden = forbidden_by(study, claim.quote, claim.quote) is not None
    value = ConcomitantMedication(name=claim.quote, prohibited=forbidden)
    return _draft(dialogue, sentence, claim, value, "medication@1")


def _draft(
    dialogue: Dialogue,
    sentence: Sentence,
    claim: Evidence,
    value: AdverseEvent | ConcomitantMedication,
    source: str,
) -> Draft | None:
    verdict = judge(dialogue, Mention(claim.quote, sentence, claim.start_char, claim.end_char))
    if verdict is None or verdict.assertion != "present" or verdict.answer is not None:
        return None
    proof = quote_of(dialogue, sentence, claim.start_char, claim.end_char)
    return Draft(value, (proof,), source, CONFIDENCE, review=(REVIEW,))


def _sentence(dialogue: Dialogue, claim: Evidence) -> Sentence | None:
    """The sentence of a claim, by the participant or a caregiver, that is no question."""
    for sentence in dialogue.sentences:
        if sentence.turn.id == claim.turn and sentence.start <= claim.start_char < sentence.end:
            told = not sentence.question and (dialogue.staff_only or not dialogue.staff(sentence.turn))
            return sentence if told and claim.end_char <= sentence.end else None
    return None
