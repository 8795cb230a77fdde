"""The first store: visits, findings, decisions, queries, signatures, deliveries and the trail."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_COLUMNS = (
    "number", "at", "actor", "name", "role", "kind", "study", "site", "recording", "about", "payload_sha256",
    "before", "sha256",
)  # fmt: skip
_SQLITE = """
CREATE TRIGGER act_stays_{what} BEFORE {what} ON act WHEN {when}
BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END
"""
_FUNCTION = """
CREATE FUNCTION act_stays() RETURNS trigger AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NOT ({when}) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'the trail is append-only';
END $$ LANGUAGE plpgsql
"""
_TRIGGER = "CREATE TRIGGER act_stays BEFORE UPDATE OR DELETE ON act FOR EACH ROW EXECUTE FUNCTION act_stays()"


def upgrade() -> None:
    """Make all tables, and have the database itself refuse to change the trail but by a tombstone."""
    op.create_table(
        "act",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("study", sa.String(length=64), nullable=False),
        sa.Column("site", sa.String(length=64), nullable=False),
        sa.Column("recording", sa.String(length=64), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("payload_sha256", sa.String(length=64), nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("act_of_visit", "act", ["study", "recording"], unique=False)
    op.create_table(
        "study",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("study_json", sa.Text(), nullable=False),
        sa.Column("study_sha256", sa.String(length=64), nullable=False),
        sa.Column("code_version", sa.Text(), nullable=False),
        sa.Column("taken_in_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "trail_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "delivery",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("study", sa.String(length=64), nullable=False),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("remote", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["act"],
            ["act.number"],
        ),
        sa.ForeignKeyConstraint(
            ["study"],
            ["study.id"],
        ),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index(op.f("ix_delivery_study"), "delivery", ["study"], unique=False)
    op.create_table(
        "visit",
        sa.Column("study", sa.String(length=64), nullable=False),
        sa.Column("recording", sa.String(length=64), nullable=False),
        sa.Column("site", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", sa.String(length=40), nullable=False),
        sa.Column("day1", sa.String(length=10), nullable=True),
        sa.Column("participants", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("taken_in_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(
            ["study"],
            ["study.id"],
        ),
        sa.PrimaryKeyConstraint("study", "recording"),
    )
    op.create_table(
        "finding",
        sa.Column("uid", sa.String(length=18), nullable=False),
        sa.Column("study", sa.String(length=64), nullable=False),
        sa.Column("recording", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.String(27), nullable=False),
        sa.Column("by_json", sa.Text(), nullable=False),
        sa.Column("proposed_json", sa.Text(), nullable=True),
        sa.Column("finding_json", sa.Text(), nullable=False),
        sa.Column("last_version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("serious", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(
            ["act"],
            ["act.number"],
        ),
        sa.ForeignKeyConstraint(
            ["study", "recording"],
            ["visit.study", "visit.recording"],
        ),
        sa.PrimaryKeyConstraint("uid"),
    )
    op.create_index("finding_due", "finding", ["status", "serious", "due_at"], unique=False)
    op.create_index("finding_of_visit", "finding", ["study", "recording"], unique=False)
    op.create_table(
        "query",
        sa.Column("id", sa.String(length=18), nullable=False),
        sa.Column("study", sa.String(length=64), nullable=False),
        sa.Column("recording", sa.String(length=64), nullable=False),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("importance", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("by_json", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.String(27), nullable=False),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["act"],
            ["act.number"],
        ),
        sa.ForeignKeyConstraint(
            ["study", "recording"],
            ["visit.study", "visit.recording"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("query_of_visit", "query", ["study", "recording"], unique=False)
    op.create_table(
        "result",
        sa.Column("study", sa.String(length=64), nullable=False),
        sa.Column("recording", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.Column("result_json", sa.Text(), nullable=False),
        sa.Column("transcript_json", sa.Text(), nullable=False),
        sa.Column("transcript_sha256", sa.String(length=64), nullable=False),
        sa.Column("sound_sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["act"],
            ["act.number"],
        ),
        sa.ForeignKeyConstraint(
            ["study", "recording"],
            ["visit.study", "visit.recording"],
        ),
        sa.PrimaryKeyConstraint("study", "recording", "version"),
    )
    op.create_table(
        "signature",
        sa.Column("act", sa.Integer(), nullable=False),
        sa.Column("study", sa.String(length=64), nullable=False),
        sa.Column("recording", sa.String(length=64), nullable=False),
        sa.Column("about", sa.String(length=18), nullable=False),
        sa.Column("by_json", sa.Text(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("meaning", sa.String(length=16), nullable=False),
        sa.Column("record_sha256", sa.String(length=64), nullable=False),
        sa.Column("void_act", sa.Integer(), nullable=True),
        sa.Column("void_at", sa.String(27), nullable=True),
        sa.Column("void_because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["act"],
            ["act.number"],
        ),
        sa.ForeignKeyConstraint(
            ["study", "recording"],
            ["visit.study", "visit.recording"],
        ),
        sa.ForeignKeyConstraint(
            ["void_act"],
            ["act.number"],
        ),
        sa.PrimaryKeyConstraint("act"),
    )
    op.create_index("signature_of_visit", "signature", ["study", "recording"], unique=False)
    op.create_table(
        "decision",
        sa.Column("act", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(length=18), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("by_json", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("value_json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["act"],
            ["act.number"],
        ),
        sa.ForeignKeyConstraint(
            ["finding"],
            ["finding.uid"],
        ),
        sa.PrimaryKeyConstraint("act"),
        sa.UniqueConstraint("finding", "revision"),
    )
    op.create_index(op.f("ix_decision_finding"), "decision", ["finding"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_SQLITE.format(what="DELETE", when="TRUE"))
        op.execute(_SQLITE.format(what="UPDATE", when=_not_a_tombstone("IS NOT")))
    else:
        op.execute(_FUNCTION.format(when=_not_a_tombstone("IS DISTINCT FROM")))
        op.execute(_TRIGGER)


def _not_a_tombstone(differs: str) -> str:
    """A payload may be taken out; nothing else of an act may change."""
    changed = " OR ".join(f'NEW."{name}" {differs} OLD."{name}"' for name in _COLUMNS)
    return f"NEW.payload IS NOT NULL OR {changed}"
