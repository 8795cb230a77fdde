"""Spoken forms in writing: a second view of a text, with a map back to its characters.

    "it's k o w a l at five five five oh one four two"  ->  "it's Kowal at 5550142"

Detection runs on the view, spans are mapped back. Where nothing was spoken out, the view is the text.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from trialvoice.redact.lexicon import MONTHS, WEEKDAYS, lexicon
from trialvoice.redact.reading.addresses_said import join_addresses
from trialvoice.redact.reading.fillers import swallow_fillers
from trialvoice.redact.reading.numbers import can_start, digits_at, ordinal_at
from trialvoice.redact.reading.pieces import Piece, gap
from trialvoice.redact.reading.spelled import join_letters

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:/]\d+)*(?:st|nd|rd|th)?|[^\w\s]|_+|\w+")
_SIGNS = {"dash": "-", "hyphen": "-", "minus": "-", "slash": "/", "dot": ".", "point": ".", "colon": ":"}
_LONE = {"one": "1", "oh": "0"}
_LABELS = {"MRN", "DOB", "SSN", "ZIP", "PIN", "NHS", "NPI", "DEA"}
_TITLES = {"doctor", "dr", "mr", "mrs", "ms", "miss", "mister", "professor", "prof", "nurse"}


@dataclass(frozen=True, slots=True)
class View:
    """The written view: `text`, and for each piece its [start, end) there and in the original."""

    text: str
    starts: tuple[int, ...]
    pieces: tuple[Piece, ...]
    source: str

    @property
    def changed(self) -> bool:
        """Whether the view differs from the text."""
        return self.text != self.source

    def original(self, start: int, end: int) -> tuple[int, int]:
        """[start, end) of the view as [start, end) of the original text."""
        return self._place(start, last=False), self._place(end - 1, last=True)

    def spoken(self, start: int, end: int) -> bool:
        """Whether any of [start, end) was spoken out rather than written."""
        touched = zip(self.starts, self.pieces, strict=True)
        return any(
            p.kind in ("number", "letters", "address") and at < end and at + len(p.text) > start for at, p in touched
        )

    def spelled(self) -> list[tuple[int, int]]:
        """[start, end) of each name or code spelled letter by letter."""
        pairs = zip(self.starts, self.pieces, strict=True)
        return [(at, at + len(p.text)) for at, p in pairs if p.kind == "letters"]

    def _place(self, at: int, *, last: bool) -> int:
        index = bisect_right(self.starts, at) - 1
        if index < 0:
            return at + last
        piece, inside = self.pieces[index], at - self.starts[index]
        if inside >= len(piece.text):  # in the gap after the piece, which is copied as it stands
            return min(piece.end + inside - len(piece.text) + last, len(self.source))
        if piece.text.lower() == self.source[piece.start : piece.end].lower():
            return piece.start + inside + last
        return piece.end if last else piece.start


def written_view(text: str) -> View:
    """The text with spoken numbers, ordinals, spelled letters, e-mail and web addresses written."""
    pieces = [Piece(m[0], m.start(), m.end(), "word") for m in _TOKEN.finditer(text)]
    pieces = join_letters(text, pieces)
    pieces = _lone_digits(_numbers(text, pieces))
    pieces = swallow_fillers(pieces)
    pieces = _signs(text, pieces)
    pieces = join_addresses(text, pieces)
    if not any(c.isupper() for c in re.sub(r"\bI\b", "", text)):
        pieces = _truecase(pieces)
    return _assemble(text, pieces)


def _assemble(text: str, pieces: Sequence[Piece]) -> View:
    out: list[str] = []
    starts: list[int] = []
    length = at = 0
    for piece in pieces:
        gap = text[at : piece.start]
        out += (gap, piece.text)
        starts.append(length + len(gap))
        length += len(gap) + len(piece.text)
        at = piece.end
    return View("".join(out) + text[at:], tuple(starts), tuple(pieces), text)


def _numbers(text: str, pieces: list[Piece]) -> list[Piece]:
    words = [piece.text.lower() for piece in pieces]
    joined = [False] + [gap(text, a, b).strip(" ") == "" for a, b in pairwise(pieces)]
    out: list[Piece] = []
    at = 0
    while at < len(pieces):
        piece, taken = _number_at(pieces, words, joined, at)
        out.append(piece)
        at += taken
    return out


def _number_at(pieces: list[Piece], words: list[str], joined: list[bool], at: int) -> tuple[Piece, int]:
    if not can_start(words[at]):
        return pieces[at], 1
    here, bound = _dehyphenated(words, joined, at)
    day, taken = ordinal_at(here, bound)
    if taken and (taken > 1 or day > 3 or _near_month(words, at, at + 1)):
        taken = _with_hyphens(words, at, taken)
        return Piece(f"{day}{_suffix(day)}", pieces[at].start, pieces[at + taken - 1].end, "ordinal"), taken
    digits, taken = digits_at(here, bound)
    if not taken and here[0] == "one" and (_beside_sign(words, at) or _after_month(words, at)):
        digits, taken = "1", 1
    if not taken or (taken < 3 and all(word.isdigit() for word in here[:taken])):
        return pieces[at], 1
    taken = _with_hyphens(words, at, taken)
    return Piece(digits, pieces[at].start, pieces[at + taken - 1].end, "number"), taken


def _lone_digits(pieces: list[Piece]) -> list[Piece]:
    """ "one" and "oh" as digits where a digit said alone stands beside them: "one, oh, four, seven"."""
    out = list(pieces)
    order = range(len(out))
    for index in (*order, *reversed(order)):
        digit = _LONE.get(out[index].text.lower())
        if digit and any(_single(out, index + step) for step in (-2, 2) if _comma(out, index + step // 2)):
            out[index] = out[index]._replace(text=digit, kind="number")
    return out


def _single(pieces: list[Piece], at: int) -> bool:
    return 0 <= at < len(pieces) and pieces[at].kind == "number" and len(pieces[at].text) == 1


def _comma(pieces: list[Piece], at: int) -> bool:
    return 0 <= at < len(pieces) and pieces[at].text == ","


def _beside_sign(words: list[str], at: int) -> bool:
    return any(word in _SIGNS for word in words[max(0, at - 1) : at] + words[at + 1 : at + 2])


def _after_month(words: list[str], at: int) -> bool:
    return at > 0 and words[at - 1] in MONTHS and words[at - 1] not in ("may", "march")


def _dehyphenated(words: list[str], joined: list[bool], at: int) -> tuple[list[str], list[bool]]:
    """The next words with the hyphens of "sixty-two" left out."""
    window = range(at, min(at + 48, len(words)))
    kept = [i for i in window if words[i] != "-" or i == at]
    return [words[i] for i in kept], [joined[i] for i in kept]


def _with_hyphens(words: list[str], at: int, taken: int) -> int:
    seen = end = 0
    while seen < taken:
        seen += words[at + end] != "-" or end == 0
        end += 1
    return end


def _near_month(words: list[str], start: int, end: int) -> bool:
    before = [w for w in words[max(0, start - 3) : start] if w not in ("the", ",")]
    after = [w for w in words[end : end + 2] if w not in ("of", "the")]
    around = before[-1:] + after[:1]
    return any(w in MONTHS or w in WEEKDAYS or w[:3] + "." in ("jan.", "feb.") for w in around)


def _suffix(day: int) -> str:
    return "th" if 10 < day % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _signs(text: str, pieces: list[Piece]) -> list[Piece]:
    """Write "dash", "slash" and "point" between digits, and join a spelled prefix to its digits."""
    out: list[Piece] = []
    skipped = False
    for index, piece in enumerate(pieces):
        if skipped:  # the pause after a sign
            out[-1] = out[-1]._replace(end=piece.end)
            skipped = False
            continue
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        sign = _SIGNS.get(piece.text.lower()) if piece.kind == "word" else None
        if sign and after and after.text == "," and index + 2 < len(pieces):
            after = pieces[index + 2]
        if sign and after and _codelike(after) and len(out) > 1 and out[-1].text == "," and _codelike(out[-2]):
            out.pop()  # a pause before the sign
        if sign and out and after and _codelike(out[-1]) and _codelike(after):
            out[-1] = out[-1]._replace(text=out[-1].text + sign, end=piece.end)
            skipped = pieces[index + 1] is not after
        elif out and _codelike(piece) and _sticks(text, out[-1], piece):
            kind = "number" if "number" in (piece.kind, out[-1].kind) else piece.kind
            out[-1] = Piece(out[-1].text + piece.text, out[-1].start, piece.end, kind)
        else:
            out.append(piece)
    return out


def _codelike(piece: Piece) -> bool:
    single = len(piece.text) == 1 and piece.text.isalpha()
    return piece.kind in ("number", "letters") or piece.text[:1].isdigit() or single


def _sticks(text: str, left: Piece, right: Piece) -> bool:
    if gap(text, left, right).strip(" "):
        return False
    if left.text[-1:] in "-/." and len(left.text) > 1:
        return True
    return left.kind == "letters" and right.kind == "number" and left.text.upper() not in _LABELS


def _truecase(pieces: list[Piece]) -> list[Piece]:
    """Capitals for months, names and titles, in a text that has none, so that the model sees names."""
    lists = lexicon()
    out: list[Piece] = []
    previous = "."
    for piece in pieces:
        word = piece.text.lower().removesuffix("'s")
        name = word in lists.given or word in lists.surnames or word in lists.places or word in WEEKDAYS
        after_name = bool(out) and out[-1].text[:1].isupper() and previous in lists.given
        beside = (after_name and word in lists.surnames_ambiguous) or previous in _TITLES
        month = word in MONTHS and word not in ("march", "may", "august")
        capital = piece.kind in ("word", "letters") and (
            name or beside or month or previous in (".", "?", "!") or word == "i"
        )
        out.append(piece._replace(text=piece.text[:1].upper() + piece.text[1:]) if capital else piece)
        previous = word
    return out
