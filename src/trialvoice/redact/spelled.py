"""Names spelled letter by letter: "K-O-W", "S as in Sam", "double l", "kilo oscar"."""

from trialvoice.redact.pieces import Piece, is_letter

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
    if words[0] in ("capital", "double") and len(words) > 1 and is_letter(words[1]):
        return words[1] * (2 if words[0] == "double" else 1), 2, "plain"
    if words[0] in _NATO:
        return _NATO[words[0]], 1, "nato"
    if not is_letter(words[0]):
        return "", 0, ""
    rest = words[2:] if len(words) > 1 and words[1] == "," else words[1:]
    skipped = len(words) - len(rest)
    for phrase in (("as", "in"), ("like",), ("for",)):
        n = len(phrase)
        if tuple(rest[:n]) == phrase and len(rest) > n and rest[n].startswith(words[0]) and len(rest[n]) > 1:
            return words[0], skipped + n + 1, "as in"
    return words[0], 1, "plain"
