"""The sentences of the TV3xx errors, and what a source raises when it cannot give a file.

TV301  not pulled yet            TV305  offline, and neither cached nor in the local folder
TV302  wrong size or checksum    TV306  the manifest is wrong
TV303  disk full                 TV307  unknown model name
TV304  no source reachable       TV308  the cache cannot be written
"""

import errno
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from trialvoice.core.errors import WeightsError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class SourceFailed(Exception):  # noqa: N818 - not an error of the pull: the next source is asked
    """A source does not give a file. The reason is in our words, for the error that a person may see."""


class Spoiled(SourceFailed):
    """A source gave something that is not the file; nothing of it was kept."""


class DiskFull(Exception):  # noqa: N818 - becomes TV303 where the pull ends
    """The disk is full, or would be. needed: bytes still to be written where that is known."""

    def __init__(self, needed: int = 0) -> None:
        super().__init__(needed)
        self.needed = needed


def is_full(error: OSError) -> bool:
    """Whether the system refused to write for want of room: disk, quota or file size limit."""
    return error.errno in _FULL


def megabytes(count: int) -> str:
    """Bytes as a figure to read."""
    return f"{count / 1e6:,.1f} MB" if count < 10_000_000 else f"{count / 1e6:,.0f} MB"


def not_pulled(name: str, folder: Path) -> WeightsError:
    """TV301."""
    return WeightsError(
        "TV301",
        f"the weights of {name} are not there",
        place=str(folder),
        remedy=f"run `trialvoice models pull {name}`",
    )


def wrong_file(name: str, path: Path, what: str) -> WeightsError:
    """TV302 for a file in the cache. what: "size" or "checksum"."""
    return WeightsError(
        "TV302",
        f"the file has another {what} than the manifest says",
        place=str(path),
        remedy=f"run `trialvoice models pull {name}` to replace it",
    )


def spoiled_sources(name: str, missing: Sequence[str], reasons: Iterable[str]) -> WeightsError:
    """TV302 for what the sources gave."""
    return WeightsError(
        "TV302",
        f"no source gave {_listed(missing)} with the manifest's checksum ({'; '.join(reasons)})",
        place=name,
        remedy="nothing wrong was kept; check the sources or give a folder with the right files by --from",
    )


def disk_full(folder: Path, needed: int) -> WeightsError:
    """TV303. needed: bytes that must be free, 0 where that is not known."""
    room = f"make {megabytes(needed)} of room" if needed else "make room"
    return WeightsError(
        "TV303",
        "the disk is full",
        place=str(folder),
        remedy=f"{room} and pull again, what has arrived is kept; or set TRIALVOICE_CACHE to a larger disk",
    )


def no_source(name: str, reasons: Sequence[str]) -> WeightsError:
    """TV304."""
    return WeightsError(
        "TV304",
        f"no source gave the weights ({'; '.join(reasons)})",
        place=name,
        remedy="check the network and pip's settings and pull again, what has arrived is kept; "
        "or copy the files from another machine and give their folder by --from",
    )


def offline(name: str) -> WeightsError:
    """TV305."""
    return WeightsError(
        "TV305",
        "the weights are not in the cache, and no source may be asked offline",
        place=name,
        remedy=f"run `trialvoice models pull {name}` with a network, or give a folder of files by --from",
    )


def manifest_wrong(place: str, cause: str) -> WeightsError:
    """TV306."""
    return WeightsError(
        "TV306", cause, place=place, remedy="correct the manifest, or install trialvoice anew to restore it"
    )


def unknown_model(name: str, known: Sequence[str]) -> WeightsError:
    """TV307."""
    return WeightsError("TV307", "no model has that name", place=name, remedy=f"use one of: {', '.join(known)}")


def cannot_write(folder: Path, error: OSError) -> WeightsError:
    """TV303 where the disk is full, else TV308."""
    if is_full(error):
        return disk_full(folder, 0)
    return WeightsError(
        "TV308",
        f"the cache cannot be used ({os.strerror(error.errno or 0).lower()})",
        place=str(folder),
        remedy="check the folder and its permissions, or set TRIALVOICE_CACHE to a folder of your own",
    )


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return names[0] + more
