"""Where in a dialogue the value of an item may stand: answers to questions about it, and statements that name it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.safe.dialogue import Dialogue, Sentence
from trialvoice.safe.item_words import ItemWords, Tie
from trialvoice.safe.numbers import measured

ANSWERED = 0.5
"""An answer to a question about the item counts this much more than a statement that names it."""
_SENTENCES = 3
"""How many sentences of an answer, or after the naming one of a statement, may hold the value."""
_EXCHANGE = 4
"""Turns without staff after a question that still answer it, as when two speakers disagree."""
_TURN_END = 30
"""A name this close to the end of what staff say, in characters, asks for the value: "and the pain"."""
_ONE_MORE = re.compile(r"\b(?:other|else|more|another|besides|apart from)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?:altogether|all together|in total|in all|all told|total of|makes it)\b", re.IGNORECASE)
_STILL_ASKED = 8
"""Turns after a question in which staff may sum up what was answered."""


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
    summed_up: bool = False
    """Whether staff settle a figure: "so that's two altogether"."""


def windows(dialogue: Dialogue, words: ItemWords, rivals: Sequence[ItemWords]) -> Iterator[Window]:
    """Every place in the order of the dialogue.  rivals: the other items, whose names end a window."""
    last_asked = None
    for sentence in dialogue.sentences:
        if last_asked is not None and 0 < sentence.at - last_asked <= _STILL_ASKED and _sums_up(dialogue, sentence):
            yield _statement(dialogue, sentence, Tie(3.0, 0, 0), rivals, summed_up=True)
            continue
        tie = words.tie(sentence)
        if tie is None:
            continue
        asks = sentence.question or _asks_by_name(dialogue, sentence, tie)
        if asks:
            last_asked = sentence.at
            if not _ONE_MORE.search(sentence.text):
                yield from _answers(dialogue, words, rivals, sentence, tie)
        if not sentence.text.endswith("?"):
            yield _statement(dialogue, sentence, tie, rivals)


def _sums_up(dialogue: Dialogue, sentence: Sentence) -> bool:
    return dialogue.staff(sentence.turn) and bool(_TOGETHER.search(sentence.text)) and bool(measured(sentence.text))


def _asks_by_name(dialogue: Dialogue, sentence: Sentence, tie: Tie) -> bool:
    """Whether staff end on the item's name without a value, and another answers: "and how many pillows"."""
    at, text = sentence.at, sentence.text
    if not dialogue.staff(sentence.turn) or sentence is not dialogue.by_turn[at][-1]:
        return False
    following = dialogue.turns[at + 1] if at + 1 < len(dialogue.turns) else None
    if following is None or dialogue.staff(following):
        return False
    return len(text) - tie.end <= _TURN_END and not measured(text[tie.end :])


def _answers(
    dialogue: Dialogue, words: ItemWords, rivals: Sequence[ItemWords], asked: Sentence, tie: Tie
) -> Iterator[Window]:
    """A window for each turn that answers: the next by another, and those that follow before staff speak again."""
    strength = tie.strength + ANSWERED - (1.0 if _asks_another_too(dialogue, asked, rivals) else 0.0)
    first = dialogue.answer(asked)
    if not first:
        return
    for at in range(first[0].at, min(first[0].at + _EXCHANGE, len(dialogue.turns))):
        said = dialogue.by_turn[at]
        if not said or (at > first[0].at and dialogue.staff(dialogue.turns[at])):
            return
        start, end, named = _part(said, words)
        at_name = (named.start + named_from.start, named.end + named_from.start) if (named_from := _naming(said, words)) and named else (start, start)
        yield Window(at, start, end, strength, dialogue.staff(said[0].turn), asked, *at_name)


def _naming(said: Sequence[Sentence], words: ItemWords) -> Sentence | None:
    return next((s for s in said if (tie := words.tie(s)) and tie.strength >= 2), None)


def _part(said: Sequence[Sentence], words: ItemWords) -> tuple[int, int, Tie | None]:
    """[start, end) of an answer that counts: around the sentence that names the item, else the first three."""
    naming = _naming(said, words)
    if naming is None:
        return said[0].start, said[min(len(said), _SENTENCES) - 1].end, None
    at = said.index(naming)
    first = said[0] if at < _SENTENCES else naming
    return first.start, said[min(at + 1, len(said) - 1)].end, words.tie(naming)


def _asks_another_too(dialogue: Dialogue, asked: Sentence, rivals: Sequence[ItemWords]) -> bool:
    """Whether a later question of the same turn names another item, so that the answer may be to that one."""
    later = [s for s in dialogue.by_turn[asked.at] if s.start > asked.start and s.question]
    return any((tie := rival.tie(s)) and tie.strength >= 2 for s in later for rival in rivals)


def _statement(
    dialogue: Dialogue, sentence: Sentence, tie: Tie, rivals: Sequence[ItemWords], *, summed_up: bool = False
) -> Window:
    end = sentence.end
    following = [s for s in dialogue.by_turn[sentence.at] if s.start > sentence.start][:_SENTENCES]
    for other in () if summed_up else following:
        if other.question or any((found := rival.tie(other)) and found.strength >= 2 for rival in rivals):
            break
        end = other.end
    return Window(
        at=sentence.at,
        start=sentence.start,
        end=end,
        strength=tie.strength + (ANSWERED if summed_up else 0.0),
        staff=dialogue.staff(sentence.turn),
        asked=None,
        name_start=sentence.start + tie.start,
        name_end=sentence.start + tie.end,
        summed_up=summed_up,
    )
