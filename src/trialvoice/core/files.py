"""Writing files so that a crash or a full disk never leaves half of one."""

import errno
import hashlib
import os
import secrets
from pathlib import Path

from trialvoice.core.errors import StoreError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def write_atomic(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Write `data` beside `path`, flush it to the disk, then rename it into place.

    Raises StoreError TV601 (disk full) and TV602 (cannot be written); the old file is then unchanged.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise cannot_write(path, error) from None


def cannot_write(path: Path, error: OSError) -> StoreError:
    """The error a person should see for an OSError met while writing `path`."""
    if error.errno in _FULL:
        return StoreError(
            "TV601",
            "the disk is full",
            place=str(path),
            remedy="free some space and run again; finished stages are kept",
        )
    return StoreError(
        "TV602",
        f"the file cannot be written ({os.strerror(error.errno or 0).lower()})",
        place=str(path),
        remedy="check the folder and its permissions",
    )


def remove_leavings(folder: Path) -> None:
    """Delete the partial files that a killed process left in `folder`."""
    if folder.is_dir():
        for part in folder.glob(".*.part"):
            part.unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
