"""A monitoring visit report as it is written: every line of it names its proofs."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from trialvoice.core.findings import Criterion, DeviationCategory
from trialvoice.core.records import Record, Role, Speech
from trialvoice.trial.exports.printed.documents import Document, Listed, Listing
from trialvoice.trial.exports.printed.proof import Proof, ProofId, Uid
from trialvoice.trial.exports.printed.signed import Signed
from trialvoice.trial.exports.printed.sources import Source
from trialvoice.trial.record.people import UserRole

Proven = Annotated[tuple[ProofId, ...], Field(min_length=1)]
Count = Annotated[int, Field(ge=0)]
Said = Annotated[Speech, Field(min_length=1)]
Escalated = Literal["serious_event", "consent", "safety_reporting"]


class Heading(Record):
    """A section in its place."""

    id: str
    title: str


class Undecided(Record):
    """Findings that nobody has decided on, and which are therefore in no line.

    interview: of this interview.  subject_deviations: of the site's subjects, in the same time as the section.
    earlier_actions: follow-ups of earlier interviews of the site.
    """

    interview: Count
    subject_deviations: Count
    earlier_actions: Count


class Detail(Record):
    """A fact about the visit, from the study file or from the recording's row."""

    id: Literal["site", "visit", "recorded_at", "attendees"]
    label: str
    value: Annotated[str, Field(min_length=1)]
    proofs: Proven


class Topic(Record):
    """What accepted findings name, with the quotes that do."""

    id: str
    title: str
    proofs: Proven


class Told(Record):
    """An accepted finding of the interview. criteria: of seriousness, none of what is no serious event."""

    finding: Uid
    kind: str
    label: str
    text: Said
    criteria: tuple[Criterion, ...] = ()
    awareness_at: AwareDatetime | None = None
    due_at: AwareDatetime | None = None
    proofs: Proven


class Deviation(Record):
    """A deviation. subject: None of one told in the interview.  rationale: what it may matter for."""

    finding: Uid
    subject: str | None
    visit: str
    recording: str
    recorded_at: AwareDatetime
    category: DeviationCategory
    label: str
    text: Said
    importance: Literal["undetermined"]
    rationale: str
    proofs: Proven


class Action(Record):
    """Something to do. owner: None where it is not stated.  due: words of a quote, none where it is not stated.

    recording, recorded_at: the interview that it was left open in.
    """

    finding: Uid
    recording: str
    recorded_at: AwareDatetime
    reason: Literal["promised", "requested", "left_open"]
    label: str
    text: Said
    owner: Role | None
    due: Annotated[tuple[Annotated[str, Field(min_length=1)], ...], Field(repr=False)]
    proofs: Proven


class Escalation(Record):
    """What somebody beyond the site has to hear of. due_at: of a serious event, 24 hours after the site heard."""

    finding: Uid
    because: Escalated
    label: str
    text: Said
    awareness_at: AwareDatetime | None = None
    due_at: AwareDatetime | None = None
    proofs: Proven


class OpenQuery(Record):
    """A query that nobody has answered. by: role of who raised it, `system` where a rule did."""

    id: Annotated[str, Field(pattern=r"^q-[0-9a-f]{16}$")]
    subject: str | None
    visit: str
    recording: str
    importance: Literal["safety", "conflict", "data"]
    text: Said
    by: UserRole | Literal["system"]
    raised_at: AwareDatetime
    proofs: Proven


class Conclusions(Record):
    """Empty, for the monitor to write. marker: what the empty field says."""

    marker: str
    text: Literal[""] = ""


class Report(Document):
    """One monitoring interview. previous: when the site's interview before it was recorded, None of the first.

    accepted: how many findings of the interview are in it.
    """

    format: Literal["trialvoice-monitoring-report"] = "trialvoice-monitoring-report"
    banner: str
    site: str
    recording: str
    recorded_at: AwareDatetime
    previous: AwareDatetime | None
    attendees: tuple[Role, ...]
    table: str
    accepted: Count
    undecided: Undecided
    sections: tuple[Heading, ...]
    visit: tuple[Detail, ...]
    reviewed: tuple[Topic, ...]
    findings: tuple[Told, ...]
    deviations: tuple[Deviation, ...]
    subject_deviations: tuple[Deviation, ...]
    conclusions: Conclusions
    actions: tuple[Action, ...]
    follow_up: tuple[Action, ...]
    escalations: tuple[Escalation, ...]
    queries: tuple[OpenQuery, ...]
    signatures: tuple[Signed, ...]
    proofs: tuple[Proof, ...]
    sources: tuple[Source, ...]


class Row(Listed):
    """A report in the index."""

    site: str
    recording: str
    recorded_at: AwareDatetime
    undecided: Count
    findings: Count
    deviations: Count
    subject_deviations: Count
    actions: Count
    follow_up: Count
    escalations: Count
    queries: Count
    state: Literal["signed", "not signed"]


class Index(Listing):
    """All reports, by site and time. undecided: findings of all interviews that nobody has decided on."""

    format: Literal["trialvoice-monitoring-index"] = "trialvoice-monitoring-index"
    undecided: Count
    rows: tuple[Row, ...]
