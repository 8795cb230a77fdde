"""A thousand changes behind the trail's back, by somebody with the file in hand and no key: every one is found."""

import hashlib
import json
import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from sqlalchemy import StaticPool, create_engine

from tests.store_history import fill
from tests.store_servers import TRAIL_KEY
from trialvoice.core.errors import ReviewError
from trialvoice.trial.store.chain import COLUMNS
from trialvoice.trial.store.database import Database, open_database
from trialvoice.trial.store.tables import ActRow
from trialvoice.trial.store.trail import START, link, seal_of
from trialvoice.trial.store.verify import verify

EDITS = 1000
Changed = Callable[[sqlite3.Connection, random.Random], None]
"""Changes a copy of the store."""


def acts(store: sqlite3.Connection) -> list[int]:
    return [number for (number,) in store.execute("SELECT number FROM act ORDER BY number")]


def another(value: object, chance: random.Random) -> object:
    """The value with one byte, or one bit of a number, changed."""
    if value is None:
        return chance.choice(["", "x", 1])
    if isinstance(value, float):
        return value + chance.choice([-1, 1]) * 2 ** -chance.randint(3, 40)
    if isinstance(value, int):
        return value ^ (1 << chance.randint(0, 6))
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    if text and chance.random() < 0.05:
        return text.encode()
    if not text or chance.random() < 0.1:
        return None if chance.random() < 0.5 else text + chance.choice(" x0\t")
    at = chance.randrange(len(text))
    put = chance.choice([one for one in ' 0aZ9:.T"{é' if one != text[at]])
    return text[:at] + put + text[at + 1 :]


def byte_of_an_act(store: sqlite3.Connection, chance: random.Random) -> None:
    set_one(store, "act", f"number = {chance.choice(acts(store))}", chance.choice(COLUMNS), chance)


def set_one(store: sqlite3.Connection, table: str, where: str, column: str, chance: random.Random) -> None:
    (value,) = store.execute(f'SELECT "{column}" FROM "{table}" WHERE {where}').fetchone()
    try:
        store.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {where}', (another(value, chance),))
    except sqlite3.IntegrityError:  # what may not be empty, or be there twice
        store.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {where}', (f"99{value}",))


def byte_that_is_no_text(store: sqlite3.Connection, chance: random.Random) -> None:
    number, column = chance.choice(acts(store)), chance.choice(["name", "kind", "payload", "sha256"])
    store.execute(f"UPDATE act SET {column} = CAST(x'41ff42' AS TEXT) WHERE number = ?", (number,))


def act_deleted(store: sqlite3.Connection, chance: random.Random) -> None:
    store.execute("DELETE FROM act WHERE number = ?", (chance.choice(acts(store)),))


def acts_swapped(store: sqlite3.Connection, chance: random.Random) -> None:
    one, other = chance.sample(acts(store), 2)
    store.execute("UPDATE act SET number = 0 WHERE number = ?", (one,))
    store.execute("UPDATE act SET number = ? WHERE number = ?", (one, other))
    store.execute("UPDATE act SET number = ? WHERE number = 0", (other,))


def act_duplicated(store: sqlite3.Connection, chance: random.Random) -> None:
    """All that come after move on by one, and the head with them."""
    number = chance.choice(acts(store))
    for later in reversed(acts(store)):
        if later > number:
            store.execute("UPDATE act SET number = number + 1 WHERE number = ?", (later,))
    others = ", ".join(column for column in COLUMNS if column != "number")
    store.execute(
        f"INSERT INTO act (number, {others}) SELECT number + 1, {others} FROM act WHERE number = ?", (number,)
    )
    store.execute("UPDATE trail_head SET number = number + 1")


def tail_cut_off(store: sqlite3.Connection, chance: random.Random) -> None:
    """With the head set back to what is the last now, and all rows of the acts that are gone."""
    number = chance.choice(acts(store)[:-1])
    for table in ("act", "decision", "signature", "result", "query", "delivery"):
        column = "number" if table == "act" else "act"
        store.execute(f"DELETE FROM {table} WHERE {column} > ?", (number,))
    store.execute(
        "UPDATE trail_head SET (number, sha256) = (SELECT number, sha256 FROM act WHERE number = ?)", (number,)
    )


def payload_with_its_digest(store: sqlite3.Connection, chance: random.Random) -> None:
    forge(store, chance)


def payload_gone(store: sqlite3.Connection, chance: random.Random) -> None:
    """As if a tombstone stood there, but no entry says so."""
    there = store.execute("SELECT number FROM act WHERE payload IS NOT NULL").fetchall()
    store.execute("UPDATE act SET payload = NULL WHERE number = ?", chance.choice(there))


def payloads_swapped(store: sqlite3.Connection, chance: random.Random) -> None:
    one, other = chance.sample(store.execute("SELECT number, payload, payload_sha256 FROM act").fetchall(), 2)
    for number, (_, payload, sha256) in ((one[0], other), (other[0], one)):
        store.execute("UPDATE act SET payload = ?, payload_sha256 = ? WHERE number = ?", (payload, sha256, number))


def chain_written_anew(store: sqlite3.Connection, chance: random.Random) -> None:
    """From a forged act on, every link, and the head with a code made with another key or none."""
    forge(store, chance)
    before = START
    for row in store.execute(f"SELECT {', '.join(COLUMNS)} FROM act ORDER BY number").fetchall():
        held = dict(zip(COLUMNS, row, strict=True))
        act = ActRow(**{**held, "at": datetime.fromisoformat(held["at"]), "before": before})
        before = link(act)
        store.execute("UPDATE act SET before = ?, sha256 = ? WHERE number = ?", (act.before, before, act.number))
    (number,) = store.execute("SELECT number FROM trail_head").fetchone()
    store.execute("UPDATE trail_head SET sha256 = ?", (before,))
    if chance.random() < 0.5:
        store.execute("UPDATE trail_head SET mac = ?", (seal_of(chance.randbytes(32), number, before),))


