"""Engines that replay what the real ones answered once, for tests and demonstrations without weights.

The `Keeping` engines wrap real ones so that their answers are kept; `make record` does that for the sample
study. An answer is found by the digest of all that was asked.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from trialvoice.core.audio import Waveform
from trialvoice.core.errors import EngineError
from trialvoice.core.files import write_atomic
from trialvoice.core.records import Record, SpeakerSpan
from trialvoice.phi.diarize import Diarizer
from trialvoice.phi.hearing import Accept, Ask, Heard, Transcriber
from trialvoice.phi.transcribe import VoiceActivity
from trialvoice.safe.asking.ask import LanguageModel, Message, Reply

R = TypeVar("R", bound=Record)
Progress = Callable[[float], None]


class SpokenSpans(Record):
    """What a voice activity detector answered, ms."""

    spans: tuple[tuple[int, int], ...]


class SpeakerSpans(Record):
    """What a diarizer answered."""

    spans: tuple[SpeakerSpan, ...]


class Answers:
    """A folder of kept answers, one file each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str, kind: type[R]) -> R:
        """A kept answer. Raises EngineError TV490 where none was recorded."""
        path = self._folder / f"{name}.json"
        if not path.exists():
            raise EngineError(
                "TV490",
                "the real engine's answer to this input was not recorded",
                place=path.name,
                remedy="run: make record",
            )
        return kind.model_validate_json(path.read_bytes())

    def keep(self, name: str, answer: R) -> R:
        """Keep an answer and hand it on."""
        write_atomic(self._folder / f"{name}.json", answer.model_dump_json(indent=1).encode() + b"\n")
        return answer


def _of(waveform: Waveform) -> str:
    return hashlib.sha256((waveform * 32767).astype(np.int16).tobytes()).hexdigest()[:16]


def _of_window(waveform: Waveform, ask: Ask) -> str:
    asked = hashlib.sha256(f"{_of(waveform)}{ask.model_dump_json()}".encode()).hexdigest()[:16]
    return f"asr-{asked}"


def _of_question(messages: Sequence[Message], schema: str) -> str:
    asked = "\0".join([*(f"{m.role}\0{m.content}" for m in messages), schema])
    return hashlib.sha256(asked.encode()).hexdigest()[:16]


class RecordedVad:
    """Replays voice activity."""

    def __init__(self, folder: Path) -> None:
        self._answers = Answers(folder)

    def speech(self, waveform: Waveform) -> tuple[tuple[int, int], ...]:
        """The kept spans, ms."""
        return self._answers.read(f"vad-{_of(waveform)}", SpokenSpans).spans


class RecordedTranscriber:
    """Replays what was heard in windows."""

    batch, workers = 8, 1

    def __init__(self, folder: Path) -> None:
        self._answers = Answers(folder)

    def hear(self, sounds: Sequence[Waveform], ask: Ask, accept: Accept) -> list[Heard]:
        """The kept answers."""
        return [self._answers.read(_of_window(sound, ask), Heard) for sound in sounds]


class RecordedDiarizer:
    """Replays diarizations."""

    def __init__(self, folder: Path) -> None:
        self._answers = Answers(folder)

    def diarize(self, waveform: Waveform, speakers: int | None, progress: Progress) -> tuple[SpeakerSpan, ...]:
        """The kept spans."""
        progress(1.0)
        return self._answers.read(f"speakers-{_of(waveform)}", SpeakerSpans).spans


class RecordedLanguageModel:
    """Replays the language model."""

    def __init__(self, folder: Path) -> None:
        self._answers = Answers(folder)

    def complete(
        self, messages: Sequence[Message], schema_json: str, max_tokens: int, choices: Sequence[str] = ()
    ) -> Reply:
        """The kept reply."""
        return self._answers.read(f"llm-{_of_question(messages, schema_json)}", Reply)


class KeepingVad:
    """A real detector whose answers are kept."""

    def __init__(self, engine: VoiceActivity, folder: Path) -> None:
        self._engine, self._answers = engine, Answers(folder)

    def speech(self, waveform: Waveform) -> tuple[tuple[int, int], ...]:
        """The real spans, kept."""
        spans = SpokenSpans(spans=self._engine.speech(waveform))
        return self._answers.keep(f"vad-{_of(waveform)}", spans).spans


class KeepingTranscriber:
    """A real recogniser whose answers are kept."""

    def __init__(self, engine: Transcriber, folder: Path) -> None:
        self._engine, self._answers = engine, Answers(folder)
        self.batch, self.workers = engine.batch, engine.workers

    def hear(self, sounds: Sequence[Waveform], ask: Ask, accept: Accept) -> list[Heard]:
        """The real answers, kept."""
        heard = self._engine.hear(sounds, ask, accept)
        pairs = zip(sounds, heard, strict=True)
        return [self._answers.keep(_of_window(sound, ask), one) for sound, one in pairs]


class KeepingDiarizer:
    """A real diarizer whose answers are kept."""

    def __init__(self, engine: Diarizer, folder: Path) -> None:
        self._engine, self._answers = engine, Answers(folder)

    def diarize(self, waveform: Waveform, speakers: int | None, progress: Progress) -> tuple[SpeakerSpan, ...]:
        """The real spans, kept."""
        spans = SpeakerSpans(spans=self._engine.diarize(waveform, speakers, progress))
        return self._answers.keep(f"speakers-{_of(waveform)}", spans).spans


class KeepingLanguageModel:
    """A real language model whose replies are kept."""

    def __init__(self, engine: LanguageModel, folder: Path) -> None:
        self._engine, self._answers = engine, Answers(folder)

    def complete(
        self, messages: Sequence[Message], schema_json: str, max_tokens: int, choices: Sequence[str] = ()
    ) -> Reply:
        """The real reply, kept."""
        answer = self._engine.complete(messages, schema_json, max_tokens, choices)
        return self._answers.keep(f"llm-{_of_question(messages, schema_json)}", answer)
