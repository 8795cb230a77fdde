"""Signatures: bound to the SHA-256 of what was signed, and void in the transaction that changes it."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from trialvoice.core.errors import ReviewError
from trialvoice.trial.record.digests import finding_sha256
from trialvoice.trial.record.people import Actor
from trialvoice.trial.record.reviewed import Meaning, ReviewedVisit, Signature
from trialvoice.trial.store.from_rows import signature_of
from trialvoice.trial.store.reading import VisitKey, no_visit, read_visit
from trialvoice.trial.store.tables import SignatureRow
from trialvoice.trial.store.trail import Act, append

WHOLE = "visit"
"""What a signature is about where it is not a single finding."""


def sign(session: Session, key: VisitKey, about: str, meaning: Meaning, record_sha256: str, by: Actor) -> Signature:
    """Sign a visit, or a finding by its uid, as the signer saw it.

    Raises ReviewError TV910 (no such visit or finding), TV921 (it is not what the signer saw), TV922 (candidates are
    left in what is signed for more than a review), TV923 (a signature is electronic and needs a name).
    """
    visit = read_visit(session, *key)
    if visit is None:
        raise no_visit(key[1])
    _may_be_signed(visit, about, meaning, record_sha256, by)
    told = {"about": about, "meaning": meaning, "record_sha256": record_sha256, "name": by.name}
    now = datetime.now(UTC)
    act = Act(by=by, kind="record.signed", study=key[0], site=visit.site, recording=key[1], about=about, payload=told)
    row = SignatureRow(
        act=append(session, act, at=now).number,
        study=key[0],
        recording=key[1],
        about=about,
        by_json=by.model_dump_json(),
        at=now,
        meaning=meaning,
        record_sha256=record_sha256,
        void_because="",
    )
    session.add(row)
    session.flush()
    return signature_of(row)


def void_what_changed(session: Session, key: VisitKey, because: str, by: Actor, now: datetime) -> None:
    """Void every signature whose record is another now, each by an act of its own."""
    mine = select(SignatureRow).where(
        SignatureRow.study == key[0], SignatureRow.recording == key[1], SignatureRow.void_act.is_(None)
    )
    rows = session.scalars(mine).all()
    visit = read_visit(session, *key) if rows else None
    for row in rows:
        if visit is None or signed_sha256(visit, row.about) == row.record_sha256:
            continue
        told = {"signature": row.act, "because": because}
        act = Act(
            by=by, kind="signature.void", study=key[0], site=visit.site, recording=key[1], about=row.about, payload=told
        )
        row.void_act, row.void_at, row.void_because = append(session, act, at=now).number, now, because
    session.flush()


def signed_sha256(visit: ReviewedVisit, about: str) -> str | None:
    """Digest of what a signature about this is bound to; None where there is no such finding."""
    if about == WHOLE:
        return visit.record_sha256
    return next((finding_sha256(one) for one in visit.findings if one.uid == about), None)


def _may_be_signed(visit: ReviewedVisit, about: str, meaning: Meaning, record_sha256: str, by: Actor) -> None:
    now = signed_sha256(visit, about)
    if now is None:
        raise ReviewError("TV910", "the visit has no such finding", place=visit.recording, remedy="reload the visit")
    if now != record_sha256:
        raise ReviewError(
            "TV921",
            "what was to be signed has changed since it was shown",
            place=visit.recording,
            remedy="read the visit again, then sign it",
        )
    about_it = [one for one in visit.findings if about in (WHOLE, one.uid)]
    left = sum(one.status == "candidate" and not one.withdrawn for one in about_it)
    if meaning != "review" and left:
        raise ReviewError(
            "TV922",
            f"{left} findings are not decided yet",
            place=visit.recording,
            remedy="decide on them, or sign that you have reviewed the visit",
        )
    if not by.name.strip():
        raise ReviewError(
            "TV923", "a signature shows a printed name", place=by.id, remedy="give the account a full name"
        )
