"""The identifiers of a study whose truth is known, as a run heard and redacted them; matched by time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ConfigDict, ValidationError

from trialvoice.assembly import Engines
from trialvoice.batch import open_visit
from trialvoice.core.errors import StudyError
from trialvoice.core.records import Milliseconds, Record, Transcript, Turn
from trialvoice.evaluate.deid_detectors import Covered, Detector
from trialvoice.job import Job
from trialvoice.redact.spans import Span
from trialvoice.stages.hearing import TURNS
from trialvoice.stages.redaction import REDACT


class TruePlace(Record):
    """An identifier of the truth, [start, end) ms. What it is stays in the truth."""

    model_config = ConfigDict(extra="ignore", strict=False)

    type: str
    start: Milliseconds
    end: Milliseconds


class _Truth(Record):
    model_config = ConfigDict(extra="ignore", strict=False)

    identifiers: tuple[TruePlace, ...]


@dataclass(frozen=True)
class Told:
    """What became of one identifier: whether any word was heard in its time, and whether all of those go."""

    type: str
    heard: bool
    covered: bool


@dataclass(frozen=True)
class StudyScore:
    """A recording's identifiers by detector; none where the run kept nothing of it."""

    recording: str
    told: dict[str, tuple[Told, ...]]


def score_study(
    job: Job, truths: Path, engines: Engines, detectors: Mapping[str, Detector], ours: str
) -> Iterator[StudyScore]:
    """Each recording that has truth, as the last run left it.

    ours: the name of what the run itself redacted; the detectors see the same transcript and no roster.
    """
    for recording in job.recordings:
        path = truths / f"{recording.recording}.json"
        if not path.is_file():
            continue
        visit = open_visit(job, recording, engines)
        transcript, redaction = visit.kept(TURNS), visit.kept(REDACT)
        if transcript is None or redaction is None:
            yield StudyScore(recording.recording, {})
            continue
        found = {ours: covered_by(redaction.spans, len(transcript.turns))}
        found |= {name: detect([[turn.text for turn in transcript.turns]])[0] for name, detect in detectors.items()}
        places = _places(path)
        told = {name: tuple(told_of(place, transcript, covered) for place in places) for name, covered in found.items()}
        yield StudyScore(recording.recording, told)


def covered_by(spans: Sequence[Span], turns: int) -> list[Covered]:
    """The spans by turn."""
    out: list[Covered] = [[] for _ in range(turns)]
    for span in spans:
        out[span.turn_index].append((span.start, span.end))
    return out


def told_of(place: TruePlace, transcript: Transcript, covered: Sequence[Covered]) -> Told:
    """Judge one identifier by the words heard in its time: those whose middle lies in it, or the one it lies in.

    Recognisers set a word's edges up to some hundred ms off, so mere overlap would count its neighbours too.
    """
    gone = [
        any(start < end_ and begin < end for begin, end_ in spans)
        for turn, spans in zip(transcript.turns, covered, strict=True)
        for word, start, end in _words(turn)
        if _within(word, (place.start, place.end)) or _within((place.start, place.end), word)
    ]
    return Told(place.type, heard=bool(gone), covered=bool(gone) and all(gone))


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    """Whether the middle of one stretch lies in another."""
    return outer[0] <= (inner[0] + inner[1]) // 2 < outer[1]


def _words(turn: Turn) -> Iterator[tuple[tuple[int, int], int, int]]:
    """Each word's time, and where its text stands in the turn's."""
    at = 0
    for word in turn.words:
        yield (word.start, word.end), at, at + len(word.text)
        at += len(word.text) + 1


def _places(path: Path) -> tuple[TruePlace, ...]:
    try:
        return _Truth.model_validate_json(path.read_bytes()).identifiers
    except (OSError, ValidationError):
        raise StudyError(
            "TV146",
            "the truth tells no identifiers",
            place=path.name,
            remedy="list `identifiers` with type, start, end",
        ) from None
