"""Accounts and their roles. Each change is an act in the trail; no act holds a password, or what proves one."""

import re
from collections.abc import Sequence
from datetime import datetime

from pydantic import AwareDatetime
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from trialvoice.core.errors import ReviewError
from trialvoice.core.records import Record
from trialvoice.core.study import Study
from trialvoice.trial.record.access import Membership, strongest
from trialvoice.trial.record.people import EVERY_SITE, Actor
from trialvoice.trial.store.account_tables import AccountRow, LoginRow, MembershipRow
from trialvoice.trial.store.tables import StudyRow
from trialvoice.trial.store.trail import Act, append

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_PLACE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
LONGEST_NAME = 200
"""Characters of a person's name."""


class Account(Record):
    """A person who may sign in. id: the name typed at login.  name: as signatures show it."""

    id: str
    name: str
    memberships: tuple[Membership, ...]
    locked: bool
    """By a person."""
    locked_until: AwareDatetime | None
    """After wrong passwords."""

    def open_at(self, now: datetime) -> bool:
        """Whether it is locked neither by a person nor after wrong passwords."""
        return not self.locked and (self.locked_until is None or self.locked_until <= now)

    def actor(self) -> Actor | None:
        """The person in the strongest of all roles, None without any."""
        role = strongest(one.role for one in self.memberships)
        return Actor(id=self.id, name=self.name, role=role) if role else None


class Change(Record):
    """Who changes an account, and when."""

    by: Actor
    at: AwareDatetime


def read_account(session: Session, account: str) -> Account | None:
    """The account, None where there is none."""
    row = session.get(AccountRow, account)
    return None if row is None else _account(row, _memberships(session, account))


def all_accounts(session: Session) -> tuple[Account, ...]:
    """All accounts, by id."""
    rows = session.scalars(select(AccountRow).order_by(AccountRow.id))
    return tuple(_account(row, _memberships(session, row.id)) for row in rows)


def password_hash(session: Session, account: str) -> str | None:
    """What proves the account's password."""
    return session.scalar(select(AccountRow.password_hash).where(AccountRow.id == account))


def is_account_name(name: str) -> bool:
    """Whether an account could have that name."""
    return _NAME.fullmatch(name) is not None


def renew_proof(session: Session, account: str, password_hash: str) -> None:
    """Keep the same password's proof in newer parameters: no act, since nothing changes for anybody."""
    _row(session, account).password_hash = password_hash


def may_be_made(session: Session, account: str, name: str) -> None:
    """Raises ReviewError TV934 (there is such an account) or TV935 (no such name is taken)."""
    if not is_account_name(account) or not name.strip() or not name.isprintable() or len(name) > LONGEST_NAME:
        raise ReviewError(
            "TV935",
            "an account's name is 1 to 64 of a-z, 0-9, dot, dash and underscore, and its person has a name",
            place="accounts",
            remedy="choose others",
        )
    if session.get(AccountRow, account) is not None:
        raise ReviewError("TV934", "there is an account of that name", place=account, remedy="choose another name")


def make_account(session: Session, account: str, name: str, password_hash: str, change: Change) -> None:
    """Make an account without a role. Raises ReviewError as `may_be_made`."""
    may_be_made(session, account, name)
    session.add(
        AccountRow(
            id=account,
            name=name.strip(),
            password_hash=password_hash,
            made_at=change.at,
            locked=False,
            wrong=0,
            lockouts=0,
            locked_until=None,
        )
    )
    _note(session, "account.made", account, change, name=name.strip())


def set_password(session: Session, account: str, password_hash: str, change: Change) -> None:
    """Take another password, and end all of the account's sessions. Wrong ones of before are forgotten."""
    row = _row(session, account)
    row.password_hash, row.wrong, row.lockouts, row.locked_until = password_hash, 0, 0, None
    _note(session, "account.password", account, change, sessions_ended=end_sessions(session, account))


