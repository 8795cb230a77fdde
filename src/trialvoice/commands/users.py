"""`users add|role|lock|unlock|password|list`: who may use the review application, and in which roles.

Whoever may run this may do all of it: the acting person in the trail is the operating system's user.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated, Literal

import typer

from trialvoice.commands.console import print_json, settings, stdout, table, warn
from trialvoice.commands.people import operator
from trialvoice.reviewing import open_store
from trialvoice.trial.record.access import Membership
from trialvoice.trial.record.people import UserRole
from trialvoice.trial.review.passwords import check_new, passwords
from trialvoice.trial.store import accounts
from trialvoice.trial.store.accounts import Account, Change
from trialvoice.trial.store.database import Database
from trialvoice.trial.store.tables import StudyRow

PASSWORD = "TRIALVOICE_NEW_PASSWORD"
users_app = typer.Typer(help="Who may review, in which roles; every change is in the audit trail.")
Name = Annotated[str, typer.Argument(help="The account's name, as typed at login.", show_default=False)]
Study = Annotated[str, typer.Option("--study", help="Id of the study.", show_default=False)]
Site = Annotated[str, typer.Option("--site", help="Id of the site, * for all.")]
Role = Annotated[UserRole, typer.Option("--role", help="The role there.", show_default=False)]


@users_app.command()
def add(
    account: Name,
    person: Annotated[str, typer.Argument(help="The person's name, as signatures show it.", show_default=False)],
    study: Annotated[str, typer.Option("--study", help="Id of the study of a first role.")] = "",
    site: Site = "*",
    role: Annotated[UserRole | None, typer.Option("--role", help="A first role.", show_default=False)] = None,
) -> None:
    """Make an account. The password is asked for twice, or read from TRIALVOICE_NEW_PASSWORD or from a pipe."""
    if bool(study) != bool(role):
        raise typer.BadParameter("a first role needs both --study and --role")
    with _store() as database:
        with database.looks() as session:
            accounts.may_be_made(session, account, person)
        proof = passwords().proof(_new_password(account, person))
        with database.acts() as session:
            accounts.make_account(session, account, person, proof, _change())
            if role is not None:
                accounts.give_role(session, account, Membership(study=study, site=site, role=role), _change())
        if study:
            _warn_of_study(database, study)
    stdout.print(f"{account} may sign in.", markup=False)


@users_app.command()
def role(
    change: Annotated[Literal["give", "take"], typer.Argument(help="Give a role, or take it away.")],
    account: Name,
    study: Study,
    role: Role,
    site: Site = "*",
) -> None:
    """Give a role at a site of a study, or take it away. It holds from the person's next page on."""
    membership = Membership(study=study, site=site, role=role)
    with _store() as database:
        with database.acts() as session:
            act = accounts.give_role if change == "give" else accounts.take_role
            act(session, account, membership, _change())
        if change == "give":
            _warn_of_study(database, study)
    done = "has the role" if change == "give" else "has no longer the role"
    stdout.print(f"{account} {done} {role} in {study}, site {site}.", markup=False)


@users_app.command()
def lock(account: Name) -> None:
    """Keep an account out, and end its sessions. Accounts are never deleted: the trail names them."""
    with _store() as database, database.acts() as session:
        accounts.lock(session, account, _change())
    stdout.print(f"{account} is locked.", markup=False)


@users_app.command()
def unlock(account: Name) -> None:
    """Let an account in again, whether a person locked it or wrong passwords did."""
    with _store() as database, database.acts() as session:
        accounts.unlock(session, account, _change())
    stdout.print(f"{account} is not locked.", markup=False)


@users_app.command()
def password(account: Name) -> None:
    """Set another password, and end the account's sessions. It is asked for as `add` does."""
    with _store() as database:
        with database.looks() as session:
            found = accounts.read_account(session, account)
        if found is None:
            raise accounts.no_account()
        proof = passwords().proof(_new_password(account, found.name))
        with database.acts() as session:
            accounts.set_password(session, account, proof, _change())
    stdout.print(f"{account} has another password; its sessions are over.", markup=False)


@users_app.command("list")
def show(
    as_json: Annotated[bool, typer.Option("--json", help="Print data on stdout, and nothing else.")] = False,
) -> None:
    """All accounts with their roles."""
    with _store() as database, database.looks() as session:
        found = accounts.all_accounts(session)
    if as_json:
        print_json([one.model_dump(mode="json") for one in found])
        return
    rows = [(one.id, one.name, _state(one), _roles(one)) for one in found]
    table("Accounts", ("account", "person", "state", "roles"), rows)


@contextmanager
def _store() -> Iterator[Database]:
    database = open_store(settings())
    try:
        yield database
    finally:
        database.close()


def _change() -> Change:
    return Change(by=operator(), at=datetime.now(UTC))


def _new_password(account: str, person: str) -> str:
    """Never an argument: those are in the shell's history, and in the list of processes."""
    given = os.environ.get(PASSWORD)
    if given is None and not sys.stdin.isatty():
        given = sys.stdin.readline().rstrip("\r\n")
    if given is None:
        given = typer.prompt("Password", hide_input=True, confirmation_prompt="The same again")
    check_new(given, account, person)
    return given


def _warn_of_study(database: Database, study: str) -> None:
    with database.looks() as session:
        if session.get(StudyRow, study) is None:
            warn([f"Nothing of a study {study} is in the store yet."])


def _state(account: Account) -> str:
    if account.locked:
        return "locked"
    if not account.open_at(datetime.now(UTC)) and account.locked_until:
        return f"locked until {account.locked_until:%Y-%m-%d %H:%M} UTC"
    return "open"


def _roles(account: Account) -> str:
    return "\n".join(f"{one.role} in {one.study}, site {one.site}" for one in account.memberships)
