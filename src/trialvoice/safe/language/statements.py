"""Statements: sentences, and where nothing was punctuated, what lies between "and then" and "but i"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from trialvoice.safe.language.dialogue import Dialogue, Sentence

_LONG = 14
"""Words from which a sentence without a comma is taken to be several."""
_JOINT = re.compile(
    r"\s(?=(?:and then|and|but|so|then|now|um|uh|well|ok|okay|oh)\s(?:i|i'm|i've|i'd|he|she|we|they|it|"
    r"it's|its|that|that's|thats|"
    r"this|my|our|the|there|in|on|at|now|what|did|do|have|any|you|easter|yesterday|mon\w*day|tuesday|"
    r"wednesday|thursday|friday|"
    r"saturday|sunday|mornings?|evenings?)\b|(?:they've|they're|i've|we've|you've) )",
    re.IGNORECASE,
)


def statements(dialogue: Dialogue) -> tuple[tuple[Sentence, ...], ...]:
    """Sentences by turn, those without punctuation cut where a new statement begins."""
    return tuple(tuple(piece for s in turn for piece in pieces(s)) for turn in dialogue.by_turn)


def pieces(sentence: Sentence) -> Iterator[Sentence]:
    """The statements of one sentence; most often itself."""
    text = sentence.text
    cuts = [m.start() + 1 for m in _JOINT.finditer(text)]
    if not cuts or len(sentence.words) <= _LONG or re.search(r"[,;]", text):
        yield sentence
        return
    for first, last in zip([0, *cuts], [*cuts, len(text)], strict=True):
        piece = text[first:last].rstrip()
        start, end = sentence.start + first, sentence.start + first + len(piece)
        words = tuple(w for w in sentence.words if start <= w.start < end)
        yield replace(sentence, start=start, end=end, text=piece, words=words)
