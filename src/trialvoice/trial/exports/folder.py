"""The folder of an export: published whole, its manifest last, and read back as it lies there."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from trialvoice.core.errors import ExportError
from trialvoice.core.files import remove_leavings, write_atomic
from trialvoice.core.records import Record
from trialvoice.core.store import MANIFEST, write_if_changed


class Manifest(Record):
    """What an export holds. as_of, last_act: the state of the store it was made from."""

    target: str
    study: str
    as_of: str
    last_act: int
    statuses: tuple[str, ...]
    files: dict[str, str]
    """Name → SHA-256."""


def publish(folder: Path, manifest: Manifest, files: Mapping[str, bytes]) -> None:
    """Replace what stands in the folder; what is equal is not touched. Killed anywhere, it has no manifest.

    Raises StoreError TV601, TV602.
    """
    kept = folder / MANIFEST
    data = manifest.model_dump_json(indent=2).encode() + b"\n"
    if kept.exists() and kept.read_bytes() == data and read_export(folder) == dict(files):
        return
    kept.unlink(missing_ok=True)
    for name, content in sorted(files.items()):
        write_if_changed(folder / name, content)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and str(path.relative_to(folder)) not in files:
            path.unlink()
        elif path.is_dir():
            remove_leavings(path)
            if not any(path.iterdir()):
                path.rmdir()
    write_atomic(kept, data)


def manifest_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of each file."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}


def read_export(folder: Path) -> dict[str, bytes]:
    """The files of an export that was published whole. Raises ExportError TV802 (none is there, or not whole)."""
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
        files = {name: (folder / name).read_bytes() for name in manifest.files}
    except (OSError, ValidationError):
        files, manifest = {}, None
    if manifest is None or manifest_of(files) != manifest.files:
        raise ExportError(
            "TV802",
            "no whole export stands there",
            place=folder.name,
            remedy="make it with `trialvoice export`",
        )
    return files
