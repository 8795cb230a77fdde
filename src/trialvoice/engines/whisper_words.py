"""Words as Whisper's two engines time them, made into the project's own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trialvoice.core.records import Word


@dataclass(frozen=True)
class Piece:
    """What an engine calls a word: with the space before it, if any, and times in seconds."""

    text: str
    start: float
    end: float
    probability: float


def words_of(pieces: Iterable[Piece], *, offset_ms: int = 0) -> Iterator[Word]:
    """Whole words, `offset_ms` later than the pieces say.

    A piece with no space before it, such as the .8 of 36.8, belongs to the word before.
    """
    last: Word | None = None
    for piece in pieces:
        if not piece.text.strip():
            continue
        word = _word(piece, offset_ms)
        if last is None:
            last = word
        elif piece.text[:1].isspace():
            yield last
            last = word
        else:
            last = _joined(last, word)
    if last is not None:
        yield last


def _word(piece: Piece, offset_ms: int) -> Word:
    start = max(0, offset_ms + round(piece.start * 1000))
    return Word(
        start=start,
        end=max(start, offset_ms + round(piece.end * 1000)),
        text=piece.text.strip(),
        probability=min(1.0, max(0.0, float(piece.probability))),
    )


def _joined(word: Word, piece: Word) -> Word:
    return Word(
        start=word.start,
        end=max(word.end, piece.end),
        text=word.text + piece.text,
        probability=min(word.probability, piece.probability),
    )
