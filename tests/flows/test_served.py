"""The three deployments, triggered through the HTTP API of a real server."""

import json
import shutil
import signal
import socket
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, SAMPLE
from tests.flows.conftest import CANARIES, FAILING, Served, prefect_cli, until
from trialvoice.core.recordings import load_recordings
from trialvoice.core.study_file import load_study
from trialvoice.pipeline import STAGES, TRIAGE

SAMPLE_STUDY = load_study(SAMPLE / "study.toml")
SAMPLE_ID = SAMPLE_STUDY.study.id
SAMPLE_NAMES = [row.recording for row in load_recordings(SAMPLE / "recordings.csv", SAMPLE_STUDY)[0]]
FIRST = SAMPLE_NAMES[0]
SERIOUS = "02-2008-week2-call"
"""A stay in hospital is told there; triage alone reads it."""

Runs = dict[str, Any]


@pytest.fixture(scope="module")
def runs(served: Served) -> Runs:
    """One of each kind of run, all triggered first and then waited for."""
    asked = {
        "missing": served.trigger("visit", study=FAILING, recording="missing"),
        "no consent": served.trigger("visit", study=FAILING, recording="No_Consent"),
        "not audio": served.trigger("visit", study=FAILING, recording="not-audio"),
        "unknown": served.trigger("visit", study=FAILING, recording="no-such-recording"),
        "bad row": served.trigger("visit", study=FAILING, recording="bad-visit"),
        "sample": served.trigger("visit", study=SAMPLE_ID, recording=FIRST),
        "night": served.trigger("nightly", study=FAILING),
        "another night": served.trigger("nightly", study=FAILING),
        "triage": served.trigger("triage", study=FAILING),
        "sample triage": served.trigger("triage", study=SAMPLE_ID, recording=SERIOUS),
    }
    return {name: served.ended(answer) for name, answer in asked.items()}


def subflows(served: Served, run: Any) -> list[Any]:
    parents = [task["id"] for task in tasks(served, run)]
    found: list[Any] = served.post(
        "/flow_runs/filter", flow_runs={"parent_task_run_id": {"any_": parents}}, sort="START_TIME_ASC"
    )
    return found


def tasks(served: Served, run: Any) -> list[Any]:
    """Task runs, which the server writes down a moment after they ended."""

    def look() -> list[Any] | None:
        found: list[Any] = served.post(
            "/task_runs/filter", flow_runs={"id": {"any_": [run["id"]]}}, sort="EXPECTED_START_TIME_ASC"
        )
        over = all(task["state_type"] in ("COMPLETED", "FAILED") for task in found)
        return found if found and over else None

    return until("the task runs", look, 30)


def test_forms_are_drawn_and_closed(served: Served) -> None:
    both = {"study", "recording"}
    for name, fields in (("nightly", {"study"}), ("visit", both), ("triage", both)):
        schema = served.deployment(name)["parameter_openapi_schema"]
        assert set(schema["properties"]) == fields
        assert schema["properties"]["study"]["enum"] == sorted([FAILING, SAMPLE_ID])
        assert all(field["description"] for field in schema["properties"].values())
        assert schema["additionalProperties"] is False


def test_limits_are_set(served: Served) -> None:
    nightly = served.deployment("nightly")
    assert nightly["global_concurrency_limit"]["limit"] == 1
    assert nightly["concurrency_options"]["collision_strategy"] == "ENQUEUE"
    limits = {limit["name"]: limit["limit"] for limit in served.post("/v2/concurrency_limits/filter")}
    assert (limits["tag:asr"], limits["tag:llm"]) == (1, 1)


def test_every_study_has_a_night_to_come(served: Served) -> None:
    """Prefect's scheduler fails silently with some releases of SQLAlchemy: then no night ever comes."""

    def look() -> set[str] | None:
        waiting = served.post(
            "/flow_runs/filter",
            deployments={"id": {"any_": [served.deployment("nightly")["id"]]}},
            flow_runs={"state": {"type": {"any_": ["SCHEDULED"]}}},
        )
        found = {run["parameters"]["study"] for run in waiting if run["auto_scheduled"]}
        return found if len(found) == 2 else None

    assert until("scheduled runs", look, 90) == {FAILING, SAMPLE_ID}


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("visit", {"study": FAILING, "recording": "Mary Canarystone"}),
        ("visit", {"study": FAILING, "recording": "../Canaryfolder"}),
        ("visit", {"study": FAILING, "recording": ""}),
        ("visit", {"study": FAILING, "recording": ["missing"]}),
        ("visit", {"study": FAILING, "recording": "x" * 65}),
        ("visit", {"study": FAILING}),
        ("visit", {"study": "another-study", "recording": "missing"}),
        ("visit", {"study": FAILING, "recording": "missing", "note": "Mary Canarystone"}),
        ("triage", {"study": FAILING, "recording": "Mary Canarystone"}),
        ("triage", {"recording": ""}),
        ("nightly", {"study": "Canary General"}),
        ("nightly", {}),
    ],
)
def test_bad_values_are_refused_before_a_run_exists(served: Served, name: str, parameters: dict[str, object]) -> None:
    before = {run["id"] for run in served.runs_of(name)}
    assert served.trigger(name, **parameters).status_code in (409, 422)
    assert {run["id"] for run in served.runs_of(name)} == before


