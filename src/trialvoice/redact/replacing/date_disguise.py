"""What stands for dates: the same date shifted, or the day of the study.

A shift is the subject's own, the same in all recordings, so the days between two dates stay. A shifted date is not
de-identified in the sense of HIPAA's Safe Harbor, which leaves only the year: it needs an expert's determination, or
the terms of a limited data set. Neither is a study day, where the day of the first dose is known.
"""

from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date, timedelta

from trialvoice.redact.replacing.dates import Calendar, SaidDate, read_date
from trialvoice.redact.replacing.keyed import Keyed

_LONGEST = 364
"""Days; a shift by a whole year would leave a day and its month as they are."""
_OLDEST = 89  # years
_NEAR_DAY_1 = timedelta(days=5 * 365)
_SURELY_PAST = timedelta(days=92)
"""So long before it comes again, a day without a year is taken for one that was."""


def shift_of(secret: bytes) -> timedelta:
    """The shift of a subject: -364 to 364 days, never none."""
    number = Keyed(secret).number("days", 2 * _LONGEST)
    return timedelta(days=number - _LONGEST if number < _LONGEST else number - _LONGEST + 1)


@dataclass(frozen=True)
class Shifted:
    """Dates moved by a subject's shift and said in the same way."""

    calendar: Calendar
    shift: timedelta = field(repr=False)

    def shown(self, value: str) -> str | None:
        """The shifted date, or None where the value is no sure date or tells of somebody over 89."""
        when = read_date(value, self.calendar)
        if when is None or _too_old(when, self.calendar):
            return None
        first, last = (day + self.shift for day in when.sure)
        if (first.year, first.month) != (last.year, last.month):
            return None  # a month that would become parts of two
        return when.said_as(first)


@dataclass(frozen=True)
class StudyDays:
    """Dates as days of the study: day 1 is the first dose, the day before is day -1, and there is no day 0.

    births: dates of birth, which stay tags.
    """

    calendar: Calendar
    births: Container[date] = field(default=(), repr=False)

    def shown(self, value: str) -> str | None:
        """ "study day 15", or None for a value that is no sure day within five years of day 1."""
        day1, when = self.calendar.day1, read_date(value, self.calendar)
        if day1 is None or when is None or not when.day_said:
            return None
        day = when.sure[0]
        if day in self.births or abs(day - day1) > _NEAR_DAY_1 or not (when.year_said or self._surely_past(day)):
            return None
        days = (day - day1).days
        return f"study day {days + 1 if days >= 0 else days}"

    def _surely_past(self, day: date) -> bool:
        """Whether "June 14th" is the last one and not the next: a wrong study day is worse than none."""
        return self.calendar.recorded_on - day <= timedelta(days=365) - _SURELY_PAST


def _too_old(when: SaidDate, calendar: Calendar) -> bool:
    return calendar.recorded_on.year - when.sure[0].year > _OLDEST
