"""One bundle to one address: which are refused, what is tried again and how long after, what is never told."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
from pydantic import SecretStr

from trialvoice.core.errors import ExportError
from trialvoice.trial.push.delivery import Delivery
from trialvoice.trial.push.fhir import push_fhir
from trialvoice.trial.push.fhir_records import place_of, words_of
from trialvoice.trial.push.fhir_server import FhirServer, NoAnswer, client_of, post
from trialvoice.trial.push.patience import LONGEST_WAIT

SECRET = "s3cret-token"
URL = "https://ehr.example/fhir"


def _client(*answers: httpx.Response | Exception, seen: list[httpx.Request] | None = None) -> httpx.Client:
    """A client whose server gives these answers, one after the other, the last for ever."""
    left = list(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        if seen is not None:
            seen.append(request)
        one = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(one, Exception):
            raise one
        return one

    return httpx.Client(transport=httpx.MockTransport(answer))


def _server(pauses: list[float] | None = None, attempts: int = 3) -> FhirServer:
    sleep: Callable[[float], None] = (lambda _: None) if pauses is None else pauses.append
    return FhirServer(URL, SecretStr(SECRET), attempts=attempts, sleep=sleep)


@pytest.mark.parametrize(
    "url",
    ["http://ehr.example/fhir", "ftp://ehr.example", "http://10.0.0.1/fhir", "http://127.0.0.1.example/", "ehr.example",
     "https://me:word@ehr.example/fhir", "http://localhost.example/"],
)  # fmt: skip
def test_an_address_that_would_give_the_token_away_is_refused(url: str) -> None:
    with pytest.raises(ExportError, match="TV841") as told:
        _ = FhirServer(url, SecretStr(SECRET)).host
    assert "word" not in str(told.value).replace("a password", "")


@pytest.mark.parametrize(
    ("url", "host"),
    [(URL, "ehr.example"), ("http://127.0.0.1:8080/", "127.0.0.1:8080"), ("http://localhost/", "localhost"),
     ("http://[::1]:9/", "[::1]:9"), ("https://ehr.example:8443/x", "ehr.example:8443")],
)  # fmt: skip
def test_https_and_loopback_are_taken(url: str, host: str) -> None:
    assert FhirServer(url).host == host


def test_nothing_is_sent_to_an_address_that_is_refused() -> None:
    class Unused:
        def known(self, key: str) -> Delivery | None:
            raise AssertionError(key)

        def note(self, delivery: Delivery) -> None:
            raise AssertionError(delivery.key)

    with pytest.raises(ExportError, match="TV841"):
        push_fhir({"a.json": b""}, FhirServer("http://ehr.example"), Unused(), lambda: datetime.now(UTC))


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_passes_is_tried_again_with_longer_pauses_and_the_same_key(status: int) -> None:
    pauses: list[float] = []
    seen: list[httpx.Request] = []
    client = _client(httpx.Response(status), httpx.Response(status), httpx.Response(200, json={"a": 1}), seen=seen)
    answer = post(client, _server(pauses), b"{}", "k" * 64)
    assert (answer.ok, answer.tries, answer.content) == (True, 3, {"a": 1})
    assert pauses == [1.0, 2.0]
    assert {request.headers["Idempotency-Key"] for request in seen} == {"k" * 64}
    assert {request.headers["X-Request-Id"] for request in seen} == {"k" * 64}


@pytest.mark.parametrize("error", [httpx.ConnectError("no"), httpx.ReadTimeout("no"), httpx.RemoteProtocolError("no")])
def test_no_answer_is_tried_again_and_then_told(error: Exception) -> None:
    assert post(_client(error, httpx.Response(200)), _server(), b"{}", "k").tries == 2
    with pytest.raises(NoAnswer) as told:
        post(_client(error), _server(), b"{}", "k")
    assert told.value.tries == 3


@pytest.mark.parametrize(("told", "pause"), [("9", 9.0), ("100000", LONGEST_WAIT), ("soon", 1.0), ("", 1.0)])
def test_the_server_says_how_long_to_wait(told: str, pause: float) -> None:
    pauses: list[float] = []
    post(_client(httpx.Response(429, headers={"Retry-After": told}), httpx.Response(200)), _server(pauses), b"{}", "k")
    assert pauses == [pause]


@pytest.mark.parametrize(
    ("ahead", "least", "most"), [(60, 50.0, 60.0), (-60, 0.0, 0.0), (9000, LONGEST_WAIT, LONGEST_WAIT)]
)
def test_the_server_says_until_when_to_wait(ahead: int, least: float, most: float) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=ahead), usegmt=True)
    pauses: list[float] = []
    post(_client(httpx.Response(503, headers={"Retry-After": until}), httpx.Response(200)), _server(pauses), b"{}", "k")
    assert least <= pauses[0] <= most


def test_a_refusal_is_not_tried_again() -> None:
    answer = post(_client(httpx.Response(422, json={"issue": []})), _server(), b"{}", "k")
    assert (answer.ok, answer.failed, answer.tries, answer.status) == (False, False, 1, 422)


def test_a_failure_each_time_is_an_answer_that_failed() -> None:
    answer = post(_client(httpx.Response(500, text="not JSON")), _server(), b"{}", "k")
    assert (answer.failed, answer.tries, answer.content) == (True, 3, {})


@pytest.mark.parametrize("status", [301, 302, 307, 308, 401, 403, 404, 405])
def test_who_does_not_let_us_write_or_sends_us_elsewhere_ends_the_push(status: int) -> None:
    seen: list[httpx.Request] = []
    client = _client(httpx.Response(status, headers={"Location": "https://other.example/"}), seen=seen)
    with pytest.raises(ExportError, match="TV843") as told:
        post(client, _server(), b"{}", "k")
    assert len(seen) == 1
    assert SECRET not in str(told.value)


def test_the_token_is_in_one_header_and_nowhere_else(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server = _server()
    with client_of(server) as client:
        assert client.headers["Authorization"] == f"Bearer {SECRET}"
        assert not client.follow_redirects
        assert not client.trust_env
    post(_client(httpx.Response(200)), server, b"{}", "k")
    assert SECRET not in caplog.text + repr(server) + str(server)


def test_a_server_without_a_token_gets_none() -> None:
    with client_of(FhirServer(URL)) as client:
        assert "Authorization" not in client.headers


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        ({"response": {"status": "201", "location": "AdverseEvent/12/_history/1"}}, "AdverseEvent/12"),
        ({"response": {"location": "https://ehr.example/fhir/Patient/a-b.c"}}, "Patient/a-b.c"),
        ({"response": {}, "resource": {"resourceType": "Patient", "id": "7"}}, "Patient/7"),
        ({"response": {"status": "200"}}, ""),
        ({}, ""),
    ],
)
def test_where_the_server_put_it(entry: dict[str, object], place: str) -> None:
    assert place_of(entry) == place


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ({"issue": [{"details": {"text": "no"}, "expression": ["Patient.id"]}, {"diagnostics": "nor this"}]},
         "no (Patient.id); nor this"),
        ({"issue": [{"code": "invalid"}]}, "invalid"),
        ({}, ""),
        ({"issue": [{"diagnostics": "x" * 9000}]}, "x" * 2000),
    ],
)  # fmt: skip
def test_the_servers_words_are_kept(outcome: dict[str, object], words: str) -> None:
    assert words_of(outcome) == words
