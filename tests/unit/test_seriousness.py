"""The six criteria of seriousness in plain words: what meets one, whose it is, and what only sounds like one."""

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.findings import AdverseEvent
from trialvoice.safe.extract import extract


def serious(*said: str) -> list[AdverseEvent]:
    """The serious events of a dialogue."""
    found = [f.value for f in extract(visit(*said), STUDY).findings if isinstance(f.value, AdverseEvent)]
    return [event for event in found if event.serious]


STAYS = [
    ["P: I had terrible stomach pain and they kept me in."],
    ["P: They took me in by ambulance.", "I: Did they keep you in?", "P: Two nights."],
    ["C: He couldn't breathe, so I called an ambulance. He was on the ward till Sunday."],
    ["C: She collapsed in the kitchen. She ended up in the cardiac unit for two nights."],
    ["I: Anything since last time?", "P: I was in hospital.", "I: What for?", "P: Pneumonia."],
    ["P: Went in with a fever on the Tuesday and they let me out on the Friday. It was the hospital in town."],
    ["P: My wife drove me to the hospital and I was there three nights in the end, three nights on the ward."],
    ["I: Were you admitted?", "P: Yeah, for the weekend."],
    ["I: Did he stay overnight?", "C: He did.", "I: And what was it?", "C: A kidney infection."],
    ["M: Why was the participant hospitalised?", "I: Appendicitis, she had an emergency operation."],
    ["M: Tell me about the event in March.", "I: He was admitted with chest pain and discharged after two days."],
    ["P: so i had this vomiting and they put me in the hospital for like two days on a drip"],
    ["P: I spent last weekend in the hospital with a blood infection."],
    ["P: My husband rang and they had me in overnight with my heart racing."],
    ["C: They transferred her to the intensive care unit with sepsis."],
    ["I: So you were admitted from the Monday to the Thursday.", "P: That's right. With the dizziness."],
    ["P: The doctor said my blood was dangerously thin and she hospitalized me that same afternoon."],
    ["C: He had a nosebleed that wouldn't stop, so they admitted him overnight."],
    ["P: I got out of hospital last Tuesday. It was my gallbladder."],
    ["P: I had a fall and spent four days in the infirmary."],
    ["I: Any hospital visits or operations since last time?", "P: Yes, I was kept in overnight with a migraine."],
]


@pytest.mark.parametrize("said", STAYS, ids=lambda said: said[0][:50])
def test_a_stay_in_hospital(said: list[str]) -> None:
    assert [event.criteria for event in serious(*said)] == [("hospitalisation",)]


OTHERS = [
    (["C: I'm calling about my husband. He passed away on Sunday."], "death"),
    (["C: We lost him. It was his heart, they said."], "death"),
    (["I: How is your father?", "C: He didn't make it."], "death"),
    (["M: And the outcome?", "I: Fatal, the patient died at home on the ninth."], "death"),
    (["C: My mum was found dead on the Friday by the neighbor."], "death"),
    (["P: I stopped breathing and my husband did CPR."], "life_threatening"),
    (["C: The doctors said he could have died with that reaction."], "life_threatening"),
    (["P: My throat closed up with the rash. It was touch and go, they told me."], "life_threatening"),
    (["I: The event was graded life threatening, he had a bleed in the stomach."], "life_threatening"),
    (["P: I've lost the sight in my left eye."], "disability"),
    (["P: The stroke left me with a dead arm.", "I: I see.", "P: I can no longer walk."], "disability"),
    (["P: The nerve damage is there, permanent damage they say, I can't feel my foot."], "disability"),
    (["P: Our baby was born with a cleft lip."], "congenital_anomaly"),
    (["P: The baby came in March.", "I: And is all well?", "P: She was born with a hole in her heart."],
     "congenital_anomaly"),
    (["P: I had a seizure in the shop."], "important_medical_event"),
    (["P: They found a clot, a DVT, they said. I'm on thinners now."], "important_medical_event"),
    (["I: Any thoughts of hurting yourself?", "P: Sometimes, yes."], "important_medical_event"),
    (["P: Some days I think everybody would be better off without me."], "important_medical_event"),
    (["C: He keeps saying he doesn't want to live any more."], "important_medical_event"),
    (["P: i lost the baby at nine weeks"], "important_medical_event"),
    (["P: I went into anaphylactic shock after the second dose and used my epipen."], "important_medical_event"),
    (["P: The biopsy came back and it's cancer. Breast cancer."], "important_medical_event"),
    (["P: I wish I could just go to sleep and not wake up."], "important_medical_event"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "criterion"), OTHERS, ids=lambda said: str(said)[:50])
