"""Killed at any moment: the store opens, its trail is whole, and what was reported as done is there."""

import multiprocessing
import random
import time
from multiprocessing.connection import Connection, Pipe, wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from sqlalchemy import select

from tests.store_sample import result, six, take
from tests.store_servers import TRAIL_KEY, PostgresServer
from tests.store_workers import review, run_and_export
from trialvoice.core.errors import ExportError
from trialvoice.core.store import MANIFEST
from trialvoice.trial.exports.folder import Manifest, read_export
from trialvoice.trial.store.database import open_database
from trialvoice.trial.store.tables import ActRow
from trialvoice.trial.store.verify import verify

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["tests.store_workers"])


class Worker:
    """A process that acts until it is killed, and what it reported."""

    def __init__(self, target: object, *arguments: object) -> None:
        self.told, tell = Pipe(duplex=False)
        self.process: ForkServerProcess = _SERVER.Process(  # type: ignore[assignment]
            target=target,  # type: ignore[arg-type]
            args=(arguments[0], tell, *arguments[1:]),
            daemon=True,
        )
        self.process.start()
        tell.close()
        self.reported: list[int] = []

    def read(self) -> None:
        self.reported.append(self.told.recv())

    def kill(self) -> None:
        """By SIGKILL; then whatever it had still reported."""
        self.process.kill()
        self.process.join(30)
        assert self.process.exitcode == -9, "it stopped by itself"
        try:
            while self.told.poll():
                self.read()
        except EOFError:
            pass
        self.told.close()
        self.process.close()


def killed_once(workers: list[Worker], chance: random.Random) -> list[int]:
    """Each killed at a moment of its own once all have done something. Returns what they reported."""
    for worker in workers:
        worker.read()
    for worker in chance.sample(workers, len(workers)):
        read_until(time.monotonic() + chance.uniform(0, 0.12), workers)
        worker.kill()
    return [number for worker in workers for number in worker.reported]


def read_until(end: float, workers: list[Worker]) -> None:
    """Take reports while time is left, so that nobody waits for a reader."""
    of: dict[Connection, Worker] = {worker.told: worker for worker in workers if not worker.told.closed}
    while (left := end - time.monotonic()) > 0:
        for told in wait(list(of), timeout=left):
            of[told].read()  # type: ignore[index]


def whole(url: str, folder: Path, reported: list[int]) -> int:
    """Check all that a killed process may have left. Returns how many acts there are."""
    store = open_database(url, TRAIL_KEY)
    report = verify(store)
    assert report.faults == ()
    with store.looks() as session:
        numbers = set(session.scalars(select(ActRow.number)))
    store.close()
    assert set(reported) <= numbers
    assert numbers == set(range(1, report.entries + 1))
    try:
        files = read_export(folder)
    except ExportError:
        assert not (folder / MANIFEST).exists(), "a manifest stands beside files that are not its own"
    else:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
        assert {content.split()[0] for content in files.values()} == {str(manifest.last_act).encode()}
    return report.entries


def start(url: str) -> None:
    store = open_database(url, TRAIL_KEY)
    take(store, result(six()))
    store.close()


def test_killed_a_hundred_times_on_sqlite(tmp_path: Path) -> None:
    """One at a time: SQLite lets no writer wait in line, so two that never pause keep each other out."""
    chance, done = random.Random(9), 0
    for at in range(100):
        folder = tmp_path / str(at // 10)
        url = f"sqlite:///{folder}/store.db"
        if at % 10 == 0:
            start(url)
        seed = chance.randrange(10**6)
        worker = Worker(run_and_export, url, seed, folder / "export") if at % 2 else Worker(review, url, seed)
        reported = killed_once([worker], chance)
        assert whole(url, folder / "export", reported) >= max(reported)
        done += len(reported)
    print(f"{done} acts were reported before 100 processes were killed")
    assert done >= 100


def test_two_at_once_killed_on_postgresql(postgres: PostgresServer, migrated: str, tmp_path: Path) -> None:
    chance, url = random.Random(10), postgres.fresh(migrated)
    start(url)
    for _ in range(10):
        seeds = chance.randrange(10**6), chance.randrange(10**6)
        workers = [Worker(review, url, seeds[0]), Worker(run_and_export, url, seeds[1], tmp_path / "export")]
        reported = killed_once(workers, chance)
        assert whole(url, tmp_path / "export", reported) >= max(reported)
