"""Where in a dialogue the value of an item may stand: answers to questions about it, and statements that name it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.core.study import Item
from trialvoice.safe.forms.form_lexicon import form_words
from trialvoice.safe.forms.item_ties import Ties
from trialvoice.safe.forms.item_words import BY_QUESTION, BY_TERM, Tie, item_words
from trialvoice.safe.forms.window_cues import (
    A_SPAN,
    ASKS_ON,
    FEWEST,
    HOW_MANY,
    LEAST_SERIES,
    NONE,
    OF_ANOTHER,
    OF_IT,
    OF_THOSE,
    ONE_MORE,
    READS_BACK,
    SETTLES,
    SO,
    SOON,
    STILL_SPOKEN_OF,
    WANTS_IT,
    YOU,
)
from trialvoice.safe.language.corrections import REPEATED
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.numbers import measured

ANSWERED, BY_STAFF = 0.5, 0.4
"""An answer to a question about the item outweighs a statement by this, and one of staff nearly so."""
_SENTENCES = 3
"""How many sentences after the one that names the item may hold the value."""
_ANSWER = 6
"""How many sentences of an answer may hold it."""
_EXCHANGE = 4
"""Turns without staff after a question that still answer it, as when two speakers disagree."""
_TURN_END = 30
"""A name this close to the end of what staff say, in characters, asks for the value: "and the pain"."""
_FEW_WORDS, _NO_MORE_THAN_OKAY = 12, 2


@dataclass(frozen=True, slots=True)
class Window:
    """[start, end) characters of the turn at position `at`; asked: the question they answer.

    name_start, name_end: characters of the turn that name the item there; both `start` where it is named elsewhere.
    """

    at: int
    start: int
    end: int
    strength: float
    staff: bool
    asked: Sentence | None
    name_start: int
    name_end: int
    settled: bool = False
    """Whether staff settle it without its name: "so that's two altogether", "I'm putting none"."""

    goes_on: bool = False
    """Whether others have spoken since the first answer."""

    @property
    def names_it(self) -> bool:
        """Whether the item is named in the window itself."""
        return self.name_end > self.name_start


def windows(dialogue: Dialogue, item: Item, ties: Ties) -> Iterator[Window]:
    """Every place in the order of the dialogue."""
    return _Windows(dialogue, item, ties).all()


class _Windows:
    def __init__(self, dialogue: Dialogue, item: Item, ties: Ties) -> None:
        self._dialogue = dialogue
        self._item = item
        self._ties = ties
        self._spoken_of: int | None = None
        """The last turn that was clearly of the item, while none of another followed."""

        self._answered: list[tuple[int, int, int, float]] = []
        """(position of the turn, start, end, strength) of answers to questions about the item."""

    def all(self) -> Iterator[Window]:
        for sentence in self._dialogue.sentences:
            tie = self._ties.of(sentence).get(self._item)
            if tie is None and self._just_spoken_of(sentence):
                if self._settles(sentence) and not self._ties.names_another(sentence, self._item):
                    yield self._statement(sentence, Tie(BY_TERM, 0, 0), settled=True)
                elif self._asks_on(sentence):
                    yield from self._answers(sentence, Tie(BY_TERM, 0, 0))
            if self._ties.names_another(sentence, self._item) or (tie is None and self._turns_away(sentence)):
                self._spoken_of = None
            if tie is None:
                continue
            if tie.strength < BY_QUESTION and self._ties.names_another(sentence, self._item):
                continue
            if tie.strength >= BY_QUESTION:
                self._spoken_of = sentence.at
            yield from self._of(sentence, tie)

    def _asks_on(self, sentence: Sentence) -> bool:
        """Whether it is a question of nothing else, or as short as "today."."""
        asks = sentence.question or len(sentence.words) <= FEWEST - 2
        on = ASKS_ON.search(sentence.text) and not (ONE_MORE.search(sentence.text) or OF_THOSE.search(sentence.text))
        return bool(asks and on and not self._ties.of(sentence)) and not _content(sentence)

    def _turns_away(self, sentence: Sentence) -> bool:
        """Whether staff ask about something that is no item: "any headaches?"."""
        asks = sentence.question and self._dialogue.staff(sentence.turn) and not OF_IT.search(sentence.text)
        return asks and bool(ONE_MORE.search(sentence.text) or _content(sentence)) and not self._asks_on(sentence)

    def _settles(self, sentence: Sentence) -> bool:
        """Whether it says what goes on the form, or answers in staff's own few words: "not applicable, then"."""
        soon = self._spoken_of is not None and 0 < sentence.at - self._spoken_of <= SOON
        few = soon and bool(self._item.choices) and not sentence.question and len(sentence.words) <= FEWEST
        return few or bool(SETTLES.search(sentence.text)) or _counts_aloud(sentence)

    def _of(self, sentence: Sentence, tie: Tie) -> Iterator[Window]:
        read_back = self._dialogue.staff(sentence.turn) and (
            READS_BACK.search(sentence.text) or (SO.match(sentence.text) and _figure(sentence))
        )
        if (read_back or not sentence.text.endswith("?")) and not self._in_an_answer(sentence, tie):
            yield self._statement(sentence, tie)
        if self._asks(sentence, tie) and not ONE_MORE.search(sentence.text):
            yield from self._answers(sentence, tie)

    def _in_an_answer(self, sentence: Sentence, tie: Tie) -> bool:
        """Whether it is read already as part of the answer to the item's own question."""
        return any(
            at == sentence.at and start <= sentence.start < end and strength >= tie.strength
            for at, start, end, strength in self._answered
        )

    def _just_spoken_of(self, sentence: Sentence) -> bool:
        """Whether staff may settle or ask on without the item's name: "two altogether, then", "and what is it now?"."""
        recent = self._spoken_of is not None and sentence.at - self._spoken_of <= STILL_SPOKEN_OF
        return recent and self._dialogue.staff(sentence.turn)

    def _asks(self, sentence: Sentence, tie: Tie) -> bool:
        """Whether it asks, or staff end on the name of the item: "and how many pillows"; or a question goes with it."""
        if sentence.question:
            return True
        dialogue, at = self._dialogue, sentence.at
        following = dialogue.turns[at + 1] if at + 1 < len(dialogue.turns) else None
        if not dialogue.staff(sentence.turn) or following is None or dialogue.staff(following):
            return False
        later = [s for s in dialogue.by_turn[at] if s.start > sentence.start]
        if not later:
            rest = self._without_scale(sentence.text[tie.end :])
            near = _TURN_END if sentence.text[-1:] in ".!?" else 2 * _TURN_END
            if _figures(sentence.text[max(tie.start - _TURN_END, 0) : tie.start]):
                return False
            return (len(rest) <= near or bool(WANTS_IT.search(rest))) and not _figures(rest)
        named = any(self._ties.names_another(s, self._item) for s in later)
        return later[-1].question and not named and not measured(sentence.text)

    def _without_scale(self, text: str) -> str:
        scale = item_words(self._item).scale
        return scale.sub("", text) if scale else text

    def _answers(self, asked: Sentence, tie: Tie) -> Iterator[Window]:
        """A window for each turn that answers: the next by another, and those that follow before staff speak again."""
        dialogue = self._dialogue
        strength = tie.strength + ANSWERED - (1.0 if self._asks_another_too(asked) else 0.0)
        first = dialogue.answer(asked)
        if not first or (_of_another(asked) and first[0].turn.role == "participant"):
            return
        for at in range(first[0].at, min(first[0].at + _EXCHANGE, len(dialogue.turns))):
            said = dialogue.by_turn[at]
            if at > first[0].at and self._listens(said):
                continue
            if not said or (at > first[0].at and not self._goes_on(at, said)):
                return
            start, end = self._part(said)
            name = self._name_in(said) or (start, start)
            self._answered.append((at, start, end, strength))
            yield Window(at, start, end, strength, dialogue.staff(said[0].turn), asked, *name, goes_on=at > first[0].at)

    def _listens(self, said: Sequence[Sentence]) -> bool:
        """Whether staff say no more than "okay"."""
        short = len(said) == 1 and len(said[0].words) <= _NO_MORE_THAN_OKAY and not said[0].question
        return short and self._dialogue.staff(said[0].turn) and not measured(said[0].text)

    def _goes_on(self, at: int, said: Sequence[Sentence]) -> bool:
        """Whether a turn after the answer still answers: by no staff, and in few words."""
        return not self._dialogue.staff(self._dialogue.turns[at]) and len(said[0].words) <= _FEW_WORDS

    def _naming(self, said: Sequence[Sentence]) -> Sentence | None:
        return next((s for s in said if (t := self._ties.of(s).get(self._item)) and t.strength >= BY_QUESTION), None)

    def _name_in(self, said: Sequence[Sentence]) -> tuple[int, int] | None:
        naming = self._naming(said)
        if naming is None:
            return None
        tie = self._ties.of(naming)[self._item]
        return naming.start + tie.start, naming.start + tie.end

    def _part(self, said: Sequence[Sentence]) -> tuple[int, int]:
        """[start, end) of an answer that counts: around the sentence that names the item, else the first three."""
        naming = self._naming(said)
        if naming is None:
            return said[0].start, said[min(len(said), _ANSWER) - 1].end
        at = said.index(naming)
        first = said[0] if at < _SENTENCES else naming
        last = naming
        for other in said[at + 1 : at + _SENTENCES]:
            if self._ties.names_another(other, self._item):
                break
            last = other
        return first.start, last.end

    def _asks_another_too(self, asked: Sentence) -> bool:
        """Whether a later question of the same turn is of another item, so that the answer may be to that one."""
        later = [s for s in self._dialogue.by_turn[asked.at] if s.start > asked.start and s.question]
        return any(self._ties.names_another(s, self._item) for s in later)

    def _statement(self, sentence: Sentence, tie: Tie, *, settled: bool = False) -> Window:
        said = self._dialogue.by_turn[sentence.at]
        start, end = self._before(sentence), sentence.end
        for other in () if settled else [s for s in said if s.start > sentence.start][:_SENTENCES]:
            more = other.question and not REPEATED.search(other.text)
            if more or self._ties.names_another(other, self._item):
                break
            end = other.end
        staff = self._dialogue.staff(sentence.turn)
        return Window(
            at=sentence.at,
            start=start,
            end=end,
            strength=tie.strength + (ANSWERED if settled else BY_STAFF if staff else 0.0),
            staff=staff,
            asked=None,
            name_start=sentence.start + tie.start,
            name_end=sentence.start + tie.end,
            settled=settled,
        )

    def _before(self, sentence: Sentence) -> int:
        """The start of the sentence, or of the bare figure before it that answers "how many": "Six. The tablets"."""
        said = self._dialogue.by_turn[sentence.at]
        asked = self._dialogue.question_before(sentence.at)
        figure = len(said) > 1 and said[1] is sentence and len(said[0].words) <= 2 and measured(said[0].text)
        if figure and asked and HOW_MANY.search(asked.text) and not self._ties.names_another(asked, self._item):
            return said[0].start
        return sentence.start


def _of_another(asked: Sentence) -> bool:
    """Whether a question is about somebody else: "your sister, does she still smoke?"."""
    return bool(OF_ANOTHER.search(asked.text)) and not YOU.search(asked.text)


def _content(sentence: Sentence) -> list[str]:
    """The words of a sentence that say what it is about."""
    known = str(form_words()["stop"]).split() + str(form_words()["asks_on"]).split()
    return [token.word for token in sentence.words if token.word not in known and not token.word.isdigit()]


def _figures(text: str) -> bool:
    """Whether a number is said that is no span of time."""
    return any(not A_SPAN.match(text[number.end :]) for number in measured(text))


def _figure(sentence: Sentence) -> bool:
    """Whether a sentence says a value: a number, or none."""
    return _figures(sentence.text) or bool(NONE.search(sentence.text))


def _counts_aloud(sentence: Sentence) -> bool:
    """Whether a sentence is but figures: "two, four, five"."""
    return LEAST_SERIES <= len(measured(sentence.text)) >= len(sentence.words) - 1
