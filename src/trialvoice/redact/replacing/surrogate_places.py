"""Invented places for addresses and organisations, and e-mail and web addresses that nobody can have."""

import re
from dataclasses import dataclass

from trialvoice.redact.reading.pieces import Piece
from trialvoice.redact.reading.spoken import written_view
from trialvoice.redact.replacing.forbidden import Forbidden
from trialvoice.redact.replacing.keyed import Keyed
from trialvoice.redact.replacing.said import number_like, one_by_one, ordinal, suffix
from trialvoice.redact.replacing.surrogate_data import kinds, lists, places

_DOMAINS = ("example.com", "example.net", "example.org")  # reserved by RFC 2606
_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_TEST_NET = "192.0.2."  # reserved by RFC 5737


@dataclass(frozen=True)
class Places:
    """Places, organisations and addresses on the net."""

    keyed: Keyed
    forbidden: Forbidden

    def shown(self, value: str) -> str | None:
        """An address or organisation with other names and numbers; "street" and "hospital" stay."""
        out, at = [], 0
        for group in _groups(value):
            start, end = group[0].start, group[-1].end
            other = self._other(group, value[start:end])
            if other is None:
                return None
            out += [value[at:start], other]
            at = end
        return "".join(out) + value[at:]

    def email(self, value: str) -> str | None:
        """An address at a domain that is reserved for examples, said aloud where it was."""
        written = written_view(value).text.lower()
        given = self.keyed.one_of("given", written, lists().either, self.forbidden.allows)
        family = self.keyed.one_of("family", written, lists().family, self.forbidden.allows)
        if given is None or family is None:
            return None
        return _said(f"{given}.{family}@{self._domain(written)}", aloud="@" not in value)

    def url(self, value: str) -> str | None:
        """A page of a domain that is reserved for examples; a handle or a network address for one."""
        written = written_view(value).text.lower()
        if _IP.fullmatch(written):
            return _TEST_NET + str(1 + self.keyed.number(f"ip {written}", 254))
        name = self._place(written)
        if name is None:
            return None
        if "." not in written:
            return f"@{name}" if value.startswith("@") else name
        return _said(f"www.{self._domain(written)}/{name}", aloud="." not in value)

    def _other(self, group: list[Piece], source: str) -> str | None:
        piece = group[0]
        if any(c.isdigit() for c in piece.text):
            return self._number(piece, source)
        name = self._place(" ".join(one.text for one in group).lower())
        if name is None:
            return None
        return name.upper() if source.isupper() else name if source.islower() else name.title()

    def _number(self, piece: Piece, source: str) -> str | None:
        """A house number or ZIP code of as many digits; "fifth" and "5th" become such a word again."""
        ranked = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", piece.text, re.I)
        code = ranked[1] if ranked else piece.text
        other = self.keyed.like("place", code, lambda one: _fit(one, code) and self.forbidden.allows(one))
        if other is None:
            return None
        said = code not in source
        if ranked:
            return ordinal(int(other)) if said else f"{int(other)}{suffix(int(other))}"
        return number_like(other, source) if said else other

    def _place(self, value: str) -> str | None:
        return self.keyed.one_of("place", value, places(), self.forbidden.allows)

    def _domain(self, value: str) -> str:
        return _DOMAINS[self.keyed.number(f"domain {value}", len(_DOMAINS))]


def _groups(value: str) -> list[list[Piece]]:
    """What is replaced together: numbers alone, and words side by side but for the general ones."""
    out: list[list[Piece]] = []
    end = -1
    for piece in written_view(value).pieces:
        word = piece.text[:1].isalpha()
        if not piece.text[:1].isalnum() or (word and piece.text.lower() in kinds()):
            end = -1
        elif word and end >= 0 and value[end : piece.start] == " " and out[-1][0].text[:1].isalpha():
            out[-1].append(piece)
            end = piece.end
        else:
            out.append([piece])
            end = piece.end
    return out


def _fit(number: str, like: str) -> bool:
    """Whether a number is another one, with no zero in front that the first has not."""
    return number != like and (number[:1] != "0" or like[:1] == "0")


def _said(address: str, *, aloud: bool) -> str:
    words = re.findall(r"\w+|[^\w]", address)
    return " ".join(one_by_one(word) if not word.isalnum() else word for word in words) if aloud else address
