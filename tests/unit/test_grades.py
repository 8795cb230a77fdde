"""How bad an event was: quoted facts, results, severity and the CTCAE grade, each by a rule that is shown."""

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.findings import AdverseEvent, Finding
from trialvoice.safe.extract import extract
from trialvoice.safe.report import detail


def event(*said: str) -> AdverseEvent:
    """The first adverse event of a visit."""
    return next(f.value for f in extract(visit(*said), STUDY).findings if isinstance(f.value, AdverseEvent))


def facts(*said: str) -> dict[str, str]:
    """Its facts with their quotes."""
    return {fact.fact: fact.evidence.quote for fact in event(*said).facts}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (["P: I had a headache and I couldn't dress myself."], {"self_care"}),
        (["P: I had back pain. My wife had to wash me."], {"self_care"}),
        (["P: I had a migraine and missed two days of work."], {"work"}),
        (["P: I had a migraine. I called in sick."], {"work"}),
        (["P: I had a fever, I was off school all week."], {"work"}),
        (["P: I had back pain and couldn't drive."], {"daily_activity"}),
        (["P: I had dizziness. I had to lie down."], {"daily_activity"}),
        (["P: I had chest pain. We went to the emergency room."], {"emergency"}),
        (["P: I fainted, and she called an ambulance."], {"emergency"}),
        (["P: I had a kidney infection. They put me on a drip."], {"iv_treatment"}),
        (["P: I was vomiting blood. They gave me two units of blood."], {"transfusion"}),
        (["P: I broke a bone in my hand, it's in a splint."], {"immobilised"}),
        (["P: I had leg cramps, they woke me up at night."], {"woke"}),
        (["P: I had a headache, hardly noticed it."], {"noticed"}),
        (["P: I had a headache and took ibuprofen."], {"medicine"}),
        (["P: I had itchy eyes and she gave me drops."], {"local_treatment"}),
        (["P: I had a headache.", "I: Did you stay off work?", "P: Yes, one day."], {"work"}),
    ],
)
def test_facts(said: list[str], found: set[str]) -> None:
    assert found <= facts(*said).keys()


@pytest.mark.parametrize(
    ("said", "none"),
    [
        (["P: I had a headache but I never missed work."], "work"),
        (["P: I had a headache. It didn't keep me from going to work."], "work"),
        (["P: I had a headache.", "I: Did you stay off work?", "P: No."], "work"),
        (["P: I had a headache.", "I: If it comes back, call an ambulance."], "emergency"),
        (["P: I had a headache. I nearly called an ambulance."], "emergency"),
        (["P: I had a headache. I wouldn't go to the emergency room for that."], "emergency"),
        (["P: I had a rash, that's because of the amoxicillin."], "medicine"),
        (["P: I had a headache, I didn't take anything, not even ibuprofen."], "medicine"),
        (["P: I had back pain but I could dress myself."], "self_care"),
    ],
)
def test_what_was_denied_or_supposed_is_no_fact(said: list[str], none: str) -> None:
    assert none not in facts(*said)


def test_a_fact_is_quoted_where_it_was_said() -> None:
    assert "missed two days of work" in facts("P: I had a migraine and missed two days of work.")["work"]


@pytest.mark.parametrize(
    ("said", "grade", "rule"),
    [
        (["P: I had a headache and couldn't dress myself."], 3, "ctcae-self-care@1"),
        (["P: I had a headache and missed two days of work."], 2, "ctcae-work@1"),
        (["P: I had a mild headache."], 1, "ctcae-mild@1"),
        (["P: I had a mild rash."], 2, "ctcae-mild@1"),
        (["P: I fainted on Tuesday."], 3, "ctcae-only-grade@1"),
        (["P: I had pneumonia and was admitted to hospital for four nights."], 3, "ctcae-hospital@1"),
        (["P: I had a urinary tract infection and the doctor gave me trimethoprim."], 2, "ctcae-medicine@1"),
        (["P: I broke a bone in my hand, it's in a splint."], 2, "ctcae-immobilised@1"),
        (["P: I had a mild headache but couldn't drive."], 2, "ctcae-daily-activity@1"),
        (["I: Your potassium is five point nine, so that's high."], 2, "ctcae-result@1"),
    ],
)
def test_grade(said: list[str], grade: int, rule: str) -> None:
    made = event(*said)
    assert made.grade_rule is not None
    assert (made.grade, made.grade_rule.rule) == (grade, rule)


