"""`bench speech` from its command line, up to where engines would be loaded."""

import wave
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trialvoice.bench.recordings import decode, recordings
from trialvoice.commands.bench import bench_app
from trialvoice.core.audio import SAMPLE_RATE
from trialvoice.core.errors import EngineError, StudyError
from trialvoice.engines.pyav import PyavDecoder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One second of sound with its truth."""
    with wave.open(str(tmp_path / "visit.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(bytes(2 * SAMPLE_RATE))
    (tmp_path / "visit.txt").write_text("[D-1] D: How are you?\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("by_name", [True, False])
def test_truth_beside_the_sound_is_found(folder: Path, by_name: bool) -> None:
    (sample,) = recordings([folder / "visit.wav" if by_name else folder])
    sound = decode(sample, PyavDecoder())
    assert sound.truth is not None
    assert [word.text for word in sound.truth] == ["How", "are", "you?"]


def test_truth_of_the_whole_does_not_hold_for_the_beginning(folder: Path) -> None:
    sound = decode(recordings([folder])[0], PyavDecoder(), limit_minutes=0.01)
    assert sound.truth is None
    assert len(sound.waveform) == round(0.6 * SAMPLE_RATE)


def test_truth_that_cannot_be_read_is_said(folder: Path) -> None:
    (folder / "visit.txt").write_text("no paragraph\n", encoding="utf-8")
    with pytest.raises(StudyError, match="TV141"):
        decode(recordings([folder / "visit.wav"])[0], PyavDecoder())


def test_an_unknown_peer_is_refused_before_any_work(folder: Path) -> None:
    done = CliRunner().invoke(bench_app, ["speech", str(folder), "--peers", "openai-whisper,kaldi"])
    assert isinstance(done.exception, EngineError)
    assert done.exception.code == "TV430"
    assert "'kaldi'" in str(done.exception)


def test_a_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    assert CliRunner().invoke(bench_app, ["speech", str(tmp_path / "none.wav")]).exit_code == 2
