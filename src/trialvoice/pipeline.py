"""The way of one visit: every stage, in order, stated once.

`STAGES` is walked by `trialvoice run`, by the commands that stop half-way, and by the Prefect flows.
"""

import hashlib
from collections import Counter
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from trialvoice.core.findings import RunIdentity, VisitResult
from trialvoice.core.identity import code_version, digest
from trialvoice.core.records import Record, SafeTranscript, Transcript
from trialvoice.core.study import Study
from trialvoice.phi.diarize import Diarization, diarize
from trialvoice.phi.intake import Intake
from trialvoice.phi.roles import assign_roles
from trialvoice.phi.transcribe import SpeechOptions, Transcription, transcribe
from trialvoice.phi.turns import make_turns
from trialvoice.redact.find import find
from trialvoice.redact.policy import Policy, default_policy
from trialvoice.redact.replace import replace_transcript, vault_of
from trialvoice.redact.sound import redact_sound
from trialvoice.redact.spans import Span
from trialvoice.redact.vault import Vault
from trialvoice.redact.verify import verify
from trialvoice.release import AUDIO, Published, release_of
from trialvoice.safe.ask import Answers, Budgeted
from trialvoice.safe.extract import ask_about, conclude, identity_hashes
from trialvoice.stage import Progress, Stage, VisitRun


def _intake(visit: VisitRun, progress: Progress) -> Intake:
    return visit.taken_in[0]


