"""Numbers that somebody issues, with a form, a checksum and words that go with them, for Presidio's recognizers."""

from collections.abc import Callable
from dataclasses import dataclass

from trialvoice.redact.finding import checksums


@dataclass(frozen=True, slots=True)
class IssuedSpec:
    """One kind of issued number.

    score: without context or proof.  holds: its checksum, which proves it.  context: words nearby that raise
    the score, whether the checksum holds or not.  strict: whether a form that fails is dropped.
    """

    name: str
    type: str
    regex: str
    score: float
    context: tuple[str, ...]
    holds: Callable[[str], bool] | None = None
    strict: bool = False


_SEP = r"[ ,.-]{0,2}"
_CARD_WORDS = ("card", "visa", "mastercard", "credit", "debit", "amex")
_PLATE_WORDS = ("plate", "registration", "tag", "car", "vehicle")

ISSUED: tuple[IssuedSpec, ...] = (
    IssuedSpec(
        "social security number",
        "ID",
        r"(?<![\d-])\d{3}[- .]\d{2}[- .]\d{4}(?![\d-])",
        0.5,
        ("ssn", "social", "security", "ss"),
        checksums.ssn,
    ),
    IssuedSpec("npi", "ID", r"(?<![\w.-])[12]\d{9}(?![\w-])", 0.2, ("npi", "provider", "prescriber"), checksums.npi),
    IssuedSpec(
        "bank card",
        "ID",
        rf"(?<![\w.-])[2-6]\d{{3}}{_SEP}\d{{4}}{_SEP}\d{{4}}{_SEP}\d{{1,7}}(?![\w-])|(?<![\w.-])3[47]\d{{2}}{_SEP}\d{{6}}{_SEP}\d{{5}}(?!\w)",
        0.3,
        _CARD_WORDS,
        checksums.bank_card,
    ),
    IssuedSpec(
        "iban",
        "ID",
        r"\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,4})?\b",
        0.2,
        ("iban", "account", "bank"),
        checksums.iban,
    ),
    IssuedSpec(
        "nhs number",
        "ID",
        r"(?<![\w.-])\d{3}[ ,-]{1,2}\d{3}[ ,-]{1,2}\d{4}(?![\w-])",
        0.3,
        ("nhs", "hospital", "health"),
        checksums.nhs,
    ),
    IssuedSpec(
        "medicare number",
        "ID",
        r"\b[1-9][a-z][a-z0-9]\d[ -]?[a-z][a-z0-9]\d[ -]?[a-z]{2}\d{2}\b",
        0.5,
        ("medicare", "mbi", "beneficiary", "card"),
        checksums.mbi,
    ),
    IssuedSpec(
        "vehicle number",
        "ID",
        r"\b(?=[a-z]*\d)(?=(?:\d*[a-z]){3})[a-hj-npr-z0-9]{17}\b",
        0.5,
        ("vin", "vehicle", "car", "chassis"),
        checksums.vin,
    ),
    IssuedSpec(
        "dea number",
        "ID",
        r"\b[a-z][a-z9]\d{7}\b",
        0.4,
        ("dea", "prescriber", "registration"),
        checksums.dea,
    ),
    IssuedSpec(
        "ip address",
        "URL",
        r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])",
        0.6,
        ("ip", "address"),
        checksums.ip_address,
        strict=True,
    ),
    IssuedSpec("mac address", "ID", r"(?<![\w:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:-])", 0.9, ("mac",)),
    IssuedSpec(
        "device identifier",
        "ID",
        r"\(01\)\s?\d{14}(?:\s?\((?:11|17)\)\s?\d{6})?(?:\s?\((?:10|21)\)\s?[a-z0-9]{1,20})?",
        0.9,
        ("udi", "device", "serial"),
    ),
    IssuedSpec(
        "driving licence",
        "ID",
        r"\b[a-z9]{5}\d{6}[a-z9]{2}\d[a-z]{2}\b",
        0.6,
        ("licence", "license", "driving", "driver"),
    ),
    IssuedSpec(
        "plate",
        "ID",
        r"(?<![\w-])(?:[a-z]{2}\d{2}[ -]?[a-z]{3}|\d[a-z]{3}[ -]?\d{3}|[a-z]{3}[ -]\d{3,4}|\d{3}[ -][a-z]{3})(?![\w-])",
        0.1,
        _PLATE_WORDS,
    ),
)
