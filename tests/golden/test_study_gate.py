"""Nothing of a whole study is written that the leak gate has not read."""

import json
from pathlib import Path

import pytest

from tests.conftest import CommandLine, sample_row, study_with
from trialvoice.assembly import Engines
from trialvoice.core.errors import GateError
from trialvoice.core.settings import settings_from
from trialvoice.job import Job, load_job
from trialvoice.safety_release import write_worklist
from trialvoice.study_release import write_study

NAMES = ("02-2008-week2-call", "01-1007-diary")
SPOKEN = "Laura Novak"
"""A name that the first recording tells, and hides."""
STAFF = "Emily Whitfield"


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    from tests.conftest import REPLAY

    return CommandLine(tmp_path_factory.mktemp("gate") / "outputs", REPLAY)


@pytest.fixture(scope="module")
def folder(line: CommandLine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of two subjects, both done."""
    made = tmp_path_factory.mktemp("study")
    study_with(made, [sample_row(name, made) for name in NAMES])
    ended = line("run", made)
    assert ended.returncode == 0, ended.stderr
    return made


def job_of(line: CommandLine, folder: Path) -> Job:
    return load_job(folder, settings_from(line.environ))


def plant(job: Job, recording: str, words: str) -> tuple[Path, str]:
    """Put words into a finding that was released, as a fault after the visit's gate would."""
    path = job.store(recording).release / "visit.json"
    before = path.read_text(encoding="utf-8")
    result = json.loads(before)
    event = next(one for one in result["findings"] if one["value"]["kind"] == "adverse_event")
    event["value"]["term"] = f"bleeding, said {words}"
    path.write_text(json.dumps(result), encoding="utf-8")
    return path, before


def released(job: Job, folder: str = "release") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (job.outputs / folder).glob("*")}


def test_what_a_recording_hid_is_kept_out_of_every_table(line: CommandLine, folder: Path) -> None:
    job = job_of(line, folder)
    path, before = plant(job, NAMES[0], SPOKEN)
    try:
        with Engines(job.settings) as engines:
            made = write_study(job, engines)
            safety = write_worklist(job, engines, job.recordings[0].recorded_at)
    finally:
        path.write_text(before, encoding="utf-8")
    assert [(status.recording, status.code) for status in made.withheld] == [(NAMES[0], "TV501")]
    assert [(status.recording, status.code) for status in safety.withheld] == [(NAMES[0], "TV501")]
    everything = {**released(job), **released(job, "safety")}
    assert {"event_histories.csv", "event_histories.json", "findings.json", "index.html"} <= set(everything)
    for name, data in everything.items():
        assert b"Novak" not in data, name
    assert NAMES[0].encode() in everything["failures.csv"]
    assert NAMES[0] in [row.recording for row in safety.worklist.not_screened]
    assert NAMES[1].encode() in everything["findings.csv"], "the other subject's visit is shown all the same"


def test_a_name_of_the_study_file_in_a_visit_is_kept_out(line: CommandLine, folder: Path) -> None:
    job = job_of(line, folder)
    path, before = plant(job, NAMES[1], "Whitfield")
    try:
        with Engines(job.settings) as engines:
            made = write_study(job, engines)
    finally:
        path.write_text(before, encoding="utf-8")
    assert [status.recording for status in made.withheld] == [NAMES[1]]
    assert all(b"Whitfield" not in data for data in released(job).values())


def test_what_no_visit_can_be_blamed_for_stops_all_of_it(line: CommandLine, folder: Path, tmp_path: Path) -> None:
    """A name in the study's title stands on the index alone."""
    named = tmp_path / "study"
    rows = [sample_row(name, named) for name in NAMES]
    study_with(named, rows, edit={'title = "Arvenex in knee': f'title = "A study of {STAFF}: Arvenex in knee'})
    job = job_of(line, named)
    assert released(job), "there is something to take away"
    with Engines(job.settings) as engines, pytest.raises(GateError) as refused:
        write_study(job, engines)
    assert refused.value.code == "TV504"
    assert "Whitfield" not in str(refused.value)
    assert released(job) == {}


def test_a_name_in_recordings_csv_does_not_reach_failures_csv(replay: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    good = sample_row(NAMES[1], folder)
    study_with(folder, [good, good.replace(NAMES[1], STAFF, 1)])
    ended = replay("run", folder)
    assert ended.returncode == 1
    (table,) = replay.outputs.glob("*/release/failures.csv")
    text = table.read_text(encoding="utf-8")
    assert "Whitfield" not in text
    assert "withheld,TV112," in text


def test_tables_that_would_not_change_are_not_read_again(line: CommandLine, folder: Path) -> None:
    job = job_of(line, folder)
    with Engines(job.settings) as engines:
        write_study(job, engines)
    before = {path: path.stat().st_mtime_ns for path in (job.outputs / "release").iterdir()}
    with Engines(job.settings) as engines:
        write_study(job, engines)
        assert "recognizer" not in vars(engines), "no model was loaded"
    assert {path: path.stat().st_mtime_ns for path in (job.outputs / "release").iterdir()} == before
