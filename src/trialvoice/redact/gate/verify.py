"""The leak gate: a second look at everything that leaves, which knows what must not be in it.

It refuses with counts and artifact names. It looks for what the vault and the roster hold, in any case,
written with any signs between, and for sure signs of an identifier (`second_look`). Sound in base64,
digests, and numbers that are JSON values or HTML attributes are no text.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trialvoice.core.errors import GateError
from trialvoice.core.roster import KnownValue
from trialvoice.redact.finding.find import Recognizer
from trialvoice.redact.gate.second_look import second_look
from trialvoice.redact.gate.telling import telling_parts
from trialvoice.redact.policy import default_policy
from trialvoice.redact.replacing.tags import normalised
from trialvoice.redact.replacing.vault import Vault

_BLOB = re.compile(r"base64,[A-Za-z0-9+/=]+|[A-Za-z0-9+/=]{120,}|\b[0-9a-f]{12,64}\b")
_VALUE = re.compile(r"(?<=[\"\w]:)\s*-?\d+(?:\.\d+)?(?=\s*[,}\]\n])|(?<==\")-?\d+(?:\.\d+)?(?=\")")
_MARKUP = re.compile(r"<(?:script|style)\b[^>]*>.*?</(?:script|style)>|<[^>]+>", re.S | re.I)
_UNSPOKEN = re.compile(r"<(script|style)\b[^>]*>.*?</\1>", re.S | re.I)
_ELEMENT = re.compile(r"<[a-zA-Z/!][^<>]*>")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*("[^"]*"|'[^']*')""")
_SHOWN_VALUES = ("href", "src", "alt", "title", "aria-label", "value", "placeholder")
"""Attributes whose values people read or follow; the others are this project's own words."""
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAG = re.compile(r"\[[A-Z]+_\d+\]")
_WORTH_A_LOOK = re.compile(r"\d{3}\W{0,2}\d{2}|@")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_CHECKED = ("EMAIL", "PHONE", "ID")
_SHORTEST_OWN = 4
"""A shorter id, such as a site's 01, cannot be told from a number."""
_LONGEST = 2_000  # characters that the recognizer is given at once


@dataclass(frozen=True)
class _Secrets:
    words: frozenset[str]
    phrases: tuple[str, ...]
    numbers: tuple[str, ...]


def verify(
    artifacts: Mapping[str, str | bytes],
    *,
    vault: Vault,
    roster: Iterable[KnownValue] = (),
    recognizer: Recognizer | None = None,
    threshold: float = 0.85,
    own: Iterable[str] = (),
) -> None:
    """Raise GateError TV501 where an artifact, or its name, holds an identifier; say how many, never which.

    artifacts: name → content; bytes are read as UTF-8, and what is no text is searched as it stands.
    recognizer: reads the passages that hold digits or an "@".  threshold: score at which a hit of it, or of
    the second look, refuses.
    own: ids of the trial that an artifact holds on purpose, such as the recording's and the subject's.
    """
    # A surrogate looks like what it replaces.
    surrogates = (shown for entry in vault.entries for shown in entry.shown)
    ids = (value for value in own if len(value) >= _SHORTEST_OWN)
    secrets, owned = _secrets(vault, roster), _whole(*ids, *surrogates)
    texts = {name: owned.sub(" ", _text(content)) for name, content in artifacts.items()}
    leaks = {name: _leaks(owned.sub(" ", name), text, secrets, threshold) for name, text in texts.items()}
    if recognizer is not None:
        for name, text in texts.items():
            leaks[name] += _recognised(text, recognizer, threshold)
    refused = {name: count for name, count in leaks.items() if count}
    if refused:
        names = [_shown(name, index, secrets) for index, name in enumerate(artifacts, 1) if name in refused]
        raise GateError(
            "TV501",
            f"the leak gate found {sum(refused.values())} identifiers in {len(refused)} of {len(artifacts)} files",
            place=", ".join(names),
            remedy="nothing was released; add what was missed to the roster, or lower [deidentify] threshold",
        )


