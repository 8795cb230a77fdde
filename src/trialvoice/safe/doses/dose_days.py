"""Days that are listed with parts of the day: "Friday night, then all Saturday and Sunday"."""

import re
from dataclasses import dataclass

from trialvoice.safe.doses import dose_cues

_DAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_PART = (
    r"(?:mornings?|evenings?|nights?|noon|afternoons?|bedtimes?|breakfast|lunch(?:time)?|dinner ?time|teatime|tea|"
    r"supper|dinner)(?:'s)?(?: ones?| doses?| tablets?| pills?| capsules?)?"
)
_DAY = r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b"
_TOKEN = re.compile(
    rf"(?P<whole>\b(?:(?:two|both),?(?= and |, )|both(?: of (?:them|those))?|all day|the whole day|"
    rf"twice(?: a day)?|neither|"
    rf"{_PART} (?:and|or|nor) (?:the )?{_PART}|(?:two|three|four|2|3|4) (?:a|each|every|per) day)\b)|"
    rf"(?P<all>\b(?:all(?: of)?|the whole of|both on|whole|nothing(?: at all)?(?: on)?|none(?: at all)?(?: on)?) )?"
    rf"(?:the |on )*(?P<day>{_DAY})(?:'s)?(?P<attached>(?: in the| at|'s)? {_PART}\b)?|"
    rf"(?P<of>\b(?:the |my |his |her )?{_PART}(?: (?:of|on)(?: the)?)?,? (?=(?:the )?{_DAY}))|"
    rf"(?P<then>\b(?:and then|plus|then|and (?:the|on)|and (?=all|none|nothing|no))\b)|(?P<part>\b{_PART}\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """whole: days with all their doses.  parts: days with one of them."""

    whole: int
    parts: int


def listed_days(text: str) -> Listed | None:
    """Days of a list in which some are told with all their doses, None where no list tells them apart."""
    days: dict[str, str | None] = {}
    part_of = False
    for token in _TOKEN.finditer(_ranges_spelt(text)):
        if token["whole"]:
            days = {day: told or "whole" for day, told in days.items()}
            part_of = False
        elif token["of"]:
            part_of = True
        elif token["then"]:
            part_of = False
        elif token["day"]:
            day = token["day"].lower().rstrip("s")
            if day in days:
                continue
            told = "part" if token["attached"] or part_of else "whole" if token["all"] else None
            if token["attached"] and not _stands_apart(text, day, days):
                days = {earlier: had or "part" for earlier, had in days.items()}
            days[day] = told
    return _counted(days)


def _counted(days: dict[str, str | None]) -> Listed | None:
    """Of a list with both kinds; a day of which no part is told is a whole one beside days of which one is."""
    told = set(days.values())
    if len(days) < 2 or not ("whole" in told or {"part", None} <= told):
        return None
    parts = sum(one == "part" for one in days.values())
    return Listed(len(days) - parts, parts)


def _stands_apart(text: str, day: str, earlier: dict[str, str | None]) -> bool:
    """Whether a day with its part is told after the whole days, not in one list with them."""
    before = text[: text.lower().find(day)]
    return "whole" in earlier.values() or bool(
        re.search(r"\b(?:and then|then|plus|and the)(?: the)? $", before, re.IGNORECASE)
    )


def _ranges_spelt(text: str) -> str:
    """ "Thursday to Saturday" as its three days."""

    def spelt(match: re.Match[str]) -> str:
        first, last = _DAYS.index(match[1].lower()), _DAYS.index(match[2].lower())
        return " ".join(f"{_DAYS[at % 7]}day" for at in range(first, (last if last >= first else last + 7) + 1))

    return dose_cues.DAY_RANGE.sub(spelt, text)
