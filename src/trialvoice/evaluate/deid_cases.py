"""Conversations with identifiers whose places are known, as JSON Lines: the corpus's format and a user's own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Self

from pydantic import ConfigDict, Field, ValidationError, model_validator

from trialvoice.core.errors import StudyError
from trialvoice.core.records import Record, Speech


class _Loose(Record):
    model_config = ConfigDict(strict=False)


class CaseTurn(_Loose):
    """One turn: who speaks, and what."""

    role: str
    text: Speech


class Piece(_Loose):
    """[start, end) characters of the text of turn `turn` (from 0)."""

    turn: Annotated[int, Field(ge=0)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]


class Value(_Loose):
    """One identifier. It may be said in several pieces or several times: it is covered if every piece is.

    No pieces: it is known to be there but stands nowhere as it is written, which counts as missed.
    """

    type: str
    phenomenon: str
    pieces: tuple[Piece, ...]


class Case(_Loose):
    """A conversation. One without values is a hard negative, and nothing of it should go.

    phenomenon: of its value, or the kind of hard negative.
    """

    id: str
    phenomenon: str
    turns: tuple[CaseTurn, ...]
    values: tuple[Value, ...] = ()

    @model_validator(mode="after")
    def _pieces_lie_in_turns(self) -> Self:
        for piece in (piece for value in self.values for piece in value.pieces):
            if piece.turn >= len(self.turns) or not piece.start < piece.end <= len(self.turns[piece.turn].text):
                raise ValueError("a piece lies outside its turn")
        return self

    @property
    def texts(self) -> list[str]:
        """The turns' texts."""
        return [turn.text for turn in self.turns]


def read_cases(path: Path) -> list[Case]:
    """The cases of a JSON Lines file. Raises StudyError TV144 naming the line."""
    return [_case(path, number, line) for number, line in _lines(path)]


def _case(path: Path, number: int, line: str) -> Case:
    try:
        return Case.model_validate_json(line)
    except ValidationError:
        raise _malformed(path, number, "a case as `python -m trialvoice.evaluate.spoken` prints it") from None


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise _malformed(path, 1, "a file of JSON Lines in UTF-8") from None
    return ((number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip())


def _malformed(path: Path, line: int, form: str) -> StudyError:
    return StudyError("TV144", "the cases cannot be read", place=f"{path.name} line {line}", remedy=f"give {form}")
