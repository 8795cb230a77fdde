"""A store with some sixty acts of every kind in it, for tests of the trail."""

import hashlib
from datetime import datetime

from tests.store_sample import (
    HEADACHE,
    INVESTIGATOR,
    KEY,
    MANAGER,
    chest_pain,
    decide_all,
    decided,
    headache,
    result,
    seen,
    six,
    take,
)
from trialvoice.trial.push.delivery import Delivery
from trialvoice.trial.store.database import Database
from trialvoice.trial.store.deciding import Passage, add_finding
from trialvoice.trial.store.deliveries import StoredDeliveries
from trialvoice.trial.store.querying import change_query, raise_query
from trialvoice.trial.store.signing import WHOLE, sign
from trialvoice.trial.store.tombstone import redact_act


def fill(store: Database) -> None:
    """Some sixty acts of every kind on three visits."""
    take(store, result(six()))
    take(store, result(six(), recording="102-v1", subject="102"), result(six()[:3], recording="201-v1", site="02"))
    decided(store, "ae-1", "edit", value=HEADACHE.model_copy(update={"grade": 2}), reason="louder than written")
    decide_all(store)
    for at in range(20):
        with store.acts() as session:
            query = raise_query(session, KEY, "visit", f"Question {at}?", MANAGER)
        if at % 2:
            with store.acts() as session:
                change_query(session, KEY, query.id, "answered", INVESTIGATOR, answer="left", seen="open")
    with store.acts() as session:
        sign(session, KEY, WHOLE, "approval", seen(store).record_sha256, INVESTIGATOR)
    typed = decided(store, "cm-1", "reject", reason="told by another participant")
    with store.acts() as session:
        add_finding(session, KEY, HEADACHE, Passage(turn=3, start_char=0, end_char=6), "missed", INVESTIGATOR)
    take(store, result((headache("ae-2"), chest_pain("ae-1"), *six()[2:5]), version="0.1.0+111111111111"))
    decided(store, "ae-1", "reopen", reason="unsure", recording="102-v1")
    for name in ("ae-1", "ae-2", "cm-1", "vs-1"):
        decided(store, name, "accept", recording="102-v1", by=MANAGER)
    decide_all(store, "201-v1")
    with store.acts() as session:
        sign(session, KEY, WHOLE, "review", seen(store).record_sha256, INVESTIGATOR)
    assert typed.decided is not None
    with store.acts() as session:
        redact_act(session, typed.decided.act, "names another person", MANAGER)
    sent = StoredDeliveries(store, "TV-1", MANAGER)
    for at in range(4):
        sent.note(delivery(at))


def delivery(at: int) -> Delivery:
    return Delivery(
        key=hashlib.sha256(f"key {at}".encode()).hexdigest(),
        target="fhir ehr.example",
        record=f"f-{at:016d}",
        content_sha256=hashlib.sha256(f"content {at}".encode()).hexdigest(),
        state="acknowledged",
        attempts=1 + at,
        at=datetime.fromisoformat("2026-04-03T10:00:00+00:00"),
        remote=f"r-{at}",
        words="created",
    )
