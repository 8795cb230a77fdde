"""Dates: read only where they are sure, shifted with their intervals, or told as days of the study."""

from datetime import date, timedelta

import pytest

from trialvoice.redact.replacing.date_disguise import Shifted, StudyDays, shift_of
from trialvoice.redact.replacing.dates import Calendar, read_date

CALENDAR = Calendar(recorded_on=date(2026, 3, 17), day1=date(2026, 1, 12))
BACK_100 = Shifted(CALENDAR, timedelta(days=-100))
DAYS = StudyDays(CALENDAR, births=frozenset({date(2026, 1, 20)}))


@pytest.mark.parametrize(
    ("value", "shifted"),
    [
        ("March 3rd, 1962", "November 23rd, 1961"),
        ("march third nineteen sixty two", "november twenty third nineteen sixty one"),
        ("the fourteenth of June", "the sixth of March"),
        ("june 14th nineteen sixty two", "march 6th nineteen sixty two"),
        ("June fourteen", "March six"),
        ("3/14/62", "12/4/61"),
        ("03/14/1962", "12/04/1961"),
        ("14.3.1962", "4.12.1961"),
        ("3/3/62", "11/23/61"),
        ("1962-03-14", "1961-12-04"),
        ("14 June '62", "6 March '62"),
        ("14-Jun-2025", "6-Mar-2025"),
        ("Jan. 5th 2026", "Sep. 27th 2025"),
        ("the third of march two thousand four", "the twenty fourth of november two thousand three"),
        ("second of January twenty twenty six", "twenty fourth of September twenty twenty five"),
        ("Monday, March 2nd", "Saturday, November 22nd"),
        ("FEBRUARY 12TH", "NOVEMBER 4TH"),
        ("February 29th", "November 21st"),
    ],
)
def test_a_shifted_date_is_said_in_the_same_way(value: str, shifted: str) -> None:
    assert BACK_100.shown(value) == shifted


@pytest.mark.parametrize(
    "value",
    [
        "03 04 1962",  # the fourth of March, or the third of April
        "31 June 2020",
        "February 29th 2025",
        "Monday, March 3rd",  # a Tuesday
        "13/14/62",
        "March 3rd 1862",
        "March 3rd 2031",
        "the fourteenth",
        "1962",
        "Christmas",
        "march three nineteen sixty two",  # heard as 31962
        "555 0142",
        "March 1st 1930",  # tells of somebody over 89
        "March 2026",  # would be parts of two months
        "March",
    ],
)
def test_what_is_no_sure_date_is_not_shifted(value: str) -> None:
    assert BACK_100.shown(value) is None


def test_the_language_settles_the_order_where_english_leaves_it_open() -> None:
    when = read_date("03.04.1962", Calendar.of(date(2026, 3, 17), None, "de"))
    assert when is not None
    assert when.sure == (date(1962, 4, 3), date(1962, 4, 3))
    assert read_date("03.04.1962", Calendar.of(date(2026, 3, 17), None, "en")) is None


def test_a_month_is_shifted_only_into_one_month() -> None:
    assert Shifted(CALENDAR, timedelta(days=32)).shown("February 2025") is None
    assert Shifted(CALENDAR, timedelta(days=28)).shown("February 2025") == "March 2025"


def test_a_day_without_a_year_is_the_last_one() -> None:
    when = read_date("June 14th", CALENDAR)
    assert when is not None
    assert when.sure[0] == date(2025, 6, 14)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("January twelfth", "study day 1"),
        ("January 11th 2026", "study day -1"),
        ("January 13th", "study day 2"),
        ("Monday, March 2nd", "study day 50"),
        ("14-Jun-2025", "study day -212"),
    ],
)
def test_a_study_day_counts_from_the_first_dose(value: str, day: str) -> None:
    assert DAYS.shown(value) == day


@pytest.mark.parametrize(
    "value",
    [
        "March 3rd, 1962",  # over five years off
        "January 20th 2026",  # known as a date of birth
        "April second",  # the next one, more likely
        "March 2026",
    ],
)
def test_what_has_no_study_day(value: str) -> None:
    assert DAYS.shown(value) is None


def test_without_a_first_dose_there_are_no_study_days() -> None:
    assert StudyDays(Calendar(date(2026, 3, 17))).shown("January twelfth") is None


def test_every_subject_has_a_shift_that_moves_day_and_month() -> None:
    shifts = {shift_of(bytes([first, second]) * 16).days for first in range(40) for second in range(40)}
    assert 0 not in shifts
    assert min(shifts) >= -364
    assert max(shifts) <= 364
    assert min(shifts) < -330
    assert max(shifts) > 330
