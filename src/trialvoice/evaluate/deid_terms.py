"""Clinical words that a redaction takes away: of the words of known terms, the share that is touched."""

import re
from collections.abc import Sequence
from importlib.resources import as_file, files

from trialvoice.evaluate.deid_detectors import Covered
from trialvoice.evaluate.deid_scores import Score, score_of
from trialvoice.evaluate.deid_sets import Dialogue
from trialvoice.evaluate.terms import Terms, classified, load_terms
from trialvoice.evaluate.words import Token

CLASSES = ("drug", "symptom", "lab")
"""The classes that the bar on lost terms counts."""
_WORD = re.compile(r"[^\W_]+")


def clinical_terms() -> Terms:
    """Our own terms of the recogniser's measure and of this one, those classes that must stay."""
    own = load_terms(None, _plain)
    with as_file(files("trialvoice.evaluate") / "deid_terms.txt") as path:
        more = load_terms(path, _plain)
    classes = {**own.classes, **more.classes}
    return Terms(classes={phrase: kind for phrase, kind in classes.items() if kind in CLASSES})


def terms_lost(dialogues: Sequence[Dialogue], found: Sequence[Sequence[Covered]], terms: Terms) -> dict[str, Score]:
    """Words of terms that are touched: `all`, and by class."""
    lost: dict[str, list[bool]] = {kind: [] for kind in ("all", *CLASSES)}
    for texts, covered in zip(dialogues, found, strict=True):
        for text, spans in zip(texts, covered, strict=True):
            for kind, gone in _judged(text, spans, terms):
                lost["all"].append(gone)
                lost[kind].append(gone)
    return {kind: score_of(flags) for kind, flags in lost.items()}


def _judged(text: str, spans: Covered, terms: Terms) -> list[tuple[str, bool]]:
    words = list(_WORD.finditer(text))
    kinds = classified([Token(word[0].lower(), "", None, None, None) for word in words], terms)
    return [
        (kind, any(start < word.end() and word.start() < end for start, end in spans))
        for word, kind in zip(words, kinds, strict=True)
        if kind is not None
    ]


def _plain(text: str) -> str:
    """Lower-case words; what stands between them says nothing."""
    return " ".join(word[0].lower() for word in _WORD.finditer(text))
