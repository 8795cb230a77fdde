"""Medicines: how they are named, what is said of them, and what only sounds like one."""

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.findings import ConcomitantMedication
from trialvoice.safe.extract import extract
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.medicines.medication import forbidden_by, medications


def found(*said: str) -> list[ConcomitantMedication]:
    drafts = medications(Dialogue(visit(*said)), STUDY, ())
    return [draft.value for draft in drafts if isinstance(draft.value, ConcomitantMedication)]


NAMED = [
    (["P: I take bisoprolol and, um, ramipril."], ["bisoprolol", "ramipril"]),
    (["P: They put me on clari, clarithro something.", "I: Clarithromycin?", "P: That's the one."], ["clarithromycin"]),
    (["P: I'm on a tablet for my cholesterol, ator, I forget.", "I: Atorvastatin?", "P: Yes."], ["atorvastatin"]),
    (["P: I take one for the pressure.", "I: Amlodipine?", "P: No, the other one, losartan."], ["losartan"]),
    (["P: my brother gave me his tram a doll for my tooth"], ["tramadol"]),
    (["P: I took am o xicillin for a week."], ["amoxicillin"]),
    (["P: I used a cream from the doctor, a steroid cream."], ["steroid cream"]),
    (["P: The doctor's cream cleared it up."], ["cream"]),
    (["I: Any other medicines?", "P: Just the pill.", "I: Okay."], ["the pill"]),
    (["I: What do you take?", "P: Metformin, Januvia and a baby aspirin."], ["metformin", "januvia", "baby aspirin"]),
    (["P: I had a painkiller on Sunday, just Tylenol."], ["tylenol"]),
    (["P: My neighbour gave me two of her diazepam."], ["diazepam"]),
    (["P: I used my blue one more often, the puffer."], ["blue one"]),
    (["P: I started turmeric and fish oil."], ["turmeric", "fish oil"]),
    (["I: You're still on the warfarin?", "P: Yes."], ["warfarin"]),
    (["I: The omeprazole he can keep.", "C: Good."], ["omeprazole"]),
    (["P: I had my tetanus booster on Friday."], ["tetanus booster"]),
    (["P: the chemist sold me some sudafed and i took it for two days"], ["sudafed"]),
    (["C: I gave her ibuprofen for the fever."], ["ibuprofen"]),
]


@pytest.mark.parametrize(("said", "names"), NAMED, ids=lambda v: str(v)[:70])
def test_named(said: list[str], names: list[str]) -> None:
    names_found = sorted(one.name.lower() for one in found(*said))
    assert len(names_found) == len(names)
    assert all(any(name in one for one in names_found) for name in names)


NOT_TAKEN = [
    ["C: My doctor put me on a prednisone pack for my back, he keeps his hands off it."],
    ["P: The doctor gave my wife codeine for her back."],
    ["P: They offered me diazepam, I didn't fill it."],
    ["P: I was given codeine but I haven't had any yet."],
    ["P: Wait, is that the codeine one?"],
    ["P: My sister's on Ozempic."],
    ["P: The doctor mentioned lithium, should I take it?"],
    ["P: I never took the naproxen."],
    ["I: No aspirin, please, and no ibuprofen."],
    ["I: If you get a headache you can take paracetamol."],
    ["P: My creatinine was a bit high and my potassium was low."],
    ["P: We had ice cream and I put on some sun cream."],
    ["P: I dropped my cup."],
    ["P: They covered that, it's been proven to differ."],
    ["I: Not ketoconazole?", "P: No."],
    ["P: It was Claritin.", "C: Not Claritin! I don't know what it was."],
    ["P: My doctor wants me to start a statin next month, I might."],
    ["P: I'm allergic to penicillin."],
    ["I: Any allergies?", "P: Codeine, and bee stings."],
    ["I: Last time you told me about the amoxicillin.", "P: That's a while ago."],
    ["P: The iron was too hot and burned my shirt."],
    ["P: There was lead in the water and calcium in the pipes."],
    ["I: Do you take aspirin?", "P: No."],
]


@pytest.mark.parametrize("said", NOT_TAKEN, ids=lambda v: str(v)[:70])
def test_not_taken(said: list[str]) -> None:
    assert [one.name for one in found(*said)] == []


