"""Names that stand for names. Each part has its own, so "Maria Ruiz", "Mrs Ruiz" and "Marias" stay one person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from trialvoice.redact.lexicon import lexicon
from trialvoice.redact.reading.pieces import Piece
from trialvoice.redact.reading.spoken import written_view
from trialvoice.redact.replacing.forbidden import Forbidden
from trialvoice.redact.replacing.keyed import Keyed
from trialvoice.redact.replacing.said import spelled_like
from trialvoice.redact.replacing.surrogate_data import gender_of, lists
from trialvoice.redact.words import NOT_A_NAME, PARTICLES

_STAY = frozenset(
    (
        "jr",
        "sr",
        "junior",
        "senior",
        "ii",
        "iii",
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "doctor",
        "mister",
        "miss",
        "missus",
        "professor",
        "nurse",
        "sister",
        "sir",
    )
)
_MOST = 10
"""Words and signs of one name: "Dr. Maria de la Cruz-Ruiz"."""
_FEW = 8
"""A class of length with fewer names would give many people the same one."""


@dataclass(frozen=True)
class Names:
    """Names for names, of the same gender and length class.

    genders: of given names, in lower case, as the roster tells them; the lists know the usual ones.
    A name misheard in another spelling is another name here.
    """

    keyed: Keyed
    forbidden: Forbidden
    genders: Mapping[str, str] = field(default_factory=dict, repr=False)

    def shown(self, value: str) -> str | None:
        """What stands for a name, in the form in which it was said, or None where there is nothing fit."""
        pieces = written_view(value).pieces
        if len(pieces) > _MOST or any(c.isdigit() for piece in pieces for c in piece.text):
            return None  # several things that were found as one
        out, at = [], 0
        for index, piece in enumerate(pieces):
            other = self._piece(piece, value[piece.start : piece.end], first=index == 0)
            if other is None:
                return None
            out += [value[at : piece.start], other]
            at = piece.end
        return "".join(out) + value[at:]

    def _piece(self, piece: Piece, source: str, *, first: bool) -> str | None:
        if piece.kind == "letters":
            other = self._other(piece.text.lower())
            return spelled_like(other, source) if other else None
        if not source[:1].isalpha():
            return source
        low = source.lower()
        particle = low in PARTICLES and not (first and source[0].isupper() and lexicon().any_given(low))  # "Al"
        return source if particle or low in _STAY or low in NOT_A_NAME else self._word(source)

    def _word(self, source: str) -> str | None:
        stem, tail = _stem(source)
        other = self._other(stem.lower())
        return _cased(other, stem) + tail if other else None

    def _other(self, part: str) -> str | None:
        """The name for a part of a name, in lower case; a letter for a letter."""
        if len(part) == 1:
            return self.keyed.one_of("initial", part, "abcdefghijklmnoprstw".replace(part, ""), lambda _: True)
        pool = self._pool(part)
        fit = [name for name in pool if _length_class(name) == _length_class(part) and self.forbidden.allows(name)]
        return self.keyed.one_of("name", part, fit if len(fit) >= _FEW else pool, self.forbidden.allows)

    def _pool(self, part: str) -> tuple[str, ...]:
        names, gender = lists(), self.genders.get(part) or gender_of(part)
        if gender is not None:
            return names.female if gender == "female" else names.male
        words = lexicon()
        given = words.any_given(part) and part not in words.surnames and part not in words.surnames_ambiguous
        return names.either if given else names.family


def _stem(word: str) -> tuple[str, str]:
    """A name without its possessive or plural end, and the end."""
    if end := re.search(r"['’]s?$", word):
        return word[: end.start()], end[0]
    low, words = word.lower(), lexicon()
    plural = low.endswith("s") and not words.named(low) and words.named(low[:-1])
    return (word[:-1], word[-1]) if plural else (word, "")


def _length_class(name: str) -> int:
    """Short, medium or long."""
    return (len(name) > 4) + (len(name) > 7)


def _cased(name: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return name.upper()
    return name if like.islower() else name.title()
