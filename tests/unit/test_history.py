"""Medical history: what was there before, what was never there, what runs in the family."""

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.findings import MedicalHistory
from trialvoice.safe.extract import extract


def history(*lines: str) -> dict[str, bool]:
    """Each term, and whether it is so."""
    found = [finding.value for finding in extract(visit(*lines), STUDY).findings]
    return {value.term: value.present for value in found if isinstance(value, MedicalHistory)}


@pytest.mark.parametrize(
    ("lines", "term", "so"),
    [
        (("I: Do you smoke?", "P: About half a pack a day."), "smoking", True),
        (("I: Do you smoke or vape?", "P: No, never have."), "smoking", False),
        (("I: Any tobacco?", "P: I quit ten years ago."), "smoking", True),
        (("P: I don't smoke and I never did.",), "smoking", False),
        (("I: Do you drink alcohol?", "P: A glass of wine at the weekend."), "alcohol", True),
        (("I: Any alcohol?", "P: None."), "alcohol", False),
        (("I: Any allergies that you know of?", "P: Nope."), "allergies", False),
        (("I: Are you allergic to anything?", "P: Yes, to penicillin."), "allergies", True),
        (("I: Are your immunizations up to date?", "P: Yeah, all of them."), "immunisations", True),
        (("I: Are you otherwise healthy?", "P: Yes."), "chronic conditions", False),
        (("I: Do you have any medical conditions?", "P: No."), "chronic conditions", False),
        (("I: Have you ever had surgery?", "P: Not once."), "operations", False),
        (("P: I have type one diabetes.",), "type 1 diabetes", True),
        (("P: I've had COPD for years.",), "COPD", True),
        (("I: Anything else?", "P: They took my appendix out, I had my appendix out as a boy."), "appendectomy", True),
        (("P: My father had lung cancer.",), "family history of lung cancer", True),
        (("I: Any marijuana or other drugs?", "P: No, nothing like that."), "recreational drugs", False),
        (("I: Have you been around anyone who was sick?", "P: Yes, my nephew."), "exposure to illness", True),
    ],
)
def test_history_is_taken_down(lines: tuple[str, ...], term: str, so: bool) -> None:
    assert history(*lines).get(term) is so


@pytest.mark.parametrize(
    ("lines", "term"),
    [
        (("I: I will use an alcohol wipe on your arm.", "P: Okay."), "alcohol"),
        (("P: The smoke alarm went off in the night.",), "smoking"),
        (("P: My brother smokes like a chimney.",), "smoking"),
        (("I: We will screen you for hepatitis and HIV.", "P: Sure."), "HIV infection"),
        (("I: Do you have diabetes?", "P: No."), "diabetes"),
        (("I: Do you smoke?", "P: Sorry, what was that?"), "smoking"),
    ],
)
def test_what_is_no_history_is_left(lines: tuple[str, ...], term: str) -> None:
    assert term not in history(*lines)


def test_one_thing_is_told_once_with_all_its_quotes() -> None:
    made = extract(visit("P: I have asthma.", "I: Okay.", "P: The asthma is from when I was a child."), STUDY)
    (asthma,) = [f for f in made.findings if isinstance(f.value, MedicalHistory) and f.value.term == "asthma"]
    assert [proof.turn for proof in asthma.evidence] == [1, 3]


def test_a_parent_speaks_for_the_child_they_brought() -> None:
    made = extract(visit("P: Hi, I brought in my son.", "I: What is it?", "P: He has a fever since Monday."), STUDY)
    assert [(one.term, one.assertion) for one in made.mentions] == [("fever", "present")]


def test_an_accident_is_told_once_and_runs_in_no_family() -> None:
    assert history("P: I broke my ankle years ago.") == {"broken bone": True}
    assert history("P: My sister broke her arm last year.") == {}
