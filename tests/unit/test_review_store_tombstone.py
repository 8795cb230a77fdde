"""What somebody typed by mistake can be taken out, everywhere it stands, and the trail stays whole."""

import pytest
from sqlalchemy import text

from tests.store_sample import HEADACHE, INVESTIGATOR, KEY, MANAGER, decided, result, seen, six, take
from trialvoice.core.errors import ReviewError
from trialvoice.trial.store.database import Database
from trialvoice.trial.store.querying import change_query, raise_query
from trialvoice.trial.store.signing import WHOLE, sign
from trialvoice.trial.store.tombstone import REMOVED, redact_act
from trialvoice.trial.store.trail_reading import acts_of_visit
from trialvoice.trial.store.verify import verify

NAMED = "headache of Quillon Zyx"


@pytest.fixture
def filled(store: Database) -> Database:
    take(store, result(six()))
    return store


def everything(store: Database) -> str:
    """All that the store holds, as text."""
    with store.looks() as session:
        tables = ("act", "decision", "finding", "query", "signature", "result", "visit", "study")
        return "\n".join(str(row) for name in tables for row in session.execute(text(f"SELECT * FROM {name}")))


def test_a_typed_value_goes_wherever_it_was_decided_on(filled: Database) -> None:
    typed = decided(filled, "ae-1", "edit", value=HEADACHE.model_copy(update={"term": NAMED}), reason="said so")
    decided(filled, "ae-1", "accept")
    assert NAMED in everything(filled)
    assert typed.decided is not None
    with pytest.raises(ReviewError, match="TV972"), filled.acts() as session:
        redact_act(session, typed.decided.act, "a name", MANAGER)
    decided(filled, "ae-1", "edit", value=HEADACHE, reason="without the name")
    with filled.acts() as session:
        made = redact_act(session, typed.decided.act, "a name was typed", MANAGER)
    assert len(made) == 2
    assert NAMED not in everything(filled)
    assert verify(filled).faults == ()
    assert verify(filled).redacted == 2
    with filled.looks() as session:
        kinds = [entry.kind for entry in acts_of_visit(session, *KEY)]
    assert kinds.count("trail.redacted") == 2


def test_a_reason_goes_and_the_decision_stays(filled: Database) -> None:
    typed = decided(filled, "cm-1", "reject", reason="Quillon Zyx takes it")
    assert typed.decided is not None
    with filled.acts() as session:
        redact_act(session, typed.decided.act, "a name", MANAGER)
    assert "Quillon" not in everything(filled)
    left = next(one for one in seen(filled).findings if one.uid == typed.uid)
    assert (left.status, left.decisions[-1].reason) == ("rejected", REMOVED)
    assert verify(filled).faults == ()


def test_the_texts_of_a_query_go(filled: Database) -> None:
    with filled.acts() as session:
        query = raise_query(session, KEY, "visit", "Did Quillon Zyx call?", MANAGER)
        change_query(session, KEY, query.id, "answered", INVESTIGATOR, answer="Quillon did", seen="open")
    with filled.looks() as session:
        numbers = [entry.number for entry in acts_of_visit(session, *KEY) if entry.about == query.id]
    for number in numbers:
        with filled.acts() as session:
            redact_act(session, number, "a name", MANAGER)
    assert "Quillon" not in everything(filled)
    assert verify(filled).faults == ()


def test_what_was_signed_is_to_be_signed_anew(filled: Database) -> None:
    typed = decided(filled, "cm-1", "reject", reason="Quillon Zyx takes it")
    with filled.acts() as session:
        sign(session, KEY, WHOLE, "review", seen(filled).record_sha256, INVESTIGATOR)
    assert typed.decided is not None
    with filled.acts() as session:
        redact_act(session, typed.decided.act, "a name", MANAGER)
    (signature,) = seen(filled).signatures
    assert signature.void_at is not None


@pytest.mark.parametrize(("number", "because", "code"), [(1, "x", "TV971"), (999, "x", "TV971"), (3, " ", "TV912")])
def test_only_what_was_typed_goes_and_only_for_a_reason(filled: Database, number: int, because: str, code: str) -> None:
    decided(filled, "cm-1", "reject", reason="why")
    with pytest.raises(ReviewError, match=code), filled.acts() as session:
        redact_act(session, number, because, MANAGER)
