"""Kill it anywhere: the next run resumes at the first unfinished stage, and ends with the same bytes."""

import signal
import subprocess
from pathlib import Path

import pytest

from tests.conftest import REPLAY, CommandLine, sample_row, study_with, tree

NAME = "01-1007-diary"
STAGES = (
    "intake",
    "transcribe",
    "diarize",
    "turns",
    "find",
    "redact",
    "sound",
    "safety",
    "ask",
    "code",
    "confirm",
    "findings",
    "report",
)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study")
    return study_with(folder, [sample_row(NAME, folder)])


@pytest.fixture(scope="module")
def undisturbed(study: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run that nobody killed releases."""
    line = CommandLine(tmp_path_factory.mktemp("whole"), REPLAY)
    assert line("run", study).returncode == 0
    return released(line)


def released(line: CommandLine) -> dict[str, bytes]:
    return {name: data for name, data in tree(line.outputs).items() if "/release/" in name}


def kill_in(line: CommandLine, study: Path, stage: str) -> None:
    """Start a run and SIGKILL it when it says that the stage has begun."""
    command = line.command("--verbose", "run", study)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=line.environ) as process:
        assert process.stderr is not None
        for said in process.stderr:
            if f"stage={stage} event=start" in said:
                process.send_signal(signal.SIGKILL)
                break
    assert process.returncode == -signal.SIGKILL


def test_the_list_above_is_the_pipelines_own() -> None:
    from trialvoice.pipeline import STAGES as OWN

    assert tuple(stage.name for stage in OWN) == STAGES


@pytest.mark.parametrize("stage", STAGES)
def test_a_run_killed_in_a_stage_resumes(
    replay: CommandLine, study: Path, undisturbed: dict[str, bytes], stage: str
) -> None:
    kill_in(replay, study, stage)
    before = {path.name: path.stat().st_mtime_ns for path in replay.outputs.rglob("*.sealed")}
    again = replay("run", study)
    assert again.returncode == 0, again.stderr
    after = {path.name: path.stat().st_mtime_ns for path in replay.outputs.rglob("*.sealed")}
    assert all(after[name] == made for name, made in before.items()), "a finished stage was done again"
    assert len(before) >= STAGES.index(stage), "a stage before the killed one was lost"
    assert released(replay) == undisturbed
    assert not list(replay.outputs.rglob("*.part"))


def test_a_rerun_does_no_work_and_changes_no_byte(replay: CommandLine, study: Path) -> None:
    assert replay("run", study).returncode == 0
    before = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in replay.outputs.rglob("*") if p.is_file()}
    again = replay("--verbose", "run", study)
    assert again.returncode == 0
    after = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in replay.outputs.rglob("*") if p.is_file()}
    assert {p for p in after if p.name != ".lock" and after[p] != before.get(p)} == set()
    assert set(before) == set(after)
