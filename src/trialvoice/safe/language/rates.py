"""Amounts a week, as forms ask for alcohol: "a glass Friday and two on Saturday" is three."""

import re
from dataclasses import dataclass

from trialvoice.safe.language.numbers import measured

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_ARTICLE = re.compile(
    r"\b(?:a|an|the odd)"
    r"(?=\s+(?:small |large |big )?(?:glass|pint|beer|can|bottle|drink|sherry|whisk(?:e)?y|wine|cigarette|puff)\b)",
    re.IGNORECASE,
)
_COUPLE = re.compile(r"\b(?:a )?couple(?: of)?\b", re.IGNORECASE)
_ON_A_DAY = re.compile(rf"^(?:\s+\w+){{0,3}}?\s+(?:(?:on|of|with)\s+(?:an?\s+|the\s+|my\s+)?)?{_DAY}\b", re.IGNORECASE)
_A_DAY = re.compile(r"^(?:[\s,]+\w+){0,6}?[\s,]+(?:a|per|every|each|of an?)\s+(?:day|night|evening)\b", re.IGNORECASE)
_A_WEEK = re.compile(r"^(?:\s+\w+){0,3}?\s+(?:a|per|every|each|in a)\s+week\b", re.IGNORECASE)
_TEETOTAL = re.compile(
    r"\b(?:teetotal(?:ler)?|(?:do(?:n't| not)|never) (?:drink|touch (?:it|the stuff|alcohol))|not(?: had)? a drop|"
    r"dry since|"
    r"gave up (?:the )?(?:drink|drinking|alcohol|booze)|sober)\b|n't (?:had )?a drop\b",
    re.IGNORECASE,
)
_NO_AMOUNT = re.compile(r"^\s*times\b", re.IGNORECASE)
_OTHER_DRINKS = re.compile(r"\b(?:tea|coffee|water|juice|milk|sodas?|cola|coke|squash)\b", re.IGNORECASE)
_DAYS = 7


@dataclass(frozen=True, slots=True)
class Rate:
    """An amount in the unit of the form at [start, end) characters."""

    value: float
    start: int
    end: int


def per_unit(unit: str, text: str) -> Rate | None:
    """The amount a week where the unit is "drinks/week" or the like; None where `text` gives none."""
    if not unit.lower().endswith(("/week", "/wk", "per week")):
        return None
    if none := _TEETOTAL.search(text):
        return Rate(0.0, none.start(), none.end())
    if _OTHER_DRINKS.search(text):
        return None
    said = [number for number in measured(text) if not _NO_AMOUNT.match(text[number.end :])]
    amounts = [(number.value, number.start, number.end) for number in said]
    amounts += [(1.0, match.start(), match.end()) for match in _ARTICLE.finditer(text)]
    amounts += [(2.0, match.start(), match.end()) for match in _COUPLE.finditer(text)]
    return _of(text, sorted(amounts, key=lambda amount: amount[1]))


def _of(text: str, amounts: list[tuple[float, int, int]]) -> Rate | None:
    for pattern, times in ((_A_WEEK, 1), (_A_DAY, _DAYS)):
        for value, start, end in amounts:
            if pattern.match(text[end:]):
                return Rate(value * times, start, end)
    on_days = [one for one in amounts if _ON_A_DAY.match(text[one[2] :])]
    if on_days:
        return Rate(sum(value for value, _, _ in on_days), on_days[0][1], on_days[-1][2])
    return None
