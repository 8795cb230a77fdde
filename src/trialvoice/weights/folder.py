"""A folder as a source: a copied cache, or the cache itself when some of its files are damaged."""

from collections.abc import Iterator
from pathlib import Path

from trialvoice.core.files import sha256_of
from trialvoice.weights.failures import SourceFailed, Spoiled
from trialvoice.weights.manifest import ModelFile
from trialvoice.weights.place import size_of
from trialvoice.weights.staging import CHUNK, Meter, Progress, Tray, require_room


def copy_from(folder: Path, tray: Tray, progress: Progress) -> None:
    """Receive what `folder` has of the missing files. Raises SourceFailed, Spoiled, DiskFull, OSError."""
    missing = tray.missing()
    there = [file for file in missing if size_of(folder / file.path) is not None]
    # Hashed before it is copied: a damaged gigabyte need not be written a second time.
    right = [file for file in there if _is_right(folder / file.path, file)]
    require_room(tray.folder, sum(file.bytes for file in right))
    meter = Meter(tray.model.name, tray.model.bytes, progress)
    for file in right:
        tray.receive(file, _chunks(folder / file.path), meter)
    if wrong := [file for file in there if file not in right]:
        raise Spoiled(f"has another file as {folder.name}/{wrong[0].path}")
    if absent := [file for file in missing if file not in there]:
        raise SourceFailed(f"has no {folder.name}/{absent[0].path}")


def _is_right(path: Path, file: ModelFile) -> bool:
    try:
        return size_of(path) == file.bytes and sha256_of(path) == file.sha256
    except OSError:
        return False


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                yield chunk
    except OSError:
        raise SourceFailed(f"has {path.name}, but it cannot be read") from None
