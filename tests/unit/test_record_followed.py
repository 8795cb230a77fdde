"""Events and medicines of a subject joined over visits: one record each, whose name stays."""

from datetime import timedelta

from tests.reviewed_sample import (
    EASTERN,
    HEADACHE,
    NOON,
    STUDY,
    decided,
    found,
    study,
    uid,
    visit,
)
from trialvoice.core.findings import AdverseEvent, ConcomitantMedication
from trialvoice.trial.record.followed import followed_events, followed_medicines
from trialvoice.trial.record.reviewed import ReviewedFinding, ReviewedStudy, ReviewedVisit

EVERY = frozenset({"candidate", "accepted", "edited", "rejected"})


def at(recording: str, week: int, *findings: ReviewedFinding, subject: str = "101") -> ReviewedVisit:
    return visit(recording, subject, "V1", (NOON + timedelta(weeks=week)).astimezone(EASTERN), findings)


def whole(*visits: ReviewedVisit) -> ReviewedStudy:
    return study(study=STUDY, visits=visits)


def told(recording: str, value: AdverseEvent | ConcomitantMedication, turn: int = 1) -> ReviewedFinding:
    return decided(found(recording, f"f-{turn}", value, "words", at=turn), "accept")


def test_an_event_told_twice_is_one_with_the_last_word() -> None:
    later = HEADACHE.model_copy(
        update={"outcome": "resolved", "end_date": "2026-03-20", "severity": "moderate", "onset_date": "2026-03-05"}
    )
    (event,) = followed_events(whole(at("a", 0, told("a", HEADACHE)), at("b", 3, told("b", later))))
    assert (event.event.outcome, event.event.end_date) == ("resolved", "2026-03-20")
    assert (event.event.severity, event.event.onset_date) == ("moderate", "2026-03-05")
    assert event.event.related == HEADACHE.related
    assert [one.visit.recording for one in event.tellings] == ["a", "b"]


def test_its_name_is_of_the_first_telling_and_stays_as_visits_are_added() -> None:
    first = at("a", 0, told("a", HEADACHE))
    (alone,) = followed_events(whole(first))
    (both,) = followed_events(whole(at("b", 3, told("b", HEADACHE)), first))
    assert alone.id == both.id == uid("a", "f-1")


def test_the_worst_is_kept_though_the_last_word_is_milder() -> None:
    worst = HEADACHE.model_copy(update={"severity": "severe", "grade": 3, "criteria": ("hospitalisation",)})
    milder = HEADACHE.model_copy(update={"grade": 1})
    (event,) = followed_events(whole(at("a", 0, told("a", worst)), at("b", 3, told("b", milder))))
    assert (event.event.severity, event.event.grade, event.event.criteria) == ("severe", 3, ("hospitalisation",))


def test_two_subjects_have_two_events() -> None:
    events = followed_events(whole(at("a", 0, told("a", HEADACHE)), at("b", 0, told("b", HEADACHE), subject="102")))
    assert [event.subject for event in events] == ["101", "102"]


def test_what_nobody_accepted_is_none_unless_asked_for() -> None:
    candidate = found("a", "f-1", HEADACHE, "words")
    assert followed_events(whole(at("a", 0, candidate))) == ()
    assert len(followed_events(whole(at("a", 0, candidate)), EVERY)) == 1


def test_a_medicine_at_one_dose_is_one_as_last_told() -> None:
    first = ConcomitantMedication(name="Ibuprofen", dose="200 mg", indication="headache", ongoing=True)
    then = ConcomitantMedication(name="ibuprofen", dose="200 MG", ongoing=False, prohibited=True)
    other = ConcomitantMedication(name="ibuprofen", dose="400 mg")
    made = followed_medicines(whole(at("a", 0, told("a", first)), at("b", 3, told("b", then), told("b", other, 2))))
    assert [(one.id, one.medicine.dose, one.medicine.ongoing) for one in made] == [
        (uid("a", "f-1"), "200 MG", False),
        (uid("b", "f-2"), "400 mg", None),
    ]
    assert (made[0].medicine.indication, made[0].medicine.prohibited) == ("headache", True)


def test_a_monitors_interview_is_no_subjects() -> None:
    subjects = {event.subject for event in followed_events(study(), EVERY)}
    assert "site-02" not in subjects
    assert subjects <= {one.subject for one in study().visits if one.of_a_subject}
