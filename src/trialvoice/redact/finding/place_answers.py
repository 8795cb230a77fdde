"""Short answers that are places: to "which town?", and half a postcode."""

import re
from collections.abc import Iterator
from itertools import dropwhile

from trialvoice.redact.lexicon import word_set
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, stays

_FILLERS = word_set("around_answers")
_NAMES = 4  # words of a town or a street, and what else is said with it
_HALF_POSTCODE = re.compile(
    r"(?<![\w'’])(?:[a-z][\s,]{0,2}){1,2}(?:\d|one\b|oh\b)[\d\s,]*(?:[a-z](?![\w'’]))?|(?:\d|\bone|\boh)["
    r"\s,]{0,2}[a-z](?:[\s,]{0,2}[a-z])?(?![\w'’])",
    re.I,
)


def place_named(line: Line, policy: Policy) -> Iterator[Hit]:
    """A short answer to "which town?": all of it, whatever its words."""
    words = [i for i, token in enumerate(line.tokens) if token.alphabetic and token.low not in _FILLERS]
    words = list(dropwhile(lambda i: _of_no_place(line, i), words))
    end = next((n for n, i in enumerate(words) if _of_no_place(line, i) or i - words[0] != n), len(words))
    said = words[:end] if words and line.low(words[0] - 1) not in ("a", "an") else []
    if said and len(words) <= _NAMES and not any(stays(line, i, policy) for i in said):
        yield Hit(line.tokens[said[0]].start, line.tokens[said[-1]].bare_end, "ADDRESS", 0.5, "answer")


def half_postcodes(line: Line) -> Iterator[Hit]:
    """Letters and digits of a postcode that is said over two turns: "n w one" / "six x e"."""
    for found in _HALF_POSTCODE.finditer(line.text):
        yield Hit(*found.span(), "ADDRESS", 0.6, "answer")


def _of_no_place(line: Line, index: int) -> bool:
    """Whether a word belongs to no name of a place; "long" and "little" do before another word."""
    word = line.low(index)
    return word in NOT_A_NAME and not (word in ("long", "little", "great") and line.tokens[index + 1 : index + 2])
