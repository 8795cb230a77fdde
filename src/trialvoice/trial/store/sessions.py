"""Sessions: somebody signed in on one browser. The store keeps SHA-256 of the token, so a copy of it opens nothing.

A session ends after 30 minutes without a page and 12 hours after login, by the clock that is given.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session

from trialvoice.trial.store.account_tables import LoginRow
from trialvoice.trial.store.accounts import Account, read_account

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
_SEEN_EVERY = timedelta(minutes=1)
"""So that a page is not a write each; a session may thus end up to a minute early, never late."""


def open_session(session: Session, account: str, now: datetime) -> str:
    """A new session's token, 256 random bits as text. Sessions that are over are swept away."""
    token = secrets.token_urlsafe(32)
    over = or_(LoginRow.seen_at <= now - IDLE, LoginRow.made_at <= now - LONGEST)
    session.execute(delete(LoginRow).where(over))
    session.add(LoginRow(token_sha256=_digest(token), account=account, made_at=now, seen_at=now))
    return token


def find_session(session: Session, token: str, now: datetime) -> Account | None:
    """Whose session it is, None where it is over or was never one, or where the account is locked."""
    row = session.get(LoginRow, _digest(token))
    if row is None or row.seen_at <= now - IDLE or row.made_at <= now - LONGEST:
        return None
    account = read_account(session, row.account)
    return account if account is not None and account.open_at(now) else None


def is_stale(session: Session, token: str, now: datetime) -> bool:
    """Whether the session's last page should be noted."""
    row = session.get(LoginRow, _digest(token))
    return row is not None and row.seen_at <= now - _SEEN_EVERY


def see_session(session: Session, token: str, now: datetime) -> None:
    """Note a page. No act: it is nothing that anybody did to the record."""
    row = session.get(LoginRow, _digest(token))
    if row is not None:
        row.seen_at = max(row.seen_at, now)


def end_session(session: Session, token: str) -> str | None:
    """End it, and say whose it was."""
    row = session.get(LoginRow, _digest(token))
    if row is None:
        return None
    session.delete(row)
    return row.account


def form_token(token: str) -> str:
    """What forms of this session carry. It tells nothing of the session's token."""
    return hmac.new(token.encode(), b"trialvoice form", hashlib.sha256).hexdigest()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
