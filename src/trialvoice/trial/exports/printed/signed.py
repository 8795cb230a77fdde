"""Signatures as they are printed: name, time and meaning, and whether they still hold (21 CFR 11.50)."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from trialvoice.core.records import Record
from trialvoice.trial.record.reviewed import Meaning, ReviewedVisit, Sha256


class Signed(Record):
    """One signature. about: the recording whose visit was signed, or the finding's uid.

    state: `void` where what was signed is no longer the same, since `void_at`.
    """

    name: str
    role: str
    meaning: Meaning
    at: AwareDatetime
    about: str
    record_sha256: Sha256
    act: Annotated[int, Field(ge=1)]
    state: Literal["holds", "void"]
    void_at: AwareDatetime | None = None
    void_because: str = ""


def signed(visits: Iterable[ReviewedVisit], uids: Iterable[str]) -> tuple[Signed, ...]:
    """The signatures under visits as a whole and under those findings, in the order they were given."""
    wanted = {"visit", *uids}
    found = (
        Signed(
            name=one.by.name,
            role=one.by.role,
            meaning=one.meaning,
            at=one.at,
            about=visit.recording if one.about == "visit" else one.about,
            record_sha256=one.record_sha256,
            act=one.act,
            state="holds" if one.void_at is None else "void",
            void_at=one.void_at,
            void_because=one.void_because,
        )
        for visit in visits
        for one in visit.signatures
        if one.about in wanted
    )
    return tuple(sorted(found, key=lambda one: (one.at, one.act)))
