"""Reading one item of a form from questions and answers, and from statements that name it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from trialvoice.core.findings import Evidence
from trialvoice.core.study import Item
from trialvoice.safe.forms.choices import Chosen, choice_in, figures_of, misread, only_choice_in, ranges_of
from trialvoice.safe.forms.form_lexicon import clause_before, word_pattern
from trialvoice.safe.forms.item_candidates import ENOUGH
from trialvoice.safe.forms.item_conflicts import Value, agreed, best, first_answer
from trialvoice.safe.forms.item_numbers import NumberReader, fits_type, in_range, written
from trialvoice.safe.forms.item_ties import Ties
from trialvoice.safe.forms.item_windows import Window, windows
from trialvoice.safe.forms.item_words import item_words
from trialvoice.safe.language import cues
from trialvoice.safe.language.dialogue import Dialogue, Polarity, Sentence, polarity

_NOT = re.compile(r"n't\b|\b(?:not?|never|none|without|nothing|nowt|nae|nary)\b", re.IGNORECASE)
_DID = re.compile(
    r"(?:i|we|he|she)(?:'ve| have|'s| has)? (?:had|needed|used|took|take|use|need)\b(?! (?:no|none|nothing)\b)",
    re.IGNORECASE,
)
"""An answer that tells what was done, and so says yes."""
_PLAINLY = re.compile(
    r"\W*(?:yes|yeah|yep|aye|no|nope|nah|naw|never|(?:i'm |i am |i'll )?(?:put|putting|mark|tick)\w* (?:a |"
    r"that )?(?:yes|no))\b",
    re.IGNORECASE,
)
"""What still answers yes or no where others speak in between, or staff write it down."""
_ANY = re.compile(r"\b(?:any\w*|an?)\b", re.IGNORECASE)
_A_THING = re.compile(
    r"\W*(?:(?:just|only|well|oh)\W+)*(?:my|the|a|an|this|one|two|three|his|her)\b(?! (?:same|usual))", re.IGNORECASE
)
"""Something named to "anything broken?": "my wrist"."""
_TEXT_LIMIT = 200
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


_Reader = Callable[[Window], Value | None]


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
    kept = best([value for value in found if value.inside])
    if not kept:
        outside = [value for value in found if not value.inside]
        return ItemReading(outside=outside[-1].value if outside else None)
    if extreme := _extreme(item):
        return ItemReading((_read(dialogue, extreme(kept, key=lambda value: float(value.value))),))
    stands = (first_answer(kept),) if item.type == "text" else agreed(dialogue, kept)
    return ItemReading(tuple(_read(dialogue, value) for value in stands))


def _extreme(item: Item) -> Callable[..., Value] | None:
    """Which of several values a question wants, as "highest temperature"; None where it wants the one that stands."""
    if item.type not in ("integer", "decimal"):
        return None
    words = item.question.lower().split()
    return max if "highest" in words or "maximum" in words else min if "lowest" in words else None


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


def _read(dialogue: Dialogue, value: Value) -> Read:
    said = _sentences(dialogue, value)
    proof = [dialogue.evidence(value.window.at, said[0].start, said[-1].end)]
    if asked := value.window.asked:
        proof.append(dialogue.evidence(asked.at, asked.start, asked.end))
    review = (f"converted from {value.said}",) if value.said else ()
    return Read(value.value, tuple(proof), _ANSWERED if asked else _STATED, review)


def _sentences(dialogue: Dialogue, value: Value) -> list[Sentence]:
    """The sentences of the turn that hold the value."""
    return [s for s in dialogue.by_turn[value.window.at] if s.start < value.end and s.end > value.start]


def _number(item: Item, reader: NumberReader, window: Window) -> Value | None:
    figure = reader.read(window)
    if figure is None:
        return None
    inside = in_range(item, figure.value) and fits_type(item, figure.value)
    value = written(item, figure.value) if inside else f"{figure.value:g}"
    return Value(value, window, figure.start, figure.end, figure.strength, inside, figure.said)


def _grade(item: Item, figures: Mapping[int, str], reader: NumberReader, window: Window) -> Value | None:
    """A choice that is a figure, as of a class or a grade."""
    found = _number(item, reader, window)
    if found is None or not found.inside or window.strength < ENOUGH:
        return None
    return replace(found, value=figures[int(found.value)]) if int(found.value) in figures else None


def _in_a_range(
    item: Item, ranges: Sequence[tuple[float, float, str]], reader: NumberReader, window: Window
) -> Value | None:
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


def _yes_no(dialogue: Dialogue, item: Item, window: Window) -> Value | None:
    if window.strength < ENOUGH:
        return None
    said = [s for s in dialogue.by_turn[window.at] if window.start <= s.start < window.end]
    value: str | None
    if (window.settled or window.goes_on) and not (said and _PLAINLY.match(said[0].text)):
        return None
    if window.asked:
        answered = "yes" if said and _DID.match(said[0].text) else polarity(said)
        if answered == "unclear" and said:
            answered = _told(window.asked, said)
        value = None if answered == "unclear" or window.asked.wh else answered
    else:
        value = _stated(dialogue, said[0]) if said else None
    if value is None:
        return None
    choice = next((choice for choice in item.choices if choice.lower() == value), value)
    return Value(choice, window, window.start, said[0].end, window.strength)


def _told(asked: Sentence, answers: Sequence[Sentence]) -> Polarity:
    """Yes or no in an answer that starts with neither: "I try. Yes.", "I forgot it", or a thing that was asked for."""
    if bare := [one for one in answers if len(one.words) == 1 and polarity((one,)) != "unclear"]:
        return polarity(bare[-1:])
    answer = answers[0]
    chosen = choice_in(answer.text, ("yes", "no"))
    if chosen is not None:
        return "yes" if chosen.choice == "yes" else "no"
    return "yes" if _ANY.search(asked.text) and _A_THING.match(answer.text) else "unclear"


def _stated(dialogue: Dialogue, sentence: Sentence) -> str | None:
    if dialogue.staff(sentence.turn) and not cues.RECAP.search(sentence.text) and not dialogue.staff_only:
        return None
    if cues.MAYBE.search(sentence.text) or cues.WARNING.search(sentence.text):
        return None
    return "no" if _NOT.search(sentence.text) else "yes"


def _choice(dialogue: Dialogue, item: Item, window: Window) -> Value | None:
    text = dialogue.texts[window.at][window.start : window.end]
    chosen = choice_in(text, item.choices, known=item_words(item).named)
    if agreed_to := _agreed_to(dialogue, item, window, chosen):
        return agreed_to
    if chosen is None or (window.asked is None and misread(text, chosen)):
        return None
    if window.goes_on and not chosen.named and re.match(r"\W*(?:i|he|she) do", text, re.IGNORECASE):
        return None
    if word_pattern("expected").search(clause_before(text, chosen.start)):
        return None
    if window.settled and not chosen.named:
        return None
    if window.asked is None and _only_possible(text, chosen):
        return None
    strength = window.strength + (0.0 if window.strength >= ENOUGH else 1.2 * chosen.named) - 0.4 * (not chosen.named)
    if strength < ENOUGH - 0.4:
        return None
    return Value(chosen.choice, window, window.start + chosen.start, window.start + chosen.end, strength)


def _agreed_to(dialogue: Dialogue, item: Item, window: Window, chosen: Chosen | None) -> Value | None:
    """The choice that a question offered, where the answer is yes and names no other."""
    if window.asked is None or window.asked.wh or window.goes_on or (chosen is not None and chosen.named):
        return None
    said = [s for s in dialogue.by_turn[window.at] if window.start <= s.start < window.end]
    offered = only_choice_in(window.asked.text, item.choices) if polarity(said) == "yes" else None
    if offered is None or window.strength < ENOUGH:
        return None
    return Value(offered.choice, window, said[0].start, said[0].end, window.strength)


def _only_possible(text: str, chosen: Chosen) -> bool:
    """Whether the sentence with the choice warns or supposes."""
    start = max(text.rfind(mark, 0, chosen.start) for mark in ".!?") + 1
    ends = [at for mark in ".!?" if (at := text.find(mark, chosen.end)) >= 0]
    sentence = text[start : min(ends, default=len(text))]
    return bool(cues.MAYBE.search(sentence) or cues.WARNING.search(sentence))


def _text(dialogue: Dialogue, window: Window) -> Value | None:
    """A text item takes the answer to its own question, in the speaker's words."""
    said = dialogue.texts[window.at][window.start : window.end]
    if window.asked is None or window.strength < ENOUGH or len(said) > _TEXT_LIMIT:
        return None
    if len(said.split()) < 2 and said.strip(".").lower() in ("yes", "yeah", "okay"):
        return None
    return Value(said, window, window.start, window.end, window.strength)
