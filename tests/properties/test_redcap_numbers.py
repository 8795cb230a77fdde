"""Numbers of repeat instances: whatever is accepted later, in whatever order, earlier numbers stay."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.reviewed_sample import INVESTIGATOR, NOON, found, study, visit
from trialvoice.core.findings import AdverseEvent, ConcomitantMedication
from trialvoice.trial.exports.redcap.instances import Followed, Gone, instances
from trialvoice.trial.record.reviewed import ACCEPTED, Decision, ReviewedFinding, ReviewedVisit

_TERMS = st.sampled_from(["headache", "cough", "rash"])
_OUTCOMES = st.sampled_from(["resolved", "ongoing", "not_stated"])
_DAYS = st.one_of(st.none(), st.integers(0, 60).map(lambda day: (date(2026, 3, 1) + timedelta(days=day)).isoformat()))
_EVENTS = st.builds(AdverseEvent, term=_TERMS, outcome=_OUTCOMES, onset_date=_DAYS)
_MEDICINES = st.builds(ConcomitantMedication, name=_TERMS, dose=st.sampled_from([None, "5 mg"]))


def _visits(values: Sequence[tuple[int, Any]], accepted: Sequence[int]) -> tuple[ReviewedVisit, ...]:
    """Four visits a fortnight apart, with those of the findings accepted, in that order."""
    of: dict[int, list[ReviewedFinding]] = {}
    for at, (week, value) in enumerate(values):
        one = found(f"r-{week}", f"x-{at}", value, "quote")
        if at in accepted:
            act = accepted.index(at) + 1
            made = Decision(act=act, at=NOON + timedelta(minutes=act), by=INVESTIGATOR, action="accept", reason="",
                            value=value)  # fmt: skip
            stands = one.finding.model_copy(update={"status": "accepted"})
            one = one.model_copy(update={"finding": stands, "decisions": (made,)})
        of.setdefault(week, []).append(one)
    return tuple(visit(f"r-{week}", "101", "V1", NOON + timedelta(weeks=2 * week - 9), of[week]) for week in sorted(of))


def _told(one: Followed | Gone) -> set[str]:
    return set() if isinstance(one, Gone) else {told.finding.uid for told in one.tellings}


@settings(max_examples=150, deadline=None)
@given(data=st.data(), kind=st.sampled_from(["adverse_event", "concomitant_medication"]))
def test_a_later_acceptance_moves_no_record_that_it_does_not_join_or_part(data: st.DataObject, kind: str) -> None:
    drawn = _EVENTS if kind == "adverse_event" else _MEDICINES
    values = data.draw(st.lists(st.tuples(st.integers(0, 3), drawn), min_size=1, max_size=6))
    order = data.draw(st.permutations(range(len(values))))
    before: dict[int, Followed | Gone] = {}
    for count in range(1, len(order) + 1):
        visits = _visits(values, order[:count])
        now = instances(study(visits=visits), visits, kind, ACCEPTED)
        assert list(now) == list(range(1, len(now) + 1))
        records = [_told(one) for one in now.values() if _told(one)]
        for number, one in before.items():
            if _told(one) and any(_told(one) <= record for record in records):
                stays = _told(one) <= _told(now[number])
                joined_lower = any(_told(one) <= _told(now[lower]) for lower in range(1, number))
                assert stays or joined_lower
        assert len(now) >= len(before)
        before = now


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_rejection_leaves_every_number_in_its_place(data: st.DataObject) -> None:
    values = data.draw(st.lists(st.tuples(st.integers(0, 3), _EVENTS), min_size=1, max_size=5))
    visits = _visits(values, range(len(values)))
    before = instances(study(visits=visits), visits, "adverse_event", ACCEPTED)
    singles = [(number, one) for number, one in before.items() if len(_told(one)) == 1]
    assume(bool(singles))
    number, one = data.draw(st.sampled_from(singles))
    gone = next(iter(_told(one)))
    rejected = tuple(
        seen.model_copy(update={"findings": tuple(_rejected(f) if f.uid == gone else f for f in seen.findings)})
        for seen in visits
    )
    now = instances(study(visits=rejected), rejected, "adverse_event", ACCEPTED)
    assert list(now) == list(before)
    kept = {at: _told(other) for at, other in before.items() if at != number}
    assert {uid for told in kept.values() for uid in told} == {uid for one in now.values() for uid in _told(one)}


def _rejected(one: ReviewedFinding) -> ReviewedFinding:
    act = NOON + timedelta(hours=5)
    made = Decision(act=99, at=act, by=INVESTIGATOR, action="reject", reason="no", value=one.value)
    stands = one.finding.model_copy(update={"status": "rejected"})
    return one.model_copy(update={"finding": stands, "decisions": (*one.decisions, made)})
