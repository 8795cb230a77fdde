"""One turn as the detectors see it: its written view, cut into words, with case and neighbours at hand."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from trialvoice.redact.reading.spoken import View, written_view

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*\.?(?=-)|[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\w.,:/]*\w|\d|[^\w\s]")
_TITLES = frozenset(("mr", "mrs", "ms", "dr", "prof", "st"))
"""Their full stop ends no sentence."""
_ENDS = frozenset('.?!:…"“”')


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign at [start, end) of the view. `low` is lower case without a possessive 's."""

    text: str
    start: int
    end: int
    low: str

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital."""
        return self.text[:1].isupper()

    @property
    def alphabetic(self) -> bool:
        """Whether it is a word."""
        return self.text[:1].isalpha()

    @property
    def bare_end(self) -> int:
        """Where it ends without its possessive 's."""
        tail = self.text[-2:].lower()
        return self.end - (2 if tail in ("'s", "’s") and len(self.text) > 2 else tail[-1:] in ("'", "’"))


@dataclass(frozen=True)
class Line:
    """A turn: its view and the view's tokens."""

    view: View

    @cached_property
    def text(self) -> str:
        """The written view."""
        return self.view.text

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words, numbers and signs of the view."""
        return tuple(Token(m[0], m.start(), m.end(), _low(m[0])) for m in _WORD.finditer(self.text))

    @cached_property
    def cased(self) -> bool:
        """Whether capitals mean anything: some letters, but not most, are capitals."""
        return cased(self.view.source)

    @cached_property
    def has_digit(self) -> bool:
        """Whether the view holds a number."""
        return any(c.isdigit() for c in self.text)

    def token_at(self, place: int) -> int:
        """Index of the first token that starts at or after a place."""
        return bisect_left(self.tokens, place, key=lambda token: token.start)

    def starts_sentence(self, index: int) -> bool:
        """Whether a token's capital is owed to its place."""
        after_title = self.low(index - 1) == "." and self.low(index - 2) in _TITLES
        return index == 0 or (self.tokens[index - 1].text in _ENDS and not after_title)

    def tells_name(self, index: int) -> bool:
        """Whether the token is capitalised where an ordinary word would not be."""
        return self.cased and self.tokens[index].capital and not self.starts_sentence(index)

    def low(self, index: int) -> str:
        """A token's lower-case word; "" outside the line."""
        return self.tokens[index].low if 0 <= index < len(self.tokens) else ""


def cased(text: str) -> bool:
    """Whether a text has capitals, and is not all capitals."""
    letters = [c for c in re.sub(r"\bI\b", "", text) if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return capitals > 0 and (capitals < 0.7 * len(letters) or len(letters) < 12)


def line_of(text: str) -> Line:
    """The line of a turn's text."""
    return Line(written_view(text))


def _low(word: str) -> str:
    low = word.lower().replace("’", "'")
    low = low[:-2] if low.endswith("'s") and len(low) > 2 else low.rstrip("'")
    return low.replace("'", "") if re.match(r"[odl]'[a-z]{3}", low) else low
