"""Spoken forms in writing: a second view of a text, with a map back to its characters.

    "it's k o w a l at five five five oh one four two"  ->  "it's Kowal at 5550142"

Detection runs on the view, spans are mapped back. Where nothing was spoken out, the view is the text.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trialvoice.redact.lexicon import MONTHS, WEEKDAYS, lexicon
from trialvoice.redact.numbers import digits_at, ordinal_at

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:/]\d+)*(?:st|nd|rd|th)?|[^\w\s]|_+|\w+")
_LETTER_GAP = re.compile(r"[\s.,\-–…]{0,4}")
_NATO = dict(
    zip(
        "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa "
        "quebec romeo sierra tango uniform victor whiskey xray yankee zulu".split(),
        "abcdefghijklmnopqrstuvwxyz",
        strict=True,
    )
)
_SIGNS = {"dash": "-", "hyphen": "-", "minus": "-", "slash": "/", "dot": ".", "point": "."}
_ADDRESS_SIGNS = {"dot": ".", "underscore": "_", "dash": "-", "hyphen": "-", "period": ".", "plus": "+"}
_PROVIDERS = {
    ("i", "cloud"),
    ("g", "mail"),
    ("hot", "mail"),
    ("proton", "mail"),
    ("out", "look"),
    ("y", "mail"),
}
_DOMAIN_ENDS = "com|org|net|edu|gov|info|io|co|uk|us|ca|eu|de|fr|ie|au|nz|health|biz"
_LABELS = {"MRN", "DOB", "SSN", "ZIP", "PIN", "NHS", "NPI", "DEA"}
_LEADS_IN = {
    "is",
    "it's",
    "its",
    "at",
    "to",
    "me",
    "address",
    "email",
    "mail",
    "try",
    "use",
    "yes",
    "yeah",
    "um",
    "uh",
}
_TITLES = {"doctor", "dr", "mr", "mrs", "ms", "miss", "mister", "professor", "prof", "nurse"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the original [start, end) and how it is written. kind: word, number, ordinal, letters, sign."""

    text: str
    start: int
    end: int
    kind: str


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
            p.kind in ("number", "letters") and at < end and at + len(p.text) > start for at, p in touched
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
    pieces = _letters(text, pieces)
    pieces = _numbers(text, pieces)
    pieces = _signs(text, pieces)
    pieces = _addresses(text, pieces)
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


def _gap(text: str, left: Piece, right: Piece) -> str:
    return text[left.end : right.start]


def _letters(text: str, pieces: list[Piece]) -> list[Piece]:
    """Join letters spelled one by one: "K-O-W", "k o w", "S as in Sam", "double l", "kilo oscar"."""
    out: list[Piece] = []
    at = 0
    while at < len(pieces):
        spelled, taken = _spelled_run(text, pieces, at)
        if taken:
            written = spelled.upper() if len(spelled) < 4 else spelled.title()
            out.append(Piece(written, pieces[at].start, pieces[at + taken - 1].end, "letters"))
        else:
            out.append(pieces[at])
        at += max(taken, 1)
    return out


def _spelled_run(text: str, pieces: list[Piece], at: int) -> tuple[str, int]:
    spelled, here, explained, nato = "", at, False, 0
    if pieces[at].text == "a" and at + 1 < len(pieces) and pieces[at + 1].text.isupper():
        return "", 0  # the article before an abbreviation: "a U T I"
    usual = ""
    while here < len(pieces):
        ended = here
        while here > at and here < len(pieces) and pieces[here].text in "-.,…–":
            here += 1
        letters, taken, why = _one_letter(pieces, here)
        sign = text[pieces[ended - 1].end : pieces[here].start].strip() if taken and here > at else usual
        usual = sign if len(spelled) == 1 else usual
        broken = len(spelled) > 1 and sign != usual and not (explained or usual)
        if not taken or broken or len(sign) > 3:
            here = ended
            break
        spelled, here = spelled + letters, here + taken
        explained |= why == "as in"
        nato += why == "nato"
    if nato and (nato < 3 or nato != len(spelled)):
        return "", 0
    enough = len(spelled) >= 3 or (explained and len(spelled) >= 2)
    return (spelled, here - at) if enough and spelled.lower() not in ("ooo", "aaa", "mmm") else ("", 0)


def _one_letter(pieces: list[Piece], at: int) -> tuple[str, int, str]:
    """(letters, tokens taken, how) of one spelled letter at a piece; ("", 0, "") for none."""
    words = [piece.text.lower() for piece in pieces[at : at + 6]]
    if not words:
        return "", 0, ""
    if words[0] in ("capital", "double") and len(words) > 1 and _is_letter(words[1]):
        return words[1] * (2 if words[0] == "double" else 1), 2, "plain"
    if words[0] in _NATO:
        return _NATO[words[0]], 1, "nato"
    if not _is_letter(words[0]):
        return "", 0, ""
    rest = words[2:] if len(words) > 1 and words[1] == "," else words[1:]
    skipped = len(words) - len(rest)
    for phrase in (("as", "in"), ("like",), ("for",)):
        n = len(phrase)
        if tuple(rest[:n]) == phrase and len(rest) > n and rest[n].startswith(words[0]) and len(rest[n]) > 1:
            return words[0], skipped + n + 1, "as in"
    return words[0], 1, "plain"


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


def _numbers(text: str, pieces: list[Piece]) -> list[Piece]:
    words = [piece.text.lower() for piece in pieces]
    joined = [False] + [_gap(text, a, b).strip(" ") == "" for a, b in zip(pieces, pieces[1:], strict=False)]
    out: list[Piece] = []
    at = 0
    while at < len(pieces):
        piece, taken = _number_at(pieces, words, joined, at)
        out.append(piece)
        at += taken
    return out


