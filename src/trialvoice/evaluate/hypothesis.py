"""What the pipeline made of a recording, and how it is kept so that it can be scored again."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from trialvoice.assembly import Engines
from trialvoice.core.audio import duration_ms
from trialvoice.core.errors import StudyError
from trialvoice.core.files import write_atomic
from trialvoice.core.records import Milliseconds, Record, SpeakerSpan, Transcript
from trialvoice.evaluate.folder import Sample
from trialvoice.phi.diarize import diarize
from trialvoice.phi.roles import assign_roles
from trialvoice.phi.transcribe import Progress, SpeechOptions, transcribe
from trialvoice.phi.turns import make_turns

_MAX_MINUTES = 600
_HEARING = 0.7
"""The part of the progress that the words take; the voices have the rest."""


class Hypothesis(Record):
    """A transcript, and who spoke when as the diarizer heard it. duration: of the recording."""

    duration: Milliseconds
    transcript: Annotated[Transcript, Field(repr=False)]
    spans: tuple[SpeakerSpan, ...]


def hear(sample: Sample, engines: Engines, progress: Progress) -> Hypothesis:
    """Words, speakers, turns and roles, as in a visit. Raises AudioError, EngineError."""
    expected = sample.expected
    waveform, _ = engines.decoder.decode(sample.audio, _MAX_MINUTES)
    options = SpeechOptions(language=expected.language, vocabulary=expected.vocabulary)
    words = transcribe(
        waveform,
        options,
        vad=engines.vad,
        transcriber=engines.transcriber,
        progress=lambda share: progress(_HEARING * share),
    )
    voices = diarize(
        waveform,
        expected.speakers,
        diarizer=engines.diarizer,
        progress=lambda share: progress(_HEARING + (1 - _HEARING) * share),
    )
    transcript = assign_roles(make_turns(sample.name, words, voices), expected.roles)
    return Hypothesis(duration=duration_ms(waveform), transcript=transcript, spans=(*voices.spans, *voices.overlaps))


def keep(hypothesis: Hypothesis, name: str, folder: Path) -> None:
    """Write it where only its owner can read it: it may identify people. Raises StoreError."""
    write_atomic(_path(name, folder), hypothesis.model_dump_json().encode() + b"\n", mode=0o600)


def kept(name: str, folder: Path) -> Hypothesis:
    """What was kept of a recording. Raises StudyError TV142 where nothing, or nothing of use, was."""
    try:
        return Hypothesis.model_validate_json(_path(name, folder).read_bytes())
    except (OSError, ValidationError):
        raise StudyError(
            "TV142",
            "no transcript of the recording was kept, or another version kept it",
            place=str(_path(name, folder)),
            remedy="run without --from and with --out first",
        ) from None


def _path(name: str, folder: Path) -> Path:
    return folder / f"{name}.hypothesis.json"
