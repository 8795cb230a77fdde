"""Records made of the store's rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from trialvoice.core.findings import Finding, Value
from trialvoice.core.records import Record
from trialvoice.core.results import VisitResult
from trialvoice.trial.record.digests import visit_sha256
from trialvoice.trial.record.people import Actor
from trialvoice.trial.record.reviewed import Decision, ReviewedFinding, ReviewedQuery, ReviewedVisit, Signature
from trialvoice.trial.store.tables import DecisionRow, FindingRow, QueryRow, ResultRow, SignatureRow, VisitRow


class ValueOf(Record):
    """A value alone, to and from JSON."""

    value: Value


@dataclass(frozen=True)
class VisitRows:
    """A visit's row with all that hangs on it."""

    visit: VisitRow
    result: ResultRow
    findings: Iterable[ReviewedFinding]
    queries: Iterable[QueryRow]
    signatures: Iterable[SignatureRow]


def visit_of(rows: VisitRows) -> ReviewedVisit:
    """The visit, with the digest of its record."""
    row, kept = rows.visit, rows.result
    result, findings = VisitResult.model_validate_json(kept.result_json), tuple(rows.findings)
    return ReviewedVisit.model_validate(
        {
            "study": row.study,
            "site": row.site,
            "subject": row.subject,
            "recording": row.recording,
            "visit": row.visit,
            "recorded_at": datetime.fromisoformat(row.recorded_at),
            "day1": date.fromisoformat(row.day1) if row.day1 else None,
            "participants": tuple(row.participants.split(";")) if row.participants else (),
            "version": row.version,
            "taken_in_at": row.taken_in_at,
            "result": result,
            "transcript_sha256": kept.transcript_sha256,
            "findings": findings,
            "queries": tuple(query_of(one) for one in rows.queries),
            "signatures": tuple(signature_of(one) for one in rows.signatures),
            "record_sha256": visit_sha256(result, kept.transcript_sha256, kept.sound_sha256, findings),
        }
    )


def finding_of(row: FindingRow, decisions: Iterable[DecisionRow], version: int) -> ReviewedFinding:
    """A finding with its decisions, the oldest first. version: of the visit."""
    return ReviewedFinding(
        uid=row.uid,
        finding=Finding.model_validate_json(row.finding_json),
        proposed=Finding.model_validate_json(row.proposed_json).value if row.proposed_json else None,
        recorded_at=row.recorded_at,
        recorded_by=Actor.model_validate_json(row.by_json),
        decisions=tuple(decision_of(made) for made in decisions),
        withdrawn=row.proposed_json is not None and row.last_version < version,
    )


def decision_of(row: DecisionRow) -> Decision:
    """A decision."""
    return Decision.model_validate(
        {
            "act": row.act,
            "at": row.at,
            "by": Actor.model_validate_json(row.by_json),
            "action": row.action,
            "reason": row.reason,
            "value": ValueOf.model_validate_json(row.value_json).value,
        }
    )


def query_of(row: QueryRow) -> ReviewedQuery:
    """A query."""
    return ReviewedQuery.model_validate(
        {
            "id": row.id,
            "about": row.about,
            "rules": tuple(row.rules.split()),
            "importance": row.importance,
            "text": row.text,
            "state": row.state,
            "by": Actor.model_validate_json(row.by_json),
            "raised_at": row.raised_at,
            "changed_at": row.changed_at,
            "answer": row.answer,
        }
    )


def signature_of(row: SignatureRow) -> Signature:
    """A signature."""
    return Signature.model_validate(
        {
            "act": row.act,
            "about": row.about,
            "by": Actor.model_validate_json(row.by_json),
            "at": row.at,
            "meaning": row.meaning,
            "record_sha256": row.record_sha256,
            "void_at": row.void_at,
            "void_because": row.void_because,
        }
    )
