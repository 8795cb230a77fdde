"""Names spelled letter by letter: "K-O-W", "S as in Sam", "double l", "kilo oscar"."""

from trialvoice.redact.policy import default_policy
from trialvoice.redact.reading.numbers import is_number_word
from trialvoice.redact.reading.pieces import Piece, is_letter

_NATO = dict(
    zip(
        [
            "alpha",
            "bravo",
            "charlie",
            "delta",
            "echo",
            "foxtrot",
            "golf",
            "hotel",
            "india",
            "juliet",
            "kilo",
            "lima",
            "mike",
            "november",
            "oscar",
            "papa",
            "quebec",
            "romeo",
            "sierra",
            "tango",
            "uniform",
            "victor",
            "whiskey",
            "xray",
            "yankee",
            "zulu",
        ],
        "abcdefghijklmnopqrstuvwxyz",
        strict=True,
    )
)

_LETTER_NAMES = {
    "bee": "b",
    "dee": "d",
    "eff": "f",
    "gee": "g",
    "aitch": "h",
    "jay": "j",
    "kay": "k",
    "el": "l",
    "em": "m",
    "en": "n",
    "pee": "p",
    "cue": "q",
    "ess": "s",
    "tee": "t",
    "vee": "v",
    "ex": "x",
    "zee": "z",
    "zed": "z",
}
"""How recognisers write letters now and then."""
_STARTS = frozenset(
    (
        *_NATO,
        *_LETTER_NAMES,
        "two",
        "capital",
        "double",
        "small",
        "lowercase",
        "uppercase",
        "little",
        "big",
        "lower",
        "upper",
    )
)
"""Words with which spelling can start, beside letters."""
_MOSTLY_WORDS = frozenset(("november", "echo", "whiskey"))
"""Words of that alphabet that numbers follow for other reasons: "november two thousand"."""
_BETWEEN = frozenset(("apostrophe", "hyphen", "dash", "space", "uh", "um", "er", "then"))
_AS_IN = (("as", "in"), ("is", "for"), ("like", "in"), ("as", "for"), ("like",), ("for",), ())


def join_letters(text: str, pieces: list[Piece]) -> list[Piece]:
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
    if len(pieces[at].text) > 1 and pieces[at].text.lower() not in _STARTS:
        return "", 0
    spelled, here, explained, sure, nato, named = "", at, False, False, 0, 0
    if pieces[at].text == "a" and at + 1 < len(pieces) and pieces[at + 1].text.isupper():
        return "", 0  # the article before an abbreviation: "a U T I"
    usual = ""
    while here < len(pieces):
        ended = here
        while here > at and here < len(pieces) and (pieces[here].text in "-.,;…–" or _between(pieces[here])):
            here += 1
        letters, taken, how = _one_letter(pieces, here)
        sign = _sign(text, pieces, ended, here) if taken and here > at else usual
        usual = sign if len(spelled) == 1 else usual
        broken = len(spelled) > 1 and sign != usual and not (explained or usual or how in ("as in", "like"))
        term = here - ended > 1 and spelled.lower() in default_policy().abbreviations  # "M R I, um, E M G"
        if not taken or broken or len(sign) > 3 or term:
            here = ended
            break
        spelled, here = spelled + letters, here + taken
        explained |= how in ("as in", "like")
        sure |= how == "as in"
        nato += how == "nato"
        named += how == "named"
    coded = _number_at(pieces, here) and (nato > 1 or _number_at(pieces, here + 1) or _number_at(pieces, at - 1))
    coded &= pieces[at].text.lower() not in _MOSTLY_WORDS
    whole = at == 0 and here == len(pieces) and nato > 1
    if nato and (nato != len(spelled) or (nato < 3 and not coded and not whole)):
        return "", 0
    enough = (
        len(spelled) >= (4 if named else 3)
        or (len(spelled) >= 2 and explained)
        or nato > 0
        or sure
        or (explained and at == 0 and here == len(pieces))
    )
    return (spelled, here - at) if enough and spelled.lower() not in ("ooo", "aaa", "mmm") else ("", 0)


def _between(piece: Piece) -> bool:
    return piece.text.lower() in _BETWEEN


def _number_at(pieces: list[Piece], at: int) -> bool:
    return 0 <= at < len(pieces) and (is_number_word(pieces[at].text.lower()) or pieces[at].text.isdigit())


def _sign(text: str, pieces: list[Piece], ended: int, here: int) -> str:
    """What is written between two letters, without the words that are said between them."""
    if any(_between(piece) for piece in pieces[ended:here]):
        return ""
    return text[pieces[ended - 1].end : pieces[here].start].strip()


def _one_letter(pieces: list[Piece], at: int) -> tuple[str, int, str]:
    """(letters, tokens taken, how) of one spelled letter at a piece; ("", 0, "") for none."""
    words = [piece.text.lower() for piece in pieces[at : at + 6]]
    if not words:
        return "", 0, ""
    after = words[1] if len(words) > 1 else ""
    if words[0] == "double" and after in ("u", "you"):
        return "w", 2, "plain"
    if words[:2] in (["lower", "case"], ["upper", "case"]) and len(words) > 2 and is_letter(words[2]):
        return words[2], 3, "plain"
    if words[:2] == ["x", "ray"] or words[:3] == ["x", "-", "ray"]:
        return "x", len(words[: 3 if after == "-" else 2]), "nato"
    if words[0] in ("capital", "double", "small", "lowercase", "uppercase", "little", "big") and is_letter(after):
        return after * (2 if words[0] == "double" else 1), 2, "plain"
    if words[0] in _NATO:
        return _NATO[words[0]], 1, "nato"
    if words[0] in ("two", "double") and (twice := _in_plural(words[1:])):
        return twice[0] * 2, 1 + twice[1], "plain"
    letter = _LETTER_NAMES.get(words[0], words[0])
    if not is_letter(letter):
        return "", 0, ""
    rest = words[2:] if after in (",", "-") else words[1:]
    skipped = len(words) - len(rest)
    for phrase in _AS_IN:
        n = len(phrase)
        if tuple(rest[:n]) == phrase and len(rest) > n and rest[n].startswith(letter) and len(rest[n]) > 1:
            explained = n > 0 or rest[n] in _NATO
            if explained:
                return letter, skipped + n + 1, "as in" if n > 1 else "like"
    return letter, 1, "named" if letter != words[0] else "plain"


def _in_plural(words: list[str]) -> tuple[str, int]:
    """(letter, tokens taken) of a letter in plural that starts the words: "tees", "p's", "ls"; ("", 0) for none."""
    first = words[0] if words else ""
    singular = first.removesuffix("s").rstrip("'’")
    letter = _LETTER_NAMES.get(singular, singular)
    return (letter, 1) if first != singular and is_letter(letter) else ("", 0)
