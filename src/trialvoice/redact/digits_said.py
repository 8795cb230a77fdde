"""Long numbers and codes said digit by digit, which need no cue."""

import re
from collections.abc import Iterator

from trialvoice.redact.lines import Line
from trialvoice.redact.patterns import UNIT
from trialvoice.redact.pieces import Piece
from trialvoice.redact.policy import default_policy
from trialvoice.redact.spans import Hit

_UNITS = frozenset(("mg", "ml", "mcg", "cc", "iu", "cm", "mm", "kg", "dl", "bp", "hz", "bpm"))


def spoken_runs(line: Line) -> Iterator[Hit]:
    """Seven digits or more said one after another: nobody counts so high in a clinic."""
    for found in re.finditer(r"(?<![\w.])\d(?:[\s,.-]{0,2}\d){6,}(?![\w%]|\s*" + UNIT + ")", line.text):
        text = found[0]
        longest = max(len(run) for run in re.findall(r"\d+", text))
        spoken = line.view.spoken(*found.span())
        if (spoken and longest >= 3) or longest >= 7:
            kind = "PHONE" if _digit_count(text) in (7, 10, 11) else "ID"
            yield Hit(*found.span(), kind, 0.5 if spoken else 0.45, "digits said")


def mixed_codes(line: Line) -> Iterator[Hit]:
    """Letters and digits said one after another: "one e g four t e five"."""
    run: list[tuple[int, Piece]] = []
    placed = [
        *zip(line.view.starts, line.view.pieces, strict=True),
        (len(line.text) + 9, Piece(".", 0, 0, "sign")),
    ]
    for at, piece in placed:
        if run and piece.text in (",", "-"):
            continue
        follows = bool(run) and line.text[run[-1][0] + len(run[-1][1].text) : at].strip() in ("", ",", "-")
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
    start, end = run[0][0], run[-1][0] + len(run[-1][1].text)
    text = line.text[start:end]
    spoken = any(piece.kind in ("number", "letters") for _, piece in run)
    letters = sum(c.isalpha() for c in text)
    said = re.sub(r"[^a-z]", "", text.lower())
    if said in _UNITS or said in default_policy().abbreviations:
        return
    if spoken and len(run) > 1 and letters >= 2 and _digit_count(text) >= 3 and "." not in text:
        yield Hit(start, end, "ID", 0.6, "letters and digits said")


def _digit_count(text: str) -> int:
    return sum(c.isdigit() for c in text)
