"""What a time as said comes to, against a visit on Thursday 2026-04-16 and a first dose on 2026-03-02."""

from datetime import date

import pytest

from trialvoice.safe.language.date_meanings import Calendar
from trialvoice.safe.language.said_dates import after_onset, resolve
from trialvoice.safe.language.timing import times_in

VISIT = Calendar(date(2026, 4, 16), day1=date(2026, 3, 2), before=(date(2026, 3, 30), date(2026, 3, 31)))


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("yesterday", "2026-04-15"),
        ("last night", "2026-04-15"),
        ("this morning", "2026-04-16"),
        ("on Tuesday", "2026-04-14"),
        ("last Thursday", "2026-04-09"),
        ("Wednesday night", "2026-04-15"),
        ("Sunday gone", "2026-04-12"),
        ("a week ago Friday", "2026-04"),
        ("a week ago yesterday", "2026-04-08"),
        ("two weeks ago last night", "2026-04-01"),
        ("Tuesday of last week", "2026-04-07"),
        ("three days ago", "2026-04-13"),
        ("about three weeks ago", "2026-03"),
        ("two weeks ago", "2026-04"),
        ("end of March", "2026-03"),
        ("about the middle of the month", "2026-04"),
        ("in February", "2026-02"),
        ("in November", "2025-11"),
        ("the second of April", "2026-04-02"),
        ("April 2nd", "2026-04-02"),
        ("on the twenty-eighth", "2026-03-28"),
        ("the ninth", "2026-04-09"),
        ("since day three", "2026-03-04"),
        ("on like the 4th day", "2026-03-05"),
        ("day eight or nine", "2026-03"),
        ("the first week", "2026-03"),
        ("two weeks in", "2026-03"),
        ("Easter Monday", "2026-04-06"),
        ("Palm Sunday, the twenty-ninth", "2026-03-29"),
        ("the Monday after I was here", "2026-04-06"),
        ("the week before last", "2026-04"),
        ("last month", "2026-03"),
        ("since I started", "2026-03"),
        ("ages ago", None),
        ("every day", None),
    ],
)
def test_resolved(said: str, wanted: str | None) -> None:
    assert resolve(said, VISIT) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("in ten minutes", "2026-04-10"),
        ("by the morning", "2026-04-11"),
        ("the next day", "2026-04-11"),
        ("three days and it was gone", "2026-04-13"),
        ("by the Friday", "2026-04-17"),
        ("eventually", None),
    ],
)
def test_counted_from_the_onset(said: str, wanted: str | None) -> None:
    assert after_onset(said, "2026-04-10") == wanted


def test_without_a_first_dose_study_days_are_unknown() -> None:
    assert resolve("since day three", Calendar(date(2026, 4, 16))) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It began two weeks ago Friday, I think.", ["two weeks ago Friday"]),
        ("It was Palm Sunday, the twenty-ninth.", ["Palm Sunday, the twenty-ninth"]),
        ("Came up Sunday gone.", ["Sunday gone"]),
        ("Beginning of March, about.", ["Beginning of March"]),
        ("I have had it since day three.", ["since day three"]),
        ("It was fine.", []),
    ],
)
def test_times_are_found_as_fully_as_said(text: str, wanted: list[str]) -> None:
    assert [match[0].strip() for match in times_in(text)] == wanted
