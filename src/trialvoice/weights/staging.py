"""Files on their way: received in parts, kept when their checksum is right, placed when all are there.

    .staging/parts/<name>/<digest>/partial/<path>   a file as far as it has come
    .staging/parts/<name>/<digest>/files/<path>     a file that is complete and right

The digest is the model's: what came for another revision of the manifest is not taken for this one's.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from trialvoice.weights.failures import DiskFull, Spoiled
from trialvoice.weights.manifest import Model, ModelFile
from trialvoice.weights.place import MARKER, make_marker, size_of

Progress = Callable[[str, float], None]
"""Called with a model's name and the share of its pull that is done, 0 to 1."""
CHUNK = 1 << 20
STAGING = ".staging"


class Meter:
    """Turns bytes into the share of a model's pull that is done."""

    def __init__(self, name: str, total: int, progress: Progress) -> None:
        self._name, self._total, self._progress = name, max(1, total), progress
        self._done = 0

    def add(self, count: int) -> None:
        """Count bytes that are done."""
        self._done += count
        self.peek(0)

    def peek(self, count: int) -> None:
        """Show bytes of a step that is not done yet, without counting them."""
        self._progress(self._name, min(1.0, (self._done + count) / self._total))


class Tray:
    """The files of one model, as far as they have come."""

    def __init__(self, model: Model, models: Path) -> None:
        self.model = model
        self._home = models / model.name
        self._all = models / STAGING / "parts" / model.name
        self._root = self._all / model.sha256[:16]
        self._files = self._root / "files"
        self._root.mkdir(parents=True, exist_ok=True)

    @property
    def folder(self) -> Path:
        """Where all of it is kept."""
        return self._root

    def missing(self) -> tuple[ModelFile, ...]:
        """What has not come yet. A file under files/ was hashed before it was put there."""
        return tuple(f for f in self.model.files if size_of(self._files / f.path) != f.bytes)

    def missing_bytes(self) -> int:
        """Bytes still to come, what has come of a partial file taken off."""
        return sum(max(0, file.bytes - self.come(file)) for file in self.missing())

    def come(self, file: ModelFile) -> int:
        """Bytes that an earlier pull left of a file."""
        return size_of(self._partial(file)) or 0

    def receive(self, file: ModelFile, chunks: Iterable[bytes], meter: Meter, *, keep: int = 0) -> None:
        """Write a file and keep it if it is right.

        keep: bytes of an earlier pull that `chunks` continue. An exception of `chunks` leaves the partial
        file as it is, for the next attempt. Raises Spoiled, with nothing kept, and OSError.
        """
        partial = self._partial(file)
        partial.parent.mkdir(parents=True, exist_ok=True)
        digest = _write(partial, file, chunks, meter, keep)
        if partial.stat().st_size != file.bytes or digest != file.sha256:
            partial.unlink()
            raise Spoiled(f"gave another file as {file.path}")
        kept = self._files / file.path
        kept.parent.mkdir(parents=True, exist_ok=True)
        partial.replace(kept)

    def place(self) -> Path:
        """Put the model where it belongs, by one rename; what lay there before goes away."""
        marker = make_marker(self.model, self._files).model_dump_json()
        (self._files / MARKER).write_text(marker, encoding="utf-8")
        old = self._root / "old"
        shutil.rmtree(old, ignore_errors=True)
        if self._home.exists():
            self._home.rename(old)
        self._files.rename(self._home)
        _sync_folder(self._home.parent)
        shutil.rmtree(self._all, ignore_errors=True)
        return self._home

    def _partial(self, file: ModelFile) -> Path:
        return self._root / "partial" / file.path


def _write(partial: Path, file: ModelFile, chunks: Iterable[bytes], meter: Meter, keep: int) -> str:
    """The digest of all that is in the file then; stops as soon as it is longer than it should be."""
    with partial.open("r+b" if keep else "wb") as out:
        hasher = hashlib.sha256()
        while out.tell() < keep and (chunk := out.read(min(CHUNK, keep - out.tell()))):
            hasher.update(chunk)
        out.truncate()
        for chunk in chunks:
            out.write(chunk)
            hasher.update(chunk)
            meter.add(len(chunk))
            if out.tell() > file.bytes:
                break
        out.flush()
        os.fsync(out.fileno())
    return hasher.hexdigest()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def require_room(folder: Path, needed: int) -> None:
    """Raise DiskFull before the work starts where the disk cannot hold its outcome."""
    if shutil.disk_usage(folder).free < needed:
        raise DiskFull(needed)
