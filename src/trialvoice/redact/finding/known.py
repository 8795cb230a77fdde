"""What is known already, to be found everywhere: the roster's values, and what was found before."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import get_args

from trialvoice.core.roster import KnownType, KnownValue
from trialvoice.redact.finding.birth_dates import date_patterns
from trialvoice.redact.reading.lines import Line, line_of
from trialvoice.redact.spans import Hit, Span
from trialvoice.redact.words import NOT_A_NAME, PARTICLES, is_ordinary

_SITE = re.compile(
    r"\b(?:hospital|clinic|center|centre|university|institute|research|medical|health|pharma|inc|llc|ltd)\b",
    re.I,
)
_TOLD = ("spelled", "answer", "name cue")
"""Detectors that say how a name is written: what sounds like it is it, be it a word or not."""
_WORTH = ("NAME", "PHONE", "EMAIL", "ID", "ADDRESS")
"""Types that are worth finding in a subject's other recordings; a date is said of many things."""


@dataclass(frozen=True)
class Known:
    """Values to look for. words: lower-case parts of names → whether they are ordinary words too.

    fuzzy: parts that are found misheard too.  initials: letters of whole names.  phrases: lower-case → type.
    numbers: letters and digits alone → type.  dates: every way to say one.
    """

    words: dict[str, bool] = field(default_factory=dict)
    fuzzy: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    phrases: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    dates: tuple[re.Pattern[str], ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to look for."""
        return not (self.words or self.phrases or self.numbers or self.dates)


def known_from_roster(roster: Iterable[KnownValue | str], seen_elsewhere: Iterable[KnownValue] = ()) -> Known:
    """What to look for: the roster's values with their variants, and values seen elsewhere as they are.

    A plain string is a site, a number or a name by its form.
    """
    values = [_typed(value) if isinstance(value, str) else value for value in roster]
    strict = list(seen_elsewhere)
    words = {word: is_ordinary(word) for v in (*values, *strict) if v.type == "NAME" for word in name_words(v.value)}
    names = [v.value for v in values if v.type == "NAME"]
    return Known(
        words=words,
        fuzzy=frozenset(word for name in names for word in name_words(name) if not words[word]),
        initials=frozenset(filter(None, map(_initials, names))),
        phrases={phrase: v.type for v in (*values, *strict) for phrase in _phrases(v)},
        numbers={key_of(v.value): v.type for v in (*values, *strict) if v.type in ("PHONE", "ID")},
        dates=tuple(p for v in values if v.type == "DATE" for p in date_patterns(date.fromisoformat(v.value))),
    )


def known_from_hits(lines: Sequence[Line], hits: Sequence[Sequence[Hit]]) -> Known:
    """What was found in any turn, to be found in all."""
    words: dict[str, bool] = {}
    told: set[str] = set()
    phrases: dict[str, str] = {}
    numbers: dict[str, str] = {}
    for line, found in zip(lines, hits, strict=True):
        for hit in found:
            value = line.text[hit.start : hit.end]
            if hit.type == "NAME":
                words |= {word: is_ordinary(word) for word in name_words(value)}
                told |= {
                    word for word in name_words(value) if len(word) > 3 and (hit.source in _TOLD or not words[word])
                }
            elif hit.type in ("PHONE", "ID") and len(key_of(value)) >= 4:
                numbers[key_of(value)] = hit.type
            elif hit.type in ("ADDRESS", "ORGANISATION", "EMAIL") and len(value) > 4 and not is_ordinary(value.lower()):
                phrases[plain(value)] = hit.type
    return Known(words, frozenset(told), phrases=phrases, numbers=numbers)


def known_values(texts: Sequence[str], spans: Iterable[Span]) -> tuple[KnownValue, ...]:
    """What one recording found that is worth finding in the subject's others, each once.

    Values are in their written form: "k o w a l" gives "Kowal". Dates and ages are left out.
    """
    found: dict[KnownValue, None] = {}
    for span in spans:
        kind = _kind(span.type)
        value = line_of(texts[span.turn_index][span.start : span.end]).text
        if kind in _WORTH and _telling(kind, value):
            found[KnownValue(type=kind, value=value)] = None
    return tuple(found)


def name_words(value: str) -> list[str]:
    """The parts of a name that name somebody by themselves, in lower case."""
    words = re.findall(r"[^\W\d_]{3,}", value.lower().replace("’", "'").removesuffix("'s"))
    return [w for w in words if w not in NOT_A_NAME and w not in PARTICLES]


def key_of(value: str) -> str:
    """A number without blanks and signs."""
    return re.sub(r"[^a-z0-9]", "", value.lower())


def plain(value: str) -> str:
    """A phrase in lower case with single blanks."""
    return re.sub(r"\s+", " ", value.lower().replace("’", "'")).strip()


def _kind(kind: str) -> KnownType:
    return next((one for one in get_args(KnownType) if one == kind), "DATE")


def _telling(kind: str, value: str) -> bool:
    """Whether a value tells who somebody is by itself, wherever it is said."""
    if kind in ("PHONE", "ID"):
        return sum(c.isdigit() for c in value) >= 5
    if kind == "NAME":
        return any(not is_ordinary(word) for word in name_words(value))
    return len(value) > 4 and not all(is_ordinary(word) for word in plain(value).split())


def _typed(value: str) -> KnownValue:
    if "@" in value:
        return KnownValue(type="EMAIL", value=value)
    if any(c.isdigit() for c in value):
        return KnownValue(type="ID", value=value)
    return KnownValue(type="ORGANISATION" if _SITE.search(value) else "NAME", value=value)


def _initials(name: str) -> str:
    parts = re.findall(r"[^\W\d_]+", name.lower())
    return "".join(part[0] for part in parts) if 2 <= len(parts) <= 4 else ""


def _phrases(known: KnownValue) -> list[str]:
    """The value whole, and a site's name without its "hospital" or a street's without its town."""
    low = plain(known.value)
    if known.type not in ("NAME", "EMAIL", "ADDRESS", "ORGANISATION"):
        return []
    written = [low, line_of(low).text.lower()]
    if known.type == "ORGANISATION":
        short = _SITE.sub("", low).strip()
        written += [short] if len(short.split()) > 1 or not is_ordinary(short) else []
    elif known.type == "ADDRESS":
        written += [part.strip() for part in low.split(",") if re.search(r"[a-z]{3}.*\s|\d{4}", part)]
    return [phrase for phrase in written if len(phrase) > 3]
