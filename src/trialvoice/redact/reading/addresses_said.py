"""E-mail addresses said aloud: "jane dot doe at gmail dot com"; web addresses beside them."""

import re

from trialvoice.redact.lexicon import lexicon, word_set
from trialvoice.redact.reading.domains_said import ADDRESS_SIGNS, domain_end, join_domain, starts_domain
from trialvoice.redact.reading.pieces import Piece, gap, is_letter

_HOSTS = frozenset(
    ("gmail", "hotmail", "icloud", "protonmail", "yahoo", "outlook", "aol", "comcast", "verizon", "googlemail")
)
"""Providers that people say without their "dot com"."""
_LOCAL_WORDS = 8
_REACHED = {"me", "us", "him", "her", "them", "it", "email", "mail", "line", "message", "note"}
"""What stands before the "at" that leads to an address: "drop me a line at"."""
_TOLD_WORDS = 6
"""Words of a local part after "it's", where nothing says that it is an address."""
_INTRODUCES = {"is", "it's", "its", "email", "mail", "address", "to", "was", "that's", "got", "down", "use", "as", "be"}
_NOT_LOCAL = {"you", "me", "my", "can", "at", "i", "we", "and", "or", "please"}
_REMARKS = tuple(
    tuple(remark.split())
    for remark in (
        "all one word",
        "one word",
        "all as one word",
        "no spaces",
        "no space",
        "no dots",
        "no caps",
        "all lower case",
        "all lowercase",
        "all small",
        "lower case",
        "lowercase",
        "all together",
        "together",
        "and then",
        "then",
        "and it's",
        "that's",
        "it's",
        "yeah",
        "yes",
        "okay",
        "and",
        "uh",
        "um",
        ",",
        "...",
    )
)
"""What is said between the local part and the "at"."""
_SITES = {"website", "webpage", "blog", "url"}
_LEADS_IN = {"is", "it's", "its", "at", "to", "me", "address", "email", "mail", "try", "use", "yes", "yeah", "um", "uh"}


def join_addresses(text: str, pieces: list[Piece]) -> list[Piece]:
    """Join e-mail and web addresses said aloud: "jane dot doe at gmail dot com"."""
    out = list(pieces)
    at = 0
    while at < len(out):
        word = out[at].text.lower()
        if word in ("at", "@"):
            at = _join_email(text, out, at)
        elif word == "triple" and out[at + 1 : at + 2] and out[at + 1].text.lower() == "w":
            out[at : at + 2] = [Piece("www", out[at].start, out[at + 1].end, "word")]
            at = join_domain(out, at)
        elif [p.text.lower() for p in out[at : at + 3]] == ["dub"] * 3:
            out[at : at + 3] = [Piece("www", out[at].start, out[at + 2].end, "word")]
            at = join_domain(out, at)
        elif _is_scheme(out, at):
            out[at : at + 4] = [Piece("https", out[at].start, out[at + 3].end, "word")]
            at = join_domain(out, at)
        elif word in ("www", "http", "https") or starts_domain(out, at):
            at = join_domain(out, at)
        at += 1
    return out


def _is_scheme(pieces: list[Piece], at: int) -> bool:
    """ "https colon slash slash"."""
    return [p.text.lower() for p in pieces[at + 1 : at + 4]] == ["colon", "slash", "slash"]


def _join_email(text: str, pieces: list[Piece], at: int) -> int:
    if _tells_site(pieces, at):
        return at
    domain, end = _host(pieces, _after_at(pieces, at))
    last = _before_remarks(pieces, at)
    if not domain or last == 0 or pieces[last - 1].text.lower() in word_set("before_at_sites"):
        return at
    start = _local_start(text, pieces, last)
    if start == last:
        return at
    local = "".join(ADDRESS_SIGNS.get(p.text.lower(), p.text.lower()) for p in pieces[start:last])
    joined = Piece(f"{local}@{domain}", pieces[start].start, pieces[end - 1].end, "address")
    pieces[start:end] = [joined]
    return start


