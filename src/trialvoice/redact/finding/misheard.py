"""Names told before that were heard as ordinary words: "kowalczyk", and later "missus cold wall check"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import fuzz

from trialvoice.redact.finding.sounds_like import sound_key
from trialvoice.redact.lexicon import lexicon
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, is_clinical, is_drug, unknown

_TITLE = re.compile(
    r"\b(?:mr|mrs|ms|mister|missus"
    r"|(?<!i\s)(?<!you\s)(?<!to\s)(?<!we\s)(?<!not\s)(?<!ever\s)(?<!n't\s)miss(?!\s+(?:a|the|my|any|it|you|one|your|some|that|this|doses?|out)\b))\b\.?\s+",
    re.I,
)
"""Nobody says these without a name."""
_DOCTOR = re.compile(r"\b(?:dr|doctor|professor)\b\.?\s+", re.I)
_ROLE = re.compile(
    r"\b(?:nurse|sister|aunt|auntie|uncle|cousin|coach|pastor|named|(?:last\s|first\s)?name\s+is|name['’]s)\b\.?\s+"
    r"|\b(?:husband|wife|son|daughter|mother|father|partner|friend|neighbou?r|coordinator|interpreter|caregiver|carer)\s+",
    re.I,
)
_SPOKEN_TO = re.compile(
    r"\b(?:hi|hello|hey|thanks|thank\s+you|meet\s+you|see\s+you|sorry|welcome|morning|afternoon|evening|goodbye|bye|okay|ok|all\s+right"
    r"|alright|so|well|yes|right|now|and|is\s+it|was\s+it|you\s+say|you\s+said|it['’]s|that['’]s|this\s+is|there|great|good)[\s,]+|^|[.?!]\s+"
    r"|,\s+(?=[\w'’]+(?:\s[\w'’]+){0,2}\W*$)",
    re.I,
)
_SPOKEN_OF = re.compile(
    r"\b(?:did|does|do|has|have|is|was|will|would|can|could|with|ask|asked|tell|told|call|called|saw|see|when|that|if|from|by|for|to|and|or"
    r"|because|before|after|let|where|what|why|how)\s+",
    re.I,
)
_ADDRESSED = re.compile(
    r"\s*(?:[.,?!]|$|(?:what|how|any|did|do|are|have|can|could|let|let['’]s|take|come|roll|you|you['’]re|sit|please|when|where|i|i['’]m|we|or)\b)",
    re.I,
)
_ACTS = re.compile(
    r"(?:['’]s\b|\s*(?:[.,?!]|$)|\s+(?:is|was|has|will|can|would|could|say|says|said|take|takes|took|give|gives|gave|tell|told|know|knows|come"
    r"|came|coming|live|lives|help|helps|helped|drive|drives|drove|call|called|check|checked|see|saw|sees|think|thinks|want|wants|get|got"
    r"|have|had|do|does|did|go|goes|going|went|bring|brings|brought|there|here|still|also|ever|always|able|been|with|about|in|at|on|to"
    r"|and|or|when|if|before|after|again|today|tomorrow|yet)\b)",
    re.I,
)
_LONGEST = 4  # words as which one name is heard
_AFTER_MR = 60
_NEVER = 101
_PAUSE = re.compile(r"\s*(?:[,.?!]|$)")
_AT_A_PAUSE = 25
"""Worth of a pause after a title's words: the whole of them is the name."""
_WHOLE = 85
"""A closeness at which a word is the whole of a name."""
_SAME = 97
"""A closeness at which several words need nothing after them to be a name."""


def misheard(line: Line, names: frozenset[str], short: Iterable[str]) -> Iterator[Hit]:
    """Where words sound like a known name, in the places of names; after "mr" like a short one, too."""
    keys = {key: name for name in names if (key := _key(name))}
    all_keys = {key: name for name in (*short, *names) if (key := _key(name))}
    for found in _TITLE.finditer(line.text):
        for hit in _best(line, line.token_at(found.end()), all_keys, names, _AFTER_MR, None):
            yield replace(hit, start=found.start())
    for found in _DOCTOR.finditer(line.text):
        for hit in _best(line, line.token_at(found.end()), keys, names, 75, None):
            yield replace(hit, start=found.start())
    for pattern, least, after in ((_ROLE, 75, None), (_SPOKEN_TO, 75, _ADDRESSED), (_SPOKEN_OF, 85, _ACTS)):
        for found in pattern.finditer(line.text):
            yield from _best(line, line.token_at(found.end()), keys, names, least, after)


def _best(
    line: Line, first: int, keys: dict[str, str], names: frozenset[str], least: int, after: re.Pattern[str] | None
) -> Iterator[Hit]:
    """The words from a token on that sound most like a name, if they do."""
    best, until = float(least), 0
    for last in range(first, min(first + _LONGEST, len(line.tokens))):
        word = line.low(last)
        if not line.tokens[last].alphabetic or is_drug(word) or is_clinical(word) or _whole(word, last - first, keys):
            break
        end = line.tokens[last].bare_end
        words = [line.low(i) for i in range(first, last + 1)]
        if len(words) == 1 and word in names:
            continue
        close = _closeness(words, keys)
        if least > _AFTER_MR and close < max(least, _needed(words)):
            continue
        same = len(words) > 1 and close >= _SAME and len(_key("".join(words))) > 2
        expected = after is None or same or bool(after.match(line.text, end))
        ends = after is None and close >= least and bool(_PAUSE.match(line.text, end))
        if expected and close + _AT_A_PAUSE * ends >= best:
            best, until = close + _AT_A_PAUSE * ends + 1, end
    if until:
        yield Hit(line.tokens[first].start, until, "NAME", 0.5, "misheard")


def _needed(words: list[str]) -> float:
    """How close words must sound that no "mr" announces: the more ordinary they are, the closer."""
    rare = any(unknown(word) for word in words)
    if not NOT_A_NAME.isdisjoint((words[0], words[-1])):
        long = len(_key("".join(words))) > 3
        return 85 if rare else _SAME if long and not NOT_A_NAME.issuperset(words) else _NEVER
    if len(words) == 1:
        return 100 if len(_key(words[0])) > 2 or lexicon().named(words[0]) else _NEVER
    return 0 if rare else 85


def _whole(word: str, before: int, keys: dict[str, str]) -> bool:
    """Whether a word after others sounds like a name by itself, so that the others belong to none."""
    return before > 0 and len(word) > 4 and _closeness([word], keys) >= _WHOLE


def _closeness(words: list[str], names: dict[str, str]) -> float:
    """How alike the sounds of what was heard and of the closest other name are, of a hundred."""
    heard = "".join(words)
    key = _key(heard)
    if not key:
        return 0
    alike = [
        fuzz.ratio(key, known)
        for known, name in names.items()
        if 0.5 <= len(heard) / len(name) <= 1.8
        and name not in words
        and (len(words) > 1 or len(key) > 2 or key == known)
    ]
    return max(alike, default=0)


@lru_cache(maxsize=8192)
def _key(word: str) -> str:
    return sound_key(word).replace("S", "s")
