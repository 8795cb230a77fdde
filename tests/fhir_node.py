"""The FHIR server and the validators that npm has, behind node: where they are not installed, tests skip and say so."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from trialvoice.trial.push.fhir_server import FhirServer

FOLDER = Path(__file__).parent / "fhir_server"
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(
    NODE is None or not (FOLDER / "node_modules").is_dir(),
    reason="needs node and `npm ci` in tests/fhir_server, which .ci/run does",
)


@dataclass(frozen=True)
class Running:
    """The server in memory, empty at first."""

    url: str
    token: str
    client: httpx.Client

    def server(self, **settings: Any) -> FhirServer:
        """As trialvoice is told of it; it waits for nothing."""
        return FhirServer(self.url, SecretStr(self.token), sleep=lambda _: None, **settings)

    def count(self, kind: str) -> int:
        """How many resources of a type it has."""
        return int(self.client.get(f"/{kind}").json()["total"])

    def all(self, kind: str) -> list[Any]:
        """The resources of a type."""
        return [one["resource"] for one in self.client.get(f"/{kind}?_count=1000").json().get("entry", ())]

    def versions(self, place: str) -> int:
        """How often a resource was written."""
        return len(self.client.get(f"/{place}/_history").json()["entry"])

    def misbehave(self, **how: int) -> None:
        """`unavailable` answers of 503, `lose` answers that never come, `retryAfter` seconds."""
        self.client.post("/$misbehave", json=how).raise_for_status()

    def seen(self) -> list[dict[str, Any]]:
        """What was sent to it so far."""
        return list(self.client.get("/$seen").json())


@contextmanager
def running() -> Iterator[Running]:
    """Start the server on a free port of loopback; it ends with its stdin."""
    assert NODE is not None
    with subprocess.Popen(
        [NODE, "server.mjs"], cwd=FOLDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        url = f"http://127.0.0.1:{told['port']}/"
        with httpx.Client(
            base_url=url, headers={"Authorization": f"Bearer {told['token']}"}, trust_env=False
        ) as client:
            yield Running(url, told["token"], client)


def validated(release: str, bundles: Mapping[str, bytes]) -> dict[str, set[str]]:
    """Name → the validators that find fault with the bundle."""
    assert NODE is not None
    asked = {"release": release, "bundles": {name: content.decode() for name, content in bundles.items()}}
    done = subprocess.run(
        [NODE, "validate.mjs"],
        cwd=FOLDER,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    found: dict[str, set[str]] = {name: set() for name in bundles}
    for line in done.stdout.splitlines():
        fault = json.loads(line)
        found[fault["name"]].add(fault["validator"])
    return found
