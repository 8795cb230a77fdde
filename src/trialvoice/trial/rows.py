"""Rows of the study's tables: ids, counts, codes and times, no speech."""

from datetime import datetime
from typing import Literal

from trialvoice.core.records import Milliseconds, Record


class VisitRow(Record):
    """A recording that is done. counts: findings by kind. sae_due_at: of the earliest serious candidate."""

    recording: str
    site: str
    subject: str
    visit: str
    duration: Milliseconds
    counts: dict[str, int]
    serious: int
    sae_due_at: datetime | None
    warnings: int
    state: Literal["done", "failed"] = "done"


class FailureRow(Record):
    """A recording that is not done, and what to do about it."""

    recording: str
    code: str
    cause: str
    place: str
    remedy: str
