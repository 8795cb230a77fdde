"""Passwords: argon2id by RFC 9106's second recommendation (64 MiB, three passes, four lanes)."""

import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from trialvoice.core.errors import ReviewError

SHORTEST = 12
LONGEST = 1024
"""Characters. Far above what anybody types; hashing takes the same time, reading a longer form does not."""
_AT_ONCE = threading.Semaphore(2)
"""Each takes 64 MiB: a hail of logins waits here."""


class Passwords:
    """Makes and checks what proves a password. hasher: its parameters are those that new proofs get."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
        self._nobodys = self._hasher.hash("nobody has this account")

    def proof(self, password: str) -> str:
        """What to keep, salted."""
        with _AT_ONCE:
            return self._hasher.hash(_octets(password))

    def is_right(self, proof: str | None, password: str) -> bool:
        """Whether the password is the one proven. Without a proof the same work is done, in vain."""
        with _AT_ONCE:
            try:
                return self._hasher.verify(proof or self._nobodys, _octets(password)) and proof is not None
            except (VerificationError, InvalidHashError):
                return False

    def is_outdated(self, proof: str) -> bool:
        """Whether the proof was made with other parameters than new ones."""
        return self._hasher.check_needs_rehash(proof)


def _octets(password: str) -> bytes:
    """The same for the same letters, whichever keyboard composed them."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


@cache
def passwords() -> Passwords:
    """The passwords of this process."""
    return Passwords()


def check_new(password: str, account: str, name: str) -> None:
    """Raises ReviewError TV932 where a new password is too short, too long, or is the person's own name."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise _unfit(f"a password has {SHORTEST} to {LONGEST} characters", "choose another, such as four or five words")
    plain = password.casefold()
    own = {account.casefold(), name.casefold(), *name.casefold().split()}
    if any(len(one) > 2 and one in plain for one in own):
        raise _unfit("a password does not hold the name of its account or of its person", "choose another")
    if len(set(plain)) < 5:
        raise _unfit("a password has at least five different characters", "choose another")


def _unfit(cause: str, remedy: str) -> ReviewError:
    return ReviewError("TV932", cause, place="the new password", remedy=remedy)
