"""Days that are listed with parts of the day: "Monday and Tuesday, morning and night, and then Wednesday morning"."""

import re
from dataclasses import dataclass

from trialvoice.safe.doses import dose_cues

_DAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_PART = r"(?:mornings?|evenings?|nights?|noon|afternoons?|bedtime|breakfast|lunch(?:time)?|teatime|supper|dinner)"
_TOKEN = re.compile(
    rf"(?P<whole>\b(?:both(?: of (?:them|those))?|all day|twice(?: a day)?|{_PART} and (?:the )?{_PART}|"
    rf"(?:two|three|four|2|3|4) (?:a|each|every|per) day)\b)|"
    rf"(?P<day>\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b)(?:'s)?(?P<attached>(?: in the| at)? {_PART}\b)?|"
    rf"(?P<then>\b(?:and then|plus|then|and (?:the|on))\b)|(?P<part>\b{_PART}\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """whole: days with all their doses.  parts: days with one of them."""

    whole: int
    parts: int


def listed_days(text: str) -> Listed | None:
    """Days of a list in which some are told with all their doses, None where no list tells them apart."""
    whole = parts = pending = 0
    named: set[str] = set()
    for token in _TOKEN.finditer(_ranges_spelt(text)):
        if token["whole"]:
            whole, pending = whole + pending, 0
        elif token["day"]:
            if token["day"].lower().rstrip("s") in named:
                continue
            named.add(token["day"].lower().rstrip("s"))
            if token["attached"] is None:
                pending += 1
            elif _stands_apart(text, token.group("day"), whole):
                whole, parts, pending = whole + pending, parts + 1, 0
            else:
                parts, pending = parts + pending + 1, 0
    return Listed(whole + pending, parts) if whole and (parts or pending or len(named) > 1) else None


def _stands_apart(text: str, day: str, whole: int) -> bool:
    """Whether a day with its part is told after the whole days, not in one list with them."""
    before = text[: text.lower().find(day.lower())]
    return bool(whole) or bool(re.search(r"\b(?:and then|then|plus|and the)(?: the)? $", before, re.IGNORECASE))


def _ranges_spelt(text: str) -> str:
    """ "Thursday to Saturday" as its three days."""

    def spelt(match: re.Match[str]) -> str:
        first, last = _DAYS.index(match[1].lower()), _DAYS.index(match[2].lower())
        return " ".join(f"{_DAYS[at % 7]}day" for at in range(first, (last if last >= first else last + 7) + 1))

    return dose_cues.DAY_RANGE.sub(spelt, text)
