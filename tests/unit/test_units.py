"""Units, durations and rates: from what was said to what the form wants."""

import pytest

from trialvoice.safe.forms.choices import choice_in, figures_of, ranges_of
from trialvoice.safe.language.durations import durations
from trialvoice.safe.language.numbers import measured
from trialvoice.safe.language.rates import per_unit
from trialvoice.safe.language.units import in_unit


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "result"),
    [
        (98.6, "F", "C", 37.0),
        (172.0, "lb", "kg", 78.0),
        (158.0, "lb", "kg", 71.7),
        (69.0, "in", "cm", 175.3),
        (1.72, "m", "cm", 172.0),
        (72.0, "beats/min", "beats/min", 72.0),
        (70.0, "kg", "cm", None),
        (70.0, "kg", "mmol/L", None),
    ],
)
def test_a_value_in_the_unit_of_the_form(value: float, unit: str, wanted: str, result: float | None) -> None:
    assert in_unit(value, unit, wanted) == result


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("thirty six five", [36.5]),
        ("seventy one and a half", [71.5]),
        ("ninety eight point six", [98.6]),
        ("one thirty over eighty two", [130, 82]),
        ("seventy, thirty six four", [70, 36.4]),
        ("[NAME_3] took nought", [0]),
    ],
)
def test_numbers_as_read_off_an_instrument(said: str, values: list[float]) -> None:
    assert [number.value for number in measured(said)] == values


def test_hundreds_left_out() -> None:
    assert [number.value for number in measured("three twenty", hundreds=True)] == [320]
    assert [number.value for number in measured("three twenty")] == [3, 20]


@pytest.mark.parametrize(
    ("said", "unit", "value"),
    [
        ("half an hour", "min", 30),
        ("an hour and a half", "min", 90),
        ("two hours and a half", "min", 150),
        ("about twenty minutes", "min", 20),
        ("ninety minutes", "h", 1.5),
        ("six and a half hours", "h", 6.5),
    ],
)
def test_durations(said: str, unit: str, value: float) -> None:
    assert [duration.value for duration in durations(said, unit)] == [value]


def test_no_duration_for_another_unit() -> None:
    assert list(durations("two hours", "tablets")) == []


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("A glass Friday and two on Saturday.", 3),
        ("Four beers a week. Two Friday, two Saturday.", 4),
        ("One beer a night.", 7),
        ("A glass of wine with dinner, every night.", 7),
        ("I haven't had a drop since.", 0),
    ],
)
def test_drinks_a_week(said: str, value: float) -> None:
    rate = per_unit("drinks/week", said)
    assert rate is not None
    assert rate.value == value


@pytest.mark.parametrize("said", ["Two cups of tea a day.", "I drink now and then.", "Three times a week I swim."])
def test_no_drinks(said: str) -> None:
    assert per_unit("drinks/week", said) is None


@pytest.mark.parametrize(
    ("said", "choices", "choice"),
    [
        ("I'd say moderate.", ("mild", "moderate", "severe"), "moderate"),
        ("Not severe, mild.", ("mild", "moderate", "severe"), "mild"),
        ("none, mild, moderate or severe", ("none", "mild", "moderate", "severe"), None),
        ("And the ankles, no, nothing.", ("none", "ankles", "to the knees"), "none"),
        ("Condoms. Believe me.", ("pill", "condom", "none"), "condom"),
        ("I've got the coil.", ("pill", "implant or coil", "none"), "implant or coil"),
        ("I quit years ago.", ("never", "former", "current"), "former"),
        ("It wasn't done, no.", ("negative", "positive", "not done"), "not done"),
        ("Severe last time, moderate now.", ("mild", "moderate", "severe"), "moderate"),
        ("I live by the sea.", ("mild", "moderate", "severe"), None),
    ],
)
def test_choices(said: str, choices: tuple[str, ...], choice: str | None) -> None:
    chosen = choice_in(said, choices)
    assert (chosen.choice if chosen else None) == choice


def test_choices_that_are_figures_or_ranges() -> None:
    assert figures_of(("I", "II", "III", "IV")) == {1: "I", 2: "II", 3: "III", 4: "IV"}
    assert figures_of(("Grade 0", "Grade 1")) == {0: "Grade 0", 1: "Grade 1"}
    assert figures_of(("mild", "severe")) == {}
    assert [ends[:2] for ends in ranges_of(("0", "1-3", "4 to 7", "8 or more"))] == [
        (0, 0),
        (1, 3),
        (4, 7),
        (8, 100_000),
    ]
    assert ranges_of(("0", "1", "2")) == []
