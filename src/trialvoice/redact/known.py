"""What is known already, found everywhere: names said before, and the study's roster."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from trialvoice.redact.cues import CODE_PREFIX
from trialvoice.redact.lexicon import lexicon
from trialvoice.redact.lines import Line
from trialvoice.redact.policy import Policy
from trialvoice.redact.sounds_like import sounds_like
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, PARTICLES, is_drug, is_ordinary

_SITE = re.compile(
    r"\b(?:hospital|clinic|center|centre|university|institute|research|medical|health|pharma|inc|llc|ltd)\b",
    re.I,
)
_RUN = re.compile(rf"(?<![\w.'’]){CODE_PREFIX}\d(?:[\s,.-]{{0,2}}[\da-z]?\d)*", re.I)
_BEFORE_NAMES = frozenset(
    (
        "hi",
        "hello",
        "hey",
        "morning",
        "afternoon",
        "evening",
        "thanks",
        "you",
        "with",
        "ask",
        "tell",
        "told",
        "nurse",
        "doctor",
    )
)
_AFTER_NAMES = frozenset(("will", "is", "has", "said", "says", "took", "takes", "told", "gave", "was", "called"))
_SCORE = 0.5


@dataclass(frozen=True)
class Known:
    """Values to look for. words: lower-case parts of names → whether they are ordinary words too."""

    words: dict[str, bool] = field(default_factory=dict)
    fuzzy: frozenset[str] = frozenset()
    phrases: dict[str, str] = field(default_factory=dict)
    digits: dict[str, str] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to look for."""
        return not (self.words or self.phrases or self.digits)


def known_from_roster(roster: Iterable[str]) -> Known:
    """The roster's names, sites and numbers, to be matched with their variants."""
    words: dict[str, bool] = {}
    phrases: dict[str, str] = {}
    digits: dict[str, str] = {}
    for value in roster:
        low = _plain(value)
        if any(c.isdigit() for c in low):
            digits[_key(value)] = "ID"
        elif _SITE.search(low):
            phrases[low] = "ORGANISATION"
            short = _SITE.sub("", low).strip()
            if len(short.split()) > 1 or not is_ordinary(short):
                phrases[short] = "ORGANISATION"
        else:
            words |= {word: is_ordinary(word) for word in name_words(value)}
            phrases[low] = "EMAIL" if "@" in low else "NAME"
    keep = {key: kind for key, kind in digits.items() if len(key) >= 3}
    fuzzy = frozenset(word for word, ordinary in words.items() if not ordinary)
    return Known(words, fuzzy, {p: k for p, k in phrases.items() if len(p) > 3}, keep)


def known_from_hits(lines: Sequence[Line], hits: Sequence[Sequence[Hit]]) -> Known:
    """What was found in any turn, to be found in all."""
    words: dict[str, bool] = {}
    spelled: set[str] = set()
    phrases: dict[str, str] = {}
    digits: dict[str, str] = {}
    for line, found in zip(lines, hits, strict=True):
        for hit in found:
            value = line.text[hit.start : hit.end]
            if hit.type == "NAME":
                words |= {word: is_ordinary(word) for word in name_words(value)}
                if hit.source in ("spelled", "answer", "name cue"):
                    spelled |= {word for word in name_words(value) if len(word) > 4}
            elif hit.type in ("PHONE", "ID") and len(_key(value)) >= 4:
                digits[_key(value)] = hit.type
            elif hit.type in ("ADDRESS", "ORGANISATION", "EMAIL") and len(value) > 4 and not is_ordinary(value.lower()):
                phrases[_plain(value)] = hit.type
    return Known(words, frozenset(spelled), phrases, digits)


def name_words(value: str) -> list[str]:
    """The parts of a name that name somebody by themselves, in lower case."""
    words = re.findall(r"[^\W\d_]{3,}", value.lower().replace("’", "'").removesuffix("'s"))
    return [w for w in words if w not in NOT_A_NAME and w not in PARTICLES]


def known_hits(line: Line, known: Known, policy: Policy) -> Iterator[Hit]:
    """Where the line says something known."""
    for index, token in enumerate(line.tokens):
        if token.alphabetic and _known_word(line, index, known, policy):
            yield Hit(token.start, token.bare_end, "NAME", _SCORE, "known")
    yield from _phrases(line, known)
    if known.digits:
        yield from _numbers(line, known)


def _known_word(line: Line, index: int, known: Known, policy: Policy) -> bool:
    word = line.low(index)
    ordinary = known.words.get(word)
    if ordinary is not None:
        return line.tells_name(index) or _addressed(line, index) if ordinary else True
    if len(word) < 5 or is_ordinary(word) or is_drug(word) or word in policy.stays:
        return False
    return any(sounds_like(name, word) for name in known.fuzzy)


def _addressed(line: Line, index: int) -> bool:
    """Whether a known name that is a word too, and stands without a capital, is spoken to or of.

    Recognisers write "grace will take it" now and then in a text that has capitals otherwise.
    """
    before = line.low(index - 2) if line.low(index - 1) == "," else line.low(index - 1)
    spoken_to = before in _BEFORE_NAMES and not line.cased
    return (spoken_to or line.low(index + 1) in _AFTER_NAMES) and lexicon().any_given(line.low(index))


def _phrases(line: Line, known: Known) -> Iterator[Hit]:
    if not known.phrases:
        return
    low = line.text.lower().replace("’", "'")
    for phrase, kind in known.phrases.items():
        at = low.find(phrase)
        while at >= 0:
            end = at + len(phrase)
            if not (low[at - 1 : at].isalnum() or low[end : end + 1].isalnum()):
                yield Hit(at, end, kind, _SCORE, "known")
            at = low.find(phrase, end)


def _numbers(line: Line, known: Known) -> Iterator[Hit]:
    """Runs that hold a known number, or are four digits or more of one."""
    for found in _RUN.finditer(line.text):
        key = _key(found[0])
        if not any(c.isdigit() for c in key):
            continue
        for number, kind in known.digits.items():
            bare = _bare(number)
            part = len(key) >= 4 and _bare(key) in bare and not re.fullmatch(r"(?:19|20)\d\d", key)
            whole = number in key or (len(bare) >= 5 and bare in key)
            if part or whole:
                yield Hit(found.start(), found.start() + len(found[0].rstrip(" ,.-")), kind, _SCORE, "known")
                break


def _key(value: str) -> str:
    return re.sub(r"[^a-z0-9]", "", value.lower())


def _bare(key: str) -> str:
    return re.sub(r"[^0-9]", "", key)


def _plain(value: str) -> str:
    return re.sub(r"\s+", " ", value.lower().replace("’", "'")).strip()
