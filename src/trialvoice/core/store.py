"""The artifact store: what each stage made, under a key of its inputs' hashes and its own version.

    outputs/<study>/<recording>/private/<stage>-<key>.sealed   encrypted at rest, with the subject's key
    outputs/<study>/<recording>/release/                       safe to pass on; manifest.json last
    outputs/<study>/<recording>/status.json                    done, or failed with code and remedy
    outputs/<study>/release/                                   tables and index of the study
    outputs/<study>/vault/                                     subjects' keys, and the audit of their use

A key is known before its stage runs, so a rerun finds what is there and does no work, and a killed run
resumes at the first artifact that is missing.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TypeVar

from filelock import FileLock
from pydantic import ValidationError

from trialvoice.core.errors import StoreError, TrialvoiceError
from trialvoice.core.files import cannot_write, remove_leavings, sha256_of, write_atomic
from trialvoice.core.records import Record
from trialvoice.core.seal import Seal

R = TypeVar("R", bound=Record)
MANIFEST = "manifest.json"


def stage_key(stage: str, version: int, params: Mapping[str, object], inputs: Sequence[str]) -> str:
    """The name under which a stage's artifact is kept: 64 hex digits.

    params: all that shapes the result besides its inputs.  inputs: keys or hashes of what it reads.
    """
    parts = json.dumps([stage, version, params, list(inputs)], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(parts.encode()).hexdigest()


class Status(Record):
    """How the last run of a recording ended. `screened`: by triage, and not processed further."""

    recording: str
    state: Literal["done", "screened", "failed"]
    stage: str
    code: str = ""
    cause: str = ""
    place: str = ""
    remedy: str = ""


def failed(recording: str, stage: str, error: TrialvoiceError) -> Status:
    """The status of a visit that an error ended."""
    return Status(
        recording=recording,
        state="failed",
        stage=stage,
        code=error.code,
        cause=error.cause,
        place=error.place,
        remedy=error.remedy,
    )


class _Manifest(Record):
    key: str
    files: dict[str, str]


class ReleaseFolder:
    """A folder of files that are safe to pass on, published together under one key."""

    def __init__(self, release: Path) -> None:
        self.release = release

    @staticmethod
    def digest(data: bytes) -> str:
        """SHA-256, as the manifest holds it."""
        return hashlib.sha256(data).hexdigest()

    def digests(self) -> dict[str, str]:
        """SHA-256 of every file by its name, as published; empty where nothing is."""
        try:
            return _Manifest.model_validate_json((self.release / MANIFEST).read_bytes()).files
        except (OSError, ValidationError):
            return {}

    def published(self, key: str) -> bool:
        """Whether release/ holds just what was published under `key`, byte for byte."""
        try:
            manifest = _Manifest.model_validate_json((self.release / MANIFEST).read_bytes())
            there = {p.name for p in self.release.iterdir()} - {MANIFEST}
            return (
                manifest.key == key
                and there == set(manifest.files)
                and all(sha256_of(self.release / n) == digest for n, digest in manifest.files.items())
            )
        except (OSError, ValidationError):
            return False

    def publish(self, key: str, files: Mapping[str, bytes]) -> None:
        """Replace what stands in release/ by `files`; the manifest comes last, and what is equal is not touched."""
        (self.release / MANIFEST).unlink(missing_ok=True)
        for name, data in files.items():
            write_if_changed(self.release / name, data)
        for stale in [path for path in self.release.iterdir() if path.name not in files]:
            stale.unlink()
        digests = {name: self.digest(data) for name, data in sorted(files.items())}
        manifest = _Manifest(key=key, files=digests)
        write_atomic(self.release / MANIFEST, manifest.model_dump_json(indent=2).encode() + b"\n")

    def withdraw(self) -> None:
        """Take back what was released and the gate refuses now."""
        (self.release / MANIFEST).unlink(missing_ok=True)
        for path in self.release.iterdir() if self.release.is_dir() else ():
            path.unlink()


class VisitStore(ReleaseFolder):
    """The artifacts of one recording."""

    def __init__(self, root: Path, seal: Seal) -> None:
        super().__init__(root / "release")
        self.root = root
        self.private = root / "private"
        self._seal = seal

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold this recording: a second run waits, then finds the work done."""
        try:
            self.private.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.release.mkdir(parents=True, exist_ok=True)
            with FileLock(self.root / ".lock"):
                remove_leavings(self.private)
                remove_leavings(self.release)
                yield
        except OSError as error:
            raise cannot_write(self.root, error) from None

    def _path(self, stage: str, key: str) -> Path:
        # With the seal's mark: a recording that was given to another subject is simply processed anew.
        return self.private / f"{stage}-{self._seal.mark()}{key[:24]}.sealed"

    def latest(self, stage: str, kind: type[R]) -> R | None:
        """The last artifact of a stage that this seal made, whatever its key. Raises StoreError TV603, TV606."""
        made = self.private.glob(f"{stage}-{self._seal.mark()}*.sealed")
        last = max(made, key=lambda path: path.stat().st_mtime_ns, default=None)
        return self._read(last, stage, kind) if last is not None else None

    def has(self, stage: str, key: str) -> bool:
        """Whether the artifact is there."""
        return self._path(stage, key).exists()

    def put(self, stage: str, key: str, record: Record) -> None:
        """Seal and keep a record."""
        path, data = self._path(stage, key), record.model_dump_json().encode()
        write_atomic(path, self._seal.seal(data, f"{self.root.name}/{path.name}"), mode=0o600)

    def get(self, stage: str, key: str, kind: type[R]) -> R | None:
        """The record, or None where it was not made yet. Raises StoreError TV603, TV606."""
        path = self._path(stage, key)
        return self._read(path, stage, kind) if path.exists() else None

    def _read(self, path: Path, stage: str, kind: type[R]) -> R:
        try:
            return kind.model_validate_json(self._seal.open(path.read_bytes(), f"{self.root.name}/{path.name}"))
        except ValidationError:
            raise StoreError(
                "TV606",
                f"the artifact of stage {stage} is of another version of trialvoice",
                place=f"{self.root.name}/private",
                remedy="delete it to make it anew",
            ) from None

    def set_status(self, status: Status) -> None:
        """Note how the run ended; writes only where that differs from the last time."""
        data = status.model_dump_json(indent=2).encode() + b"\n"
        path = self.root / "status.json"
        if not path.exists() or path.read_bytes() != data:
            write_atomic(path, data)

    def status(self) -> Status | None:
        """How the last run ended, or None where none did."""
        try:
            return Status.model_validate_json((self.root / "status.json").read_bytes())
        except (OSError, ValidationError):
            return None


def write_if_changed(path: Path, data: bytes) -> None:
    """Write a file of the study's release folder, leaving an equal one untouched."""
    if not path.exists() or path.read_bytes() != data:
        write_atomic(path, data)
