"""Problems that a figure tells: a temperature of thirty-eight four is a fever, four capsules at once an overdose."""

import re
from collections.abc import Iterator

from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.numbers import measured, numbers

_TEMPERATURE = re.compile(r"\b(?:temperature|temp|thermometer|fever|feverish)\b", re.IGNORECASE)
_FEVER = ((38.0, 42.5), (100.4, 107.0))
"""Degrees Celsius, and Fahrenheit."""
_LIMIT = re.compile(
    r"\b(?:over|above|under|below|if|reach\w*|hits?|gets? to|goes to|than|more|week|day|page|until|till)\W*$",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"^\s*(?:days?|weeks?|years?|hours?|minutes?|percent|kilos?|pounds?|over|per|mg|milli\w+|%)\b", re.I
)
_TOO_MANY = 3
"""Doses at once from which on it is more than one taken twice by mistake."""
_TAKEN = re.compile(r"\b(?:took|taken|take|takes|swallow\w*|had|put|gave|given|inject\w*)\b|\bat once\b", re.IGNORECASE)
_AT_ONCE = re.compile(
    r"\s*(?:of (?:them|the [\w ]{1,20}?)|tablets?|pills?|capsules?|doses?|puffs?|ones|[a-z]+)?\s*(?:all )?"
    r"(?:at once|in one go|at the same time|together|at one go|instead of (?:the )?(?:one|two|1|2))\b",
    re.IGNORECASE,
)
_THE_LOT = re.compile(
    r"\b(?:took|swallowed|taken|had) (?:the (?:whole )?(?:lot|strip|box|bottle|packet))\b", re.IGNORECASE
)


def told_by_figures(dialogue: Dialogue, sentence: Sentence) -> Iterator[Mention]:
    """Fevers and overdoses of one sentence."""
    yield from _fevers(dialogue, sentence)
    yield from _overdoses(sentence)


def _fevers(dialogue: Dialogue, sentence: Sentence) -> Iterator[Mention]:
    asked = dialogue.question_before(sentence.at)
    before = dialogue.before(sentence)[-1:]
    near = (sentence, *before, *((asked,) if asked else ()))
    if sentence.question or not any(_TEMPERATURE.search(s.text) for s in near):
        return
    for number in measured(sentence.text):
        told, after = sentence.text[: number.start], sentence.text[number.end :]
        high = any(least <= number.value <= most for least, most in _FEVER)
        if high and not _LIMIT.search(told) and not _COUNTS.match(after):
            yield Mention("fever", sentence, sentence.start + number.start, sentence.start + number.end)
            return


def _overdoses(sentence: Sentence) -> Iterator[Mention]:
    if sentence.question or not _TAKEN.search(sentence.text):
        return
    for number in numbers(sentence.text):
        said = _AT_ONCE.match(sentence.text, number.end)
        if said and number.value >= _TOO_MANY:
            yield Mention("overdose", sentence, sentence.start + number.start, sentence.start + said.end())
            return
    if said := _THE_LOT.search(sentence.text):
        yield Mention("overdose", sentence, sentence.start + said.start(), sentence.start + said.end())
