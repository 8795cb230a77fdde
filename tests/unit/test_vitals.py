"""Vital signs as they are read out: which numbers are taken, and which are not."""

import pytest

from tests.visits import visit
from trialvoice.core.findings import VitalSign
from trialvoice.safe.drafts import Draft
from trialvoice.safe.forms.vitals import NOT_SITTING, vital_signs
from trialvoice.safe.language.dialogue import Dialogue


def drafts(*lines: str) -> tuple[Draft, ...]:
    return vital_signs(Dialogue(visit(*lines)))


def taken(*lines: str) -> dict[str, tuple[float, str]]:
    values = [draft.value for draft in drafts(*lines)]
    return {value.test: (value.value, value.unit) for value in values if isinstance(value, VitalSign)}


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("BP, 118 over 70. Pulse 92, 36.9, and on the scale 66.2.",
         {"SYSBP": 118, "DIABP": 70, "PULSE": 92, "TEMP": 36.9, "WEIGHT": 66.2}),
        ("okay blood pressure is one twenty six over seventy eight pulse is sixty four temperature thirty six seven "
         "weight eighty one point two kilos", {"SYSBP": 126, "DIABP": 78, "PULSE": 64, "TEMP": 36.7, "WEIGHT": 81.2}),
        ("A hundred and twelve over seventy on the blood pressure, fifty eight on the pulse, and thirty six two for "
         "temperature.", {"SYSBP": 112, "DIABP": 70, "PULSE": 58, "TEMP": 36.2}),
        ("One thirty one over seventy nine. Seventy. Thirty six four. Seventy point nine.",
         {"SYSBP": 131, "DIABP": 79, "PULSE": 70, "TEMP": 36.4, "WEIGHT": 70.9}),
        ("One eighteen over seventy, ninety-six, thirty-six eight, and ninety-five on the finger.",
         {"SYSBP": 118, "DIABP": 70, "PULSE": 96, "TEMP": 36.8, "OXYSAT": 95}),
        ("Heart rate sixty-two, sats ninety-seven on air, resps fourteen.", {"PULSE": 62, "OXYSAT": 97, "RESP": 14}),
        ("Your pulse was eighty at screening, and today it's ninety one.", {"PULSE": 91}),
        ("Pulse is 72. No, sorry, 76.", {"PULSE": 76}),
        ("Seventy one point three on the scale... no, sorry, it was still settling. Seventy one point seven.",
         {"WEIGHT": 71.7}),
        ("You weigh eleven stone four.", {"WEIGHT": 158}),
        ("Height five eleven.", {"HEIGHT": 71}),
        ("You're a hundred and sixty eight centimetres tall.", {"HEIGHT": 168}),
        ("Let me get the thermometer. Open wide. Thirty seven one.", {"TEMP": 37.1}),
        ("Temp ninety eight point six, weight one seventy two pounds.", {"TEMP": 98.6, "WEIGHT": 172}),
        ("Your obs are all fine: 36.6, pulse 64, 122 on 78, sats 99.",
         {"TEMP": 36.6, "PULSE": 64, "SYSBP": 122, "DIABP": 78, "OXYSAT": 99}),
        ("okay one twelve over seventy heart rate eighty eight and the ear thing says thirty six point nine",
         {"SYSBP": 112, "DIABP": 70, "PULSE": 88, "TEMP": 36.9}),
        ("Ninety nine percent on room air.", {"OXYSAT": 99}),
        ("Your sats are ninety three percent, ninety four now you've settled.", {"OXYSAT": 94}),
        ("First reading one thirty over eighty, second one twenty eight over seventy eight.",
         {"SYSBP": 128, "DIABP": 78}),
        ("seventy eight over... sorry one seventy eight over ninety two thats too high", {"SYSBP": 178, "DIABP": 92}),
        ("The weight is down to 82 kilos, you lost four.", {"WEIGHT": 82}),
    ],
)  # fmt: skip
def test_read_out_by_staff(said: str, values: dict[str, float]) -> None:
    assert {test: value for test, (value, _) in taken(f"I: {said}").items()} == values