@pytest.mark.parametrize(
    "said",
    [
        ["P: I had a headache."],
        ["P: I had severe gout and missed two days of work."],
        ["P: I had a headache. They woke me up at night."],
        ["P: I had nausea, it was severe."],
    ],
)
def test_nothing_where_the_facts_decide_nothing(said: list[str]) -> None:
    made = event(*said)
    assert (made.grade, made.grade_rule) == (None, None)


@pytest.mark.parametrize(
    ("said", "grade", "because"),
    [
        ("I: Your potassium is high, six point four.", 3, "potassium 6.4 mmol/L"),
        ("I: The potassium was high, five point two.", 1, "potassium 5.2 mmol/L"),
        ("I: The platelets have dropped to forty.", 3, "platelet 40 10^9/L"),
        ("I: The platelets are low at 80,000.", 1, "platelet 80000 /mm3"),
        ("I: Sodium one twenty eight. That's low.", 2, "sodium 128 mmol/L"),
        ("I: Calcium is high at twelve point eight milligrams per deciliter.", 3, "calcium 12.8 mg/dL"),
        ("I: Your hemoglobin is low, seven point four.", 3, "hemoglobin 7.4 g/dL"),
        ("I: Your hemoglobin is low, ninety five grams per litre.", 2, "hemoglobin 95 g/L"),
        ("I: The neutrophils are low, zero point four.", 3, "neutrophil 0.4 10^9/L"),
        ("I: The bilirubin is up, twice the upper limit.", 2, "bilirubin 2 x ULN"),
        ("I: The white count was low, one point eight.", 3, "white count 1.8 10^9/L"),
        ("I: The ALT is up, four times the upper limit of normal.", 2, "alt 4 x ULN"),
        ("I: The ALT is raised, 120, the upper limit is 40.", 1, "alt 3 x ULN"),
        ("I: Magnesium is low at one point one.", None, None),
        ("I: Potassium is high since week six.", None, None),
        ("I: Potassium is high, it should be below five.", None, None),
    ],
)
def test_results(said: str, grade: int | None, because: str | None) -> None:
    made = event(said)
    assert made.grade == grade
    assert (made.grade_rule.because if made.grade_rule else None) == because


@pytest.mark.parametrize(
    ("said", "grade"),
    [
        (["P: I had diarrhoea, six times a day.", "I: And normally?", "P: Usually once."], 2),
        (["P: I've got the runs, three, four times a day, where I used to go the one time."], 1),
        (["P: I had diarrhoea, ten times a day, normally I go twice."], 3),
        (["P: I had diarrhoea, six times a day."], None),
        (["P: I had diarrhoea. I took Imodium four times, normally I take it once."], None),
    ],
)
def test_stools(said: list[str], grade: int | None) -> None:
    assert event(*said).grade == grade


@pytest.mark.parametrize(
    ("said", "severity", "rule"),
    [
        ("P: I had a severe headache.", "severe", "severity-named@1"),
        ("P: I had a headache, nothing serious.", "mild", "severity-told@1"),
        ("P: I had back pain. My wife had to wash me.", "severe", "severity-self-care@1"),
        ("P: I had a headache. I took two days off.", "moderate", "severity-work@1"),
        ("P: I had pneumonia and was admitted to hospital for four nights.", "not_stated", None),
    ],
)
def test_severity(said: str, severity: str, rule: str | None) -> None:
    made = event(said)
    assert made.severity == severity
    assert (made.severity_rule.rule if made.severity_rule else None) == rule


def test_the_report_shows_rule_and_reason() -> None:
    said = visit("P: I had pneumonia and was admitted to hospital for four nights.")
    (found,) = [f for f in extract(said, STUDY).findings if isinstance(f.value, AdverseEvent)]
    assert "grade 3: admitted to hospital (ctcae-hospital@1)" in detail(found)


def test_the_report_names_the_terms_to_choose_from() -> None:
    (found,) = [f for f in extract(visit("P: I have a bleed."), STUDY).findings if isinstance(f.value, AdverseEvent)]
    assert isinstance(found, Finding)
    assert "CTCAE undecided: " in detail(found)
