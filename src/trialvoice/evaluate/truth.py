"""What was really said in a recording, by whom and when, as people wrote it down.

Four forms, found by the audio's name:

- `NAME.json`: the sample study's; words with times, speakers and roles.
- `NAME.txt`: paragraphs `[D-1] D: ...` and `[P-1] P: ...` of investigator and participant, without times.
- `NAME.stm`: a line an utterance: recording, channel, speaker, start, end (seconds), text.
- `NAME.rttm`: who spoke when, without words. Beside another form it alone says who spoke when.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ConfigDict, ValidationError

from trialvoice.core.errors import StudyError
from trialvoice.core.records import Milliseconds, Record, Role, SpeakerSpan, Speech
from trialvoice.evaluate.diarization import spans_of
from trialvoice.evaluate.words import SpokenWord

_SIDES: Mapping[str, Role] = {"D": "investigator", "P": "participant"}
_PARAGRAPH = re.compile(r"^\[[DP]-\d+\]\s*([DP]):\s*(.*)$")
_STM_FIELDS, _RTTM_FIELDS = 6, 8


@dataclass(frozen=True)
class Truth:
    """words: in order, None where the truth has none.  spans: who spoke when, None where the truth has no times."""

    words: tuple[SpokenWord, ...] | None
    spans: tuple[SpeakerSpan, ...] | None

    @property
    def speakers(self) -> int:
        """How many people speak."""
        return len({one.speaker for one in (self.spans if self.words is None else self.words) or ()})

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of those who speak, one for each speaker; empty where the truth names none."""
        found = {word.speaker: word.role for word in self.words or () if word.role is not None}
        return tuple(found.values())


def read_truth(name: str, folders: Sequence[Path]) -> Truth | None:
    """The truth of the recording of that name, or None. Raises StudyError TV141 naming file and line."""
    found = {path.suffix: path for folder in folders for path in _truths(name, folder)}
    worded = next((suffix for suffix in _WORDED if suffix in found), None)
    if worded is None and ".rttm" not in found:
        return None
    truth = _WORDED[worded](found[worded]) if worded else Truth(None, None)
    if ".rttm" in found:
        return Truth(truth.words, _rttm(found[".rttm"]))
    return truth


def _truths(name: str, folder: Path) -> Iterator[Path]:
    for suffix in (*_WORDED, ".rttm"):
        path = folder / f"{name}{suffix}"
        if path.is_file():
            yield path


class _Turn(Record):
    model_config = ConfigDict(extra="ignore", strict=False)

    speaker: str
    role: Role
    text: Speech
    words: tuple[tuple[Milliseconds, Milliseconds], ...]


class _Sample(Record):
    model_config = ConfigDict(extra="ignore", strict=False)

    turns: tuple[_Turn, ...]


def _sample(path: Path) -> Truth:
    try:
        turns = _Sample.model_validate_json(_text(path)).turns
        words = tuple(
            SpokenWord(text, turn.speaker, turn.role, start, end)
            for turn in turns
            for text, (start, end) in zip(turn.text.split(" "), turn.words, strict=True)
        )
    except (ValidationError, ValueError):
        raise _malformed(path, 1, "`turns` with speaker, role, text, and [start, end] ms of each word") from None
    return Truth(words, spans_of(words))


def _interview(path: Path) -> Truth:
    words: list[SpokenWord] = []
    side = ""
    for number, line in _lines(path):
        opens = _PARAGRAPH.match(line)
        if opens:
            side, line = opens[1], opens[2]
        elif not side:
            raise _malformed(path, number, "paragraphs such as `[D-1] D: What brings you in?`")
        words += [SpokenWord(text, side, _SIDES[side]) for text in line.split()]
    return Truth(tuple(words), None)


def _stm(path: Path) -> Truth:
    words: list[SpokenWord] = []
    spans: list[SpeakerSpan] = []
    for number, line in _lines(path):
        if line.startswith(";;"):
            continue
        try:
            _, _, speaker, start, end, *texts = line.split(maxsplit=_STM_FIELDS - 1)
            spans.append(_span(float(start), float(end), speaker))
        except (ValueError, ValidationError):
            raise _malformed(path, number, "recording, channel, speaker, start, end, text") from None
        words += [SpokenWord(text, speaker) for text in " ".join(texts).split() if not text.startswith("<")]
    return Truth(tuple(words), tuple(spans))


def _rttm(path: Path) -> tuple[SpeakerSpan, ...]:
    spans: list[SpeakerSpan] = []
    for number, line in _lines(path):
        fields = line.split()
        if fields[0] != "SPEAKER":
            continue
        try:
            _, _, _, start, length, _, _, speaker, *_ = fields
            spans.append(_span(float(start), float(start) + float(length), speaker))
        except (ValueError, ValidationError):
            raise _malformed(path, number, "SPEAKER, recording, channel, start, length, two blanks, speaker") from None
    return tuple(spans)


def _span(start_s: float, end_s: float, speaker: str) -> SpeakerSpan:
    return SpeakerSpan(start=round(start_s * 1000), end=round(end_s * 1000), speaker=speaker)


_WORDED: Mapping[str, Callable[[Path], Truth]] = {".json": _sample, ".txt": _interview, ".stm": _stm}


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines that hold something, with their numbers."""
    return ((number, line) for number, line in enumerate(_text(path).splitlines(), start=1) if line.strip())


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise _malformed(path, 1, "text in UTF-8") from None


def _malformed(path: Path, line: int, form: str) -> StudyError:
    return StudyError("TV141", "the truth cannot be read", place=f"{path.name} line {line}", remedy=f"write {form}")
