"""REDCap's API as far as a push needs it, with retries.

Sent again are only requests that no answer is known of, or that the server asks to have again: an import names its
record, event and instance, so that storing it twice stores it once. PyCap would do for the calls, but it reads an
error page as JSON, has no notion of a status, and shows the token when it is of another length.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
from pydantic import Field, SecretStr
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from trialvoice.core.errors import ExportError
from trialvoice.core.records import Record
from trialvoice.trial.push.patience import TRY_AGAIN, asked_to_wait, is_loopback

_NOT_LET_IN = {401, 403}
_WORDS = 2000


class Destination(Record):
    """A REDCap project.

    url: of its API, https but on loopback.  token: of a user who may import, and see the project's settings.
    batch: rows in one request.  attempts: of one request.  timeout: seconds.
    """

    url: str
    token: SecretStr
    batch: int = Field(default=100, ge=1)
    attempts: int = Field(default=5, ge=1)
    timeout: float = Field(default=60.0, gt=0)


@dataclass(frozen=True)
class Stored:
    """The server took the rows. records: ids it names."""

    records: frozenset[str]


@dataclass(frozen=True)
class RefusedRows:
    """The server refused the rows. words: what it said."""

    words: str


class NoAnswerError(Exception):
    """Nothing is known of what became of a request. after: seconds that the server asks to wait."""

    def __init__(self, after: float | None = None) -> None:
        super().__init__("no answer")
        self.after = after


class NotLetInError(Exception):
    """The token is not good for what was asked. words: what the server said."""

    def __init__(self, words: str) -> None:
        super().__init__("not let in")
        self.words = words


class Api:
    """A project's API. sleep: how to wait between attempts, in seconds."""

    def __init__(self, destination: Destination, client: httpx.Client, sleep: Callable[[float], None]) -> None:
        _checked(destination.url)
        self._to = destination
        self._client = client
        self._retrying = Retrying(
            retry=retry_if_exception_type(NoAnswerError),
            stop=stop_after_attempt(destination.attempts),
            wait=_wait,
            sleep=sleep,
            reraise=True,
        )

    def project(self) -> str:
        """Id of the project. Raises ExportError TV863 where it cannot hold this export, TV861, TV862 and TV865."""
        try:
            answer = self._ask({"content": "project"})
        except NoAnswerError:
            raise no_answer(0, host_of(self._to.url)) from None
        except NotLetInError:
            raise not_let_in(host_of(self._to.url)) from None
        if not answer.is_success:
            raise _no_redcap(self._to.url)
        known = _json(answer, self._to.url)
        if not isinstance(known, dict) or "project_id" not in known:
            raise _no_redcap(self._to.url)
        if not (int(known.get("is_longitudinal", 0)) and int(known.get("has_repeating_instruments_or_events", 0))):
            raise ExportError(
                "TV863",
                "the project has no events, or none of its instruments repeat",
                place="push redcap",
                remedy="import events, mappings and repeating instruments of the export into it first",
            )
        return str(known["project_id"])

    def store(self, rows: Sequence[Mapping[str, str]]) -> Stored | RefusedRows:
        """Import rows. Raises NoAnswerError when all attempts are used up, NotLetInError, and ExportError TV862."""
        answer = self._ask(
            {
                "content": "record",
                "action": "import",
                "type": "flat",
                "overwriteBehavior": "normal",
                "forceAutoNumber": "false",
                "returnContent": "ids",
                "dateFormat": "YMD",
                "data": json.dumps(rows, ensure_ascii=False),
            }
        )
        if answer.is_client_error:
            return RefusedRows(_words(answer))
        if not answer.is_success:
            raise _no_redcap(self._to.url)
        known = _json(answer, self._to.url)
        if isinstance(known, list):
            return Stored(frozenset(str(one) for one in known))
        if isinstance(known, dict) and "error" in known:
            return RefusedRows(_words(answer))
        raise _no_redcap(self._to.url)

    def _ask(self, payload: Mapping[str, str]) -> httpx.Response:
        try:
            answer: httpx.Response = self._retrying(self._once, payload)
        except httpx.HTTPError:
            raise _no_redcap(self._to.url) from None
        if answer.status_code in _NOT_LET_IN:
            raise NotLetInError(_words(answer))
        return answer

    def _once(self, payload: Mapping[str, str]) -> httpx.Response:
        form = {**payload, "token": self._to.token.get_secret_value(), "format": "json", "returnFormat": "json"}
        try:
            answer = self._client.post(self._to.url, data=form, timeout=self._to.timeout)
        except httpx.UnsupportedProtocol:
            raise
        except httpx.TransportError:
            raise NoAnswerError from None
        if answer.is_server_error or answer.status_code in TRY_AGAIN:
            raise NoAnswerError(asked_to_wait(answer.headers.get("Retry-After"))) from None
        return answer


def host_of(url: str) -> str:
    """Host and port of an address."""
    return urlsplit(url).netloc.rpartition("@")[2]


def _checked(url: str) -> None:
    """Raises ExportError TV864 where a token would go over the wire in plain text."""
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme != "http" or not is_loopback(parts.hostname or ""):
        raise ExportError(
            "TV864",
            "the address is not one of https",
            place="push redcap",
            remedy="give the address of REDCap's API with https; plain http is for this machine alone",
        )


def _wait(state: RetryCallState) -> float:
    """As long as the server asks for, else twice as long each time."""
    failed = state.outcome.exception() if state.outcome else None
    if isinstance(failed, NoAnswerError) and failed.after is not None:
        return failed.after
    return wait_exponential(multiplier=0.5, max=30)(state)


def _json(answer: httpx.Response, url: str) -> Any:
    try:
        return answer.json()
    except ValueError:
        raise _no_redcap(url) from None


def _words(answer: httpx.Response) -> str:
    """What the server said, as it said it."""
    try:
        said = answer.json()
    except ValueError:
        return answer.text[:_WORDS]
    return str(said["error"] if isinstance(said, dict) and "error" in said else said)[:_WORDS]


def _no_redcap(url: str) -> ExportError:
    return ExportError(
        "TV862",
        "the address does not answer as REDCap's API does",
        place=f"push redcap {host_of(url)}",
        remedy="check the address, which ends in /api/ as a rule",
    )


def not_let_in(place: str) -> ExportError:
    """The error of a token that is not good for a push."""
    return ExportError(
        "TV861",
        "REDCap does not let this token in",
        place=f"push redcap {place}",
        remedy="give the token of a user who may import records into the project and see its settings",
    )


def no_answer(rows: int, place: str) -> ExportError:
    """The error of a server that stopped answering. rows: whose fate is not known."""
    return ExportError(
        "TV865",
        f"REDCap does not answer; of {rows} records it is not known whether they are stored",
        place=f"push redcap {place}",
        remedy="push again later: nothing is stored twice",
    )