def _tells_site(pieces: list[Piece], at: int) -> bool:
    """Whether a site and no mail is spoken of: "the site's one knee at a time dot com"."""
    words = {piece.text.lower().removesuffix("'s") for piece in pieces[max(0, at - 8) : at]}
    return bool(words & _SITES) and not words & {"mail", "email", "gmail"}


def _after_at(pieces: list[Piece], at: int) -> int:
    """The first piece after "at", "at sign" and the pause that follows."""
    here = at + 1
    while here < len(pieces) and pieces[here].text.lower() in ("sign", "uh", "um", ",", "the"):
        here += 1
    return here


def _host(pieces: list[Piece], at: int) -> tuple[str, int]:
    """The domain after the "at": in one word, in several ("northfield trials dot org"), or a provider's alone."""
    for words in range(3):
        if not all(piece.text.isalnum() for piece in pieces[at : at + words]):
            break
        domain, end = domain_end(pieces, at + words)
        if domain:
            return "".join(piece.text.lower() for piece in pieces[at : at + words]) + domain, end
    alone = pieces[at].text.lower() if at < len(pieces) else ""
    return (alone, at + 1) if alone in _HOSTS else ("", at)


def _before_remarks(pieces: list[Piece], at: int) -> int:
    """Where the local part ends, before "all one word", "no spaces" and pauses."""
    here = at
    while True:
        words = [piece.text.lower() for piece in pieces[max(0, here - 4) : here]]
        said = next((r for r in _REMARKS if len(r) <= here and tuple(words[-len(r) :]) == r), None)
        if said is None:
            return here
        here -= len(said)


def _local_start(text: str, pieces: list[Piece], at: int) -> int:
    """Where the part before the "at" begins: back over words bound by "dot" and the like, and digits."""
    here = _introduced(pieces, at)
    if here < at:
        return here
    while here > 0:
        left = pieces[here - 1]
        word = left.text.lower()
        if here == at and re.fullmatch(r"[\w.-]+", word):
            here -= 1
        elif word in ADDRESS_SIGNS or (word in "._-+" and gap(text, left, pieces[here]) == ""):
            if here < 2 or not re.fullmatch(r"\w+", pieces[here - 2].text):
                break
            here -= 2
        elif here < at and _continues(left, pieces[here]):
            here -= 1
        else:
            break
    return here


def _introduced(pieces: list[Piece], at: int) -> int:
    """The piece after "my e-mail is" or "it's", where few words stand between it and the "at"; else `at`."""
    paused = at
    for here in range(at - 1, max(-1, at - _LOCAL_WORDS - 2), -1):
        word = pieces[here].text.lower()
        reach = word == "at" and pieces[here - 1].text.lower() in _REACHED
        if (word in _INTRODUCES or reach) and here + 1 < at:
            sure = reach or any(
                p.text.lower() in ("mail", "email", "address") for p in pieces[max(0, here - 4) : here + 1]
            )
            return here + 1 if sure or at - here <= _TOLD_WORDS else paused
        if word in ",.?!;:" and pieces[here].end < pieces[here + 1].start:
            if word != ",":
                return here + 1 if here + 1 < at else at
            paused = here + 1 if paused == at else paused
        if word in _NOT_LOCAL and word != "and":
            return paused
    return paused if paused < at else 0 if 1 < at <= _LOCAL_WORDS // 2 else at


def _continues(left: Piece, right: Piece) -> bool:
    """A name before digits or letters: "jane doe sixty two at"."""
    lists = lexicon()
    if left.kind in ("letters", "number"):
        return True
    word, after = left.text.lower(), right.text.lower()
    if right.kind in ("number", "letters") or after.isdigit():
        return left.kind == "word" and word.isalpha() and word not in _LEADS_IN
    return lists.named(after) and (lists.named(word) or is_letter(word))
