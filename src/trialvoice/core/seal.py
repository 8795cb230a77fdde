"""Encryption at rest of the private zone: AES-256-GCM, a fresh nonce for each artifact.

The artifact's name is authenticated with it, so a sealed file moved to another place does not open.
"""

import base64
import binascii
import os
import stat
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from trialvoice.core.errors import StoreError
from trialvoice.core.files import write_atomic
from trialvoice.core.settings import Settings

_MAGIC = b"TVSEAL1\n"
_NONCE = 12  # bytes, as AES-GCM wants it
_KEY = 32  # bytes: AES-256


class Seal:
    """Seals and opens artifacts with one key. Its repr never shows the key."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)
        self._key = key

    def __repr__(self) -> str:
        return "Seal()"

    def seal(self, data: bytes, name: str) -> bytes:
        """`data` encrypted and bound to `name`."""
        nonce = os.urandom(_NONCE)
        return _MAGIC + nonce + self._cipher.encrypt(nonce, data, name.encode())

    def open(self, sealed: bytes, name: str) -> bytes:
        """What was sealed under `name`. Raises StoreError TV603."""
        nonce, body = sealed[len(_MAGIC) : len(_MAGIC) + _NONCE], sealed[len(_MAGIC) + _NONCE :]
        try:
            if not sealed.startswith(_MAGIC):
                raise InvalidTag
            return self._cipher.decrypt(nonce, body, name.encode())
        except (InvalidTag, ValueError):
            raise StoreError(
                "TV603",
                "the sealed artifact does not open",
                place=name,
                remedy="give the key it was sealed with, or delete the file to make it anew",
            ) from None

    def mark(self) -> str:
        """Eight hex digits that tell what one key sealed from what another did, in the names of files."""
        return self.derived("mark").hex()[:8]

    def derived(self, label: str) -> bytes:
        """32 bytes that follow from the key and tell nothing about it, others for each label."""
        return derived(self._key, label)


def derived(key: bytes, label: str) -> bytes:
    """32 bytes from a key by HKDF with SHA-256, others for each label."""
    return HKDF(algorithm=hashes.SHA256(), length=_KEY, salt=None, info=f"trialvoice {label}".encode()).derive(key)


def seal_from(settings: Settings) -> Seal:
    """The seal of an installation: TRIALVOICE_KEY, else the key file, which is made if there is none.

    Raises StoreError TV604 (key malformed) and TV605 (key file open to others).
    """
    if settings.key is not None:
        return Seal(_decoded(settings.key.get_secret_value(), "TRIALVOICE_KEY"))
    path = settings.key_file
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_atomic(path, base64.b64encode(os.urandom(_KEY)) + b"\n", mode=0o600)
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise StoreError(
            "TV605",
            "the key file can be read by other users",
            place=str(path),
            remedy=f"run: chmod 600 {path}",
        )
    return Seal(_decoded(_text(path), str(path)))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        raise _malformed(str(path)) from None


def _decoded(text: str, place: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != _KEY:
        raise _malformed(place)
    return key


def _malformed(place: str) -> StoreError:
    return StoreError("TV604", "the key is not 32 bytes in base64", place=place, remedy="give the right key")
