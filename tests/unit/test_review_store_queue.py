"""The queue: what is due first, who may see what, and how often people decide otherwise than the machine."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.reviewed_sample import EASTERN, STUDY
from tests.store_sample import (
    CHEST_PAIN,
    FIRST,
    HEADACHE,
    INVESTIGATOR,
    KEY,
    MORNING,
    arrived,
    chest_pain,
    decide_all,
    decided,
    headache,
    ibuprofen,
    named,
    result,
    seen,
    six,
    take,
)
from trialvoice.trial.record.digests import finding_sha256
from trialvoice.trial.store.database import Database
from trialvoice.trial.store.deciding import Passage, add_finding
from trialvoice.trial.store.overrides import Overrides, interval, overrides
from trialvoice.trial.store.queue import Filters, QueueRow, places, queue
from trialvoice.trial.store.signing import sign
from trialvoice.trial.store.taking_in import take_in

ALL = [("TV-1", "*")]
SOON = CHEST_PAIN.model_copy(update={"sae_due_at": CHEST_PAIN.sae_due_at - timedelta(hours=5)})  # type: ignore[operator]


def rows(store: Database, *, scope: object = ALL, **filters: object) -> tuple[QueueRow, ...]:
    with store.looks() as session:
        return queue(session, scope, Filters.model_validate(filters))  # type: ignore[arg-type]


def names(store: Database, **wanted: object) -> list[str]:
    return [row.recording for row in rows(store, **wanted)]


@pytest.fixture
def four(store: Database) -> Database:
    """Two with a clock, two without, at two sites, recorded against the order of their names."""
    early, late = datetime(2026, 3, 1, 9, tzinfo=EASTERN), datetime(2026, 3, 20, 9, tzinfo=EASTERN)
    with store.acts() as session:
        take_in(
            session,
            STUDY,
            [
                arrived(result(six()), recorded_at=late),
                arrived(result((headache(), chest_pain(value=SOON)), recording="201-v1", subject="201", site="02")),
                arrived(result((headache(),), recording="102-v1", subject="102"), recorded_at=late),
                arrived(result((ibuprofen(),), recording="202-v1", subject="202", site="02"), recorded_at=early),
            ],
            MORNING,
        )
    return store


def test_what_is_due_comes_first_then_what_was_recorded_first(four: Database) -> None:
    assert names(four) == ["201-v1", FIRST, "202-v1", "102-v1"]


def test_a_row_counts_what_is_left_and_when_it_is_due(four: Database) -> None:
    decided(four, "ae-1", "accept")
    row = next(row for row in rows(four) if row.recording == FIRST)
    assert (row.undecided, row.decided, row.serious_unsigned, row.signed) == (5, 1, 1, False)
    assert (row.due_at, row.visit_name, row.lowest_confidence) == (CHEST_PAIN.sae_due_at, "Week 1", 0.8)
    due = row.due_at
    assert due is not None
    assert row.hours_left(due - timedelta(hours=2)) == 2
    assert row.hours_left((due + timedelta(hours=1)).astimezone(UTC)) == -1


def test_a_serious_event_waits_until_somebody_signs(four: Database) -> None:
    decide_all(four)
    assert FIRST in names(four), "decided, but not signed for"
    one = named(seen(four), "ae-2")
    with four.acts() as session:
        sign(session, KEY, one.uid, "review", finding_sha256(one), INVESTIGATOR)
    assert FIRST not in names(four)
    decided(four, "ae-2", "edit", value=CHEST_PAIN.model_copy(update={"grade": 3}))
    assert names(four)[1] == FIRST, "what was signed is another now"


def test_a_rejected_serious_event_has_no_clock(four: Database) -> None:
    decided(four, "ae-2", "reject")
    row = next(row for row in rows(four) if row.recording == FIRST)
    assert (row.serious_unsigned, row.due_at) == (0, None)


def test_a_signed_visit_leaves_the_queue(four: Database) -> None:
    decide_all(four)
    with four.acts() as session:
        sign(session, KEY, "visit", "approval", seen(four).record_sha256, INVESTIGATOR)
    assert FIRST not in names(four)
    assert names(four, state="signed") == [FIRST]
    assert len(names(four, state="all")) == 4


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"site": "02"}, ["201-v1", "202-v1"]),
        ({"subject": "102"}, ["102-v1"]),
        ({"study": "none"}, []),
        ({"kind": "concomitant_medication"}, [FIRST, "202-v1"]),
        ({"serious": True}, ["201-v1", FIRST]),
        ({"confidence_below": 0.8}, []),
        ({"confidence_below": 0.81, "kind": "missed_dose"}, [FIRST]),
        ({"scope": [("TV-1", "01")]}, [FIRST, "102-v1"]),
        ({"scope": [("TV-2", "*")]}, []),
        ({"scope": []}, []),
    ],
)
def test_filters_and_scope(four: Database, wanted: dict[str, object], expected: list[str]) -> None:
    assert names(four, **wanted) == expected


def test_places_are_those_that_may_be_seen(four: Database) -> None:
    with four.looks() as session:
        assert places(session, [("TV-1", "02")]).subjects == ("201", "202")
        assert places(session, ALL).sites == ("01", "02")


def test_what_a_later_run_does_not_find_does_not_wait(four: Database) -> None:
    take(four, result(six()[2:]))
    row = next(row for row in rows(four) if row.recording == FIRST)
    assert row.undecided == 4


def test_a_serious_event_keeps_its_clock_though_a_later_run_does_not_find_it(four: Database) -> None:
    """The site heard of it: a person has to look, whatever the machine makes of it now."""
    take(four, result((headache(),)))
    row = next(row for row in rows(four) if row.recording == FIRST)
    assert (row.undecided, row.serious_unsigned, row.due_at) == (1, 1, CHEST_PAIN.sae_due_at)


def counted(store: Database, kind: str) -> Overrides:
    with store.looks() as session:
        return next(
            row for row in overrides(session, ALL) if (row.site, row.kind, row.version != "") == ("01", kind, True)
        )


def test_overrides_count_what_became_of_proposals(four: Database) -> None:
    decided(four, "ae-1", "edit", value=HEADACHE.model_copy(update={"grade": 1}))
    decided(four, "ae-2", "accept")
    decided(four, "cm-1", "reject")
    events = counted(four, "adverse_event")
    assert (events.proposed, events.accepted, events.edited, events.rejected, events.rate) == (3, 1, 1, 0, 0.5)
    assert counted(four, "concomitant_medication").rate == 1
    assert counted(four, "missed_dose").rate is None
    assert events.version == "0.1.0+000000000000"


def test_an_edit_back_to_what_was_proposed_is_none(four: Database) -> None:
    decided(four, "ae-1", "edit", value=HEADACHE.model_copy(update={"grade": 1}))
    decided(four, "ae-1", "edit", value=HEADACHE)
    assert (counted(four, "adverse_event").accepted, counted(four, "adverse_event").edited) == (1, 0)


def test_what_people_add_is_counted_apart(four: Database) -> None:
    with four.acts() as session:
        add_finding(session, KEY, HEADACHE, Passage(turn=1, start_char=0, end_char=6), "missed", INVESTIGATOR)
        added = [row for row in overrides(session, ALL) if row.added]
    assert [(row.version, row.proposed, row.added, row.rate) for row in added] == [("", 0, 1, None)]


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (1, 100, 0.0018, 0.0545)],
)
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert interval(hits, of) == pytest.approx((low, high), abs=1e-4)
