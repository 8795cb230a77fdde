"""How much was missed, as it is told: figures, days of the week, weekends, parts of the day, and their products."""

import re
from dataclasses import dataclass, replace

from trialvoice.core.study import Study
from trialvoice.safe.doses import dose_cues
from trialvoice.safe.doses.dose_days import listed_days
from trialvoice.safe.doses.dose_figures import SPAN, explicit_figure, figures_in

_DAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_WEEKEND = frozenset({"satur", "sun"})
_A_SPAN = re.compile(
    r"\b(?:for|over|of|missed|skipped|was|is|been|without (?:\w+ )?for|about)\s+(?:(?:about|the|that|this|"
    r"whole|full|entire|a|an|"
    r"almost|nearly|maybe|like) )*?(?:(?:a|one|the|that) )(?:whole |full |entire |good |solid )?"
    r"(?P<span>day|week|weekend|fortnight|month)\b(?! (?:ago|of (?!january|february|march|april|may|june|"
    r"july|august|september|"
    r"october|november|december)|before|after|and))|\b(?:a|one|the|that|all) (?:whole |full |entire "
    r")(?P<whole>day|week|weekend|"
    r"fortnight|month)\b|\ball (?P<all>day|week|weekend)\b",
    re.IGNORECASE,
)
_WEEKEND_SAID = re.compile(
    r"\b(?:the|all|whole|last|that|this|one|over|a|easter|long) (?:whole |entire |long |\w+ )?weekend\b", re.I
)
_NOT_BEFORE_SPAN = re.compile(r"\b(?:every|visit|version|page|at|took|take|taking|next)\s+$", re.IGNORECASE)
_EVERY_OTHER = re.compile(r"\bevery (?:other|second) (?:day|morning|evening|night|dose|one)\b", re.IGNORECASE)
_THAT_WEEK = re.compile(r"\b(?:last|this|that|the) week\b", re.IGNORECASE)
_SINGLE_DAYS = re.compile(
    r"\b(?:yesterday|the day before(?: yesterday)?|the day after(?: that)?|the next day|the day of the "
    r"\w+|on (?:my|his|her|our) (?:birthday|wedding day|name day|anniversary)|on (?:\w+'s|st \w+'s|"
    r"thanksgiving|new year's) day|on thanksgiving|(?:on )?christmas day|"
    r"christmas eve|new year's(?: day| eve)?|boxing day|easter (?:sunday|monday)|last night|this morning|"
    r"the (?:(?:twenty|thirty)[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|"
    r"\w{2,6}(?:teenth|lfth|ieth|venth)|tenth|"
    r"\d{1,2}(?:st|nd|rd|th))\b(?! (?:\w+ )?(?:days?|weeks?|doses?|one|tablet|time|month|visit|fortnight|"
    r"half|injection|pen|page)\b)"
    r"(?! (?:one|two|three|four|\d))|halloween|thanksgiving|mother's day|"
    r"that (?:same )?(?:night|morning|evening)(?= and)|the (?:next|following|same) (?:morning|night|evening|day))\b",
    re.IGNORECASE,
)
_DAY_WITH_PART = re.compile(
    r"(?P<whole>\b(?:all day|all of|the whole of|both on|all) )?(?:on |the )*\b(?P<day>mon|tues|wednes|"
    r"thurs|fri|satur|sun)day(?:'s)?"
    r"(?:(?P<twice>,? (?:both|twice|all day))|(?: in the)? (?P<part>morning|evening|night|noon|afternoon))?\b",
    re.IGNORECASE,
)
_CONCLUDED = re.compile(r"[,;] so (?:that's |thats |it's |that is )?(?=\w+day\b)", re.IGNORECASE)
_INTERVALS = (
    (
        re.compile(
            r"every (?:two|2|other|second) weeks?|fortnight|every (?:fourteen|14) days|biweekly|bi-weekly", re.I
        ),
        14,
    ),
    (re.compile(r"every (?:four|4) weeks|once a month|monthly|every (?:twenty-eight|28) days|every month", re.I), 28),
    (re.compile(r"every (?:three|3) weeks|every (?:twenty-one|21) days", re.I), 21),
    (re.compile(r"once a week|weekly|every week|per week|a week", re.I), 7),
    (re.compile(r"every (?:other|second) day", re.I), 2),
)
_INJECTED = re.compile(r"\b(?:pens?|injections?|shots?|jabs?|infusions?|syringes?|patch(?:es)?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Extent:
    """What was said of how much: any of it may be left out, and `doses_of` makes the product.

    explicit: a figure of doses.  days: of the week, by name.  dates: single days told otherwise.  span: days in a row.
    weeks: over how many weeks the named days recur.  parts: of the day that were named.
    """

    explicit: int | None = None
    days: frozenset[str] = frozenset()
    times: int = 1
    dates: frozenset[str] = frozenset()
    span: int = 0
    weeks: int = 0
    parts: frozenset[str] = frozenset()
    whole_days: bool = False
    alternate: bool = False
    injected: bool = False
    single: bool = False
    vague: bool = False
    halves: tuple[int, int] | None = None
    """Days of which one part was named, and whole ones: "all Monday and Tuesday morning" is (1, 1)."""

    @property
    def told(self) -> bool:
        """Whether it says how much at all."""
        return bool(self.explicit or self.days or self.dates or self.span or self.weeks or self.single)

    @property
    def counts(self) -> bool:
        """Whether it tells days or a figure, not just "it"."""
        return bool(self.explicit or self.days or self.dates or self.span or self.weeks)

    def joined(self, later: "Extent") -> "Extent":
        """With what is told next of the same."""
        return Extent(
            explicit=later.explicit or self.explicit,
            days=later.days if later.span else self.days | later.days,
            times=max(self.times, later.times),
            dates=self.dates | later.dates,
            span=later.span or self.span,
            weeks=later.weeks or self.weeks,
            parts=self.parts | later.parts,
            whole_days=self.whole_days or later.whole_days,
            alternate=self.alternate or later.alternate,
            injected=self.injected or later.injected,
            single=self.single or later.single,
            vague=(self.vague and not later.told) or later.vague,
            halves=later.halves or self.halves,
        )


def extent_of(text: str, *, bare: bool = False) -> Extent:
    """How much a statement says was missed. bare: a figure alone counts, as in an answer."""
    ranged = _ranges(text)
    weekdays = frozenset(match[1].lower() for match in dose_cues.WEEKDAY.finditer(text)) | ranged
    span, weeks, weekends = _spans(text)
    if weekends or _WEEKEND_SAID.search(text):
        weekdays |= _WEEKEND
    explicit = explicit_figure(text, bare=bare)
    return Extent(
        explicit=explicit,
        days=weekdays,
        times=max(weekends, _times_of_days(text), 1),
        dates=frozenset(m[0].lower() for m in _SINGLE_DAYS.finditer(text)),
        span=span,
        weeks=weeks,
        parts=frozenset(_part(m[1]) for m in dose_cues.PART.finditer(text)),
        whole_days=bool(dose_cues.BOTH.search(text)),
        alternate=bool(_EVERY_OTHER.search(text)),
        injected=bool(_INJECTED.search(text)),
        single=bool(dose_cues.ONE.search(text)),
        vague=explicit is None and bool(dose_cues.VAGUE.search(text)),
        halves=_halves(text),
    )


def doses_of(extent: Extent, study: Study, *, away: bool) -> int | None:
    """The number of doses, None where it was not told. away: named days stand for all their doses."""
    if extent.explicit:
        return extent.explicit
    if extent.vague:
        return None
    if extent.halves:
        return extent.halves[0] + extent.halves[1] * study.dosing.times_per_day + len(extent.dates)
    if extent.dates and not extent.days and not extent.span and all(map(dose_cues.PART.search, extent.dates)):
        return len(extent.dates)
    interval = _interval(study, extent)
    days = _days(extent)
    if not days:
        return study.dosing.times_per_day if extent.whole_days else 1 if extent.single else None
    if interval > 1:
        return len(extent.days) or len(extent.dates) or max(1, round((extent.span or extent.weeks * 7) / interval))
    return days * _per_day(extent, study, away=away)


def _spans(text: str) -> tuple[int, int, int]:
    """(days in a row, weeks, weekends) as figures tell them, or "a week"."""
    days = weeks = weekends = 0
    for value, start, end in figures_in(text):
        match = SPAN.match(text[end:])
        if match is None or _NOT_BEFORE_SPAN.search(text[:start]):
            continue
        unit = match["span"].lower().rstrip("s")
        days = value if unit in ("day", "night") else days
        weeks = {"week": value, "fortnight": value * 2, "month": value * 4}.get(unit, weeks)
        weekends = value if unit == "weekend" else weekends
    if not (days or weeks or weekends) and _EVERY_OTHER.search(text) and _THAT_WEEK.search(text):
        return 0, 1, 0
    if not (days or weeks or weekends) and (one := _A_SPAN.search(text)):
        unit = (one["span"] or one["whole"] or one["all"]).lower()
        days = 1 if unit == "day" else 0
        weeks = {"week": 1, "fortnight": 2, "month": 4}.get(unit, 0)
        weekends = 1 if unit == "weekend" else 0
    return days, weeks, weekends


def _times_of_days(text: str) -> int:
    """ "Two Sundays" is two."""
    found = [
        v
        for v, _, end in figures_in(text)
        if re.match(rf"^\s+(?:\w+ )?{dose_cues.WEEKDAY.pattern[2:]}", text[end:], re.I)
    ]
    return found[0] if found else 1


def _halves(text: str) -> tuple[int, int] | None:
    """Where two or more days are named and some with a part of the day: how many by part, and how many whole."""
    if listed := listed_days(text):
        return listed.parts, listed.whole
    named = {day["day"].lower(): day for day in _DAY_WITH_PART.finditer(text)}
    if len(named) <= 1 or not any(day["part"] for day in named.values()):
        return None
    whole = sum(bool(day["whole"] or day["twice"]) and not day["part"] for day in named.values())
    return len(named) - whole, whole


def _ranges(text: str) -> frozenset[str]:
    """ "Thursday to Saturday" is three days."""
    named: set[str] = set()
    for match in dose_cues.DAY_RANGE.finditer(text):
        first, last = _DAYS.index(match[1].lower()), _DAYS.index(match[2].lower())
        named |= {_DAYS[at % 7] for at in range(first, (last if last >= first else last + 7) + 1)}
    return frozenset(named)


def _days(extent: Extent) -> int:
    if extent.days:
        return len(extent.days) * max(extent.times, extent.weeks) + len(extent.dates)
    days = extent.span or extent.weeks * 7 or len(extent.dates)
    return -(-days // 2) if extent.alternate else days


def _per_day(extent: Extent, study: Study, *, away: bool) -> int:
    per_day = study.dosing.times_per_day
    if extent.whole_days or len(extent.parts) > 1:
        return per_day
    if extent.parts:
        return 1
    return per_day if away or extent.span or extent.weeks or extent.days >= _WEEKEND else 1


def _interval(study: Study, extent: Extent) -> int:
    """Days from one dose to the next; of a study with daily capsules and a weekly pen, by what is spoken of."""
    dose = study.dosing.dose
    found = next((days for pattern, days in _INTERVALS if pattern.search(dose)), 1)
    daily = (
        re.search(r"\bdaily|a day|every day|morning|evening|each day", dose, re.IGNORECASE)
        or study.dosing.times_per_day > 1
    )
    return found if extent.injected or not daily else 1


def _part(word: str) -> str:
    word = word.lower()
    return {"mornin": "morning", "night": "evening", "bedtime": "evening"}.get(word, word)


def corrected(text: str) -> str:
    """What stands after the last correction, where that says how much: "two, no, three" is "three"."""
    marks = list(dose_cues.CORRECTED.finditer(text))
    rest = (
        text[marks[-1].end() :] if marks else text[concluded.end() :] if (concluded := _CONCLUDED.search(text)) else ""
    )
    return rest if rest and (extent_of(rest, bare=True).told) else text


def of_days(extent: Extent) -> Extent:
    """Without its figure, so that days decide."""
    return replace(extent, explicit=None)
