"""Signing in, and proving again that one is who signed in: one way to try a password, counted for both.

The answer is the same for an account that is not there, a wrong password and a locked account, and so is the work.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from trialvoice import __version__
from trialvoice.core.errors import ReviewError
from trialvoice.trial.record.people import Actor, machine
from trialvoice.trial.review.context import ReviewContext
from trialvoice.trial.review.passwords import passwords
from trialvoice.trial.store import attempts, sessions
from trialvoice.trial.store.accounts import (
    Account,
    Change,
    is_account_name,
    password_hash,
    read_account,
    renew_proof,
)
from trialvoice.trial.store.trail import Act, append


@dataclass(frozen=True)
class Try:
    """Somebody gives a password. typed: the account's name as typed.  address: as the server sees it."""

    typed: str
    password: str = field(repr=False)
    address: str
    purpose: str = "login"

    @property
    def account(self) -> str | None:
        """The name an account could have, None of what could be none, such as a password in the wrong field."""
        name = self.typed.strip().lower()
        return name if is_account_name(name) else None


def log_in(context: ReviewContext, attempt: Try, *, instead_of: str | None = None) -> str | None:
    """A new session's token, or None. instead_of: the token of the session that the browser had, which ends.

    Raises ReviewError TV949 where too many wrong passwords came from the address.
    """
    proof, right = _prove(context, attempt)
    renewed = passwords().proof(attempt.password) if right and proof and passwords().is_outdated(proof) else None
    with context.database.acts() as session:
        account = _judge(session, context, attempt, (proof, right))
        if account is None:
            return None
        if renewed is not None:
            renew_proof(session, account.id, renewed)
        if instead_of is not None:
            _end(session, context, instead_of)
        now = context.now()
        append(session, Act(by=_by(account), kind="session.login", about=account.id, payload=_from(attempt)), at=now)
        return sessions.open_session(session, account.id, now)


def log_out(context: ReviewContext, token: str) -> None:
    """End the session."""
    with context.database.acts() as session:
        _end(session, context, token)


def _end(session: Session, context: ReviewContext, token: str) -> None:
    account = sessions.end_session(session, token)
    found = read_account(session, account) if account else None
    if found is not None:
        append(session, Act(by=_by(found), kind="session.logout", about=found.id), at=context.now())


def confirm_password(context: ReviewContext, attempt: Try) -> None:
    """Prove again who is at the keyboard, before a signature. In a transaction of its own, so call it outside any.

    Raises ReviewError TV931 where the password is wrong or the account was locked meanwhile, TV949 as `log_in`.
    """
    proven = _prove(context, attempt)
    with context.database.acts() as session:
        account = _judge(session, context, attempt, proven)
    if account is None:
        raise ReviewError(
            "TV931",
            "the password is wrong, or the account is locked for now",
            place="nothing was done",
            remedy=f"give it again; after {attempts.WRONG} wrong ones the account is locked for a while",
        )


def _prove(context: ReviewContext, attempt: Try) -> tuple[str | None, bool]:
    """What proves the password, and whether it does. The slow part, so it holds no transaction."""
    with context.database.looks() as session:
        if attempts.address_waits(session, context.database.key, attempt.address, context.now()):
            raise ReviewError(
                "TV949",
                "too many wrong passwords came from this address",
                place="login",
                remedy="wait a quarter of an hour",
            )
        proof = password_hash(session, attempt.account) if attempt.account else None
    return proof, passwords().is_right(proof, attempt.password)


def _judge(session: Session, context: ReviewContext, attempt: Try, proven: tuple[str | None, bool]) -> Account | None:
    """The account, where the password was right and is still, and the account is open; else the refusal is noted."""
    now, (proof, right) = context.now(), proven
    account = read_account(session, attempt.account) if attempt.account else None
    if account is not None and account.open_at(now):
        if right and password_hash(session, account.id) == proof:
            attempts.forget_wrong(session, account.id)
            return account
        _refuse(session, attempt, "wrong password", now)
        attempts.count_wrong(session, account.id, Change(by=machine(__version__), at=now))
    else:
        _refuse(session, attempt, "locked" if account else "no such account", now)
    attempts.count_address(session, context.database.key, attempt.address, now)
    return None


def _refuse(session: Session, attempt: Try, why: str, now: datetime) -> None:
    """A name that no account has may be a password in the wrong field, so it is not written down."""
    known = attempt.account if why != "no such account" and attempt.account else ""
    payload = {**_from(attempt), "because": why}
    append(session, Act(by=machine(__version__), kind="session.refused", about=known, payload=payload), at=now)


def _from(attempt: Try) -> dict[str, str]:
    return {"address": attempt.address, "for": attempt.purpose}


def _by(account: Account) -> Actor:
    """Who has no role yet acts in none: the program notes it, about the account."""
    return account.actor() or machine(__version__)
