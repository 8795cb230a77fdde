"""What may leave: the transcript and the sound without identifiers, and the gate that reads every file again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated

from pydantic import ConfigDict, Field

from trialvoice.core.audio import Waveform
from trialvoice.core.identity import digest, digest_of_text
from trialvoice.core.records import Record, SafeTranscript, Word
from trialvoice.phi.transcribe import hear_stretches
from trialvoice.redact.gate.hear_again import silenced, silenced_and_heard
from trialvoice.redact.gate.sound import Stretch
from trialvoice.redact.gate.verify import verify
from trialvoice.redact.replacing.dates import Calendar
from trialvoice.redact.replacing.disguise import Disguise, disguise_of
from trialvoice.redact.replacing.replace import replace_transcript, vault_of
from trialvoice.redact.replacing.vault import Vault
from trialvoice.redact.spans import Span
from trialvoice.stage import Progress, Stage, VisitRun
from trialvoice.stages.hearing import INTAKE, TRANSCRIBE, TURNS, speech_options
from trialvoice.stages.identifiers import FIND, known_before, roster_of, spans_of


class Redaction(Record):
    """The safe transcript, and what only the private zone may know: which spans and values it replaced."""

    safe: SafeTranscript
    spans: tuple[Span, ...]
    vault: Vault


def _redact(visit: VisitRun, progress: Progress) -> Redaction:
    transcript, spans, disguise = visit.read(TURNS), spans_of(visit).spans, _disguise(visit)
    safe = replace_transcript(transcript, spans, disguise)
    return Redaction(safe=safe, spans=spans, vault=vault_of(transcript, spans, disguise))


def _disguise(visit: VisitRun) -> Disguise:
    """What stands in place of the subject's identifiers."""
    row = visit.recording
    calendar = Calendar.of(row.recorded_at.date(), row.day1, visit.study.study.language)
    return disguise_of(visit.study.deidentify, visit.secrets, calendar, known_before(visit))


def _shaping(visit: VisitRun) -> dict[str, object]:
    """All that shapes what stands in place of the identifiers, where that is more than a tag."""
    chosen, row = visit.study.deidentify, visit.recording
    if chosen.replace == chosen.dates == "tags":
        return {}
    return {
        "replace": chosen.replace,
        "dates": chosen.dates,
        "recorded_on": str(row.recorded_at.date()),
        "day1": str(row.day1),
        "known": digest_of_text("\n".join(known.model_dump_json() for known in known_before(visit))),
    }


REDACT = Stage(
    "redact",
    3,
    Redaction,
    reads=(TURNS, FIND),
    # The spans themselves: what another recording tells and this one does not say changes nothing.
    params=lambda visit: {"spans": digest(spans_of(visit))} | _shaping(visit),
    make=_redact,
    counts=lambda made: dict(Counter(span.type for span in made.spans)),
)


class RedactedSound(Record):
    """The recording with a tone over every identifier, as a file that a browser plays."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    data: Annotated[bytes, Field(repr=False)]
    widened: int = 0
    """How many identifiers could be heard still, and got a longer tone."""


def _sound(visit: VisitRun, progress: Progress) -> RedactedSound:
    chosen, spans = visit.study.deidentify, visit.read(REDACT).spans
    if chosen.hear_again:
        made = silenced_and_heard(visit.waveform, visit.read(TURNS), spans, chosen.margin_ms, partial(_hear, visit))
    else:
        made = silenced(visit.waveform, visit.read(TURNS), spans, chosen.margin_ms)
    return RedactedSound(data=visit.engines.encoder.encode(made.waveform), widened=made.widened)


def _hear(visit: VisitRun, sound: Waveform, stretches: Sequence[Stretch]) -> Sequence[Word]:
    return hear_stretches(sound, tuple(stretches), speech_options(visit.study), visit.engines.transcriber)


def _listener(visit: VisitRun) -> dict[str, object] | None:
    """Who hears the redacted sound again: another recogniser may make out more."""
    return TRANSCRIBE.params(visit) if visit.study.deidentify.hear_again else None


SOUND = Stage(
    "sound",
    2,
    RedactedSound,
    reads=(INTAKE, TURNS, REDACT),
    params=lambda visit: {"margin_ms": visit.study.deidentify.margin_ms, "heard_by": _listener(visit)},
    make=_sound,
    counts=lambda made: {"kilobytes": len(made.data) // 1000, "widened": made.widened},
)


def pass_the_gate(visit: VisitRun, files: Mapping[str, str | bytes]) -> None:
    """Raise GateError TV501 where a file holds an identifier."""
    verify(
        files,
        vault=visit.read(REDACT).vault,
        roster=roster_of(visit),
        recognizer=visit.engines.recognizer,
        threshold=visit.study.deidentify.gate_threshold,
        own=(visit.recording.recording, visit.recording.subject, visit.recording.study),
    )
