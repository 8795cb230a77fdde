"""Every way to say a birth date, whole or in part, as a pattern for the written view."""

import re
from datetime import date

from trialvoice.redact.lexicon import MONTHS

_ORDINALS = {1: "first", 2: "second", 3: "third"}
_BIRTH = r"(?:birth\s?-?day|birth\s?-?date|born|date\s+of\s+birth|d\.?o\.?b\.?)\b[^.?!\d]{0,30}?"


def date_patterns(birth: date) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The date in any order and day and month alone; and the day or the month after "birthday", as group `v`."""
    name = MONTHS[birth.month - 1]
    month = rf"(?:{name}|{name[:3]}\b\.?|{name[:4]}\b\.?)"
    day = rf"(?:the\s+)?0?{birth.day}(?:st|nd|rd|th)?\b"
    if birth.day in _ORDINALS:
        day = rf"(?:{day}|(?:the\s+)?{_ORDINALS[birth.day]}\b)"
    year = rf"(?:{birth.year}|['’]?{birth.year % 100:02})\b"
    number = rf"0?{birth.month}(?:st|nd|rd|th)?"
    gap = r"[\s,./-]+"
    forms = (
        rf"{month},?\s+{day}(?:,?\s+(?:of\s+)?{year})?",
        rf"{day},?\s+(?:of\s+)?{month}(?:,?\s+(?:of\s+)?{year})?",
        rf"{number}{gap}0?{birth.day}{gap}{year}",
        rf"0?{birth.day}{gap}{number}{gap}{year}",
        rf"{birth.year}{gap}0?{birth.month}{gap}0?{birth.day}\b",
        rf"{day}\s+of\s+the\s+{number}(?:,?\s+{year})?",
        rf"{birth.month:02}{birth.day:02}(?:{birth.year}|{birth.year % 100:02})\b",
        rf"{birth.day:02}{birth.month:02}(?:{birth.year}|{birth.year % 100:02})\b",
        rf"{birth.month}{birth.day:02}(?:{birth.year}|{birth.year % 100:02})\b",
    )
    whole = re.compile(r"(?<![\w.])(?P<v>" + "|".join(forms) + ")", re.I)
    return whole, re.compile(rf"\b{_BIRTH}(?P<v>{day}|{month})", re.I)