@pytest.mark.parametrize(
    ("which", "message"),
    [
        ("missing", "TV201 missing"),
        ("no consent", "TV207 No_Consent"),
        ("not audio", "TV203 not-audio"),
        ("unknown", "TV115 no-such-recording"),
        ("bad row", "TV113 bad-visit"),
    ],
)
def test_a_bad_visit_fails_with_its_code(runs: Runs, which: str, message: str) -> None:
    assert (runs[which]["state_type"], runs[which]["state"]["message"]) == ("FAILED", message)


def test_a_failed_visit_shows_where(served: Served, runs: Runs) -> None:
    (task,) = tasks(served, runs["missing"])
    assert (task["name"], task["state"]["message"]) == ("intake missing", "TV201 missing")
    progress = served.artifact("progress", FAILING, "missing")
    assert [row["state"] for row in progress] == ["failed TV201"] + ["waiting"] * (len(STAGES) - 1)
    (outcome,) = served.artifact("outcome", FAILING, "missing")
    assert (outcome["recording"], outcome["state"], outcome["code"]) == ("missing", "failed", "TV201")


def test_a_night_goes_on_after_failures_and_ends_as_failed(served: Served, runs: Runs) -> None:
    night = runs["night"]
    assert night["state_type"] == "FAILED"
    for part in ("failed 5 of 5", "TV201 missing", "TV207 No_Consent", "TV203 not-audio", "TV113 bad-visit"):
        assert part in night["state"]["message"]
    visits = [run["name"] for run in subflows(served, night)]
    assert visits == ["visit No_Consent", "visit not-audio", "visit missing"], (
        "in the order in which they were recorded"
    )
    rows = served.artifact("nightly", FAILING)
    codes = {row["recording"]: row["code"] for row in rows}
    # A row with a person's name where its id should be is told by its number.
    assert codes == {
        "refused-1": "TV112",
        "bad-visit": "TV113",
        "missing": "TV201",
        "No_Consent": "TV207",
        "not-audio": "TV203",
    }
    failures = served.line.outputs / FAILING / "release" / "failures.csv"
    assert failures.read_text(encoding="utf-8").count("TV2") >= 3


def test_nights_never_overlap(runs: Runs) -> None:
    nights = sorted((runs["night"], runs["another night"]), key=lambda run: run["start_time"])
    assert all(earlier["end_time"] <= later["start_time"] for earlier, later in pairwise(nights))
    assert all("failed 5 of 5" in night["state"]["message"] for night in nights)


def test_triage_takes_the_oldest_first(served: Served, runs: Runs) -> None:
    assert [run["name"] for run in subflows(served, runs["triage"])] == [
        "visit No_Consent",
        "visit not-audio",
        "visit missing",
    ]
    assert served.artifact("serious", FAILING) == []


def test_a_good_visit_runs_every_stage_as_a_task(served: Served, runs: Runs) -> None:
    assert (runs["sample"]["state_type"], runs["sample"]["state"]["message"]) == ("COMPLETED", "done 1")
    assert [task["name"] for task in tasks(served, runs["sample"])] == [f"{step.name} {FIRST}" for step in STAGES]
    tags = {task["name"].split()[0]: task["tags"] for task in tasks(served, runs["sample"])}
    assert (tags["transcribe"], tags["diarize"], tags["ask"]) == (["asr"], ["asr"], ["llm"])
    progress = served.artifact("progress", SAMPLE_ID, FIRST)
    assert {row["state"] for row in progress} <= {"done", "reused"}
    (outcome,) = served.artifact("outcome", SAMPLE_ID, FIRST)
    assert outcome["state"] == "done"
    assert outcome["minutes"] > 0
    assert (served.line.outputs / SAMPLE_ID / FIRST / "release" / "report.html").exists()


