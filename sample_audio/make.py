"""Makes the sample study's sound and truth from `scripts/*.toml`.

    python sample_audio/make.py [--study FOLDER] [RECORDING...]

FOLDER is another study whose `scripts/` are to be spoken.

Everything is invented: the trial, the drug, every person, number and address. Remaking needs the
system tools flite (its voices slt, rms and awb), sox and opusenc, and numpy; using the committed files
needs none. The same tools and scripts make the same sound, to the byte.

Times are exact. Each sentence is synthesised whole and flite reports the end of every phone (see
`speech.py`); sentences, pauses and turns are laid end to end, so the start of each word is a sum of
lengths. Times are to the ms in the sound before encoding, which keeps its length and alignment.

`truth/RECORDING.json`:

- `recording`, `room` (quiet, noisy, telephone), `duration` (ms), `voices` (role → voice)
- `turns`: `id` from 1, `start`, `end` (ms), `speaker` (one for each voice), `role`, `text` as it was
  spoken (numbers in words), `words`: [start, end] ms for each word of `text` split at spaces
- `identifiers`: `turn`, `start_char`, `end_char` in the turn's text, `start`, `end` (ms), `type`,
  `subtype` ("" or finer: birth, mrn, spelled), `text` as spoken, `value` as it would be written. Subtype
  `subject` is the one whose value a release shows on purpose, since it comes from recordings.csv.
- `findings`: `id`, `kind`, `assertion` (present, denied, past, hypothetical, someone_else), `optional`
  (true: a reviewer may list it or not, neither is an error), `value` (the fields of the kind in
  `trialvoice.core.findings`, `serious` follows from `criteria`), `basis` (columns of recordings.csv that
  prove it) and `quotes`: `turn`, `start_char`, `end_char`, `start`, `end`, `text`. Only those with
  assertion `present` are findings to report; the others are there to be got wrong.
"""

import argparse
import json
import shutil
import subprocess
import sys
import wave
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from script import Script, read_script
from speech import RATE, VOICES, Samples, Spoken, pause, speak

from trialvoice.evaluate.visits.dialogue import Line, Mark

HERE = Path(__file__).parent
LOUDNESS = 0.08
"""Root mean square at which each voice speaks."""
HISS = {"quiet": 0.0004, "noisy": 0.003, "telephone": 0.002}
"""Root mean square of each room's noise."""
EFFECTS = {
    "quiet": [],
    "noisy": ["reverb", "6", "50", "20"],
    "telephone": ["highpass", "300", "lowpass", "3400", "rate", "8000", "rate", str(RATE)],
}
REMEDY = "install them with: apt-get install flite sox opus-tools"
Truth = dict[str, Any]


def main(study: Path, names: Sequence[str]) -> int:
    """Make the named recordings of a study, or all of them."""
    if missing := tools_missing():
        print(missing, file=sys.stderr)
        return 1
    for path in sorted((study / "scripts").glob("*.toml")):
        if not names or path.stem in names:
            script = read_script(path)
            truth = _make(script, study / "audio")
            (study / "truth" / f"{script.recording}.json").write_text(written(truth), encoding="utf-8")
            print(f"{script.recording}: {truth['duration'] / 60000:.1f} min, {len(truth['turns'])} turns")
    return 0


def tools_missing() -> str:
    """What to install first, or nothing."""
    missing = [tool for tool in ("flite", "sox", "opusenc") if shutil.which(tool) is None]
    return f"cannot make the samples: {', '.join(missing)} not found; {REMEDY}" if missing else ""


def _make(script: Script, audio: Path) -> Truth:
    said = [
        Said(line.role, line.text, speak(line.text, VOICES[script.voices[line.role]], script.say))
        for line in script.lines
    ]
    samples, times = laid_out(said)
    record(script.recording, script.room, samples, audio)
    return truth_of(script, times, milliseconds(samples))


@dataclass(frozen=True)
class Said:
    """A turn as it is spoken."""

    role: str
    text: str
    spoken: Spoken


