"""How patients answer a doctor's list: senses, sputum, appetite, habits, allergies, whom they met."""

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.findings import MedicalHistory
from trialvoice.safe.extract import extract


def told(*lines: str) -> dict[str, str]:
    """Each problem, and what is asserted of it last."""
    return {mention.term: mention.assertion for mention in extract(visit(*lines), STUDY).mentions}


def history(*lines: str) -> dict[str, bool]:
    """Each term, and whether it is so."""
    found = [finding.value for finding in extract(visit(*lines), STUDY).findings]
    return {value.term: value.present for value in found if isinstance(value, MedicalHistory)}


@pytest.mark.parametrize(
    ("lines", "term"),
    [
        (("I: Any loss of smell or taste?", "P: Maybe taste a little bit but not smell."), "loss of taste"),
        (("P: I can't taste or smell anything.",), "loss of smell"),
        (("P: My smell is completely gone.",), "loss of smell"),
        (("I: What colour is the phlegm?", "P: Sort of greenish."), "green sputum"),
        (("P: I'm coughing up this yellow stuff.",), "yellow sputum"),
        (("I: Are you bringing anything up with the cough?", "P: Just some brown gunk."), "brown sputum"),
        (("I: How is your appetite?", "P: It's been pretty low."), "loss of appetite"),
        (("I: Are you eating okay?", "P: Not really, no."), "loss of appetite"),
        (("P: I don't seem to have a big appetite.",), "loss of appetite"),
        (("I: How are you sleeping?", "P: Horribly."), "insomnia"),
        (("I: And your mood?", "P: Down, to be honest."), "low mood"),
        (("P: I'm having some issues swallowing.",), "difficulty swallowing"),
        (("I: Any chest pain?", "P: Uhm? Just when I cough, I feel some discomfort."), "chest pain"),
        (("I: Any cough?", "P: Just at night."), "cough"),
        (("I: Headaches?", "P: Constantly."), "headache"),
        (("I: Are you coughing?", "P: Yeah, and I have a fever."), "cough"),
        (("I: Fever?", "P: A low one."), "fever"),
        (("I: Dizziness? Palpitations?", "P: Dizziness yes."), "dizziness"),
    ],
)
def test_a_symptom_is_heard(lines: tuple[str, ...], term: str) -> None:
    assert told(*lines).get(term) == "present"


@pytest.mark.parametrize(
    ("lines", "term"),
    [
        (("I: Any loss of smell or taste?", "P: Maybe taste a little bit but not smell."), "loss of smell"),
        (("I: Any changes to your taste or smell?", "P: No, not really."), "loss of taste"),
        (("P: I can still smell the coffee.",), "loss of smell"),
        (("I: What colour is it, what drains from your nose?", "P: Clear, and my shirt is green."), "green sputum"),
        (("I: Is it dry or do you bring up any sputum?", "P: It's dry."), "sputum"),
        (("I: Have you had any fevers?", "P: Fevers, no fevers."), "fever"),
        (("P: I was walking down the stairs to the kitchen.",), "fall"),
        (("P: I get these coughing fits at night.",), "seizure"),
        (("P: I'm just worried it's covid.",), "COVID-19"),
        (("I: You can take Tylenol for fevers if you get any.", "P: Okay."), "fever"),
        (("I: Were things normal with your pregnancy with him?", "P: Yeah totally."), "pregnancy"),
        (("I: Any allergies?", "P: Penicillin, I get a rash."), "rash"),
        (("P: I had my tonsils out and a fever after it. Or no, sorry, that was my brother.",), "fever"),
        (("I: How is your appetite?", "P: It's been good."), "loss of appetite"),
        (("I: Are you sleeping well?", "P: Yes, very well."), "insomnia"),
    ],
)
def test_what_is_no_symptom_is_left(lines: tuple[str, ...], term: str) -> None:
    assert told(*lines).get(term) != "present"


@pytest.mark.parametrize(
    ("lines", "term", "so"),
    [
        (("I: Any allergies?", "P: Just shellfish."), "allergies", True),
        (("I: Any allergies to medications?", "P: No, well, I don't do well with sulfa."), "allergies", True),
        (("I: Do you smoke, drink, or use any drugs?", "P: No to all of those."), "alcohol", False),
        (("I: Do you smoke, drink, or use any drugs?", "P: No to all of those."), "recreational drugs", False),
        (("I: Do you drink?", "P: Not really. Maybe once or twice a year."), "alcohol", True),
        (("I: Alcohol or drugs?", "P: No drugs. A beer now and then."), "recreational drugs", False),
        (("I: Have you been around anyone sick?", "P: My roommate had strep throat."), "exposure to illness", True),
        (("I: Have you been in contact with anyone sick?", "P: I have, no. I stay in."), "exposure to illness", False),
        (("P: Not outside of school, but he goes to school right now.",), "exposure to illness", True),
        (("I: Any recent travel?", "P: I flew back from Peru on Monday."), "exposure to illness", True),
        (("I: Any pets or mold in your home?", "P: We have two cats."), "exposure at home or work", True),
        (
            ("I: Are you otherwise healthy or do you have any conditions?", "P: No, I'm pretty healthy."),
            "chronic conditions",
            False,
        ),
        (("P: My mom had a clot in her lung once.",), "family history of blood clot", True),
        (("P: I had a hernia fixed.",), "hernia repair", True),
    ],
)
def test_history_is_heard(lines: tuple[str, ...], term: str, so: bool) -> None:
    assert history(*lines).get(term) is so


@pytest.mark.parametrize(
    ("lines", "term"),
    [
        (("P: I've had a cold before but not recently.",), "common cold"),
        (("I: Any medical conditions?", "P: Yes, diabetes."), "chronic conditions"),
        (("P: I had my tonsils out. Sorry, that was my brother.",), "tonsillectomy"),
        (("I: Do you smoke?", "P: Sorry, what?"), "smoking"),
        (("I: Does anyone smoke at home?", "P: No."), "smoking"),
    ],
)
def test_what_is_no_history_of_theirs_is_left(lines: tuple[str, ...], term: str) -> None:
    assert term not in history(*lines)


def test_a_child_is_asked_about() -> None:
    asked = ["I: Has he had a fever?", "P: No.", "I: Is he eating?", "P: A bit.", "I: Does he sleep?", "P: Yes."]
    said = told("P: So, the little one, he has been coughing.", *asked, "I: Was he ill before?", "P: No.")
    assert said["cough"] == "present"
