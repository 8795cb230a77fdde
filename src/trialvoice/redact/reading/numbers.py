"""Number words as digits: "nineteen sixty two" is 1962, "double five oh four" is 5504.

Works on lists of lower-case tokens; gives the digits and how many tokens they took.
"""

from collections.abc import Sequence

_DIGITS = {
    "zero": "0",
    "oh": "0",
    "o": "0",
    "nought": "0",
    "naught": "0",
    "aught": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "niner": "9",
}
_TEENS = {
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_SCALES = {"thousand": 1_000, "million": 1_000_000}
_REPEATS = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4}
_TIMES = {"two": 2, "three": 3, "four": 4}
_PLURALS = {"zeros": "0", "zeroes": "0", "oh's": "0", "ohs": "0", "noughts": "0"} | {
    f"{word}es" if word == "six" else f"{word}s": digit for word, digit in list(_DIGITS.items())[6:]
}
_ORDINAL_UNITS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "nineth": 9,
}
_ORDINALS = _ORDINAL_UNITS | {
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "twelth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "thirtieth": 30,
}
_NEVER_ALONE = {"oh", "o", "one", "aught", "naught"}


def is_number_word(token: str) -> bool:
    """Whether a lower-case token can be part of a spoken number."""
    return token in _DIGITS or token in _TEENS or token in _TENS or token == "hundred" or token in _SCALES


def can_start(token: str) -> bool:
    """Whether a spoken number, or one of digits said alone, can start with a lower-case token."""
    return token in _REPEATS or token in _ORDINALS or is_number_word(token) or token[:1].isdigit()


def digits_at(tokens: Sequence[str], joined: Sequence[bool]) -> tuple[str, int]:
    """The digits spoken from the first token on, and how many tokens they took; ("", 0) for none.

    joined[i] says whether token i follows the one before with nothing but a space or hyphen between.
    """
    digits, at = "", 0
    while at < len(tokens) and (at == 0 or joined[at]):
        group, taken = _group(tokens, at, joined)
        if not taken:
            break
        digits, at = digits + group, at + taken
    if at == 1 and tokens[0] in _NEVER_ALONE:
        return "", 0
    return digits, at


def ordinal_at(tokens: Sequence[str], joined: Sequence[bool]) -> tuple[int, int]:
    """The day number spoken as an ordinal from the first token on, and the tokens it took; (0, 0) for none."""
    if not tokens:
        return 0, 0
    if tokens[0] in _ORDINALS:
        return _ORDINALS[tokens[0]], 1
    if tokens[0] in _TENS and len(tokens) > 1 and joined[1] and tokens[1] in _ORDINAL_UNITS:
        return _TENS[tokens[0]] + _ORDINAL_UNITS[tokens[1]], 2
    return 0, 0


def _group(tokens: Sequence[str], at: int, joined: Sequence[bool]) -> tuple[str, int]:
    repeat = _REPEATS.get(tokens[at])
    if repeat and at + 1 < len(tokens) and joined[at + 1] and _digit(tokens[at + 1]):
        return _digit(tokens[at + 1]) * repeat, 2
    times = _TIMES.get(tokens[at])
    if times and at + 1 < len(tokens) and joined[at + 1] and tokens[at + 1] in _PLURALS:
        return _PLURALS[tokens[at + 1]] * times, 2
    value, taken = _cardinal(tokens, at, joined)
    if taken:
        return str(value), taken
    digit = _digit(tokens[at])
    return (digit, 1) if digit else ("", 0)


def _digit(token: str) -> str:
    return _DIGITS.get(token) or (token if len(token) == 1 and token.isdigit() else "")


def _cardinal(tokens: Sequence[str], at: int, joined: Sequence[bool]) -> tuple[int, int]:
    """A number of two digits or more: "sixty two", "two hundred and fifty", "two thousand eight"."""
    total, here = 0, at
    value, taken = _below_thousand(tokens, here, joined)
    while taken and here + taken < len(tokens) and tokens[here + taken] in _SCALES:
        total += (value or 1) * _SCALES[tokens[here + taken]]
        here += taken + 1
        value, taken = _after_and(tokens, here, joined)
    if total:
        return total + value, here + taken - at
    return (value, taken) if value >= 10 else (0, 0)


def _below_thousand(tokens: Sequence[str], at: int, joined: Sequence[bool]) -> tuple[int, int]:
    value, taken = _below_hundred(tokens, at, joined)
    after = at + taken
    if after < len(tokens) and tokens[after] == "hundred" and (taken == 0 or (value < 100 and joined[after])):
        rest, more = _after_and(tokens, after + 1, joined, hundreds=False)
        if tokens[after + 1 + more : after + 2 + more] == ["hundred"]:  # "four hundred six hundred" are two numbers
            rest, more = 0, 0
        return (value or 1) * 100 + rest, taken + 1 + more
    return value, taken


def _after_and(tokens: Sequence[str], at: int, joined: Sequence[bool], *, hundreds: bool = True) -> tuple[int, int]:
    skip = 1 if at < len(tokens) and tokens[at] == "and" else 0
    if at + skip >= len(tokens) or not joined[at]:
        return 0, 0
    parse = _below_thousand if hundreds else _below_hundred
    value, taken = parse(tokens, at + skip, joined)
    return (value, taken + skip) if taken else (0, 0)


def _below_hundred(tokens: Sequence[str], at: int, joined: Sequence[bool]) -> tuple[int, int]:
    if at >= len(tokens):
        return 0, 0
    token = tokens[at]
    if token in _TEENS:
        return _TEENS[token], 1
    if token in _TENS:
        unit = _DIGITS.get(tokens[at + 1], "0") if at + 1 < len(tokens) and joined[at + 1] else "0"
        return (_TENS[token] + int(unit), 2) if unit != "0" else (_TENS[token], 1)
    digit = _DIGITS.get(token, "0")
    return (int(digit), 1) if digit != "0" else (0, 0)
