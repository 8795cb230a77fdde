"""Who put a value there, when and why, and the moment of the sound that proves it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from lxml import etree

from trialvoice.trial.exports.odm.elements import child
from trialvoice.trial.record.followed import Telling
from trialvoice.trial.record.people import Actor

REVIEW_SITE = "REVIEW"
"""Where acts of people who work for no one site were recorded; where they sat is not known."""
SOURCE = re.compile(
    r"(?P<recording>[^#\s]+)#(t=(?P<start>[0-9]+(\.[0-9]{1,3})?),(?P<end>[0-9]+(\.[0-9]{1,3})?)|basis=[^#\s]+)"
)
"""One place that proves a value: seconds of a recording as a media fragment, or the columns of its row."""


@dataclass(frozen=True)
class Act:
    """What an AuditRecord says."""

    by: Actor
    at: datetime
    reason: str
    source: str
    site: str


def act_of(told: Telling) -> Act:
    """The last decision on a finding; of a candidate, its coming into the store."""
    one, decided = told.finding, told.finding.decided
    if decided is None:
        return Act(one.recorded_by, one.recorded_at, "", source_of(told), told.visit.site)
    return Act(decided.by, decided.at, decided.reason, source_of(told), told.visit.site)


def source_of(told: Telling) -> str:
    """`recording#t=312.4,318.0` for each quote, in order of time, or the columns where there is none."""
    name, finding = told.visit.recording, told.finding.finding
    if not finding.evidence:
        return " ".join(f"{name}#basis={quote(basis, safe='')}" for basis in finding.basis)
    spans = sorted({(one.start, one.end) for one in finding.evidence})
    return " ".join(f"{name}#t={_seconds(start)},{_seconds(end)}" for start, end in spans)


def stamp(at: datetime) -> str:
    """In UTC, as xs:dateTime has it."""
    return at.astimezone(UTC).isoformat()


def user_oid(actor: Actor) -> str:
    """One person in two roles is two users, for ODM gives a role to a user and not to an act."""
    return f"US.{actor.id}.{actor.role}"


def location_oid(actor: Actor, site: str) -> str:
    """Investigators act at their site."""
    return f"LO.{site}" if actor.role == "investigator" else REVIEW_SITE


def edit_point(actor: Actor) -> str | None:
    """ODM names two of the roles."""
    return {"monitor": "Monitoring", "data_manager": "DataManagement"}.get(actor.role)


def audit_record(parent: etree._Element, act: Act, user: str, location: str) -> None:
    """The AuditRecord of ODM 1.3.2, with the user and the place as the receiver names them."""
    made = child(parent, "AuditRecord", EditPoint=edit_point(act.by), UsedImputationMethod="No")
    audit_content(made, act, user, location)


def audit_content(record: etree._Element, act: Act, user: str, location: str) -> None:
    """What is in it, which 2.0 has too."""
    child(record, "UserRef", UserOID=user)
    child(record, "LocationRef", LocationOID=location)
    child(record, "DateTimeStamp", stamp(act.at))
    if act.reason.strip():
        child(record, "ReasonForChange", act.reason)
    if act.source:
        child(record, "SourceID", act.source)


def actors(acts: Iterable[Actor]) -> list[Actor]:
    """Each user once, by id and role."""
    known = {user_oid(actor): actor for actor in acts}
    return [known[oid] for oid in sorted(known)]


def _seconds(milliseconds: int) -> str:
    """312400 → 312.4, exact to the millisecond."""
    whole, rest = divmod(milliseconds, 1000)
    return f"{whole}.{rest:03d}".rstrip("0").removesuffix(".") + (".0" if rest == 0 else "")
