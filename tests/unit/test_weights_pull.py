"""Pulling over HTTP and from folders: real sockets, real disks, real processes."""

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from weights_lab import (
    HUB,
    LoopbackHub,
    bytes_of,
    closed_port,
    in_process,
    loopback_hub,
    manifest_of,
    model_of,
    pull_all,
)

from trialvoice.core.errors import WeightsError
from trialvoice.core.settings import Settings
from trialvoice.weights.failures import SourceFailed
from trialvoice.weights.hub import Hub
from trialvoice.weights.manifest import HubSource
from trialvoice.weights.place import MARKER, model_path
from trialvoice.weights.pull import pull
from trialvoice.weights.staging import Tray
from trialvoice.weights.verify import verify

FILES = {"model.bin": bytes_of("model", 3_000_000), "conf/config.json": b"{}"}
MANIFEST = manifest_of(model_of(FILES, HUB))


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackHub]:
    with loopback_hub() as hub:
        hub.files = dict(FILES)
        monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
        yield hub


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(cache=tmp_path / "cache")


def void(_: object) -> None:
    """For a lambda that only acts."""


def placed(settings: Settings) -> Path:
    return settings.cache / "models" / "small"


def assert_right(settings: Settings) -> None:
    folder = model_path("small", settings, MANIFEST)
    assert {path: (folder / path).read_bytes() for path in FILES} == FILES
    assert list((settings.cache / "models" / ".staging" / "parts").iterdir()) == []


def test_pull_from_the_hub_then_nothing_more_is_asked(hub: LoopbackHub, settings: Settings) -> None:
    shares: list[float] = []
    (first,) = pull(["small"], settings, lambda name, share: shares.append(share), MANIFEST)
    assert_right(settings)
    assert first.state == "pulled"
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    asked = len(hub.asked)
    (second,) = pull_all(MANIFEST, settings)
    assert second.state == "present"
    assert len(hub.asked) == asked == 2


def test_a_file_may_have_another_name_on_the_hub(hub: LoopbackHub, settings: Settings) -> None:
    hub.files = {"big.gguf": FILES["model.bin"]}
    source = HubSource(hub=HUB.hub, revision=HUB.revision, names={"model.bin": "big.gguf"})
    pull_all(manifest_of(model_of({"model.bin": FILES["model.bin"]}, source)), settings)
    assert (placed(settings) / "model.bin").read_bytes() == FILES["model.bin"]


@pytest.mark.parametrize("ranges", [True, False])
def test_broken_answers_are_resumed(hub: LoopbackHub, settings: Settings, ranges: bool) -> None:
    hub.breaks, hub.ranges = 2, ranges
    pull_all(MANIFEST, settings)
    assert_right(settings)
    starts = [wanted for file, wanted in hub.asked if file == "model.bin"]
    assert starts == [None, "bytes=1500000-", "bytes=2250000-" if ranges else "bytes=1500000-"]


def test_a_line_that_breaks_often_gets_there(hub: LoopbackHub, settings: Settings) -> None:
    hub.breaks = 10
    pull_all(MANIFEST, settings)
    assert_right(settings)


def test_a_killed_pull_is_resumed_by_the_next(hub: LoopbackHub, settings: Settings, tmp_path: Path) -> None:
    release = threading.Event()
    hub.midway = lambda: void(release.wait(20))
    process = in_process(MANIFEST, settings.cache, tmp_path)
    partial = Tray(MANIFEST.models[0], settings.cache / "models").folder / "partial" / "model.bin"
    _wait(lambda: partial.exists() and partial.stat().st_size > 1_000_000)
    process.kill()
    process.communicate()
    release.set()
    hub.midway = lambda: None
    assert not placed(settings).exists()
    came = partial.stat().st_size
    pull_all(MANIFEST, settings)
    assert_right(settings)
    assert hub.asked[1] == ("model.bin", f"bytes={came}-")


