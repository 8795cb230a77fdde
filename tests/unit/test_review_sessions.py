"""Sessions: what opens one, what ends one, and what is left of it in the store."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from tests.review_world import ORIGIN, PASSWORD, World, form_token, sign_in
from trialvoice.trial.review.app import make_app
from trialvoice.trial.review.passwords import passwords
from trialvoice.trial.store import accounts, sessions
from trialvoice.trial.store.account_tables import LoginRow

COOKIE = "trialvoice_session"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    made.person("ines", ("STUDY-A", "01", "investigator"))
    yield made
    made.close()


def is_in(client: TestClient) -> bool:
    return client.get("/account").status_code == 200


def test_login_opens_a_session_and_logout_ends_it(world: World) -> None:
    client = world.client()
    assert client.get("/account", headers={"accept": "text/html"}).headers["location"] == "/login?next=%2Faccount"
    assert client.get("/account", headers={"accept": "audio/mpeg"}).status_code == 401
    assert sign_in(client, "ines") == 303
    page = client.get("/account")
    kept = client.cookies[COOKIE]
    answer = client.post("/logout", data={"csrf": form_token(page.text)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?said=out")
    assert COOKIE not in client.cookies
    client.cookies.set(COOKIE, kept, domain="127.0.0.1")
    assert not is_in(client), "the token of an ended session is worth nothing"
    assert [kind for kind, _, about in world.acts() if about == "ines"][-2:] == ["session.login", "session.logout"]


def test_a_name_is_taken_however_it_is_typed_at_login(world: World) -> None:
    assert sign_in(world.client(), "  INES ") == 303


def test_login_leads_back_to_the_page_that_was_wanted_but_never_away(world: World) -> None:
    for wanted, leads in (
        ("/users?x=1", "/users?x=1"),
        ("//evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("/a\r\nSet-Cookie: x=1", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ):
        client = world.client()
        token = form_token(client.get("/login").text)
        fields = {"name": "ines", "password": PASSWORD, "csrf": token, "next": wanted}
        assert client.post("/login", data=fields).headers["location"] == leads


def test_login_takes_a_new_token_and_ends_the_session_of_before(world: World) -> None:
    client = world.client()
    client.cookies.set(COOKIE, "planted-by-somebody-else", domain="127.0.0.1")
    assert sign_in(client, "ines") == 303
    first = client.cookies[COOKIE]
    assert first != "planted-by-somebody-else"
    client.cookies.delete(COOKIE)
    token = form_token(client.get("/login").text)
    client.cookies.set(COOKIE, first, domain="127.0.0.1")
    client.post("/login", data={"name": "ines", "password": PASSWORD, "csrf": token})
    assert client.cookies[COOKIE] != first
    assert [kind for kind, _, _ in world.acts()][-2:] == ["session.logout", "session.login"]
    old = world.client()
    old.cookies.set(COOKIE, first, domain="127.0.0.1")
    assert not is_in(old)


def test_the_cookie_is_for_this_server_and_for_no_script(world: World) -> None:
    client = world.client()
    token = form_token(client.get("/login").text)
    answer = client.post("/login", data={"name": "ines", "password": PASSWORD, "csrf": token})
    parts = {part.strip() for part in answer.headers["set-cookie"].split(";")}
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= parts
    assert not any(part.startswith(("Domain", "Max-Age", "expires", "Secure")) for part in parts)


@pytest.mark.parametrize("origin", ["https://127.0.0.1:8042", "https://review.example", "http://review.example"])
def test_the_cookie_needs_tls_but_on_plain_loopback(tmp_path: Path, origin: str) -> None:
    world = World(tmp_path)
    context = replace(world.context, hosts=frozenset({"127.0.0.1", "review.example"}))
    answer = TestClient(make_app(context), base_url=origin).get("/login")
    name, _, rest = answer.headers["set-cookie"].partition("=")
    assert name.startswith("__Host-")
    assert {"Secure", "HttpOnly", "SameSite=strict", "Path=/"} <= {part.strip() for part in rest.split(";")}
    world.close()


def test_no_token_is_in_the_store(world: World) -> None:
    client = world.client("ines")
    assert is_in(client)
    token = client.cookies[COOKIE]
    assert len(token) >= 43
    world.close()
    for path in world.folder.glob("review.db*"):
        assert token.encode() not in path.read_bytes()


@pytest.mark.parametrize(("idle", "open_"), [(29, True), (30, False)])
def test_a_session_ends_after_half_an_hour_without_a_page(world: World, idle: int, open_: bool) -> None:
    client = world.client("ines")
    for _ in range(5):
        assert is_in(client)
        world.clock.pass_(minutes=29)
    world.clock.pass_(minutes=idle - 29)
    assert is_in(client) is open_


def test_a_session_ends_after_twelve_hours_however_busy(world: World) -> None:
    client = world.client("ines")
    for _ in range(12 * 4 - 1):
        world.clock.pass_(minutes=15)
        assert is_in(client)
    world.clock.pass_(minutes=14, seconds=59)
    assert is_in(client)
    world.clock.pass_(seconds=1)
    assert not is_in(client)


def test_pages_of_the_same_minute_are_not_a_write_each(world: World) -> None:
    client = world.client("ines")
    token = client.cookies[COOKIE]
    world.clock.pass_(seconds=59)
    assert is_in(client)
    with world.database.looks() as session:
        assert not sessions.is_stale(session, token, world.clock())
        assert sessions.is_stale(session, token, world.clock.now + sessions.IDLE / 30 / 60)


def test_a_clock_that_is_put_back_does_not_make_a_session_older(world: World) -> None:
    client = world.client("ines")
    world.clock.pass_(minutes=20)
    assert is_in(client)
    world.clock.pass_(minutes=-10)
    assert is_in(client)
    world.clock.pass_(minutes=39)
    assert is_in(client)


def test_locking_ends_all_sessions_at_once_and_unlocking_brings_none_back(world: World) -> None:
    clients = [world.client("ines") for _ in range(3)]
    assert all(is_in(client) for client in clients)
    with world.database.acts() as session:
        accounts.lock(session, "ines", world.change())
    assert not any(is_in(client) for client in clients)
    assert sign_in(world.client(), "ines") == 401
    with world.database.acts() as session:
        accounts.unlock(session, "ines", world.change())
    assert not any(is_in(client) for client in clients)
    assert sign_in(world.client(), "ines") == 303


def test_another_password_ends_all_sessions(world: World) -> None:
    here, there = world.client("ines"), world.client("ines")
    new = "another four plain words"
    fields = {"csrf": form_token(here.get("/account").text), "current": PASSWORD, "new": new, "again": new}
    answer = here.post("/account", data=fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?said=changed")
    assert not is_in(here)
    assert not is_in(there)
    assert sign_in(world.client(), "ines") == 401
    assert sign_in(world.client(), "ines", new) == 303
    assert ("account.password", "ines", "ines") in world.acts()
    assert new not in world.payloads()
    assert PASSWORD not in world.payloads()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"again": "another four plain word"}, "differ"),
        ({"new": "short", "again": "short"}, "12 to"),
        ({"new": "my name is ines", "again": "my name is ines"}, "does not hold"),
        ({"current": "wrong"}, "wrong"),
    ],
)
def test_another_password_that_is_refused_changes_nothing(world: World, change: dict[str, str], said: str) -> None:
    client, new = world.client("ines"), "another four plain words"
    fields = {"csrf": form_token(client.get("/account").text), "current": PASSWORD, "new": new, "again": new}
    answer = client.post("/account", data=fields | change)
    assert answer.status_code == 422
    assert said in answer.text
    assert is_in(client)
    assert sign_in(world.client(), "ines") == 303


def test_a_proof_of_older_parameters_is_made_anew_at_login(world: World) -> None:
    with world.database.looks() as session:
        before = accounts.password_hash(session, "ines")
    assert before is not None
    assert passwords().is_outdated(before)
    assert sign_in(world.client(), "ines", "wrong") == 401
    with world.database.looks() as session:
        assert accounts.password_hash(session, "ines") == before
    assert sign_in(world.client(), "ines") == 303
    with world.database.looks() as session:
        after = accounts.password_hash(session, "ines")
    assert after is not None
    assert not passwords().is_outdated(after)
    assert sign_in(world.client(), "ines") == 303


def test_ended_sessions_are_swept_away(world: World) -> None:
    for _ in range(4):
        world.client("ines")
    world.clock.pass_(minutes=30)
    world.client("ines")
    with world.database.looks() as session:
        assert session.scalar(select(func.count()).select_from(LoginRow)) == 1


def test_a_login_form_of_another_browser_signs_nobody_in(world: World) -> None:
    mine, other = world.client(), world.client()
    token = form_token(other.get("/login").text)
    mine.get("/login")
    fields = {"name": "ines", "password": PASSWORD}
    for csrf in (token, "", "x"):
        answer = mine.post("/login", data={**fields, "csrf": csrf})
        assert answer.status_code == 403
        assert "TV944" in answer.text
    own = form_token(mine.get("/login").text)
    for header in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example"},
    ):
        assert mine.post("/login", data={**fields, "csrf": own}, headers=header).status_code == 403
    for header in ({"sec-fetch-site": "same-origin", "origin": "null"}, {"origin": ORIGIN}):
        assert mine.post("/login", data={**fields, "csrf": own}, headers=header).status_code == 303


def test_the_form_token_tells_nothing_of_the_session(world: World) -> None:
    client = world.client("ines")
    token = client.cookies[COOKIE]
    carried = form_token(client.get("/account").text)
    assert carried == sessions.form_token(token)
    assert token not in carried
    forged = world.client()
    forged.cookies.set(COOKIE, carried, domain="127.0.0.1")
    assert not is_in(forged)
