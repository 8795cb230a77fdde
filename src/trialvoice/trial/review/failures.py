"""What people see where something is refused or fails: a sentence with a code, and nothing of how it came about."""

import logging
import secrets
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from trialvoice.core.errors import GateError, ReviewError, TrialvoiceError
from trialvoice.trial.review.rendering import page

_log = logging.getLogger("trialvoice.review")
_OF_STATUS = {
    401: ("TV943", "You are not signed in, or your session is over. Sign in again."),
    403: ("TV942", "Your role does not allow this here."),
    404: ("TV941", "There is nothing here, or nothing that you may see."),
    405: ("TV948", "This page does not take that."),
    413: ("TV945", "That is more than this page takes."),
    422: ("TV946", "The form was not filled in as it has to be."),
}
_OTHER = ("TV946", "That could not be understood.")
_OF_CODE = {
    "TV901": 503,
    "TV902": 503,
    "TV903": 503,
    "TV911": 409,
    "TV921": 409,
    "TV922": 409,
    "TV931": 403,
    "TV934": 409,
    "TV936": 409,
    "TV944": 403,
    "TV949": 429,
}


def answer_failures(app: FastAPI) -> None:
    """Have every failure answered here."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _ill_formed)
    app.add_exception_handler(TrialvoiceError, _explained)


def status_of(error: TrialvoiceError) -> int:
    """The HTTP status that goes with an error."""
    if isinstance(error, ReviewError):
        return _OF_CODE.get(error.code, 422)
    return 422 if isinstance(error, GateError) else 500


def log_unexpected(error: Exception) -> str:
    """Note an error that nobody foresaw by kind and line, without its words, and give the id it is noted under."""
    number = secrets.token_hex(4)
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    line = f"{Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}" if last else "?"
    _log.error("TV900 %s: %s at %s", number, type(error).__name__, line)
    return number


def unexpected_page(number: str) -> str:
    """Made of no template, since templates may be what failed."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Error - trialvoice</title></head>'
        f"<body><main><h1>Something went wrong</h1><p>The program met an error that was not foreseen. "
        f"Tell whoever runs it the number {number}, and look whether your act is in the trail before you do it "
        "again. [TV900]</p>"
        '<p><a href="/">Back to the queue</a></p></main></body></html>'
    )


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code < 400:
        return Response(status_code=error.status_code, headers=headers)
    code, sentence = _OF_STATUS.get(error.status_code, _OTHER)
    return _page(request, error.status_code, code, sentence)


async def _ill_formed(request: Request, error: Exception) -> Response:
    code, sentence = _OF_STATUS[422]
    return _page(request, 422, code, sentence)


async def _explained(request: Request, error: Exception) -> Response:
    assert isinstance(error, TrialvoiceError)
    _log.info("%s refused", error.code)
    cause = f"{error.place}: {error.cause}; {error.remedy}."
    return _page(request, status_of(error), error.code, cause[0].upper() + cause[1:])


def _page(request: Request, status: int, code: str, sentence: str) -> Response:
    return page(request, "error.html.j2", {"code": code, "sentence": sentence}, status)