def test_serious_candidates_come_by_due_time(served: Served, runs: Runs) -> None:
    assert runs["sample triage"]["state_type"] == "COMPLETED"
    (screening,) = subflows(served, runs["sample triage"])
    assert [task["name"] for task in tasks(served, screening)] == [f"{step.name} {SERIOUS}" for step in TRIAGE]
    assert (served.line.outputs / SAMPLE_ID / "safety" / "worklist.html").is_file()
    rows = served.artifact("serious", SAMPLE_ID)
    assert all(set(row) == {"due", "hours_left", "recording", "finding", "criteria"} for row in rows)
    listed = json.loads((served.line.outputs / SAMPLE_ID / "safety" / "worklist.json").read_text(encoding="utf-8"))
    assert [row["recording"] for row in rows] == [row["recording"] for row in listed["rows"]]
    assert SERIOUS in [row["recording"] for row in rows]
    assert [datetime.fromisoformat(row["due"]) for row in rows] == sorted(
        datetime.fromisoformat(row["due"]) for row in rows
    )


def test_a_work_pool_runs_the_same_flows(served: Served, tmp_path: Path) -> None:
    """prefect.yaml, its deployments renamed so that they stand beside the served ones."""
    shutil.copytree(ROOT / "flows", tmp_path / "flows", ignore=shutil.ignore_patterns("__pycache__"))
    text = (ROOT / "prefect.yaml").read_text(encoding="utf-8")
    for name in ("nightly", "visit", "triage"):
        text = text.replace(f"- name: {name}\n", f"- name: pool-{name}\n")
    (tmp_path / "prefect.yaml").write_text(text, encoding="utf-8")
    environ = {
        "TRIALVOICE_STUDY": FAILING,
        "TRIALVOICE_STUDIES": f'{{"{FAILING}": "{served.folders[0]}"}}',
    }
    prefect_cli(served, "work-pool", "create", "trialvoice", "--type", "process", cwd=tmp_path)
    prefect_cli(served, "--no-prompt", "deploy", "--all", cwd=tmp_path, **environ)
    nightly = served.deployment("pool-nightly", "nightly")
    assert nightly["schedules"][0]["schedule"]["cron"] == "0 2 * * *"
    assert nightly["global_concurrency_limit"]["limit"] == 1
    visit = served.deployment("pool-visit", "visit")
    path = f"/deployments/{visit['id']}/create_flow_run"
    assert served.api.post(path, json={"parameters": {"recording": "a b"}}).status_code == 409
    asked = served.api.post(path, json={"parameters": {"recording": "missing"}})
    prefect_cli(served, "worker", "start", "--pool", "trialvoice", "--run-once", cwd=tmp_path, **environ)
    assert served.ended(asked)["state"]["message"] == "TV201 missing"


def spoken_identifiers() -> set[str]:
    """Names planted in the sample study's truth, long enough not to be found by chance."""
    truths = [json.loads(path.read_text(encoding="utf-8")) for path in (SAMPLE / "truth").glob("*.json")]
    return {span["text"] for truth in truths for span in truth["identifiers"] if len(span["text"]) > 6}


def test_prefect_keeps_ids_only(served: Served, runs: Runs) -> None:
    """Database, its journal, results, and every log of the server and the flows."""
    kept = {path: path.read_bytes() for path in [*served.home.rglob("*"), served.log] if path.is_file()}
    everything = b"\n".join(kept.values())
    assert b"TV201 missing" in everything, "the search finds nothing at all"
    assert FIRST.encode() in kept[served.home / "prefect.db"] + kept.get(served.home / "prefect.db-wal", b"")
    for canary in {*CANARIES, *spoken_identifiers()}:
        where = [path.name for path, data in kept.items() if canary.encode() in data]
        assert not where, f"a canary of {len(canary)} characters is in {where}"


def test_an_interrupted_night_does_not_block_the_next(served: Served, runs: Runs) -> None:
    """A killed machine leaves a run that says it runs and a slot that nobody holds. Last: it restarts."""
    nightly = served.deployment("nightly")
    lost = served.trigger("nightly", study=FAILING).json()["id"]
    until("the run's start", lambda: served.run(lost)["start_time"])
    assert served.process is not None
    assert served.stop(signal.SIGINT) == 0
    with pytest.raises(ConnectionRefusedError), socket.socket() as probe:
        probe.connect(("127.0.0.1", served.port))
    served.start()
    slots = {limit["name"]: limit["active_slots"] for limit in served.post("/v2/concurrency_limits/filter")}
    assert slots[f"deployment:{nightly['id']}"] == 0
    assert served.run(lost)["state_type"] in ("CRASHED", "FAILED")
    again = served.ended(served.trigger("nightly", study=FAILING))
    assert "failed 5 of 5" in again["state"]["message"]
