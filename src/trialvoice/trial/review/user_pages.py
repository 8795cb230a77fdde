"""Users of the studies that one manages: their roles there, and the lock. Accounts are made on the command line.

A manager sees an account where it has a role in what he manages, and of its roles only those. He locks it only where
he manages all of them. His own account is another's to change.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel
from sqlalchemy.orm import Session

from trialvoice.core.errors import ReviewError
from trialvoice.trial.record.access import Membership
from trialvoice.trial.record.people import USER_ROLES, Actor, UserRole
from trialvoice.trial.review.context import Context
from trialvoice.trial.review.guard import Posted, Reviewer, SignedIn, allowed, not_there
from trialvoice.trial.review.rendering import page
from trialvoice.trial.store import accounts
from trialvoice.trial.store.accounts import Account, Change

router = APIRouter()


@dataclass(frozen=True)
class Managed:
    """An account as its manager sees it. whole: whether he manages all of its roles."""

    id: str
    name: str
    memberships: tuple[Membership, ...]
    whole: bool
    locked: bool


class RoleForm(BaseModel):
    """What the form for a role sends."""

    change: Literal["give", "take"]
    study: str
    site: str
    role: UserRole
    csrf: str = ""


@router.get("/users")
def show_users(request: Request, context: Context, reviewer: SignedIn) -> Response:
    """Accounts with a role in what the reviewer manages."""
    scope = reviewer.scope("manage")
    if not scope:
        raise HTTPException(403)
    with context.database.looks() as session:
        found = tuple(_managed(session, context, reviewer))
    return page(request, "users.html.j2", {"users": found, "scope": scope, "roles": USER_ROLES})


@router.post("/users/{account}/roles")
def change_role(context: Context, reviewer: Posted, account: str, fields: Annotated[RoleForm, Form()]) -> Response:
    """Give a role in what the reviewer manages, or take it away."""
    membership = Membership(study=fields.study, site=fields.site, role=fields.role)
    with context.database.acts() as session:
        _seen(session, context, reviewer, account)
        by = allowed(reviewer, "manage", fields.study, fields.site)
        change = accounts.give_role if fields.change == "give" else accounts.take_role
        change(session, account, membership, Change(by=by, at=context.now()))
    return RedirectResponse("/users", 303)


@router.post("/users/{account}/lock")
def lock(context: Context, reviewer: Posted, account: str) -> Response:
    """Keep an account out."""
    return _set_lock(context, reviewer, account, locked=True)


@router.post("/users/{account}/unlock")
def unlock(context: Context, reviewer: Posted, account: str) -> Response:
    """Let an account in again."""
    return _set_lock(context, reviewer, account, locked=False)


def _set_lock(context: Context, reviewer: Reviewer, account: str, *, locked: bool) -> Response:
    with context.database.acts() as session:
        seen = _seen(session, context, reviewer, account)
        if not seen.whole:
            raise HTTPException(403)
        change = Change(by=_manager(reviewer, seen), at=context.now())
        (accounts.lock if locked else accounts.unlock)(session, account, change)
    return RedirectResponse("/users", 303)


def _managed(session: Session, context: Context, reviewer: Reviewer) -> Iterator[Managed]:
    for one in accounts.all_accounts(session):
        seen = _as_seen(one, context, reviewer)
        if seen is not None:
            yield seen


def _seen(session: Session, context: Context, reviewer: Reviewer, account: str) -> Managed:
    """The account to change; 404 alike where there is none and where the reviewer does not see it."""
    if not reviewer.scope("manage"):
        raise HTTPException(403)
    found = accounts.read_account(session, account)
    seen = _as_seen(found, context, reviewer) if found else None
    if seen is None:
        raise not_there()
    if seen.id == reviewer.id:
        raise ReviewError(
            "TV937", "one's own roles and lock are for another to change", place="users", remedy="ask another manager"
        )
    return seen


def _as_seen(account: Account, context: Context, reviewer: Reviewer) -> Managed | None:
    mine = tuple(one for one in account.memberships if reviewer.actor("manage", one.study, one.site))
    if not mine:
        return None
    whole = len(mine) == len(account.memberships)
    return Managed(account.id, account.name, mine, whole, not account.open_at(context.now()))


def _manager(reviewer: Reviewer, seen: Managed) -> Actor:
    first = seen.memberships[0]
    return allowed(reviewer, "manage", first.study, first.site)
