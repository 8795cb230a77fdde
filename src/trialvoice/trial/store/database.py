"""Opening the store, and its two kinds of transaction: one that looks, and one that acts.

Those that act come one after the other, in every process: the trail is one chain. SQLite has them begin with the
write lock, PostgreSQL with a lock on the trail's head.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session

from trialvoice.core.errors import ReviewError

_MIGRATIONS = Path(__file__).parent / "migrations"
_WAIT_S = 30
_ONE_STATE: dict[str, dict[str, Any]] = {"postgresql": {"isolation_level": "REPEATABLE READ"}}
"""What a kind of database needs, so that all that is read in one transaction is of one moment."""
_LOCK = 7_460_155
"""Any number that no other program takes for its advisory lock on the same server."""


class Database:
    """A store at its newest schema. key: of the code over the trail's end, 32 bytes."""

    def __init__(self, engine: Engine, key: bytes) -> None:
        self.engine = engine
        self.key = key

    @contextmanager
    def looks(self) -> Iterator[Session]:
        """A transaction that changes nothing, over one state of the store."""
        looking = self.engine.execution_options(**_ONE_STATE.get(self.engine.dialect.name, {}))
        with _explained(self.engine), Session(looking) as session:
            yield session

    @contextmanager
    def acts(self) -> Iterator[Session]:
        """A transaction that may act: all of it is on the disk when this is left, or none of it."""
        writing = self.engine.execution_options(trialvoice_acts=True)
        with _explained(self.engine), Session(writing) as session, session.begin():
            if self.engine.dialect.name == "postgresql":
                session.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            session.info["key"] = self.key
            yield session

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def open_database(url: str, key: bytes) -> Database:
    """Open the store at `url`, made or brought to the newest schema where needed.

    Raises ReviewError TV901 (no such kind of store), TV902 (cannot be opened), TV903 (made by a newer version).
    """
    engine = _engine(url)
    try:
        with _explained(engine):
            _migrate(engine)
    except ReviewError:
        engine.dispose()
        raise
    return Database(engine, key)


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        kind = parsed.get_backend_name()
        if kind not in ("sqlite", "postgresql"):
            raise ArgumentError(kind)
    except (ArgumentError, NoSuchModuleError):
        raise ReviewError(
            "TV901",
            "the store's URL names no kind of database that is known here",
            place="TRIALVOICE_DATABASE",
            remedy="write sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME",
        ) from None
    if kind == "postgresql":
        return create_engine(parsed.set(drivername="postgresql+pg8000"), pool_pre_ping=True)
    if parsed.database and parsed.database != ":memory:":
        _make_private(Path(parsed.database))
    engine = create_engine(parsed, connect_args={"timeout": _WAIT_S, "check_same_thread": False})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_private(path: Path) -> None:
    """A file that only its owner can read, before anything is in it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=False)
    except OSError:
        return  # it is there, or opening it says what is wrong


def _set_up_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    """No transaction of the driver's own, commits that are on the disk, and no trace of what a tombstone took out."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    acts = connection.get_execution_options().get("trialvoice_acts")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if acts else "BEGIN")


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    newest = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == newest:
            return
    with engine.execution_options(trialvoice_acts=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError:
            raise ReviewError(
                "TV903",
                "the store was made by a newer version of trialvoice",
                place=_place(engine),
                remedy="update trialvoice, or name another store in TRIALVOICE_DATABASE",
            ) from None


@contextmanager
def _explained(engine: Engine) -> Iterator[None]:
    """A driver's own words may quote what is in a row, so nothing of them is passed on."""
    try:
        yield
    except DBAPIError as error:
        raise ReviewError(
            "TV902",
            f"the store cannot be used ({type(error.orig).__name__})",
            place=_place(engine),
            remedy="check that it is there, that it may be written, and that no other program holds it",
        ) from None
    except SQLAlchemyError as error:
        raise ReviewError(
            "TV902",
            f"the store cannot be used ({type(error).__name__})",
            place=_place(engine),
            remedy="check it with `trialvoice audit verify`",
        ) from None


def _place(engine: Engine) -> str:
    """Without a password; of a file its name alone."""
    url = engine.url
    return Path(url.database or "").name if url.get_backend_name() == "sqlite" else f"{url.host}/{url.database}"
