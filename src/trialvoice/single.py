"""One stage on one file, without a study's folder: what the stage commands do."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, ValidationError

from trialvoice.assembly import Engines
from trialvoice.core.errors import StudyError, TrialvoiceError
from trialvoice.core.interaction_list import PairList
from trialvoice.core.recordings import Recording
from trialvoice.core.records import Record, Role, SafeTranscript, Transcript
from trialvoice.core.roster import KnownValue
from trialvoice.core.study import About, Dosing, Site, Study, Visit
from trialvoice.documents import Extraction, TranscriptDocument, document_of, turns_of
from trialvoice.phi.diarize import diarize
from trialvoice.phi.intake import take_in
from trialvoice.phi.roles import assign_roles
from trialvoice.phi.transcribe import SpeechOptions, transcribe
from trialvoice.phi.turns import make_turns
from trialvoice.redact.documents import RedactedLine, redact_lines
from trialvoice.redact.finding.find import find
from trialvoice.redact.replacing.replace import replace_transcript
from trialvoice.safe.asking.ask import LanguageModel
from trialvoice.safe.asking.confirm import SecondOpinion
from trialvoice.safe.coding.choosing import Chooser
from trialvoice.safe.coding.coder import Coder
from trialvoice.safe.documents import safe_input
from trialvoice.safe.extract import extract

_MINUTES = 600
"""Longest sound that a single command takes."""
_ANY_STUDY = Study(
    study=About(id="file", title="A file", drug="none", indication="none", max_minutes=_MINUTES),
    sites=(Site(id="file", name="file"),),
    dosing=Dosing(dose="none"),
    visits=(Visit(id="file", name="file"),),
)


def transcribe_file(
    path: Path, engines: Engines, *, roles: Sequence[Role], speakers: int | None, options: SpeechOptions
) -> TranscriptDocument:
    """Words, turns, speakers and roles of one sound file. Raises AudioError, EngineError."""
    row = _row(path, tuple(roles))
    _, waveform = take_in(row, _ANY_STUDY, engines.decoder)
    heard = transcribe(waveform, options, vad=engines.vad, transcriber=engines.transcriber)
    voices = diarize(waveform, speakers or len(roles) or None, diarizer=engines.diarizer)
    transcript = assign_roles(make_turns(path.stem, heard, voices), tuple(roles))
    warnings = (*transcript.warnings, *voices.warnings)
    return document_of(transcript.model_copy(update={"warnings": tuple(dict.fromkeys(warnings))}))


def _row(path: Path, roles: tuple[Role, ...]) -> Recording:
    """The caller of a single command vouches for the consent that recordings.csv holds otherwise."""
    return Recording(
        study="file",
        recording="file",
        site="file",
        subject="file",
        visit="file",
        recorded_at=datetime.fromtimestamp(0, UTC),
        audio=path,
        consent=True,
        participants=roles,
    )


def redact_document(path: Path, engines: Engines, roster: Sequence[KnownValue] = ()) -> Record:
    """A transcript document, a JSON line or a plain text, redacted. Raises StudyError TV131, TV134."""
    text = _read(path)
    document = _as_transcript(text)
    if document is not None:
        return _redact_transcript(document, engines, roster)
    line = text if _is_json(text) else json.dumps({"id": path.stem, "text": text})
    (made,) = redact_lines([line], recognizer=engines.recognizer, roster=roster)
    if made.error:
        raise StudyError(
            "TV134",
            "the file is neither a transcript, nor text with an id",
            place=path.name,
            remedy='give JSON of `transcribe`, {"id", "text"}, {"id", "turns"}, or plain text',
        )
    return made


def redact_lines_of(
    lines: Iterable[str], engines: Engines, roster: Sequence[KnownValue] = ()
) -> Iterator[RedactedLine]:
    """JSON Lines in, JSON Lines out, in batches."""
    return redact_lines(lines, recognizer=engines.recognizer, roster=roster)


def _redact_transcript(
    document: TranscriptDocument, engines: Engines, roster: Sequence[KnownValue]
) -> TranscriptDocument:
    transcript = Transcript(
        recording=document.id,
        language=document.language,
        turns=turns_of(document),
        warnings=document.warnings,
    )
    spans = find([turn.text for turn in transcript.turns], recognizer=engines.recognizer, roster=roster)
    kinds = [span.type for span in spans]
    return document_of(replace_transcript(transcript, spans), {kind: kinds.count(kind) for kind in sorted(set(kinds))})


class _Turn(Record):
    model_config = ConfigDict(extra="ignore")

    role: str = "unknown"
    text: Annotated[str, Field(repr=False)]


class _Safe(Record):
    """A safe line; what else it holds, such as the spans of `redact`, is of no use here."""

    model_config = ConfigDict(extra="ignore", strict=False)

    id: str | int
    text: Annotated[str | None, Field(repr=False)] = None
    turns: Annotated[tuple[_Turn, ...] | None, Field(repr=False)] = None


class ExtractionError(Record):
    """A line that could not be read or asked about."""

    id: str | int | None
    error: str


def extract_lines(
    lines: Iterable[str],
    study: Study,
    visit: Visit | None,
    model: LanguageModel | None,
    chooser: Chooser | None = None,
    second: SecondOpinion | None = None,
    listed: PairList | None = None,
    coder: Coder | None = None,
) -> Iterator[Extraction | ExtractionError]:
    """Findings of each safe line; a bad line gives an error and stops no other."""
    for line in lines:
        if not line.strip():
            continue
        try:
            transcript = _safe_transcript(line, study.study.language)
        except ValidationError:
            yield ExtractionError(id=None, error="the line is not a safe transcript [TV135]")
            continue
        try:
            found = extract(
                transcript,
                study,
                visit=visit,
                model=model,
                chooser=chooser,
                second=second,
                listed=listed,
                coder=coder,
            )
        except TrialvoiceError as error:
            yield ExtractionError(id=transcript.recording, error=str(error))
            continue
        told = {name: getattr(found, name) for name in Extraction.model_fields if name != "id"}
        yield Extraction(id=transcript.recording, **told)


def _safe_transcript(line: str, language: str) -> SafeTranscript:
    document = _as_transcript(line)
    if document is not None and document.safe:
        return SafeTranscript(
            recording=document.id,
            language=document.language,
            turns=turns_of(document),
            warnings=document.warnings,
        )
    given = _Safe.model_validate_json(line)
    turns = [(turn.role, turn.text) for turn in given.turns or ()] or _spoken_lines(given.text or "")
    return safe_input(str(given.id), turns, language)


def _spoken_lines(text: str) -> list[tuple[str, str]]:
    """Plain text as turns: a line each, `Role: words` where it starts so."""
    turns = []
    for line in text.splitlines():
        role, colon, words = line.partition(":")
        said = (role, words) if colon and len(role) <= 24 and words.strip() else ("unknown", line)
        if said[1].strip():
            turns.append(said)
    return turns


def _as_transcript(text: str) -> TranscriptDocument | None:
    try:
        return TranscriptDocument.model_validate_json(text)
    except ValidationError:
        return None


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise StudyError(
            "TV131", "the file cannot be read", place=path.name, remedy="give a UTF-8 file of JSON or text"
        ) from None
