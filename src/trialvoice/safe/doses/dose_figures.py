"""Figures of doses: which number in a statement counts doses, and which sum is drawn."""

import re

from trialvoice.safe.doses import dose_cues
from trialvoice.safe.language.numbers import numbers

_MOST = 100
_UNIT = re.compile(
    r"^[\s-]*(?:of (?:them|'em|em|the|my|his|her|those|these|our|your)\b\s*)?(?:or so )?(?:(?:whole|full|study|evening|"
    r"morning|night|missed|more|other|the|of|my|his|her|extra|separate|weekly|daily|single|\w+day|in) ){0,3}"
    r"(?:doses?|tablets?|pills?|capsules?|caps|times?|injections?|shots?|jabs?|pens?|syringes?|infusions?|patch(?:es)?|"
    r"puffs?|sprays?|drops|sachets?|occasions?|(?:that |which )?(?:i|we|he|she) (?:forgot|missed|skipped|"
    r"didn't|didnt|never|left|dropped|lost|couldn't)|goes|still in|slips?|lapses?|of (?:them|those)(?=\W*$|"
    r"[,.;]|\s+(?:i|we|on|in|because|when|last|was|were)\b)|"
    r"missed|short)\b",
    re.IGNORECASE,
)
_PARTS_OF_DAYS = re.compile(
    r"^[\s-]*(?:(?:whole|of the|of my|the|different|separate|\w+day) ){0,2}(?:evenings?|mornings?|nights?)\b",
    re.IGNORECASE,
)
SPAN = re.compile(
    r"^[\s-]*(?:of (?:the|those|them) )?(?:whole |full |entire |straight |more |solid |"
    r"days? of )*(?P<span>days?|nights?|weeks?|"
    r"weekends?|fortnights?|months?)\b"
    r"(?! (?:ago|old|back|early|late|later|before|after))",
    re.IGNORECASE,
)
_BARE_END = re.compile(
    r"^[\s,.?!…]*$|^[\s,]*(?:i think|i believe|i guess|maybe|or so|at most|all told|in all|in total|altogether|all "
    r"together|over|during|after|before|because|on|when|last|since|this|so far|then|yeah|yes|right|isn't it|wasn't it|"
    r"exactly|tops|out of|by now|in the end|"
    r"if you count|counting|including|(?:were|was) (?:not|never) taken|weren't taken|"
    r"missed|of (?:them|those)|you (?:did|missed)|each|in (?:the|my|april|may|june|july|march|january|february|august)|"
    r"the|that's|and that's|only|for sure|definitely|while)\b|^[\s]*,",
    re.IGNORECASE,
)
_FILLERS = re.compile(
    r"^\W*(?:(?:oh|ah|um+|uh+|er|hmm?|well|okay|ok|right|so|yeah|yes|yep|no|aye|just|only|maybe|about|"
    r"probably|all|like|i think|"
    r"i'd say|i want to say|i would say|i'd guess|i guess|i reckon|i'll put|i'll note|i'll write|say|"
    r"let's say|let me (?:think|see)|you know|unfortunately|sorry|it was|it's|that's|that is|it'd be|must "
    r"be|must have been|"
    r"i missed|first|i'm afraid|a grand total of|at least|exactly|the|those|then|and|but|make that|call it|"
    r"other than|except|apart from|"
    r"all but)\b[\s,.…]*)*",
    re.IGNORECASE,
)
_TALLY = re.compile(
    r"\b(?:that(?:'s| is|s| makes| would be| was|'d be)|makes(?: it)?|which is|which makes|it's|it was|"
    r"its|in (?:all|total)|total(?: of)?|"
    r"altogether|call it|make it|make that|so(?: yeah)?|equals|matches (?:your|the)|comes to|adds up to|"
    r"i'll put|put down|i'll note|write down|i want to say|i'd say|i reckon)[\s,]+"
    r"(?:about |only |just |all |the |yeah,? |like |then )*$",
    re.IGNORECASE,
)
_AFTER_TALLY = re.compile(
    r"^[\s]*(?:$|[,.?!…]|then\b|missed|not taken|altogether|in (?:all|total)|you\b|he\b|she\b|of (?:them|those)|"
    r"isn't|right\b|all told|"
    r"short\b|that (?:you|he|she)|and (?:the|that|no)\b|so far|(?:missed |more |study |single )*(?:doses?|"
    r"tablets?|pills?|capsules?|"
    r"puffs?|pens?|injections?|shots?|patches|times)\b)",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"\b(?:last|other|next|every|week|weeks|visit|version|page|at|day|number|version|took|take|"
    r"taking|us|grade|line|level)\s+$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"^[\s-]*(?:a day|per day|daily|left|back|remaining|o'?clock|mg|milligrams?|micrograms?|a\.?m|p\.?m|"
    r"percent|hours?|minutes?|"
    r"times a|pounds|kilos?|%|:|years?|months?|miles?|days? (?:late|early|ago|after|before|later))",
    re.IGNORECASE,
)
_EACH_DAY = re.compile(r"^[\s]*(?:\w+ )?(?:a|each|every|per) (?:day|morning|evening|night)\b", re.IGNORECASE)
_DRAWN = re.compile(
    r"^\W*(?:(?:okay|ok|right|oh|well)\W+)*(?:so|then|that's|thats|that is|which makes|makes)\b|\b(?:then|"
    r"missed|not taken)\W*$",
    re.IGNORECASE,
)
_SO = re.compile(r"^\W*(?:(?:okay|ok|right|well|and)\W+)*(?:so|then|that's|thats|that is|that makes)\b", re.IGNORECASE)
_AND = re.compile(r"\b(?:and|plus|then) $", re.IGNORECASE)
_MORE = re.compile(r"\b(?:and|plus|then|another|also)\b", re.IGNORECASE)


def tally_in(text: str) -> int | None:
    """The sum that a statement draws: "so that makes six", "three then", "three threes, nine", or a bare figure."""
    found = None
    for value, start, end in figures_in(text):
        closes = bool(_AFTER_TALLY.match(text[end:]))
        drawn = bool(_TALLY.search(text[:start])) and closes
        then = bool(
            re.match(r"^[\s,]*(?:then|missed|altogether|in (?:all|total)|all told|short)\b", text[end:], re.IGNORECASE)
        )
        repeated = not text[:start].strip() and bool(re.match(r"^[\s,]*(?:okay|ok|right)\b", text[end:], re.IGNORECASE))
        if (drawn or then or repeated) and not _NOT_AFTER.match(text[end:]):
            found = value
    return found if found is not None else _alone(text)


def drawn_sum(text: str) -> int | None:
    """The sum that is drawn in so many words: "so four", "seven, then", "that's eight"."""
    return tally_in(text) if _DRAWN.search(text) else None


def drawn_doses(text: str) -> int | None:
    """The doses of a sum that goes on: "so that's fourteen days without, fourteen doses"."""
    return explicit_figure(text, bare=False) if _SO.match(text) else None


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
        r"\b(?:doses?|tablets?|pills?|capsules?|puffs?|injections?|infusions?|patches)\b|"
        r"\b(?:oh|um+|uh+|well|okay|ok|right|so|yeah|yes|yep|no|aye|just|only|maybe|about|probably|all|then|"
        r"and|it's|that's|"
        r"i think|threes|twos|fours|fives|in total|altogether|exactly|plus|both|is|make|it|i'd say|let's say|"
        r"let me see|i'd guess|i guess|total|ma'am|sir)\b",
        " ",
        rest,
        flags=re.IGNORECASE,
    )
    return figures[-1][0] if not re.search(r"\w", left) else None


