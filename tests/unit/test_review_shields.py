"""What holds for every answer: headers, hosts, lengths, and errors without a traceback or a word of what is kept."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import APIRouter, HTTPException
from fastapi.responses import StreamingResponse
from starlette.testclient import TestClient

from tests.review_world import ORIGIN, World
from trialvoice.core.errors import EngineError, GateError, ReviewError
from trialvoice.trial.review.app import make_app
from trialvoice.trial.review.shields import LONGEST_BODY

SECRET = "canary words of a participant"
router = APIRouter()


@router.get("/bug")
def bug() -> None:
    """A fault whose message quotes what is kept."""
    raise RuntimeError(SECRET)


@router.get("/broken-off")
def broken_off() -> StreamingResponse:
    """A fault after half of the answer is out."""

    def parts() -> Iterator[bytes]:
        yield b"half"
        raise RuntimeError(SECRET)

    return StreamingResponse(parts())


@router.get("/refused/{code}")
def refused(code: str) -> None:
    """A sentence of ours."""
    kinds = {"TV9": ReviewError, "TV5": GateError, "TV4": EngineError}
    raise kinds[code[:3]](code, "<b>bold</b> cause", place="here", remedy="do another thing")


@router.get("/status/{status}")
def status(status: int) -> None:
    """A status with words that are not for people."""
    raise HTTPException(status, SECRET)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    made.app.include_router(router)
    yield made
    made.close()


@pytest.fixture
def client(world: World) -> TestClient:
    return TestClient(world.app, base_url=ORIGIN, follow_redirects=False)


@pytest.mark.parametrize("path", ["/login", "/account", "/nowhere", "/bug", "/refused/TV911", "/status/418"])
def test_every_answer_carries_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "camera=()" in headers["permissions-policy"]
    assert "server" not in headers


def test_pages_have_nothing_that_the_policy_forbids(world: World) -> None:
    world.person("dana", ("STUDY-A", "*", "data_manager"))
    world.person("otto", ("STUDY-A", "01", "monitor"))
    client = world.client("dana")
    for path in ("/account", "/users", "/nowhere"):
        text = client.get(path).text
        for forbidden in ("<style", " style=", "onclick", "onload", "javascript:", "<script>", "http://", "https://"):
            assert forbidden not in text, path


@pytest.mark.parametrize(
    ("host", "served"),
    [
        ("127.0.0.1:8042", True),
        ("127.0.0.1", True),
        ("localhost:9", True),
        ("LOCALHOST", True),
        ("[::1]:8042", True),
        ("evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("evil.example:127.0.0.1", False),
        ("localhost@evil.example", False),
        ("", False),
        ("[::2]", False),
        ("0.0.0.0", False),
    ],
)
def test_only_our_own_names_are_served(client: TestClient, host: str, served: bool) -> None:
    answer = client.get("/login", headers={"host": host})
    assert answer.status_code == (200 if served else 421)
    assert served or answer.text == "This address is not served here. [TV947]\n"


def test_a_host_of_the_settings_is_served(world: World) -> None:
    app = make_app(replace(world.context, hosts=frozenset({"review.example"})))
    assert TestClient(app, base_url="https://review.example").get("/login").status_code == 200
    assert TestClient(app, base_url=ORIGIN).get("/login").status_code == 421


def test_two_hosts_in_one_request_are_none_of_ours(client: TestClient) -> None:
    assert client.get("/login", headers=[("host", "127.0.0.1"), ("host", "evil.example")]).status_code == 421


FORM = {"content-type": "application/x-www-form-urlencoded"}


def test_a_body_has_a_longest_length_told_or_not(client: TestClient) -> None:
    long = b"name=" + b"x" * LONGEST_BODY

    def unmeasured() -> Iterator[bytes]:
        for start in range(0, len(long), 8192):
            yield long[start : start + 8192]

    assert client.post("/login", content=long, headers=FORM).status_code == 413
    assert client.post("/login", content=unmeasured(), headers=FORM).status_code == 413
    assert client.post("/login", content=b"x", headers=FORM | {"content-length": "-1"}).status_code == 413
    fits = b"name=" + b"x" * (LONGEST_BODY - 5)
    assert client.post("/login", content=fits, headers=FORM).status_code == 403, "it is read, and is no form of ours"


def test_an_unforeseen_error_is_a_number_and_nothing_else(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = client.get("/bug")
    assert answer.status_code == 500
    assert "TV900" in answer.text
    (record,) = [one for one in caplog.records if one.name == "trialvoice.review"]
    number = record.getMessage().split()[1].rstrip(":")
    assert number in answer.text
    assert "RuntimeError at test_review_shields.py:" in record.getMessage()
    assert SECRET not in answer.text + caplog.text
    assert "Traceback" not in answer.text + caplog.text


def test_an_answer_that_fails_on_its_way_says_nothing_either(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(Exception) as broken:  # noqa: PT011  (the server closes it)
        client.get("/broken-off")
    assert type(broken.value).__name__ == "_BrokenOffError"
    assert SECRET not in str(broken.value) + caplog.text
    assert broken.value.__cause__ is None
    assert broken.value.__suppress_context__


@pytest.mark.parametrize(
    ("code", "status"), [("TV911", 409), ("TV912", 422), ("TV902", 503), ("TV931", 403), ("TV501", 422), ("TV401", 500)]
)
def test_our_own_errors_are_their_sentence(client: TestClient, code: str, status: int) -> None:
    answer = client.get(f"/refused/{code}")
    assert answer.status_code == status
    assert f"Here: &lt;b&gt;bold&lt;/b&gt; cause; do another thing. [{code}]" in answer.text


@pytest.mark.parametrize("status", [400, 403, 404, 418])
def test_words_of_the_framework_are_not_shown(client: TestClient, status: int) -> None:
    answer = client.get(f"/status/{status}")
    assert answer.status_code == status
    assert SECRET not in answer.text
    assert "[TV94" in answer.text


def test_the_application_does_not_describe_itself(client: TestClient) -> None:
    for path in ("/docs", "/redoc", "/openapi.json", "/login/"):
        assert client.get(path).status_code == 404


def test_a_form_that_is_no_form_is_refused(client: TestClient) -> None:
    for body, kind in (
        (b"\xff\xfe", "application/json"),
        (b"--x\r\nContent-Disposition: nonsense", "multipart/form-data; boundary=x"),
        (b"%%%=&&&===\x00", "application/x-www-form-urlencoded"),
    ):
        assert client.post("/login", content=body, headers={"content-type": kind}).status_code in (400, 403, 422)
