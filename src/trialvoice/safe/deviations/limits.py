"""Figures against the limits that are named for them: "day ninety-two", due on eighty-five, five days either side.

A limit is a highest or a lowest figure, or a target with so much either side; it may be asked for and answered. What
is said to be the figure stands nearby, and is no limit itself. Figures decide, whatever else is said of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from trialvoice.core.findings import DeviationCategory
from trialvoice.safe.deviations.deviation_cues import cue
from trialvoice.safe.drafts import Draft, deviation
from trialvoice.safe.language.assertion import LIKELY
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.numbers import Number, numbers
from trialvoice.safe.language.passages import following, preceding

Of = Literal["day", "washout", "criterion"]
BROKEN: Mapping[Of, tuple[DeviationCategory, str]] = {
    "day": ("visit_window", "the visit is outside its window"),
    "washout": ("eligibility", "another medicine was stopped too late before the first dose"),
    "criterion": ("eligibility", "a value is beyond its limit"),
}
"""What a broken limit is called."""
_BACK, _ON = 5, 2
"""Turns before and after a limit in which its figure is told."""
_LEAST_DAY = 8
"""Study days below this are figures of other things."""
_DAY = re.compile(r"\bday (?:a |one )?$", re.IGNORECASE)
_ENDS = re.compile(r"\W*$|[,.;?!]| (?:is|was|would)\b| (?:but|and)\b")
_OF = re.compile(r"^(?: \w+){0,2} (?:either|each) (?:side|way) of (?:day )?[\w-]+(?: \w+)?", re.IGNORECASE)
_LIKE = 2.0
"""How many times a limit a figure of the same thing may be, at most."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure that keeps or breaks its limit. kept: whether it is none the worse."""

    of: Of
    kept: bool
    figure: Sentence
    limit: Sentence


@dataclass(frozen=True, slots=True)
class _Limit:
    low: float
    high: float
    sentence: Sentence


def compared(dialogue: Dialogue) -> tuple[Compared, ...]:
    """Every figure that has a limit near it, one for each limit."""
    found = (_compare(dialogue, of, limit) for of, limit in _limits(dialogue))
    return tuple(one for one in found if one)


def beyond_limits(dialogue: Dialogue, figures: Sequence[Compared]) -> tuple[Draft, ...]:
    """Deviations, one for each kind of limit that is broken. figures: of `compared`."""
    broken = {one.of: one for one in figures if not one.kept}
    return tuple(_draft(dialogue, one) for one in broken.values())


def _draft(dialogue: Dialogue, one: Compared) -> Draft:
    category, text = BROKEN[one.of]
    told = dict.fromkeys((one.figure, one.limit))
    proof = [dialogue.evidence(s.at, s.start, s.end) for s in told]
    return deviation(category, text, proof, rule="limit", confidence=LIKELY)


def _compare(dialogue: Dialogue, of: Of, limit: _Limit) -> Compared | None:
    for sentence, number in _figures(dialogue, of, limit):
        return Compared(of, limit.low <= number.value <= limit.high, sentence, limit.sentence)
    return None


def _limits(dialogue: Dialogue) -> Iterator[tuple[Of, _Limit]]:
    for sentence in dialogue.sentences:
        if not dialogue.staff(sentence.turn):
            continue
        found = list(numbers(sentence.text))
        if named := _asked_for(dialogue, sentence, found) or _named(sentence, found):
            yield "criterion", named
        elif any(cue("limit", "washout").search(s.text) for s in (sentence, *preceding(dialogue, sentence, 1))):
            needed = [n for n in found if _is(sentence, n, "at_least")]
            yield from (("washout", _Limit(n.value, float("inf"), sentence)) for n in needed[:1])
        elif _speaks_of_days(dialogue, sentence):
            yield from (("day", limit) for limit in _of_days(dialogue, sentence, found))


def _asked_for(dialogue: Dialogue, sentence: Sentence, found: Sequence[Number]) -> _Limit | None:
    """A limit as the answer to a question: "What's the lowest we can take?" - "Sixteen."."""
    asked = dialogue.question_before(sentence.at)
    if asked is None or not found or not cue("limit", "entry").search(asked.text):
        return None
    if cue("limit", "lowest").search(asked.text):
        return _Limit(found[0].value, float("inf"), sentence)
    if cue("limit", "highest").search(asked.text):
        return _Limit(float("-inf"), found[0].value, sentence)
    return None