def _secrets(vault: Vault, roster: Iterable[KnownValue]) -> _Secrets:
    words: set[str] = set()
    phrases: set[str] = set()
    numbers: set[str] = set()
    pairs = [(e.type, value) for e in vault.entries for value in (*e.values, *e.variants)]
    for kind, value in [*pairs, *((known.type, known.value) for known in roster)]:
        plain = _plain(value)
        number = re.sub(r"\D", "", normalised(value, kind)) if kind in ("PHONE", "ID") else ""
        if len(number) >= 6:
            numbers.add(number)
        if kind in ("NAME", "ADDRESS") and not any(c.isdigit() for c in plain):
            words |= telling_parts(plain)
        if _telling_phrase(plain, kind):
            phrases.add(plain)
    return _Secrets(frozenset(words), tuple(sorted(phrases)), tuple(sorted(numbers)))


def _telling_phrase(plain: str, kind: str) -> bool:
    """Whether a value as a whole is long enough that it stands nowhere by chance."""
    parts = plain.split()
    if kind == "AGE" or plain in default_policy().phrases:
        return False
    if kind in ("EMAIL", "URL") or (kind == "ID" and len(plain) >= 5) or _ISO_DATE.fullmatch(plain):
        return True
    return len(parts) >= 2 and len(plain) >= 7 and not all(_trivial(part) for part in parts)


def _trivial(part: str) -> bool:
    return part in ("the", "of", "and", "on", "in", "at") or (part.isdigit() and len(part) < 3)


def _whole(*values: str) -> re.Pattern[str]:
    """Any of the values standing by itself."""
    longest_first = sorted({value for value in values if value}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)" if longest_first else r"(?!)")


def _leaks(name: str, text: str, secrets: _Secrets, threshold: float) -> int:
    return _count(text, secrets) + second_look(text, threshold) + _count(_name_text(name), secrets)


def _count(text: str, secrets: _Secrets) -> int:
    plain = _plain(text)
    found = len(secrets.words.intersection(re.findall(r"[^\W\d_]{3,}", plain)))
    found += sum(_stands_in(phrase, plain) for phrase in secrets.phrases)
    if secrets.numbers:
        joined = re.sub(r"(?<=\d)[\s().,-]{1,2}(?=\d)", "", _VALUE.sub(" ", plain))
        found += sum(_stands_in(number, joined) for number in secrets.numbers)
    return found


def _stands_in(value: str, text: str) -> bool:
    """Whether the value stands in the text with no letter or digit next to it."""
    at = text.find(value)
    while at >= 0:
        if not (text[at - 1 : at].isalnum() or text[at + len(value) : at + len(value) + 1].isalnum()):
            return True
        at = text.find(value, at + 1)
    return False


def _text(content: str | bytes) -> str:
    """The readable text of an artifact: escapes resolved, blobs and tags of ours left out."""
    text = content if isinstance(content, str) else content.decode("utf-8", errors="replace")
    if text.lstrip()[:9].lower() == "<!doctype":
        text = _ELEMENT.sub(_values, _UNSPOKEN.sub(" ", text))
    text = _BLOB.sub(" ", text)
    text = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), html.unescape(text))
    return _TAG.sub(" ", text)


def _values(element: re.Match[str]) -> str:
    """What an element shows besides its text: `max-width` and `lang` are no people's names."""
    return " ".join(["", *(value for name, value in _ATTRIBUTE.findall(element[0]) if name in _SHOWN_VALUES), ""])


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    return re.sub(r"\s+", " ", folded).strip()


def _name_text(name: str) -> str:
    return re.sub(r"[/\\._-]+", " ", name)


def _shown(name: str, index: int, secrets: _Secrets) -> str:
    return f"file {index}" if _count(_name_text(name), secrets) else name


def _recognised(text: str, recognizer: Recognizer, threshold: float) -> int:
    """Hits of a structured kind, in the passages that may hold one, that the second look did not count."""
    passages = _passages(_VALUE.sub(" ", _MARKUP.sub("\n", text)))
    found = recognizer.recognize(passages) if passages else []
    return sum(
        hit.type in _CHECKED and hit.score >= threshold and not second_look(passage[hit.start : hit.end], threshold)
        for passage, hits in zip(passages, found, strict=True)
        for hit in hits
    )


def _passages(text: str) -> Sequence[str]:
    lines = {line.strip()[:_LONGEST] for line in text.splitlines() if _WORTH_A_LOOK.search(line)}
    return sorted(lines)
