"""Reading one item of a form from questions and answers, and from statements that name it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from trialvoice.core.findings import Evidence
from trialvoice.core.study import Item
from trialvoice.safe import cues
from trialvoice.safe.choices import Chosen, choice_in, figures_of, ranges_of
from trialvoice.safe.corrections import CORRECTED, REPEATED
from trialvoice.safe.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.item_candidates import ENOUGH
from trialvoice.safe.item_numbers import NumberReader, fits_type, in_range, written
from trialvoice.safe.item_windows import Window, windows
from trialvoice.safe.item_words import Ties, clause_before, word_pattern
from trialvoice.safe.numbers import measured

_NOT = re.compile(r"n't\b|\b(?:not?|never|none|without)\b", re.IGNORECASE)
_DID = re.compile(
    r"(?:i|we|he|she)(?:'ve| have|'s| has)? (?:had|needed|used|took|take|use|need)\b(?! (?:no|none|nothing)\b)",
    re.IGNORECASE,
)
"""An answer that tells what was done, and so says yes."""
_TEXT_LIMIT = 200
_AS_GOOD = 0.4
"""A later value takes the place of an earlier one unless it is tied to the item more weakly than by this."""
_SETTLED_WITHIN = 3
"""Turns in which staff may settle what two speakers dispute."""
_ANSWERED, _STATED = 0.85, 0.75


@dataclass(frozen=True, slots=True)
class Read:
    """A value of an item, with its proof."""

    value: str
    evidence: tuple[Evidence, ...]
    confidence: float
    review: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemReading:
    """values: none where not stated, one, or the two of a conflict.  outside: what the form does not take."""

    values: tuple[Read, ...] = ()
    outside: str | None = None


@dataclass(frozen=True, slots=True)
class _Value:
    """A value found in a window, [start, end) characters of its turn."""

    value: str
    window: Window
    start: int
    end: int
    strength: float
    inside: bool = True
    said: str | None = None
    """The value in the unit that was said, where that is not the form's."""


_Reader = Callable[[Window], _Value | None]


def read_item(
    dialogue: Dialogue, item: Item, ties: Ties | None = None, taken: frozenset[tuple[int, int]] = frozenset()
) -> ItemReading:
    """The item's value by rules.

    ties: of all items of the visit's forms, to which a value may belong instead; without it of this one alone.
    taken: (position of the turn, start) of numbers that are something else already.
    """
    ties = ties or Ties(dialogue, (item,))
    reader = _reader(dialogue, item, ties, taken)
    found = [value for window in windows(dialogue, item, ties) if (value := reader(window))]
    kept = _best([value for value in found if value.inside])
    if not kept:
        outside = [value for value in found if not value.inside]
        return ItemReading(outside=outside[-1].value if outside else None)
    agreed = (_first_answer(kept),) if item.type == "text" else _agreed(dialogue, kept)
    return ItemReading(tuple(_read(dialogue, value) for value in agreed))


def is_yes_no(item: Item) -> bool:
    """Whether the item takes yes or no, by its type or its choices."""
    return item.type == "yes_no" or {choice.lower() for choice in item.choices} == {"yes", "no"}


def _reader(dialogue: Dialogue, item: Item, ties: Ties, taken: frozenset[tuple[int, int]]) -> _Reader:
    if item.type in ("integer", "decimal"):
        numbers = NumberReader(dialogue, item, ties, taken)
        return lambda window: _number(item, numbers, window)
    if ranges := ranges_of(item.choices):
        counted = NumberReader(dialogue, item.model_copy(update={"minimum": 0.0}), ties, taken)
        return lambda window: _in_a_range(item, ranges, counted, window)
    if figures := figures_of(item.choices):
        bounds = {"type": "integer", "minimum": min(figures), "maximum": max(figures)}
        graded = NumberReader(dialogue, item, ties, taken)
        return lambda window: _grade(item.model_copy(update=bounds), figures, graded, window)
    if is_yes_no(item):
        return lambda window: (
            None if _answers_another(dialogue, item, ties, window) else _yes_no(dialogue, item, window)
        )
    if item.type == "choice":
        return lambda window: _choice(dialogue, item, window)
    return lambda window: _text(dialogue, window)


def _best(found: Sequence[_Value]) -> list[_Value]:
    strongest = max((value.strength for value in found), default=0.0)
    return [value for value in found if value.strength >= strongest - _AS_GOOD]


def _first_answer(kept: Sequence[_Value]) -> _Value:
    """Of the last question about it, what was said first: what others add in their own words is no other value."""
    return next(value for value in kept if value.window.asked is kept[-1].window.asked)


def _agreed(dialogue: Dialogue, kept: Sequence[_Value]) -> tuple[_Value, ...]:
    """The last value, with the one it conflicts with before it."""
    last = kept[-1]
    for other in reversed(kept[:-1]):
        if other.value == last.value or not _conflict(dialogue, other, last, kept):
            continue
        settled = _settled(dialogue, other, last)
        return (settled,) if settled else (other, last)
    return (last,)


def _conflict(dialogue: Dialogue, other: _Value, last: _Value, kept: Sequence[_Value]) -> bool:
    """Two people's different answers to one question, or staff who state another value later without a word of it."""
    first, second = other.window, last.window
    if first.asked is not None and first.asked is second.asked:
        same = dialogue.turns[first.at].speaker == dialogue.turns[second.at].speaker
        return not same and _last_by(dialogue, kept, first) is other
    if first.asked or second.asked or not (first.staff and second.staff) or second.at - first.at < 2:
        return False
    said = dialogue.texts[second.at][max(last.start - 60, 0) : second.end]
    return not (CORRECTED.search(said) or REPEATED.search(said) or second.settled)


