"""Doses of the study drug that were missed, or taken on top: how many, when and why."""

from collections.abc import Sequence

from trialvoice.core.findings import Evidence, MissedDose
from trialvoice.core.study import Study
from trialvoice.safe.doses.dose_attribution import Attribution
from trialvoice.safe.doses.dose_occasions import Occasion, further, in_dispute, number_of
from trialvoice.safe.doses.dose_reader import Reader
from trialvoice.safe.doses.dose_reason import reason_of
from trialvoice.safe.doses.dose_sums import summed
from trialvoice.safe.doses.dose_talk import dose_talks
from trialvoice.safe.drafts import Draft, distinct
from trialvoice.safe.language.assertion import CERTAIN, LIKELY, POSSIBLE
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.language.statements import statements
from trialvoice.safe.language.timing import duration_in, when_in

SOURCE = "rule:missed-doses@2"


def missed_doses(dialogue: Dialogue, study: Study) -> tuple[Draft, ...]:
    """Drafts of missed doses; what is told twice is one."""
    about = Attribution(statements(dialogue), study)
    talks = [Reader(dialogue, study, about).read(talk) for talk in dose_talks(dialogue, study)]
    found = [*_told_once(talks, study), *summed(dialogue, study, about, talks)]
    return tuple(_draft(dialogue, study, item) for item in found)


def _told_once(talks: Sequence[Sequence[Occasion]], study: Study) -> list[Occasion]:
    """What a later talk tells again, of no other days, is the same; the larger number is the one of both."""
    kept: list[Occasion] = []
    for talk in talks:
        before = list(kept)
        for item in talk:
            same = next((one for one in before if not further(one, item)), None)
            if same is None:
                kept.append(item)
                continue
            numbers = [n for n in (number_of(same, study), number_of(item, study)) if n]
            if in_dispute(item):
                same.by_speaker |= item.by_speaker
            else:
                same.tally = max(numbers, default=None)
            same.told += item.told
    return kept


def _draft(dialogue: Dialogue, study: Study, one: Occasion) -> Draft:
    text = " ".join(s.text for s in one.told)
    number = number_of(one, study)
    value = MissedDose(doses=number, when=when_in(text) or duration_in(text), reason=reason_of(dialogue, one.told))
    confidence = POSSIBLE if number is None else CERTAIN if one.strong or one.tally else LIKELY
    return Draft(value, _evidence(dialogue, one), SOURCE, confidence)


def _evidence(dialogue: Dialogue, one: Occasion) -> tuple[Evidence, ...]:
    return distinct([dialogue.evidence(s.at, s.start, s.end) for s in one.told])
