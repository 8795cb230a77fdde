"""A FHIR server at an address: one bundle sent, tried again while there is no answer, with no secret in any message."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import tenacity
from pydantic import SecretStr

from trialvoice.core.errors import ExportError
from trialvoice.trial.push.patience import LONGEST_WAIT, TRY_AGAIN, asked_to_wait, is_loopback

_NOT_FOR_US = (401, 403)
_NO_ENDPOINT = (404, 405, 410)
_TYPE = "application/fhir+json"


@dataclass(frozen=True)
class FhirServer:
    """Where bundles are sent.

    url: of the server's base, https but on loopback.  token: a bearer's, never shown.  attempts: of one bundle.
    timeout: seconds for one answer.  most: entries of one bundle at most, None where the server takes any number.
    """

    url: str
    token: SecretStr | None = None
    attempts: int = 5
    timeout: float = 60.0
    most: int | None = None
    sleep: Callable[[float], None] = time.sleep

    @property
    def host(self) -> str:
        """With its port; stands in messages and in deliveries. Raises ExportError TV841 for an address not to use."""
        address = httpx.URL(self.url)
        if address.scheme != "https" and not (address.scheme == "http" and is_loopback(address.host)):
            raise _address("is not https", "use https; plain http is for this machine alone")
        if address.userinfo:
            raise _address("holds a name or a password", "give a bearer token in the environment instead")
        return address.netloc.decode("ascii")


@dataclass(frozen=True)
class Answer:
    """What came back. tries: how many times the same bundle was sent for it."""

    status: int
    content: dict[str, Any]
    tries: int

    @property
    def ok(self) -> bool:
        """Whether the bundle was stored."""
        return 200 <= self.status < 300

    @property
    def failed(self) -> bool:
        """Whether the server failed at it each time, so that nothing is known of what it did."""
        return self.status >= 500 or self.status in TRY_AGAIN


class _TryAgain(Exception):  # noqa: N818 - no error that anybody sees
    """No answer, or one to come back for. after: seconds, where the server says."""

    def __init__(self, answer: Answer | None, after: float | None = None) -> None:
        super().__init__()
        self.answer = answer
        self.after = after


class NoAnswer(Exception):  # noqa: N818 - becomes an ExportError where it is known what was sent
    """The server never answered. tries: how often it was asked."""

    def __init__(self, tries: int) -> None:
        super().__init__()
        self.tries = tries


def post(client: httpx.Client, server: FhirServer, body: bytes, key: str) -> Answer:
    """Send a bundle, again while there is no answer or a temporary one.

    key: the same for the same bundle. Raises NoAnswer; ExportError TV843 where the server does not know us, or is none.
    """
    tries = tenacity.Retrying(
        retry=tenacity.retry_if_exception_type(_TryAgain),
        wait=_pause,
        stop=tenacity.stop_after_attempt(server.attempts),
        sleep=server.sleep,
        reraise=True,
    )
    try:
        for attempt in tries:
            with attempt:
                return _once(client, server, body, key, attempt.retry_state.attempt_number)
    except _TryAgain as last:
        if last.answer is not None:
            return last.answer
    raise NoAnswer(server.attempts)


def client_of(server: FhirServer) -> httpx.Client:
    """Follows no redirect, so that the token goes nowhere else, and asks no proxy or .netrc of this machine's."""
    shown = {"Authorization": f"Bearer {server.token.get_secret_value()}"} if server.token else {}
    return httpx.Client(headers={"Accept": _TYPE, **shown}, timeout=server.timeout, trust_env=False)


def _once(client: httpx.Client, server: FhirServer, body: bytes, key: str, tries: int) -> Answer:
    headers = {"Content-Type": _TYPE, "Idempotency-Key": key, "X-Request-Id": key, "Prefer": "return=minimal"}
    try:
        response = client.post(server.url, content=body, headers=headers)
    except httpx.TransportError:
        raise _TryAgain(None) from None
    status = response.status_code
    if status in _NOT_FOR_US:
        raise _refused(server, f"the server does not let us write ({status})", "check the token and its rights")
    if status in _NO_ENDPOINT or 300 <= status < 400:
        raise _refused(server, f"no FHIR server takes bundles there ({status})", "check the address of its base")
    answer = Answer(status, _json(response), tries)
    if answer.failed:
        raise _TryAgain(answer, asked_to_wait(response.headers.get("Retry-After")))
    return answer


def _json(response: httpx.Response) -> dict[str, Any]:
    try:
        content = response.json()
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _pause(state: tenacity.RetryCallState) -> float:
    """Seconds: as the server asks, else 1, 2, 4 and so on. One sender is in step with none, so nothing is random."""
    error = state.outcome.exception() if state.outcome else None
    after = error.after if isinstance(error, _TryAgain) else None
    return min(LONGEST_WAIT, after if after is not None else 2.0 ** (state.attempt_number - 1))


def _address(cause: str, remedy: str) -> ExportError:
    return ExportError("TV841", f"the address {cause}", place="push", remedy=remedy)


def _refused(server: FhirServer, cause: str, remedy: str) -> ExportError:
    return ExportError("TV843", cause, place=server.host, remedy=remedy)
