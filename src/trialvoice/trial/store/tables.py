"""The tables of what was found and decided. Contents are JSON of the records, columns are what queries need.

Nothing here is changed but by `trial.store` within one transaction with its act in the trail. A new column or table
comes by a migration.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from trialvoice.trial.store.columns import UtcTime

Id = String(64)
Hex = String(64)


class Base(DeclarativeBase):
    """All tables of the store."""

    type_annotation_map = {datetime: UtcTime, str: Text}  # noqa: RUF012  (SQLAlchemy reads it from the class)


class StudyRow(Base):
    """A study file as it was when results were last taken in."""

    __tablename__ = "study"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    title: Mapped[str]
    study_json: Mapped[str]
    study_sha256: Mapped[str] = mapped_column(Hex)
    code_version: Mapped[str]
    taken_in_at: Mapped[datetime]


class VisitRow(Base):
    """A recorded visit and the machine's last result of it."""

    __tablename__ = "visit"
    study: Mapped[str] = mapped_column(Id, ForeignKey("study.id"), primary_key=True)
    recording: Mapped[str] = mapped_column(Id, primary_key=True)
    site: Mapped[str] = mapped_column(Id)
    subject: Mapped[str] = mapped_column(Id)
    visit: Mapped[str] = mapped_column(Id)
    recorded_at: Mapped[str] = mapped_column(String(40))
    """With the offset of the site."""
    day1: Mapped[str | None] = mapped_column(String(10))
    participants: Mapped[str]
    version: Mapped[int]
    taken_in_at: Mapped[datetime]


class ResultRow(Base):
    """One version of the machine's result, with the safe transcript it was made from. Never changed."""

    __tablename__ = "result"
    __table_args__ = (ForeignKeyConstraint(["study", "recording"], ["visit.study", "visit.recording"]),)
    study: Mapped[str] = mapped_column(Id, primary_key=True)
    recording: Mapped[str] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[int] = mapped_column(ForeignKey("act.number"))
    result_json: Mapped[str]
    transcript_json: Mapped[str]
    transcript_sha256: Mapped[str] = mapped_column(Hex)
    sound_sha256: Mapped[str] = mapped_column(Hex)


class FindingRow(Base):
    """A finding as it stands. revision: how many decisions were made on it."""

    __tablename__ = "finding"
    __table_args__ = (
        ForeignKeyConstraint(["study", "recording"], ["visit.study", "visit.recording"]),
        Index("finding_of_visit", "study", "recording"),
        Index("finding_due", "status", "serious", "due_at"),
    )
    uid: Mapped[str] = mapped_column(String(18), primary_key=True)
    study: Mapped[str] = mapped_column(Id)
    recording: Mapped[str] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(String(32))
    place: Mapped[int]
    """Order in the visit."""
    act: Mapped[int] = mapped_column(ForeignKey("act.number"))
    """That brought it in, or that proposed it anew."""
    recorded_at: Mapped[datetime]
    by_json: Mapped[str]
    proposed_json: Mapped[str | None]
    """The machine's `Finding`, None where a person added it."""
    finding_json: Mapped[str]
    """The `Finding` as it stands."""
    last_version: Mapped[int]
    """Of the results that have it; lower than the visit's where the last run does not find it any more."""
    revision: Mapped[int]
    status: Mapped[str] = mapped_column(String(16))
    confidence: Mapped[float]
    serious: Mapped[bool]
    due_at: Mapped[datetime | None]


class DecisionRow(Base):
    """What a person made of a finding. Two cannot have the same revision: the later reviewer is told."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("finding", "revision"),)
    act: Mapped[int] = mapped_column(ForeignKey("act.number"), primary_key=True)
    finding: Mapped[str] = mapped_column(ForeignKey("finding.uid"), index=True)
    revision: Mapped[int]
    at: Mapped[datetime]
    by_json: Mapped[str]
    action: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str]
    value_json: Mapped[str]


class QueryRow(Base):
    """A question to the site. act: the last that changed it."""

    __tablename__ = "query"
    __table_args__ = (
        ForeignKeyConstraint(["study", "recording"], ["visit.study", "visit.recording"]),
        Index("query_of_visit", "study", "recording"),
    )
    id: Mapped[str] = mapped_column(String(18), primary_key=True)
    study: Mapped[str] = mapped_column(Id)
    recording: Mapped[str] = mapped_column(Id)
    act: Mapped[int] = mapped_column(ForeignKey("act.number"))
    revision: Mapped[int]
    about: Mapped[str] = mapped_column(Id)
    rules: Mapped[str]
    importance: Mapped[str] = mapped_column(String(16))
    text: Mapped[str]
    state: Mapped[str] = mapped_column(String(16))
    by_json: Mapped[str]
    raised_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    answer: Mapped[str]


class SignatureRow(Base):
    """Who signed what. It is never taken away, but void once what was signed is another."""

    __tablename__ = "signature"
    __table_args__ = (
        ForeignKeyConstraint(["study", "recording"], ["visit.study", "visit.recording"]),
        Index("signature_of_visit", "study", "recording"),
    )
    act: Mapped[int] = mapped_column(ForeignKey("act.number"), primary_key=True)
    study: Mapped[str] = mapped_column(Id)
    recording: Mapped[str] = mapped_column(Id)
    about: Mapped[str] = mapped_column(String(18))
    by_json: Mapped[str]
    at: Mapped[datetime]
    meaning: Mapped[str] = mapped_column(String(16))
    record_sha256: Mapped[str] = mapped_column(Hex)
    void_act: Mapped[int | None] = mapped_column(ForeignKey("act.number"))
    void_at: Mapped[datetime | None]
    void_because: Mapped[str]


class DeliveryRow(Base):
    """What became of a record that was sent."""

    __tablename__ = "delivery"
    key: Mapped[str] = mapped_column(Hex, primary_key=True)
    study: Mapped[str] = mapped_column(Id, ForeignKey("study.id"), index=True)
    act: Mapped[int] = mapped_column(ForeignKey("act.number"))
    target: Mapped[str]
    record: Mapped[str]
    content_sha256: Mapped[str] = mapped_column(Hex)
    state: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int]
    at: Mapped[datetime]
    remote: Mapped[str]
    words: Mapped[str]


class ActRow(Base):
    """One entry of the trail. payload: JSON, None where a tombstone stands for it; its digest stays."""

    __tablename__ = "act"
    __table_args__ = (Index("act_of_visit", "study", "recording"),)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str]
    name: Mapped[str]
    role: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(32))
    study: Mapped[str] = mapped_column(Id)
    site: Mapped[str] = mapped_column(Id)
    recording: Mapped[str] = mapped_column(Id)
    about: Mapped[str] = mapped_column(Id)
    payload: Mapped[str | None]
    payload_sha256: Mapped[str] = mapped_column(Hex)
    before: Mapped[str] = mapped_column(Hex)
    sha256: Mapped[str] = mapped_column(Hex)


class HeadRow(Base):
    """The trail's end: how many acts there are, the digest of the last, and a code made with the installation's key."""

    __tablename__ = "trail_head"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(Hex)
    mac: Mapped[str] = mapped_column(Hex)