def laid_out(said: Sequence[Said]) -> tuple[Samples, list[list[tuple[int, int]]]]:
    """Turns end to end with pauses between, each role as loud as the others; [start, end) ms of each turn's words."""
    gains = {role: _gain([one.spoken for one in said if one.role == role]) for role in {one.role for one in said}}
    parts: list[Samples] = [np.zeros(RATE // 2, np.float32)]
    times: list[list[tuple[int, int]]] = []
    length = len(parts[0])
    for one in said:
        at = round(length * 1000 / RATE)
        times.append([(at + start, at + end) for start, end in one.spoken.words])
        silence = np.zeros(pause(one.text, 220, 600) * RATE // 1000, np.float32)
        parts += [one.spoken.samples * gains[one.role], silence]
        length += len(one.spoken.samples) + len(silence)
    return np.concatenate(parts), times


def milliseconds(samples: Samples) -> int:
    """How long a sound is."""
    return round(len(samples) * 1000 / RATE)


def _gain(spoken: Sequence[Spoken]) -> float:
    return LOUDNESS / float(np.sqrt(np.mean(np.concatenate([one.samples for one in spoken]) ** 2)))


def record(recording: str, room: str, samples: Samples, audio: Path) -> None:
    """Put the sound into its room and encode it as Opus in the folder `audio`."""
    noise = np.random.default_rng(len(samples)).normal(0, HISS[room], len(samples))
    frames = (np.clip(samples + noise, -1, 1) * 32767).astype("<i2")
    with TemporaryDirectory() as folder:
        dry, wet = Path(folder) / "dry.wav", Path(folder) / "wet.wav"
        with wave.open(str(dry), "wb") as file:
            file.setparams((1, 2, RATE, len(frames), "NONE", ""))
            file.writeframes(frames.tobytes())
        subprocess.run(["sox", "-R", "-G", dry, wet, *EFFECTS[room]], check=True)
        opus = audio / f"{recording}.opus"
        options = ["--quiet", "--speech", "--bitrate", "28", "--serial", "1"]
        subprocess.run(["opusenc", *options, wet, opus], check=True)


def truth_of(script: Script, times: list[list[tuple[int, int]]], duration: int) -> Truth:
    """The truth of a recording, given when each word of each turn was spoken."""
    pairs = enumerate(zip(script.lines, times, strict=True), 1)
    turns = [turn_of(number, line.role, line.text, words) for number, (line, words) in pairs]
    marks = [(mark, _place(turn, mark)) for turn, mark in _marks(turns, script.lines)]
    return {
        "recording": script.recording,
        "room": script.room,
        "duration": duration,
        "voices": dict(script.voices),
        "turns": turns,
        "identifiers": [
            {**place, "type": mark.type, "subtype": mark.subtype, "value": mark.value}
            for mark, place in marks
            if mark.type
        ],
        "findings": [
            _finding(finding, [place for mark, place in marks if mark.finding == finding["id"]])
            for finding in script.findings
        ],
    }


def _marks(turns: list[Truth], lines: Sequence[Line]) -> Iterator[tuple[Truth, Mark]]:
    for turn, line in zip(turns, lines, strict=True):
        for mark in line.marks:
            yield turn, mark


def turn_of(number: int, role: str, text: str, words: list[tuple[int, int]]) -> Truth:
    """A turn of a truth. words: [start, end) ms of each."""
    return {
        "id": number,
        "start": words[0][0],
        "end": words[-1][1],
        "speaker": role,
        "role": role,
        "text": text,
        "words": [list(word) for word in words],
    }


def _place(turn: Truth, mark: Mark) -> Truth:
    """Where and when a mark was spoken: the times of the words that it touches."""
    first = turn["text"].count(" ", 0, mark.start)
    last = turn["text"].count(" ", 0, mark.end)
    return {
        "turn": turn["id"],
        "start_char": mark.start,
        "end_char": mark.end,
        "start": turn["words"][first][0],
        "end": turn["words"][last][1],
        "text": turn["text"][mark.start : mark.end],
    }


def _finding(finding: Mapping[str, Any], quotes: list[Truth]) -> Truth:
    about = ("id", "kind", "assertion", "optional", "basis")
    return {
        "id": finding["id"],
        "kind": finding["kind"],
        "assertion": finding.get("assertion", "present"),
        "optional": finding.get("optional", False),
        "value": {key: value for key, value in finding.items() if key not in about},
        "basis": finding.get("basis", []),
        "quotes": quotes,
    }


def written(truth: Truth) -> str:
    """The truth as JSON with one turn, identifier or finding a line, so that a change reads well."""
    lines = []
    for key, value in truth.items():
        if isinstance(value, list):
            entries = ",\n".join(f"  {json.dumps(entry, ensure_ascii=False)}" for entry in value)
            lines.append(f'"{key}": [\n{entries}\n]')
        else:
            lines.append(f'"{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Speak the scripts of a study.")
    parser.add_argument("--study", type=Path, default=HERE)
    parser.add_argument("recordings", nargs="*")
    chosen = parser.parse_args()
    sys.exit(main(chosen.study, chosen.recordings))
