"""What is stated of an adverse event: outcome, course, times, treatment, action and relatedness."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.findings import AdverseEvent
from trialvoice.core.recordings import Recording
from trialvoice.evaluate.extraction.fields import same_words
from trialvoice.safe.extract import extract

RECORDING = Recording(
    study="T-1",
    recording="r1",
    site="01",
    subject="001",
    visit="week4",
    recorded_at=datetime.fromisoformat("2026-04-16T10:00:00+02:00"),
    audio=Path("r1.wav"),
    consent=True,
    participants=("investigator", "participant"),
    day1=date(2026, 3, 18),
)


def event(*said: str) -> AdverseEvent:
    """The first adverse event of a dialogue."""
    made = extract(visit(*said), STUDY, visit=STUDY.visit("week4"), recording=RECORDING)
    return next(f.value for f in made.findings if isinstance(f.value, AdverseEvent))


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (["P: I had a rash, but it cleared up."], "resolved"),
        (["P: I had diarrhoea on Monday.", "I: And now?", "P: All gone."], "resolved"),
        (["P: I've got a headache."], "ongoing"),
        (["P: I had a headache for a week.", "I: Do you still have it?", "P: No."], "resolved"),
        (["P: I had a rash.", "I: Is it gone?", "P: No, still there."], "ongoing"),
        (["P: The dizziness comes and goes."], "ongoing"),
        (["P: I had a cough last week. It's getting better."], "recovering"),
        (["P: I had nausea. It's almost gone."], "recovering"),
        (["P: I've got a rash all over my chest. It came up Sunday gone."], "ongoing"),
        (["P: I had a nosebleed. It was only ten minutes."], "resolved"),
        (["P: I got a headache. It's no better."], "ongoing"),
        (["P: my ankles swelled up and they're still swollen"], "ongoing"),
        (["P: I had a fall on the stairs yesterday."], "not_stated"),
        (["P: I had vomiting.", "I: Does it still happen?", "P: Not really."], "recovering"),
    ],
    ids=str,
)
def test_outcome(said: list[str], outcome: str) -> None:
    assert event(*said).outcome == outcome


@pytest.mark.parametrize(
    ("said", "course"),
    [
        ("I've had a rash and it's spreading.", "worsening"),
        ("My dizziness is worse than it was.", "worsening"),
        ("I've got a cough, it's easing off.", "improving"),
        ("I get a headache on and off.", "intermittent"),
        ("I have dizziness every time I stand up.", "intermittent"),
        ("I've got ringing in my ears all the time.", "continuous"),
        ("I fainted, just the once.", "single"),
        ("I had a fall on Tuesday.", "single"),
        ("I've got a headache.", "not_stated"),
    ],
)
def test_course(said: str, course: str) -> None:
    assert event(f"P: {said}").course == course


@pytest.mark.parametrize(
    ("said", "onset", "onset_date"),
    [
        (["P: I had a headache on Tuesday."], "on Tuesday", "2026-04-14"),
        (["P: I've got a rash.", "I: Since when?", "P: Since day three."], "Since day three", "2026-03-20"),
        (["P: I've had a cough since Easter Monday."], "since Easter Monday", "2026-04-06"),
        (["P: I had nausea.", "I: When did it start?", "P: Ten days ago."], "Ten days ago", "2026-04-06"),
        (["P: It began two weeks ago last night. I had terrible dizziness."], "two weeks ago last night", "2026-04-01"),
        (["P: I have a headache.", "I: How long have you had that?", "P: Three weeks."], "Three weeks", "2026-03"),
        (["P: I have a headache every day."], None, None),
    ],
    ids=str,
)
def test_onset(said: list[str], onset: str | None, onset_date: str | None) -> None:
    found = event(*said)
    assert (found.onset, found.onset_date) == (onset, onset_date)


def test_no_dates_are_counted_where_those_in_the_words_are_shifted() -> None:
    shifted = STUDY.model_copy(update={"deidentify": STUDY.deidentify.model_copy(update={"dates": "shift"})})
    made = extract(visit("P: I had a headache on Tuesday."), shifted, visit=shifted.visit("week4"), recording=RECORDING)
    (found,) = [f.value for f in made.findings if isinstance(f.value, AdverseEvent)]
    assert (found.onset, found.onset_date) == ("on Tuesday", None)


@pytest.mark.parametrize(
    ("said", "end", "end_date"),
    [
        (["P: I had a headache on Tuesday. It was gone by the morning."], "by the morning", "2026-04-15"),
        (["P: I fainted on Sunday. It was like a minute and then I was fine."], "It was like a minute", "2026-04-12"),
        (["P: I had a rash.", "I: When did it stop?", "P: Yesterday."], "Yesterday", "2026-04-15"),
        (["P: I had a rash. It cleared up at the end of March."], "at the end of March", "2026-03"),
        (["P: I've got a rash since Sunday."], None, None),
    ],
    ids=str,
)
def test_end(said: list[str], end: str | None, end_date: str | None) -> None:
    found = event(*said)
    assert (found.end, found.end_date) == (end, end_date)


@pytest.mark.parametrize(
    ("said", "action"),
    [
        (["P: I had a rash.", "I: The doctor stopped the study tablets for good because of it."], "withdrawn"),
        (
            ["P: I had vomiting.", "I: Did you stop the study tablets?", "P: I stopped them for three days."],
            "interrupted",
        ),
        (["P: I got dizzy.", "I: Then we'll halve the dose of the study tablets."], "reduced"),
        (["P: I had a headache.", "I: Carry on with the study tablets."], "none"),
        (["P: I had a headache. I stopped the tea."], "not_stated"),
    ],
    ids=str,
)
def test_action(said: list[str], action: str) -> None:
    assert event(*said).action == action


@pytest.mark.parametrize(
    ("said", "related", "by"),
    [
        (["P: I had a rash.", "I: That one is related to the study drug."], "related", "investigator"),
        (["P: I had a cough.", "I: That's not related to the study drug."], "not_related", "investigator"),
        (["P: I had a rash.", "I: It could be the study tablets."], "possibly", "investigator"),
        (["P: I had a rash.", "I: We can't rule it out, so possibly related."], "possibly", "investigator"),
        (["P: I had a rash. I'm sure it's the study tablets."], "related", "participant"),
        (["P: I had a rash.", "I: I'd say that's your new soap and not our tablets."], "not_related", "investigator"),
        (["P: I had a rash.", "I: Okay."], "not_stated", None),
    ],
    ids=str,
)
def test_related_as_stated(said: list[str], related: str, by: str | None) -> None:
    found = event(*said)
    assert (found.related, found.related_by) == (related, by)


@pytest.mark.parametrize(
    ("said", "treatment"),
    [
        (["P: I had a headache and took paracetamol."], "paracetamol"),
        (["P: I had a rash.", "I: Did you put anything on it?", "P: Just some cream."], "cream"),
        (["P: I had a gash over my eye, they gave me five stitches."], "five stitches"),
        (["P: I had a headache.", "I: Did you take anything?", "P: No, nothing for it."], None),
        (["P: I had a headache. I didn't take any paracetamol."], None),
    ],
    ids=str,
)
def test_treatment(said: list[str], treatment: str | None) -> None:
    assert event(*said).treatment == treatment


TOLD = tomllib.loads(Path(__file__).with_name("told_event_fields.toml").read_text(encoding="utf-8"))["case"]
IN_WORDS = ("onset", "end", "treatment")


@pytest.mark.parametrize("case", TOLD, ids=lambda case: " ".join(case["said"]))
def test_told(case: dict[str, Any]) -> None:
    found = event(*case["said"])
    for field in case.get("none", ()):
        assert getattr(found, field) in (None, "not_stated"), field
    for field, wanted in case.items():
        if field in IN_WORDS:
            assert same_words(getattr(found, field), wanted), (field, getattr(found, field))
        elif field not in ("said", "none"):
            assert getattr(found, field) == wanted, field
