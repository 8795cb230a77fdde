"""How much was missed, as it is told: figures, days of the week, weekends, parts of the day, and their products."""

import re
from dataclasses import dataclass, replace

from trialvoice.core.study import Study
from trialvoice.safe import dose_cues
from trialvoice.safe.numbers import numbers

_DAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_WEEKEND = frozenset({"satur", "sun"})
_MOST = 100
_UNIT = re.compile(
    r"^[\s-]*(?:of (?:them|'em|em|the|my|his|her|those|these|our|your)\b\s*)?(?:or so )?(?:(?:whole|full|study|evening|"
    r"morning|night|missed|more|other|the|of|my|his|her|extra|separate|weekly|daily|single|\w+day|in) ){0,3}"
    r"(?:doses?|tablets?|pills?|capsules?|caps|times?|injections?|shots?|jabs?|pens?|syringes?|infusions?|patch(?:es)?|"
    r"puffs?|sprays?|drops|sachets?|occasions?|(?:that |which )?(?:i|we|he|she) (?:forgot|missed|skipped|didn't)|still in|of (?:them|those)(?=\W*$|[,.;]|\s+(?:i|we|on|in|because|when|last|was|were)\b)|missed|short)\b",
    re.IGNORECASE,
)
_PARTS_OF_DAYS = re.compile(
    r"^[\s-]*(?:(?:whole|of the|of my|the|different|separate|\w+day) ){0,2}(?:evenings?|mornings?|nights?)\b",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"^[\s-]*(?:whole |full |entire |straight |more |solid |days? of )*(?P<span>days?|nights?|weeks?|weekends?|fortnights?|months?)\b"
    r"(?! (?:ago|old|back|early|late|later|before|after))",
    re.IGNORECASE,
)
_A_SPAN = re.compile(
    r"\b(?:for|over|of|missed|skipped|was|is|been|without (?:\w+ )?for|about)\s+(?:(?:about|the|that|this|whole|full|entire|a|an|"
    r"almost|nearly|maybe|like) )*?(?:(?:a|one|the|that) )(?:whole |full |entire |good |solid )?"
    r"(?P<span>day|week|weekend|fortnight|month)\b(?! (?:ago|of (?!january|february|march|april|may|june|july|august|september|"
    r"october|november|december)|before|after|and))|\b(?:a|one|the|that|all) (?:whole |full |entire )(?P<whole>day|week|weekend|"
    r"fortnight|month)\b|\ball (?P<all>day|week|weekend)\b",
    re.IGNORECASE,
)
_WEEKEND_SAID = re.compile(
    r"\b(?:the|all|whole|last|that|this|one|over|a|easter|long) (?:whole |entire |long )?weekend\b", re.I
)
_BARE_END = re.compile(
    r"^[\s,.?!…]*$|^[\s,]*(?:i think|i believe|i guess|maybe|or so|at most|in all|in total|altogether|all "
    r"together|over|during|because|on|when|last|since|this|so far|then|yeah|yes|right|isn't it|wasn't it|exactly|tops|out of|"
    r"missed|of (?:them|those)|you (?:did|missed)|each|in (?:the|my|april|may|june|july|march|january|february|august)|"
    r"the|that's|and that's|only|for sure|definitely|while)\b|^[\s]*,",
    re.IGNORECASE,
)
_FILLERS = re.compile(
    r"^\W*(?:(?:oh|ah|um+|uh+|er|hmm?|well|okay|ok|right|so|yeah|yes|yep|no|aye|just|only|maybe|about|probably|all|like|i think|"
    r"i'd say|i want to say|i would say|i'd guess|i guess|i reckon|i'll put|i'll note|i'll write|say|let's say|let me (?:think|see)|you know|unfortunately|sorry|it was|it's|that's|that is|it'd be|must be|must have been|"
    r"i missed|i'm afraid|a grand total of|at least|exactly|the|those|then|and|but|make that|call it|other than|except|apart from|"
    r"all but)\b[\s,.…]*)*",
    re.IGNORECASE,
)
_TALLY = re.compile(
    r"\b(?:that(?:'s| is|s| makes| would be| was|'d be)|makes(?: it)?|which is|which makes|it's|it was|its|in (?:all|total)|total(?: of)?|"
    r"altogether|call it|make it|make that|so(?: yeah)?|equals|matches (?:your|the)|comes to|adds up to|i'll put|put down|i'll note|write down|i want to say|i'd say|i reckon)[\s,]+"
    r"(?:about |only |just |all |the |yeah,? |like |then )*$",
    re.IGNORECASE,
)
_AFTER_TALLY = re.compile(
    r"^[\s]*(?:$|[,.?!…]|then\b|missed|altogether|in (?:all|total)|you\b|he\b|she\b|of (?:them|those)|isn't|right\b|all told|"
    r"short\b|that (?:you|he|she)|and (?:the|that|no)\b|so far|(?:missed |more |study |single )*(?:doses?|tablets?|pills?|capsules?|"
    r"puffs?|pens?|injections?|shots?|patches|times)\b)",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"\b(?:first|last|other|next|every|week|weeks|visit|version|page|at|day|number|version|took|take|taking|us|grade|line|level)\s+$",
    re.IGNORECASE,
)
_NOT_BEFORE_SPAN = re.compile(r"\b(?:every|visit|version|page|at|took|take|taking|next)\s+$", re.IGNORECASE)
_NOT_AFTER = re.compile(
    r"^[\s-]*(?:a day|per day|daily|left|back|remaining|o'?clock|mg|milligrams?|micrograms?|a\.?m|p\.?m|percent|hours?|minutes?|"
    r"times a|pounds|kilos?|%|:|years?|months?|miles?|days? (?:late|early|ago|after|before|later))",
    re.IGNORECASE,
)
_EACH_DAY = re.compile(r"^[\s]*(?:\w+ )?(?:a|each|every|per) (?:day|morning|evening|night)\b", re.IGNORECASE)
_EVERY_DAY_OF = re.compile(r"\bevery (?:single )?(?:morning|evening|night|day)\b", re.IGNORECASE)
_EVERY_OTHER = re.compile(r"\bevery (?:other|second) (?:day|morning|evening|night|dose|one)\b", re.IGNORECASE)
_SINGLE_DAYS = re.compile(
    r"\b(?:yesterday|the day before(?: yesterday)?|the day after(?: that)?|the next day|the day of the \w+|(?:on )?christmas day|"
    r"christmas eve|new year's(?: day| eve)?|boxing day|easter (?:sunday|monday)|last night|"
    r"the (?:(?:twenty|thirty)[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|\w{2,6}(?:teenth|lfth|ieth|venth)|tenth|"
    r"\d{1,2}(?:st|nd|rd|th))\b(?! (?:\w+ )?(?:days?|weeks?|doses?|one|tablet|time|month|visit|fortnight|half|injection|pen|page)\b)"
    r"(?! (?:one|two|three|four|\d))|the following (?:day|morning|evening))\b",
    re.IGNORECASE,
)
_DAY_WITH_PART = re.compile(
    r"(?P<whole>\b(?:all day|all of|the whole of|both on|all) )?(?:on |the )*\b(?P<day>mon|tues|wednes|thurs|fri|satur|sun)day(?:'s)?"
    r"(?:(?P<twice>,? (?:both|twice|all day))|(?: in the)? (?P<part>morning|evening|night|noon|afternoon))?\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\b(?:and|plus|then) $", re.IGNORECASE)
