"""What no surrogate may be or hold: the values it stands among, and what the study knows of people."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from trialvoice.redact.finding.known import name_words
from trialvoice.redact.replacing.tags import normalised

_DIGITS = 4
"""A shorter number stands anywhere by chance."""
_WORDS = ("NAME", "ADDRESS", "ORGANISATION", "EMAIL", "URL")


@dataclass(frozen=True)
class Forbidden:
    """Values in lower case, the words of names and places, and the digits of numbers."""

    values: frozenset[str] = field(repr=False)
    words: frozenset[str] = field(repr=False)
    numbers: frozenset[str] = field(repr=False)

    @classmethod
    def of(cls, values: Iterable[tuple[str, str]], general: frozenset[str]) -> "Forbidden":
        """From pairs of type and value.  general: words that tell nobody from another, such as "street"."""
        pairs = [(kind, normalised(value, kind)) for kind, value in values]
        words = {word for kind, value in pairs if kind in _WORDS for word in name_words(value)}
        numbers = (re.sub(r"\D", "", value) for kind, value in pairs if kind != "DATE")
        return cls(
            values=frozenset(value for _, value in pairs),
            words=frozenset(words - general),
            numbers=frozenset(number for number in numbers if len(number) >= _DIGITS),
        )

    def allows(self, text: str) -> bool:
        """Whether a surrogate holds none of it."""
        low = text.lower()
        digits = re.sub(r"\D", "", low)
        return not (
            low in self.values
            or any(word in low for word in self.words)
            or any(number in digits for number in self.numbers)
        )

    def is_value(self, text: str, kind: str) -> bool:
        """Whether a text is one of the values, in whatever form."""
        return normalised(text, kind) in self.values
