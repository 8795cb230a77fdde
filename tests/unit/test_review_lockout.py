"""Wrong passwords: counted in the store, answered alike, and locked out for longer each time."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from tests.review_world import PASSWORD, World, form_token, sign_in
from trialvoice.core.errors import ReviewError
from trialvoice.trial.review import login
from trialvoice.trial.review.login import Try
from trialvoice.trial.store.accounts import lock

ADDRESS = "192.0.2.7"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    made.person("ines", ("STUDY-A", "01", "investigator"))
    yield made
    made.close()


def tried(world: World, password: str, account: str = "ines", address: str = ADDRESS) -> bool:
    return login.log_in(world.context, Try(account, password, address)) is not None


def wrong(world: World, times: int, address: str = ADDRESS) -> None:
    for _ in range(times):
        assert not tried(world, "wrong", address=address)


def test_the_fifth_wrong_password_locks_and_not_the_fourth(world: World) -> None:
    wrong(world, 4)
    assert tried(world, PASSWORD)
    wrong(world, 4)
    assert tried(world, PASSWORD), "the right one starts the count anew"
    wrong(world, 5)
    assert not tried(world, PASSWORD)
    assert world.acts()[-2:] == [
        ("account.locked", "system:trialvoice@0.1.0", "ines"),
        ("session.refused", "system:trialvoice@0.1.0", "ines"),
    ]


def test_lock_outs_grow_to_a_day_and_the_right_password_forgives(world: World) -> None:
    for number, minutes in enumerate((15, 30, 60, 120, 240, 480, 960, 1440, 1440)):
        wrong(world, 5, address=f"192.0.2.{number}")
        world.clock.pass_(minutes=minutes, seconds=-1)
        assert not tried(world, PASSWORD, address=f"198.51.100.{number}"), f"locked for {minutes} minutes"
        world.clock.pass_(seconds=1)
    assert tried(world, PASSWORD)
    wrong(world, 5)
    world.clock.pass_(minutes=15)
    assert tried(world, PASSWORD)


def test_a_wrong_password_while_locked_does_not_lengthen_it(world: World) -> None:
    wrong(world, 5)
    world.clock.pass_(minutes=10)
    wrong(world, 5)
    world.clock.pass_(minutes=5)
    assert tried(world, PASSWORD)


def test_a_restart_forgets_no_wrong_password(world: World) -> None:
    wrong(world, 4)
    world.close()
    again = World(world.folder, clock=world.clock)
    wrong(again, 1)
    again.close()
    third = World(world.folder, clock=world.clock)
    assert not tried(third, PASSWORD)
    third.clock.pass_(minutes=15)
    assert tried(third, PASSWORD)
    third.close()


def test_wrong_and_unknown_and_locked_get_the_same_answer(world: World) -> None:
    world.person("otto")
    with world.database.acts() as session:
        lock(session, "otto", world.change())
    world.person("lena")
    for _ in range(5):
        assert not tried(world, "wrong", "lena")
    answers = []
    for account, password in (
        ("ines", "wrong"),
        ("nobody", "wrong"),
        ("otto", PASSWORD),
        ("lena", PASSWORD),
        ("No such name!", "x"),
    ):
        client = world.client()
        token = form_token(client.get("/login").text)
        answer = client.post("/login", data={"name": account, "password": password, "csrf": token})
        plain = answer.text.replace(token, "TOKEN").replace(account, "ACCOUNT")
        headers = {k: v for k, v in answer.headers.items() if k not in ("set-cookie", "content-length")}
        answers.append((answer.status_code, headers, plain))
        assert "trialvoice_session" not in client.cookies
    assert answers[0][0] == 401
    assert all(answer == answers[0] for answer in answers)


def test_every_try_does_the_work_of_one_proof(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hasher's own `verify` is counted, and does its work as ever."""
    done: list[str] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, proof: str, password: bytes) -> bool:
        done.append(proof)
        return verify(self, proof, password)

    world.person("lena")
    assert tried(world, PASSWORD)
    assert tried(world, PASSWORD, "lena")
    with world.database.acts() as session:
        lock(session, "lena", world.change())
    monkeypatch.setattr(PasswordHasher, "verify", counted)
    for account in ("ines", "nobody", "lena", "no such name at all!"):
        tried(world, "wrong", account)
    assert len(done) == 4
    assert len({proof.rpartition("$")[0].rpartition("$")[0] for proof in done}) == 1, "all with the same parameters"


def test_an_address_with_too_many_wrong_passwords_waits(world: World) -> None:
    for number in range(30):
        assert not tried(world, "wrong", f"guess{number}")
    before = world.count_of_acts()
    with pytest.raises(ReviewError, match="TV949"):
        tried(world, PASSWORD)
    assert world.count_of_acts() == before, "no flood of acts from there"
    assert tried(world, PASSWORD, address="192.0.2.8")
    world.clock.pass_(minutes=14, seconds=59)
    with pytest.raises(ReviewError, match="TV949"):
        tried(world, PASSWORD)
    world.clock.pass_(seconds=1)
    assert tried(world, PASSWORD)


def test_the_page_says_so_to_an_address_that_waits(world: World) -> None:
    for number in range(30):
        assert not tried(world, "wrong", f"guess{number}", address="testclient")
    assert sign_in(world.client(), "ines") == 429


def test_no_password_gets_into_the_trail_even_from_the_wrong_field(world: World) -> None:
    tried(world, "Secret-Words-1")
    tried(world, "x", account="secret-words-2")
    tried(world, "x", account="Secret Words 3 as a name")
    kept = world.payloads().lower() + str(world.acts()).lower()
    assert "secret" not in kept
    assert [kind for kind, _, _ in world.acts()][-3:] == ["session.refused"] * 3


def test_wrong_passwords_at_signing_count_to_the_same_lock_out_and_end_the_session(world: World) -> None:
    client = world.client("ines")
    login.confirm_password(world.context, Try("ines", PASSWORD, ADDRESS, "signing"))
    wrong(world, 3)
    for _ in range(2):
        with pytest.raises(ReviewError, match="TV931"):
            login.confirm_password(world.context, Try("ines", "wrong", ADDRESS, "signing"))
    with pytest.raises(ReviewError, match="TV931"):
        login.confirm_password(world.context, Try("ines", PASSWORD, ADDRESS, "signing"))
    assert client.get("/account").status_code in (303, 401)
    world.clock.pass_(minutes=15)
    login.confirm_password(world.context, Try("ines", PASSWORD, ADDRESS, "signing"))
    assert client.get("/account").status_code in (303, 401), "the session does not come back"


def test_tries_at_the_same_time_are_not_more_tries(world: World) -> None:
    """Many at once all read the account before the first is counted; the right one comes too late all the same."""
    proven = [login._prove(world.context, Try("ines", word, ADDRESS)) for word in ["wrong"] * 5 + [PASSWORD]]
    assert [right for _, right in proven] == [False] * 5 + [True]
    judged = []
    for one in proven:
        with world.database.acts() as session:
            judged.append(login._judge(session, world.context, Try("ines", "", ADDRESS), one))
    assert judged == [None] * 6
