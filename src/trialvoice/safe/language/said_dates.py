"""What a time as said comes to by the day of the visit: "a week ago yesterday", "end of March", "since day three".

A date is given as far as the words carry it: days and weekdays to the day, weeks and "about" to the month. What could
be either of two months is no date at all.
"""

import re
from datetime import date, timedelta

from trialvoice.safe.language.date_meanings import COUNT, MEANINGS, WEEKDAY, Calendar, Span, count_of_days, next_weekday

_VAGUE = re.compile(
    r"\b(?:about|around|roughly|maybe|perhaps|almost|nearly|more or less|or so|or better|ish|ten days or|i "
    r"(?:think|guess))\b",
    re.IGNORECASE,
)


def resolve(said: str, calendar: Calendar) -> str | None:
    """A partial ISO date (2026-03-09, or 2026-03), or None."""
    text = re.sub(r"\s+", " ", said.lower().replace(",", " "))
    for pattern, meaning in MEANINGS:
        if match := pattern.search(text):
            span = meaning(match, calendar)
            if span is not None and span.first <= calendar.visit:
                return _as_iso(span, vague=bool(_VAGUE.search(text)) and not match.groupdict().get("day"))
    return None


def _as_iso(span: Span, *, vague: bool) -> str | None:
    if span.first == span.last and span.exact and not vague:
        return span.first.isoformat()
    if (span.first.year, span.first.month) == (span.last.year, span.last.month):
        return f"{span.first:%Y-%m}"
    return None


def after_onset(said: str, onset: str | None) -> str | None:
    """What is told from the onset on: over within hours, gone by the morning.  onset: a full date, or None."""
    if onset is None or len(onset) < len("2026-03-09"):
        return None
    start, text = date.fromisoformat(onset), said.lower()
    if re.search(r"\b(?:seconds?|minutes?|hours?|same (?:day|evening|night)|that (?:day|evening|night))\b", text):
        return onset
    if re.search(r"\b(?:by|in|until|till) (?:the )?(?:next )?morning\b|\b(?:the )?(?:next|following) (?:day|morning)\b|"
                 r"\bthe day after\b|\bovernight\b", text):  # fmt: skip
        return (start + timedelta(days=1)).isoformat()
    if match := re.search(rf"\b{COUNT} days?\b", text):
        return (start + timedelta(days=count_of_days(match["n"]))).isoformat()
    if match := re.search(rf"\b(?:the|by|until|till|on the) (?:the )?{WEEKDAY}\b", text):
        return next_weekday(match["day"], start).isoformat()
    return None
