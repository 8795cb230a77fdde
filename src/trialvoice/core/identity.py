"""What an output came from: the version of the code and digests of settings and study."""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from trialvoice import __version__
from trialvoice.core.records import Record

_SOURCES = (".py", ".toml", ".txt", ".j2", ".css", ".js")


def digest(record: Record) -> str:
    """SHA-256 of a record's canonical JSON."""
    return hashlib.sha256(record.model_dump_json().encode()).hexdigest()


def digest_of_text(text: str) -> str:
    """SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def code_version() -> str:
    """The package's version and a digest of its sources, so that a local change shows too."""
    total = hashlib.sha256()
    for name, data in sorted(_sources(files("trialvoice"), "")):
        total.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    return f"{__version__}+{total.hexdigest()[:12]}"


def _sources(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.name.startswith(("_", ".")):
            found += _sources(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(_SOURCES):
            found.append((prefix + entry.name, entry.read_bytes()))
    return found
