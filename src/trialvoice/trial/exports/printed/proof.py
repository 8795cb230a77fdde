"""Proofs of an export that people read: a quote with its moment, or the place of a file; and who accepted it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from trialvoice.core.findings import Evidence, Match, Status
from trialvoice.core.records import Milliseconds, Record, Role, Speech
from trialvoice.trial.record.people import UserRole
from trialvoice.trial.record.reviewed import ReviewedFinding, ReviewedVisit

ProofId = Annotated[str, Field(pattern=r"^p[1-9][0-9]*$")]
Uid = Annotated[str, Field(pattern=r"^f-[0-9a-f]{16}$")]


class Accepted(Record):
    """Who took a finding for data, and when. act: number of the decision's entry in the trail."""

    name: str
    role: UserRole
    action: Literal["accept", "edit", "add"]
    at: AwareDatetime
    act: Annotated[int, Field(ge=1)]


class Quoted(Record):
    """Words of a recording. `start` and `end` in ms from its start, `at` the same start as mm:ss.

    source: the question or rule that found it.  accepted: None of a candidate.
    """

    id: ProofId
    kind: Literal["speech"] = "speech"
    finding: Uid
    status: Status
    recording: str
    visit: str
    turn: Annotated[int, Field(ge=1)]
    start: Milliseconds
    end: Milliseconds
    at: Annotated[str, Field(pattern=r"^\d{2,}:[0-5]\d$")]
    role: Role
    match: Match
    quote: Annotated[Speech, Field(min_length=1)]
    source: str
    accepted: Accepted | None


class Written(Record):
    """What stands in a file: the study file, a row of recordings.csv, or a person's act. place: where."""

    id: ProofId
    kind: Literal["study_file", "recordings", "person"]
    place: Annotated[str, Field(min_length=1)]
    finding: Uid | None = None
    """Set where a finding rests on the columns of a file alone."""
    status: Status | None = None
    accepted: Accepted | None = None


Proof = Annotated[Quoted | Written, Field(discriminator="kind")]


@dataclass
class Proofs:
    """The proofs of one page, each once, numbered as they are first needed."""

    made: list[Quoted | Written] = field(default_factory=list)
    _known: dict[tuple[object, ...], str] = field(default_factory=dict)

    def of(self, visit: ReviewedVisit, one: ReviewedFinding) -> tuple[str, ...]:
        """Ids of all that proves a finding: its quotes, or the columns it rests on."""
        quotes = tuple(self.quote(visit, one, proof) for proof in one.finding.evidence)
        return quotes or tuple(self._of_basis(one, place) for place in one.finding.basis)

    def quote(self, visit: ReviewedVisit, one: ReviewedFinding, proof: Evidence) -> str:
        """Id of one quote of a finding."""
        key = (one.uid, proof.turn, proof.start_char, proof.end_char, proof.start)
        return self._kept(
            key,
            lambda name: Quoted(
                id=name,
                finding=one.uid,
                status=one.status,
                recording=visit.recording,
                visit=visit.visit,
                turn=proof.turn,
                start=proof.start,
                end=proof.end,
                at=clock(proof.start),
                role=proof.role,
                match=proof.match,
                quote=proof.quote,
                source=one.finding.source,
                accepted=accepted(one),
            ),
        )

    def written(self, kind: Literal["study_file", "recordings", "person"], place: str) -> str:
        """Id of a place in a file."""
        return self._kept((kind, place), lambda name: Written(id=name, kind=kind, place=place))

    def _of_basis(self, one: ReviewedFinding, place: str) -> str:
        kind: Literal["study_file", "recordings"] = "study_file" if place.startswith("study.toml") else "recordings"
        return self._kept(
            (one.uid, place),
            lambda name: Written(
                id=name, kind=kind, place=place, finding=one.uid, status=one.status, accepted=accepted(one)
            ),
        )

    def _kept(self, key: tuple[object, ...], make: Callable[[str], Quoted | Written]) -> str:
        if key not in self._known:
            name = f"p{len(self.made) + 1}"
            self.made.append(make(name))
            self._known[key] = name
        return self._known[key]


def accepted(one: ReviewedFinding) -> Accepted | None:
    """Who accepted a finding as it stands, None of one that nobody accepted."""
    last = one.decided
    if last is None or last.action not in ("accept", "edit", "add") or last.by.role == "system":
        return None
    return Accepted(name=last.by.name, role=last.by.role, action=last.action, at=last.at, act=last.act)


def clock(ms: int) -> str:
    """mm:ss, the minutes beyond 99 in full."""
    return f"{ms // 60_000:02}:{ms // 1000 % 60:02}"
