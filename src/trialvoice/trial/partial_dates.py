"""Partial ISO dates beside each other: 2026, 2026-03 and 2026-03-09 are known to the year, month and day."""

from datetime import date


def agree(one: str | None, other: str | None) -> bool:
    """Whether two dates can be the same as far as both are known; what is not stated agrees with all."""
    if one is None or other is None:
        return True
    known = min(len(one), len(other))
    return one[:known] == other[:known]


def surely_after(partial: str | None, day: date) -> bool:
    """Whether a date lies after a day, however it is completed."""
    if partial is None:
        return False
    full = day.isoformat()
    return partial > full[: len(partial)]


def earliest(dates: list[str]) -> str | None:
    """The earliest; of two that can be the same, the finer one."""
    first: str | None = None
    for one in dates:
        if first is None or (agree(one, first) and len(one) > len(first)) or (not agree(one, first) and one < first):
            first = one
    return first
