"""Signatures: bound to what was signed, void the moment it is another."""

import pytest

from tests.store_sample import (
    HEADACHE,
    INVESTIGATOR,
    KEY,
    decide_all,
    decided,
    headache,
    named,
    result,
    seen,
    six,
    take,
)
from trialvoice.core.errors import ReviewError
from trialvoice.trial.record.digests import finding_sha256
from trialvoice.trial.record.people import Actor
from trialvoice.trial.record.reviewed import Meaning, Signature
from trialvoice.trial.store.database import Database
from trialvoice.trial.store.deciding import Passage, add_finding
from trialvoice.trial.store.querying import change_query, raise_query
from trialvoice.trial.store.signing import WHOLE, sign
from trialvoice.trial.store.trail_reading import acts_of_visit


@pytest.fixture
def taken(store: Database) -> Database:
    take(store, result(six()))
    return store


def signed(store: Database, about: str = WHOLE, meaning: Meaning = "approval", sha256: str = "") -> Signature:
    visit = seen(store)
    if not sha256:
        sha256 = visit.record_sha256
        if about != WHOLE:
            sha256 = finding_sha256(next(one for one in visit.findings if one.uid == about))
    with store.acts() as session:
        return sign(session, KEY, about, meaning, sha256, INVESTIGATOR)


def test_a_signature_has_name_time_meaning_and_the_digest_of_what_was_signed(taken: Database) -> None:
    decide_all(taken)
    made = signed(taken)
    visit = seen(taken)
    assert visit.signatures == (made,)
    assert (made.by, made.meaning, made.record_sha256) == (INVESTIGATOR, "approval", visit.record_sha256)
    with taken.looks() as session:
        act = acts_of_visit(session, *KEY)[-1]
    assert (act.kind, act.number, act.at, act.name) == ("record.signed", made.act, made.at, "Ines Investigator")
    assert act.payload is not None
    assert act.payload["record_sha256"] == visit.record_sha256


def test_a_signature_is_not_part_of_what_it_signs(taken: Database) -> None:
    decide_all(taken)
    before = seen(taken).record_sha256
    signed(taken)
    signed(taken, meaning="review")
    assert seen(taken).record_sha256 == before
    assert [one.void_at for one in seen(taken).signatures] == [None, None]


def test_what_changed_since_it_was_shown_is_not_signed(taken: Database) -> None:
    shown = seen(taken).record_sha256
    decided(taken, "ae-1", "accept")
    with pytest.raises(ReviewError) as error:
        signed(taken, meaning="review", sha256=shown)
    assert error.value.code == "TV921"


def test_candidates_left_are_not_approved_but_may_be_reviewed(taken: Database) -> None:
    for meaning in ("approval", "responsibility", "authorship"):
        with pytest.raises(ReviewError) as error:
            signed(taken, meaning=meaning)  # type: ignore[arg-type]
        assert error.value.code == "TV922"
    assert signed(taken, meaning="review").meaning == "review"


def test_a_withdrawn_candidate_is_in_nobodys_way(taken: Database) -> None:
    decide_all(taken)
    decided(taken, "ae-1", "reopen", reason="unsure")
    take(taken, result(six()[1:]))
    assert signed(taken).meaning == "approval"


def test_one_finding_is_signed_alone(taken: Database) -> None:
    decided(taken, "ae-2", "accept")
    uid = named(seen(taken), "ae-2").uid
    made = signed(taken, uid)
    assert (made.about, seen(taken).signatures) == (uid, (made,))
    decided(taken, "ae-1", "accept")
    assert seen(taken).signatures[0].void_at is None, "another finding was decided on"
    decided(taken, "ae-2", "reopen", reason="unsure")
    assert seen(taken).signatures[0].void_because == "finding.reopen"


@pytest.mark.parametrize("about", ["f-0000000000000000", "VS"])
def test_what_is_not_there_is_not_signed(taken: Database, about: str) -> None:
    with pytest.raises(ReviewError) as error:
        signed(taken, about, sha256="0" * 64)
    assert error.value.code == "TV910"


def test_a_signature_needs_a_printed_name(taken: Database) -> None:
    nobody = Actor(id="u-9", name=" ", role="investigator")
    with pytest.raises(ReviewError) as error, taken.acts() as session:
        sign(session, KEY, WHOLE, "review", seen(taken).record_sha256, nobody)
    assert error.value.code == "TV923"


def edit(store: Database) -> None:
    decided(store, "ae-1", "edit", value=HEADACHE.model_copy(update={"grade": 1}))


def add(store: Database) -> None:
    with store.acts() as session:
        add_finding(session, KEY, HEADACHE, Passage(turn=3, start_char=0, end_char=6), "missed", INVESTIGATOR)


def rerun(store: Database) -> None:
    take(store, result((headache(value=HEADACHE.model_copy(update={"grade": 2})), *six()[1:])))


def withdrawn(store: Database) -> None:
    take(store, result(six()[1:]))


@pytest.mark.parametrize("change", [edit, add, rerun, withdrawn])
def test_every_change_voids_and_says_so(taken: Database, change: object) -> None:
    decide_all(taken)
    made = signed(taken)
    change(taken)  # type: ignore[operator]
    after = seen(taken).signatures[0]
    assert after.void_at is not None
    assert after.void_because
    assert after.record_sha256 != seen(taken).record_sha256
    with taken.looks() as session:
        voids = [act for act in acts_of_visit(session, *KEY) if act.kind == "signature.void"]
    assert [act.payload["signature"] for act in voids if act.payload] == [made.act]


def test_neither_a_query_nor_the_same_result_of_a_later_version_voids(taken: Database) -> None:
    decide_all(taken)
    signed(taken)
    with taken.acts() as session:
        query = raise_query(session, KEY, "visit", "Which arm?", INVESTIGATOR)
        change_query(session, KEY, query.id, "answered", INVESTIGATOR, answer="the left", seen="open")
    take(taken, result(six(), version="0.1.0+111111111111"))
    assert seen(taken).signatures[0].void_at is None


def test_a_void_signature_stays_void(taken: Database) -> None:
    decide_all(taken)
    signed(taken)
    decided(taken, "ae-1", "reject", reason="no")
    at = seen(taken).signatures[0].void_at
    decided(taken, "ae-1", "accept")
    assert [one.void_at for one in seen(taken).signatures] == [at]
    signed(taken)
    assert [one.void_at for one in seen(taken).signatures] == [at, None]
