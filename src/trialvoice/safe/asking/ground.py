"""Where a claimed quote stands in the transcript: exact, normalised or fuzzy; nowhere means no claim."""

import re

from rapidfuzz import fuzz

from trialvoice.core.findings import Evidence, Match
from trialvoice.core.records import SafeTranscript
from trialvoice.safe.asking.texts import Texts
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.language.numbers import WORDS

FUZZY_LEAST = 86.0
"""Similarity of a fuzzy match, 0-100. Below it small models' inventions begin to pass."""
SHORTEST_FUZZY = 8
"""Characters. Two short words are alike by chance."""
_WORD = re.compile(r"\[\w+\]|\d+(?:\.\d+)?|[^\W\d_]+")
_SPELLING = {
    "diarrhoea": "diarrhea",
    "haemorrhage": "hemorrhage",
    "ok": "okay",
    "mum": "mom",
    "gonna": "going",
}


class Grounder:
    """Aligns quotes with one transcript, whose normalised text is made once."""

    def __init__(self, dialogue: Dialogue) -> None:
        self._dialogue = dialogue
        self._position = {turn.id: at for at, turn in enumerate(dialogue.turns)}
        self._words = [_normalised(text) for text in dialogue.texts]
        self._flat = [" ".join(word for word, _, _ in words) for words in self._words]
        self._spoken, self._plainly = Texts(dialogue.texts), Texts([f" {flat} " for flat in self._flat])

    def ground(self, quote: str, turn: int | None = None) -> Evidence | None:
        """Proof of a quote, looked for in the claimed turn first, or None where it stands nowhere.

        turn: the id that the claim names. A wrong turn is forgiven where the words are found exactly
        elsewhere; a fuzzy match must be in the claimed turn or one beside it.
        """
        quote = quote.strip()
        if not any(c.isalnum() for c in quote):
            return None
        claimed = self._position.get(turn) if turn is not None else None
        return self._exact(quote, claimed) or self._plain(quote, claimed) or self._fuzzy(quote, claimed)

    def _exact(self, quote: str, claimed: int | None) -> Evidence | None:
        found = self._spoken.nearest(quote, claimed)
        return self._dialogue.evidence(*found, "exact") if found else None

    def _plain(self, quote: str, claimed: int | None) -> Evidence | None:
        wanted = " ".join(word for word, _, _ in _normalised(quote))
        found = self._plainly.nearest(f" {wanted} ", claimed) if wanted else None
        if found is None:
            return None
        at, start, _ = found  # the blank before it stands where the words do without the one in front
        return self._evidence(at, start, start + len(wanted), "normalised")

    def _fuzzy(self, quote: str, claimed: int | None) -> Evidence | None:
        wanted = " ".join(word for word, _, _ in _normalised(quote))
        if len(wanted) < SHORTEST_FUZZY:
            return None
        near = range(len(self._flat)) if claimed is None else range(max(claimed - 1, 0), claimed + 2)
        best: tuple[float, int, int, int] | None = None
        for at in near:
            if at >= len(self._flat) or len(self._flat[at]) < len(wanted) * 0.8:
                continue
            found = fuzz.partial_ratio_alignment(wanted, self._flat[at], score_cutoff=FUZZY_LEAST)
            if found and (best is None or found.score > best[0]):
                best = (found.score, at, found.dest_start, found.dest_end)
        return self._evidence(*best[1:], "fuzzy") if best else None

    def _evidence(self, at: int, start: int, end: int, match: Match) -> Evidence:
        """[start, end) of the normalised text, widened to whole words, as a place in the turn's own text."""
        place, touched = 0, []
        for word, first, last in self._words[at]:
            if place < end and place + len(word) > start:
                touched.append((first, last))
            place += len(word) + 1
        return self._dialogue.evidence(at, touched[0][0], touched[-1][1], match)


def ground(transcript: SafeTranscript, quote: str, turn: int | None = None) -> Evidence | None:
    """Proof of one quote. For many quotes of one visit make a `Grounder`."""
    return Grounder(Dialogue(transcript)).ground(quote, turn)


def _normalised(text: str) -> list[tuple[str, int, int]]:
    """Words without case and punctuation, numbers below 21 as digits, each with its place in `text`."""
    text = text.replace("’", "'")
    found = []
    for match in _WORD.finditer(text):
        word = match[0].lower()
        found.append((str(WORDS[word]) if word in WORDS else _SPELLING.get(word, word), match.start(), match.end()))
    return found
