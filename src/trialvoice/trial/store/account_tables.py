"""The tables of who may use the store: accounts, their roles, their sessions, and wrong passwords counted.

No password and no session's token is in them, only what proves that the right one was given.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from trialvoice.trial.store.tables import Base, Hex, Id


class AccountRow(Base):
    """A person. Never deleted, since acts of the trail name it: one that is done with is locked."""

    __tablename__ = "account"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    """As signatures show it."""
    password_hash: Mapped[str]
    """In the PHC string format, which holds salt and parameters."""
    made_at: Mapped[datetime]
    locked: Mapped[bool]
    """By a person, until a person unlocks it."""
    wrong: Mapped[int]
    """Wrong passwords since the last right one or the last lock-out."""
    lockouts: Mapped[int]
    """Since the last right password; each is longer than the one before."""
    locked_until: Mapped[datetime | None]


class MembershipRow(Base):
    """A role at a site of a study, or at all sites (`*`)."""

    __tablename__ = "membership"
    account: Mapped[str] = mapped_column(Id, ForeignKey("account.id"), primary_key=True)
    study: Mapped[str] = mapped_column(Id, primary_key=True)
    site: Mapped[str] = mapped_column(Id, primary_key=True)
    role: Mapped[str] = mapped_column(String(16), primary_key=True)


class LoginRow(Base):
    """Somebody signed in. Gone when it ends. token_sha256: of the token, which only the browser has."""

    __tablename__ = "login"
    __table_args__ = (Index("login_of_account", "account"),)
    token_sha256: Mapped[str] = mapped_column(Hex, primary_key=True)
    account: Mapped[str] = mapped_column(Id, ForeignKey("account.id"))
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class AddressRow(Base):
    """Wrong passwords from one network address. code: a keyed digest of the address."""

    __tablename__ = "login_address"
    code: Mapped[str] = mapped_column(Hex, primary_key=True)
    wrong: Mapped[int]
    since: Mapped[datetime]
