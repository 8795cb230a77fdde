"""Every route as every role and as nobody, here, at another site and in another study: nothing leaks.

The expectations are `access_matrix.toml`. What somebody may not see is answered byte for byte as what is not there,
and no answer holds a word that was planted where the asker may not look.
"""

import shutil
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from httpx import Response
from pydantic import BaseModel, ConfigDict
from starlette.routing import BaseRoute
from starlette.testclient import TestClient

from tests import review_world
from tests.review_world import KEY, PASSWORD, PLACES, World, canary_of, recording_at
from trialvoice.trial.record.people import USER_ROLES, UserRole
from trialvoice.trial.store.reading import read_visit
from trialvoice.trial.store.sessions import IDLE, form_token, open_session
from trialvoice.trial.store.signing import signed_sha256

HERE = ("STUDY-A", "01")
ABSENT = (("STUDY-A", "rec-none"), ("STUDY-B", "rec-a01"), ("STUDY-X", "rec-a01"), ("STUDY-X", "rec-x"))
"""Studies and recordings of which there are none."""
COOKIE = "trialvoice_session"
OUT = ("nobody", "locked", "expired")


class Row(BaseModel):
    """One line of the table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    method: str
    path: str
    at: str
    values: dict[str, str] = {}
    query: str = ""
    form: dict[str, str] = {}
    headers: dict[str, str] = {}
    nobody: int | None = None
    signed_in: int | None = None
    data_manager: int | None = None
    monitor: int | None = None
    investigator: int | None = None
    safety_reviewer: int | None = None
    changes: bool = True

    def to(self, role: UserRole) -> int:
        status = getattr(self, role)
        assert isinstance(status, int), f"{self.path} says nothing of {role}"
        return status


@dataclass(frozen=True)
class Person:
    """Who asks. out: how he is not signed in.  place: of his role."""

    name: str
    role: UserRole | None = None
    place: tuple[str, str] | None = None

    @property
    def is_here(self) -> bool:
        return self.place is not None and self.place[0] == HERE[0] and self.place[1] in (HERE[1], "*")

    def may_read(self, study: str, site: str) -> bool:
        return self.place is not None and self.place[0] == study and self.place[1] in (site, "*")


WHERE = {"here": HERE, "all-sites": ("STUDY-A", "*"), "other-site": ("STUDY-A", "02"), "other-study": ("STUDY-B", "*")}
PEOPLE = (
    *(Person(name) for name in (*OUT, "roleless")),
    *(Person(f"{role}-{name}", role, place) for role in USER_ROLES for name, place in WHERE.items()),
)
ROWS = tuple(
    Row.model_validate(row)
    for row in tomllib.loads((Path(__file__).parent / "access_matrix.toml").read_text("utf-8"))["row"]
)
POSTS = tuple(row for row in ROWS if row.method == "POST")


def name_of(one: Row | Person) -> str:
    if isinstance(one, Person):
        return one.name
    return f"{one.method} {one.path}{'?' if one.query else ''}{' '.join(one.values.values())}"


@dataclass
class Site:
    """The application with all people, as it is before anybody asks. marks: what stands for `{finding}` and others."""

    world: World
    tokens: Mapping[str, str]
    marks: dict[str, str] = field(default_factory=dict)

    def client(self, person: Person) -> TestClient:
        made = self.world.client()
        if person.name in self.tokens:
            made.cookies.set(COOKIE, self.tokens[person.name], domain="127.0.0.1")
        return made

    def ask(self, person: Person, row: Row, **more: Any) -> Response:
        """Send a row's request. more: `csrf` and `headers` other than right, and other marks, such as `study`."""
        marks = self.marks | {name: value for name, value in more.items() if name not in ("csrf", "headers")}
        values = marks | {name: text.format_map(marks) for name, text in row.values.items()}
        path = row.path.format_map(values) + (f"?{row.query.format_map(marks)}" if row.query else "")
        headers = {"accept": "text/html", **row.headers, **more.get("headers", {})}
        client = self.client(person)
        if row.method == "GET":
            return client.get(path, headers=headers)
        own = form_token(self.tokens[person.name]) if person.name in self.tokens else "none"
        form = {name: text.format_map(marks) for name, text in row.form.items()}
        csrf = more.get("csrf", own)
        return client.post(path, data=form | ({} if csrf is None else {"csrf": csrf}), headers=headers)


