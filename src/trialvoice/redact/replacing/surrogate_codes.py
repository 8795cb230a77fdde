"""Numbers that stand for numbers: of the same shape, said in the same way, and issued to nobody."""

import re
from dataclasses import dataclass

from trialvoice.redact.finding.checksums import dea, iban, luhn, nhs, npi, ssn, vin
from trialvoice.redact.reading.pieces import Piece
from trialvoice.redact.reading.spoken import View, written_view
from trialvoice.redact.replacing.forbidden import Forbidden
from trialvoice.redact.replacing.keyed import Keyed
from trialvoice.redact.replacing.said import number_like, one_by_one

_LUHN_FROM = 8  # digits; of shorter numbers every tenth holds it by chance
_FICTIONAL_US = "55501"  # 555-0100 to 555-0199 are kept for fiction, in every area
_FICTIONAL_UK = "07700900"  # and 07700 900000 to 900999
_FROM = 7  # digits of a whole phone number
_LABELS = frozenset(
    (
        *("MRN", "DOB", "SSN", "ZIP", "PIN", "NHS", "NPI", "DEA", "VIN", "ID", "NO", "NUMBER", "EXT", "EXTENSION"),
        *("AREA", "CODE", "DASH", "SLASH", "DOT", "POINT", "AND", "THE", "IS", "THEN", "MY", "YOUR", "RECORD"),
        *("SUBJECT", "PATIENT", "PARTICIPANT", "SCREENING", "RANDOMISATION", "RANDOMIZATION", "KIT", "MEDICAL"),
    )
)


@dataclass(frozen=True)
class Codes:
    """Phone numbers and ids for phone numbers and ids."""

    keyed: Keyed
    forbidden: Forbidden

    def phone(self, value: str) -> str | None:
        """A number kept for fiction, or for part of a number other digits; None where there is none."""
        return self._shown("phone", value)

    def id(self, value: str) -> str | None:
        """A code of the same shape that holds no check digit; None where there is none."""
        return self._shown("id", value)

    def _shown(self, label: str, value: str) -> str | None:
        view = written_view(value)
        if not all(
            _is_code(piece) or piece.text.upper() in _LABELS or not piece.text.isalnum() for piece in view.pieces
        ):
            return None  # a word of which nobody knows whether it belongs to the number
        code = "".join(_alnum(piece.text) for piece in view.pieces if _is_code(piece))
        other = self._other(label, code) if code else None
        return _rewritten(view, other) if other is not None else None

    def _other(self, label: str, code: str) -> str | None:
        def fit(candidate: str) -> bool:
            made = _fictional(candidate, code) if label == "phone" else candidate
            return made.lower() != code.lower() and self.forbidden.allows(made) and not (label == "id" and _real(made))

        chosen = self.keyed.like(label, code, fit)
        return _fictional(chosen, code) if chosen is not None and label == "phone" else chosen


def _fictional(number: str, like: str) -> str:
    """The digits made a number kept for fiction, in the country that another number's form tells."""
    if not number.isdigit() or len(number) < _FROM:
        return number
    if re.fullmatch(r"0\d{10}", like):
        return _FICTIONAL_UK + number[-3:]
    country = "1" if re.fullmatch(r"1\d{10}", like) else ""
    area = number[len(country) : -7]
    return country + re.sub(r"^[01]", "2", area) + _FICTIONAL_US + number[-2:]


def _real(code: str) -> bool:
    """Whether somebody may have been issued a number like it."""
    digits = re.sub(r"\D", "", code)
    checked = (len(digits) >= _LUHN_FROM and luhn(digits)) or npi(digits) or nhs(digits)
    return checked or (len(digits) == len(code) == 9 and ssn(code)) or iban(code) or vin(code) or dea(code)


def _is_code(piece: Piece) -> bool:
    """Whether a piece belongs to the number: digits, single letters, capitals; not "MRN" or "extension"."""
    text = piece.text
    if piece.kind in ("number", "letters") or any(c.isdigit() for c in text):
        return text.upper() not in _LABELS
    return text.isalpha() and text.upper() not in _LABELS and (len(text) == 1 or text.isupper())


def _rewritten(view: View, other: str) -> str:
    """The source with the code's characters replaced, piece by piece."""
    out, at, taken = [], 0, 0
    for piece in view.pieces:
        if not _is_code(piece):
            continue
        source, size = view.source[piece.start : piece.end], len(_alnum(piece.text))
        out += [view.source[at : piece.start], _like(piece, source, other[taken : taken + size])]
        at, taken = piece.end, taken + size
    return "".join(out) + view.source[at:]


def _like(piece: Piece, source: str, code: str) -> str:
    """New characters in the form of a piece: written where it was written, else said."""
    if _alnum(source).lower() == _alnum(piece.text).lower():
        return _filled(source, code)
    return number_like(code, source) if piece.text.isdigit() else one_by_one(_filled(piece.text, code))


def _filled(form: str, code: str) -> str:
    rest = iter(code)
    return "".join(_same_case(next(rest), c) if c.isalnum() else c for c in form)


def _same_case(new: str, old: str) -> str:
    return new.upper() if old.isupper() else new.lower()


def _alnum(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
