"""Whose medicine a statement is about, and whether it says that a dose of the study drug was missed."""

import re
from collections.abc import Sequence

from trialvoice.core.study import Study
from trialvoice.safe.doses import dose_cues
from trialvoice.safe.doses.dose_count import extent_of
from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Sentence
from trialvoice.safe.lexicon import Phrases, lexicon
from trialvoice.safe.medicines.medicine_names import study_drug

_SHORT_TURN = 6
_LOOK_BACK = 3
_REACH = 30
"""Characters after the verb in which its object stands."""
_OURS = re.compile(
    r"\b(?:(?:study|trial|our|your|his|her|these|those|the|all|any|my|of the) (?:\w+ )?(?:tablets?|pills?|"
    r"capsules?|doses?|"
    r"injections?|pens?|patch(?:es)?|puffs?|inhaler|puffer|drug|sachets?|dosing)|ours|yours)\b|"
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|many|extra|more) (?:extra |more |fewer |"
    r"missed |study )?(?:tablets?|pills?|"
    r"capsules?|doses?|injections?|pens?|patch(?:es)?|puffs?)\b|"
    r"^\W*(?:(?:and|now|so|okay|ok|right|then|the)\W+)*(?:tablets?|pills?|capsules?|doses?|injections?|"
    r"pens?|patch(?:es)?|puffs?|infusions?|"
    r"inhaler|drops|dosing|compliance|adherence)\b(?=\W*(?:[?,.…]|$|first))",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:my|your|his|her|the) (?:other|own|usual|regular|normal) (?:\w+ )?(?:tablets?|pills?|capsules?|"
    r"med\w*|inhaler|one|ones)\b|"
    r"\b(?:birth control|blood pressure|water|sleeping|heart|cholesterol|pain|vitamin|iron|thyroid|sugar|"
    r"diabetes|stomach) "
    r"(?:ones?|tablets?|pills?|meds|medication|medicine)\b|\bnot (?:a study|ours|yours|our|your|the study)\b|"
    r"\b(?:isn't|aren't|ain't|that's not|thats not) (?:ours|a study|one of ours|yours)\b",
    re.IGNORECASE,
)
_WAS = re.compile(r"\b(?:was|were|stayed|sat|stood)\b", re.IGNORECASE)
_TAKEN_ALONE = re.compile(r"\b(?:only|just|except|bar|but not|apart from) $", re.IGNORECASE)
"""What follows was taken, unlike the rest: "I had nothing, only the capsules"."""
_UNIT_WORDS = frozenset({"inhaler", "vaccine", "nasal spray", "eye drops"})
"""Names in the list of medicines that a study drug may well go by."""


class Attribution:
    """Whose medicine a statement is about."""

    def __init__(self, said: Sequence[Sequence[Sentence]], study: Study) -> None:
        self.said = said
        self.alone = all(s.turn.role in ("participant", "caregiver") for turn in said for s in turn)
        """Whether a diary is spoken, where "it" is first of all the study drug."""
        self.own = study_drug(study)
        nouns = sorted({name.split()[-1].lower() for name in study.study.drug_names})
        self.noun = re.compile(
            rf"\b(?:the|your|my|our|his|her) (?:{'|'.join(map(re.escape, nouns))})s?\b" if nouns else "(?!)", re.I
        )

    def of(self, statement: Sentence) -> str | None:
        """ "own", "other", or None where it names neither."""
        own, other = self.named(statement)
        return "own" if own else "other" if other else None

    def named(self, statement: Sentence) -> tuple[list[int], list[int]]:
        """Places where the study drug is named, also by its form alone, and where another medicine is."""
        own, other = named(statement, self.own)
        return own or [m.start() for m in self.noun.finditer(statement.text) if not other], other

    def before(self, statement: Sentence, turns: int = _LOOK_BACK) -> str | None:
        """What the nearest statements before are about, in the same turn and so many before it."""
        earlier = [s for s in self.said[statement.at] if s.start < statement.start]
        for at in range(statement.at - 1, max(statement.at - turns - 1, -1), -1):
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
    if match is None and asked and extent_of(text).told:
        match = dose_cues.UNDONE.search(text)
    if match is None and asked:
        match = dose_cues.BARE_NONE.search(text)
    if match is None and extent_of(text).counts:
        match = dose_cues.HELD.search(text) or dose_cues.WE_HELD.search(text)
    if match and not asked and dose_cues.HELD.search(text) and not extent_of(text).counts:
        return False
    if not match or dose_cues.NEVER.search(text) or dose_cues.NOT_COUNTED.search(text):
        return False
    if dose_cues.THOUGHT.search(text):
        return False
    if dose_cues.ADVICE.search(text) or dose_cues.LATE.search(text):
        return False
    own, other = about.named(statement)
    own = [place for place in own if not _TAKEN_ALONE.search(text[:place])]
    cause = dose_cues.BECAUSE.search(text)
    other = [place for place in other if cause is None or place < cause.start()]
    after = [place for place in other if 0 <= place - match.end() <= _REACH]
    if after and not any(0 <= place - match.end() <= after[0] - match.end() for place in own):
        return False
    if other and not own:
        return False
    if own:
        return True
    if dose_cues.PART_ONES.search(text) or dose_cues.NEITHER_PART.search(text):
        return asked or about.before(statement, 0) != "other"
    before = about.before(statement)
    if asked:
        return before != "other" and (_of_doses(text) or len(text.split()) <= _SHORT_TURN)
    if dose_cues.STRONG_DOSE.search(text):
        return before != "other"
    if dose_cues.NONE_THEN.match(text, match.start()):
        return False
    if about.alone and before is None and dose_cues.TAKE_IT.search(text):
        return True
    return before == "own" and (_of_doses(text) or match[0].lower().endswith("take"))


def _of_doses(text: str) -> bool:
    return bool(dose_cues.DOSE.search(text) or dose_cues.ABSENT.search(text)) or extent_of(text).told


def _of_missing(text: str) -> re.Match[str] | None:
    """The first words of missing that are not said of a bus, a meal or a visit."""
    others = [m.span() for m in dose_cues.NOT_A_DOSE.finditer(text)]
    told = (m for said in (dose_cues.MISS, dose_cues.NONE_THEN, dose_cues.LET_GO) for m in said.finditer(text))
    return next((m for m in told if not _within(m.span(), others)), None)


def mention_of(statement: Sentence) -> Mention:
    """The words of missing, for the rules of assertion."""
    match = _of_missing(statement.text)
    first, last = match.span() if match else (0, 0)
    return Mention("missed dose", statement, statement.start + first, statement.start + last)


def _within(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(first < span[1] and span[0] < last for first, last in spans)