def lock(session: Session, account: str, change: Change) -> None:
    """Keep the account out until it is unlocked, and end all of its sessions."""
    _row(session, account).locked = True
    ended = end_sessions(session, account)
    _note(session, "account.locked", account, change, because="by a person", sessions_ended=ended)


def unlock(session: Session, account: str, change: Change) -> None:
    """Let the account in again, whoever or whatever locked it."""
    row = _row(session, account)
    row.locked, row.wrong, row.lockouts, row.locked_until = False, 0, 0, None
    _note(session, "account.unlocked", account, change)


def give_role(session: Session, account: str, membership: Membership, change: Change) -> None:
    """Give a role. Raises ReviewError TV933 (no such account), TV936 (he has it) or TV938 (no such study or site)."""
    _row(session, account)
    _check_place(session, membership)
    if session.get(MembershipRow, _key(account, membership)) is not None:
        raise _role_stands(account, "has that role already")
    session.add(MembershipRow(account=account, **membership.model_dump()))
    _note_role(session, "given", account, membership, change)


def take_role(session: Session, account: str, membership: Membership, change: Change) -> None:
    """Take a role away; it holds from the next page on. Raises ReviewError TV933 or TV936 (he has it not)."""
    _row(session, account)
    row = session.get(MembershipRow, _key(account, membership))
    if row is None:
        raise _role_stands(account, "has no such role")
    session.delete(row)
    _note_role(session, "taken", account, membership, change)


def end_sessions(session: Session, account: str) -> int:
    """End all sessions of an account, and say how many there were. The act that calls for it is the caller's."""
    ended = session.scalars(delete(LoginRow).where(LoginRow.account == account).returning(LoginRow.token_sha256))
    return len(ended.all())


def no_account() -> ReviewError:
    """There is none of that name. It is not repeated: it may be a password in the wrong place."""
    return ReviewError(
        "TV933",
        "there is no such account",
        place="accounts",
        remedy="see `trialvoice users list` for those there are",
    )


def _row(session: Session, account: str) -> AccountRow:
    row = session.get(AccountRow, account)
    if row is None:
        raise no_account()
    return row


def _check_place(session: Session, membership: Membership) -> None:
    """A study may come into the store after its people; once it is there, its sites are known."""
    study, site = membership.study, membership.site
    known = session.get(StudyRow, study)
    sites = {one.id for one in Study.model_validate_json(known.study_json).sites} if known else {site}
    if not _PLACE.fullmatch(study) or (site != EVERY_SITE and (not _PLACE.fullmatch(site) or site not in sites)):
        raise ReviewError(
            "TV938",
            "there is no such site in that study",
            place="accounts",
            remedy=f"give an id of the study file, or {EVERY_SITE} for all sites",
        )


def _account(row: AccountRow, memberships: Sequence[Membership]) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        memberships=tuple(memberships),
        locked=row.locked,
        locked_until=row.locked_until,
    )


def _memberships(session: Session, account: str) -> list[Membership]:
    order = (MembershipRow.study, MembershipRow.site, MembershipRow.role)
    rows = session.scalars(select(MembershipRow).where(MembershipRow.account == account).order_by(*order))
    return [Membership.model_validate({"study": r.study, "site": r.site, "role": r.role}) for r in rows]


def _key(account: str, membership: Membership) -> tuple[str, str, str, str]:
    return account, membership.study, membership.site, membership.role


def _role_stands(account: str, how: str) -> ReviewError:
    return ReviewError("TV936", f"the account {how}", place=account, remedy="see `trialvoice users list` for its roles")


def _note(session: Session, kind: str, account: str, change: Change, **payload: object) -> None:
    append(session, Act(by=change.by, kind=kind, about=account, payload=payload), at=change.at)


def _note_role(session: Session, how: str, account: str, membership: Membership, change: Change) -> None:
    act = Act(
        by=change.by,
        kind="account.role",
        study=membership.study,
        site=membership.site,
        about=account,
        payload={"role": membership.role, "was": how},
    )
    append(session, act, at=change.at)
