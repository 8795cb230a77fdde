"""Where a line says something that is known: as it is, spelled, misheard or in part."""

import re
from collections.abc import Iterator

from trialvoice.redact.finding.cues import CODE_PREFIX
from trialvoice.redact.finding.known import Known, key_of
from trialvoice.redact.finding.sounds_like import sounds_like
from trialvoice.redact.lexicon import lexicon, word_set
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import is_clinical, is_drug, is_ordinary

_RUN = re.compile(rf"(?<![\w.'’]){CODE_PREFIX}\d(?:[\s,.-]{{0,2}}[\da-z]?\d)*", re.I)
_INITIALS = re.compile(r"(?<![\w'’])(?:[a-z](?:\.\s?|[\s-])){1,3}[a-z](?![\w'’])\.?", re.I)
_BEFORE_NAMES = word_set("before_known_names")
_AFTER_NAMES = word_set("after_known_names")
_GREETINGS = frozenset(
    ("hi", "hello", "hey", "thanks", "you", "morning", "afternoon", "evening", "bye", "goodbye", "welcome")
)
_SCORE = 0.5
_SPELLED = 3  # letters of a name that are spelled alone: "K-O-W"


def known_hits(line: Line, known: Known, policy: Policy) -> Iterator[Hit]:
    """Where the line says something known."""
    if known.words:
        yield from _names(line, known, policy)
    if known.initials:
        yield from _initials(line, known)
    yield from _phrases(line, known)
    if known.numbers:
        yield from _numbers(line, known)
    for pattern in known.dates:
        for found in pattern.finditer(line.text):
            yield Hit(*found.span("v"), "DATE", 0.9, "known")


def _names(line: Line, known: Known, policy: Policy) -> Iterator[Hit]:
    for index, token in enumerate(line.tokens):
        if not token.alphabetic:
            continue
        if _known_word(line, index, known, policy):
            yield Hit(token.start, token.bare_end, "NAME", _SCORE, "known")
        elif known.fuzzy and _in_two_words(line, index, known):
            yield Hit(token.start, line.tokens[index + 1].bare_end, "NAME", _SCORE, "known")
    for start, end in line.view.spelled():
        letters = line.text[start:end].lower()
        if len(letters) >= _SPELLED and any(word.startswith(letters) for word in known.words):
            yield Hit(start, end, "NAME", _SCORE, "known")


def _known_word(line: Line, index: int, known: Known, policy: Policy) -> bool:
    word = line.low(index)
    if word in policy.abbreviations:
        return False
    ordinary = known.words.get(word)
    if ordinary is not None:
        return line.tells_name(index) or _addressed(line, index) or _alone(line, index) if ordinary else True
    if len(word) < 4 or is_ordinary(word) or is_drug(word) or is_clinical(word) or word in policy.stays:
        return False
    return any(sounds_like(name, word) for name in known.fuzzy)


def _in_two_words(line: Line, index: int, known: Known) -> bool:
    """Whether a name was heard as two words: "koval chick"."""
    left, right = line.low(index), line.low(index + 1)
    if not right.isalpha() or len(left) + len(right) < 6 or (is_ordinary(left) and is_ordinary(right)):
        return False
    if not left.isalpha() or is_drug(left) or is_drug(right):
        return False
    return any(name[0] == left[0] and sounds_like(name, left + right) for name in known.fuzzy)


def _addressed(line: Line, index: int) -> bool:
    """Whether a known name that is a word too, and stands without a capital, is spoken to or of.

    Recognisers write "grace will take it" now and then in a text that has capitals otherwise.
    """
    before = line.low(index - 2) if line.low(index - 1) == "," else line.low(index - 1)
    if before in _GREETINGS and not line.low(index + 1).isalpha():
        return True
    spoken_to = before in _BEFORE_NAMES and not line.cased
    return (spoken_to or line.low(index + 1) in _AFTER_NAMES) and lexicon().any_given(line.low(index))


def _alone(line: Line, index: int) -> bool:
    """Whether a known name that is a word too is all that is said: "It's Sparrow. Sparrow."."""
    return not line.low(index - 1).isalpha() and not line.low(index + 1).isalpha()


def _initials(line: Line, known: Known) -> Iterator[Hit]:
    """The letters of a whole name, written as such: "D.K.", "D K"."""
    for found in _INITIALS.finditer(line.text):
        written = found[0].isupper() or "." in found[0]
        if written and re.sub(r"[^a-z]", "", found[0].lower()) in known.initials:
            yield Hit(*found.span(), "NAME", _SCORE, "known")


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
        key = key_of(found[0])
        if not any(c.isdigit() for c in key):
            continue
        for number, kind in known.numbers.items():
            bare = _bare(number)
            part = len(key) >= 4 and _bare(key) in bare and not re.fullmatch(r"(?:19|20)\d\d", key)
            whole = number in key or (len(bare) >= 5 and bare in key)
            if part or whole:
                yield Hit(found.start(), found.start() + len(found[0].rstrip(" ,.-")), kind, _SCORE, "known")
                break


def _bare(key: str) -> str:
    return re.sub(r"[^0-9]", "", key)
