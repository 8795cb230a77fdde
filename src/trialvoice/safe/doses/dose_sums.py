"""Sums of missed doses that staff draw of a story in which nobody said "missed": "so six days off it"."""

import re
from collections.abc import Iterator, Sequence

from trialvoice.core.study import Study
from trialvoice.safe.doses import dose_cues
from trialvoice.safe.doses.dose_attribution import Attribution
from trialvoice.safe.doses.dose_clauses import lacks, of_missing
from trialvoice.safe.doses.dose_count import doses_of, extent_of
from trialvoice.safe.doses.dose_figures import tally_in
from trialvoice.safe.doses.dose_occasions import Occasion
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity

_STORY = 3
"""Turns before a sum in which what it sums is told."""
_SUM = re.compile(
    rf"^\W*(?:(?:okay|ok|right|well|and|then|he said \w+ \w+)\W+)*(?:so|that's|thats|that is|that makes|which makes)\b|"
    rf"[,;] (?:so|that's|which is|which makes) |\b{dose_cues.NUMBER_WORD} (?:\w+ )?(?:days?|weeks?|"
    rf"doses?) (?:off|without|"
    rf"missed)\b",
    re.IGNORECASE,
)
_OF_DOSES = re.compile(
    rf"{dose_cues.STRONG_DOSE.pattern}|\b(?:days?|weeks?|nights?|it|them) (?:off|without|missed)\b|\boff (?:it|them)\b|"
    rf"\b(?:two|three|four|twice) a day\b|\bmissed\b",
    re.IGNORECASE,
)
_OFF = re.compile(r"\b(?:off|without|missed|not taken)\b", re.IGNORECASE)
_PLAN = re.compile(
    r"\b(?:instead|before|extra|more|fewer|short of|you'll|you will|i'll|i will|we'll|next|going to|take|"
    r"need|here are|enough)\b",
    re.IGNORECASE,
)


def summed(
    dialogue: Dialogue, study: Study, about: Attribution, told: Sequence[Sequence[Occasion]]
) -> Iterator[Occasion]:
    """An occasion for each sum of a story that the talks did not understand."""
    known = {s.at for talk in told for one in talk for s in one.told}
    for turn in about.said:
        for statement in turn:
            if any(at in known for at in range(statement.at - _STORY, statement.at + _STORY)):
                continue
            if (figure := _figure(dialogue, study, statement)) and (story := _story(dialogue, about, statement)):
                known.add(statement.at)
                yield Occasion(told=[*story, statement], tally=figure)


def _figure(dialogue: Dialogue, study: Study, statement: Sentence) -> int | None:
    """The doses that staff sum up; a span or a list of days stands for its doses."""
    text = statement.text
    if not dialogue.staff(statement.turn) or not _SUM.search(text) or not _OF_DOSES.search(text) or _PLAN.search(text):
        return None
    if dose_cues.NOT_COUNTED.search(text) or dose_cues.NEVER.search(text):
        return None
    if statement.question and polarity(dialogue.answer(statement)) == "no":
        return None
    extent = extent_of(of_missing(text))
    if dose_cues.WEEKDAY.search(text):
        return tally_in(text) or extent.explicit or doses_of(extent, study, away=True)
    spanned = (extent.span or extent.weeks) and _OFF.search(text)
    return extent.explicit or (doses_of(extent, study, away=True) if spanned else None)


def _story(dialogue: Dialogue, about: Attribution, statement: Sentence) -> list[Sentence]:
    """What was told right before of something lacking, where the study drug is the talk."""
    if about.of(statement) == "other" or (about.of(statement) or about.before(statement)) != "own":
        return []
    before = [s for turn in about.said[max(statement.at - _STORY, 0) : statement.at] for s in turn if not s.question]
    return [s for s in before if _lacking(s.text)][-2:]


def _lacking(text: str) -> bool:
    """Whether something was not taken, out of reach, stopped, or could not be kept down."""
    cues = (dose_cues.ABSENT, dose_cues.HELD, dose_cues.WE_HELD, dose_cues.ADVISED, dose_cues.KEPT_FROM)
    return bool(lacks(text)) or any(cue.search(text) for cue in cues)
