"""Forbidden medicines that were spoken of and not taken: offered, refused, only thought of, denied, or another's."""

from collections.abc import Iterator

from trialvoice.core.study import Study
from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Dialogue, polarity
from trialvoice.safe.medicines.medication import forbidden_by
from trialvoice.safe.medicines.medicine_names import medicine_mentions
from trialvoice.safe.medicines.medicine_taken import verdict_on


def left_alone(dialogue: Dialogue, study: Study) -> Iterator[Mention]:
    """Mentions of each forbidden medicine that no mention tells as taken."""
    found = medicine_mentions(dialogue, study)
    forbidden = [m for m in found if forbidden_by(study, m.term, m.named)]
    taken = {m.term for m in forbidden if (verdict := verdict_on(dialogue, m, found)) and verdict.assertion == "present"}
    for mention in forbidden:
        if mention.term not in taken and _told(dialogue, mention):
            yield mention


def _told(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether the participant speaks of it, or denies it to staff: a reminder by staff tells nothing."""
    sentence = mention.sentence
    if not dialogue.staff(sentence.turn):
        return not sentence.question
    return sentence.question and polarity(dialogue.answer(sentence)) == "no"
