"""A real Prefect server, brought up by `trialvoice serve`, with a study that fails early and the sample."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

from flows.tables import artifact_key
from tests.conftest import KEY, REPLAY, SAMPLE, CommandLine

T = TypeVar("T")
UP_WITHIN_S = 180.0
ENDS_WITHIN_S = 300.0
FINAL = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
FAILING = "failing-study"
CANARIES = ("Canaryfolder", "Canarysoundfile", "Canarystone", "Canary General", "CANARYSPEECH", KEY)
"""In a folder's name, a file's name, a person's name, a site's name, an audio file, and the key."""
STUDY_TOML = f"""
[study]
id = "{FAILING}"
title = "Every recording of this study fails at once"
drug = "Testol"
indication = "testing"
[[sites]]
id = "S1"
name = "Canary General Hospital"
staff = ["Dr Mary Canarystone"]
[dosing]
dose = "5 mg"
[[visits]]
id = "week1"
name = "Week 1"
"""
RECORDINGS_CSV = """\
recording,site,subject,visit,recorded_at,audio,consent,participants
missing,S1,001,week1,2026-03-03T09:00:00+01:00,Canarysoundfile.wav,yes,investigator;participant
No_Consent,S1,002,week1,2026-03-01T09:00:00+01:00,unwilling.wav,no,participant
not-audio,S1,003,week1,2026-03-02T09:00:00+01:00,spoken.wav,yes,participant
Mary Canarystone,S1,004,week1,2026-03-02T09:00:00+01:00,spoken.wav,yes,participant
bad-visit,S1,005,Canarystone,2026-03-02T09:00:00+01:00,spoken.wav,yes,participant
"""


def until(what: str, look: Callable[[], T | None], within_s: float = ENDS_WITHIN_S) -> T:
    """What `look` finds, asked for again and again until a deadline."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if (found := look()) is not None:
            return found
        time.sleep(0.2)
    raise AssertionError(f"waited {within_s:.0f} s for {what}")


class Patient(httpx.HTTPTransport):
    """Asks again while SQLite is locked: Prefect says 503 then, and its own client waits too."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The first answer that is not "busy", or the last one after half a minute."""
        deadline = time.monotonic() + 30
        while True:
            answer = super().handle_request(request)
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE or time.monotonic() > deadline:
                return answer
            answer.close()
            time.sleep(0.5)


@dataclass
class Served:
    """`trialvoice serve` in a process of its own, and its HTTP API."""

    line: CommandLine
    folders: Sequence[Path]
    port: int
    log: Path
    process: subprocess.Popen[bytes] | None = None
    since: datetime = field(default_factory=lambda: datetime.now(UTC))
    api: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.api = httpx.Client(base_url=f"http://127.0.0.1:{self.port}/api", timeout=30, transport=Patient())

    @property
    def home(self) -> Path:
        return self.line.outputs / ".prefect"

    def start(self) -> None:
        command = self.line.command("serve", *self.folders, "--port", str(self.port), "--at-once", "3")
        speed = {
            "PREFECT_RUNNER_POLL_FREQUENCY": "1",
            "PREFECT_SERVER_DEPLOYMENTS_CONCURRENCY_SLOT_WAIT_SECONDS": "3",
            # Of the caller's environment, and not to be followed.
            "PREFECT_API_URL": "https://prefect.invalid/api",
            "PREFECT_API_KEY": "not-a-key",
        }
        self.since = datetime.now(UTC)
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                command, env={**self.line.environ, **speed}, stdout=out, stderr=subprocess.STDOUT
            )
        until("the deployments", self._ready, UP_WITHIN_S)

    def _ready(self) -> bool | None:
        assert self.process is not None
        assert self.process.poll() is None, self.log.read_text(encoding="utf-8")[-3000:]
        try:
            polled = self.api.get("/deployments/name/triage/triage").json().get("last_polled")
        except httpx.TransportError:
            return None
        # After a restart the database still tells of the process before.
        return True if polled and datetime.fromisoformat(polled) > self.since else None

    def stop(self, number: int = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(60)

    def post(self, path: str, **body: Any) -> Any:
        return self.api.post(path, json=body).raise_for_status().json()

    def deployment(self, name: str, flow: str | None = None) -> Any:
        return self.api.get(f"/deployments/name/{flow or name}/{name}").raise_for_status().json()

    def trigger(self, name: str, **parameters: object) -> httpx.Response:
        path = f"/deployments/{self.deployment(name)['id']}/create_flow_run"

        def ask() -> httpx.Response | None:
            # SQLite was busy: the server asks to be asked again, which Prefect's own client and UI do too.
            answer = self.api.post(path, json={"parameters": parameters})
            return None if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE else answer

        return until("a server that is not busy", ask, 30)

    def run(self, run_id: str) -> Any:
        return self.api.get(f"/flow_runs/{run_id}").raise_for_status().json()

    def runs_of(self, name: str) -> list[Any]:
        """Runs somebody asked for, the scheduled ones left out."""
        wanted = {"id": {"any_": [self.deployment(name)["id"]]}}
        found: list[Any] = self.post("/flow_runs/filter", deployments=wanted)
        return [run for run in found if not run["auto_scheduled"]]

    def ended(self, answer: httpx.Response, within_s: float = ENDS_WITHIN_S) -> Any:
        """The run that was triggered, once it has ended."""
        run_id = answer.raise_for_status().json()["id"]

        def look() -> Any:
            run = self.run(run_id)
            return run if run["state_type"] in FINAL else None

        return until("the end of a flow run", look, within_s)

    def artifact(self, *parts: str) -> list[dict[str, Any]]:
        """The rows of the latest table about these ids."""
        found = self.api.get(f"/artifacts/{artifact_key(*parts)}/latest").raise_for_status().json()
        rows: list[dict[str, Any]] = json.loads(found["data"])
        return rows


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def failing_study(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "study.toml").write_text(STUDY_TOML, encoding="utf-8")
    (folder / "recordings.csv").write_text(RECORDINGS_CSV, encoding="utf-8")
    (folder / "unwilling.wav").write_text("CANARYSPEECH I never agreed", encoding="utf-8")
    (folder / "spoken.wav").write_text("CANARYSPEECH my name is Mary Canarystone", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("served")
    study = failing_study(root / "Canaryfolder")
    line = CommandLine(root / "outputs", REPLAY)
    made = Served(line, [study, SAMPLE], free_port(), root / "serve.log")
    made.start()
    yield made
    made.api.close()
    if made.process is not None and made.process.poll() is None:
        made.stop()


def prefect_cli(served: Served, *arguments: str, cwd: Path, **environ: str) -> str:
    """The `prefect` command against the served server. Returns what it printed."""
    own = {
        "PREFECT_API_URL": f"http://127.0.0.1:{served.port}/api",
        "PREFECT_HOME": str(cwd / "prefect-home"),
        "DO_NOT_TRACK": "1",
    }
    command = [sys.executable, "-m", "prefect", *arguments]
    ended = subprocess.run(
        command,
        cwd=cwd,
        env={**served.line.environ, **own, **environ},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout
