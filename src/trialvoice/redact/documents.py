"""Texts and turns from files and JSON Lines, redacted many at a time for `trialvoice redact`."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Annotated

from pydantic import ConfigDict, Field, ValidationError, model_validator

from trialvoice.core.records import Record, Speech
from trialvoice.core.roster import KnownValue
from trialvoice.redact.finding.find import Recognizer, find_all
from trialvoice.redact.policy import Policy
from trialvoice.redact.replacing.replace import replace_texts
from trialvoice.redact.replacing.tags import tag_spans
from trialvoice.redact.spans import Span

_AT_ONCE = 256  # documents a batch


class Place(Record):
    """An identifier at [start, end) of the text as it was given. The value itself is not kept."""

    type: str
    tag: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]


class RedactedText(Record):
    """A text with tags in place of its identifiers."""

    text: Speech
    spans: tuple[Place, ...] = ()


class RedactedTurn(Record):
    """A turn with tags in place of its identifiers."""

    role: str | None = None
    text: Speech
    spans: tuple[Place, ...] = ()


class InputTurn(Record):
    """A turn of one line of JSON Lines."""

    model_config = ConfigDict(extra="ignore")

    role: str | None = None
    text: Speech


class InputLine(Record):
    """One line of JSON Lines: `{"id", "text"}` or `{"id", "turns": [{"role", "text"}]}`."""

    model_config = ConfigDict(extra="ignore", strict=False)

    id: str | int
    text: Annotated[str | None, Field(repr=False)] = None
    turns: Annotated[tuple[InputTurn, ...] | None, Field(repr=False)] = None

    @model_validator(mode="after")
    def _has_one(self) -> "InputLine":
        if (self.text is None) == (self.turns is None):
            raise ValueError("give text or turns")
        return self

    def texts(self) -> list[str]:
        """The turns' texts, or the one text."""
        return [turn.text for turn in self.turns] if self.turns is not None else [self.text or ""]


class RedactedLine(Record):
    """What one line became: its `text` or its `turns`, as it was given, or the error that refuses it."""

    id: str | int | None
    text: Annotated[str | None, Field(repr=False)] = None
    spans: tuple[Place, ...] | None = None
    turns: tuple[RedactedTurn, ...] | None = None
    error: str | None = None


def redact_text(text: str, *, recognizer: Recognizer, policy: Policy | None = None) -> RedactedText:
    """One text, redacted."""
    return _redact([[text]], recognizer, policy)[0][0]


def redact_turns(
    texts: Sequence[str],
    *,
    recognizer: Recognizer,
    policy: Policy | None = None,
    roster: Iterable[KnownValue | str] = (),
) -> list[RedactedText]:
    """The turns of one conversation, redacted with what they say of each other."""
    return _redact([texts], recognizer, policy, roster)[0]


def redact_lines(
    lines: Iterable[str],
    *,
    recognizer: Recognizer,
    policy: Policy | None = None,
    roster: Iterable[KnownValue | str] = (),
    at_once: int = _AT_ONCE,
) -> Iterator[RedactedLine]:
    """JSON Lines, redacted in batches, one out for each that is not blank, in order.

    A line that cannot be read gives a line with an `error` and stops no other.
    """
    source = (line for line in lines if line.strip())
    while batch := [_parsed(line) for line in islice(source, at_once)]:
        good = [entry for entry in batch if isinstance(entry, InputLine)]
        done = iter(_redact([entry.texts() for entry in good], recognizer, policy, roster))
        for entry in batch:
            yield _line(entry, next(done)) if isinstance(entry, InputLine) else entry


def _parsed(line: str) -> InputLine | RedactedLine:
    try:
        return InputLine.model_validate_json(line)
    except ValidationError:
        return RedactedLine(id=None, error='not {"id", "text"} or {"id", "turns": [{"role", "text"}]} [TV502]')


def _line(entry: InputLine, done: list[RedactedText]) -> RedactedLine:
    if entry.turns is None:
        return RedactedLine(id=entry.id, text=done[0].text, spans=done[0].spans)
    turns = tuple(
        RedactedTurn(role=turn.role, text=safe.text, spans=safe.spans)
        for turn, safe in zip(entry.turns, done, strict=True)
    )
    return RedactedLine(id=entry.id, turns=turns)


def _redact(
    documents: Sequence[Sequence[str]],
    recognizer: Recognizer,
    policy: Policy | None,
    roster: Iterable[KnownValue | str] = (),
) -> list[list[RedactedText]]:
    found = find_all(documents, recognizer=recognizer, policy=policy, roster=roster)
    return [_redacted(texts, spans) for texts, spans in zip(documents, found, strict=True)]


def _redacted(texts: Sequence[str], spans: Sequence[Span]) -> list[RedactedText]:
    places: list[list[Place]] = [[] for _ in texts]
    for one in tag_spans(texts, spans):
        span = one.span
        places[span.turn_index].append(Place(type=span.type, tag=one.tag, start=span.start, end=span.end))
    safe = replace_texts(texts, spans)
    return [RedactedText(text=text, spans=tuple(place)) for text, place in zip(safe, places, strict=True)]