def explicit_figure(text: str, *, bare: bool) -> int | None:
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
    if (
        re.search(r"\bnot $", before, re.IGNORECASE)
        or _NOT_BEFORE.search(before)
        or _NOT_AFTER.match(rest)
        or SPAN.match(rest)
        or _EACH_DAY.match(rest)
    ):
        return False
    if re.match(r"^[\s-]*\w+days\b", rest, re.IGNORECASE) or re.search(
        rf"{dose_cues.PART.pattern}\s+$", before, re.IGNORECASE
    ):
        return False
    if _UNIT.match(rest) or _PARTS_OF_DAYS.match(rest):
        return not re.match(r"^[\s-]*(?:\w+ )?(?:times?|\w+) (?:a|per|each|every) (?:day|week)\b", rest, re.IGNORECASE)
    if re.search(
        r"\b(?:miss\w*|skipp?\w*|forgot|forget|left out|went without|lost|dropped|except|bar|apart from|all but|"
        r"day but|other than),? (?:about |maybe |"
        r"like |just |only |for )?$",
        before,
        re.I,
    ):
        return bool(_BARE_END.match(rest))
    if dose_cues.CORRECTED.search(before[-14:]) and _BARE_END.match(rest):
        return True
    return bare and bool(_BARE_END.match(rest)) and not _FILLERS.sub("", before).strip(" ,.")


def _how_often(text: str) -> int | None:
    found = re.search(
        r"\b(?:(once)\b(?! (?:i|we|he|she|the))|(twice|thrice)\b)(?! (?:a|per|every|each|daily))", text, re.IGNORECASE
    )
    if not found or re.search(r"day $", text[: found.start()]):
        return None
    return {"once": 1, "twice": 2, "thrice": 3}[(found[1] or found[2]).lower()]
