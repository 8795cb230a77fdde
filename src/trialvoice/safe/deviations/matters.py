"""Departures told in any words: frames of word classes, and what is ruled, blamed or owned up to around them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from trialvoice.core.findings import DeviationCategory
from trialvoice.safe.deviations.deviation_cues import cue
from trialvoice.safe.deviations.rulings import ruling_in
from trialvoice.safe.deviations.statements import Statement, Statements
from trialvoice.safe.deviations.word_classes import Frame, word_data
from trialvoice.safe.drafts import Draft, category_of, deviation
from trialvoice.safe.language import cues
from trialvoice.safe.language.dialogue import Sentence, polarity
from trialvoice.safe.language.passages import following, preceding

_TOPIC_BACK, _TOPIC_ON = 4, 1
_RULED_WITHIN = 6
_BLAMED_WITHIN = 2
"""Turns before and after in which somebody says how it ought to have been, or owns up to it."""
_CLEARED_WITHIN = 2
"""Turns within which it comes out that what was told is none."""
_SAME_MATTER, _SAME_WORDS = 8, 2
"""Turns within which a deviation of the same category, or of another, is the same."""
_LONGEST = 40
"""Words of two sentences that are read as one."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A kind of departure.

    topic: classes of which each line has to be spoken of nearby.  alone: told so that it needs no ruling.
    told: one where somebody holds it to be one.  staff: only staff's word counts.
    """

    category: DeviationCategory
    description: str
    topic: tuple[frozenset[str], ...]
    alone: tuple[Frame, ...]
    told: tuple[Frame, ...]
    doubted: tuple[Frame, ...]
    """What sounds like one and is often cleared up."""
    kept: tuple[Frame, ...]
    """What says that all went as it should, where it is spoken of at all."""
    staff: bool
    never: frozenset[str]
    """Classes of which none may stand in the same turn before it."""


@cache
def matters() -> tuple[Matter, ...]:
    """The kinds of the word list."""
    return tuple(
        Matter(
            entry["category"],
            entry["description"],
            tuple(frozenset(names.split("|")) for names in entry["topic"]),
            tuple(Frame.of(line) for line in entry["alone"]),
            tuple(Frame.of(line) for line in entry["told"]),
            tuple(Frame.of(line) for line in entry.get("doubted", ())),
            tuple(Frame.of(line) for line in entry.get("kept", ())),
            entry.get("by") == "staff",
            frozenset(entry.get("never", "").split("|")),
        )
        for entry in word_data()["frames"]
    )


def told_matters(statements: Statements, known: Sequence[Draft]) -> tuple[Draft, ...]:
    """Deviations, but for those that are `known`."""
    reader, dialogue = _Reader(statements), statements.dialogue
    made: list[Draft] = []
    for matter in matters():
        for told in reader.told(matter):
            evidence = [dialogue.evidence(s.at, s.start, s.end) for s in dict.fromkeys(told)]
            draft = deviation(matter.category, matter.description, evidence, rule="stated", confidence=0.7)
            if not any(same_matter(draft, other) for other in (*known, *made)):
                made.append(draft)
    return tuple(made)


def cleared_matters(statements: Statements) -> Iterator[tuple[DeviationCategory, Sentence, Sentence]]:
    """What was told like a departure and cleared up, with the sentence that clears it."""
    reader = _Reader(statements)
    for matter in matters():
        for told, by in reader.cleared(matter):
            yield matter.category, told, by


def same_matter(draft: Draft, other: Draft) -> bool:
    """Whether two drafts of deviations tell of the same one."""
    apart = [abs(a.turn - b.turn) for a in draft.evidence for b in other.evidence]
    near = _SAME_MATTER if category_of(draft) == category_of(other) else _SAME_WORDS
    return bool(apart) and min(apart) <= near


class _Reader:
    """Reads one visit for all kinds of departure."""

    def __init__(self, statements: Statements) -> None:
        self._dialogue = statements.dialogue
        self._statements = statements

    def told(self, matter: Matter) -> Iterator[tuple[Sentence, ...]]:
        """The sentences that prove one, for each place where it is told."""
        spoken = self._statements.all
        for at, statement in enumerate(spoken):
            if matter.staff and not self._dialogue.staff(statement.sentence.turn):
                continue
            alone = _filled(matter.alone, statement)
            fitting = statement if alone else self._fitting(matter, spoken[at : at + 2])
            if (
                fitting is None
                or not self._spoken_of(matter, statement.sentence)
                or not self._stands(matter, statement)
            ):
                continue
            if alone:
                yield statement.told
            elif against := self._against(matter, statement.sentence):
                yield (*fitting.told, against)

    def cleared(self, matter: Matter) -> Iterator[tuple[Sentence, Sentence]]:
        """What is told like one, and the sentence in which it is ruled to be none, or made up for."""
        for statement in self._statements.all:
            sentence = statement.sentence
            kept, doubted = _filled(matter.kept, statement), _filled(matter.doubted, statement)
            if not (kept or doubted) or not self._spoken_of(matter, sentence):
                continue
            if kept and not self._future(sentence):
                yield sentence, statement.told[-1]
            elif doubted and (by := self._clears(matter, sentence)):
                yield sentence, by

    def _future(self, sentence: Sentence) -> bool:
        return any(place.name == "plan" for place in self._statements.classes_in(sentence))

    def _clears(self, matter: Matter, sentence: Sentence) -> Sentence | None:
        ruled = list(self._rulings(sentence))
        if ruled:
            near = ruled[0][1].at - sentence.at <= _CLEARED_WITHIN
            return ruled[0][1] if near and ruled[-1][0] == "allowed" else None
        after = [said for said in following(self._dialogue, sentence, _CLEARED_WITHIN) if said is not sentence]
        if matter.category == "missing_procedure":
            return next((s for s in after if cue("procedure", "later").search(s.text)), None)
        return None

    def _fitting(self, matter: Matter, spoken: Sequence[Statement]) -> Statement | None:
        """The first statement, or it and the next read as one, where it may be told in it."""
        statement, after = spoken[0], spoken[1] if len(spoken) > 1 else None
        if after and matter.staff and not self._dialogue.staff(after.sentence.turn):
            after = None
        return next((told for told in _readings(statement, after) if _filled(matter.told, told)), None)

    def _spoken_of(self, matter: Matter, sentence: Sentence) -> bool:
        spoken_of = self._statements.spoken_of(sentence, _TOPIC_BACK, _TOPIC_ON)
        beside = self._statements.spoken_of(sentence, 0, 0)
        return all(names & spoken_of for names in matter.topic) and not matter.never & beside

    def _stands(self, matter: Matter, statement: Statement) -> bool:
        """Whether it is meant as so, and the last that staff rule of it is not that it is none."""
        text = statement.sentence.text
        if cues.MAYBE.search(text) or cue("ruling", "supposed").search(text):
            return False
        if matter.category == "missing_procedure" and self._made_up_for(statement.sentence):
            return False
        ruled = [kind for kind, _ in self._rulings(statement.sentence)]
        return not (ruled and ruled[-1] == "allowed") and not self._contradicted(statement.sentence)

    def _made_up_for(self, sentence: Sentence) -> bool:
        """Whether a procedure was done after all, or still will be."""
        after = following(self._dialogue, sentence, _BLAMED_WITHIN)
        return any(cue("procedure", "later").search(said.text) for said in after)

    def _contradicted(self, sentence: Sentence) -> bool:
        """Whether staff answer a participant with a no: "They took my blood before I signed." - "No, that was ..."."""
        answer = self._dialogue.answer(sentence)
        by_staff = answer and self._dialogue.staff(answer[0].turn)
        return bool(by_staff) and not self._dialogue.staff(sentence.turn) and polarity(answer) == "no"

    def _rulings(self, sentence: Sentence) -> Iterator[tuple[str, Sentence]]:
        for said in following(self._dialogue, sentence, _RULED_WITHIN):
            if self._dialogue.staff(said.turn) and (kind := ruling_in(said)):
                yield kind, said

    def _against(self, matter: Matter, sentence: Sentence) -> Sentence | None:
        """Who holds it to be a departure: by a ruling, by blame, or by owning up."""
        ruled = next((said for kind, said in self._rulings(sentence) if kind != "allowed"), None)
        if ruled:
            return ruled
        around = (
            *preceding(self._dialogue, sentence, _BLAMED_WITHIN),
            *following(self._dialogue, sentence, _BLAMED_WITHIN),
        )
        return next((said for said in around if self._blames(said) or self._owns_up(matter, said)), None)

    def _blames(self, said: Sentence) -> bool:
        if not self._dialogue.staff(said.turn) or said.question:
            return False
        by_monitor = said.turn.role == "monitor" and cue("ruling", "ought").search(said.text)
        return bool(by_monitor or cue("ruling", "blamed").search(said.text))

    def _owns_up(self, matter: Matter, said: Sentence) -> bool:
        staff = self._dialogue.staff(said.turn)
        owner = staff if matter.staff or self._dialogue.staff_only else not staff
        return owner and said.turn.role != "monitor" and bool(cue("ruling", "owned").search(said.text))


def _readings(statement: Statement, after: Statement | None) -> Iterator[Statement]:
    """A statement by itself, and with the next one where that follows at once."""
    yield statement
    if after and after.sentence.at - statement.sentence.at <= 1:
        both = statement.then(after)
        if both.length <= _LONGEST:
            yield both


def _filled(frames: Sequence[Frame], statement: Statement) -> bool:
    return any(frame.find(statement.places) for frame in frames)
