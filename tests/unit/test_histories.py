"""One event over several visits is one history; what was over and has come again is another."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from trialvoice.core.findings import AdverseEvent, Assertion, Evidence, Finding
from trialvoice.core.results import Mentioned
from trialvoice.core.study import About, Dosing, Site, Study, Visit
from trialvoice.safe.coding.coder import shipped_coder
from trialvoice.trial.attended import Attended
from trialvoice.trial.histories import histories
from trialvoice.trial.history_records import EventHistory
from trialvoice.trial.history_tables import histories_csv, histories_json

DAY1 = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
STUDY = Study(
    study=About(id="TV-1", title="A study", drug="Velorine", indication="arthritis"),
    sites=(Site(id="01", name="North"),),
    dosing=Dosing(dose="10 mg"),
    visits=tuple(Visit(id=f"week{week}", name=f"Week {week}", day=7 * week + 1) for week in (4, 8, 12)),
)


def evidence(quote: str) -> Evidence:
    return Evidence(
        turn=2, start_char=3, end_char=3 + len(quote), start=0, end=9, quote=quote, match="exact", role="participant"
    )


def event(term: str, quote: str = "it was there", **fields: Any) -> Finding:
    value = AdverseEvent(term=term, codings=shipped_coder().codings(term), **fields)
    return Finding(
        id="ae-1", value=value, evidence=(evidence(quote),), assertion="present", confidence=0.9, source="rule"
    )


def visit(week: int, *findings: Finding, subject: str = "1001", asks: bool = True, **more: Any) -> Attended:
    return Attended(
        study="TV-1",
        site="01",
        subject=subject,
        recording=f"{subject}-week{week}",
        visit=f"week{week}",
        recorded_at=DAY1 + timedelta(days=7 * week),
        day=7 * week + 1,
        asks=asks,
        findings=tuple(f.model_copy(update={"id": f"ae-{n}"}) for n, f in enumerate(findings, start=1)),
        **more,
    )


def mention(term: str, assertion: Assertion, quote: str = "no") -> Mentioned:
    return Mentioned(term=term, assertion=assertion, evidence=(evidence(quote),))


def joined(*visits: Attended) -> list[list[str]]:
    """Recordings of each history that tell the event."""
    made = histories(visits, STUDY)
    return [[entry.recording for entry in one.entries if entry.said == "told"] for one in made]


def only(*visits: Attended) -> EventHistory:
    (made,) = histories(visits, STUDY)
    return made


ONE, TWO = [["1001-week4", "1001-week8"]], [["1001-week4"], ["1001-week8"]]
OPEN = {"outcome": "ongoing"}
OVER = {"outcome": "resolved"}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # names
        (event("headache", **OPEN), event("headache", **OVER), ONE),
        (event("threw up (vomiting)", **OPEN), event("vomiting", **OVER), ONE),
        (event("the runs (diarrhoea)", **OPEN), event("diarrhoea", **OPEN), ONE),
        (event("gout", **OPEN), event("gout attack", **OVER), ONE),
        (event("wrist sprain", **OPEN), event("sprain", **OVER), ONE),
        (event("headache", **OPEN), event("nausea", **OPEN), TWO),
        (event("pain", **OPEN), event("back pain", **OPEN), TWO),
        (event("foot burning", **OPEN), event("eye burning", **OPEN), TWO),
        # side of the body
        (event("rash", "on my left arm", **OPEN), event("rash", "the left arm is clear", **OVER), ONE),
        (event("rash", "on my left arm", **OPEN), event("rash", "on my right arm", **OPEN), TWO),
        (event("rash", "on both arms", **OPEN), event("rash", "on my right arm", **OPEN), ONE),
        (event("rash", "I left the arm bare, right", **OPEN), event("rash", "on my right arm", **OPEN), ONE),
        # resolved, and come again
        (event("headache", **OVER), event("headache", "I have a headache", **OPEN), TWO),
        (event("headache", **OVER), event("headache", "the headache came back", **OVER), TWO),
        (event("headache", **OVER), event("headache", "another bout of headache"), TWO),
        (event("headache", **OVER), event("headache", "that headache", **OVER), ONE),
        (event("headache", **OVER), event("headache", "I still have it", **OPEN), ONE),
        (event("fall", course="single"), event("fall", "I fell", course="single", onset_date="2026-02-20"), TWO),
        # onset
        (event("cough", **OVER), event("cough", **OVER, onset_date="2026-02-20"), TWO),
        (event("cough", onset_date="2026-01-20"), event("cough", onset_date="2026-02-20"), TWO),
        (event("cough", onset_date="2026-01"), event("cough", onset_date="2026-01-20"), ONE),
        (event("cough", **OPEN), event("cough", course="worsening", onset_date="2026-02-20"), ONE),
        (event("cough", **OVER, onset_date="2026-01-08"), event("cough", **OVER, onset_date="2026-01-20"), TWO),
    ],
)
def test_two_tellings_are_one_event_or_two(first: Finding, second: Finding, expected: list[list[str]]) -> None:
    assert joined(visit(4, first), visit(8, second)) == expected


def test_subjects_are_never_joined() -> None:
    made = histories([visit(4, event("rash", **OPEN)), visit(8, event("rash", **OPEN), subject="1002")], STUDY)
    assert [one.id for one in made] == ["1001/ae-1", "1002/ae-1"]


def test_two_events_of_one_visit_stay_two_and_each_goes_on_as_itself() -> None:
    left, right = event("rash", "on my left arm", **OPEN), event("rash", "on my right arm", **OPEN)
    made = histories([visit(4, left, right), visit(8, right, left)], STUDY)
    assert [[entry.finding for entry in one.entries] for one in made] == [["ae-1", "ae-2"], ["ae-2", "ae-1"]]


def test_visits_are_taken_in_the_order_of_their_days() -> None:
    made = only(visit(12, event("rash", **OVER)), visit(4, event("rash", **OPEN)), visit(8, event("rash", **OPEN)))
    assert [entry.visit for entry in made.entries] == ["week4", "week8", "week12"]
    assert [entry.day for entry in made.entries] == [29, 57, 85]
    assert made.entries[0].quotes == ("1001-week4#2:3-15",)


def test_a_history_holds_the_worst_the_first_and_the_last() -> None:
    made = only(
        visit(4, event("rash", severity="mild", grade=1, onset_date="2026-01", **OPEN)),
        visit(8, event("rash", severity="severe", grade=3, onset_date="2026-01-20", **OPEN)),
        visit(12, event("rash", severity="moderate", end_date="2026-03", **OVER)),
    )
    assert (made.worst_severity, made.worst_grade, made.first_onset) == ("severe", 3, "2026-01-20")
    assert (made.last_outcome, made.end_date) == ("resolved", "2026-03")
    assert (made.review, made.follow_up) == ((), ())


def test_what_came_again_names_what_was_over() -> None:
    first, second = histories([visit(4, event("rash", **OVER)), visit(8, event("rash", **OPEN))], STUDY)
    assert second.follows == first.id
    assert any(first.id in point for point in second.review)


def test_visits_that_contradict_each_other_are_shown() -> None:
    made = only(
        visit(4, event("rash", onset_date="2026-01-20", **OVER)),
        visit(8, event("rash", "I still have it", onset_date="2026-01-20", **OPEN)),
    )
    assert made.review == ("resolved at Week 4, ongoing at Week 8",)
    made = only(
        visit(4, event("rash", onset_date="2026-01-20", **OPEN)),
        visit(8, event("rash", onset_date="2026-01-08", **OPEN)),
    )
    assert made.review == ("onset 2026-01-20 at Week 4, 2026-01-08 at Week 8",)


def test_an_open_event_that_nobody_speaks_of_is_a_question() -> None:
    made = only(visit(4, event("headache", **OPEN)), visit(8), visit(12))
    assert made.follow_up == (
        "headache of Week 4 still open: not asked at Week 8",
        "headache of Week 4 still open: not asked at Week 12",
    )
    assert [entry.said for entry in made.entries] == ["told", "not_asked", "not_asked"]


@pytest.mark.parametrize(
    "first",
    [event("headache", **OVER), event("headache", end_date="2026-01"), event("fall", course="single")],
    ids=["resolved", "ended", "once"],
)
def test_what_is_over_is_no_question(first: Finding) -> None:
    assert only(visit(4, first), visit(8)).follow_up == ()


def test_a_diary_cannot_ask() -> None:
    made = only(visit(4, event("headache", **OPEN)), visit(8, asks=False))
    assert (made.follow_up, len(made.entries)) == ((), 1)


def test_a_denial_of_an_open_event_is_part_of_its_history() -> None:
    made = only(visit(4, event("the runs (diarrhoea)", **OPEN)), visit(8, mentions=(mention("diarrhoea", "denied"),)))
    assert [entry.said for entry in made.entries] == ["told", "denied"]
    assert made.review == ("open at Week 4, denied at Week 8: resolved?",)
    assert made.follow_up == ()


def test_what_is_spoken_of_without_an_outcome_is_not_called_unasked() -> None:
    made = only(visit(4, event("headache", **OPEN)), visit(8, named=("headache",)))
    assert made.follow_up == ("headache of Week 4 still open: spoken of without an outcome at Week 8",)


def test_a_question_is_answered_by_a_later_visit() -> None:
    made = only(visit(4, event("headache", **OPEN)), visit(8), visit(12, event("headache", **OVER)))
    assert made.follow_up == ()
    assert [entry.said for entry in made.entries] == ["told", "not_asked", "told"]


def test_tables_hold_a_row_a_visit() -> None:
    made = histories([visit(4, event("rash", **OPEN)), visit(8, event("rash", **OVER))], STUDY)
    header, first, second = histories_csv(made).decode().splitlines()
    assert header.startswith("event,study,site,subject,term")
    assert first.startswith("1001/ae-1,TV-1,01,1001,rash,Rash maculo-papular,,,resolved,")
    assert ",1001-week8,week8,57,told,ae-1,not_stated,resolved," in second
    assert b'"lexicon-history"' in histories_json(made)
