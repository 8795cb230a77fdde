"""The way of one visit: every stage, in order, stated once.

`STAGES` is walked by `trialvoice run`, by the commands that stop half-way, and by the Prefect flows.
"""

from typing import Any

from trialvoice.core.findings import RunIdentity, VisitResult
from trialvoice.core.identity import code_version, digest
from trialvoice.core.records import SafeTranscript, Transcript
from trialvoice.phi.diarize import Diarization, diarize
from trialvoice.phi.intake import Intake
from trialvoice.phi.roles import assign_roles
from trialvoice.phi.transcribe import SpeechOptions, Transcription, transcribe
from trialvoice.phi.turns import make_turns
from trialvoice.release import Published, publish
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
    options = SpeechOptions(language=visit.study.study.language, vocabulary=visit.study.vocabulary)
    engines = visit.engines
    return transcribe(
        visit.waveform, options, vad=engines.vad, transcriber=engines.transcriber, progress=progress
    )


TRANSCRIBE = Stage(
    "transcribe",
    1,
    Transcription,
    reads=(INTAKE,),
    params=lambda visit: {
        "engine": visit.engines.transcriber_name,
        "model": visit.engines.models()["transcriber"],
        "language": visit.study.study.language,
        "vocabulary": visit.study.vocabulary,
    },
    make=_transcribe,
    counts=lambda made: {"words": len(made.words)},
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
    1,
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
    1,
    Transcript,
    reads=(TRANSCRIBE, DIARIZE),
    params=lambda visit: {"participants": visit.recording.participants},
    make=_turns,
    counts=lambda made: {"turns": len(made.turns)},
)
