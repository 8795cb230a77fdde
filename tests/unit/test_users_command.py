"""`trialvoice users`: accounts and roles from the command line, each change in the trail under the system's user."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from tests.conftest import KEY
from trialvoice.commands.people import operator
from trialvoice.commands.users import users_app
from trialvoice.core.errors import ReviewError
from trialvoice.core.settings import settings_from
from trialvoice.reviewing import open_store
from trialvoice.trial.review.passwords import passwords
from trialvoice.trial.store.accounts import password_hash
from trialvoice.trial.store.tables import ActRow

WORDS = "four plain words here"


@pytest.fixture
def environ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    made = {"TRIALVOICE_OUTPUTS": str(tmp_path), "TRIALVOICE_KEY": KEY}
    for name, value in made.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("TRIALVOICE_DATABASE", raising=False)
    monkeypatch.delenv("TRIALVOICE_NEW_PASSWORD", raising=False)
    return made


def users(*arguments: str, given: str = WORDS + "\n") -> Result:
    return CliRunner().invoke(users_app, arguments, input=given, catch_exceptions=True)


def refusal(result: Result) -> str:
    assert isinstance(result.exception, ReviewError)
    return result.exception.code


def listed() -> dict[str, dict[str, object]]:
    return {one["id"]: one for one in json.loads(users("list", "--json").stdout)}


def test_an_account_with_a_first_role(environ: dict[str, str]) -> None:
    done = users("add", "ines", "Ines Investigator", "--study", "STUDY-A", "--site", "01", "--role", "investigator")
    assert done.exit_code == 0
    assert "ines may sign in." in done.stdout
    assert listed()["ines"]["memberships"] == [{"study": "STUDY-A", "site": "01", "role": "investigator"}]
    database = open_store(settings_from(environ))
    with database.looks() as session:
        acts = [(row.kind, row.actor, row.name, row.role, row.about) for row in session.scalars(select(ActRow))]
        proof = password_hash(session, "ines")
        payloads = "".join(session.scalars(select(ActRow.payload)))  # type: ignore[arg-type]
    database.close()
    by = operator()
    who = (by.id, by.name, "system", "ines")
    assert acts == [("account.made", *who), ("account.role", *who)]
    assert passwords().is_right(proof, WORDS)
    assert WORDS not in payloads + done.stdout + done.stderr
    assert proof is not None
    assert proof not in payloads


def test_the_password_from_the_environment_comes_before_the_pipe(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIALVOICE_NEW_PASSWORD", "other plain words")
    assert users("add", "ines", "Ines Investigator").exit_code == 0
    database = open_store(settings_from(environ))
    with database.looks() as session:
        proof = password_hash(session, "ines")
    database.close()
    assert passwords().is_right(proof, "other plain words")


@pytest.mark.parametrize(
    ("account", "person", "given", "code"),
    [
        ("Ines", "Ines Investigator", WORDS, "TV935"),
        ("a b", "Ines Investigator", WORDS, "TV935"),
        ("system:cli", "Ines Investigator", WORDS, "TV935"),
        ("", "Ines Investigator", WORDS, "TV935"),
        ("x" * 65, "Ines Investigator", WORDS, "TV935"),
        ("ines", " ", WORDS, "TV935"),
        ("ines", "Ines\nApproved by: me", WORDS, "TV935"),
        ("ines", "Ines Investigator", "short", "TV932"),
        ("ines", "Ines Investigator", "", "TV932"),
        ("ines", "Ines Investigator", "my name is ines", "TV932"),
        ("otto", "Otto Other", WORDS, "TV934"),
    ],
)
def test_what_makes_no_account(environ: dict[str, str], account: str, person: str, given: str, code: str) -> None:
    assert users("add", "otto", "Otto Monitor").exit_code == 0
    assert refusal(users("add", account, person, given=given)) == code
    assert list(listed()) == ["otto"]


def test_a_first_role_that_cannot_be_leaves_no_account(environ: dict[str, str]) -> None:
    refused = users("add", "ines", "Ines Investigator", "--study", "no study", "--role", "monitor")
    assert refusal(refused) == "TV938"
    assert users("add", "ines", "Ines Investigator", "--study", "STUDY-A").exit_code == 2
    assert listed() == {}


def test_roles_are_given_and_taken_once(environ: dict[str, str]) -> None:
    users("add", "ines", "Ines Investigator")
    role = ("ines", "--study", "STUDY-A", "--site", "01", "--role", "monitor")
    given = users("role", "give", *role)
    assert given.exit_code == 0
    assert "Nothing of a study STUDY-A is in the store yet." in given.stderr
    assert refusal(users("role", "give", *role)) == "TV936"
    assert users("role", "give", "ines", "--study", "STUDY-A", "--role", "monitor").exit_code == 0
    assert users("role", "take", *role).exit_code == 0
    assert refusal(users("role", "take", *role)) == "TV936"
    assert listed()["ines"]["memberships"] == [{"study": "STUDY-A", "site": "*", "role": "monitor"}]
    assert users("role", "give", "ines", "--study", "STUDY-A", "--role", "owner").exit_code == 2
    assert refusal(users("role", "give", "nobody", "--study", "STUDY-A", "--role", "monitor")) == "TV933"


def test_lock_unlock_and_another_password(environ: dict[str, str]) -> None:
    users("add", "ines", "Ines Investigator")
    assert users("lock", "ines").exit_code == 0
    assert listed()["ines"]["locked"] is True
    assert "locked" in users("list").stdout
    assert users("unlock", "ines").exit_code == 0
    assert listed()["ines"]["locked"] is False
    assert users("password", "ines", given="newer plain words\n").exit_code == 0
    for command in ("lock", "unlock", "password"):
        assert refusal(users(command, "nobody")) == "TV933"
    database = open_store(settings_from(environ))
    with database.looks() as session:
        assert passwords().is_right(password_hash(session, "ines"), "newer plain words")
        kinds = list(session.scalars(select(ActRow.kind).order_by(ActRow.number)))
    database.close()
    assert kinds == ["account.made", "account.locked", "account.unlocked", "account.password"]
