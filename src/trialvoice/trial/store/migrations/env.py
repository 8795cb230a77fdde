"""Alembic's way in: the connection comes from `database`, which holds the lock."""

from alembic import context

from trialvoice.trial.store import account_tables  # noqa: F401  (its tables are part of Base)
from trialvoice.trial.store.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
