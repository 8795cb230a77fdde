"""Dates as SDTM has them: ISO 8601 as far as known, and study days, of which there is no day 0."""

import re
from datetime import UTC, date, datetime

_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


def partial(text: str | None) -> str | None:
    """The date if it is one of the calendar, to the year, month or day; None of anything else."""
    if text is None or not _PARTIAL.fullmatch(text):
        return None
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
    except ValueError:
        return None
    return text


def study_day(iso: str | None, day1: date | None) -> int | None:
    """Days from the first dose, which is day 1; the day before it is -1. None unless both are known to the day."""
    if iso is None or day1 is None or len(iso) < 10:
        return None
    days = (date.fromisoformat(iso[:10]) - day1).days
    return days + 1 if days >= 0 else days


def moment(at: datetime) -> str:
    """A time in UTC to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
