"""How many doses: figures, days and weekends, with a later correction winning."""

import re

from trialvoice.core.study import Study
from trialvoice.safe import dose_cues
from trialvoice.safe.numbers import count_of, numbers


def count_in(text: str, study: Study, *, bare: bool = False) -> int | None:
    """Doses counted in `text`; a later correction wins. bare: a number alone counts, as in an answer."""
    if not text:
        return None
    if corrected := list(dose_cues.CORRECTED.finditer(text)):
        later = _counted(text[corrected[-1].end() :], study, bare=True)
        if later:
            return later
    return _counted(text, study, bare=bare)


def _counted(text: str, study: Study, *, bare: bool) -> int | None:
    per_day = study.dosing.times_per_day
    for value, start, end in figures_in(text):
        rest = text[end:]
        if dose_cues.PER_DAY.match(rest):
            return value * per_day
        if re.match(r"^\s*weekends?\b", rest, re.IGNORECASE):
            return value * 2 * per_day
        if (
            dose_cues.UNIT.match(rest)
            or (bare and dose_cues.BARE.match(rest))
            or re.search(r"\b(?:miss\w*|skipp\w*|forgot) (?:about |maybe |like )?$", text[:start], re.IGNORECASE)
        ):
            return value
    if re.search(r"\b(?:the|all|whole|last|that|this) (?:whole )?weekend\b", text, re.IGNORECASE):
        return 2 * per_day
    if re.search(r"\b(?:a|one|the whole|the entire|all|that|last) week\b(?! ago)", text, re.IGNORECASE) and re.search(
        r"\bfor (?:a|about a|the whole) week|whole week", text, re.IGNORECASE
    ):
        return 7 * per_day
    return _by_days(text, per_day)


def _by_days(text: str, per_day: int) -> int | None:
    days = len({m[0].lower() for m in dose_cues.WEEKDAY.finditer(text)})
    if days:
        return days * (per_day if dose_cues.BOTH.search(text) else 1)
    if dose_cues.BOTH.search(text):
        return per_day
    if re.search(r"\b(?:a|one) (?:whole|full|entire) day\b", text, re.IGNORECASE):
        return per_day
    return 1 if dose_cues.ONE.search(text) else None


def figures_in(text: str) -> list[tuple[int, int, int]]:
    """(value, start, end) of small whole numbers, "a couple" and "twice" among them."""
    found = [(int(n.value), n.start, n.end) for n in numbers(text) if n.value == int(n.value) and 1 <= n.value <= 60]
    for match in re.finditer(r"\b(?:once|twice|(?:a )?couple(?: of)?|both)\b", text, re.IGNORECASE):
        word = re.sub(r"^a | of$", "", match[0].lower())
        end = match.end()
        value = count_of(word)
        if value:
            found.append((value, match.start(), end))
            if word in ("once", "twice"):
                return [(value, match.start(), len(text)), *found]
    return sorted(found, key=lambda f: f[1])
