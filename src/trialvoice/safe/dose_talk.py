"""Where a visit speaks of taking the study drug: statements, whose medicine they are about, and how long the talk goes on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.core.study import Study
from trialvoice.safe import dose_cues
from trialvoice.safe.assertion import Mention
from trialvoice.safe.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.dose_count import extent_of
from trialvoice.safe.lexicon import Phrases, lexicon
from trialvoice.safe.medicine_names import study_drug
from trialvoice.safe.statements import statements

_SHORT_TURN = 6
_LONGEST_TALK = 14
"""Turns after which a talk of doses is over in any case."""
_LOOK_BACK = 4
_REACH = 30
"""Characters after the verb in which its object stands."""
_OURS = re.compile(
    r"\b(?:(?:study|trial|our|your|his|her|these|those|the|all|any|my|of the) (?:\w+ )?(?:tablets?|pills?|capsules?|doses?|"
    r"injections?|pens?|patch(?:es)?|puffs?|inhaler|puffer|drug|sachets?|dosing)|ours|yours)\b|"
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|many|extra|more) (?:extra |more |fewer |missed |study )?(?:tablets?|pills?|"
    r"capsules?|doses?|injections?|pens?|patch(?:es)?|puffs?)\b|"
    r"^\W*(?:(?:and|now|so|okay|ok|right|then|the)\W+)*(?:tablets?|pills?|capsules?|doses?|injections?|pens?|patch(?:es)?|puffs?|infusions?|"
    r"inhaler|drops|dosing|compliance|adherence)\b(?=\W*(?:[?,.…]|$|first))",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:my|your|his|her|the) (?:other|own|usual|regular|normal) (?:\w+ )?(?:tablets?|pills?|capsules?|med\w*|inhaler|one|ones)\b|"
    r"\b(?:birth control|blood pressure|water|sleeping|heart|cholesterol|pain|vitamin|iron|thyroid|sugar|diabetes|stomach) "
    r"(?:ones?|tablets?|pills?|meds|medication|medicine)\b|\bnot (?:a study|ours|yours|our|your|the study)\b|"
    r"\b(?:isn't|aren't|ain't|that's not|thats not) (?:ours|a study|one of ours|yours)\b",
    re.IGNORECASE,
)
_WAS = re.compile(r"\b(?:was|were|stayed|sat|stood)\b", re.IGNORECASE)
_UNIT_WORDS = frozenset({"inhaler", "vaccine", "nasal spray", "eye drops"})
"""Names in the list of medicines that a study drug may well go by."""


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


def asks(dialogue: Dialogue, statement: Sentence) -> bool:
    """Whether staff ask here whether doses were taken or missed."""
    text = statement.text
    if not dialogue.staff(statement.turn) or not dose_cues.ASKED.search(text) or dose_cues.NOT_A_DOSE.search(text):
        return False
    if dose_cues.ADVICE.search(text):
        return False
    return statement.question or bool(dose_cues.QUESTION.search(text))


class Attribution:
    """Whose medicine a statement is about."""

    def __init__(self, said: Sequence[Sequence[Sentence]], study: Study) -> None:
        self.said = said
        self.own = study_drug(study)
        nouns = sorted({name.split()[-1].lower() for name in study.study.drug_names})
        self.noun = re.compile(rf"\b(?:the|your|my|our|his|her) (?:{'|'.join(map(re.escape, nouns))})s?\b" if nouns else "(?!)", re.I)

    def of(self, statement: Sentence, place: int | None = None) -> str | None:
        """ "own", "other", or None where it names neither; of both, the one nearest to a place in the statement."""
        own, other = self.named(statement)
        if place is not None and own and other:
            return "own" if min(abs(o - place) for o in own) <= min(abs(o - place) for o in other) else "other"
        return "own" if own else "other" if other else None

    def named(self, statement: Sentence) -> tuple[list[int], list[int]]:
        """Places where the study drug is named, also by its form alone, and where another medicine is."""
        own, other = named(statement, self.own)
        return own or [m.start() for m in self.noun.finditer(statement.text) if not other], other

    def before(self, statement: Sentence) -> str | None:
        """What the nearest statements before are about."""
        earlier = [s for s in self.said[statement.at] if s.start < statement.start]
        for at in range(statement.at - 1, max(statement.at - _LOOK_BACK, -1), -1):
            earlier = [*self.said[at], *earlier]
        return next((about for s in reversed(earlier) if (about := self.of(s))), None)


    def just_named(self, statement: Sentence) -> bool:
        """Whether the turn before asks of the study drug, and days are told here of which it was out of reach."""
        asked = self.said[statement.at - 1] if statement.at else ()
        here = " ".join(s.text for s in self.said[statement.at] if 0 <= statement.start - s.end <= 1 or s is statement)
        return any(self.of(s) == "own" for s in asked) and extent_of(here).told and bool(_WAS.search(statement.text))


def named(statement: Sentence, own: Phrases) -> tuple[list[int], list[int]]:
    """Places in the statement where the study drug is named, and where another medicine is."""
    text, words = statement.text, statement.words
    others = [m.span() for m in _OTHERS.finditer(text)]
    taken = [(words[h.first].start - statement.start, words[h.last].end - statement.start) for h in own.find(words)]
    ours = taken + [m.span() for m in _OURS.finditer(text) if not _within(m.span(), others)]
    for hit in lexicon().drugs.find(words):
        span = (words[hit.first].start - statement.start, words[hit.last].end - statement.start)
        if not _within(span, taken) and not (hit.name in _UNIT_WORDS and _within(span, ours)):
            others.append(span)
    ours = [span for span in ours if span in taken or not _within(span, others)]
    return [start for start, _ in ours], [start for start, _ in others]


def misses(statement: Sentence, about: Attribution, *, asked: bool) -> bool:
    """Whether a dose of the study drug is said to have been missed. asked: doses are the talk, so "it" will do."""
    text = statement.text
    match = _of_missing(text) or (dose_cues.ABSENT.search(text) if asked or about.just_named(statement) else None)
    if not match or dose_cues.NEVER.search(text) or dose_cues.HELD.search(text):
        return False
    if dose_cues.ADVICE.search(text) or dose_cues.LATE.search(text):
        return False
    own, other = about.named(statement)
    after = [place for place in other if 0 <= place - match.end() <= _REACH]
    if after and not any(0 <= place - match.end() <= after[0] - match.end() for place in own):
        return False
    if other and not own:
        return False
    if own:
        return True
    before = about.before(statement)
    if asked:
        return before != "other" and (_of_doses(text) or len(text.split()) <= _SHORT_TURN)
    if dose_cues.STRONG_DOSE.search(text):
        return before != "other"
    return before == "own" and (_of_doses(text) or match[0].lower().endswith("take"))


def _of_doses(text: str) -> bool:
    return bool(dose_cues.DOSE.search(text) or dose_cues.ABSENT.search(text)) or extent_of(text).told


def _of_missing(text: str) -> re.Match[str] | None:
    """The first words of missing that are not said of a bus, a meal or a visit."""
    others = [m.span() for m in dose_cues.NOT_A_DOSE.finditer(text)]
    return next((m for m in dose_cues.MISS.finditer(text) if not _within(m.span(), others)), None)


def mention_of(statement: Sentence) -> Mention:
    """The words of missing, for the rules of assertion."""
    match = _of_missing(statement.text)
    first, last = match.span() if match else (0, 0)
    return Mention("missed dose", statement, statement.start + first, statement.start + last)


def _within(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(first < span[1] and span[0] < last for first, last in spans)


def _opening(dialogue: Dialogue, about: Attribution, turn: Sequence[Sentence]) -> Sentence | None:
    """The statement of a turn that begins a talk of doses."""
    for statement in turn:
        subject = dialogue.staff_only or not dialogue.staff(statement.turn)
        if asks(dialogue, statement):
            whose = about.of(statement) or about.before(statement)
            if whose != "other":
                return statement
        elif subject and not statement.question and _told_of_itself(dialogue, about, statement):
            return statement
        elif left_over(dialogue, statement, turn) or recaps(dialogue, about, statement):
            return statement
    return None


def _told_of_itself(dialogue: Dialogue, about: Attribution, statement: Sentence) -> bool:
    """Whether a missed dose is told that nobody asked about; where the bottle was left is no answer to that."""
    asked = dialogue.question_before(statement.at)
    if asked and dose_cues.BRING.search(asked.text):
        return False
    if dialogue.staff_only and polarity(dialogue.answer(statement)) == "no":
        return False
    spoken_of = asked is not None and about.of(asked) == "own" and extent_of(statement.text).told
    return misses(statement, about, asked=spoken_of)


def left_over(dialogue: Dialogue, statement: Sentence, turn: Sequence[Sentence]) -> bool:
    """Whether staff count what came back against what was due."""
    later = " ".join(s.text for s in turn if s.start >= statement.start)
    return (
        dialogue.staff(statement.turn)
        and bool(dose_cues.LEFT_OVER.search(statement.text))
        and bool(dose_cues.DUE_LEFT.search(later))
    )


def recaps(dialogue: Dialogue, about: Attribution, statement: Sentence) -> bool:
    """Whether staff tell the participant what was missed: "I see you missed two tablets"."""
    text = statement.text
    return (
        dialogue.staff(statement.turn)
        and not dialogue.staff_only
        and bool(re.search(r"\byou(?:'ve| have|'d)? (?:\w+ )?(?:missed|skipped|forgot)\b", text, re.IGNORECASE))
        and not re.search(r"\blast (?:time|visit)\b", text, re.IGNORECASE)
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
    if whose == "other":
        return True
    extent = extent_of(text, bare=True)
    if whose == "own" or dose_cues.MISS.search(text) or extent.told or extent.parts or extent.whole_days:
        return False
    if statement.question or re.match(
        r"^\W*(?:(?:okay|ok|right|good|great|and|so|now)\W+)*(?:any|and how|how's|how is)\b", text, re.I
    ):
        return not dose_cues.FOLLOW_UP.search(text)
    return False
