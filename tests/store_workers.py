"""What processes do that a test kills: they review, take in and export, and tell of each act once it is on the disk."""

import random
from multiprocessing.connection import Connection
from pathlib import Path

from tests.store_sample import HEADACHE, INVESTIGATOR, KEY, MANAGER, headache, result, six, take
from tests.store_servers import TRAIL_KEY
from trialvoice.trial.exports.folder import Manifest, manifest_of, publish
from trialvoice.trial.record.reviewed import Action, ReviewedFinding, ReviewedVisit
from trialvoice.trial.store.database import Database, open_database
from trialvoice.trial.store.deciding import Wish, decide
from trialvoice.trial.store.querying import change_query, raise_query
from trialvoice.trial.store.reading import read_study, read_visit
from trialvoice.trial.store.signing import WHOLE, sign
from trialvoice.trial.store.tables import HeadRow
from trialvoice.trial.store.trail import Act, append

_ACTIONS: tuple[Action, ...] = ("accept", "edit", "reject", "reopen")


def review(url: str, tell: Connection, seed: int) -> None:
    """Decide, ask and sign for ever. Tells the number of each last act."""
    store, chance = open_database(url, TRAIL_KEY), random.Random(seed)
    while True:
        with store.acts() as session:
            visit = read_visit(session, *KEY)
            assert visit is not None
            step = chance.random()
            if step < 0.7:
                decide(session, KEY, _wish(chance.choice(visit.findings), chance), INVESTIGATOR)
            elif step < 0.85:
                query = raise_query(session, KEY, "visit", "Which arm?", MANAGER)
                change_query(session, KEY, query.id, "answered", MANAGER, answer="the left", seen="open")
            else:
                sign(session, KEY, WHOLE, "review", visit.record_sha256, INVESTIGATOR)
            number = session.get_one(HeadRow, 1).number
        tell.send(number)


def run_and_export(url: str, tell: Connection, seed: int, folder: Path) -> None:
    """Take in other results and export the study, for ever. Tells the number of each last act."""
    store, chance = open_database(url, TRAIL_KEY), random.Random(seed)
    while True:
        take(store, result((headache(value=HEADACHE.model_copy(update={"grade": chance.randint(1, 3)})), *six()[1:])))
        tell.send(_export(store, folder))


def _wish(one: ReviewedFinding, chance: random.Random) -> Wish:
    action = chance.choice(_ACTIONS)
    value = one.value if action == "edit" else None
    return Wish(uid=one.uid, revision=len(one.decisions), action=action, reason="because", value=value)


def _export(store: Database, folder: Path) -> int:
    """Three files that all say of which state they are."""
    with store.looks() as session:
        study = read_study(session, "TV-1")
    files = {f"{name}.json": f"{study.last_act} {_told(study.visits[0])}".encode() for name in ("a", "b", "c")}
    manifest = Manifest(
        target="json",
        study="TV-1",
        as_of=study.as_of.isoformat(),
        last_act=study.last_act,
        statuses=("accepted",),
        files=manifest_of(files),
    )
    publish(folder, manifest, files)
    with store.acts() as session:
        told = manifest.model_dump(mode="json")
        return append(session, Act(by=MANAGER, kind="export.made", study="TV-1", about="json", payload=told)).number


def _told(visit: ReviewedVisit) -> str:
    return visit.record_sha256
