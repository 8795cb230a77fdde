"""Long numbers and codes said digit by digit, which need no cue."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from trialvoice.redact.finding.patterns import UNIT
from trialvoice.redact.lexicon import word_set
from trialvoice.redact.policy import default_policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.reading.pieces import Piece
from trialvoice.redact.spans import Hit

_UNITS = frozenset(("mg", "ml", "mcg", "cc", "iu", "cm", "mm", "kg", "dl", "bp", "hz", "bpm"))
_RUN = re.compile(r"(?<![\w.])\d(?:(?:[\s,.-]{0,2}|(?:\.{3}|…)\s?)\d){3,}(?![\w%]|\s*" + UNIT + "|[.]\\d)")
_GROUPED = re.compile(
    r"\b(?:ten|eleven|twelve|\w+teen|twenty|thirty|fort?y|fourty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)\b",
    re.I,
)
_COUNTED = frozenset(
    "".join(map(str, numbers))
    for first in range(20)
    for last in range(first + 3, 24)
    for numbers in (range(first, last), range(last - 1, first - 1, -1))
)
_WORDS = word_set("around_digits")
_BACK_CHANNEL = word_set("back_channel")
_RELAYED = 6  # digits over several turns
_SCORED = re.compile(r"(?:[lcts]\W{0,2}1?\d\W{0,3})+|t\W?\d\W{0,2}n\W?\d(?:\W{0,2}m\W?\d)?", re.I)
"""Vertebrae and stages of tumours: "L four L five", "T two N zero M zero"."""
_MEASURES = frozenset(("qtc", "qt", "hr", "rr", "bp", "t", "iop", "spo", "sat"))
_SPREAD = 60  # between readings of one measure that are said in a row
_LEAST_READING = 60
_LONGEST_READING = 3  # digits, after one letter


def spoken_runs(line: Line) -> Iterator[Hit]:
    """Digits said one after another, more than anybody counts in a clinic."""
    if not line.has_digit:
        return
    for found in _RUN.finditer(line.text):
        if not counting(found[0]) and (score := _score(line, found)):
            yield Hit(*found.span(), kind_of(found[0]), score, "digits said")


def addresses_said(line: Line) -> Iterator[Hit]:
    """E-mail and web addresses that were said aloud."""
    for at, piece in zip(line.view.starts, line.view.pieces, strict=True):
        if piece.kind == "address":
            yield Hit(at, at + len(piece.text), "EMAIL" if "@" in piece.text else "URL", 0.8, "address said")


def _score(line: Line, found: re.Match[str]) -> float:
    text, groups = found[0], re.findall(r"\d+", found[0])
    digits, longest = sum(map(len, groups)), max(map(len, groups))
    if not line.view.spoken(*found.span()):
        return 0.45 if longest >= 7 else 0.0
    if digit_by_digit(line, *found.span()):
        if digits >= 7:
            return 0.5
        year = bool(re.fullmatch(r"(?:19|20)\d\d", text))
        grouped = "." not in text.replace("...", "") and longest > 1
        return 0.45 if grouped and (digits > 4 or (len(groups) == 1 and not year)) else 0.0
    phone = [len(group) for group in groups] in ([3, 4], [3, 3, 4], [1, 3, 3, 4], [7], [10])
    series = all(len(group) <= 4 and group[0] != "0" for group in groups)
    in_pairs = digits >= 10 and [len(group) for group in groups].count(4) > 1 and min(map(len, groups)) > 1
    return 0.5 if digits >= 7 and longest >= 3 and (phone or in_pairs or not series) else 0.0


def digit_by_digit(line: Line, start: int, end: int) -> bool:
    """Whether each digit of [start, end) was said alone, as of a code, and not in numbers, as of a reading."""
    a, b = line.view.original(start, end)
    return not _GROUPED.search(line.view.source, a, b)


def counting(text: str) -> bool:
    """Whether somebody counts: "one two three four five"."""
    digits = re.sub(r"\D", "", text)
    pairs = [int(pair) for pair in re.findall(r"\d\d", digits[len(digits) % 2 :])]
    if len(pairs) > 2 and len({b - a for a, b in pairwise(pairs)}) == 1:
        return True
    if _readings(digits):
        return True
    return len(digits) > 3 and digits in _COUNTED


def is_reading(text: str) -> bool:
    """Whether letters and digits are measures and what they came to, vertebrae or stages: "A S T forty"."""
    groups = [re.sub(r"[^a-z]", "", group) for group in re.split(r"\d[\d\s,.-]*", text.lower())]
    known = default_policy().abbreviations | _MEASURES
    named = [group for group in groups if group]
    if max(map(len, named), default=0) == 1 and _digit_count(text) > _LONGEST_READING:
        return False
    joined = "".join(named)
    return bool(_SCORED.fullmatch(text)) or (
        bool(named) and (joined in known or all(group in known for group in named))
    )


def _readings(digits: str) -> bool:
    """Whether digits are readings of one measure: "one ten, one twenty, one thirty"."""
    values = [int(value) for value in re.findall(r"\d{3}", digits)]
    near = max(values, default=0) - min(values, default=0) <= _SPREAD or all(value % 100 == 0 for value in values)
    return len(digits) % 3 == 0 and len(values) > 2 and min(values) >= _LEAST_READING and near


def kind_of(text: str) -> str:
    """PHONE where a number has as many digits as one, else ID."""
    return "PHONE" if _digit_count(text) in (7, 10, 11) else "ID"


def relayed(lines: Sequence[Line]) -> list[list[Hit]]:
    """For each turn, the digits of a number that is said over several: "six one nine" / "mm-hm" / "five five"."""
    found: list[list[Hit]] = [[] for _ in lines]
    relay: list[tuple[int, int, int]] = []
    for index, line in enumerate([*lines, None]):
        said = _last_digits(line) if line is not None else None
        if said and line is not None and (not relay or _only_digits(line)):
            relay.append((index, *said))
        elif line is None or not is_back_channel(line):
            _close(lines, relay, found)
            relay = [(index, *said)] if said else []
    return found


def _close(lines: Sequence[Line], relay: list[tuple[int, int, int]], found: list[list[Hit]]) -> None:
    texts = [lines[index].text[start:end] for index, start, end in relay]
    if len(relay) < 2 or sum(map(_digit_count, texts)) < _RELAYED or counting("".join(texts)):
        return
    for index, start, end in relay:
        found[index].append(Hit(start, end, kind_of("".join(texts)), 0.5, "relayed"))


def _last_digits(line: Line) -> tuple[int, int] | None:
    """Where the digits stand with which a turn ends, if they were said one by one."""
    last = re.search(r"\d(?:[\s,-]{0,2}\d)*(?=[\s.,?!-]*$)", line.text)
    if last is None or _digit_count(last[0]) < 2 or not digit_by_digit(line, *last.span()):
        return None
    return last.span() if line.view.spoken(*last.span()) else None


def _only_digits(line: Line) -> bool:
    return all(not token.alphabetic or token.low in _WORDS for token in line.tokens)


def is_back_channel(line: Line) -> bool:
    """Whether a turn says no more than that somebody listens."""
    words = [token.low for token in line.tokens if token.alphabetic]
    return len(words) <= 4 and all(word in _BACK_CHANNEL for word in words)


_CODE_CUE = re.compile(
    r"\b(?:plate|registration|licen[sc]e|passport|post\s?code|postal\s+code|zip|number|id|serial|lot|batch|vin|member"
    r"|reference|code|mac(?:\s+address)?|dea|tag|kit|iban|sort\s+code|badge)\b\W*(?:[\w'’]+\W+){0,2}$",
    re.I,
)


def mixed_codes(line: Line) -> Iterator[Hit]:
    """Letters and digits said one after another: "one e g four t e five"."""
    if not line.has_digit:
        return
    run: list[tuple[int, Piece]] = []
    placed = [
        *zip(line.view.starts, line.view.pieces, strict=True),
        (len(line.text) + 9, Piece(".", 0, 0, "sign")),
    ]
    for at, piece in placed:
        if run and piece.text in (",", "-", ":"):
            continue
        between = line.text[run[-1][0] + len(run[-1][1].text) : at].strip() if run else ""
        follows = bool(run) and between in ("", ",", "-", ":")
        if _said_alone(piece) and (follows or not run):
            run.append((at, piece))
            continue
        yield from _code_of(line, run)
        run = [(at, piece)] if _said_alone(piece) else []


def _said_alone(piece: Piece) -> bool:
    single = len(piece.text) == 1 and piece.text.isalnum()
    return single or piece.kind in ("number", "letters") or piece.text.isdigit() or piece.text.lower() in ("one", "oh")


def _code_of(line: Line, run: list[tuple[int, Piece]]) -> Iterator[Hit]:
    if not run:
        return
    if len(run) > 1 and run[-1][1].text.lower() in ("i", "a"):
        run = run[:-1]
    start, end = run[0][0], run[-1][0] + len(run[-1][1].text)
    text = line.text[start:end]
    spoken = any(piece.kind in ("number", "letters") for _, piece in run)
    letters, digits = sum(c.isalpha() for c in text), _digit_count(text)
    unit = re.search(r"[a-z](?:\s?[a-z])*$", text.lower())
    if (unit and unit[0].replace(" ", "") in _UNITS) or "." in text or is_reading(text):
        return
    if spoken and (len(run) > 1 or digit_by_digit(line, start, end)) and letters >= 2 and digits >= 3:
        yield Hit(start, end, "ID", 0.6, "letters and digits said")
    elif (
        letters
        and digits
        and letters + digits >= 4
        and (cue := _CODE_CUE.search(line.text[max(0, start - 40) : start]))
    ):
        kind = "ADDRESS" if re.match(r"post|zip", cue[0], re.I) else "ID"
        yield Hit(start, end, kind, 0.6, "letters and digits said")


def _digit_count(text: str) -> int:
    return sum(c.isdigit() for c in text)
