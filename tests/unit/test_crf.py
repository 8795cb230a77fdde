"""Forms filled from what was said."""

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.findings import CrfItem
from trialvoice.safe.extract import extract
from trialvoice.safe.language.numbers import numbers
from trialvoice.safe.language.units import in_unit


def filled(*lines: str) -> dict[str, str | None]:
    forms = extract(visit(*lines), STUDY).forms
    return {item.item: item.value for item in forms if item.state == "stated"}


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("one thirty over eighty two", [130, 82]),
        ("one hundred and thirty two over ninety", [132, 90]),
        ("142/91", [142, 91]),
        ("thirty-six point eight", [36.8]),
        ("36.8 degrees", [36.8]),
        ("one oh five", [105]),
        ("a hundred and ten", [110]),
        ("seventy eight kilos", [78]),
        ("two or three", [2, 3]),
        ("no numbers here", []),
    ],
)
def test_numbers(said: str, values: list[float]) -> None:
    assert [number.value for number in numbers(said)] == values


@pytest.mark.parametrize(
    ("said", "item", "value"),
    [
        ("I: Your blood pressure is one thirty over eighty two.", "SYSBP", "130"),
        ("I: Blood pressure 142/91.", "DIABP", "91"),
        ("I: Pulse of seventy-two.", "PULSE", "72"),
        ("I: Your temperature is thirty-six point eight.", "TEMP", "36.8"),
        ("I: Temperature is 98.6.", "TEMP", "37"),
        ("I: You weigh seventy eight kilos.", "WEIGHT", "78"),
        ("I: Your weight is 172 pounds.", "WEIGHT", "78"),
    ],
)
def test_vital_signs(said: str, item: str, value: str) -> None:
    assert filled(said)[item] == value


def test_a_reading_taken_again_replaces_the_first() -> None:
    lines = ("I: Blood pressure is 160 over 95.", "I: Let me repeat that. It is 138 over 84.")
    assert filled(*lines) == {"SYSBP": "138", "DIABP": "84"}


def test_a_reading_from_elsewhere_is_not_taken() -> None:
    assert filled("P: At home my blood pressure was 150 over 90.") == {}


@pytest.mark.parametrize(
    ("lines", "item", "value"),
    [
        (["I: On a scale from zero to ten, how bad is it?", "P: I'd say three."], "PAIN", "3"),
        (["I: On a scale from zero to ten?", "P: It is an eight. Well, no, let me say seven."], "PAIN", "7"),
        (["P: It's about six out of ten."], "PAIN", "6"),
        (["I: How long are you stiff?", "P: Half an hour."], "STIFF", "30"),
        (["I: How long are you stiff?", "P: About twenty minutes. It used to be an hour."], "STIFF", "20"),
        (["I: Are you still stiff?", "P: No, not at all."], "STIFF", "0"),
        (["I: Do you smoke?", "P: No, I quit ten years ago."], "SMOKE", "former"),
        (["I: Do you smoke?", "P: No."], "SMOKE", "never"),
        (["I: Do you smoke?", "P: Yes, a pack a day."], "SMOKE", "current"),
        (["I: Do you drink coffee every day?", "P: Two cups, yes."], "COFFEE", "yes"),
        (["P: I don't drink coffee."], "COFFEE", "no"),
        (["I: What do you do for a living?", "P: I teach at a school."], "JOB", "I teach at a school."),
    ],
)
def test_item(lines: list[str], item: str, value: str) -> None:
    assert filled(*lines).get(item) == value


def test_what_was_not_said_is_not_stated() -> None:
    result = extract(visit("I: Hello.", "P: Hello."), STUDY)
    assert {item.state for item in result.forms} == {"not_stated"}
    assert len(result.forms) == 10


def test_a_number_outside_the_form_is_not_taken() -> None:
    assert filled("I: On a scale from zero to ten?", "P: Eleven hundred!") == {}


def test_every_value_has_its_finding_and_its_proof() -> None:
    result = extract(visit("I: Blood pressure is 130 over 82.", "I: Do you smoke?", "P: Never."), STUDY)
    by_id = {finding.id: finding for finding in result.findings}
    stated = [item for item in result.forms if item.state == "stated"]
    assert len(stated) == 3
    for item in stated:
        finding = by_id[item.finding or ""]
        assert isinstance(finding.value, CrfItem)
        assert (finding.value.item, finding.value.value) == (item.item, item.value)
        assert finding.evidence


def test_the_forms_of_the_visit_alone_are_filled() -> None:
    assert extract(visit("I: Hello."), STUDY, visit=STUDY.visit("screening")).forms == ()


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "result"),
    [
        (98.6, "F", "C", 37.0),
        (37.0, "C", "degC", 37.0),
        (172.0, "lb", "kg", 78.0),
        (72.0, "beats/min", None, 72.0),
        (37.0, "C", "kg", None),
    ],
)
def test_units(value: float, unit: str, wanted: str | None, result: float | None) -> None:
    assert in_unit(value, unit, wanted) == result
