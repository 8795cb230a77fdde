"""What one visit comes to: its findings with all that was ruled, asked, filled and counted beside them."""

from typing import Annotated, Literal

from pydantic import Field

from trialvoice.core.findings import Assertion, DeviationCategory, Evidence, Finding
from trialvoice.core.records import Milliseconds, Record, Speech


class Mentioned(Record):
    """A health problem that was named, and what is asserted of it: also what was denied, feared or another's."""

    term: Speech
    assertion: Assertion
    evidence: tuple[Evidence, ...]


class NotDeviation(Record):
    """What sounded like a departure from the protocol and was ruled to be none, with the words that rule it out."""

    category: DeviationCategory
    evidence: tuple[Evidence, ...]
    """Of what was told."""
    ruled_out_by: tuple[Evidence, ...]


class Query(Record):
    """A question to the site that rules raise on what was found: a draft, for a data manager to send or to drop."""

    id: str
    rules: Annotated[tuple[str, ...], Field(min_length=1)]
    """Ids of the rules, such as `ae-onset`: what is missing from one record is one query."""
    importance: Literal["safety", "conflict", "data"]
    text: Speech
    about: str
    """The finding `ae-1`, or the form `VS`."""


class Compliance(Record):
    """Doses taken of those planned since the visit before, in percent: as told, and as returned tablets have it."""

    days: Annotated[int, Field(ge=1)]
    planned: Annotated[float, Field(gt=0)]
    """Doses."""
    missed: Annotated[int | None, Field(ge=0)]
    """As told; None where nobody speaks of it, or nobody says how many."""
    by_doses: float | None
    returned: Annotated[float | None, Field(ge=0)] = None
    by_returned: float | None = None
    """None where the study file does not say how many are handed out, or nobody says how many came back."""


CONFLICT = "|"
"""Stands between the two values of an item in conflict."""


class FilledItem(Record):
    """An item of a form: a value proven by a finding, two that conflict as "8|10", or not stated."""

    form: str
    item: str
    state: Literal["stated", "conflicting", "not_stated"]
    value: Annotated[str | None, Field(repr=False)] = None
    unit: str | None = None
    finding: str | None = None
    other_finding: str | None = None
    """What proves the second value of a conflict."""
    review: tuple[str, ...] = ()
    """Reasons for a closer look, such as a value said that the form does not take."""


class RunIdentity(Record):
    """All that an output came from."""

    code_version: str
    study_sha256: str
    audio_sha256: str
    models: dict[str, str]
    """Role of each model → its name and SHA-256."""
    questions: dict[str, str]
    """Question id → SHA-256 of its text and schema."""
    engines: dict[str, str]
    settings_sha256: str


class Tokens(Record):
    """What the language model read and wrote."""

    prompt: int = 0
    cached: int = 0
    generated: int = 0
    requests: int = 0


class VisitResult(Record):
    """Everything the review of one visit needs, with no identifier in it."""

    recording: str
    study: str
    site: str
    subject: str
    visit: str
    duration: Milliseconds
    identity: RunIdentity
    findings: tuple[Finding, ...]
    forms: tuple[FilledItem, ...]
    not_deviations: tuple[NotDeviation, ...] = ()
    queries: tuple[Query, ...] = ()
    compliance: Compliance | None = None
    counts: dict[str, int]
    """Findings by kind, rejected claims, redactions by type."""
    tokens: Tokens
    warnings: tuple[str, ...]
    mentions: tuple[Mentioned, ...] = ()
    """Health problems of which something is asserted, and where: denied and past ones too."""
    named: tuple[str, ...] = ()
    """Plain names of all health problems that were spoken of, whatever was said of them."""
