"""Scripted visits as the stages right of the gate see them: a transcript without identifiers, a study, and a key."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, ValidationError

from trialvoice.core.errors import StudyError
from trialvoice.core.recordings import Recording
from trialvoice.core.records import Record, SafeTranscript, Turn, Word
from trialvoice.core.study import Study, Visit
from trialvoice.core.study_file import load_study
from trialvoice.evaluate.visits.dialogue import Line, parse
from trialvoice.evaluate.visits.key import AnyKey

Part = Literal["dev", "test"]
FOLDER = Path(__file__).parent
WORD_MS = 350
PAUSE_MS = 400


@dataclass(frozen=True, slots=True)
class Quote:
    """[start, end) characters of the turn with that id."""

    turn: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Expected:
    """An entry of the key with all the places that prove it."""

    key: AnyKey
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class ScriptedVisit:
    """A visit ready for extraction, and what should come of it."""

    name: str
    study: Study
    visit: Visit
    recording: Recording
    transcript: SafeTranscript
    expected: tuple[Expected, ...]


class _Script(Record):
    model_config = ConfigDict(strict=False, hide_input_in_errors=False)

    subject: str
    visit: str
    recorded_at: datetime
    day1: date | None = None
    about: str
    """What is hard in it."""
    dialogue: str
    findings: tuple[AnyKey, ...]


def load_visits(folder: Path) -> list[ScriptedVisit]:
    """Every visit of a part, by study and name. Raises StudyError TV147 naming the file that cannot be read."""
    return [
        load_visit(path, study)
        for home in sorted(path.parent for path in folder.glob("*/study.toml"))
        for study in (load_study(home / "study.toml"),)
        for path in sorted(home.glob("*.toml"))
        if path.name != "study.toml"
    ]


def load_visit(path: Path, study: Study) -> ScriptedVisit:
    """One visit with its key. Raises StudyError TV147: not TOML, a wrong key, or quotes and entries that differ."""
    try:
        script = _Script.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        lines = parse(script.dialogue)
        visit = study.visit(script.visit)
        expected = tuple(_expected(lines, script.findings))
    except (OSError, ValueError, ValidationError, StopIteration) as error:
        cause = f"the scripted visit cannot be read ({error})"
        raise StudyError("TV147", cause, place=str(path), remedy="correct what it names") from None
    name = f"{path.parent.name}-{path.stem}"
    recording = Recording(
        study=study.study.id,
        recording=name,
        site=study.sites[0].id,
        subject=script.subject,
        visit=script.visit,
        recorded_at=script.recorded_at,
        audio=Path(f"{name}.wav"),
        consent=True,
        participants=tuple(dict.fromkeys(line.role for line in lines)),
        day1=script.day1,
    )
    return ScriptedVisit(name, study, visit, recording, _transcript(name, lines), expected)


def _expected(lines: Sequence[Line], keys: Sequence[AnyKey]) -> Iterator[Expected]:
    marked = {mark.finding for line in lines for mark in line.marks if mark.finding}
    known = {key.id for key in keys if not key.basis}
    if marked != known:
        raise ValueError(f"quotes and findings differ: {', '.join(sorted(marked ^ known))}")
    for key in keys:
        yield Expected(
            key,
            tuple(
                Quote(number, mark.start, mark.end)
                for number, line in enumerate(lines, start=1)
                for mark in line.marks
                if mark.finding == key.id
            ),
        )


def _transcript(name: str, lines: Sequence[Line]) -> SafeTranscript:
    turns, at = [], 0
    for number, line in enumerate(lines, start=1):
        words = tuple(
            Word(start=at + WORD_MS * i, end=at + WORD_MS * (i + 1), text=text, probability=0.95)
            for i, text in enumerate(line.text.split(" "))
        )
        turns.append(
            Turn(
                id=number,
                start=at,
                end=words[-1].end,
                speaker=line.role,
                role=line.role,
                role_confidence=0.95,
                words=words,
            )
        )
        at = words[-1].end + PAUSE_MS
    return SafeTranscript(recording=name, language="en", turns=tuple(turns))
