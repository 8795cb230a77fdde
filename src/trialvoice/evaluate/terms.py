"""Medical-term word error rate: of the words of the truth that are medical terms, the share that was not recognised."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from trialvoice.core.errors import StudyError
from trialvoice.core.records import Record
from trialvoice.evaluate.alignment import Alignment
from trialvoice.evaluate.counts import Ratio, share
from trialvoice.evaluate.normalise import Normalise
from trialvoice.evaluate.words import Token

Phrase = tuple[str, ...]


class Terms(Record):
    """Normalised terms, each a phrase of one token or more, with their class: drug, condition and so on."""

    classes: dict[Phrase, str]

    @property
    def longest(self) -> int:
        """Tokens of the longest phrase."""
        return max((len(phrase) for phrase in self.classes), default=0)


def load_terms(path: Path | None, normalise: Normalise) -> Terms:
    """Terms of a file, or the project's own list where none is named. Raises StudyError TV143.

    A term a line; `[drug]` begins a class, terms before any such line are of the class `term`; `#` begins a comment.
    """
    try:
        own = files("trialvoice.evaluate") / "medical_terms.txt"
        text = (path or own).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise StudyError(
            "TV143", "the terms cannot be read", place=str(path), remedy="give a UTF-8 file with a term a line"
        ) from None
    classes: dict[Phrase, str] = {}
    kind = "term"
    for line in (line.partition("#")[0].strip() for line in text.splitlines()):
        if line.startswith("["):
            kind = line.strip("[] ")
        elif phrase := tuple(normalise(line).split()):
            classes.setdefault(phrase, kind)
    return Terms(classes=classes)


def term_errors(reference: Sequence[Token], alignment: Alignment, terms: Terms) -> dict[str, Ratio]:
    """`mwer` over all terms and `mwer_CLASS` over each class, in tokens. Insertions do not count."""
    kinds = classified(reference, terms)
    found: dict[str, list[bool]] = {"mwer": []}
    for kind, missed in zip(kinds, alignment.missed, strict=True):
        if kind is not None:
            found["mwer"].append(missed)
            found.setdefault(f"mwer_{kind}", []).append(missed)
    return {name: share(flags) for name, flags in found.items()}


def classified(tokens: Sequence[Token], terms: Terms) -> list[str | None]:
    """The class of the longest term that each token is part of, or None. A plural with s is the same term."""
    kinds: list[str | None] = []
    while len(kinds) < len(tokens):
        at = len(kinds)
        size, kind = _longest([token.text for token in tokens[at : at + terms.longest]], terms.classes)
        kinds += [kind] * size
    return kinds


def _longest(texts: Sequence[str], classes: Mapping[Phrase, str]) -> tuple[int, str | None]:
    for size in range(len(texts), 0, -1):
        phrase = tuple(texts[:size])
        singular = (*phrase[:-1], phrase[-1].removesuffix("s"))
        kind = classes.get(phrase) or classes.get(singular)
        if kind:
            return size, kind
    return 1, None
