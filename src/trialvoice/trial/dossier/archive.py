"""The archive of a dossier: the same members give the same bytes, and only those bytes are accepted."""

import io
import zipfile
from collections.abc import Mapping

from trialvoice.core.errors import ExportError

_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX, _READABLE = 3, 0o644 << 16


def pack(members: Mapping[str, bytes]) -> bytes:
    """Members in order of their names, without a clock."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in sorted(members.items()):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            archive.writestr(entry, content, zipfile.ZIP_STORED)
    return made.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """Members by name. Raises ExportError TV811: no archive, or not byte for byte as `pack` makes it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        if pack(members) == data:
            return members
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, RuntimeError):
        pass
    raise ExportError(
        "TV811",
        "this is no dossier, or it was changed",
        place="dossier",
        remedy="make it again with `trialvoice dossier`",
    )
