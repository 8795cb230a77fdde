"""Numbers that are said over several turns, and what a turn asks for."""

import pytest

from trialvoice.redact.finding.digits_said import counting, relayed
from trialvoice.redact.finding.questions import questions
from trialvoice.redact.reading.lines import line_of


def said(*turns: str) -> list[list[str]]:
    lines = [line_of(turn) for turn in turns]
    return [
        [turn[slice(*line.view.original(hit.start, hit.end))] for hit in hits]
        for turn, line, hits in zip(turns, lines, relayed(lines), strict=True)
    ]


def test_digits_are_followed_through_back_channels() -> None:
    assert said("it's six one nine", "mm-hm", "five five five", "okay", "oh one two two") == [
        ["six one nine"],
        [],
        ["five five five"],
        [],
        ["oh one two two"],
    ]


@pytest.mark.parametrize(
    "turns",
    [
        ("one thirty eight", "okay", "one forty two", "okay", "one thirty"),  # readings, said as numbers
        ("six one nine", "how was your week", "five five five"),
        ("five", "okay", "two"),
        ("one two three", "good", "four five six"),
        ("mm-hm", "okay"),
    ],
)
def test_readings_and_counting_are_no_relay(turns: tuple[str, ...]) -> None:
    assert said(*turns) == [[] for _ in turns]


@pytest.mark.parametrize(
    ("digits", "counted"),
    [("12345", True), ("54321", True), ("20 19 18 17", True), ("5550142", False), ("123", False), ("1357", False)],
)
def test_counting(digits: str, counted: bool) -> None:
    assert counting(digits) is counted


@pytest.mark.parametrize(
    ("turn", "kinds"),
    [
        ("And the phone number, please?", ["PHONE"]),
        ("What does it say on the kit?", ["ID"]),
        ("Do you have the hospital number with you?", ["ID"]),
        ("Can you spell your last name?", ["NAME"]),
        ("What's your e-mail address?", ["EMAIL"]),
        ("Which pharmacy do you use?", ["HOUSE", "ORGANISATION"]),
        ("What do people call you?", ["NICKNAME", "NAME"]),
        ("Age?", ["AGE"]),
        ("Month?", ["DATE"]),
        ("What number would you give the pain?", []),
        ("What is the name of the medication?", []),
        ("Can you spell world backwards?", []),
        ("How many tablets did you miss?", []),
    ],
)
def test_questions(turn: str, kinds: list[str]) -> None:
    assert questions(turn) == kinds
