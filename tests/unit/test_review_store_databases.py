"""Both databases: made from nothing, of one shape, append-only, and one chain however many processes act."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from tests.conftest import ROOT
from tests.store_history import fill
from tests.store_sample import KEY, decided, result, seen, six, take
from tests.store_servers import TRAIL_KEY
from trialvoice.core.errors import ReviewError
from trialvoice.trial.store.database import Database, open_database
from trialvoice.trial.store.reading import read_visit
from trialvoice.trial.store.tables import ActRow, Base
from trialvoice.trial.store.verify import verify


def test_a_store_is_made_from_nothing_and_opened_again(empty: str) -> None:
    first = open_database(empty, TRAIL_KEY)
    take(first, result(six()))
    first.close()
    again = open_database(empty, TRAIL_KEY)
    assert seen(again).version == 1
    assert verify(again).faults == ()
    again.close()


def test_migrations_make_what_the_code_expects(store: Database) -> None:
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_a_store_of_a_newer_version_is_refused(store: Database, store_url: str) -> None:
    with store.acts() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ReviewError) as error:
        open_database(store_url, TRAIL_KEY)
    assert error.value.code == "TV903"
    assert "://" not in str(error.value)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("mysql://127.0.0.1/x", "TV901"),
        ("no url", "TV901"),
        ("postgresql://u:secret@127.0.0.1:1/x", "TV902"),
        ("sqlite:////proc/none/store.db", "TV902"),
    ],
)
def test_what_cannot_be_opened_is_said_without_the_password(url: str, code: str) -> None:
    with pytest.raises(ReviewError) as error:
        open_database(url, TRAIL_KEY)
    assert error.value.code == code
    assert "secret" not in str(error.value)


def test_what_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_bytes(b"nothing of the kind" * 100)
    with pytest.raises(ReviewError) as error:
        open_database(f"sqlite:///{tmp_path / 'store.db'}", TRAIL_KEY)
    assert error.value.code == "TV902"


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM act",
        "DELETE FROM act WHERE number = 2",
        "UPDATE act SET kind = 'finding.accept'",
        "UPDATE act SET name = 'Another'",
        "UPDATE act SET payload = '{}'",
        "UPDATE act SET payload = NULL, name = 'Another'",
        "UPDATE act SET number = number + 100",
        "UPDATE act SET sha256 = before",
    ],
)
def test_the_database_itself_refuses_to_change_the_trail(store: Database, change: str) -> None:
    take(store, result(six()))
    with pytest.raises(DBAPIError, match="append-only"), store.engine.begin() as connection:
        connection.execute(text(change))
    assert verify(store).faults == ()


def test_who_looks_sees_one_state(store: Database) -> None:
    take(store, result(six()))
    with store.looks() as session:
        before = session.scalars(select(ActRow.number)).all()
        decided(store, "ae-1", "accept")
        assert session.scalars(select(ActRow.number)).all() == before
        visit = read_visit(session, *KEY)
        assert visit is not None
        assert not any(one.decisions for one in visit.findings)


_WRITER = """
import sys
from tests.store_history import fill
from tests.store_sample import INVESTIGATOR, KEY
from tests.store_servers import TRAIL_KEY
from trialvoice.trial.store.database import open_database
from trialvoice.trial.store.querying import raise_query
store = open_database(sys.argv[1], TRAIL_KEY)
for at in range(int(sys.argv[3])):
    with store.acts() as session:
        raise_query(session, KEY, "visit", f"{sys.argv[2]} {at}", INVESTIGATOR)
"""


def writer(url: str, name: str, acts: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-W", "error", "-c", _WRITER, url, name, str(acts)], cwd=ROOT)


def test_processes_at_once_take_numbers_without_gap_or_fork(store: Database, store_url: str) -> None:
    take(store, result(six()))
    running = [writer(store_url, name, 40) for name in ("one", "two", "three")]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    report = verify(store)
    assert (report.entries, report.faults) == (2 + 3 * 40, ())
    with store.looks() as session:
        assert session.scalars(select(ActRow.number).order_by(ActRow.number)).all() == list(range(1, 123))
    asked = [query.text for query in seen(store).queries if not query.rules]
    assert sorted(asked) == sorted(f"{name} {at}" for name in ("one", "two", "three") for at in range(40))


def test_processes_at_once_make_one_store(empty: str) -> None:
    running = [writer(empty, name, 0) for name in ("one", "two", "three")]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    store = open_database(empty, TRAIL_KEY)
    assert verify(store).entries == 0
    store.close()


def test_a_long_history_is_whole(store: Database) -> None:
    fill(store)
    report = verify(store)
    assert (report.faults, report.redacted) == ((), 1)
    assert report.entries >= 60


def test_rows_of_an_earlier_version_with_fewer_fields_are_the_same_rows(store: Database) -> None:
    fill(store)
    with store.acts() as session:
        session.execute(text("UPDATE finding SET finding_json = replace(finding_json, '\"facts\":[],', '')"))
    assert verify(store).faults == ()
    with store.acts() as session:
        session.execute(text("UPDATE finding SET finding_json = replace(finding_json, '\"mild\"', '\"severe\"')"))
    assert verify(store).faults
