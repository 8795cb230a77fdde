"""E-mail and web addresses said aloud: "jane dot doe at gmail dot com"."""

import re

from trialvoice.redact.lexicon import lexicon, word_set
from trialvoice.redact.reading.pieces import Piece, gap, is_letter

_ADDRESS_SIGNS = {"dot": ".", "underscore": "_", "dash": "-", "hyphen": "-", "period": ".", "plus": "+"}

_HOSTS = frozenset(
    ("gmail", "hotmail", "icloud", "protonmail", "yahoo", "outlook", "aol", "comcast", "verizon", "googlemail")
)
"""Providers that people say without their "dot com"."""
_PROVIDERS = {
    ("i", "cloud"),
    ("g", "mail"),
    ("hot", "mail"),
    ("proton", "mail"),
    ("out", "look"),
    ("y", "mail"),
}

_DOMAIN_ENDS = (
    "com|org|net|edu|gov|info|io|co|uk|us|ca|eu|de|fr|ie|au|nz|health|biz|example|test|clinic|online|app"
    "|dev|me|tv|mil|int|blog|shop|store|site|club|page|life|care|news|art|cloud|tech|email|social|world|study|hospital|center"
    "|link|xyz|pro|mobi|coop|family|support|team|run|fit|school|academy|foundation|church|live|chat|cc|ai|ly|fm|local|lan|internal|scot|wales|london|nyc|law|media|studio|group|network|digital|global|solutions|bio|science|doctor|gl|gg"
    "|se|no|dk|fi|nl|be|it|es|pt|ch|pl|cz|gr|jp|kr|cn|za|br|mx|ar|cl|il|tr|hk|sg|ph|ng|ke|gh|ro|hu|sk|lt|ee|lu|ru|ua"
)

_LOCAL_WORDS = 8
_REACHED = {"me", "us", "him", "her", "them", "it", "email", "mail", "line", "message", "note"}
"""What stands before the "at" that leads to an address: "drop me a line at"."""
_TOLD_WORDS = 6
"""Words of a local part after "it's", where nothing says that it is an address."""
_INTRODUCES = {"is", "it's", "its", "email", "mail", "address", "to", "was", "that's", "got", "down", "use", "as", "be"}
_NOT_LOCAL = {"you", "me", "my", "can", "at", "i", "we", "and", "or", "please"}
_REMARKS = (
    ("all", "one", "word"),
    ("one", "word"),
    ("all", "as", "one", "word"),
    ("no", "spaces"),
    ("no", "space"),
    ("no", "dots"),
    ("no", "caps"),
    ("all", "lower", "case"),
    ("all", "lowercase"),
    ("all", "small"),
    ("lower", "case"),
    ("lowercase",),
    ("all", "together"),
    ("together",),
    ("and", "then"),
    ("then",),
    ("and", "it's"),
    ("that's",),
    ("it's",),
    ("yeah",),
    ("yes",),
    ("okay",),
    ("and",),
    ("uh",),
    ("um",),
    (",",),
    ("...",),
)
"""What is said between the local part and the "at"."""
_BEFORE_SITES = {
    "is",
    "to",
    "up",
    "out",
    "called",
    "visit",
    "it's",
    "at",
    "on",
    "in",
    "was",
    "that",
    "yes",
    "from",
    "see",
    "google",
    "check",
    "site's",
    "website's",
    "page's",
    "blog's",
    ",",
    ".",
    "?",
    ":",
}
_AT_PLACES = {
    "is",
    "are",
    "was",
    "it's",
    "that's",
    "look",
    "looking",
    "available",
    "found",
    "online",
    "page",
    "site",
    "website",
}
"""After these "at" leads to a site: "the survey is at"."""
_SITES = {"website", "webpage", "blog", "url"}
_PATH_WORDS = 3
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
            at = _join_domain(out, at)
        elif [p.text.lower() for p in out[at : at + 3]] == ["dub"] * 3:
            out[at : at + 3] = [Piece("www", out[at].start, out[at + 2].end, "word")]
            at = _join_domain(out, at)
        elif _is_scheme(out, at):
            out[at : at + 4] = [Piece("https", out[at].start, out[at + 3].end, "word")]
            at = _join_domain(out, at)
        elif word in ("www", "http", "https") or _starts_domain(out, at):
            at = _join_domain(out, at)
        at += 1
    return out


def _is_scheme(pieces: list[Piece], at: int) -> bool:
    """ "https colon slash slash"."""
    return [p.text.lower() for p in pieces[at + 1 : at + 4]] == ["colon", "slash", "slash"]


def _domain_end(pieces: list[Piece], at: int) -> tuple[str, int]:
    """The domain that starts at a piece, written, and the index after it; ("", at) for none."""
    written, here, end = "", at, at
    while here < len(pieces):
        word = pieces[here].text.lower()
        if not re.fullmatch(r"[a-z0-9]+", word):
            break
        written, here = written + word, here + 1
        path = here < len(pieces) and pieces[here].text.lower() in ("slash", "/", "forward")
        if "." in written and (re.fullmatch(_DOMAIN_ENDS, word) or (path and word.isalpha())):
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
    return written.startswith(("www.", "https")) and any(_starts_domain(pieces, later) for later in range(at, at + 3))


def _sign_or_word(piece: Piece) -> str:
    return {"dot": ".", "point": ".", "dash": "-", "hyphen": "-"}.get(piece.text.lower(), piece.text.lower())


def _join_email(text: str, pieces: list[Piece], at: int) -> int:
    if _tells_site(pieces, at):
        return at
    domain, end = _host(pieces, _after_at(pieces, at))
    last = _before_remarks(pieces, at)
    if not domain or last == 0 or pieces[last - 1].text.lower() in _AT_PLACES:
        return at
    start = _local_start(text, pieces, last)
    if start == last:
        return at
    local = "".join(_ADDRESS_SIGNS.get(p.text.lower(), p.text.lower()) for p in pieces[start:last])
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
        domain, end = _domain_end(pieces, at + words)
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
        elif word in _ADDRESS_SIGNS or (word in "._-+" and gap(text, left, pieces[here]) == ""):
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


def _starts_domain(pieces: list[Piece], at: int) -> bool:
    """Whether "dot" and a word follow, once or more, and the last is a domain's end."""
    here = at + 1
    while here + 1 < len(pieces) and pieces[here].text.lower() == "dot":
        word = pieces[here + 1].text.lower()
        path = [p.text.lower() for p in pieces[here + 2 : here + 3]] in (["slash"], ["forward"])
        if re.fullmatch(_DOMAIN_ENDS, word) or (path and word.isalpha()):
            return True
        here += 2
    return False


def _site_start(pieces: list[Piece], at: int) -> int:
    """Where a site's name of several words begins: after "the website is", "look up" or "go to"."""
    for here in range(at - 1, max(-1, at - 7), -1):
        word = pieces[here].text.lower()
        if word in _BEFORE_SITES:
            return here + 1
        if not word.isalnum() or word in ("the", "you", "i", "we"):
            return at
    return 0 if at < 5 else at


def _join_domain(pieces: list[Piece], at: int) -> int:
    domain, end = _domain_end(pieces, at)
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
        if word in ("slash", "/", "forward", "colon", "question", "equals") or word in _ADDRESS_SIGNS:
            written, here, words = written + _ADDRESS_SIGNS.get(word, "/"), here + 1, 0
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
