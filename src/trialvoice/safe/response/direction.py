"""Whether words tell of getting better, getting worse or no change."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from trialvoice.safe.language import cues
from trialvoice.safe.language.cue_file import cue_file
from trialvoice.safe.language.numbers import Number, numbers

Direction = Literal["improved", "unchanged", "worse"]
_MINUTES = 60
"""In an hour: "ten minutes" is less than "two hours"."""
_HOURS = re.compile(r"\s*hours?\b", re.IGNORECASE)
_COUNTS = {"once": 1, "twice": 2, "none": 0}
_COUNT = re.compile(r"\b(?:once|twice|none)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """The direction told at [start, end) characters.  regained: by what can be done again, which needs no name."""

    direction: Direction
    start: int
    end: int
    regained: bool = False


def directions_in(text: str) -> tuple[Told, ...]:
    """Every direction told, in order, for speech without sentences."""
    found = [*_all(text, "improved"), *_all(text, "regained"), *_all(text, "unchanged"), *_worse(text)]
    return tuple(sorted(found, key=lambda told: told.start))


def direction_in(text: str) -> Told | None:
    """The direction that a sentence speaks of, None where none; "worse at first, better now" is improved."""
    found = [*_all(text, "improved"), *_all(text, "regained"), *_worse(text)]
    if compared := _by_numbers(text):
        found.append(compared)
    last = max(found, key=lambda told: told.end, default=None)
    same = max(_all(text, "unchanged"), key=lambda told: told.end, default=None)
    if same and (last is None or not last.regained or last.end < same.start):
        return same
    return last


def _all(text: str, name: Direction | Literal["regained"]) -> list[Told]:
    direction: Direction = "improved" if name == "regained" else name
    matches = cue_file("responses").cue("direction", name).finditer(text)
    found = [Told(direction, m.start(), m.end(), name == "regained") for m in matches]
    if direction == "unchanged":
        return found
    clauses = [(told, _clause(text[: told.start])) for told in found]
    return [
        told
        for told, clause in clauses
        if not cues.negates(clause) and not cue_file("responses").cue("direction", "hoped").search(clause)
    ]


def _worse(text: str) -> list[Told]:
    once = [m.span() for m in cue_file("responses").cue("direction", "was_worse").finditer(text)]
    return [told for told in _all(text, "worse") if not any(a <= told.start < b for a, b in once)]


def _clause(before: str) -> str:
    ends = [match.end() for match in cues.BOUNDARY.finditer(before)]
    return before[ends[-1] :] if ends else before


def compared_with(before: str, text: str) -> Told | None:
    """A value of now in the sentence before, one of then in this one: "Two. It was seven before."."""
    if not (_cue("it_was").search(text) or any(_cue("before").match(text[n.end :]) for n in _values(text))):
        return None
    now, past = _values(before)[:1], [n for n in _values(text) if _before(text, n)]
    found = _compared(f"{before} {text}", past[-1], now[0]) if now and past else None
    return Told(found.direction, past[-1].start, past[-1].end) if found and past else None


def was_then(before: str, text: str) -> Told | None:
    """A value of then in the sentence before, one of now in this one: "It was forty at the start. It's nine."."""
    past = [n for n in _values(before) if _cue("was").search(before[: n.start])][:1]
    now = _values(text)[:1]
    if not past or not now or not _cue("now").search(text):
        return None
    found = _compared(f"{before} {text}", past[0], now[0])
    return Told(found.direction, now[0].start, now[0].end) if found else None


def _by_numbers(text: str) -> Told | None:
    """A value of now against one of before: "it's one thirty now, it was one ninety"."""
    said = _values(text)
    past = [n for n in said if _before(text, n)]
    if len(past) == len(said):
        # "Four last month it was nine": the answer comes first.
        past = past[1:]
    now = [n for n in said if n not in past]
    told = any(_cue(name).search(text) for name in ("now", "it_was"))
    if not past or not now or not (told or _cue("before").match(text[past[-1].end :])):
        return None
    return _compared(text, past[-1], now[-1])


def _values(text: str) -> tuple[Number, ...]:
    counts = [Number(_COUNTS[m[0].lower()], m.start(), m.end()) for m in _COUNT.finditer(text)]
    found = sorted((*numbers(text), *counts), key=lambda n: n.start)
    if not _HOURS.search(text):
        return tuple(found)
    return tuple(replace(n, value=n.value * _MINUTES) if _HOURS.match(text[n.end :]) else n for n in found)


def _before(text: str, value: Number) -> bool:
    if _cue("before").match(text[value.end :]):
        return True
    was = _cue("was").search(text[: value.start])
    return bool(was) and not _cue("today").search(text[: was.start()] if was else "")


def _compared(text: str, past: Number, now: Number) -> Told | None:
    start, end = min(past.start, now.start), max(past.end, now.end)
    if past.value == now.value:
        return Told("unchanged", start, end)
    better = (now.value < past.value) != bool(_cue("more_is_better").search(text))
    return Told("improved" if better else "worse", start, end)


def _cue(name: str) -> re.Pattern[str]:
    return cue_file("responses").cue("number", name)
