"""A worksheet as it is written: everything in it is either proven or listed as not known."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from trialvoice.core.findings import Criterion
from trialvoice.core.records import Record, Speech
from trialvoice.trial.exports.printed.documents import Document, Listed, Listing
from trialvoice.trial.exports.printed.proof import Proof, ProofId, Uid
from trialvoice.trial.exports.printed.signed import Signed
from trialvoice.trial.exports.printed.sources import Source
from trialvoice.trial.exports.sae.elements import Why

Proven = Annotated[tuple[ProofId, ...], Field(min_length=1)]


class Known(Record):
    """A value of an element. entry: which measurement or medicine, or which of several values, from 1.

    value: in words.  code: of the element's list, None where it has none, or none of E2B's fits.
    """

    key: str
    id: str
    name: str
    section: Literal["C", "D", "E", "F", "G", "H"]
    part: str
    entry: Annotated[int, Field(ge=1)]
    value: Annotated[Speech, Field(min_length=1)]
    code: str | None = None
    note: str = ""
    proofs: Proven


class Unknown(Record):
    """An element without a value, and why."""

    key: str
    id: str
    name: str
    section: Literal["C", "D", "E", "F", "G", "H"]
    part: str
    entry: Annotated[int, Field(ge=1)]
    why: Why
    because: str


class MinimumMet(Record):
    """One of the four minimum criteria of a report."""

    id: str
    name: str
    state: Literal["met", "not met"]
    because: str


class CriterionMet(Record):
    """A criterion of seriousness that was stated, with what proves it."""

    criterion: Criterion
    element: str
    proofs: Proven


class Reminded(Record):
    """A deadline of the sponsor's, for information. earliest: if the sponsor knew when the site did."""

    id: str
    days: Annotated[int, Field(ge=1)]
    earliest: date
    text: str


class Clock(Record):
    """awareness_at: when the site heard of it, None where the record does not say; due_at: 24 hours later."""

    awareness_at: AwareDatetime | None
    due_at: AwareDatetime | None
    reminders: tuple[Reminded, ...]


class Causality(Record):
    """Relatedness to the study drug as somebody stated it; this program judges none."""

    stated: Literal["related", "possibly", "not_related"]
    by: str
    proofs: Proven


class Worksheet(Document):
    """One serious adverse event of one subject. event: its id, that of the finding that told it first."""

    format: Literal["trialvoice-sae-worksheet"] = "trialvoice-sae-worksheet"
    banner: str
    site: str
    subject: str
    event: Uid
    term: Speech
    findings: Annotated[tuple[Uid, ...], Field(min_length=1)]
    """That tell of it, in order of time."""
    table: str
    clock: Clock
    minimum: tuple[MinimumMet, ...]
    criteria: Annotated[tuple[CriterionMet, ...], Field(min_length=1)]
    causality: Causality | None
    known: tuple[Known, ...]
    unknown: tuple[Unknown, ...]
    signatures: tuple[Signed, ...]
    proofs: tuple[Proof, ...]
    sources: tuple[Source, ...]


class Row(Listed):
    """An event in the index. met: how many of the minimum criteria.

    state: `not accepted` where candidates tell of it, which are there only where a person asked for them.
    """

    event: Uid
    site: str
    subject: str
    term: Speech
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    awareness_at: AwareDatetime | None
    due_at: AwareDatetime | None
    state: Literal["signed", "not signed", "not accepted"]
    met: Annotated[int, Field(ge=0, le=4)]
    known: Annotated[int, Field(ge=0)]
    unknown: Annotated[int, Field(ge=0)]


class Index(Listing):
    """All worksheets by the time they are due. not_reviewed: serious candidates that nobody has decided on."""

    format: Literal["trialvoice-sae-index"] = "trialvoice-sae-index"
    not_reviewed: Annotated[int, Field(ge=0)]
    rows: tuple[Row, ...]
