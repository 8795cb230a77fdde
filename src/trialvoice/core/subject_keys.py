"""A key for each subject, so that one can be forgotten: without it, nothing kept of the subject opens again.

    outputs/<study>/vault/<name>.key         32 random bytes, sealed with the installation's key
    outputs/<study>/vault/<name>.forgotten   a tombstone: the key is gone, and no other will be made

The name is a keyed hash, so the folder does not tell who takes part. What seals a subject's artifacts, chooses
its surrogates and shifts its dates is derived from its key under labels of their own.
"""

import hmac
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock

from trialvoice.core.errors import StoreError
from trialvoice.core.files import cannot_write, write_atomic
from trialvoice.core.seal import Seal, derived

_KEY = 32  # bytes


def owner_of(subject: str) -> str:
    """The name under which a subject has its key; a recording of nobody known has one under another name."""
    return f"subject {subject}"


@dataclass(frozen=True)
class SubjectSecrets:
    """What follows from a subject's key. Its repr shows none of it."""

    seal: Seal
    surrogates: bytes = field(repr=False)
    date_shift: bytes = field(repr=False)

    @classmethod
    def of(cls, key: bytes) -> "SubjectSecrets":
        """The secrets of a key of 32 bytes."""
        return cls(Seal(derived(key, "artifacts")), derived(key, "surrogates"), derived(key, "date shift"))


class SubjectKeys:
    """The keys of a study's subjects, each made when it is first asked for."""

    def __init__(self, folder: Path, seal: Seal) -> None:
        self.folder = folder
        self._seal = seal
        self._names = seal.derived("names of subjects' keys")
        self._known: dict[str, SubjectSecrets] = {}

    def secrets(self, owner: str) -> SubjectSecrets:
        """An owner's secrets. Raises StoreError TV607 for one that was forgotten, TV603 for another installation's."""
        if owner not in self._known:
            with self._locked():
                self._known[owner] = SubjectSecrets.of(self._key(owner))
        return self._known[owner]

    def seal(self, owner: str) -> Seal:
        """The seal of an owner's artifacts; its key is asked for when it is first used."""
        return _OwnersSeal(lambda: self.secrets(owner).seal)

    def exists(self, owner: str) -> bool:
        """Whether a key is kept for the owner."""
        return self._file(owner, "key").exists()

    def forgotten(self, owner: str) -> bool:
        """Whether the owner's key was destroyed, or is about to be."""
        return self._file(owner, "forgotten").exists()

    def forget(self, owner: str) -> None:
        """Destroy the key. The tombstone comes first, so that no moment has neither; a second call finishes.

        The key's bytes are overwritten before the file is removed. A disk may keep the old ones all the same,
        sealed with the installation's key, as may a backup.
        """
        with self._locked():
            write_atomic(self._file(owner, "forgotten"), b"The key of this subject was destroyed.\n")
            _destroy(self._file(owner, "key"))
        self._known.pop(owner, None)

    def _key(self, owner: str) -> bytes:
        if self.forgotten(owner):
            raise StoreError(
                "TV607",
                "the subject was forgotten",
                place=owner,
                remedy="take its rows out of recordings.csv; what was released stays",
            )
        path = self._file(owner, "key")
        if path.exists():
            return self._seal.open(path.read_bytes(), _sealed_name(path))
        key = os.urandom(_KEY)
        write_atomic(path, self._seal.seal(key, _sealed_name(path)), mode=0o600)
        return key

    def _file(self, owner: str, suffix: str) -> Path:
        return self.folder / f"{hmac.digest(self._names, owner.encode(), 'sha256').hex()[:32]}.{suffix}"

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with FileLock(self.folder / ".lock"):
                yield
        except OSError as error:
            raise cannot_write(self.folder, error) from None


class _OwnersSeal(Seal):
    """An owner's seal, whose key is made or read when it is first needed. Its methods raise StoreError TV607."""

    def __init__(self, own: Callable[[], Seal]) -> None:
        self._own = own

    def seal(self, data: bytes, name: str) -> bytes:
        """As of `Seal`."""
        return self._own().seal(data, name)

    def open(self, sealed: bytes, name: str) -> bytes:
        """As of `Seal`."""
        return self._own().open(sealed, name)

    def derived(self, label: str) -> bytes:
        """As of `Seal`."""
        return self._own().derived(label)


def _sealed_name(path: Path) -> str:
    return f"vault/{path.name}"


def _destroy(path: Path) -> None:
    """Overwrite, then remove; the folder's entry is flushed too."""
    if path.exists():
        with path.open("r+b") as file:
            file.write(os.urandom(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
