"""One's own account: roles, and another password."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from trialvoice import __version__
from trialvoice.core.errors import ReviewError
from trialvoice.trial.record.people import machine
from trialvoice.trial.review import guard
from trialvoice.trial.review.context import Context
from trialvoice.trial.review.guard import Posted, Reviewer, SignedIn
from trialvoice.trial.review.passwords import SHORTEST, check_new, passwords
from trialvoice.trial.review.rendering import page
from trialvoice.trial.store import accounts
from trialvoice.trial.store.accounts import Change

router = APIRouter()


class PasswordForm(BaseModel):
    """What the form for another password sends."""

    current: str = Field("", repr=False)
    new: str = Field("", repr=False)
    again: str = Field("", repr=False)
    csrf: str = Field("", repr=False)


@router.get("/account")
def show_account(request: Request, reviewer: SignedIn) -> Response:
    """Name, roles, and a form for another password."""
    return _page(request, "")


@router.post("/account")
def change_password(
    request: Request, context: Context, reviewer: Posted, fields: Annotated[PasswordForm, Form()]
) -> Response:
    """Another password; all sessions of the account end, this one too."""
    try:
        _check(reviewer, fields)
        guard.confirm_password(context, request, reviewer, fields.current)
    except ReviewError as error:
        if error.code not in ("TV931", "TV932"):
            raise
        return _page(request, f"{error.cause}; {error.remedy}", 422)
    proof = passwords().proof(fields.new)
    with context.database.acts() as session:
        account = accounts.read_account(session, reviewer.id)
        by = account.actor() if account else None
        change = Change(by=by or machine(__version__), at=context.now())
        accounts.set_password(session, reviewer.id, proof, change)
    response = RedirectResponse("/login?said=changed", 303)
    guard.forget_session(request, response)
    return response


def _check(reviewer: Reviewer, fields: PasswordForm) -> None:
    if fields.new != fields.again:
        raise ReviewError("TV932", "the two new passwords differ", place="the new password", remedy="type them again")
    check_new(fields.new, reviewer.id, reviewer.name)


def _page(request: Request, refused: str, status: int = 200) -> Response:
    return page(request, "account.html.j2", {"refused": refused, "shortest": SHORTEST}, status)
