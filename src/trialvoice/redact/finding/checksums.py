"""Check digits and forms of numbers that somebody issues. Each takes the number as it is written.

A checksum that holds is proof; one that fails is none, for recognisers mishear digits.
"""

import re

_VIN_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789", strict=True))
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_NPI_PREFIX = "80840"  # of health care in the United States, which the check digit counts in


def luhn(number: str) -> bool:
    """Whether the digits hold Luhn's formula, as those of bank cards do."""
    digits = [int(c) for c in reversed(_digits(number))]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return bool(digits) and (sum(digits[::2]) + sum(doubled)) % 10 == 0


def bank_card(number: str) -> bool:
    """12 to 19 digits that hold Luhn's formula, and are not all one digit."""
    digits = _digits(number)
    return 12 <= len(digits) <= 19 and len(set(digits)) > 1 and luhn(digits)


def npi(number: str) -> bool:
    """A US provider's number: ten digits from 1 or 2 on, Luhn's formula behind the prefix 80840."""
    digits = _digits(number)
    return len(digits) == 10 and digits[0] in "12" and luhn(_NPI_PREFIX + digits)


def ssn(number: str) -> bool:
    """A US social security number that can have been issued."""
    area, group, serial = re.match(r"(\d{3})(\d{2})(\d{4})$", _digits(number) or "0" * 9).groups()  # type: ignore[union-attr]
    return area not in ("000", "666") and area[0] != "9" and group != "00" and serial != "0000"


def iban(number: str) -> bool:
    """An international bank account number: modulus 97 is 1."""
    code = _code(number)
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", code):
        return False
    return int("".join(str(int(c, 36)) for c in code[4:] + code[:4])) % 97 == 1


def nhs(number: str) -> bool:
    """A British NHS number: ten digits, modulus 11."""
    digits = _digits(number)
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = -sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check == int(digits[9])


def vin(number: str) -> bool:
    """A vehicle's number with the check digit of North America."""
    code = _code(number)
    if not re.fullmatch(r"[A-HJ-NPR-Z0-9]{17}", code):
        return False
    values = [int(_VIN_VALUES.get(c, c)) for c in code]
    check = sum(value * weight for value, weight in zip(values, _VIN_WEIGHTS, strict=True)) % 11
    return code[8] == ("X" if check == 10 else str(check))


def dea(number: str) -> bool:
    """A US prescriber's DEA number: two letters, six digits and their check digit."""
    code = _code(number)
    if not re.fullmatch(r"[A-Z][A-Z9]\d{7}", code):
        return False
    digits = [int(c) for c in code[2:]]
    return (sum(digits[0:6:2]) + 2 * sum(digits[1:6:2])) % 10 == digits[6]


def mbi(number: str) -> bool:
    """A US Medicare beneficiary identifier: letters and digits in their places; it has no check digit."""
    letter = "AC-HJKMNP-RT-Y"
    return bool(
        re.fullmatch(rf"[1-9][{letter}][{letter}0-9]\d[{letter}][{letter}0-9]\d[{letter}]{{2}}\d\d", _code(number))
    )


def ip_address(number: str) -> bool:
    """Four numbers of a byte each."""
    return all(int(part) < 256 for part in number.split("."))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _code(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper())
