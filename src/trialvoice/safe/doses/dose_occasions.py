"""Occasions on which doses were missed: how many each comes to, and when another is told."""

import re
from dataclasses import dataclass, field

from trialvoice.core.study import Study
from trialvoice.safe.doses import dose_cues
from trialvoice.safe.doses.dose_count import Extent, doses_of
from trialvoice.safe.language.dialogue import Sentence

_OPENING = 25
"""Characters in which a correction announces itself."""
_ANOTHER = re.compile(
    r"\b(?:another|also|and then|plus|on top|as well|again|the other time|then there)\b", re.IGNORECASE
)


@dataclass
class Occasion:
    """One stretch of missed doses as it is being told.

    told: statements about it.  tally: the sum that was drawn.  away: none was within reach.  strong: doses were named.
    """

    told: list[Sentence] = field(default_factory=list)
    extent: Extent = field(default_factory=Extent)
    by_speaker: dict[str, int] = field(default_factory=dict)
    """The last number each speaker gave."""
    tally: int | None = None
    away: bool = False
    strong: bool = False
    counted: bool = False
    """Opened by what came back, so that it needs somebody who says what was missed."""


def number_of(one: Occasion, study: Study) -> int | None:
    """Doses: the sum that was drawn, or what all who told it say; None where they differ or none can tell."""
    if one.tally is not None:
        return one.tally
    if in_dispute(one):
        return None
    told = set(one.by_speaker.values())
    return next(iter(told), None) or doses_of(one.extent, study, away=one.away)


def in_dispute(one: Occasion) -> bool:
    """Whether those who told it differ, and no sum was drawn."""
    return one.tally is None and len(set(one.by_speaker.values())) > 1


def other_form(one: Sentence, other: Sentence) -> bool:
    """Whether two statements name different forms of the study drug: capsules, and a weekly pen."""
    forms = [{name for name, said in dose_cues.FORMS.items() if said.search(s.text)} for s in (one, other)]
    return bool(forms[0] and forms[1]) and not forms[0] & forms[1]


def further(one: Occasion, other: Occasion) -> bool:
    """Whether what another talk tells is one more occasion: of other days, or said to be so."""
    if one.extent.days and other.extent.days:
        return not one.extent.days & other.extent.days
    if other_form(one.told[0], other.told[0]):
        return True
    return bool(_ANOTHER.search(other.told[0].text)) and not one.told[0].question


def another(one: Occasion, statement: Sentence, extent: Extent) -> bool:
    """Whether this is a further occasion: other days, or said to be one more."""
    if extent.days and one.extent.days:
        return not extent.days & one.extent.days
    if not extent.told or not one.extent.told or statement.turn.role != one.told[-1].turn.role:
        return False
    return bool(_ANOTHER.search(statement.text)) and not dose_cues.CORRECTED.search(statement.text[:_OPENING])
