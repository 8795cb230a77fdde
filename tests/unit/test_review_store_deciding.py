"""Decisions: each a row and an act of its own, and the second of two reviewers is told."""

import pytest

from tests.store_sample import (
    FIRST,
    HEADACHE,
    IBUPROFEN,
    INVESTIGATOR,
    KEY,
    MANAGER,
    decided,
    named,
    result,
    seen,
    six,
    take,
)
from trialvoice.core.errors import ReviewError
from trialvoice.core.findings import AdverseEvent
from trialvoice.trial.record.reviewed import Action
from trialvoice.trial.store.database import Database
from trialvoice.trial.store.deciding import Passage, Wish, add_finding, decide
from trialvoice.trial.store.trail_reading import acts_of_visit

WORSE = HEADACHE.model_copy(update={"severity": "moderate"})
RASH = AdverseEvent(term="rash")
SAID = Passage(turn=3, start_char=7, end_char=16)


@pytest.fixture
def taken(store: Database) -> Database:
    take(store, result(six()))
    return store


def code(error: pytest.ExceptionInfo[ReviewError]) -> str:
    return error.value.code


@pytest.mark.parametrize(
    ("action", "value", "status", "stands"),
    [
        ("accept", None, "accepted", HEADACHE),
        ("edit", WORSE, "edited", WORSE),
        ("reject", None, "rejected", HEADACHE),
    ],
)
def test_a_decision_is_a_row_and_an_act(
    taken: Database, action: Action, value: AdverseEvent | None, status: str, stands: AdverseEvent
) -> None:
    one = decided(taken, "ae-1", action, value=value, reason="as heard")
    assert one == named(seen(taken), "ae-1")
    assert (one.status, one.value, one.proposed) == (status, stands, HEADACHE)
    assert one.decided is not None
    with taken.looks() as session:
        act = acts_of_visit(session, *KEY)[-1]
    assert (act.number, act.kind, act.actor, act.about) == (one.decided.act, f"finding.{action}", "u-1", one.uid)
    assert act.payload is not None
    assert act.payload["after"] == one.finding.model_dump_json()
    assert (act.payload["reason"], act.payload["revision"]) == ("as heard", 1)


def test_every_decision_stays(taken: Database) -> None:
    decided(taken, "ae-1", "accept")
    decided(taken, "ae-1", "edit", value=WORSE, reason="louder", by=MANAGER)
    one = decided(taken, "ae-1", "reopen", reason="unsure")
    assert [made.action for made in one.decisions] == ["accept", "edit", "reopen"]
    assert [made.by.id for made in one.decisions] == ["u-1", "u-2", "u-1"]
    assert (one.status, one.value) == ("candidate", HEADACHE)


def test_the_second_of_two_reviewers_is_told(taken: Database) -> None:
    shown = named(seen(taken), "ae-1")
    decided(taken, "ae-1", "accept")
    wish = Wish(uid=shown.uid, revision=len(shown.decisions), action="reject", reason="no")
    with pytest.raises(ReviewError) as error, taken.acts() as session:
        decide(session, KEY, wish, MANAGER)
    assert code(error) == "TV911"
    assert named(seen(taken), "ae-1").status == "accepted"


def test_a_refused_decision_leaves_nothing(taken: Database) -> None:
    wish = Wish(uid=named(seen(taken), "ae-1").uid, revision=0, action="accept")

    def twice() -> None:
        with taken.acts() as session:
            decide(session, KEY, wish, INVESTIGATOR)
            decide(session, KEY, wish, INVESTIGATOR)

    with pytest.raises(ReviewError):
        twice()
    assert named(seen(taken), "ae-1").decisions == ()
    with taken.looks() as session:
        assert [act.kind for act in acts_of_visit(session, *KEY)] == ["visit.taken_in"]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({"uid": "f-0000000000000000", "action": "accept"}, "TV910"),
        ({"action": "accept", "revision": 3}, "TV911"),
        ({"action": "reject"}, "TV912"),
        ({"action": "reject", "reason": "  "}, "TV912"),
        ({"action": "reopen"}, "TV912"),
        ({"action": "edit", "reason": "x"}, "TV913"),
        ({"action": "edit", "reason": "x", "value": IBUPROFEN}, "TV913"),
    ],
)
def test_what_cannot_be_wished(taken: Database, wish: dict[str, object], expected: str) -> None:
    uid = named(seen(taken), "ae-1").uid
    with pytest.raises(ReviewError) as error, taken.acts() as session:
        decide(session, KEY, Wish.model_validate({"uid": uid, "revision": 0, **wish}), INVESTIGATOR)
    assert code(error) == expected


def test_a_finding_of_another_visit_is_none_of_this_one(taken: Database) -> None:
    take(taken, result(six(), recording="102-v1", subject="102"))
    uid = named(seen(taken, "102-v1"), "ae-1").uid
    with pytest.raises(ReviewError) as error, taken.acts() as session:
        decide(session, KEY, Wish(uid=uid, revision=0, action="accept"), INVESTIGATOR)
    assert code(error) == "TV910"


def test_what_the_machine_missed_is_added_with_its_words(taken: Database) -> None:
    with taken.acts() as session:
        one = add_finding(session, KEY, RASH, SAID, "it was missed", INVESTIGATOR)
    assert one == seen(taken).findings[-1]
    assert (one.status, one.proposed, one.finding.id, one.finding.source) == ("accepted", None, "p-1", "person")
    assert one.finding.evidence[0].quote == "ibuprofen"
    assert (one.finding.evidence[0].start, one.finding.evidence[0].role) == (12_200, "participant")
    with taken.acts() as session:
        assert add_finding(session, KEY, RASH, SAID, "again", INVESTIGATOR).finding.id == "p-2"


def test_what_was_added_outlives_a_later_run(taken: Database) -> None:
    with taken.acts() as session:
        one = add_finding(session, KEY, RASH, SAID, "it was missed", INVESTIGATOR)
    take(taken, result(six()[:1]))
    assert one in seen(taken).findings


@pytest.mark.parametrize(
    ("key", "passage", "reason", "expected"),
    [
        (("TV-1", "none"), SAID, "x", "TV910"),
        (KEY, SAID, "", "TV912"),
        (KEY, Passage(turn=99, start_char=0, end_char=2), "x", "TV914"),
        (KEY, Passage(turn=3, start_char=0, end_char=900), "x", "TV914"),
        (KEY, Passage(turn=3, start_char=6, end_char=7), "x", "TV914"),
        (KEY, Passage(turn=3, start_char=9, end_char=9), "x", "TV914"),
    ],
)
def test_what_cannot_be_added(
    taken: Database, key: tuple[str, str], passage: Passage, reason: str, expected: str
) -> None:
    with pytest.raises(ReviewError) as error, taken.acts() as session:
        add_finding(session, key, RASH, passage, reason, INVESTIGATOR)
    assert code(error) == expected
    assert len(seen(taken).findings) == 6


def test_errors_tell_no_speech(taken: Database) -> None:
    with pytest.raises(ReviewError) as error, taken.acts() as session:
        add_finding(session, KEY, RASH, Passage(turn=3, start_char=0, end_char=900), "secret words", INVESTIGATOR)
    assert "ibuprofen" not in str(error.value)
    assert "secret" not in str(error.value)
    assert FIRST in str(error.value)
