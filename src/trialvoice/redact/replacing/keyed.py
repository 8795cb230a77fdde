"""Choices that follow from a secret: the same value always gives the same choice, with no state to be kept.

So the order in which recordings are processed does not matter, and a rerun changes nothing.
"""

import hmac
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_TRIES = 500

Allowed = Callable[[str], bool]


@dataclass(frozen=True)
class Keyed:
    """Chooses under a secret of 32 bytes."""

    secret: bytes = field(repr=False)

    def one_of(self, label: str, value: str, candidates: Iterable[str], allowed: Allowed) -> str | None:
        """The candidate that suits the value best, or None where none is allowed.

        Each has a score of its own, so one more or less changes only what that one decides.
        """
        ranked = ((self._hash(label, value, one), one) for one in candidates if allowed(one))
        return max(ranked, default=(b"", None))[1]

    def like(self, label: str, code: str, allowed: Allowed) -> str | None:
        """A code of the same shape: a digit for a digit, a letter for a letter in its case, all else as it is."""
        shaped = (self._shaped(label, code, number) for number in range(_TRIES))
        return next((one for one in shaped if allowed(one)), None)

    def number(self, label: str, below: int) -> int:
        """A number from 0 on."""
        return int.from_bytes(self._hash(label, "", "")) % below

    def _shaped(self, label: str, code: str, number: int) -> str:
        stream = self._stream(label, f"{code.lower()} {number}")
        return "".join(_other(c, next(stream)) if c.isascii() and c.isalnum() else c for c in code)

    def _stream(self, label: str, value: str) -> Iterator[int]:
        for block in count():
            yield from self._hash(label, value, str(block))

    def _hash(self, label: str, value: str, candidate: str) -> bytes:
        return hmac.digest(self.secret, "\0".join((label, value, candidate)).encode(), "sha256")


def _other(c: str, byte: int) -> str:
    if c.isdigit():
        return str(byte % 10)
    letter = _LETTERS[byte % 26]
    return letter.upper() if c.isupper() else letter
