"""Domains and web addresses said aloud: "riverbend dot health slash portal"."""

import re

from trialvoice.redact.lexicon import word_set
from trialvoice.redact.reading.pieces import Piece

ADDRESS_SIGNS = {"dot": ".", "underscore": "_", "dash": "-", "hyphen": "-", "period": ".", "plus": "+"}
_PROVIDERS = {("i", "cloud"), ("g", "mail"), ("hot", "mail"), ("proton", "mail"), ("out", "look"), ("y", "mail")}
_PAUSES = frozenset(",.?:")
_PATH_WORDS = 3


def domain_end(pieces: list[Piece], at: int) -> tuple[str, int]:
    """The domain that starts at a piece, written, and the index after it; ("", at) for none."""
    written, here, end = "", at, at
    while here < len(pieces):
        word = pieces[here].text.lower()
        if not re.fullmatch(r"[a-z0-9]+", word):
            break
        written, here = written + word, here + 1
        path = here < len(pieces) and pieces[here].text.lower() in ("slash", "/", "forward")
        if "." in written and (word in word_set("domain_ends") or (path and word.isalpha())):
            end = here
        sign = _domain_sign(pieces, here)
        if sign:
            written, here = written + sign, here + 1
        elif not _goes_on(pieces, at, here, written):
            break
    written = "".join(_sign_or_word(piece) for piece in pieces[at:end])
    return (written, end) if end > at else ("", at)


def _domain_sign(pieces: list[Piece], at: int) -> str:
    """ "." or "-" where one stands, said or written; a full stop with a blank after it ends a sentence."""
    if at + 1 >= len(pieces):
        return ""
    word = pieces[at].text.lower()
    tight = pieces[at].end == pieces[at + 1].start and pieces[at - 1].end == pieces[at].start
    if word in ("dot", "point") or (word == "." and tight):
        return "."
    return "-" if word in ("dash", "hyphen") or (word == "-" and tight) else ""


def _goes_on(pieces: list[Piece], start: int, at: int, written: str) -> bool:
    """Whether a blank stands within the domain: "g mail dot com", "w w w dot petra walks dot com"."""
    if at >= len(pieces) or (at > start and pieces[at - 1].end == pieces[at].start):
        return False
    if (written, pieces[at].text.lower()) in _PROVIDERS:
        return True
    return written.startswith(("www.", "https")) and any(starts_domain(pieces, later) for later in range(at, at + 3))


def _sign_or_word(piece: Piece) -> str:
    return {"dot": ".", "point": ".", "dash": "-", "hyphen": "-"}.get(piece.text.lower(), piece.text.lower())


def starts_domain(pieces: list[Piece], at: int) -> bool:
    """Whether "dot" and a word follow, once or more, and the last is a domain's end."""
    here = at + 1
    while here + 1 < len(pieces) and pieces[here].text.lower() == "dot":
        word = pieces[here + 1].text.lower()
        path = [p.text.lower() for p in pieces[here + 2 : here + 3]] in (["slash"], ["forward"])
        if word in word_set("domain_ends") or (path and word.isalpha()):
            return True
        here += 2
    return False


def _site_start(pieces: list[Piece], at: int) -> int:
    """Where a site's name of several words begins: after "the website is", "look up" or "go to"."""
    for here in range(at - 1, max(-1, at - 7), -1):
        word = pieces[here].text.lower()
        if word in word_set("before_sites") or word in _PAUSES:
            return here + 1
        if not word.isalnum() or word in ("the", "you", "i", "we"):
            return at
    return 0 if at < 5 else at


def join_domain(pieces: list[Piece], at: int) -> int:
    """Join the site whose domain starts at a piece, with its name and its path; the index of what was joined."""
    domain, end = domain_end(pieces, at)
    if domain:
        first = _site_start(pieces, at)
        domain, at = "".join(p.text.lower() for p in pieces[first:at]) + domain, first
        path, end = _path(pieces, end)
        domain += path
        pieces[at:end] = [Piece(domain, pieces[at].start, pieces[end - 1].end, "address")]
    return at


def _path(pieces: list[Piece], at: int) -> tuple[str, int]:
    """The path that starts at a piece, up to the word with which the sentence goes on, and the index after it."""
    written, here, words = "", at, 0
    while here + 1 < len(pieces):
        word = pieces[here].text.lower()
        if word in ("slash", "/", "forward", "colon", "question", "equals") or word in ADDRESS_SIGNS:
            written, here, words = written + ADDRESS_SIGNS.get(word, "/"), here + 1, 0
        elif written and re.fullmatch(r"\w[\w/.:-]*", word) and _in_path(word, words):
            written, here, words = written + word, here + 1, words + 1
        else:
            break
    last = pieces[here].text.lower() if here < len(pieces) else ""
    if written and here + 1 == len(pieces) and re.fullmatch(r"\w[\w/.:-]*", last) and _in_path(last, words):
        return written + last, here + 1
    return written, here


def _in_path(word: str, words: int) -> bool:
    """Whether a word belongs to a path after so many words since the last slash."""
    return words == 0 or (words < _PATH_WORDS and word not in word_set("ends_handle"))