def test_another_criterion(said: list[str], criterion: str) -> None:
    found = serious(*said)
    assert len(found) >= 1
    assert criterion in found[0].criteria


NOT_SERIOUS = [
    ["P: I went to the emergency room with a rash and they sent me home."],
    ["C: We were five hours in the emergency room with his wrist. They put a splint on and we went home."],
    ["P: I've got a planned operation on my hip in June. They keep you for five days."],
    ["P: I had my knee done in March.", "I: That was booked before you joined, so it's no event."],
    ["P: They did the cataract, day surgery, in and out."],
    ["P: My mother was in hospital for a week with pneumonia."],
    ["P: My wife had a stroke and she's been in intensive care."],
    [
        "C: I'm calling for my dad. He has a cough.",
        "I: How's your mother?",
        "C: They kept her in overnight on Tuesday, but she's home now.",
    ],
    ["P: I was in hospital with pneumonia ten years ago."],
    ["P: When I saw the bill my heart stopped for a second."],
    ["P: I nearly died of embarrassment."],
    ["P: I nearly died laughing."],
    ["I: If you get chest pain you may need to be admitted to hospital."],
    ["I: Were you admitted?", "P: No, no. Home for supper."],
    ["I: Have you been in hospital since last time?", "P: No."],
    ["P: I've got a cough. I was afraid they would keep me in."],
    ["I: Any thoughts of hurting yourself or that you'd be better off dead?", "P: No, never."],
    ["P: My uncle died in April. I've been low since, sad."],
    ["P: I lost my job and we lost the dog."],
    ["P: My daughter lost her baby."],
    ["P: I was admitted to the study in March and have had a headache since."],
    ["P: He kept me waiting for an hour, and my headache got worse."],
    ["P: The nurse at the hospital pharmacy gave me cream for the rash."],
    ["I: It may cause seizures or liver failure in some people, it's in the form."],
    ["P: My sister's baby was born with a cleft lip."],
    ["P: I work in a hospital, on the stroke ward, nights. I've been tired."],
    ["P: It kept me awake for two nights in the hotel."],
    ["M: And the admission in March?", "I: That was elective, planned before he consented."],
    ["P: They wanted to keep me in but I said no. It was a nosebleed."],
    ["P: I cut myself shaving and it bled for ages."],
]


@pytest.mark.parametrize("said", NOT_SERIOUS, ids=lambda said: said[0][:50])
def test_not_serious(said: list[str]) -> None:
    assert [(event.term, event.criteria) for event in serious(*said)] == []


def test_a_serious_event_that_no_list_has_is_named_by_what_it_was_called() -> None:
    (event,) = serious(
        "C: They kept him in for three nights.", "I: What was it?", "C: They said it was a volvulus of the gut."
    )
    assert event.term == "volvulus"


def test_a_serious_event_whose_cause_nobody_names_is_reported() -> None:
    (event,) = serious("P: I was in hospital for two nights.", "I: Oh dear.")
    assert event.criteria == ("hospitalisation",)


def test_an_attack_is_one_of_the_indication() -> None:
    (event,) = serious("I: Tell me about the flare.", "P: They kept me in for it, two nights.")
    assert event.term == f"{STUDY.study.indication.lower()} flare"


def test_what_is_said_later_of_the_same_stay_makes_nothing_else_serious() -> None:
    found = serious(
        "P: I had pneumonia and they kept me in for a week.",
        "I: And how are you sleeping?",
        "P: Badly. I've had insomnia since I got out of hospital.",
    )
    assert [event.term for event in found] == ["pneumonia"]
