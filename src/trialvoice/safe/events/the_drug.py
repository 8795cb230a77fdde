"""Whether the study drug is spoken of: by its names, or by what it is to those who talk, "your capsules", "the lot"."""

import re

from trialvoice.safe.language.dialogue import Sentence
from trialvoice.safe.lexicon import Phrases

_FORM = (
    r"(?:drugs?|medicines?|medication|treatment|tablets?|pills?|capsules?|pens?|injections?|shots?|infusions?|inhaler|"
    r"patch(?:es)?|product|therapy|doses?)"
)
_SPOKEN_OF = re.compile(
    rf"\b(?:study|trial) {_FORM}\b|\b(?:our|your|these|those|this kind of|that kind of) {_FORM}\b|\bthe (?:dose|lot|"
    rf"tablets?|capsules?|pills?|pens?|injections?|infusions?|shots?|inhaler|patch(?:es)?)\b(?! (?:for|from))|\bboth "
    rf"of them\b",
    re.IGNORECASE,
)


def names_the_drug(sentence: Sentence, drug: Phrases) -> bool:
    """drug: the study drug's names."""
    return bool(_SPOKEN_OF.search(sentence.text)) or any(True for _ in drug.find(sentence.words))


def spoken_of_at(sentence: Sentence, drug: Phrases) -> tuple[tuple[int, int], ...]:
    """Where it is spoken of: [start, end) characters of the turn."""
    words, offset = sentence.words, sentence.start
    named = ((words[hit.first].start, words[hit.last].end) for hit in drug.find(words))
    described = ((offset + match.start(), offset + match.end()) for match in _SPOKEN_OF.finditer(sentence.text))
    return (*named, *described)
