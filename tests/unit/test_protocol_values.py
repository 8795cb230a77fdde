"""Deviations by values: criteria of eligibility, compliance in percent; and what is ruled to be no deviation."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.findings import ProtocolDeviation
from trialvoice.core.recordings import Recording
from trialvoice.core.results import Compliance
from trialvoice.core.study import Eligibility
from trialvoice.safe.extract import extract

CRITERIA = STUDY.model_copy(
    update={
        "eligibility": (
            Eligibility(id="age", kind="inclusion", text="18 to 75 years", item="AGE", minimum=18, maximum=75),
            Eligibility(id="bp", kind="exclusion", text="systolic above 160", item="SYSBP", minimum=161),
            Eligibility(id="pain", kind="inclusion", text="pain of 4 or more", item="Q.PAIN", minimum=4),
            Eligibility(id="panc", kind="exclusion", text="pancreatitis", conditions=("pancreatitis",)),
            Eligibility(id="opioid", kind="exclusion", text="opioids", medicines=("opioids",)),
        ),
        "visits": (*STUDY.visits, STUDY.visit("week4").model_copy(update={"id": "base", "day": 1})),
    }
)


def _unmet(*lines: str, at: str = "base") -> list[str]:
    findings = extract(visit(*lines), CRITERIA, visit=CRITERIA.visit(at)).findings
    rules = [f.value.rule for f in findings if isinstance(f.value, ProtocolDeviation)]
    return [rule.removeprefix("eligibility-") for rule in rules if rule.startswith("eligibility-")]


@pytest.mark.parametrize(
    ("lines", "unmet"),
    [
        (("I: How old are you?", "P: Seventy-eight."), ["age"]),
        (("P: I'm seventy-eight years old.",), ["age"]),
        (("P: I'm seventy-four years old.",), []),
        (("P: My mother is seventy-eight years old.",), []),
        (("I: One seventy-two over ninety.",), ["bp"]),
        (("I: One fifty-two over ninety.",), []),
        (("I: Out of ten, how bad is the pain on the scale?", "P: Two."), ["pain"]),
        (("I: Have you ever had pancreatitis?", "P: Yes, two years ago."), ["panc"]),
        (("I: Have you ever had pancreatitis?", "P: No."), []),
        (("P: My brother had pancreatitis.",), []),
        (("P: I had pancreatitis twelve years ago.", "I: That's far enough back, that's not a problem."), []),
        (("P: I take codeine for my back.",), ["opioid"]),
        (("P: I take paracetamol for my back.",), []),
    ],
)
def test_a_criterion_that_is_not_met(lines: tuple[str, ...], unmet: list[str]) -> None:
    assert _unmet(*lines) == unmet


def test_criteria_bind_before_the_first_dose() -> None:
    assert _unmet("I: One seventy-two over ninety.", at="week4") == []


def _recorded(day: int) -> Recording:
    day1 = date(2026, 1, 1)
    at = datetime(2026, 1, 1, 9, tzinfo=UTC) + timedelta(days=day - 1)
    return Recording(study="T-1", recording="r", site="01", subject="1", visit="week4", recorded_at=at,
                     audio=Path("r.wav"), consent=True, participants=("investigator", "participant"),
                     day1=day1)  # fmt: skip


COUNTED = CRITERIA.model_copy(
    update={
        "dosing": STUDY.dosing.model_copy(
            update={"max_missed": 20, "minimum_compliance": 80.0, "dispensed": 70.0, "returned_item": "Q.STIFF"}
        )
    }
)


def _compliance(*lines: str, day: int = 29) -> tuple[Compliance | None, list[str]]:
    made = extract(visit(*lines), COUNTED, visit=COUNTED.visit("week4"), recording=_recorded(day))
    deviations = [f.value for f in made.findings if isinstance(f.value, ProtocolDeviation)]
    return made.compliance, [d.description for d in deviations if d.rule == "compliance"]


def test_compliance_by_doses_is_of_those_planned_since_the_visit_before() -> None:
    reached, deviations = _compliance("I: Any missed?", "P: I missed seven doses of the study tablets.")
    assert reached is not None
    assert (reached.days, reached.planned, reached.missed, reached.by_doses) == (28, 56.0, 7, 87.5)
    assert deviations == []


def test_compliance_below_the_limit_is_a_deviation() -> None:
    _, deviations = _compliance("I: Any missed?", "P: I missed fourteen doses of the study tablets.")
    assert deviations == ["compliance of 75 %, less than the 80 % that the protocol asks for"]


def test_compliance_by_what_came_back() -> None:
    reached, deviations = _compliance("I: How many minutes are you stiff?", "P: Thirty-five minutes.")
    assert reached is not None
    assert (reached.returned, reached.by_returned, reached.by_doses) == (35.0, 62.5, None)
    assert deviations == ["compliance of 62.5 %, less than the 80 % that the protocol asks for"]


def test_nothing_told_is_no_hundred_percent() -> None:
    reached, deviations = _compliance("P: Hello.")
    assert reached is not None
    assert (reached.missed, reached.by_doses, deviations) == (None, None, [])


@pytest.mark.parametrize(
    ("category", "lines"),
    [
        ("prohibited_medication", ("P: I had a hydrocortisone cream.", "I: A cream is fine, you can keep that.")),
        ("visit_window", ("I: You're two days late, but that's inside the three we have, so no harm done.",)),
        ("consent", ("P: They took my blood before I signed.", "I: No, that was your ordinary check.")),
    ],
)
def test_what_is_ruled_out_is_kept_with_the_words(category: str, lines: tuple[str, ...]) -> None:
    (one,) = extract(visit(*lines), STUDY, visit=STUDY.visit("week4")).not_deviations
    assert one.category == category
    assert one.ruled_out_by[0].role == "investigator"


CLEARED = [
    ("I: Your pressure's one fifty-six.", "I: We take people up to one sixty, so you're in."),
    (
        "P: I had a small stroke, ten years back.",
        "I: It's only if it was this year that you couldn't join, so no bother.",
    ),
    ("I: Nobody's touched you yet, you've signed and I've signed, and now we can start.",),
    ("M: When was the consent signed?", "I: At ten to nine, before any of the tests."),
    ("M: I don't see an ECG for week four.", "I: There isn't one due at week four.", "M: You're right."),
    ("M: And the blood sample?", "I: It was done, it's just not filed yet."),
    ("P: I took it late, after lunch.", "I: Same day is fine, that isn't a problem for us."),
    ("P: I used to take Nurofen till the spring.", "I: The rule is four weeks clear, and you're well past that."),
    ("M: The fridge log has a spike in it.", "I: It was the probe, nothing was out of range."),
    (
        "M: That infusion ran over an hour.",
        "I: The protocol allows that after a reaction.",
        "M: Agreed, that's not a finding.",
    ),
    ("P: They offered me ibuprofen and I said no, I'm in a study.", "I: Good for you."),
    (
        "P: I couldn't fill the whole bottle.",
        "I: Never mind, you can do another any day before the first tablet, that's allowed.",
    ),
    ("M: He was in overnight for the cataract.", "I: That was planned long before, so it needs no SAE."),
    ("P: I had prednisone before I joined.", "I: You weren't in the study yet, so nothing's been broken."),
]
CLEARED_UNSEEN = [
    ("M: There's no urine test in here.", "I: It isn't asked for at week four."),
    ("M: Was the blood drawn before he signed?", "I: No, he signed before anything was done."),
    ("P: My sugar was nine.", "I: The study takes people between seven and eleven, so you're in."),
    ("P: I had Voltarol in the summer.", "I: The protocol asks for two weeks without, that's fine."),
    ("M: The cooler was left open.", "I: The logger never went above eight degrees."),
    ("P: She wanted to give me ibuprofen for it but I turned it down.", "I: Well done."),
    ("M: And the form for the hospital stay?", "I: It was booked before he joined, so it's not an SAE."),
    ("I: You don't have to do the walk today, you can do it any day before the first tablet.",),
]
NOT_CLEARED = [
    ("P: I'm fine.", "I: That's fine."),
    ("I: Are you allowed to drive?", "P: Yes."),
    ("P: My sister was touched that I called.", "I: How nice."),
    ("I: It had to be a Monday, didn't it.", "P: Always."),
    ("I: The rule is, no phones in the scanner.",),
    ("P: The baby is not planned.", "I: I see."),
    ("P: They offered me a biscuit and I said no.", "I: Good."),
    ("I: We take people's blood here.",),
]


@pytest.mark.parametrize("lines", [*CLEARED, *CLEARED_UNSEEN], ids=lambda lines: str(lines)[:70])
def test_what_is_cleared_in_other_words(lines: tuple[str, ...]) -> None:
    assert extract(visit(*lines), STUDY, visit=STUDY.visit("week4")).not_deviations


@pytest.mark.parametrize("lines", NOT_CLEARED, ids=lambda lines: str(lines)[:70])
def test_what_only_sounds_like_clearing(lines: tuple[str, ...]) -> None:
    assert extract(visit(*lines), STUDY, visit=STUDY.visit("week4")).not_deviations == ()


def test_a_deviation_is_not_ruled_out_as_well() -> None:
    said = visit("P: My dentist put me on ibuprofen last week.", "I: That one's on our list, it isn't allowed.")
    assert extract(said, STUDY, visit=STUDY.visit("week4")).not_deviations == ()


def test_a_deviation_leaves_its_importance_to_the_sponsor_and_says_why() -> None:
    said = visit("P: My dentist put me on ibuprofen last week.", "I: That one's on our list.")
    (found,) = [f.value for f in extract(said, STUDY).findings if isinstance(f.value, ProtocolDeviation)]
    assert found.importance == "undetermined"
    assert "safety" in found.rationale


SERIOUS = "C: He was admitted to hospital with pneumonia for three nights."


@pytest.mark.parametrize(
    ("lines", "late"),
    [
        ((SERIOUS, "C: I told the girl on your desk on Thursday.", "I: I see. I sent the form on Monday."), True),
        ((SERIOUS, "I: The daughter left a voicemail on Thursday.", "I: The SAE went in yesterday."), True),
        ((SERIOUS, "C: I rang the nurse on Sunday.", "I: Yes, and I sent the report on Monday."), False),
        ((SERIOUS, "C: I didn't tell anybody on Thursday.", "I: I sent the form on Monday."), False),
        ((SERIOUS, "C: I told the girl on the desk on Thursday.", "I: If it was sent on Monday I'd know."), False),
        (("C: I told the girl on the desk on Thursday.", "I: I sent the form on Monday."), False),
        ((SERIOUS, "C: I told the girl on the desk on Thursday.", "C: I sent the form on Monday."), False),
    ],
)
def test_a_report_days_after_the_site_was_told_is_late(lines: tuple[str, ...], late: bool) -> None:
    findings = extract(visit(*lines), STUDY, visit=STUDY.visit("week4"), recording=_recorded(34)).findings
    rules = [f.value.rule for f in findings if isinstance(f.value, ProtocolDeviation)]
    assert ("late-report" in rules) == late
