"""Whether a value, or a part that gives it away, is in what a recogniser heard."""

import re

from trialvoice.redact.gate.telling import telling_words
from trialvoice.redact.lexicon import MONTHS
from trialvoice.redact.reading.spoken import written_view

_NAMED = ("NAME", "ADDRESS", "ORGANISATION", "EMAIL", "URL")
_DIGITS = 4
"""So many digits in a row of a longer number give it away, as "the last four" do."""
_SHORTEST = 3
_BETWEEN = re.compile(r"(?<=\d)[\s().,/-]{1,3}(?=\d)")
_VERBS = frozenset(("march", "may"))
"""Months that are words too: they count only beside their day."""
_OLDEST_TOLD = 89
_NOBODYS = frozenset(
    ("gmail", "yahoo", "hotmail", "outlook", "icloud", "aol", "com", "org", "net", "edu", "www", "dot")
)
"""Parts of an address that millions share."""


def audible(kind: str, value: str, heard: str) -> bool:
    """Whether a value of that type can be made out in a text."""
    said, told = (written_view(text).text.lower() for text in (heard, value))
    if kind in _NAMED and (telling_words(told) - _NOBODYS) & telling_words(said):
        return True
    if kind == "DATE":
        return _date_in(told, said)
    if kind == "AGE":
        return any(int(number) > _OLDEST_TOLD and number in told for number in re.findall(r"\b\d{2,3}\b", said))
    return _number_in(told, said)


def _number_in(told: str, said: str) -> bool:
    number, runs = re.sub(r"\D", "", told), re.findall(r"\d+", _BETWEEN.sub("", said))
    if len(number) < _SHORTEST:
        return False
    size = min(_DIGITS, len(number))
    parts = {number[at : at + size] for at in range(len(number) - size + 1)}
    return any(part in run for part in parts for run in runs)


def _date_in(told: str, said: str) -> bool:
    months = {word for word in re.findall(r"[a-z]+", told) if word in MONTHS}
    days = re.findall(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", told)
    for month in months:
        if any(_beside(month, day, said) for day in days):
            return True
        if month not in _VERBS and re.search(rf"\b{month}\b", said):
            return True
    return not months and _number_in(told, said)


def _beside(month: str, day: str, said: str) -> bool:
    number = rf"{day}(?:st|nd|rd|th)?"
    return bool(re.search(rf"\b(?:{month}\W+(?:the\W+)?{number}|{number}\W+(?:of\W+)?{month})\b", said))