def test_a_damaged_partial_file_is_begun_anew(hub: LoopbackHub, settings: Settings) -> None:
    partial = Tray(MANIFEST.models[0], settings.cache / "models").folder / "partial" / "model.bin"
    partial.parent.mkdir(parents=True)
    partial.write_bytes(bytes(1_000_000))
    pull_all(MANIFEST, settings)
    assert_right(settings)
    assert [wanted for file, wanted in hub.asked if file == "model.bin"] == ["bytes=1000000-", None]


@pytest.mark.parametrize(
    "data",
    [b"<html>log in first</html>", bytes(3_000_000), FILES["model.bin"] + b"x", FILES["model.bin"][:-1]],
    ids=["a page", "same size", "longer", "shorter"],
)
def test_wrong_content_is_an_error_and_is_not_kept(hub: LoopbackHub, settings: Settings, data: bytes) -> None:
    hub.files["model.bin"] = data
    with pytest.raises(WeightsError, match=r"model hub gave another file as model\.bin") as caught:
        pull_all(MANIFEST, settings)
    assert caught.value.code == "TV302"
    assert not placed(settings).exists()
    assert not list(settings.cache.rglob("model.bin"))


def test_the_next_source_is_asked_after_a_wrong_one(hub: LoopbackHub, settings: Settings) -> None:
    hub.files["wrong.bin"] = bytes(3_000_000)
    wrong = HubSource(hub=HUB.hub, revision=HUB.revision, names={"model.bin": "wrong.bin"})
    pull_all(manifest_of(model_of(FILES, wrong, HUB)), settings)
    assert_right(settings)


@pytest.mark.parametrize("status", [403, 404, 500])
def test_a_hub_that_refuses(hub: LoopbackHub, settings: Settings, status: int) -> None:
    hub.status = status
    with pytest.raises(WeightsError, match=rf"answered with status {status}.*check the network.*TV304"):
        pull_all(MANIFEST, settings)


def test_a_hub_that_breaks_off_for_ever(hub: LoopbackHub, settings: Settings) -> None:
    hub.breaks = 1000
    with pytest.raises(WeightsError, match=r"broke off again and again.*TV304"):
        pull_all(MANIFEST, settings)