def forge(store: sqlite3.Connection, chance: random.Random) -> None:
    there = store.execute("SELECT number, payload FROM act WHERE payload IS NOT NULL").fetchall()
    number, payload = chance.choice(there)
    forged = json.dumps({**json.loads(payload), "reason": f"forged {chance.random()}"})
    sha256 = hashlib.sha256(forged.encode()).hexdigest()
    store.execute("UPDATE act SET payload = ?, payload_sha256 = ? WHERE number = ?", (forged, sha256, number))


def head_changed(store: sqlite3.Connection, chance: random.Random) -> None:
    set_one(store, "trail_head", "id = 1", chance.choice(["number", "sha256", "mac"]), chance)


def head_deleted(store: sqlite3.Connection, chance: random.Random) -> None:
    store.execute("DELETE FROM trail_head")


def columns_of(store: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in store.execute(f"PRAGMA table_info({table})")]


def row_of(store: sqlite3.Connection, table: str, chance: random.Random) -> str:
    return f"rowid = {chance.choice([row for (row,) in store.execute(f'SELECT rowid FROM {table}')])}"


def changed_in(table: str) -> Changed:
    def change(store: sqlite3.Connection, chance: random.Random) -> None:
        set_one(store, table, row_of(store, table, chance), chance.choice(columns_of(store, table)), chance)

    return change


def deleted_from(table: str) -> Changed:
    def change(store: sqlite3.Connection, chance: random.Random) -> None:
        store.execute(f"DELETE FROM {table} WHERE {row_of(store, table, chance)}")

    return change


def copied_in(table: str, key: str) -> Changed:
    def change(store: sqlite3.Connection, chance: random.Random) -> None:
        names = columns_of(store, table)
        (row,) = store.execute(f"SELECT * FROM {table} WHERE {row_of(store, table, chance)}").fetchall()
        held = dict(zip(names, row, strict=True))
        held[key] = held[key] + 1000 if isinstance(held[key], int) else str(held[key])[:-4] + "beef"
        if table == "decision":
            held["revision"] += 1000
        store.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", tuple(held.values()))

    return change


KEYS = {
    "study": "id",
    "visit": "recording",
    "result": "version",
    "finding": "uid",
    "decision": "act",
    "query": "id",
    "signature": "act",
    "delivery": "key",
}
KINDS: dict[str, Changed] = {
    "a byte of an act": byte_of_an_act,
    "a byte that is no text": byte_that_is_no_text,
    "an act deleted": act_deleted,
    "two acts swapped": acts_swapped,
    "an act duplicated": act_duplicated,
    "the tail cut off, the head set back": tail_cut_off,
    "a payload with its digest": payload_with_its_digest,
    "a payload taken out": payload_gone,
    "two payloads swapped": payloads_swapped,
    "the chain written anew without the key": chain_written_anew,
    "the head changed": head_changed,
    "the head deleted": head_deleted,
    **{f"a {table} changed": changed_in(table) for table in KEYS},
    **{f"a {table} deleted": deleted_from(table) for table in KEYS},
    **{f"a {table} put in": copied_in(table, key) for table, key in KEYS.items()},
}
OFTEN = ["a byte of an act"] * 10 + [
    "a finding changed",
    "a decision changed",
    "a query changed",
    "a signature changed",
] * 3


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A store as an attacker finds it: the file, without the triggers."""
    path = tmp_path_factory.mktemp("tamper") / "store.db"
    store = open_database(f"sqlite:///{path}", TRAIL_KEY)
    fill(store)
    store.close()
    raw = sqlite3.connect(path)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.commit()
    yield raw
    raw.close()


@pytest.fixture
def copy(base: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    raw = sqlite3.connect(":memory:")
    base.backup(raw)
    yield raw
    raw.close()


def read(raw: sqlite3.Connection) -> Database:
    return Database(create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool), TRAIL_KEY)


def is_found(store: Database) -> bool:
    """By a fault, or because what lies there cannot be read as text at all."""
    try:
        return bool(verify(store).faults)
    except ReviewError as error:
        return error.code == "TV902"


def test_the_store_that_is_changed_is_whole_before(copy: sqlite3.Connection) -> None:
    report = verify(read(copy))
    assert report.faults == ()
    assert report.entries >= 60
    assert report.redacted == 1


def test_a_thousand_changes_are_all_found(base: sqlite3.Connection, copy: sqlite3.Connection) -> None:
    chance, store = random.Random(20261122), read(copy)
    made: Counter[str] = Counter()
    missed: list[str] = []
    original = list(base.iterdump())
    while made.total() < EDITS:
        name = chance.choice([*KINDS, *OFTEN])
        base.backup(copy)
        KINDS[name](copy, chance)
        copy.commit()
        found = is_found(store)
        if not found and (now := list(copy.iterdump())) == original:
            continue  # what was put in was there before
        made[name] += 1
        if not found:
            missed += [f"{name}: {line[:300]}" for line in now if line not in original]
    for name, count in sorted(made.items()):
        print(f"{count:5} {name}: {count - sum(one.startswith(name + ':') for one in missed)} found")
    assert missed == []


def test_faults_tell_where_and_no_speech(copy: sqlite3.Connection) -> None:
    copy.execute("UPDATE decision SET reason = 'a secret' WHERE reason = 'louder than written'")
    copy.commit()
    (fault,) = verify(read(copy)).faults
    (number,) = copy.execute("SELECT act FROM decision WHERE reason = 'a secret'").fetchone()
    assert (fault.number, "secret" in fault.what) == (number, False)