def _last_by(dialogue: Dialogue, kept: Sequence[_Value], window: Window) -> _Value:
    speaker = dialogue.turns[window.at].speaker
    return [v for v in kept if v.window.asked is window.asked and dialogue.turns[v.window.at].speaker == speaker][-1]


def _settled(dialogue: Dialogue, other: _Value, last: _Value) -> _Value | None:
    """The value that staff then say, where they say just one of the two."""
    after = range(last.window.at + 1, min(last.window.at + 1 + _SETTLED_WITHIN, len(dialogue.turns)))
    for at in after:
        if not dialogue.staff(dialogue.turns[at]):
            continue
        said = {f"{number.value:g}" for number in measured(dialogue.texts[at])} | set(
            dialogue.texts[at].lower().split()
        )
        named = [value for value in (other, last) if value.value.lower() in said]
        return named[0] if len(named) == 1 else None
    return None


def _read(dialogue: Dialogue, value: _Value) -> Read:
    said = _sentences(dialogue, value)
    proof = [dialogue.evidence(value.window.at, said[0].start, said[-1].end)]
    if asked := value.window.asked:
        proof.append(dialogue.evidence(asked.at, asked.start, asked.end))
    review = (f"converted from {value.said}",) if value.said else ()
    return Read(value.value, tuple(proof), _ANSWERED if asked else _STATED, review)


def _sentences(dialogue: Dialogue, value: _Value) -> list[Sentence]:
    """The sentences of the turn that hold the value."""
    return [s for s in dialogue.by_turn[value.window.at] if s.start < value.end and s.end > value.start]


def _number(item: Item, reader: NumberReader, window: Window) -> _Value | None:
    figure = reader.read(window)
    if figure is None:
        return None
    inside = in_range(item, figure.value) and fits_type(item, figure.value)
    value = written(item, figure.value) if inside else f"{figure.value:g}"
    return _Value(value, window, figure.start, figure.end, figure.strength, inside, figure.said)


def _grade(item: Item, figures: Mapping[int, str], reader: NumberReader, window: Window) -> _Value | None:
    """A choice that is a figure, as of a class or a grade."""
    found = _number(item, reader, window)
    if found is None or not found.inside or window.strength < ENOUGH:
        return None
    return replace(found, value=figures[int(found.value)]) if int(found.value) in figures else None


def _in_a_range(
    item: Item, ranges: Sequence[tuple[float, float, str]], reader: NumberReader, window: Window
) -> _Value | None:
    """A choice that is a range, by the number said or by its own words."""
    found = _number(item, reader, window)
    if found is None or window.strength < ENOUGH:
        return None
    choice = next((choice for low, high, choice in ranges if low <= float(found.value) <= high), None)
    return replace(found, value=choice) if choice else None


def _answers_another(dialogue: Dialogue, item: Item, ties: Ties, window: Window) -> bool:
    """Whether a statement is the answer to a question about another item."""
    asked = None if window.asked else dialogue.question_before(window.at)
    return asked is not None and ties.names_another(asked, item)


def _yes_no(dialogue: Dialogue, item: Item, window: Window) -> _Value | None:
    if window.strength < ENOUGH:
        return None
    said = [s for s in dialogue.by_turn[window.at] if window.start <= s.start < window.end]
    value: str | None
    if window.asked:
        answered = "yes" if said and _DID.match(said[0].text) else polarity(said)
        value = None if answered == "unclear" or window.asked.wh else answered
    else:
        value = _stated(dialogue, said[0]) if said else None
    if value is None:
        return None
    choice = next((choice for choice in item.choices if choice.lower() == value), value)
    return _Value(choice, window, window.start, said[0].end, window.strength)


def _stated(dialogue: Dialogue, sentence: Sentence) -> str | None:
    if dialogue.staff(sentence.turn) and not cues.RECAP.search(sentence.text) and not dialogue.staff_only:
        return None
    if cues.MAYBE.search(sentence.text) or cues.WARNING.search(sentence.text):
        return None
    return "no" if _NOT.search(sentence.text) else "yes"


def _choice(dialogue: Dialogue, item: Item, window: Window) -> _Value | None:
    text = dialogue.texts[window.at][window.start : window.end]
    chosen = choice_in(text, item.choices)
    if chosen is None or word_pattern("expected").search(clause_before(text, chosen.start)):
        return None
    if window.settled and not chosen.named:
        return None
    if window.asked is None and _only_possible(text, chosen):
        return None
    strength = window.strength + (0.0 if window.strength >= ENOUGH else 1.2 * chosen.named) - 0.4 * (not chosen.named)
    if strength < ENOUGH - 0.4:
        return None
    return _Value(chosen.choice, window, window.start + chosen.start, window.start + chosen.end, strength)


def _only_possible(text: str, chosen: Chosen) -> bool:
    """Whether the sentence with the choice warns or supposes."""
    start = max(text.rfind(mark, 0, chosen.start) for mark in ".!?") + 1
    ends = [at for mark in ".!?" if (at := text.find(mark, chosen.end)) >= 0]
    sentence = text[start : min(ends, default=len(text))]
    return bool(cues.MAYBE.search(sentence) or cues.WARNING.search(sentence))


def _text(dialogue: Dialogue, window: Window) -> _Value | None:
    """A text item takes the answer to its own question, in the speaker's words."""
    said = dialogue.texts[window.at][window.start : window.end]
    if window.asked is None or window.strength < ENOUGH or len(said) > _TEXT_LIMIT:
        return None
    if len(said.split()) < 2 and said.strip(".").lower() in ("yes", "yeah", "okay"):
        return None
    return _Value(said, window, window.start, window.end, window.strength)
