"""What became of a record that was sent: the row by which our side and theirs are reconciled."""

import hashlib
from collections.abc import Callable
from typing import Annotated, Literal, Protocol

from pydantic import AwareDatetime, Field

from trialvoice.core.records import Record

State = Literal["sent", "acknowledged", "refused"]
"""sent: no answer is known, so that it has to be sent once more under the same key."""


class Delivery(Record):
    """One record sent to one system.

    key: of idempotency; the same content sent to the same place has the same.  record: a finding's uid, or what else
    the receiver takes as one.  remote: the id that the receiver gave it.  words: what the receiver said.
    """

    key: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    target: str
    """Name of the export and host of the receiver: `fhir ehr.example`."""
    record: str
    content_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    state: State
    attempts: Annotated[int, Field(ge=1)]
    at: AwareDatetime
    remote: str = ""
    words: Annotated[str, Field(repr=False, max_length=2000)] = ""


class DeliveryLog(Protocol):
    """Where deliveries are kept; each call is on the disk when it returns."""

    def known(self, key: str) -> Delivery | None:
        """What became of what was sent under this key, None where nothing was."""
        ...

    def note(self, delivery: Delivery) -> None:
        """Keep a delivery, in place of what is known under its key."""
        ...


Clock = Callable[[], AwareDatetime]


def idempotency_key(target: str, record: str, content: bytes) -> str:
    """The same for the same content of the same record at the same place."""
    parts = (target.encode(), record.encode(), hashlib.sha256(content).digest())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
