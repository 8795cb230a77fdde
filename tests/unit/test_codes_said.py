"""Codes of letters and digits as they are said."""

import pytest

from trialvoice.redact.finding.codes_said import codes_told, grown
from trialvoice.redact.reading.lines import line_of
from trialvoice.redact.spans import Hit


def told(text: str) -> list[str]:
    line = line_of(text)
    return [text[slice(*line.view.original(hit.start, hit.end))] for hit in codes_told(line)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("randomised under kilo four four nine tango", "kilo four four nine tango"),
        ("confirmation code is letter o nine nine letter b two", "letter o nine nine letter b two"),
        ("the vial is marked b seven, uh, seven nine", "b seven, uh, seven nine"),
        ("file number ninety one twelve thirty", "ninety one twelve thirty"),
        ("read it aloud. It is GM 552081.", "GM 552081"),
    ],
)
def test_the_whole_of_a_code_is_told(text: str, code: str) -> None:
    assert told(text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "the file is two hundred pages",
        "the sample was two hundred ml",
        "the device showed l four l five",
        "the label says q t c four forty",
        "option two or option three",
    ],
)
def test_a_reading_is_no_code(text: str) -> None:
    assert told(text) == []


def test_a_part_grows_to_the_whole() -> None:
    line = line_of("it's 4417 kilo")
    assert [(hit.start, hit.end) for hit in grown(line, Hit(5, 9, "ID", 0.7, "test"))] == [(5, 14)]


def test_a_name_does_not_grow() -> None:
    line = line_of("it's 4417 kilo")
    assert list(grown(line, Hit(5, 9, "NAME", 0.7, "test"))) == []
