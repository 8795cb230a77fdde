"""Who asks, and what they may: the dependencies that every page declares.

What somebody may not see and what is not there get the same answer.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends, HTTPException, Request, Response
from sqlalchemy.orm import Session

from trialvoice.core.errors import ReviewError
from trialvoice.trial.record.access import Membership, Permission, meanings_of, roles_that_allow
from trialvoice.trial.record.people import Actor
from trialvoice.trial.record.reviewed import Meaning
from trialvoice.trial.review import login
from trialvoice.trial.review.context import LOOPBACK, Context, ReviewContext
from trialvoice.trial.review.origin import from_this_site, host_of
from trialvoice.trial.store import sessions
from trialvoice.trial.store.accounts import Account
from trialvoice.trial.store.tables import VisitRow

_COOKIE = "trialvoice_session"


@dataclass(frozen=True)
class Reviewer:
    """Who is signed in. csrf: what the forms of this session carry."""

    id: str
    name: str
    memberships: tuple[Membership, ...]
    csrf: str = field(repr=False)

    def actor(self, permission: Permission, study: str, site: str, kind: str | None = None) -> Actor | None:
        """The person in the strongest role that allows it there, or None. kind: as in `roles_that_allow`."""
        role = next(roles_that_allow(self.memberships, permission, study, site, kind), None)
        return Actor(id=self.id, name=self.name, role=role) if role else None

    def signer(self, meaning: Meaning, study: str, site: str, kind: str | None = None) -> Actor | None:
        """The person in the strongest role whose signature may say that, or None. kind: None for a whole visit."""
        for role in roles_that_allow(self.memberships, "sign", study, site, kind):
            if meaning in meanings_of(role, kind):
                return Actor(id=self.id, name=self.name, role=role)
        return None

    def scope(self, permission: Permission) -> tuple[tuple[str, str], ...]:
        """(study, site) pairs, site `*` for all, where some role allows it for findings of every kind or of one."""
        return tuple(sorted({(m.study, m.site) for m in self.memberships if _grants(m, permission)}))


def _grants(membership: Membership, permission: Permission) -> bool:
    kinds: Iterable[str | None] = (None, "adverse_event")
    at = membership.study, membership.site
    return any(any(roles_that_allow((membership,), permission, *at, kind)) for kind in kinds)


def who(request: Request, context: ReviewContext) -> Reviewer | None:
    """Who asks, None where nobody is signed in."""
    token = session_token(request)
    if not token:
        return None
    now = context.now()
    with context.database.looks() as session:
        account = sessions.find_session(session, token, now)
        stale = account is not None and sessions.is_stale(session, token, now)
    if account is None:
        return None
    if stale:
        with context.database.acts() as session:
            sessions.see_session(session, token, now)
    return _reviewer(account, token)


def signed_in(request: Request, context: Context) -> Reviewer:
    """Who asks. Nobody is sent to the login page where a page was asked for, else refused with 401."""
    reviewer = who(request, context)
    if reviewer is None:
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            raise HTTPException(303, headers={"Location": f"/login?next={quote(wanted, safe='')}"})
        raise HTTPException(401)
    request.state.reviewer = reviewer
    return reviewer


SignedIn = Annotated[Reviewer, Depends(signed_in)]


async def posted(request: Request, reviewer: SignedIn) -> Reviewer:
    """Who sent a form of ours, by its field `csrf`. Raises ReviewError TV944 where the form is another's.

    It reads the form itself: a field declared here would change how FastAPI reads the forms of pages.
    """
    carried = (await request.form()).get("csrf")
    if not isinstance(carried, str) or not from_this_site(request) or not same_token(carried, reviewer.csrf):
        raise not_our_form()
    return reviewer


Posted = Annotated[Reviewer, Depends(posted)]


def allowed(reviewer: Reviewer, permission: Permission, study: str, site: str, kind: str | None = None) -> Actor:
    """The person in the role that allows it. 404 where he may not even look there, 403 where he may but not do this."""
    actor = reviewer.actor(permission, study, site, kind)
    if actor is not None:
        return actor
    raise HTTPException(403) if reviewer.actor("view", study, site) else not_there()


def site_of_visit(session: Session, reviewer: Reviewer, study: str, recording: str) -> str:
    """The site of a visit that he may look at; 404 alike where there is none and where he may not."""
    row = session.get(VisitRow, (study, recording))
    if row is None or reviewer.actor("view", study, row.site) is None:
        raise not_there()
    return row.site


def confirm_password(context: ReviewContext, request: Request, reviewer: Reviewer, password: str) -> None:
    """Prove again who is at the keyboard. Call it before `acts()`, never within: a wrong password is counted by itself.

    Raises ReviewError TV931 (wrong, or locked by now) or TV949 (too many from this address).
    """
    login.confirm_password(context, login.Try(reviewer.id, password, address_of(request), "signing"))


def not_there() -> HTTPException:
    """What is not there, or must seem so."""
    return HTTPException(404)


def not_our_form() -> ReviewError:
    """A form that did not come from a page of this session."""
    return ReviewError(
        "TV944",
        "the form did not come from a page of this session, so nothing was done",
        place="form",
        remedy="open the page again, and send it from there",
    )


def same_token(given: str, right: str) -> bool:
    """Compared in constant time."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), right.encode())


def address_of(request: Request) -> str:
    """Of the browser, or of the proxy that uvicorn was not told to trust."""
    return request.client.host if request.client else "unknown"


def session_token(request: Request) -> str | None:
    """The token in the cookie."""
    return request.cookies.get(cookie_name(request, _COOKIE))


def keep_session(request: Request, response: Response, token: str) -> None:
    """Give the browser its token, until it closes."""
    set_cookie(request, response, _COOKIE, token)


def forget_session(request: Request, response: Response) -> None:
    """Take the token out of the browser."""
    name = cookie_name(request, _COOKIE)
    response.delete_cookie(name, path="/", secure=is_secure(request), httponly=True, samesite="strict")


def set_cookie(request: Request, response: Response, name: str, value: str) -> None:
    """No script reads it, and no other site's page sends it."""
    response.set_cookie(
        cookie_name(request, name), value, path="/", secure=is_secure(request), httponly=True, samesite="strict"
    )


def cookie_name(request: Request, name: str) -> str:
    """With the prefix that binds it to this host, where browsers take it."""
    return f"__Host-{name}" if is_secure(request) else name


def is_secure(request: Request) -> bool:
    """All but plain HTTP on this very machine: a browser then sends no cookie without TLS."""
    return request.url.scheme == "https" or host_of(request.headers.get("host", "")) not in LOOPBACK


def _reviewer(account: Account, token: str) -> Reviewer:
    return Reviewer(account.id, account.name, account.memberships, sessions.form_token(token))


def safe_next(wanted: str) -> str:
    """Where to go after login: a path of this site, never another's."""
    parts = urlsplit(wanted)
    ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return wanted if ours and wanted.isprintable() and "\\" not in wanted else "/"