INTAKE = Stage(
    "intake",
    1,
    Intake,
    reads=(),
    params=lambda visit: {
        "audio": visit.audio_sha256,
        "consent": visit.recording.consent,
        "max_minutes": visit.study.study.max_minutes,
    },
    make=_intake,
    counts=lambda made: {"seconds": made.duration // 1000},
)


def _transcribe(visit: VisitRun, progress: Progress) -> Transcription:
    engines = visit.engines
    return transcribe(
        visit.waveform,
        speech_options(visit.study),
        vad=engines.vad,
        transcriber=engines.transcriber,
        progress=progress,
    )


def speech_options(study: Study) -> SpeechOptions:
    """What the recogniser is told of a study."""
    about = study.study
    return SpeechOptions(language=about.language, languages=about.languages, vocabulary=study.vocabulary)


TRANSCRIBE = Stage(
    "transcribe",
    2,
    Transcription,
    reads=(INTAKE,),
    params=lambda visit: {
        "engine": visit.engines.transcriber_name,
        "model": visit.engines.models()["transcriber"],
        "told": speech_options(visit.study).model_dump_json(),
    },
    make=_transcribe,
    counts=lambda made: {"words": len(made.words)} | dict(Counter(window.state for window in made.windows)),
)


def _diarize(visit: VisitRun, progress: Progress) -> Diarization:
    return diarize(
        visit.waveform,
        speakers=len(visit.recording.participants) or None,
        diarizer=visit.engines.diarizer,
        progress=progress,
    )


DIARIZE = Stage(
    "diarize",
    2,
    Diarization,
    reads=(INTAKE,),
    params=lambda visit: {
        "engine": visit.engines.settings.diarizer,
        "models": [visit.engines.models()[name] for name in ("segmentation-3.0", "campplus")],
        "speakers": len(visit.recording.participants),
    },
    make=_diarize,
    counts=lambda made: {"speakers": len({span.speaker for span in made.spans})},
)


def _turns(visit: VisitRun, progress: Progress) -> Transcript:
    turns = make_turns(visit.recording.recording, visit.read(TRANSCRIBE), visit.read(DIARIZE))
    return assign_roles(turns, visit.recording.participants)


TURNS = Stage(
    "turns",
    2,
    Transcript,
    reads=(TRANSCRIBE, DIARIZE),
    params=lambda visit: {"participants": visit.recording.participants},
    make=_turns,
    counts=lambda made: {"turns": len(made.turns)},
)


class Redaction(Record):
    """The safe transcript, and what only the private zone may know: which spans and values it replaced."""

    safe: SafeTranscript
    spans: tuple[Span, ...]
    vault: Vault


def roster_of(visit: VisitRun) -> tuple[str, ...]:
    """What the study knows of people and places, to be found in any spelling."""
    sites = visit.study.sites
    return (*(site.name for site in sites), *(name for site in sites for name in site.staff))


def policy_of(visit: VisitRun) -> Policy:
    """The gate's policy with the study's threshold and the names of its medicines, which stay."""
    study = visit.study
    medicines = [name for entry in study.prohibited for name in (entry.name, *entry.synonyms)]
    own = (study.study.drug, *study.study.drug_names, *medicines, *study.vocabulary)
    return default_policy().allowing(*own).at(study.deidentify.threshold)


def _redact(visit: VisitRun, progress: Progress) -> Redaction:
    transcript = visit.read(TURNS)
    spans = find(
        [turn.text for turn in transcript.turns],
        recognizer=visit.engines.recognizer,
        policy=policy_of(visit),
        roster=roster_of(visit),
    )
    safe = replace_transcript(transcript, spans)
    return Redaction(safe=safe, spans=spans, vault=vault_of(transcript, spans))


REDACT = Stage(
    "redact",
    1,
    Redaction,
    reads=(TURNS,),
    params=lambda visit: {
        "policy": default_policy().version,
        "threshold": visit.study.deidentify.threshold,
        "allowed": sorted(policy_of(visit).stays ^ default_policy().stays),
        "roster": _digest("\n".join(roster_of(visit))),
        "model": visit.engines.models()["nlp"],
    },
    make=_redact,
    counts=lambda made: dict(Counter(span.type for span in made.spans)),
)


class RedactedSound(Record):
    """The recording with a tone over every identifier, as a file that a browser plays."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    data: Annotated[bytes, Field(repr=False)]


def _sound(visit: VisitRun, progress: Progress) -> RedactedSound:
    margin = visit.study.deidentify.margin_ms
    spans = visit.read(REDACT).spans
    quiet = redact_sound(visit.waveform, visit.read(TURNS), spans, margin)
    return RedactedSound(data=visit.engines.encoder.encode(quiet))


SOUND = Stage(
    "sound",
    1,
    RedactedSound,
    reads=(INTAKE, TURNS, REDACT),
    params=lambda visit: {"margin_ms": visit.study.deidentify.margin_ms},
    make=_sound,
    counts=lambda made: {"kilobytes": len(made.data) // 1000},
)


def _ask(visit: VisitRun, progress: Progress) -> Answers:
    model = Budgeted(visit.engines.language_model, visit.engines.settings.llm_budget_tokens)
    planned = visit.study.visit(visit.recording.visit)
    return ask_about(visit.read(REDACT).safe, visit.study, planned, model, progress)


ASK = Stage(
    "ask",
    1,
    Answers,
    reads=(REDACT,),
    params=lambda visit: {
        "study": digest(visit.study),
        "visit": visit.recording.visit,
        "questions": identity_hashes(),
        "model": visit.engines.models()["llm"],
        "engine": visit.engines.settings.resolved_llm,
        "url": visit.engines.settings.llm_url,
    },
    make=_ask,
    counts=lambda made: {"claims": len(made.claims), "requests": made.tokens.requests},
)


def identity_of(visit: VisitRun) -> RunIdentity:
    """All that this visit's outputs come from."""
    shaping = {"device", "transcriber", "diarizer", "vad", "recognizer", "llm", "llm_url", "llm_model"}
    return RunIdentity(
        code_version=code_version(),
        study_sha256=digest(visit.study),
        audio_sha256=visit.audio_sha256,
        models=visit.engines.models(),
        questions=identity_hashes(),
        engines=visit.engines.names(),
        settings_sha256=_digest(visit.engines.settings.model_dump_json(include=shaping)),
    )


def _findings(visit: VisitRun, progress: Progress) -> VisitResult:
    redaction, row = visit.read(REDACT), visit.recording
    found = conclude(
        redaction.safe,
        visit.study,
        visit.read(ASK),
        visit=visit.study.visit(row.visit),
        recording=row,
    )
    replaced = Counter(span.type for span in redaction.spans)
    return VisitResult(
        recording=row.recording,
        study=row.study,
        site=row.site,
        subject=row.subject,
        visit=row.visit,
        duration=visit.read(INTAKE).duration,
        identity=identity_of(visit),
        findings=found.findings,
        forms=found.forms,
        counts=found.counts | {f"redacted_{kind}": count for kind, count in sorted(replaced.items())},
        tokens=found.tokens,
        warnings=(*visit.read(DIARIZE).warnings, *found.warnings),
    )


FINDINGS = Stage(
    "findings",
    1,
    VisitResult,
    reads=(INTAKE, DIARIZE, REDACT, ASK),
    params=lambda visit: {
        "identity": digest(identity_of(visit)),
        "recording": visit.recording.model_dump_json(exclude={"audio"}),
    },
    make=_findings,
    counts=lambda made: dict(Counter(finding.value.kind for finding in made.findings)),
)


def _report(visit: VisitRun, progress: Progress) -> Published:
    redaction = visit.read(REDACT)
    files = release_of(visit.read(FINDINGS), redaction.safe, visit.read(SOUND).data, visit.study)
    verify(
        # Compressed sound is no text: `sound` has covered it, and the encoder writes no tags.
        files | {AUDIO: b""},
        vault=redaction.vault,
        roster=roster_of(visit),
        recognizer=visit.engines.recognizer,
        threshold=visit.study.deidentify.gate_threshold,
        own=(visit.recording.recording, visit.recording.subject, visit.recording.study),
    )
    visit.store.publish(visit.key(REPORT), files)
    return Published(files={name: hashlib.sha256(data).hexdigest() for name, data in files.items()})


REPORT: Stage[Published] = Stage(
    "report",
    1,
    Published,
    reads=(REDACT, SOUND, FINDINGS),
    params=lambda visit: {"code": code_version(), "gate": visit.study.deidentify.gate_threshold},
    make=_report,
    counts=lambda made: {"files": len(made.files)},
    intact=lambda visit: visit.store.published(visit.key(REPORT)),
)

STAGES: tuple[Stage[Any], ...] = (
    INTAKE,
    TRANSCRIBE,
    DIARIZE,
    TURNS,
    REDACT,
    SOUND,
    ASK,
    FINDINGS,
    REPORT,
)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