_MORE = re.compile(r"\b(?:and|plus|then|another|also)\b", re.IGNORECASE)
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

    def joined(self, later: "Extent") -> "Extent":
        """With what is told next of the same."""
        return Extent(
            explicit=later.explicit or self.explicit,
            days=self.days | later.days,
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
    explicit = _explicit(text, bare=bare)
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
        return extent.halves[0] + extent.halves[1] * study.dosing.times_per_day
    interval = _interval(study, extent)
    days = _days(extent)
    if not days:
        return study.dosing.times_per_day if extent.whole_days else 1 if extent.single else None
    if interval > 1:
        return len(extent.days) or len(extent.dates) or max(1, round((extent.span or extent.weeks * 7) / interval))
    return days * _per_day(extent, study, away=away)


def tally_in(text: str) -> int | None:
    """The sum that a statement draws: "so that makes six", "three then", "three threes, nine", or a bare figure."""
    found = None
    for value, start, end in figures_in(text):
        closes = bool(_AFTER_TALLY.match(text[end:]))
        drawn = bool(_TALLY.search(text[:start])) and closes
        then = bool(
            re.match(r"^[\s,]*(?:then|missed|altogether|in (?:all|total)|all told|short)\b", text[end:], re.IGNORECASE)
        )
        if (drawn or then) and not _NOT_AFTER.match(text[end:]):
            found = value
    return found if found is not None else _alone(text)


def figures_in(text: str) -> list[tuple[int, int, int]]:
    """(value, start, end) of small whole numbers, "a couple" and "twice" among them."""
    found = [(int(n.value), n.start, n.end) for n in numbers(text) if n.value == int(n.value) and 1 <= n.value <= _MOST]
    for match in re.finditer(r"\b(?:(?:a )?couple(?: of)?|(?:a )?pair(?: of)?|wan|twa)\b", text, re.IGNORECASE):
        found.append((1 if match[0].lower() == "wan" else 2, match.start(), match.end()))
    return sorted(found, key=lambda f: f[1])


def _alone(text: str) -> int | None:
    """The last figure where hardly anything else is said: "Two.", "So yeah, nine.", "Three threes, nine."."""
    figures = figures_in(text)
    if not figures:
        return None
    rest = text
    for _, start, end in reversed(figures):
        rest = rest[:start] + " " + rest[end:]
    left = re.sub(
        r"\b(?:oh|um+|uh+|well|okay|ok|right|so|yeah|yes|yep|no|aye|just|only|maybe|about|probably|all|then|and|it's|that's|"
        r"i think|threes|twos|fours|fives|in total|altogether|exactly|plus|both|is|make|it|i'd say|let's say|let me see|i'd guess|i guess|total|ma'am|sir)\b",
        " ",
        rest,
        flags=re.IGNORECASE,
    )
    return figures[-1][0] if not re.search(r"\w", left) else None


def _explicit(text: str, *, bare: bool) -> int | None:
    """The figure of doses; of two, joined by "and", the sum."""
    if re.search(r"\bboth (?:doses|tablets|pills|capsules|of them|puffs|pens|injections)\b", text, re.IGNORECASE):
        return 2
    found: list[tuple[int, int]] = []
    for value, start, end in figures_in(text):
        one_more = found and _AND.search(text[:start]) and _BARE_END.match(text[end:])
        if one_more or _counts_doses(text, start, end, bare=bare):
            found.append((value, start))
    if not found:
        return _how_often(text)
    total, last = found[0]
    for value, start in found[1:]:
        if dose_cues.CORRECTED.search(text[last:start]):
            total = value
        elif _MORE.search(text[last:start]) and not _TALLY.search(text[:start]):
            total += value
        else:
            total = value
        last = start
    return total


def _counts_doses(text: str, start: int, end: int, *, bare: bool) -> bool:
    before, rest = text[:start], text[end:]
    if _NOT_BEFORE.search(before) or _NOT_AFTER.match(rest) or _SPAN.match(rest) or _EACH_DAY.match(rest):
        return False
    if re.match(r"^[\s-]*\w+days\b", rest, re.IGNORECASE) or re.search(
        rf"{dose_cues.PART.pattern}\s+$", before, re.IGNORECASE
    ):
        return False
    if _UNIT.match(rest) or _PARTS_OF_DAYS.match(rest):
        return not re.match(r"^[\s-]*(?:\w+ )?(?:times?|\w+) (?:a|per|each|every) (?:day|week)\b", rest, re.IGNORECASE)
    if re.search(
        r"\b(?:miss\w*|skipp?\w*|forgot|forget|except|bar|apart from|all but|other than) (?:about |maybe |like |just |only |for )?$",
        before,
        re.I,
    ):
        return bool(_BARE_END.match(rest))
    if dose_cues.CORRECTED.search(before[-14:]) and _BARE_END.match(rest):
        return True
    return bare and bool(_BARE_END.match(rest)) and not _FILLERS.sub("", before).strip(" ,.")


def _how_often(text: str) -> int | None:
    found = re.search(r"\b(?:(once)\b(?! (?:i|we|he|she|the))|(twice|thrice)\b)(?! (?:a|per|every|each|daily))", text, re.IGNORECASE)
    if not found or re.search(r"day $", text[: found.start()]):
        return None
    return {"once": 1, "twice": 2, "thrice": 3}[(found[1] or found[2]).lower()]


def _spans(text: str) -> tuple[int, int, int]:
    """(days in a row, weeks, weekends) as figures tell them, or "a week"."""
    days = weeks = weekends = 0
    for value, start, end in figures_in(text):
        match = _SPAN.match(text[end:])
        if match is None or _NOT_BEFORE_SPAN.search(text[:start]):
            continue
        unit = match["span"].lower().rstrip("s")
        days = value if unit in ("day", "night") else days
        weeks = {"week": value, "fortnight": value * 2, "month": value * 4}.get(unit, weeks)
        weekends = value if unit == "weekend" else weekends
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
    rest = text[marks[-1].end() :] if marks else ""
    return rest if rest and (extent_of(rest, bare=True).told) else text


def of_days(extent: Extent) -> Extent:
    """Without its figure, so that days decide."""
    return replace(extent, explicit=None)
