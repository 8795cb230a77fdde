"""Dates as they are said or written, read as calendar dates and said again in the same way.

Only what is surely a date of the calendar is read. "3/4/62" is not where the language leaves the order open, nor
is the thirtieth of February: shifting what only looks like a date would tell the true shift (Alexander 2022).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from trialvoice.redact.lexicon import MONTHS, WEEKDAYS
from trialvoice.redact.reading.spoken import View, written_view
from trialvoice.redact.replacing import said

_EARLIEST = date(1900, 1, 1)
_AHEAD = timedelta(days=2 * 365)
_LOOK_BACK = 8  # years: the longest time between two leap days
_SHORT = {month[:3]: number for number, month in enumerate(MONTHS, 1)} | {"sept": 9}
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|(?:{'|'.join(_SHORT)})\b\.?)"
_DAY = r"(?P<day>\d{1,2})(?P<th>st|nd|rd|th)?"
_YEAR = r"(?P<mark>['’]?)(?P<year>\d{4}|\d{2})"
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)}),?\s+(?:the\s+)?)?"
_FORMS = tuple(
    re.compile(rf"{_WEEKDAY}{form}", re.I)
    for form in (
        rf"{_MONTH},?\s+(?:the\s+)?{_DAY}(?:,?\s+(?:of\s+)?{_YEAR})?",
        rf"(?:the\s+)?{_DAY}(?:\s+(?:of\s+)?|-){_MONTH}(?:(?:,?\s+(?:of\s+)?|-){_YEAR})?",
        rf"{_MONTH},?\s+(?:of\s+)?(?P<mark>['’]?)(?P<year>\d{{4}})",
        rf"{_MONTH}",
        r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{2})(?P=sign)(?P<day>\d{2})",
    )
)
_NUMBERS = re.compile(rf"(?P<one>\d{{1,2}})(?P<sign>[-/. ])\s?(?P<two>\d{{1,2}})(?P=sign)\s?{_YEAR}")


@dataclass(frozen=True)
class Calendar:
    """What settles a date: when the recording was made, the first dose, and whether days come before months.

    day_first: None where the language leaves it open, as English does.
    """

    recorded_on: date
    day1: date | None = None
    day_first: bool | None = None

    @classmethod
    def of(cls, recorded_on: date, day1: date | None, language: str) -> "Calendar":
        """The calendar of a recording of a study in a language, ISO 639-1 or "auto"."""
        return cls(recorded_on, day1, None if language in ("en", "auto") else True)


@dataclass(frozen=True)
class SaidDate:
    """A date in a text, with where its parts stand in the written view.

    sure: the first and the last day it can be; the same for a date with a day.  year_said: whether a year was.
    """

    view: View
    parts: dict[str, tuple[int, int]]
    sure: tuple[date, date]
    ordinal: bool

    @property
    def day_said(self) -> bool:
        """Whether it is one day, not a whole month."""
        return "day" in self.parts

    @property
    def year_said(self) -> bool:
        """Whether a year was said, so that nothing had to be guessed."""
        return "year" in self.parts

    def said_as(self, first: date) -> str:
        """The text with another date in the same words: names for names, "fourteenth" for "third"."""
        text = self.view.source
        for part, (start, end) in sorted(self.parts.items(), key=lambda item: -item[1][0]):
            at, to = self.view.original(start, end)
            text = text[:at] + self._part(part, text[at:to], first) + text[to:]
        return text

    @property
    def _padded(self) -> bool:
        """Whether days and months have two digits always: "03/14", "1962-10-14"."""
        starts = {part: self.view.text[start] for part, (start, _) in self.parts.items()}
        return "0" in (starts.get("day"), starts.get("month")) or min(self.parts, key=self.parts.__getitem__) == "year"

    def _part(self, part: str, source: str, when: date) -> str:
        if part == "month" and not source.isdigit():
            return _named(MONTHS[when.month - 1], source)
        if part == "weekday":
            return _like_case(WEEKDAYS[when.weekday()], source)
        if part == "year":
            start, end = self.parts[part]
            return _year(when.year, source, short=end - start == 2)
        number = when.day if part == "day" else when.month
        if source[:1].isdigit():
            ending = said.suffix(number) if self.ordinal else ""
            return f"{number:0{2 if self._padded else 1}}" + (ending.upper() if source.isupper() else ending)
        return said.ordinal(number) if self.ordinal else said.cardinal(number)


def read_date(text: str, calendar: Calendar) -> SaidDate | None:
    """The date that a text is, or None where it is none for sure."""
    view = written_view(text)
    found = next((m for form in _FORMS if (m := form.fullmatch(view.text.strip(" ,.")))), None)
    if found is None:
        return _numeric(view, calendar)
    parts = {name: found.span(name) for name in ("weekday", "day", "month", "year") if _has(found, name)}
    if _has(found, "th"):
        parts["day"] = (found.start("day"), found.end("th"))
    day = int(found["day"]) if _has(found, "day") else None
    year = _whole_year(found["year"], calendar) if _has(found, "year") else None
    return _checked(view, parts, (year, _month(found["month"]), day), calendar, ordinal=_has(found, "th"))


def _numeric(view: View, calendar: Calendar) -> SaidDate | None:
    found = _NUMBERS.fullmatch(view.text.strip(" ,."))
    if found is None:
        return None
    one, two = int(found["one"]), int(found["two"])
    day_first = True if one > 12 else False if two > 12 else calendar.day_first
    if day_first is None and one != two:
        return None
    names = ("day", "month") if day_first else ("month", "day")
    parts = {names[0]: found.span("one"), names[1]: found.span("two"), "year": found.span("year")}
    month, day = (two, one) if day_first else (one, two)
    return _checked(view, parts, (_whole_year(found["year"], calendar), month, day), calendar, ordinal=False)


def _checked(
    view: View,
    parts: dict[str, tuple[int, int]],
    said_date: tuple[int | None, int, int | None],
    calendar: Calendar,
    *,
    ordinal: bool,
) -> SaidDate | None:
    """The date, where the calendar has it between 1900 and two years from the recording."""
    year, month, day = said_date
    first = _day(year, month, day or 1) if year is not None else _nearest_past(month, day or 1, calendar.recorded_on)
    if first is None or not _EARLIEST <= first <= calendar.recorded_on + _AHEAD:
        return None
    if "weekday" in parts:
        start, end = parts["weekday"]
        if WEEKDAYS[first.weekday()] != view.text[start:end].lower():
            return None
    last = first if day else (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return SaidDate(view, parts, (first, last), ordinal)


def _nearest_past(month: int, day: int, recorded_on: date) -> date | None:
    years = range(recorded_on.year, recorded_on.year - _LOOK_BACK - 1, -1)
    found = (when for year in years if (when := _day(year, month, day)) is not None and when <= recorded_on)
    return next(found, None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _whole_year(digits: str, calendar: Calendar) -> int:
    """Two digits are of this century up to two years ahead, else of the last."""
    if len(digits) == 4:
        return int(digits)
    this = 2000 + int(digits)
    return this if this <= (calendar.recorded_on + _AHEAD).year else this - 100


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _SHORT[text.lower()[:3]]


def _named(month: str, source: str) -> str:
    """A month's name, short where the other was."""
    bare = source.rstrip(".")
    short = bare.lower() not in MONTHS
    return _like_case(month[:3] if short else month, bare) + source[len(bare) :]


def _year(year: int, source: str, *, short: bool) -> str:
    if source.isdigit():
        return f"{year % 100:02}" if short else str(year)
    return said.two_digits(year % 100) if short else said.year(year)


def _like_case(word: str, source: str) -> str:
    return word if source.islower() else word.upper() if source.isupper() else word.title()


def _has(found: re.Match[str], name: str) -> bool:
    return found.groupdict().get(name) is not None
