"""The days that may be meant by a time as said: each wording with what it is counted from."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from trialvoice.safe.language.feasts import FEAST, feast_before

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "couple": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
           "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14}  # fmt: skip
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
             "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
             "twentieth", *(f"twenty-{unit}" for unit in ("first", "second", "third", "fourth", "fifth", "sixth",
             "seventh", "eighth", "ninth")), "thirtieth", "thirty-first")  # fmt: skip
COUNT = (
    r"(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"(?:a )?couple(?: of)?|\d+)"
)
WEEKDAY = rf"(?P<day>{'|'.join(_DAYS)})"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_NTH = rf"(?P<nth>{'|'.join(sorted(_ORDINALS, key=len, reverse=True)).replace('-', '[- ]')}|\d+(?:st|nd|rd|th)?)"
_PART = r"(?: (?:morning|afternoon|evening|night))?"


@dataclass(frozen=True, slots=True)
class Calendar:
    """visit: the day of the visit, where it took place.  day1: of the first dose.

    before: first and last day on which the visit before this one was planned.
    """

    visit: date
    day1: date | None = None
    before: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day that may be meant to the last.  exact: to the day, else only to the month."""

    first: date
    last: date
    exact: bool = True


def count_of_days(word: str) -> int:
    """The number that a word or figures say; "a couple" is two."""
    plain = "couple" if "couple" in word else word
    return int(plain) if plain.isdigit() else _COUNTS[plain]


def _nth(word: str) -> int:
    plain = word.replace(" ", "-")
    return _ORDINALS.index(plain) + 1 if plain in _ORDINALS else int(re.sub(r"\D", "", word))


def _last(day: str, before: date) -> date:
    """The last such weekday before a date."""
    back = (before.weekday() - _DAYS.index(day)) % 7 or 7
    return before - timedelta(days=back)


def _day_of(match: re.Match[str], calendar: Calendar) -> Span:
    """ "Last Wednesday" is none that could be called yesterday."""
    found = _last(match["day"], calendar.visit)
    if match["last"] and calendar.visit - found == timedelta(days=1):
        found -= timedelta(weeks=1)
    return Span(found, found)


def _weeks_ago_on(match: re.Match[str], calendar: Calendar) -> Span:
    """ "Two weeks ago Friday": counted from last Friday, or the Friday nearest to two weeks ago."""
    weeks = timedelta(weeks=2 if "fortnight" in match[0] else count_of_days(match["n"]))
    counted = _last(match["day"], calendar.visit) - weeks
    around = [calendar.visit - weeks + timedelta(days=days) for days in range(-3, 4)]
    nearest = next(day for day in around if day.weekday() == _DAYS.index(match["day"]))
    return Span(min(counted, nearest), max(counted, nearest))


def _weeks_before_last(match: re.Match[str], calendar: Calendar) -> Span:
    """ "A week last Sunday": counted from last Sunday."""
    found = _last(match["day"], calendar.visit) - timedelta(weeks=count_of_days(match["n"]))
    return Span(found, found)


def _ago_from(match: re.Match[str], calendar: Calendar) -> Span:
    """ "A week ago yesterday", "two weeks ago last night"."""
    found = calendar.visit - timedelta(days=1 if "today" not in match[0] else 0, weeks=count_of_days(match["n"]))
    return Span(found, found)