def _named(sentence: Sentence, found: Sequence[Number]) -> _Limit | None:
    """A limit that is called one: "a hundred is the least we take"."""
    for number in found:
        after = sentence.text[number.end :]
        if cue("limit", "at_least_after").search(after) and cue("limit", "lowest").search(after):
            return _Limit(number.value, float("inf"), sentence)
        if cue("limit", "at_most_after").search(after) and cue("limit", "highest").search(after):
            return _Limit(float("-inf"), number.value, sentence)
    return None


def _speaks_of_days(dialogue: Dialogue, sentence: Sentence) -> bool:
    around = (*preceding(dialogue, sentence, _BACK + 1), *following(dialogue, sentence, 0))
    return any(cue("limit", "days").search(s.text) for s in around)


def _of_days(dialogue: Dialogue, sentence: Sentence, found: Sequence[Number]) -> Iterator[_Limit]:
    for number in found:
        if _is(sentence, number, "at_most") and number.value >= _LEAST_DAY and _a_day(sentence, number, alone=True):
            yield _Limit(0, number.value, sentence)
        elif _is(sentence, number, "either_side"):
            of = _OF.match(sentence.text[number.end :])
            targets = (
                [n.value for n in numbers(of[0])]
                if of
                else [
                    n.value
                    for s in preceding(dialogue, sentence, 2)
                    for n in numbers(s.text)
                    if _is(s, n, "target") and n.value >= _LEAST_DAY
                ]
            )
            yield from (_Limit(day - number.value, day + number.value, sentence) for day in targets[:1])


def _figures(dialogue: Dialogue, of: Of, limit: _Limit) -> Iterator[tuple[Sentence, Number]]:
    """What may be the figure of a limit, the nearest first: before the limit, then after it."""
    before, after = preceding(dialogue, limit.sentence, _BACK), following(dialogue, limit.sentence, _ON)
    around = (*before, *after)
    named = limit.high if limit.high < float("inf") else limit.low
    for sentence in around:
        if of == "criterion" and (sentence is limit.sentence or not _tells_a_figure(sentence)):
            continue
        for number in reversed(numbers(sentence.text)):
            if not named / _LIKE <= number.value <= named * _LIKE or _is_limit(sentence, number):
                continue
            if of == "washout" and not _weeks(sentence, number) and sentence is not limit.sentence:
                continue
            if of == "day" and not _a_day(sentence, number, alone=sentence is not limit.sentence):
                continue
            yield sentence, number


def _tells_a_figure(sentence: Sentence) -> bool:
    """ "I get thirteen", or a figure that ends the sentence."""
    return bool(
        cue("limit", "comes_to").search(sentence.text)
        or any(_ENDS.match(sentence.text[number.end :]) for number in numbers(sentence.text)[-1:])
    )


def _is_limit(sentence: Sentence, number: Number) -> bool:
    return any(_is(sentence, number, name) for name in ("at_most", "at_least", "either_side", "target"))


def _is(sentence: Sentence, number: Number, name: str) -> bool:
    """Whether the words around a number make it a limit of that name."""
    before, after = sentence.text[: number.start], sentence.text[number.end :]
    return bool(cue("limit", f"{name}_before").search(before) or cue("limit", f"{name}_after").search(after))


def _a_day(sentence: Sentence, number: Number, *, alone: bool) -> bool:
    """Whether a number is that of a study day: "day ninety-two", or by itself where it may stand alone."""
    before, after = sentence.text[: number.start], sentence.text[number.end :]
    return bool(_DAY.search(before)) or (alone and bool(_ENDS.match(after)))


def _weeks(sentence: Sentence, number: Number) -> bool:
    return bool(re.match(r"\W*(?:and \w+ \w+ |and a half )?(?:full |whole |clear )?(?:weeks?|months?|days?|years?)\b",
                         sentence.text[number.end :], re.IGNORECASE))  # fmt: skip
