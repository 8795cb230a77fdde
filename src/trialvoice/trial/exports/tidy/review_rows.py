"""Rows of what people did: decisions, queries, signatures."""

from collections.abc import Iterator

from trialvoice.core.findings import Status
from trialvoice.trial.exports.tidy.definitions import Row
from trialvoice.trial.exports.tidy.finding_rows import chosen
from trialvoice.trial.exports.tidy.visit_rows import in_order, moment
from trialvoice.trial.record.reviewed import ReviewedStudy


def decisions(study: ReviewedStudy, statuses: frozenset[Status]) -> Iterator[Row]:
    """In the order they were made on each finding, with the value before and after."""
    for _, one in chosen(study, statuses):
        before = one.proposed
        for number, made in enumerate(one.decisions, start=1):
            yield {
                "finding": one.uid,
                "number": number,
                "act": made.act,
                "at": moment(made.at),
                "by": made.by.id,
                "name": made.by.name,
                "role": made.by.role,
                "action": made.action,
                "reason": made.reason or None,
                "before": before.model_dump(mode="json", exclude_none=True) if before else None,
                "after": made.value.model_dump(mode="json", exclude_none=True),
            }
            before = made.value


def queries(study: ReviewedStudy, statuses: frozenset[Status]) -> Iterator[Row]:
    """Those about a form, or about a finding of this export.

    A draft that no person took up is a candidate, and stands here only where candidates do.
    """
    exported = {one.uid for _, one in chosen(study, statuses)}
    for visit in in_order(study):
        known = {one.uid for one in visit.findings}
        for query in visit.queries:
            if query.about in known - exported or (query.state == "candidate" and "candidate" not in statuses):
                continue
            yield {
                "query": query.id,
                "recording": visit.recording,
                "finding": query.about if query.about in exported else None,
                "form": None if query.about in exported else query.about,
                "importance": query.importance,
                "state": query.state,
                "rules": list(query.rules),
                "text": query.text,
                "answer": query.answer or None,
                "by": query.by.id,
                "raised_at": moment(query.raised_at),
                "changed_at": moment(query.changed_at),
            }


def signatures(study: ReviewedStudy, statuses: frozenset[Status]) -> Iterator[Row]:
    """Those on a whole visit, or on a finding of this export."""
    exported = {one.uid for _, one in chosen(study, statuses)}
    for visit in in_order(study):
        for signature in visit.signatures:
            if signature.about != "visit" and signature.about not in exported:
                continue
            yield {
                "recording": visit.recording,
                "act": signature.act,
                "finding": None if signature.about == "visit" else signature.about,
                "by": signature.by.id,
                "name": signature.by.name,
                "role": signature.by.role,
                "at": moment(signature.at),
                "meaning": signature.meaning,
                "record_sha256": signature.record_sha256,
                "holds": signature.void_at is None,
                "void_at": moment(signature.void_at),
                "void_because": signature.void_because or None,
            }