def _ago(match: re.Match[str], calendar: Calendar) -> Span:
    unit = match["unit"]
    if unit.startswith("month"):
        month = calendar.visit.year * 12 + calendar.visit.month - 1 - count_of_days(match["n"])
        first = date(month // 12, month % 12 + 1, 1)
        return Span(first, first, exact=False)
    days = count_of_days(match["n"]) * (7 if unit.startswith("week") else 1)
    return _days_back(calendar, days, exact=not unit.startswith("week"))


def _fortnight(match: re.Match[str], calendar: Calendar) -> Span:
    return _days_back(calendar, 14, exact=False)


def _days_back(calendar: Calendar, days: int, *, exact: bool = True) -> Span:
    found = calendar.visit - timedelta(days=days)
    return Span(found, found, exact)


def _named_day(match: re.Match[str], calendar: Calendar) -> Span:
    text = match[0]
    back = 2 if "before" in text else 1 if "yesterday" in text or "last night" in text else 0
    return _days_back(calendar, back)


def _week_of(match: re.Match[str], calendar: Calendar) -> Span:
    """ "Tuesday of last week"."""
    monday = calendar.visit - timedelta(days=calendar.visit.weekday() + 7)
    found = monday + timedelta(days=_DAYS.index(match["day"]))
    return Span(found, found)


def _last_week(match: re.Match[str], calendar: Calendar) -> Span:
    """The middle of the week stands for it: one that runs over by a day is still last month's."""
    weeks = 2 if "before" in match[0] or "afore" in match[0] else 1
    middle = calendar.visit - timedelta(days=calendar.visit.weekday() + 7 * weeks - 3)
    return Span(middle, middle, exact=False)


def _this_week(match: re.Match[str], calendar: Calendar) -> Span:
    return Span(calendar.visit - timedelta(days=6), calendar.visit, exact=False)


def _last_month(match: re.Match[str], calendar: Calendar) -> Span:
    end = calendar.visit.replace(day=1) - timedelta(days=1)
    return Span(end, end, exact=False)


def _study_day(match: re.Match[str], calendar: Calendar) -> Span | None:
    """ "Since day three", "on like the fourth day": day 1 is that of the first dose."""
    if calendar.day1 is None:
        return None
    first = calendar.day1 + timedelta(days=_count_or_nth(match["d"]) - 1)
    second = match.groupdict().get("e")
    last = calendar.day1 + timedelta(days=_count_or_nth(second) - 1) if second else first
    return Span(first, last)


def _study_week(match: re.Match[str], calendar: Calendar) -> Span | None:
    if calendar.day1 is None:
        return None
    number = _count_or_nth(match["d"])
    first = calendar.day1 + timedelta(weeks=number - 1)
    return Span(first, first + timedelta(days=6), exact=False)


def _weeks_in(match: re.Match[str], calendar: Calendar) -> Span | None:
    """ "Two weeks in", "after three weeks on it"."""
    if calendar.day1 is None:
        return None
    unit = timedelta(days=1) if match["unit"].startswith("day") else timedelta(weeks=1)
    found = calendar.day1 + unit * count_of_days(match["n"])
    return Span(found, found, exact=match["unit"].startswith("day"))


def _first_weeks(match: re.Match[str], calendar: Calendar) -> Span | None:
    if calendar.day1 is None:
        return None
    days = count_of_days(match["n"]) * (1 if match["unit"] == "days" else 7)
    return Span(calendar.day1, calendar.day1 + timedelta(days=days - 1), exact=False)


def _from_start(match: re.Match[str], calendar: Calendar) -> Span | None:
    return Span(calendar.day1, calendar.day1, exact=False) if calendar.day1 else None


def _count_or_nth(word: str) -> int:
    return _COUNTS[word] if word in _COUNTS else _nth(word)


def _in_month(match: re.Match[str], calendar: Calendar) -> Span:
    """The last such month up to the visit."""
    number = _MONTHS.index(match["month"]) + 1
    year = calendar.visit.year if number <= calendar.visit.month else calendar.visit.year - 1
    return Span(date(year, number, 1), date(year, number, 1), exact=False)


def _calendar_day(match: re.Match[str], calendar: Calendar) -> Span | None:
    month = _in_month(match, calendar).first
    return _on(month, _nth(match["nth"]))


def _day_of_month(match: re.Match[str], calendar: Calendar) -> Span | None:
    """ "On the twenty-eighth": of this month, or of the last where that is still to come."""
    number = _nth(match["nth"])
    this = calendar.visit.replace(day=1)
    before = (this - timedelta(days=1)).replace(day=1)
    return _on(this if number <= calendar.visit.day else before, number)


def _on(month: date, number: int) -> Span | None:
    try:
        found = month.replace(day=number)
    except ValueError:
        return None
    return Span(found, found)


def _part_of_this_month(match: re.Match[str], calendar: Calendar) -> Span:
    return Span(calendar.visit, calendar.visit, exact=False)


def _feast(match: re.Match[str], calendar: Calendar) -> Span | None:
    found = feast_before(match[0], calendar.visit)
    return Span(found, found) if found else None


def _after_visit(match: re.Match[str], calendar: Calendar) -> Span | None:
    """ "The Monday after I was here": after the planned day of the visit before, which has a window."""
    if calendar.before is None:
        return None
    first, last = (next_weekday(match["day"], day) for day in calendar.before)
    return Span(first, last)


def _so_long_after_visit(match: re.Match[str], calendar: Calendar) -> Span | None:
    """ "Maybe a week after I saw you"."""
    if calendar.before is None:
        return None
    later = timedelta(days=count_of_days(match["n"]) * (7 if match["unit"].startswith("week") else 1))
    return Span(calendar.before[0] + later, calendar.before[1] + later, exact=False)


def next_weekday(day: str, after: date) -> date:
    """The first such weekday after a date."""
    return after + timedelta(days=(_DAYS.index(day) - after.weekday() - 1) % 7 + 1)


_Meaning = Callable[[re.Match[str], Calendar], Span | None]
_DAY_WORD = rf"(?P<d>{'|'.join(sorted((*_ORDINALS, *_COUNTS), key=len, reverse=True))}|\d+(?:st|nd|rd|th)?)"
MEANINGS: tuple[tuple[re.Pattern[str], _Meaning], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), meaning)
    for pattern, meaning in (
        (rf"\b{WEEKDAY} after (?:i|we|my|the|that|our|you|he|she) (?:was|were|saw|seen|last|visit|"
         rf"came|been|had been)", _after_visit),
        (rf"\b{COUNT} (?P<unit>days?|weeks?) after (?:i|we|you) (?:saw|seen|was|were|last)\b", _so_long_after_visit),
        (rf"\b{_NTH} of {_MONTH}\b", _calendar_day),
        (rf"\b{_MONTH} (?:the )?{_NTH}\b", _calendar_day),
        (rf"\b{WEEKDAY} (?:that was |it was |that's )?the {_NTH}\b(?! week| month)", _day_of_month),
        (rf"\b{FEAST}\b", _feast),
        (rf"\b{COUNT} weeks? (?:ago|back) (?:on )?{WEEKDAY}", _weeks_ago_on),
        (rf"\b{COUNT} weeks? (?:ago|back) (?:that|it was a|on the) {WEEKDAY}", _weeks_ago_on),
        (rf"\b(?:the |last )?{WEEKDAY} {COUNT} weeks? (?:ago|back)", _weeks_ago_on),
        (rf"\b{COUNT} weeks? (?:last|past|this) {WEEKDAY}\b", _weeks_before_last),
        (rf"\bfortnight (?:past |ago )?(?:on )?{WEEKDAY}", _weeks_ago_on),
        (rf"\b{COUNT} weeks? (?:ago )?(?:yesterday|last night|today)\b", _ago_from),
        (r"\bthe (?:day before yesterday|night before last)\b|\byesterday\b|\blast night\b|\btoday\b|\bthis (?:morning|"
         r"afternoon|evening)\b", _named_day),
        (rf"\b{WEEKDAY}{_PART} (?:of )?last week\b", _week_of),
        (r"\b(?:the )?(?:week|weekend) (?:before|afore) last\b", _last_week),
        (r"\blast (?:week|weekend)\b", _last_week),
        (rf"\b(?P<last>last )?{WEEKDAY}\b", _day_of),
        (rf"\b(?:since |from )?day {_DAY_WORD}(?: (?:or|to) {_DAY_WORD.replace('<d>', '<e>')})?\b", _study_day),
        (rf"\bthe {_DAY_WORD} day\b(?! (?:of|after) (?!the (?:tablets|study|drug|treatment)))", _study_day),
        (rf"\b(?:the )?first (?:few )?{COUNT} (?P<unit>days|weeks?)\b", _first_weeks),
        (rf"\b(?:the |my )?{_DAY_WORD} week\b", _study_week),
        (rf"\b{COUNT} (?P<unit>days?|weeks?) (?:in\b(?! (?:hospital|the|a))|into (?:it|the|treatment|this)|after (?:i |"
         rf"we |he |she )?(?:start\w*|began|(?:the|my|his|her) (?:very )?first (?:dose|tablet|pill|infusion|injection|"
         rf"shot|one)|day one))", _weeks_in),
        (rf"\b{COUNT} (?:or {COUNT.replace('<n>', '<m>')} )?(?P<unit>days?|nights?|weeks?|months?) (?:ago|back|"
         rf"now|or so|or better|past|already)\b", _ago),
        (r"\b(?:month) ago\b", _last_month),
        (rf"\b(?:for|since|about|maybe|like|roughly)(?: (?:about|maybe|like|the last|the past|roughly|only))* {COUNT} "
         rf"(?P<unit>days?|nights?|weeks?|months?)\b(?! (?:after|before|later|in))", _ago),
        (rf"^\W*(?:(?:about|maybe|oh|um|i'd say|like|for|some) )*{COUNT} (?P<unit>days?|nights?|weeks?|months?)\b"
         r"(?! (?:after|before|later|in))", _ago),
        (r"\bfortnight\b", _fortnight),
        (r"\bthis (?:past )?week\b|\bthe (?:last|past) (?:few days|week)\b|\bthese (?:last )?(?:few "
         r")?days\b", _this_week),
        (r"\blast month\b", _last_month),
        (r"\b(?:beginning|start|middle|mid|end|early|late|first (?:of|day of)|half of)(?: "
         r"(?:of|in|part of))? (?:the|this) month\b", _part_of_this_month),
        (rf"\b(?:in|since|of|early|late|mid|until|by|last|around|about|end of|from|during|over)[ "
         rf"-]?{_MONTH}\b(?! (?:have|be|i|not))", _in_month),
        (rf"\b(?:on|since|until|till|around|about|by|from) the {_NTH}\b(?! (?:week|day|dose|visit|"
         rf"time|tablet|one|pen|pill|month|night))", _day_of_month),
        (rf"^\W*the {_NTH}\W*$", _day_of_month),
        (r"\b(?:since|when|after|from (?:when)?|right after) (?:i |he |she |we )?(?:start\w*|began|beginning|first "
         r"(?:took|started))\b",
         _from_start),
    )
)  # fmt: skip