def settle(world: World) -> dict[str, str]:
    """Make all people, and a session of each. Returns their tokens."""
    for person in PEOPLE:
        if person.name == "nobody":
            continue
        place = (*person.place, person.role) if person.place and person.role else None
        kept: tuple[str, str, UserRole] = ("STUDY-A", "01", "investigator")
        world.person(person.name, *([place] if place else [kept] if person.name in OUT else []))
    world.person("victim", (*HERE, "monitor"))
    tokens = {}
    for person in PEOPLE:
        if person.name not in ("nobody", "expired"):
            tokens[person.name] = world.client(person.name).cookies[COOKIE]
    with world.database.acts() as session:  # the last, since opening one sweeps away those that are over
        tokens["expired"] = open_session(session, "expired", world.clock.now - IDLE)
    with world.database.engine.begin() as connection:  # a session that outlived its account's lock
        connection.exec_driver_sql("UPDATE account SET locked = 1 WHERE id = 'locked'")
    return tokens


def marks_of(world: World) -> dict[str, str]:
    finding, vital = (review_world.finding_at(world.database, *HERE, kind) for kind in ("adverse_event", "vital_sign"))
    with world.database.looks() as session:
        visit = read_visit(session, HERE[0], recording_at(*HERE))
    assert visit is not None
    made = {"sha256": signed_sha256(visit, "visit"), "finding_sha256": signed_sha256(visit, finding)}
    return {
        **{name: sha256 for name, sha256 in made.items() if sha256},
        "vital_sign_sha256": signed_sha256(visit, vital) or "",
        "finding": finding,
        "vital_sign": vital,
        "query": review_world.query_at(world.database, *HERE),
        "study": HERE[0],
        "site": HERE[1],
        "recording": recording_at(*HERE),
        "account": "victim",
        "password": PASSWORD,
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """For requests that change nothing."""
    world = World(tmp_path_factory.mktemp("site"))
    review_world.fill(world)
    made = Site(world, settle(world), marks_of(world))
    yield made
    world.close()


@pytest.fixture(scope="module")
def kept(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the store as it was at first."""
    path = tmp_path_factory.mktemp("kept") / "first.db"
    with site.world.database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql(f"VACUUM INTO '{path}'")
    return path


@pytest.fixture
def fresh(site: Site, kept: Path, tmp_path: Path) -> Iterator[Site]:
    """For a request that may change something."""
    shutil.copy(kept, tmp_path / "review.db")
    world = World(tmp_path, clock=review_world.Clock(site.world.clock.now))
    yield Site(world, site.tokens, site.marks)
    world.close()


def routes(found: Iterable[BaseRoute]) -> Iterator[tuple[str, str]]:
    """(method, path) of all, however they were put in."""
    for route in found:
        if isinstance(route, APIRoute):
            yield from ((method, route.path) for method in route.methods)
            continue
        inner = getattr(route, "original_router", None)
        assert inner is not None, f"a route of a kind that the matrix does not know: {type(route).__name__}"
        yield from routes(inner.routes)


def test_the_table_has_every_route(site: Site) -> None:
    there, told = set(routes(site.world.app.routes)), {(row.method, row.path) for row in ROWS}
    assert len(there) >= 7
    assert there - told == set(), "say in access_matrix.toml who may do what there"
    if told - there:
        print("in the table, but no route:", sorted(told - there))


def expected(row: Row, person: Person) -> int:
    """The table's answer to a person."""
    if person.name in OUT:
        return row.nobody or (303 if row.method == "GET" else 401)
    if row.at in ("public", "own"):
        assert row.signed_in is not None, f"{row.path} says nothing of those who are signed in"
        return row.signed_in
    if person.role is None:
        return 404 if row.at == "visit" else 403
    if row.at == "users" or person.is_here:
        return row.to(person.role)
    return 403 if row.at == "account" and person.role != "data_manager" else 404


@pytest.mark.parametrize("person", PEOPLE, ids=name_of)
@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_who_gets_what(row: Row, person: Person, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue("site" if row.method == "GET" else "fresh")
    before = site.world.contents()
    answer = site.ask(person, row)
    assert answer.status_code == expected(row, person), answer.text
    went_through = answer.status_code == 303 and row.method == "POST"
    assert (site.world.contents() != before) == (went_through and row.changes)
    check_canaries(person, row, answer)
    if person.name in OUT and row.nobody is None and row.method == "GET":
        assert answer.headers["location"].startswith("/login?next=%2F")


def check_canaries(person: Person, row: Row, answer: Response) -> None:
    """No word of a place where the person may not look, nor that there is one. `location` is the asker's own."""
    headers = " ".join(value for name, value in answer.headers.items() if name != "location")
    told = (answer.content.decode("utf-8", "replace") + headers).lower()
    for study, place in PLACES:
        if not person.may_read(study, place):
            assert canary_of(study, place) not in told
    for study in review_world.STUDIES:
        if person.place is None or person.place[0] != study:
            assert f"canarytitle{study[-1].lower()}" not in told
            assert study.lower() not in told or study in row.query
    if not person.may_read("STUDY-A", "02"):
        assert "site 02" not in told


@pytest.mark.parametrize("person", [one for one in PEOPLE if one.name not in OUT], ids=name_of)
@pytest.mark.parametrize("row", [row for row in ROWS if row.at in ("visit", "account")], ids=name_of)
def test_what_may_not_be_seen_is_as_what_is_not_there(row: Row, person: Person, site: Site) -> None:
    """Also of things within a visit that one may see: those of another visit are not there."""
    status = expected(row, person)
    if row.at == "account":
        if status == 404:
            assert same(site.ask(person, row), site.ask(person, row, account="no-such-account"))
        return
    absent = [site.ask(person, row, study=study, recording=recording) for study, recording in ABSENT]
    assert all(one.status_code == 404 for one in absent)
    assert all(same(one, absent[0]) for one in absent)
    if status == 404:
        assert same(site.ask(person, row), absent[0])


WITHIN = ("finding", "vital_sign", "query")


@pytest.mark.parametrize("row", [row for row in POSTS if row.values], ids=name_of)
def test_a_finding_or_query_of_another_visit_is_as_none(row: Row, site: Site) -> None:
    """By the path of a visit that one may see, nothing of another visit is reached."""
    person, before = allowed_to(row), site.world.contents()
    answers = []
    for study, place in PLACES[1:]:
        others = {
            "finding": review_world.finding_at(site.world.database, study, place),
            "vital_sign": review_world.finding_at(site.world.database, study, place, "vital_sign"),
            "query": review_world.query_at(site.world.database, study, place),
        }
        answers.append(site.ask(person, row, **others))
    answers.append(site.ask(person, row, **{name: f"{name[0]}-0123456789abcdef" for name in WITHIN}))
    assert all(one.status_code == 404 and same(one, answers[-1]) for one in answers)
    assert site.world.contents() == before


def same(one: Response, other: Response) -> bool:
    return (one.status_code, one.headers, one.content) == (other.status_code, other.headers, other.content)


TOKENS = ("missing", "empty", "foreign", "of the session itself")
ORIGINS: tuple[dict[str, str], ...] = (
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": review_world.ORIGIN},
    {"origin": "http://evil.example"},
    {"origin": "http://127.0.0.1:9999"},
    {"origin": "null"},
)


def allowed_to(row: Row) -> Person:
    """Somebody whose request goes through."""
    if row.at in ("public", "own"):
        return next(one for one in PEOPLE if one.name == "investigator-here")
    return next(one for one in PEOPLE if one.is_here and one.role and row.to(one.role) in (303, 409))


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("row", POSTS, ids=name_of)
def test_a_form_without_the_token_of_its_session_does_nothing(row: Row, token: str, site: Site) -> None:
    person = allowed_to(row)
    sent = {
        "missing": None,
        "empty": "",
        "foreign": form_token(site.tokens["roleless"]),
        "of the session itself": site.tokens[person.name],
    }
    before = site.world.contents()
    answer = site.ask(person, row, csrf=sent[token])
    assert answer.status_code == 403
    assert "TV944" in answer.text
    assert site.world.contents() == before


@pytest.mark.parametrize("headers", ORIGINS, ids=str)
@pytest.mark.parametrize("row", POSTS, ids=name_of)
def test_a_form_from_elsewhere_does_nothing(row: Row, headers: dict[str, str], site: Site) -> None:
    before = site.world.contents()
    answer = site.ask(allowed_to(row), row, headers=headers)
    assert answer.status_code == 403
    assert "TV944" in answer.text
    assert site.world.contents() == before


SIGNATURES = [row for row in POSTS if row.path.endswith("/sign") and row.changes]


@pytest.mark.parametrize("password", ["", "not the right words"])
@pytest.mark.parametrize("row", SIGNATURES, ids=lambda row: row.form["about"])
def test_a_signature_needs_the_password_again(row: Row, password: str, fresh: Site) -> None:
    before = fresh.world.contents()
    form = row.form | {"password": password}
    answer = fresh.ask(allowed_to(row), row.model_copy(update={"form": form}))
    assert answer.status_code == 403
    assert "TV931" in answer.text
    assert fresh.world.contents()["signature"] == before["signature"]
    assert fresh.world.acts()[-1][0] == "session.refused"


@pytest.mark.parametrize("row", POSTS, ids=name_of)
def test_a_get_of_what_acts_does_nothing(row: Row, site: Site) -> None:
    if any((row.method, row.path) != (other.method, other.path) and row.path == other.path for other in ROWS):
        return
    before = site.world.contents()
    answer = site.ask(allowed_to(row), row.model_copy(update={"method": "GET"}))
    assert answer.status_code == 405
    assert site.world.contents() == before
    assert KEY.decode() not in answer.text
