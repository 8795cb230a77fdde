"""The way in and out."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from trialvoice.trial.review import guard
from trialvoice.trial.review.context import Context
from trialvoice.trial.review.guard import Posted
from trialvoice.trial.review.login import Try, log_in, log_out
from trialvoice.trial.review.origin import from_this_site
from trialvoice.trial.review.rendering import page

router = APIRouter()


class LoginForm(BaseModel):
    """What the login form sends."""

    name: str = ""
    password: str = Field("", repr=False)
    csrf: str = ""
    next: str = "/"


_VISITOR = "trialvoice_visitor"
"""Binds a login form to the browser that it was shown in: nobody else can sign somebody in."""
_REFUSED = "The name or the password is wrong, or the account is locked for now."
_SAID = {"out": "You are signed out.", "changed": "The password is changed. Sign in with the new one."}


@router.get("/login")
def show_login(request: Request, context: Context, next: str = "/", said: str = "") -> Response:
    """The form; who is signed in goes on."""
    if guard.who(request, context) is not None:
        return RedirectResponse(guard.safe_next(next), 303)
    notice = _SAID.get(said, "")
    return _form(request, {"next": guard.safe_next(next), "typed": "", "refused": "", "notice": notice})


@router.post("/login")
def take_login(
    request: Request,
    context: Context,
    fields: Annotated[LoginForm, Form()],
) -> Response:
    """A new session, or the form again with one sentence for every reason."""
    visitor = request.cookies.get(guard.cookie_name(request, _VISITOR), "")
    if not visitor or not guard.same_token(fields.csrf, visitor) or not from_this_site(request):
        raise guard.not_our_form()
    attempt = Try(fields.name, fields.password, guard.address_of(request))
    token = log_in(context, attempt, instead_of=guard.session_token(request))
    if token is None:
        values = {"next": guard.safe_next(fields.next), "typed": fields.name, "refused": _REFUSED, "notice": ""}
        return _form(request, values, 401)
    response = RedirectResponse(guard.safe_next(fields.next), 303)
    guard.keep_session(request, response, token)
    return response


@router.post("/logout")
def take_logout(request: Request, context: Context, reviewer: Posted) -> Response:
    """The end of the session."""
    log_out(context, guard.session_token(request) or "")
    response = RedirectResponse("/login?said=out", 303)
    guard.forget_session(request, response)
    return response


def _form(request: Request, values: dict[str, str], status: int = 200) -> Response:
    visitor = request.cookies.get(guard.cookie_name(request, _VISITOR)) or secrets.token_urlsafe(32)
    response = page(request, "login.html.j2", {**values, "csrf": visitor}, status)
    guard.set_cookie(request, response, _VISITOR, visitor)
    return response