@pytest.mark.parametrize(
    "lines",
    [
        ["P: My wife's blood pressure is 150 over 90."],
        ["I: Call us if your temperature goes above thirty eight."],
        ["I: If your pulse is over 100, call me."],
        ["P: I had a temperature of thirty nine last week."],
        ["C: He was hot on Friday, thirty nine four, I measured it."],
        ["P: The ambulance man said my pulse was one forty."],
        ["I: Your pulse is between sixty and eighty normally."],
        ["I: Is 88 okay for a pulse?", "P: Yes."],
        ["I: Blood pressure one twenty over eighty at the last visit."],
        ["P: At home the machine said 150 over 90."],
        ["I: The A L T is ninety eight, and they like it under thirty five."],
        ["I: The room was thirty nine degrees, no wonder you felt faint."],
        ["I: Keep it in the fridge, between two and eight degrees."],
        ["P: I carried a forty kilo bag up the stairs."],
        ["I: We stop if the pressure is under ninety over fifty."],
        ["M: The blood pressure at week four was 150 over 95 in the source."],
        ["I: Your potassium is four point two, creatinine eighty nine."],
        ["I: Thank you, [NAME_72]. The pulse is fine."],
        ["I: No lifting more than thirty kilos."],
        ["I: You lost forty kilos, well done."],
    ],
)
def test_not_taken(lines: list[str]) -> None:
    assert taken(*lines) == {}


@pytest.mark.parametrize(
    ("lines", "test", "value"),
    [
        (["I: And your weight?", "P: Eighty two kilos this morning."], "WEIGHT", (82, "kg")),
        (["I: And how tall are you?", "P: Five foot nine."], "HEIGHT", (69, "in")),
        (["I: Step on the scale.", "P: Shoes off?", "I: Please. Seventy nine point five."], "WEIGHT", (79.5, "kg")),
        (["I: Pulse 96, that's high, take a breath.", "P: He ate a sock.", "I: Now it's 88, I'll put that one down."],
         "PULSE", (88, "beats/min")),
    ],
)  # fmt: skip
def test_over_several_turns(lines: list[str], test: str, value: tuple[float, str]) -> None:
    assert taken(*lines) == {test: value}


def test_a_repeated_reading_gives_way_and_is_noted() -> None:
    found = drafts(
        "I: Blood pressure 160 over 95.", "P: I ran.", "I: Second one: 138 over 84, that's the one that goes in."
    )
    assert [(d.value.value, d.review) for d in found if isinstance(d.value, VitalSign)] == [
        (138, ("160 was said before",)),
        (84, ("95 was said before",)),
    ]


def test_a_reading_upright_stands_beside_the_sitting_one() -> None:
    found = drafts("I: 98 over 60 sitting, and stand up for me please, and 92 over 56.")
    systolic = [d for d in found if isinstance(d.value, VitalSign) and d.value.test == "SYSBP"]
    assert [NOT_SITTING["standing"] in d.review for d in systolic] == [False, True]


def test_the_quote_is_the_reading_with_its_name() -> None:
    found = drafts("I: Feet flat, please. Eighty on the pulse. And thirty six five for the temperature, good.")
    assert [d.evidence[0].quote for d in found] == ["Eighty on the pulse", "thirty six five for the temperature"]


@pytest.mark.parametrize(
    ("said", "degrees"), [("36, 8.", 36.8), ("365.", 36.5), ("36.7.", 36.7), ("37, and your pulse is 8", 37.0)]
)
def test_the_point_of_a_temperature_may_have_got_lost(said: str, degrees: float) -> None:
    assert taken(f"I: Your temperature is {said}", "P: Good.")["TEMP"] == (degrees, "C")
