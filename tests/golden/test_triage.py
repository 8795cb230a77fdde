"""Triage does what safety needs and no more, its worklist is true, and the full run afterwards repeats nothing."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import REPLAY, CommandLine, sample_row, study_with
from trialvoice.pipeline import STAGES, TRIAGE

NAMES = ("02-2008-week2-call", "01-1007-diary")
"""Recorded on 10 and on 7 March: the second is the older."""


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    return CommandLine(tmp_path_factory.mktemp("triage") / "outputs", REPLAY)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study")
    rows = [sample_row(name, folder) for name in NAMES]
    missing = rows[0].replace(NAMES[0], "missing").replace("audio/missing", "audio/nowhere")
    return study_with(folder, [*rows, missing])


@pytest.fixture(scope="module")
def screened(line: CommandLine, study: Path) -> str:
    """What the first triage says, before any full run."""
    ended = line("--verbose", "triage", study)
    assert ended.returncode == 1, "one recording has no audio"
    return ended.stdout + ended.stderr


def folder_of(line: CommandLine) -> Path:
    (made,) = line.outputs.glob("*/safety")
    return made


def sealed(line: CommandLine) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in line.outputs.rglob("*.sealed")}


def stages_of(line: CommandLine, recording: str) -> set[str]:
    return {path.name.partition("-")[0] for path in line.outputs.glob(f"*/{recording}/private/*.sealed")}


def test_only_what_safety_needs_is_done(line: CommandLine, screened: str) -> None:
    for name in NAMES:
        assert stages_of(line, name) == {step.name for step in TRIAGE}
    assert not list(line.outputs.glob("*/*/release/*")), "nothing of a visit is released yet"


def test_the_oldest_recording_comes_first(line: CommandLine, screened: str) -> None:
    begun = [row.split("recording=")[1].split()[0] for row in screened.splitlines() if "stage=screen " in row]
    assert begun == [NAMES[1], NAMES[0]]


def test_no_question_is_asked_but_the_one_on_events(line: CommandLine, study: Path, screened: str) -> None:
    from trialvoice.assembly import Engines
    from trialvoice.batch import open_visit
    from trialvoice.core.settings import settings_from
    from trialvoice.job import load_job
    from trialvoice.stages.asking import SAFETY

    job = load_job(study, settings_from(line.environ))
    with Engines(job.settings) as engines:
        answers = open_visit(job, job.recording(NAMES[0]), engines).kept(SAFETY)
    assert answers is not None
    assert {claim.topic for claim in answers.claims} == {"adverse_event"}
    assert answers.tokens.requests == 1


def test_the_worklist_holds_the_clock_and_the_proof(line: CommandLine, screened: str) -> None:
    made = json.loads((folder_of(line) / "worklist.json").read_text(encoding="utf-8"))
    (row,) = made["rows"]
    assert (row["recording"], row["criteria"]) == (NAMES[0], ["hospitalisation"])
    heard, due = (datetime.fromisoformat(row[name]) for name in ("awareness_at", "due_at"))
    assert (due - heard).total_seconds() == 24 * 3600
    left = (due - datetime.fromisoformat(made["as_of"])).total_seconds() / 3600
    assert row["hours_left"] == pytest.approx(left, abs=0.06)
    assert (datetime.now(UTC) - datetime.fromisoformat(made["as_of"])).total_seconds() < 600
    assert "They got me overnight in the hospital." in row["quotes"]
    assert made["screened"] == len(NAMES)


def test_what_could_not_be_screened_is_named(line: CommandLine, screened: str) -> None:
    made = json.loads((folder_of(line) / "worklist.json").read_text(encoding="utf-8"))
    assert [(one["recording"], one["code"]) for one in made["not_screened"]] == [("missing", "TV201")]
    page = (folder_of(line) / "worklist.html").read_text(encoding="utf-8")
    assert "TV201" in page
    assert "Not screened: 1" in screened


def test_the_table_is_the_page(line: CommandLine, screened: str) -> None:
    with (folder_of(line) / "worklist.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    page = (folder_of(line) / "worklist.html").read_text(encoding="utf-8")
    for value in (row["recording"], row["term"], row["coded_term"], *row["quotes"].split(" | ")):
        assert value in page


def test_the_full_run_repeats_nothing_and_finds_the_same(line: CommandLine, study: Path, screened: str) -> None:
    before = sealed(line)
    listed = json.loads((folder_of(line) / "worklist.json").read_text(encoding="utf-8"))["rows"]
    assert line("run", study, "--recording", NAMES[0], "--recording", NAMES[1]).returncode == 0
    after = sealed(line)
    assert {path: after.get(path) for path in before} == before, "a finished stage was done again"
    for name in NAMES:
        own = [Path(path).name.partition("-")[0] for path in after if f"/{name}/" in path]
        assert sorted(own) == sorted({step.name for step in (*STAGES, *TRIAGE)}), "each stage has been done once"
    (path,) = line.outputs.glob(f"*/{NAMES[0]}/release/visit.json")
    found = [one for one in json.loads(path.read_text(encoding="utf-8"))["findings"] if one["value"].get("criteria")]
    assert [(one["id"], one["value"]["term"], one["value"]["sae_due_at"]) for one in found] == [
        (row["finding"], row["term"], row["due_at"]) for row in listed
    ]


def test_a_finished_visit_stays_finished_and_on_the_list(line: CommandLine, study: Path, screened: str) -> None:
    assert line("run", study, "--recording", NAMES[0]).returncode == 0
    again = line("triage", study, NAMES[0], "--json")
    assert again.returncode == 0, again.stderr
    assert [json.loads(row)["recording"] for row in again.stdout.splitlines()] == [NAMES[0]]
    status = [json.loads(row) for row in line("status", study, "--json").stdout.splitlines()]
    assert {row["recording"]: row["state"] for row in status}[NAMES[0]] == "done"
