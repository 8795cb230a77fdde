"""Engines in processes of their own: what goes wrong there becomes a row, and stops no other."""

import sys
from pathlib import Path

import numpy as np
import pytest

from trialvoice.bench.contestant import Conditions
from trialvoice.bench.race import Entrant, race
from trialvoice.core.audio import SAMPLE_RATE

SOUND = np.zeros(60 * SAMPLE_RATE, dtype=np.float32)


@pytest.fixture
def conditions(tmp_path: Path) -> Conditions:
    return Conditions(tmp_path, "cpu", 1, "en")


def python(folder: Path, script: str) -> Path:
    """An executable that takes the place of Python, and of the engine with it."""
    made = folder / "python"
    made.write_text(f"#!{sys.executable}\nimport json, os, sys\n{script}\n", encoding="utf-8")
    made.chmod(0o700)
    return made


ANSWERS = """
job = json.loads(sys.stdin.buffer.readline())
print(json.dumps({"load_s": 0.5, "loaded_bytes": 1}), flush=True)
warm = True
while line := sys.stdin.buffer.readline():
    sys.stdin.buffer.read(4 * json.loads(line)["samples"])
    lap = {"wall_s": 1.0, "cpu_s": 2.0, "text": job["name"], "word_times": False, "retried": None, "peak_bytes": 9}
    if not warm:
        print(json.dumps(lap), flush=True)
    warm = False
"""


def test_every_engine_hears_every_sound_in_turns(tmp_path: Path, conditions: Conditions) -> None:
    executable = python(tmp_path, ANSWERS)
    seen: list[str] = []
    entrants = [Entrant("openai-whisper", executable), Entrant("whisperx", executable)]
    runs = race(entrants, [SOUND, SOUND], conditions, repeat=2, watch=seen.append)
    assert seen == ["openai-whisper", "whisperx"] * 2
    assert [(run.name, [lap.text for lap in run.laps]) for run in runs[:2]] == [
        ("openai-whisper", ["openai-whisper"] * 2),
        ("whisperx", ["whisperx"] * 2),
    ]
    assert (runs[0].load_s, runs[0].wall_s, runs[0].cpu_s) == (0.5, 2.0, 4.0)


def test_an_engine_that_is_killed_is_a_row_and_runs_no_more(tmp_path: Path, conditions: Conditions) -> None:
    (tmp_path / "bad").mkdir()
    dead = python(tmp_path / "bad", "sys.stdin.buffer.readline(); os.kill(os.getpid(), 9)")
    entrants = [Entrant("whisperx", dead), Entrant("openai-whisper", python(tmp_path, ANSWERS))]
    runs = race(entrants, [SOUND], conditions, repeat=2)
    assert [(run.name, run.failed) for run in runs] == [
        ("whisperx", "ended with status -9"),
        ("openai-whisper", ""),
        ("openai-whisper", ""),
    ]


def test_an_engine_that_ends_at_once(tmp_path: Path, conditions: Conditions) -> None:
    (run,) = race([Entrant("whisperx", python(tmp_path, "sys.exit(3)"))], [SOUND], conditions)
    assert run.failed == "ended with status 3"


def test_a_python_that_is_not_there(tmp_path: Path, conditions: Conditions) -> None:
    (run,) = race([Entrant("whisperx", tmp_path / "none")], [SOUND], conditions)
    assert run.failed.startswith("not installed (no Python at ")


def test_an_engine_whose_library_is_missing(conditions: Conditions) -> None:
    bare = Path(sys.executable).resolve()  # the Python that the virtual environment was made from
    (run,) = race([Entrant("whisperx", bare)], [SOUND], conditions)
    assert run.failed.startswith("not installed (no module ")


def test_a_library_message_is_not_passed_on(conditions: Conditions) -> None:
    (run,) = race([Entrant("no such engine")], [SOUND], conditions)
    assert run.failed == "failed (KeyError)"
