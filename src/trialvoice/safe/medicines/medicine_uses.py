"""What a medicine is for, where somebody near its name says one of the things that it is commonly used for."""

import re
from collections.abc import Iterator
from functools import lru_cache

from trialvoice.safe.language import cues
from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.cue_file import cue_file
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.lexicon import lexicon

_BACK, _ON = 8, 2
"""Turns before and after the name in which its reason may be said."""
_ENDING = "*"


def use_in(mention: Mention) -> Mention | None:
    """The use that the sentence itself names last before the medicine, else first after it."""
    said = list(_said(mention.term, mention.sentence))
    before = [use for use in said if use.end <= mention.start]
    after = [use for use in said if use.start >= mention.end]
    return next(iter(before[-1:] or after), None)


def use_near(dialogue: Dialogue, mention: Mention) -> Mention | None:
    """The use named nearest in the turns before, else soon after; None where a medicine has no known use."""
    at = mention.sentence.at
    back = [s for turn in range(max(at - _BACK, 0), at + 1) for s in dialogue.by_turn[turn]]
    on = [s for turn in range(at, min(at + _ON + 1, len(dialogue.turns))) for s in dialogue.by_turn[turn]]
    earlier = (s for s in reversed(back) if (s.at, s.start) < (at, mention.sentence.start))
    later = (s for s in on if (s.at, s.start) > (at, mention.sentence.start))
    return next((use for sentence in (*earlier, *later) for use in _said(mention.term, sentence)), None)


def _said(term: str, sentence: Sentence) -> Iterator[Mention]:
    pattern = _uses(term)
    for found in pattern.finditer(sentence.text) if pattern else ():
        if not cues.negates(sentence.text[: found.start()]):
            yield Mention(found[0], sentence, sentence.start + found.start(), sentence.start + found.end())


@lru_cache(maxsize=2048)
def _uses(term: str) -> re.Pattern[str] | None:
    """The words of every use of a medicine."""
    file = cue_file("drug_uses")
    uses = [entry for entry in file.data["uses"] if any(_is(term, drug) for drug in entry["drugs"])]
    words = [word for entry in uses for word in entry["words"]]
    return file.compile([rf"\b(?:{'|'.join(words)})\b"]) if words else None


def _is(term: str, drug: str) -> bool:
    """Whether a medicine is that one, of that class, or ends or begins as the list says."""
    if drug.startswith(_ENDING):
        return term.endswith(drug.removeprefix(_ENDING))
    if drug.endswith(_ENDING):
        return term.startswith(drug.removesuffix(_ENDING))
    return term == drug or term in lexicon().classes.get(drug, ())
