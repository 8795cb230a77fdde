"""What holds for every answer: hosts that are ours, bodies that are not too long, headers, and no traceback."""

from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trialvoice.trial.review.failures import log_unexpected, unexpected_page
from trialvoice.trial.review.origin import host_of

LONGEST_BODY = 256 * 1024
"""Bytes. No form of ours comes near."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_DEVICES = ("camera", "microphone", "geolocation", "payment", "usb", "serial", "midi", "display-capture")
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{device}=()" for device in _DEVICES),
}


class Shields:
    """Around the whole application."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        assert scope["type"] == "http", "there are no web sockets here"
        answer = _Answer(scope, send)
        hosts = Headers(scope=scope).getlist("host")
        if len(hosts) != 1 or host_of(hosts[0]) not in self._hosts:
            # A page of another name that was made to point here must read nothing (DNS rebinding).
            await PlainTextResponse("This address is not served here. [TV947]\n", 421)(scope, receive, answer.send)
            return
        try:
            await self._app(scope, _Body(scope, receive).receive, answer.send)
        except Exception as error:  # noqa: BLE001  (nothing of it may reach a browser or a log)
            number = log_unexpected(error)
            if answer.begun:
                raise _BrokenOffError(number) from None
            await HTMLResponse(unexpected_page(number), 500)(scope, receive, answer.send)


class _BrokenOffError(Exception):
    """An answer that failed on its way; the server closes the connection."""


class _Answer:
    """Puts the headers on, and knows whether any of the answer is out."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._static = scope["path"].startswith("/static/")
        self._send = send
        self.begun = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if not self._static:
                headers["Cache-Control"] = "no-store"
        await self._send(message)


class _Body:
    """Counts what comes in, for a length that is told may be a lie."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        told = Headers(scope=scope).get("content-length", "0")
        self._too_long = not told.isascii() or not told.isdigit() or int(told) > LONGEST_BODY
        self._receive = receive
        self._bytes = 0

    async def receive(self) -> MutableMapping[str, Any]:
        if self._too_long:
            raise HTTPException(413)
        message = await self._receive()
        self._bytes += len(message.get("body", b""))
        if self._bytes > LONGEST_BODY:
            raise HTTPException(413)
        return message
