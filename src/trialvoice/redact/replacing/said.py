"""Numbers and letters as people say them: the way back from `numbers` and `spelled`."""

import re
from itertools import pairwise

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
_ORDINALS |= {"twelve": "twelfth", "twenty": "twentieth", "thirty": "thirtieth"}
_SIGNS = {"-": "dash", ".": "dot", "/": "slash", "@": "at", "_": "underscore"}


def cardinal(number: int) -> str:
    """0 to 99: "forty two"."""
    if number < len(_UNITS):
        return _UNITS[number]
    tens, unit = divmod(number, 10)
    return f"{_TENS[tens]} {_UNITS[unit]}" if unit else _TENS[tens]


def ordinal(number: int) -> str:
    """1 to 99: "twenty third"."""
    *before, last = cardinal(number).split()
    return " ".join([*before, _ORDINALS.get(last, f"{last}th")])


def suffix(number: int) -> str:
    """What makes the digits an ordinal: "st" of 21st."""
    return "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def year(number: int) -> str:
    """1900 to 2099: "nineteen sixty two", "two thousand four"."""
    century, rest = divmod(number, 100)
    if century == 20 and rest < 10:
        return f"two thousand {cardinal(rest)}" if rest else "two thousand"
    return f"{cardinal(century)} {two_digits(rest)}" if rest else f"{cardinal(century)} hundred"


def two_digits(number: int) -> str:
    """0 to 99 with its leading zero: "oh five"."""
    return f"oh {cardinal(number)}" if number < 10 else cardinal(number)


def one_by_one(code: str, zero: str = "zero") -> str:
    """Digits as words, letters and signs one by one: "A dash one oh four"."""
    return " ".join(zero if c == "0" else _UNITS[int(c)] if c.isdigit() else _SIGNS.get(c, c) for c in code)


def number_like(digits: str, source: str) -> str:
    """Digits said the way another number of as many digits was: one by one, or in pairs."""
    words = source.replace("-", " ").lower().split()
    zero = "oh" if "oh" in words or "o" in words else "zero"
    singly = len(words) >= len(digits) and all(word in _UNITS[:10] or word in ("oh", "o") for word in words)
    if singly or len(digits) > 4 or "0" in (digits[0], digits[-2:-1]):
        return one_by_one(digits, zero)
    head = len(digits) % 2
    cuts = [0, *([1] if head else []), *range(head + 2, len(digits) + 1, 2)]
    return " ".join(cardinal(int(digits[start:end])) for start, end in pairwise(cuts))


def spelled_like(word: str, source: str) -> str:
    """A word letter by letter, with the case and the signs between of another one."""
    letters = re.findall(r"[^\W\d_]+", source)
    singly = len(letters) > 1 and all(len(letter) == 1 for letter in letters)  # not "S as in Sam", "double l"
    between = source[source.index(letters[0]) + 1 : source.index(letters[1], 1)] if singly else "-"
    return between.join(word.upper() if letters[0].isupper() else word.lower())
