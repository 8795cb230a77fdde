"""Names of items that are words for anything, as "hours" and "a day": they name the item where they are asked for."""

import re
from collections.abc import Sequence
from functools import cache

from trialvoice.safe.forms.form_lexicon import form_words
from trialvoice.safe.language.dialogue import Sentence
from trialvoice.safe.language.numbers import measured
from trialvoice.safe.language.stems import Token, stem

_HOW_MANY = re.compile(r"\bhow (?:many|much)\W+(?:\w+\W+)?$", re.IGNORECASE)
_IN = re.compile(r"\bin\W+$", re.IGNORECASE)
_NONE = re.compile(r"\b(?:none|nothing|zero)\b", re.IGNORECASE)
_SMALL = ("a", "an", "the", "in", "at", "of", "per", "this")
_NEAR = 12
"""Characters between such a name and its number."""


def is_general(name: Sequence[Token]) -> bool:
    """Whether a name says but a unit, a time or a direction."""
    alone = len(name) == 1 and name[0].word in _words("general_alone")
    return alone or all(token.word in _words("general") or token.stem in _words("general") for token in name)


def asked_by_it(sentence: Sentence, name: Sequence[Token]) -> bool:
    """Whether a sentence means the item by a general name: it asks how many, is little else, or counts by it."""
    if len(name) > 1 and _counted(sentence, name):
        return True
    before = sentence.text[: name[0].start - sentence.start]
    if _HOW_MANY.search(before) or (_IN.search(before) and sentence.question):
        return True
    others = [token for token in sentence.words if not name[0].start <= token.start <= name[-1].start]
    return sentence.turn.role != "participant" and not any(token.word not in _words("small") for token in others)


def _counted(sentence: Sentence, name: Sequence[Token]) -> bool:
    """ "One in the last seven days", of a name that is more than "a day"."""
    if len(name) <= 1 + sum(token.word in _SMALL for token in name):
        return False
    before = sentence.text[max(name[0].start - sentence.start - _NEAR - 8, 0) : name[0].start - sentence.start]
    return bool(measured(before) or _NONE.search(before))


@cache
def _words(name: str) -> frozenset[str]:
    words = str(form_words()[name]).split()
    return frozenset([*words, *map(stem, words)])