def test_unreachable_hub(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{closed_port()}")
    begun = time.monotonic()
    with pytest.raises(WeightsError, match=r"model hub cannot be reached.*--from.*TV304"):
        pull_all(MANIFEST, settings)
    assert time.monotonic() - begun < 5


def test_a_hub_that_was_down_is_not_asked_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    port = closed_port()
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{port}")
    asking = Hub()
    tray = Tray(MANIFEST.models[0], settings.cache / "models")
    for _ in range(2):
        with pytest.raises(SourceFailed, match="cannot be reached"):
            asking.fetch(HUB, tray, lambda name, share: None)
    with loopback_hub(port) as hub:
        with pytest.raises(SourceFailed, match="cannot be reached"):
            asking.fetch(HUB, tray, lambda name, share: None)
        assert hub.asked == []


def test_offline_asks_nobody(hub: LoopbackHub, settings: Settings) -> None:
    with pytest.raises(WeightsError, match=r"offline.*TV305"):
        pull_all(MANIFEST, settings.model_copy(update={"offline": True}))
    assert hub.asked == []


def test_offline_is_content_with_what_is_there(hub: LoopbackHub, settings: Settings) -> None:
    pull_all(MANIFEST, settings)
    assert pull_all(MANIFEST, settings.model_copy(update={"offline": True}))[0].state == "present"


def test_a_local_folder_comes_before_the_hub_and_works_offline(
    hub: LoopbackHub, settings: Settings, tmp_path: Path
) -> None:
    other = Settings(cache=tmp_path / "other")
    pull_all(MANIFEST, other)
    hub.asked.clear()
    pull_all(MANIFEST, settings.model_copy(update={"models": other.cache / "models", "offline": True}))
    assert_right(settings)
    assert hub.asked == []


def test_a_local_folder_with_a_wrong_file(settings: Settings, tmp_path: Path) -> None:
    local = tmp_path / "local"
    (local / "small").mkdir(parents=True)
    (local / "small" / "model.bin").write_bytes(bytes(3_000_000))
    with pytest.raises(WeightsError, match=r"local folder has another file as small/model\.bin.*TV302"):
        pull_all(MANIFEST, settings.model_copy(update={"models": local, "offline": True}))


def test_of_a_damaged_model_only_the_damaged_file_is_pulled_again(hub: LoopbackHub, settings: Settings) -> None:
    pull_all(MANIFEST, settings)
    hub.asked.clear()
    path = placed(settings) / "conf" / "config.json"
    stamp = path.stat().st_mtime_ns
    path.write_bytes(b"[]")
    os.utime(path, ns=(stamp, stamp))
    with pytest.raises(WeightsError, match=r"another checksum.*models pull small.*TV302"):
        verify("small", settings, MANIFEST)
    pull_all(MANIFEST, settings)
    assert_right(settings)
    assert verify("small", settings, MANIFEST) == placed(settings)
    assert [file for file, _ in hub.asked] == ["conf/config.json"]


def test_files_laid_in_the_cache_by_hand_are_hashed_once(settings: Settings) -> None:
    for path, data in FILES.items():
        (placed(settings) / path).parent.mkdir(parents=True, exist_ok=True)
        (placed(settings) / path).write_bytes(data)
    offline = settings.model_copy(update={"offline": True})
    assert pull_all(MANIFEST, offline)[0].state == "present"
    assert (placed(settings) / MARKER).exists()


def test_two_pulls_at_once_share_the_work(hub: LoopbackHub, settings: Settings) -> None:
    hub.midway = lambda: time.sleep(0.2)
    threads = [threading.Thread(target=pull_all, args=(MANIFEST, settings)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert_right(settings)
    assert sorted(file for file, _ in hub.asked) == sorted(FILES)


def test_a_write_that_the_system_refuses_for_size(hub: LoopbackHub, settings: Settings, tmp_path: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))"
    process = in_process(MANIFEST, settings.cache, tmp_path, before=limit)
    said = process.communicate(timeout=60)[1]
    assert "the disk is full; make room and pull again" in said
    assert said.strip().endswith("[TV303]")
    assert not placed(settings).exists()
    pull_all(MANIFEST, settings)
    assert_right(settings)
    assert hub.asked[1] == ("model.bin", "bytes=500000-")


def test_a_disk_too_small_is_said_before_anything_is_asked(hub: LoopbackHub, small_disk: Path) -> None:
    settings = Settings(cache=small_disk)
    (small_disk / "filler").write_bytes(bytes(3_000_000))
    with pytest.raises(WeightsError, match=r"disk is full; make 3\.0 MB of room.*TV303"):
        pull_all(MANIFEST, settings)
    assert hub.asked == []


def test_a_disk_that_fills_up_midway(hub: LoopbackHub, small_disk: Path) -> None:
    settings, filler = Settings(cache=small_disk), small_disk / "filler"
    filled = threading.Event()
    partial = Tray(MANIFEST.models[0], small_disk / "models").folder / "partial" / "model.bin"

    def fill_once_some_came() -> None:
        _wait(lambda: partial.exists() and partial.stat().st_size > 0)
        _fill(filler, filled)

    hub.midway = fill_once_some_came
    with pytest.raises(WeightsError, match=r"disk is full.*TV303"):
        pull_all(MANIFEST, settings)
    assert not placed(settings).exists()
    filled.wait(10)
    filler.unlink()
    hub.midway = lambda: None
    pull_all(MANIFEST, settings)
    assert_right(settings)
    assert hub.asked[1][1] is not None


def test_a_cache_that_is_not_a_folder(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.write_text("a file")
    with pytest.raises(WeightsError, match=r"cannot be used.*TRIALVOICE_CACHE.*TV308"):
        pull_all(MANIFEST, Settings(cache=cache))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 5 MB, where this process may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", str(disk)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting a small disk needs root")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def _fill(path: Path, filled: threading.Event) -> None:
    try:
        with path.open("ab", buffering=0) as filler:
            while True:
                filler.write(bytes(4096))
    except OSError:
        filled.set()


def _wait(ready: Callable[[], bool]) -> None:
    for _ in range(500):
        if ready():
            return
        time.sleep(0.04)
    pytest.fail("waited in vain")
