"""Who looked into the vault, and who had a subject forgotten: one line an act, each holding the last one's digest.

    outputs/<study>/vault/audit.jsonl   append-only
    outputs/<study>/vault/audit.head    how many lines there are, and the last one's digest; sealed

A line that is changed, moved or taken out breaks the chain; lines cut off at the end do not agree with the head.
"""

import hashlib
import os
import pwd
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from filelock import FileLock
from pydantic import AwareDatetime, Field, ValidationError

from trialvoice.core.errors import StoreError
from trialvoice.core.files import cannot_write, write_atomic
from trialvoice.core.records import Record
from trialvoice.core.seal import Seal

Act = Literal["show", "reveal", "forget begins", "forget done"]
_START = "0" * 64


class Entry(Record):
    """One act.  before: SHA-256 of the line before, or zeros.  counts: by type; values are never in it."""

    at: AwareDatetime
    user: str
    act: Act
    subject: str
    counts: dict[str, int]
    before: str


class _Head(Record):
    lines: Annotated[int, Field(ge=0)]
    last: str


class Audit:
    """The record of one study's vault."""

    def __init__(self, folder: Path, seal: Seal) -> None:
        self.path = folder / "audit.jsonl"
        self._head = folder / "audit.head"
        self._lock = FileLock(folder / ".audit-lock")
        self._seal = seal

    def append(self, act: Act, subject: str, counts: Mapping[str, int]) -> None:
        """Note an act, on the disk when this returns. Raises StoreError TV608 where the chain is broken."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self._lock:
                self._append(act, subject, counts)
        except OSError as error:
            raise cannot_write(self.path, error) from None

    def verify(self) -> tuple[Entry, ...]:
        """All acts, the oldest first. Raises StoreError TV608 where the chain is broken."""
        lines = self._lines()
        before, entries = _START, []
        for number, line in enumerate(lines, 1):
            try:
                entry = Entry.model_validate_json(line)
            except ValidationError:
                raise self._broken(f"line {number} is no entry") from None
            if entry.before != before:
                raise self._broken(f"line {number} does not follow from the one before")
            entries.append(entry)
            before = _digest(line)
        self._agree_with_head(lines)
        return tuple(entries)

    def _append(self, act: Act, subject: str, counts: Mapping[str, int]) -> None:
        self.verify()
        lines = self._lines()
        entry = Entry(
            at=datetime.now().astimezone().replace(microsecond=0),
            user=_user(),
            act=act,
            subject=subject,
            counts=dict(sorted(counts.items())),
            before=_digest(lines[-1]) if lines else _START,
        )
        line = entry.model_dump_json().encode()
        with os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
            file.truncate(sum(len(one) + 1 for one in lines))  # what a crash left of a line is none
            file.seek(0, os.SEEK_END)
            file.write(line + b"\n")
            file.flush()
            os.fsync(file.fileno())
        head = _Head(lines=len(lines) + 1, last=_digest(line))
        write_atomic(self._head, self._seal.seal(head.model_dump_json().encode(), self._head.name), mode=0o600)

    def _lines(self) -> list[bytes]:
        """The whole lines; an act is not done before its line is, so what a crash left of one does not count."""
        return self.path.read_bytes().split(b"\n")[:-1] if self.path.exists() else []

    def _agree_with_head(self, lines: list[bytes]) -> None:
        """A crash may come between a line and its head, so one line more is right."""
        head = _Head(lines=0, last=_START)
        if self._head.exists():
            head = _Head.model_validate_json(self._seal.open(self._head.read_bytes(), self._head.name))
        if len(lines) not in (head.lines, head.lines + 1):
            raise self._broken(f"it has {len(lines)} lines and had {head.lines}")
        if head.lines and _digest(lines[head.lines - 1]) != head.last:
            raise self._broken(f"line {head.lines} is not the one that was written")

    def _broken(self, how: str) -> StoreError:
        return StoreError(
            "TV608",
            f"the vault's audit was changed ({how})",
            place=str(self.path),
            remedy="put the file back from a backup, and find out who changed it",
        )


def _digest(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def _user() -> str:
    """The account this process belongs to, whatever its environment says."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"uid {os.getuid()}"
