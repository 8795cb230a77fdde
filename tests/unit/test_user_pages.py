"""Users as their manager sees and changes them: only what he manages, and never himself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.review_world import World, fill, form_token
from trialvoice.trial.store.accounts import read_account


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    fill(made)
    made.person("dana", ("STUDY-A", "*", "data_manager"), name="Dana Manager")
    made.person("sita", ("STUDY-A", "01", "data_manager"), name="Sita Sitemanager")
    made.person("ines", ("STUDY-A", "01", "investigator"), name="Ines Investigator")
    made.person("otto", ("STUDY-A", "02", "monitor"), ("STUDY-B", "01", "monitor"), name="Otto Monitor")
    made.person("berta", ("STUDY-B", "*", "data_manager"), name="Berta Manager")
    yield made
    made.close()


def send(client: TestClient, path: str, **fields: str) -> int:
    token = form_token(client.get("/account").text)
    return client.post(path, data={"csrf": token, **fields}).status_code


def roles(world: World, account: str) -> set[tuple[str, str, str]]:
    with world.database.looks() as session:
        found = read_account(session, account)
    assert found is not None
    return {(one.study, one.site, one.role) for one in found.memberships}


def test_a_manager_sees_those_with_a_role_in_what_he_manages(world: World) -> None:
    dana, sita, berta = (world.client(name).get("/users").text for name in ("dana", "sita", "berta"))
    for name, seen in (("Dana M", 1), ("Sita", 1), ("Ines", 1), ("Otto", 1), ("Berta", 0), ("STUDY-B", 0)):
        assert (name in dana) == bool(seen), name
    for name, seen in (("Dana M", 0), ("Ines", 1), ("Otto", 0), ("Berta", 0), ("STUDY-B", 0)):
        assert (name in sita) == bool(seen), name
    for name, seen in (("Berta", 1), ("Otto", 1), ("Ines", 0), ("STUDY-A", 0)):
        assert (name in berta) == bool(seen), name


def test_who_manages_nothing_sees_no_users(world: World) -> None:
    assert world.client("ines").get("/users").status_code == 403


def test_roles_within_what_is_managed(world: World) -> None:
    dana = world.client("dana")
    role = {"study": "STUDY-A", "site": "02", "role": "safety_reviewer"}
    assert send(dana, "/users/ines/roles", change="give", **role) == 303
    assert ("STUDY-A", "02", "safety_reviewer") in roles(world, "ines")
    assert send(dana, "/users/ines/roles", change="give", **role) == 409
    assert send(dana, "/users/ines/roles", change="take", **role) == 303
    assert roles(world, "ines") == {("STUDY-A", "01", "investigator")}
    assert world.acts()[-1] == ("account.role", "dana", "ines")


@pytest.mark.parametrize(
    ("manager", "account", "study", "site", "status"),
    [
        ("sita", "ines", "STUDY-A", "02", 404),
        ("sita", "ines", "STUDY-A", "*", 404),
        ("dana", "ines", "STUDY-B", "01", 404),
        ("dana", "ines", "*", "*", 404),
        ("dana", "berta", "STUDY-A", "01", 404),
        ("dana", "nobody", "STUDY-A", "01", 404),
        ("dana", "ines", "STUDY-A", "99", 422),
        ("dana", "dana", "STUDY-A", "01", 422),
        ("ines", "otto", "STUDY-A", "01", 403),
    ],
)
def test_roles_beyond_what_is_managed(
    world: World, manager: str, account: str, study: str, site: str, status: int
) -> None:
    before = world.count_of_acts()
    client = world.client(manager)
    fields = {"change": "give", "study": study, "site": site, "role": "monitor"}
    assert send(client, f"/users/{account}/roles", **fields) == status
    assert world.count_of_acts() == before


def test_a_lock_is_for_who_manages_all_of_an_account(world: World) -> None:
    dana = world.client("dana")
    assert send(dana, "/users/ines/lock") == 303
    assert "Unlock Ines" in dana.get("/users").text
    assert send(dana, "/users/ines/unlock") == 303
    assert send(dana, "/users/otto/lock") == 403, "he has a role in a study that is not hers"
    assert send(dana, "/users/dana/lock") == 422
    assert send(dana, "/users/berta/lock") == 404
    assert send(world.client("sita"), "/users/dana/lock") == 404
    assert [act[0] for act in world.acts()[-2:]] == ["account.locked", "account.unlocked"]


def test_a_role_that_is_taken_holds_no_longer_on_the_next_page(world: World) -> None:
    sita, dana = world.client("sita"), world.client("dana")
    assert sita.get("/users").status_code == 200
    taken = {"change": "take", "study": "STUDY-A", "site": "01", "role": "data_manager"}
    assert send(dana, "/users/sita/roles", **taken) == 303
    assert sita.get("/users").status_code == 403
    assert "None yet" in sita.get("/account").text


def test_a_role_that_does_not_exist_is_refused(world: World) -> None:
    fields = {"change": "give", "study": "STUDY-A", "site": "01", "role": "system"}
    assert send(world.client("dana"), "/users/ines/roles", **fields) == 422
