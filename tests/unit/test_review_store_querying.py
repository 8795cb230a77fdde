"""Queries: what may become what, who asked, and the second of two who change one is told."""

from itertools import product
from typing import get_args

import pytest

from tests.store_sample import INVESTIGATOR, KEY, MANAGER, result, seen, six, take
from trialvoice.core.errors import ReviewError
from trialvoice.trial.record.reviewed import QueryState, ReviewedQuery
from trialvoice.trial.store.database import Database
from trialvoice.trial.store.querying import change_query, raise_query
from trialvoice.trial.store.trail_reading import acts_of_visit

_STATES: tuple[QueryState, ...] = get_args(QueryState)
_PATHS: dict[QueryState, tuple[QueryState, ...]] = {
    "candidate": (),
    "open": ("open",),
    "answered": ("open", "answered"),
    "closed": ("open", "closed"),
    "cancelled": ("cancelled",),
}
_MAY = {
    ("candidate", "open"),
    ("candidate", "cancelled"),
    ("open", "answered"),
    ("open", "closed"),
    ("open", "cancelled"),
    ("answered", "open"),
    ("answered", "closed"),
    ("closed", "open"),
    ("cancelled", "open"),
}


@pytest.fixture
def taken(store: Database) -> Database:
    take(store, result(six()))
    return store


def change(store: Database, to: QueryState, seen_as: QueryState, answer: str = "the left") -> ReviewedQuery:
    name = seen(store).queries[0].id
    with store.acts() as session:
        return change_query(session, KEY, name, to, MANAGER, answer=answer if to == "answered" else "", seen=seen_as)


@pytest.mark.parametrize(("was", "to"), list(product(_STATES, _STATES)))
def test_what_may_become_what(taken: Database, was: QueryState, to: QueryState) -> None:
    at: QueryState = "candidate"
    for step in _PATHS[was]:
        at = change(taken, step, at).state
    if (was, to) in _MAY:
        assert change(taken, to, was).state == to
        return
    with pytest.raises(ReviewError) as error:
        change(taken, to, was)
    assert error.value.code == "TV915"
    assert seen(taken).queries[0].state == was


def test_a_question_of_a_reviewer_is_open_at_once(taken: Database) -> None:
    with taken.acts() as session:
        query = raise_query(session, KEY, "visit", "Which arm?", INVESTIGATOR)
    assert query in seen(taken).queries
    assert (query.state, query.rules, query.by, query.answer) == ("open", (), INVESTIGATOR, "")
    with taken.looks() as session:
        act = acts_of_visit(session, *KEY)[-1]
    assert (act.kind, act.about) == ("query.raised", query.id)


def test_every_change_is_an_act(taken: Database) -> None:
    for was, to in (("candidate", "open"), ("open", "answered"), ("answered", "closed")):
        change(taken, to, was)  # type: ignore[arg-type]
    with taken.looks() as session:
        acts = [act for act in acts_of_visit(session, *KEY) if act.kind.startswith("query.")]
    assert [(act.kind, act.actor, (act.payload or {})["before"]) for act in acts] == [
        ("query.open", "u-2", "candidate"),
        ("query.answered", "u-2", "open"),
        ("query.closed", "u-2", "answered"),
    ]
    assert seen(taken).queries[0].answer == "the left"


def test_the_second_of_two_is_told(taken: Database) -> None:
    change(taken, "open", "candidate")
    with pytest.raises(ReviewError) as error:
        change(taken, "cancelled", "candidate")
    assert error.value.code == "TV911"


@pytest.mark.parametrize("answer", ["", "  "])
def test_an_answer_has_a_text(taken: Database, answer: str) -> None:
    change(taken, "open", "candidate")
    with pytest.raises(ReviewError) as error:
        change(taken, "answered", "open", answer)
    assert error.value.code == "TV912"


@pytest.mark.parametrize(
    ("key", "words", "code"),
    [(("TV-1", "none"), "Which arm?", "TV910"), (KEY, " ", "TV912")],
)
def test_what_cannot_be_asked(taken: Database, key: tuple[str, str], words: str, code: str) -> None:
    with pytest.raises(ReviewError) as error, taken.acts() as session:
        raise_query(session, key, "visit", words, INVESTIGATOR)
    assert error.value.code == code


def test_a_query_of_another_visit_is_none_of_this_one(taken: Database) -> None:
    take(taken, result(six(), recording="102-v1", subject="102"))
    with pytest.raises(ReviewError) as error, taken.acts() as session:
        change_query(session, ("TV-1", "102-v1"), seen(taken).queries[0].id, "open", MANAGER, seen="candidate")
    assert error.value.code == "TV910"


def test_a_query_that_was_taken_up_outlives_a_run_that_does_not_ask_it(taken: Database) -> None:
    change(taken, "open", "candidate")
    take(taken, result(six(), queries=()))
    assert seen(taken).queries[0].state == "open"
