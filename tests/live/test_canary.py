"""Canaries: two recordings of nothing but identifiers, processed by a real server; then everything is searched."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, CommandLine
from tests.flows.conftest import Served, free_port
from tests.leaks import leaks
from trialvoice.assembly import Engines
from trialvoice.batch import open_visit
from trialvoice.core.settings import Settings
from trialvoice.job import Job, load_job
from trialvoice.redact.replacing.vault import VaultEntry
from trialvoice.stages.hearing import TURNS
from trialvoice.stages.redaction import REDACT

pytestmark = pytest.mark.live
CANARY = ROOT / "tests" / "canary"
STUDY, SUBJECT = "CANARY-1", "7731"
WITHIN_S = 900.0


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("canary")
    made = Served(CommandLine(root / "outputs", {}), [CANARY], free_port(), root / "serve.log")
    made.start()
    yield made
    made.api.close()
    made.stop()


@pytest.fixture(scope="module")
def night(served: Served) -> Any:
    return served.ended(served.trigger("nightly", study=STUDY), WITHIN_S)


@pytest.fixture(scope="module")
def job(served: Served) -> Job:
    environ = served.line.environ
    settings = Settings(key=environ["TRIALVOICE_KEY"], outputs=served.line.outputs)
    return load_job(CANARY, settings)


def planted() -> list[tuple[str, str]]:
    """Every identifier as it was said, and as it would be written."""
    truths = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((CANARY / "truth").glob("*.json"))]
    spans = [span for truth in truths for span in truth["identifiers"]]
    return [(span["type"], value) for span in spans for value in {span["text"], span["value"]}]


def heard(job: Job) -> list[VaultEntry]:
    """What the vault says was replaced: the identifiers as the recogniser wrote them."""
    with Engines(job.settings) as engines:
        visits = [open_visit(job, recording, engines) for recording in job.recordings]
        return [entry for visit in visits for entry in visit.read(REDACT).vault.entries]


def leaving(served: Served) -> dict[str, bytes]:
    """All but the sealed zone: releases, tables, Prefect's database and storage, and every log."""
    files = [path for path in served.line.outputs.rglob("*") if path.is_file() and "private" not in path.parts]
    return {str(path.relative_to(served.line.outputs)): path.read_bytes() for path in files} | {
        "serve.log": served.log.read_bytes()
    }


def test_the_night_is_done(night: Any) -> None:
    assert (night["state_type"], night["state"]["message"]) == ("COMPLETED", "done 2")


def test_no_canary_is_found_anywhere(served: Served, night: Any, job: Job) -> None:
    files = leaving(served)
    assert any(name.endswith("prefect.db") for name in files)
    assert any(b"canary-a" in data for name, data in files.items() if ".prefect" in name), "the search finds nothing"
    assert len([name for name in files if name.endswith("report.html")]) == 2
    said = [(kind, value) for kind, value in planted() if value != SUBJECT]
    written = [(entry.type, value) for entry in heard(job) for value in (*entry.values, *entry.variants)]
    assert len(said) > 20
    assert len(written) > 20
    assert leaks(files, [*said, *written]) == []


def test_the_sealed_zone_is_sealed(served: Served, night: Any) -> None:
    sealed = {str(p): p.read_bytes() for p in served.line.outputs.rglob("*") if p.is_file() and "private" in p.parts}
    assert len(sealed) > 10
    assert leaks(sealed, planted()) == []


def test_a_name_dropped_in_passing_is_known_from_the_other_recording(served: Served, night: Any, job: Job) -> None:
    with Engines(job.settings) as engines:
        second = open_visit(job, job.recording("canary-b"), engines)
        names = {span.turn_index for span in second.read(REDACT).spans if span.type == "NAME"}
        dropped = next(i for i, turn in enumerate(second.read(TURNS).turns) if "market" in turn.text)
    assert dropped in names


def test_the_search_would_find_a_leak(tmp_path: Path) -> None:
    assert leaks({"log": b"said Ottoline FENWICK, and left"}, planted()) != []
    assert leaks({"log": b"number 88 41 90 27 of the clinic"}, planted()) != []


def test_the_search_takes_no_drawn_key_for_a_leak() -> None:
    assert leaks({"prefect.db": b"1e5eaf78-4086-4036-8358-a3515f5e8f78"}, [("ID", "4086")]) == []
    assert leaks({"prefect.db": b"chart 4086, flow 1e5eaf78-4086-4036-8358-a3515f5e8f78"}, [("ID", "4086")]) != []
