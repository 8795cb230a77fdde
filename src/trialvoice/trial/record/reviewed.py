"""A study as it was reviewed: every finding with what the machine proposed and what people decided since.

Times are in UTC, but for `recorded_at`, which keeps the offset of the site. An export is a projection of
`ReviewedStudy` and of nothing else, so that the same record gives the same bytes.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from trialvoice.core.findings import Finding, Status, Value
from trialvoice.core.records import Record, Role, Speech
from trialvoice.core.results import VisitResult
from trialvoice.core.study import Study
from trialvoice.trial.record.people import Actor

Action = Literal["accept", "edit", "reject", "add", "reopen"]
ACCEPTED: frozenset[Status] = frozenset({"accepted", "edited"})
"""What exports hold by default."""
Meaning = Literal["review", "approval", "responsibility", "authorship"]
"""What a signature says (21 CFR 11.50)."""
QueryState = Literal["candidate", "open", "answered", "closed", "cancelled"]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Decision(Record):
    """What a person made of a finding. value: as it stood from then on.  act: number of its entry in the trail."""

    act: Annotated[int, Field(ge=1)]
    at: AwareDatetime
    by: Actor
    action: Action
    reason: Speech
    value: Value


class ReviewedFinding(Record):
    """A finding as it stands, with all that it went through.

    uid: `f-` and 16 hex digits, the same in every rerun that finds the same, and unique in the store.
    finding: value, evidence and status as they stand now.  proposed: the machine's value, None where a person added
    the finding.  withdrawn: whether the last run does not find it any more.
    """

    uid: Annotated[str, Field(pattern=r"^f-[0-9a-f]{16}$")]
    finding: Finding
    proposed: Value | None
    recorded_at: AwareDatetime
    """When it came into the store."""
    recorded_by: Actor
    decisions: tuple[Decision, ...] = ()
    withdrawn: bool = False

    @property
    def status(self) -> Status:
        """Candidate, accepted, edited or rejected."""
        return self.finding.status

    @property
    def value(self) -> Value:
        """As it stands."""
        return self.finding.value

    @property
    def decided(self) -> Decision | None:
        """The last decision, None of a candidate."""
        return self.decisions[-1] if self.decisions else None


class ReviewedQuery(Record):
    """A question to the site: drafted by rules, or raised by a reviewer. about: a finding's uid, or a form's id."""

    id: Annotated[str, Field(pattern=r"^q-[0-9a-f]{16}$")]
    about: str
    rules: tuple[str, ...]
    """Ids of the rules that raised it, none where a person did."""
    importance: Literal["safety", "conflict", "data"]
    text: Speech
    state: QueryState
    by: Actor
    raised_at: AwareDatetime
    changed_at: AwareDatetime
    answer: Speech = ""


class Signature(Record):
    """Name, time and meaning, bound to the SHA-256 of what was signed: a visit's record, or one finding by its uid.

    void_at: when what was signed was no longer the same; None of one that holds.
    """

    act: Annotated[int, Field(ge=1)]
    about: str
    """`visit`, or a finding's uid."""
    by: Actor
    at: AwareDatetime
    meaning: Meaning
    record_sha256: Sha256
    void_at: AwareDatetime | None = None
    void_because: str = ""


class ReviewedVisit(Record):
    """One recorded visit. result: as the machine released it, the findings in it untouched by review.

    participants: who was expected to speak; a visit without a participant or caregiver is no subject's.
    """

    study: str
    site: str
    subject: str
    recording: str
    visit: str
    recorded_at: AwareDatetime
    day1: date | None
    participants: tuple[Role, ...]
    version: Annotated[int, Field(ge=1)]
    """How many different results of the machine were taken in, this one included."""
    taken_in_at: AwareDatetime
    result: VisitResult
    transcript_sha256: Sha256
    findings: tuple[ReviewedFinding, ...]
    queries: tuple[ReviewedQuery, ...] = ()
    signatures: tuple[Signature, ...] = ()
    record_sha256: Sha256

    @property
    def of_a_subject(self) -> bool:
        """Whether a participant's data are in it; a monitor's interview has none."""
        return bool({"participant", "caregiver"} & set(self.participants))

    @property
    def day(self) -> int | None:
        """Study day: days from the first dose, which is day 1; the day before it is -1."""
        if self.day1 is None:
            return None
        days = (self.recorded_at.date() - self.day1).days
        return days + 1 if days >= 0 else days

    def by_machine_id(self, name: str) -> ReviewedFinding | None:
        """The finding that the machine calls `ae-1` in its last run."""
        return next((one for one in self.findings if one.finding.id == name and not one.withdrawn), None)


class ReviewedStudy(Record):
    """A study's record at one moment. last_act: the trail's last entry on it; `as_of` is its time.

    `as_of` stands wherever an export wants a time of making, so that nothing changes while the record does not.
    """

    study: Study
    study_sha256: Sha256
    code_version: str
    as_of: AwareDatetime
    last_act: int
    visits: tuple[ReviewedVisit, ...]
    """By site, subject and time."""

    def findings(self, statuses: frozenset[Status] = ACCEPTED) -> Iterator[tuple[ReviewedVisit, ReviewedFinding]]:
        """Findings of those statuses, visit by visit."""
        for visit in self.visits:
            for one in visit.findings:
                if one.status in statuses:
                    yield visit, one
