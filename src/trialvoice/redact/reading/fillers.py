"""What people say while they think of the next digit: "nine one nine, uh, five five five"."""

from trialvoice.redact.lexicon import MONTHS
from trialvoice.redact.reading.pieces import Piece, is_letter

_FILLERS = tuple(
    tuple(filler.split())
    for filler in (
        "uh",
        "um",
        "er",
        "erm",
        "ah",
        "eh",
        "hmm",
        "pause",
        "mm",
        "let's see",
        "let me see",
        "let me think",
        "let me check",
        "let me look",
        "i think",
        "i think it's",
        "i believe",
        "you know",
        "what was it",
        "what is it",
        "hang on",
        "hold on",
        "one second",
        "one moment",
        "just a second",
        "okay",
        "yeah",
    )
)
_FIRST = frozenset(filler[0] for filler in _FILLERS)
_LINKS = (("then",), ("and", "then"), ("and",), ("followed", "by"))
"""Between long groups of digits only: "forty then thirty" is a dose that is lowered."""
_PAUSES = (",", ".", "-", "–", "—", "…")


def swallow_fillers(pieces: list[Piece]) -> list[Piece]:
    """Numbers, letters and months drawn out over the fillers between them and what goes on with them."""
    out: list[Piece] = []
    at = 0
    while at < len(pieces):
        piece, at = pieces[at], at + 1
        if _goes_on(piece):
            after = _after_fillers(pieces, at, piece)
            if after > at:
                piece, at = piece._replace(end=pieces[after - 1].end), after
        out.append(piece)
    return out


def _after_fillers(pieces: list[Piece], at: int, left: Piece) -> int:
    """The index of the number after one filler or more; `at` where there is none."""
    here, filled = at, 0
    while here < len(pieces):
        if pieces[here].text in _PAUSES:
            here += 1
        elif length := _filler(pieces, here):
            here, filled = here + length, filled + 1
        else:
            break
    linked = _link(pieces, here)
    if here >= len(pieces) or (not filled and not linked):
        return at
    if linked and _long(left) and here + linked < len(pieces) and _long(pieces[here + linked]):
        return here + linked
    following = here + (pieces[here].text.lower() in ("the", "of"))
    goes_on = following < len(pieces) and _goes_on(pieces[following])
    letters = goes_on and left.kind == pieces[following].kind == "letters"  # two terms: "M R I, um, E M G"
    return here if filled and goes_on and not letters else at


def _filler(pieces: list[Piece], at: int) -> int:
    if pieces[at].text.lower().replace("’", "'") not in _FIRST:
        return 0
    return max((len(f) for f in _FILLERS if _said(pieces, at, f)), default=0)


def _link(pieces: list[Piece], at: int) -> int:
    return max((len(link) for link in _LINKS if _said(pieces, at, link)), default=0)


def _said(pieces: list[Piece], at: int, words: tuple[str, ...]) -> bool:
    return tuple(piece.text.lower().replace("’", "'") for piece in pieces[at : at + len(words)]) == words


def _long(piece: Piece) -> bool:
    return piece.kind == "number" and piece.text.isdigit() and len(piece.text) >= 3


def _goes_on(piece: Piece) -> bool:
    """Whether a piece can be part of a number, a date or a spelled name."""
    if piece.kind in ("number", "ordinal", "letters") or piece.text.isdigit():
        return True
    word = piece.text.lower()
    return word in MONTHS or (is_letter(word) and word not in "ai")
