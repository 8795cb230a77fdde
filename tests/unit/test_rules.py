"""Deviations, missed doses, medicines, seriousness and response, by rules."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.findings import (
    AdverseEvent,
    ConcomitantMedication,
    MissedDose,
    ProtocolDeviation,
    TreatmentResponse,
)
from trialvoice.core.recordings import Recording
from trialvoice.safe.deviations.rules import study_day
from trialvoice.safe.extract import extract
from trialvoice.safe.extracted import Extracted


def recording(recorded_at: str = "2026-03-30T10:00:00+02:00", visit_id: str = "week4") -> Recording:
    return Recording(
        study="T-1",
        recording="r1",
        site="01",
        subject="001",
        visit=visit_id,
        recorded_at=datetime.fromisoformat(recorded_at),
        audio=Path("r1.wav"),
        consent=True,
        participants=("investigator", "participant"),
        day1=date(2026, 3, 2),
    )


def deviations(result: Extracted) -> list[str]:
    return [f.value.category for f in result.findings if isinstance(f.value, ProtocolDeviation)]


@pytest.mark.parametrize(
    ("on", "day"), [("2026-03-02", 1), ("2026-03-01", -1), ("2026-03-30", 29), ("2026-02-16", -14)]
)
def test_study_day(on: str, day: int) -> None:
    assert study_day(date(2026, 3, 2), date.fromisoformat(on)) == day


@pytest.mark.parametrize(
    ("recorded_at", "visit_id", "outside"),
    [
        ("2026-03-30T10:00:00+02:00", "week4", False),
        ("2026-04-02T23:59:00+02:00", "week4", False),
        ("2026-04-03T08:00:00+02:00", "week4", True),
        ("2026-03-26T08:00:00+01:00", "week4", True),
        ("2026-02-16T08:00:00+01:00", "screening", False),
        ("2026-03-01T08:00:00+01:00", "screening", False),
        ("2026-03-02T08:00:00+01:00", "screening", True),
    ],
)
def test_visit_window(recorded_at: str, visit_id: str, outside: bool) -> None:
    result = extract(visit("P: Hello."), STUDY, visit=STUDY.visit(visit_id), recording=recording(recorded_at, visit_id))
    assert deviations(result) == (["visit_window"] if outside else [])
    for finding in result.findings:
        assert finding.evidence == ()
        assert finding.basis


MISSED = [
    (["I: Did you miss any doses?", "P: Yes, two."], 2),
    (["I: Did you miss any doses?", "P: Just one, on Monday."], 1),
    (["I: Any missed tablets?", "P: A couple, I think."], 2),
    (["I: Any missed tablets?", "P: No. Well, actually I forgot on Monday. And Tuesday, so two. No, wait, three."], 3),
    (["I: Did you take them all?", "P: Apart from one."], 1),
    (["P: I forgot my evening tablet on Tuesday."], 1),
    (["P: I missed the study tablets for three days."], 6),
    (["P: I skipped two doses because I felt sick."], 2),
    (["I: Did you miss any doses?", "P: I missed some.", "I: How many?", "P: Four."], 4),
    (["M: And compliance?", "I: She missed six doses."], 6),
    (["C: He missed one tablet."], 1),
]


@pytest.mark.parametrize(("said", "doses"), MISSED, ids=lambda v: str(v)[:60])
def test_missed_doses(said: list[str], doses: int) -> None:
    found = [f.value.doses for f in extract(visit(*said), STUDY).findings if isinstance(f.value, MissedDose)]
    assert found == [doses]


@pytest.mark.parametrize(
    "said",
    [
        ["I: Did you miss any doses?", "P: No, none."],
        ["P: I haven't missed a single dose."],
        ["P: I missed my bus."],
        ["P: I forgot my vitamin D tablet."],
        ["I: If you miss a dose, take it later."],
        ["P: I never forget my tablets."],
    ],
)
def test_no_missed_dose(said: list[str]) -> None:
    assert not [f for f in extract(visit(*said), STUDY).findings if isinstance(f.value, MissedDose)]


def test_more_missed_than_allowed_is_a_deviation() -> None:
    assert deviations(extract(visit("P: I missed two doses of the study tablets."), STUDY)) == []
    assert deviations(extract(visit("P: I missed three doses of the study tablets."), STUDY)) == ["dosing"]


@pytest.mark.parametrize(
    ("said", "name", "prohibited"),
    [
        ("I take metformin, five hundred milligrams, twice a day, for my diabetes.", "metformin", False),
        ("I took some Advil for my back.", "Advil (ibuprofen)", True),
        ("I took Aleve.", "Aleve (naproxen)", True),
        ("The dentist gave me prednizone for three days.", "prednizone (prednisone)", True),
        ("I've been on lisinopril for ten years.", "lisinopril", False),
    ],
)
def test_medicine(said: str, name: str, prohibited: bool) -> None:
    result = extract(visit(f"P: {said}"), STUDY)
    (medicine,) = [f.value for f in result.findings if isinstance(f.value, ConcomitantMedication)]
    assert (medicine.name, medicine.prohibited) == (name, prohibited)
    assert deviations(result) == (["prohibited_medication"] if prohibited else [])


def test_dose_and_reason_of_a_medicine() -> None:
    result = extract(visit("P: I take metformin, five hundred milligrams, twice a day, for my diabetes."), STUDY)
    (medicine,) = [f.value for f in result.findings if isinstance(f.value, ConcomitantMedication)]
    assert (medicine.dose, medicine.frequency) == ("five hundred milligrams", "twice a day")
    assert (medicine.indication, medicine.ongoing) == ("diabetes", True)


@pytest.mark.parametrize(
    "said",
    [
        ["P: I did not take any ibuprofen."],
        ["P: I'm allergic to penicillin."],
        ["P: My wife takes omeprazole."],
        ["P: Can I take ibuprofen?"],
        ["I: Please avoid aspirin and ibuprofen."],
        ["P: My mum gave me some naproxen but I didn't take it."],
    ],
)
def test_a_medicine_not_taken(said: list[str]) -> None:
    assert not [f for f in extract(visit(*said), STUDY).findings if isinstance(f.value, ConcomitantMedication)]


@pytest.mark.parametrize(
    ("said", "category"),
    [
        (["I: The machine is down, so we couldn't do the ECG today."], "missing_procedure"),
        (["I: So no blood sample today."], "missing_procedure"),
        (["M: And the form?", "I: He signed the consent form after the first dose."], "consent"),
        (["I: We sent the safety report four days late."], "safety_reporting"),
        (["I: She should not have been enrolled."], "eligibility"),
        (["P: I left the tablets in the car."], "other"),
        (["P: They gave me the wrong bottle."], "dosing"),
        (["P: I took two tablets by mistake."], "dosing"),
        (["I: You are five days late for this visit."], "visit_window"),
    ],
)
def test_stated_deviation(said: list[str], category: str) -> None:
    assert deviations(extract(visit(*said), STUDY)) == [category]


@pytest.mark.parametrize(
    "said",
    [
        ["I: The ECG is done and the blood sample too."],
        ["I: We haven't done the ECG yet, let's do it now."],
        ["M: Were all the consent forms signed?", "I: Yes, all of them."],
        ["M: Did everybody meet the entry criteria?", "I: Yes."],
        ["I: If we can't do the ECG, we will call you."],
    ],
)
def test_no_deviation(said: list[str]) -> None:
    assert deviations(extract(visit(*said), STUDY)) == []


SERIOUS = [
    (["P: I had chest pain and they kept me overnight in the hospital."], ("hospitalisation",)),
    (["P: I had pneumonia. I was admitted for three days."], ("hospitalisation",)),
    (["P: I had a seizure at home."], ("important_medical_event",)),
    (["P: I had an allergic reaction, it was life-threatening, they said."], ("life_threatening",)),
    (["P: I had a rash. I went to the emergency room and they sent me home."], ()),
    (["I: Any rash?", "P: Yes.", "I: Did you go to the hospital?", "P: No."], ()),
    (["P: I had a cough. My mother was admitted to the hospital."], ()),
    (["P: I had a rash. I have a planned hospital stay for my hip, they admitted me for it."], ()),
]


@pytest.mark.parametrize(("said", "criteria"), SERIOUS, ids=lambda v: str(v)[:60])
def test_seriousness(said: list[str], criteria: tuple[str, ...]) -> None:
    events = [f.value for f in extract(visit(*said), STUDY).findings if isinstance(f.value, AdverseEvent)]
    assert [event.criteria for event in events] == [criteria]


def test_a_serious_event_is_due_in_a_day() -> None:
    result = extract(
        visit("P: I had chest pain, they kept me overnight."),
        STUDY,
        visit=STUDY.visit("week4"),
        recording=recording(),
    )
    (event,) = [f.value for f in result.findings if isinstance(f.value, AdverseEvent)]
    assert event.awareness_at == recording().recorded_at
    assert event.sae_due_at == recording().recorded_at + timedelta(hours=24)


def test_what_was_before_the_first_dose_is_no_event() -> None:
    result = extract(visit("P: I had a headache on Monday."), STUDY, visit=STUDY.visit("screening"))
    assert [finding.value.kind for finding in result.findings] == ["medical_history"]


def test_severity_onset_and_outcome() -> None:
    said = visit("P: I had a headache on Tuesday. It was mild.", "I: Is it gone now?", "P: Yes.")
    (event,) = [f.value for f in extract(said, STUDY).findings if isinstance(f.value, AdverseEvent)]
    assert (event.severity, event.onset, event.outcome) == ("mild", "on Tuesday", "resolved")


@pytest.mark.parametrize(
    ("said", "direction"),
    [
        ("My knees are a lot better.", "improved"),
        ("My knees are about the same.", "unchanged"),
        ("The tablets are not helping my knees.", "unchanged"),
        ("My knees got worse.", "worse"),
        ("My knees were worse at first, but now they are better.", "improved"),
    ],
)
def test_response(said: str, direction: str) -> None:
    found = [f.value for f in extract(visit(f"P: {said}"), STUDY).findings]
    assert [v.direction for v in found if isinstance(v, TreatmentResponse)] == [direction]
    assert not [v for v in found if isinstance(v, AdverseEvent)]
