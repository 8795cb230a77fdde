"""The open queries of a site, each with the finding it asks about where that one counts."""

from collections.abc import Iterator

from trialvoice.trial.exports.monitoring.interviews import Interview
from trialvoice.trial.exports.monitoring.records import OpenQuery
from trialvoice.trial.record.reviewed import ReviewedQuery, ReviewedVisit

_FIRST = ("safety", "conflict", "data")


def open_queries(of: Interview) -> tuple[OpenQuery, ...]:
    """Safety first, then by the time they were raised."""
    made = [_line(of, visit, one) for visit in of.of_site for one in visit.queries if one.state == "open"]
    return tuple(sorted(made, key=in_order))


def in_order(one: OpenQuery) -> tuple[int, float, str]:
    """The order of the section."""
    return _FIRST.index(one.importance), one.raised_at.timestamp(), one.id


def _line(of: Interview, visit: ReviewedVisit, one: ReviewedQuery) -> OpenQuery:
    return OpenQuery(
        id=one.id,
        subject=visit.subject if visit.of_a_subject else None,
        visit=visit.visit,
        recording=visit.recording,
        importance=one.importance,
        text=one.text,
        by=one.by.role,
        raised_at=one.raised_at,
        proofs=tuple(_proofs(of, visit, one)),
    )


def _proofs(of: Interview, visit: ReviewedVisit, one: ReviewedQuery) -> Iterator[str]:
    """The query itself, and what proves the finding that it asks about."""
    yield of.proofs.written("person", f"query {one.id} of {visit.recording}")
    for finding in of.counted(visit):
        if finding.uid == one.about:
            yield from of.proofs.of(visit, finding)
