"""`bench speech` with real engines, and the measuring scripts beside it, each on a little sound."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from typer.testing import CliRunner

from tests.bench.sounds import FIVE, MORE
from tests.conftest import ROOT, SAMPLE
from trialvoice.assembly import Engines
from trialvoice.bench.contestant import OURS, PEERS, WHISPERX
from trialvoice.commands.bench import bench_app
from trialvoice.core.settings import Settings
from trialvoice.phi.transcribe import SpeechOptions, transcribe

pytestmark = [pytest.mark.live, pytest.mark.filterwarnings("ignore::ResourceWarning")]
HARD = {"backwards"}  # speech to every detector; measured by tests/bench/no_speech.py, and no part of the bar
DIARY = SAMPLE / "audio" / "01-1007-diary.opus"


@pytest.fixture(scope="module")
def engines() -> Iterator[Engines]:
    with Engines(Settings()) as opened:
        yield opened


@pytest.mark.parametrize("name", [*FIVE, *(name for name in MORE if name not in HARD)])
def test_no_word_is_written_where_nobody_says_one(name: str, engines: Engines) -> None:
    sound = {**FIVE, **MORE}[name](0.5)
    found = transcribe(sound, SpeechOptions(language="en"), vad=engines.vad, transcriber=engines.transcriber)
    assert len(found.words) == 0


def test_every_engine_has_its_row() -> None:
    done = CliRunner().invoke(bench_app, ["speech", str(DIARY), "--limit-minutes", "0.3", "--json"])
    assert done.exit_code == 0, done.stderr
    rows = {row["engine"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert list(rows) == [OURS, *PEERS]
    for name, row in rows.items():
        if name == WHISPERX and row["failed"]:
            assert row["failed"].startswith("not installed")
            continue
        assert row["failed"] == ""
        assert row["words"] > 20
        assert row["seconds"]["median"] > 0
        assert row["peak_bytes"] > 100 * 2**20
    assert rows[OURS]["word_times"]
    assert not rows["openai-whisper"]["word_times"]
    assert rows[OURS]["ratio"]["median"] == 1.0


def test_word_times_are_asked_for() -> None:
    options = ["--limit-minutes", "0.2", "--word-times", "--peers", "faster-whisper-batched", "--json"]
    done = CliRunner().invoke(bench_app, ["speech", str(DIARY), *options])
    assert json.loads(done.stdout.splitlines()[1])["word_times"]


def test_wer_where_truth_is_known() -> None:
    done = CliRunner().invoke(bench_app, ["speech", str(DIARY), "--peers", "", "--json"])
    (row,) = map(json.loads, done.stdout.splitlines())
    assert 0.0 < row["wer"] < 0.3
    assert row["errors"]["reference"] > 200


def test_random_weights_say_as_many_words_as_asked() -> None:
    options = ["--limit-minutes", "0.2", "--device", "cpu", "--random", "tiny", "--decode-tokens", "10", "--json"]
    done = CliRunner().invoke(bench_app, ["speech", str(DIARY), *options])
    assert done.exit_code == 0, done.stderr
    ours, stock = map(json.loads, done.stdout.splitlines())
    assert stock["words"] == 10
    assert stock["wer"] is None
    assert ours["failed"] == ""


def test_memory_is_measured_case_by_case() -> None:
    command = [sys.executable, "-m", "tests.bench.memory", "--quick", "--stages", "vad"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    rows = [line.split("|")[1].strip() for line in done.stdout.splitlines()[2:]]
    assert rows == ["vad, 0.5 min", "vad, 1 min", "vad, 4 x 30 s"]
