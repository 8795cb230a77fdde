"""Numbers and letters as people say them."""

from collections.abc import Iterable
from string import ascii_uppercase

from trialvoice.evaluate.spoken.draw import Draw

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINAL_ENDS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_NATO = (
    "Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett", "Kilo",
    "Lima", "Mike", "November", "Oscar", "Papa", "Quebec", "Romeo", "Sierra", "Tango", "Uniform", "Victor",
    "Whiskey", "X-ray", "Yankee", "Zulu",
)  # fmt: skip
_AS_IN = (
    "apple", "boy", "cat", "dog", "elephant", "Frank", "George", "hotel", "igloo", "Jack", "kite", "lemon",
    "Mary", "Nancy", "orange", "Peter", "queen", "Robert", "Sam", "Tom", "umbrella", "Victor", "water",
    "xylophone", "yellow", "zebra",
)  # fmt: skip
NATO = dict(zip(ascii_uppercase, _NATO, strict=True))
AS_IN = dict(zip(ascii_uppercase, _AS_IN, strict=True))


def said(number: int, *, joint: str = "-") -> str:
    """A number from 0 to 99."""
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (joint + _ONES[ones] if ones else "")


def ordinal(number: int) -> str:
    """A number from 1 to 31 as an ordinal."""
    head, joint, last = said(number).rpartition("-")
    last = _ORDINAL_ENDS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return head + joint + last


def digits_said(digits: str, zero: str = "zero") -> str:
    """Digit by digit; `zero` or `oh` for 0."""
    return " ".join(zero if digit == "0" else _ONES[int(digit)] for digit in digits)


def repeats_said(digits: str, zero: str) -> str:
    """Digit by digit, but `double` and `triple` for the same digit again."""
    out, at = [], 0
    while at < len(digits):
        run = min(len(digits[at:]) - len(digits[at:].lstrip(digits[at])), 3)
        out.append({1: "", 2: "double ", 3: "triple "}[run] + digits_said(digits[at], zero))
        at += run
    return " ".join(out)


def tens_said(digits: str) -> str:
    """Two digits at a time: `seventy-seven oh four`."""
    pairs = (digits[i : i + 2] for i in range(0, len(digits), 2))
    return " ".join(f"oh {digits_said(p[1:], 'oh')}" if p[0] == "0" else said(int(p)) for p in pairs)


def letters_said(letters: Iterable[str], joint: str = " ") -> str:
    """Letter by letter."""
    return joint.join(letter.upper() for letter in letters)


def year_said(year: int, draw: Draw) -> str:
    """A year from 1920 to 2026 in one of the ways there are."""
    century, rest = divmod(year, 100)
    if year >= 2010:
        return draw.of([f"twenty {said(rest)}", f"two thousand {said(rest)}", f"two thousand and {said(rest)}"])
    if year >= 2000:
        return draw.of([f"two thousand {said(rest)}".replace(" zero", ""), f"twenty oh {said(rest)}"])
    if rest == 0:
        return "nineteen hundred"
    if rest < 10:
        return f"{said(century)} oh {said(rest)}"
    return draw.of([f"{said(century)} {said(rest)}", f"{said(century)} {said(rest, joint=' ')}", said(rest)])
