"""What is asked of each visit: candidates that nobody has decided on, and the queries of rules and of people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from trialvoice.trial.exports.odm.annotations import proof_of
from trialvoice.trial.exports.odm.proof import Act, source_of
from trialvoice.trial.record.followed import Telling
from trialvoice.trial.record.reviewed import ReviewedFinding, ReviewedQuery, ReviewedVisit

_STATES = {
    "candidate": "Candidate",
    "open": "Open",
    "answered": "Answered",
    "closed": "Closed",
    "cancelled": "Cancelled",
}
# ODM has no source for the site's own people; what they ask goes through data management.
_SOURCES = {
    "system": "System",
    "data_manager": "Data Management",
    "investigator": "Data Management",
    "monitor": "Site Monitor",
    "safety_reviewer": "Safety Reviewer",
}


@dataclass(frozen=True)
class Asked:
    """One Query of ODM 2.0. about: a finding's uid or a form's id.  raised: who asked, when and of which moment."""

    oid: str
    about: str
    source: str
    state: str
    kind: str
    target: str
    name: str
    text: str
    updated: datetime
    raised: Act


def asked(visit: ReviewedVisit) -> Iterator[Asked]:
    """Candidates in the order found, then queries in the order raised."""
    for one in visit.findings:
        if candidate(one):
            yield _candidate(visit, one)
    for query in sorted(visit.queries, key=lambda query: (query.raised_at, query.id)):
        yield _query(visit, query)


def candidate(one: ReviewedFinding) -> bool:
    """Whether the last run proposes it and nobody has decided on it, or somebody opened it again."""
    return one.status == "candidate" and not one.withdrawn


def _candidate(visit: ReviewedVisit, one: ReviewedFinding) -> Asked:
    told = Telling(visit, one)
    last = one.decided
    return Asked(
        oid=f"QC.{one.uid}",
        about=one.uid,
        source="System",
        state="Candidate",
        kind="System",
        target="Reviewer",
        name=one.value.kind,
        text=f"Not decided yet ({one.value.kind.replace('_', ' ')}): accept, edit or reject. {proof_of(told)}",
        updated=last.at if last else one.recorded_at,
        raised=Act(one.recorded_by, one.recorded_at, "", source_of(told), visit.site),
    )


def _query(visit: ReviewedVisit, query: ReviewedQuery) -> Asked:
    found = next((one for one in visit.findings if one.uid == query.about), None)
    source = source_of(Telling(visit, found)) if found else ""
    return Asked(
        oid=query.id,
        about=query.about,
        source=_SOURCES[query.by.role],
        state=_STATES[query.state],
        kind="System" if query.rules else "Manual",
        target="Site",
        name=" ".join(query.rules) or query.importance,
        text=f"{query.text}\nAnswer: {query.answer}" if query.answer else query.text,
        updated=query.changed_at,
        raised=Act(query.by, query.raised_at, "", source, visit.site),
    )
