"""Where a visit speaks of taking the study drug, and how long the talk goes on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.core.study import Study
from trialvoice.safe.doses import dose_cues
from trialvoice.safe.doses.dose_attribution import Attribution, misses
from trialvoice.safe.doses.dose_count import extent_of
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.language.statements import statements

_ACCOUNTED = re.compile(
    r"\b(?:accountab\w+|exposure|complian\w+|adheren\w+|returned|pill count|dosing|(?:study )?(?:drug|"
    r"doses?|tablets|capsules))\b",
    re.IGNORECASE,
)
"""Monitors speak of what was taken."""
_TOLD_TO_STOP = re.compile(
    r"\b(?:i|we|doctor|dr|he|she|they)\b[^.?!]{0,20}\b(?:told|asked|had|made) (?:you|him|"
    r"her) (?:to )?(?:stop|hold|pause|"
    r"come off|leave (?:it|them))\b",
    re.IGNORECASE,
)
_LONGEST_TALK = 14
"""Turns after which a talk of doses is over in any case."""
RECAPS = re.compile(r"\byou(?:'ve| have|'d)? (?:\w+ )?(?:missed|skipped|forgot)\b", re.IGNORECASE)
_SAYS = re.compile(
    r"^\W*(?:\w+[, ]+){0,2}?(?:i|we|he|she) (?:think|guess|might|must|may|probably|missed|skipped|forgot)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\b(?:back on (?:it|them)|start(?:ed)? (?:it |them )?again|resumed?|restart\w*)\b|\b(?:slept|sleep|"
    r"pain|headache|sick)\b[^.?!]*\bsince\b",
    re.IGNORECASE,
)
"""Staff have done with what was missed."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Turns that speak of taken and missed doses of the study drug.

    asked: the question that opened it, where one did.  statements: all said in it by anybody, questions too.
    """

    asked: Sentence | None
    statements: tuple[Sentence, ...]


def dose_talks(dialogue: Dialogue, study: Study) -> tuple[Talk, ...]:
    """Every talk of doses of the study drug, in order, without overlap."""
    said = statements(dialogue)
    about = Attribution(said, study)
    found: list[Talk] = []
    at = 0
    while at < len(said):
        opening = _opening(dialogue, about, said[at])
        if opening is None:
            at += 1
            continue
        talk, at = _talk(dialogue, about, opening)
        found.append(talk)
    return tuple(found)


def states(statement: Sentence) -> bool:
    """Whether it tells something, if with a question mark: "I think I missed two?"."""
    return not statement.question or bool(_SAYS.match(statement.text))


def asks(dialogue: Dialogue, statement: Sentence) -> bool:
    """Whether staff ask here whether doses were taken or missed."""
    text = statement.text
    if _asks_in_short(dialogue, statement) and not dose_cues.NOT_A_DOSE.search(text):
        return True
    if not dialogue.staff(statement.turn) or not dose_cues.ASKED.search(text) or dose_cues.NOT_A_DOSE.search(text):
        return False
    if dose_cues.ADVICE.search(text):
        return False
    return statement.question or bool(dose_cues.QUESTION.search(text))


def _asks_in_short(dialogue: Dialogue, statement: Sentence) -> bool:
    """ "And the monthly injection?" """
    return dialogue.staff(statement.turn) and statement.question and bool(dose_cues.NAMED_ALONE.match(statement.text))


def _opening(dialogue: Dialogue, about: Attribution, turn: Sequence[Sentence]) -> Sentence | None:
    """The statement of a turn that begins a talk of doses."""
    for statement in turn:
        if asks(dialogue, statement):
            opens = _counts_up(statement) or (about.of(statement) or about.before(statement)) != "other"
        else:
            told = _told_of_itself(dialogue, about, statement)
            opens = told or left_over(dialogue, statement, turn) or recaps(dialogue, about, statement)
        if opens:
            return statement
    return None


def _counts_up(statement: Sentence) -> bool:
    """Whether staff say that they will count now: of the study drug, whatever was spoken of before."""
    return bool(re.search(r"\blet's count\b", statement.text, re.IGNORECASE))


def _told_of_itself(dialogue: Dialogue, about: Attribution, statement: Sentence) -> bool:
    """Whether a missed dose is told that nobody asked about; where the bottle was left is no answer to that."""
    if (dialogue.staff(statement.turn) and not dialogue.staff_only) or not states(statement):
        return False
    asked = dialogue.question_before(statement.at)
    if asked and dose_cues.BRING.search(asked.text):
        return False
    if dialogue.staff_only and polarity(dialogue.answer(statement)) == "no":
        return False
    spoken_of = asked is not None and about.of(asked) == "own" and extent_of(statement.text).told
    before = about.said[statement.at - 1] if statement.at else ()
    spoken_of |= (
        dialogue.staff_only and extent_of(statement.text).counts and any(_ACCOUNTED.search(s.text) for s in before)
    )
    spoken_of |= (
        any(_TOLD_TO_STOP.search(s.text) and about.of(s) != "other" for s in before) and not dialogue.staff_only
    )
    return misses(statement, about, asked=spoken_of or _made_clear(dialogue, about, statement))


def _made_clear(dialogue: Dialogue, about: Attribution, statement: Sentence) -> bool:
    """Whether staff ask back whether that is the study drug, and it is."""
    reply = about.said[statement.at + 1] if statement.at + 1 < len(about.said) else ()
    asked = next((s for s in reply if s.question and about.of(s) == "own"), None)
    return asked is not None and polarity(dialogue.answer(asked)) == "yes"


def left_over(dialogue: Dialogue, statement: Sentence, turn: Sequence[Sentence]) -> bool:
    """Whether staff count what came back against what was due."""
    later = " ".join(s.text for s in turn if s.start >= statement.start)
    return dialogue.staff(statement.turn) and bool(
        dose_cues.TOO_MANY.search(statement.text)
        or (
            (dose_cues.LEFT_OVER.search(statement.text) or dose_cues.BROUGHT_BACK.search(statement.text))
            and dose_cues.DUE_LEFT.search(later)
        )
    )


def states_lack(text: str) -> bool:
    """Whether staff say by themselves that doses were held or not given."""
    return any(
        said.search(text) for said in (dose_cues.WE_HELD, dose_cues.NONE_THEN, dose_cues.LET_GO, dose_cues.BARE_NONE)
    )


def recaps(dialogue: Dialogue, about: Attribution, statement: Sentence) -> bool:
    """Whether staff tell the participant what was missed: "I see you missed two tablets"."""
    text = statement.text
    return (
        dialogue.staff(statement.turn)
        and not dialogue.staff_only
        and bool(RECAPS.search(text) or dose_cues.SUMMED.search(text) or states_lack(text))
        and not re.search(r"\bhow (?:many|often)\b|\blast (?:time|visit)\b", text, re.IGNORECASE)
        and extent_of(text).told
        and misses(statement, about, asked=True)
    )


def _talk(dialogue: Dialogue, about: Attribution, opening: Sentence) -> tuple[Talk, int]:
    """The talk from its opening on, and the turn at which to look for the next."""
    asked = opening if asks(dialogue, opening) else None
    told = [s for s in about.said[opening.at] if s.start >= opening.start]
    at = opening.at + 1
    while at < len(about.said) and at - opening.at < _LONGEST_TALK:
        kept = list(_kept(dialogue, about, about.said[at], told, answer=asked is not None and at == opening.at + 1))
        told += kept
        if len(kept) < len(about.said[at]) and dialogue.staff(about.said[at][0].turn):
            break
        at += 1
    return Talk(asked, tuple(told)), max(at, opening.at + 1)


def _kept(
    dialogue: Dialogue, about: Attribution, turn: Sequence[Sentence], told: Sequence[Sentence], *, answer: bool
) -> Iterator[Sentence]:
    """The statements of a turn that still speak of doses; after the first by staff that does not, none."""
    staff = dialogue.staff(turn[0].turn) and not (dialogue.staff_only and answer) if turn else False
    for statement in turn:
        whose = about.of(statement)
        if staff and _leaves(about, statement, whose):
            return
        yield statement


def _leaves(about: Attribution, statement: Sentence, whose: str | None) -> bool:
    """Whether staff turn to something else."""
    text = statement.text
    if whose == "other" or _BEHIND.search(text):
        return True
    extent = extent_of(text, bare=True)
    if whose == "own" or dose_cues.MISS.search(text) or extent.told or extent.parts or extent.whole_days:
        return False
    if statement.question or re.match(
        r"^\W*(?:(?:okay|ok|right|good|great|and|so|now)\W+)*(?:any|and how|how's|how is)\b", text, re.I
    ):
        return not dose_cues.FOLLOW_UP.search(text)
    return False