DETAILS = [
    (
        ["P: I take bisoprolol, five milligrams, every morning, for my heart."],
        {"dose": "five milligrams", "frequency": "every morning", "indication": "heart", "ongoing": True},
    ),
    (["P: Lisinopril, twenty, for the pressure."], {"dose": "twenty", "indication": "pressure", "ongoing": True}),
    (
        ["P: They gave me doxycycline, a hundred, twice a day for a week. All done now."],
        {"dose": "a hundred", "frequency": "twice a day for a week", "ongoing": False},
    ),
    (["P: I took two Advil on Saturday."], {"dose": "two", "start": "on Saturday", "ongoing": False}),
    (
        ["P: I've been on gabapentin three hundred at bedtime since last Monday."],
        {"dose": "three hundred", "frequency": "at bedtime", "start": "last Monday", "ongoing": True},
    ),
    (
        ["I: Anything new?", "P: Imodium.", "I: How often do you take it?", "P: Twice a day."],
        {"frequency": "Twice a day"},
    ),
    (["I: Anything new?", "P: Naproxen.", "I: When was that?", "P: Last Tuesday."], {"start": "Last Tuesday"}),
    (["P: I use Flonase up my nose, two sprays."], {"dose": "two sprays", "route": "nasal"}),
    (["P: I put hydrocortisone cream on my elbows."], {"route": "topical"}),
    (
        ["P: Latanoprost, one drop in each eye at night."],
        {"dose": "one drop", "route": "in each eye", "frequency": "at night"},
    ),
    (["P: I stopped the metformin last week."], {"ongoing": False}),
    (
        ["P: The urgent care gave me a cortisone shot in my shoulder on Friday."],
        {"route": "injection", "start": "on Friday"},
    ),
    (["P: The doctor doubled my amlodipine to ten."], {"dose": "ten"}),
    (["P: I take a cholesterol tablet, atorvastatin."], {"indication": "cholesterol"}),
    (
        ["P: Methotrexate, fifteen milligrams, Thursdays."],
        {"dose": "fifteen milligrams", "frequency": "Thursdays", "start": None},
    ),
    (["P: I take ramipril in the morning and simvastatin at night."], {"frequency": "in the morning"}),
    (["P: I took one Tylenol, just the once."], {"dose": "one", "frequency": "just the once", "ongoing": False}),
    (["P: Ventolin, two puffs when I need it."], {"dose": "two puffs", "frequency": "when I need it"}),
]


@pytest.mark.parametrize(("said", "details"), DETAILS, ids=lambda v: str(v)[:70])
def test_details(said: list[str], details: dict[str, object]) -> None:
    first = found(*said)[0]
    assert {name: getattr(first, name) for name in details} == details


def test_the_complaint_told_before_is_the_reason() -> None:
    said = visit("P: I had a terrible headache on Sunday.", "I: Did you take anything for it?", "P: Some Tylenol.")
    (medicine,) = [f.value for f in extract(said, STUDY).findings if isinstance(f.value, ConcomitantMedication)]
    assert medicine.indication == "headache"


@pytest.mark.parametrize(
    ("plain", "said", "name"),
    [
        ("ibuprofen", "Advil", "NSAIDs"),
        ("etoricoxib", "Arcoxia", "NSAIDs"),
        ("prednisone", "prednizone", "prednisone"),
        ("paracetamol", "Tylenol", None),
        ("steroid cream", "steroid cream", None),
    ],
)
def test_forbidden(plain: str, said: str, name: str | None) -> None:
    assert forbidden_by(STUDY, plain, said) == name


def test_an_exception_that_staff_name_is_not_prohibited() -> None:
    said = [
        "P: They gave me prednisone in the hospital.",
        "I: For that the protocol makes an exception, so we're good.",
    ]
    assert [one.prohibited for one in found(*said)] == [False]
    assert [one.prohibited for one in found(said[0], "I: That one is on the list, you can't have it.")] == [True]


def test_a_reason_that_comes_first() -> None:
    assert [one.indication for one in found("P: For the pain I took Tylenol, two times this week.")] == ["pain"]