def _number_at(pieces: list[Piece], words: list[str], joined: list[bool], at: int) -> tuple[Piece, int]:
    here, bound = _dehyphenated(words, joined, at)
    day, taken = ordinal_at(here, bound)
    if taken and (taken > 1 or day > 3 or _near_month(words, at, at + 1)):
        taken = _with_hyphens(words, at, taken)
        return Piece(f"{day}{_suffix(day)}", pieces[at].start, pieces[at + taken - 1].end, "ordinal"), taken
    digits, taken = digits_at(here, bound)
    if not taken and here[0] == "one" and _beside_sign(words, at):
        digits, taken = "1", 1
    if not taken or (taken < 3 and all(word.isdigit() for word in here[:taken])):
        return pieces[at], 1
    taken = _with_hyphens(words, at, taken)
    return Piece(digits, pieces[at].start, pieces[at + taken - 1].end, "number"), taken


def _beside_sign(words: list[str], at: int) -> bool:
    return any(word in _SIGNS for word in words[max(0, at - 1) : at] + words[at + 1 : at + 2])


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
    for index, piece in enumerate(pieces):
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        sign = _SIGNS.get(piece.text.lower()) if piece.kind == "word" else None
        if sign and out and after and _codelike(out[-1]) and _codelike(after):
            out[-1] = replace(out[-1], text=out[-1].text + sign, end=piece.end)
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
    if _gap(text, left, right).strip(" "):
        return False
    if left.text[-1:] in "-/." and len(left.text) > 1:
        return True
    return left.kind == "letters" and right.kind == "number" and left.text.upper() not in _LABELS


def _addresses(text: str, pieces: list[Piece]) -> list[Piece]:
    """Join e-mail and web addresses said aloud: "jane dot doe at gmail dot com"."""
    out = list(pieces)
    at = 0
    while at < len(out):
        word = out[at].text.lower()
        if word in ("at", "@"):
            at = _join_email(text, out, at)
        elif word in ("www", "http", "https") or _starts_domain(out, at):
            at = _join_domain(out, at)
        at += 1
    return out


def _domain_end(pieces: list[Piece], at: int) -> tuple[str, int]:
    """The domain that starts at a piece, written, and the index after it; ("", at) for none."""
    written, here, ended = "", at, False
    while here < len(pieces):
        word = pieces[here].text.lower()
        if word in (".", "dot", "point") and written and here + 1 < len(pieces):
            written, here = written + ".", here + 1
            word = pieces[here].text.lower()
            ended = bool(re.fullmatch(_DOMAIN_ENDS, word))
        elif written and word in ("-", "dash", "hyphen") and here + 1 < len(pieces):
            written, here = written + "-", here + 1
            word = pieces[here].text.lower()
        elif written and (written, word) not in _PROVIDERS:
            break
        if not re.fullmatch(r"[a-z0-9]+", word):
            break
        written, here = written + word, here + 1
        if ended and not (here < len(pieces) and pieces[here].text.lower() in (".", "dot")):
            break
    return (written, here) if ended else ("", at)


def _join_email(text: str, pieces: list[Piece], at: int) -> int:
    domain, end = _domain_end(pieces, at + 1)
    if not domain or at == 0:
        return at
    start = _local_start(text, pieces, at)
    if start == at:
        return at
    local = "".join(_ADDRESS_SIGNS.get(p.text.lower(), p.text.lower()) for p in pieces[start:at])
    joined = Piece(f"{local}@{domain}", pieces[start].start, pieces[end - 1].end, "number")
    pieces[start:end] = [joined]
    return start


def _local_start(text: str, pieces: list[Piece], at: int) -> int:
    """Where the part before the "at" begins: back over words bound by "dot", "underscore", letters, digits."""
    here = at
    while here > 0:
        left = pieces[here - 1]
        word = left.text.lower()
        if here == at and re.fullmatch(r"\w+", word):
            here -= 1
        elif word in _ADDRESS_SIGNS or (word in "._-+" and _gap(text, left, pieces[here]) == ""):
            if here < 2 or not re.fullmatch(r"\w+", pieces[here - 2].text):
                break
            here -= 2
        elif here < at and _continues(left, pieces[here]):
            here -= 1
        else:
            break
    return here


def _continues(left: Piece, right: Piece) -> bool:
    """A name before digits or letters: "jane doe sixty two at"."""
    lists = lexicon()
    if left.kind in ("letters", "number"):
        return True
    word, after = left.text.lower(), right.text.lower()
    if right.kind in ("number", "letters") or after.isdigit():
        return left.kind == "word" and word.isalpha() and word not in _LEADS_IN
    return lists.named(after) and (lists.named(word) or _is_letter(word))


def _starts_domain(pieces: list[Piece], at: int) -> bool:
    nearby = [p.text.lower() for p in pieces[at + 1 : at + 3]]
    return len(nearby) == 2 and nearby[0] == "dot" and bool(re.fullmatch(_DOMAIN_ENDS, nearby[1]))


def _join_domain(pieces: list[Piece], at: int) -> int:
    domain, end = _domain_end(pieces, at)
    if domain:
        while end + 1 < len(pieces) and pieces[end].text.lower() in ("slash", "/"):
            domain, end = f"{domain}/{pieces[end + 1].text.lower()}", end + 2
        pieces[at:end] = [Piece(domain, pieces[at].start, pieces[end - 1].end, "number")]
    return at


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
        out.append(replace(piece, text=piece.text[:1].upper() + piece.text[1:]) if capital else piece)
        previous = word
    return out
