"""From a recording to turns that say who speaks."""

from collections import Counter

from trialvoice.core.records import Transcript
from trialvoice.core.study import Study
from trialvoice.phi.diarize import Diarization, diarize
from trialvoice.phi.intake import Intake
from trialvoice.phi.roles import assign_roles
from trialvoice.phi.transcribe import SpeechOptions, Transcription, transcribe
from trialvoice.phi.turns import make_turns
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
    3,
    Transcript,
    reads=(TRANSCRIBE, DIARIZE),
    params=lambda visit: {"participants": visit.recording.participants},
    make=_turns,
    counts=lambda made: {"turns": len(made.turns)},
)
