"""The JSON that the stage commands write, one object a file or a line.

`redact` reads what `transcribe` writes, and `extract` reads what `redact` writes.
"""

from typing import Annotated

from pydantic import Field

from trialvoice.core.findings import Finding
from trialvoice.core.records import (
    Milliseconds,
    Probability,
    Record,
    Role,
    SafeTranscript,
    Speech,
    Transcript,
    Turn,
    Word,
)
from trialvoice.core.results import Compliance, FilledItem, Mentioned, NotDeviation, Query, Tokens


class SpeakerLine(Record):
    """A speaker, the role found, and how long they spoke, ms."""

    speaker: str
    role: Role
    role_confidence: Probability
    spoken: Milliseconds


class TurnDocument(Record):
    """A turn with its text written out; times in ms."""

    id: Annotated[int, Field(ge=1)]
    start: Milliseconds
    end: Milliseconds
    speaker: str
    role: Role
    role_confidence: Probability
    text: Speech
    words: Annotated[tuple[Word, ...], Field(repr=False)]


class TranscriptDocument(Record):
    """Words, turns, speakers and roles of one recording."""

    id: str
    language: str
    safe: bool
    """Whether it has passed the gate."""
    speakers: tuple[SpeakerLine, ...]
    turns: tuple[TurnDocument, ...]
    redactions: dict[str, int] = Field(default_factory=dict)
    """Replaced identifiers by type, in a safe transcript."""
    warnings: tuple[str, ...] = ()


class Extraction(Record):
    """What `extract` found in one transcript."""

    id: str
    findings: tuple[Finding, ...]
    mentions: tuple[Mentioned, ...]
    """Every health problem that was named: denied, feared, past and others' ones too."""
    forms: tuple[FilledItem, ...]
    not_deviations: tuple[NotDeviation, ...] = ()
    """What sounded like a deviation and was ruled to be none."""
    queries: tuple[Query, ...] = ()
    compliance: Compliance | None = None
    counts: dict[str, int]
    tokens: Tokens
    warnings: tuple[str, ...]
    named: tuple[str, ...] = ()
    """Plain names of all health problems that were spoken of, whatever was said of them."""


def document_of(
    transcript: Transcript | SafeTranscript, redactions: dict[str, int] | None = None
) -> TranscriptDocument:
    """The document of a transcript."""
    return TranscriptDocument(
        id=transcript.recording,
        language=transcript.language,
        safe=isinstance(transcript, SafeTranscript),
        speakers=_speakers(transcript.turns),
        turns=tuple(
            TurnDocument(text=turn.text, **{name: getattr(turn, name) for name in Turn.model_fields})
            for turn in transcript.turns
        ),
        redactions=redactions or {},
        warnings=transcript.warnings,
    )


def turns_of(document: TranscriptDocument) -> tuple[Turn, ...]:
    """The travelling turns of a document."""
    return tuple(Turn(**{name: getattr(turn, name) for name in Turn.model_fields}) for turn in document.turns)


def _speakers(turns: tuple[Turn, ...]) -> tuple[SpeakerLine, ...]:
    spoken: dict[str, SpeakerLine] = {}
    for turn in turns:
        before = spoken.get(turn.speaker)
        spoken[turn.speaker] = SpeakerLine(
            speaker=turn.speaker,
            role=turn.role,
            role_confidence=turn.role_confidence,
            spoken=(before.spoken if before else 0) + turn.end - turn.start,
        )
    return tuple(spoken.values())
