"""The gate's own detector: a second look at what is about to leave, by other means than those that redacted it.

`find` reads turns with a model of named entities, cues and a written view. This reads any text with plain signs
and word lists only, so that what a fault there lets through does not pass here for the same reason. It is
meant to be sure rather than complete: what it refuses is shown to nobody, and stops a visit.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trialvoice.redact.lexicon import lexicon
from trialvoice.redact.policy import default_policy
from trialvoice.redact.words import is_clinical, is_drug, is_ordinary

_DIGIT = r"(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine)"
_GAP = r"(?:[\s,.-]|\b(?:uh|um|er|and then)\b){1,6}"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_UNIT = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|january|february|april|june|july|august|september|october|november|december)"
)
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    rf"|\w{{3,5}}teenth|twentieth|thirtieth|{_TENS}[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))"
)
_ROAD = r"(?:street|avenue|road|lane|drive|boulevard|court|terrace|crescent|highway|parkway)"
_CAPITAL = r"[A-Z][a-zà-ÿ]+(?:['’-][A-Z]?[a-zà-ÿ]+)?"
_TITLE = r"(?:[Dd]r|[Mm]rs?|[Mm]s|[Pp]rof)\.?|[Dd]octor|[Mm]ister|[Mm]iss|[Pp]rofessor|[Nn]urse"


@dataclass(frozen=True)
class Sign:
    """What gives an identifier away. holds: whether a match counts; score: how sure it then is."""

    name: str
    pattern: re.Pattern[str]
    score: float
    holds: Callable[[re.Match[str]], bool] = lambda _: True


def second_look(text: str, threshold: float) -> int:
    """How many identifiers at `threshold` or above are in a text; overlapping signs count once."""
    places = sorted(_places(text, threshold))
    count = reached = 0
    for start, end in places:
        count += start >= reached
        reached = max(reached, end)
    return count


def _places(text: str, threshold: float) -> Iterator[tuple[int, int]]:
    for sign in SIGNS:
        if sign.score >= threshold:
            yield from (found.span() for found in sign.pattern.finditer(text) if sign.holds(found))


def _somebodys(word: str) -> bool:
    """Whether a word can be a name here: no word, medicine, disease, eponym or month."""
    low, policy = word.lower().removesuffix("'s").removesuffix("’s"), default_policy()
    if low in policy.stays or low in policy.eponyms or is_ordinary(low):
        return False
    return not (is_drug(low) or is_clinical(low))


def _given_and_family(found: re.Match[str]) -> bool:
    lists = lexicon()
    return found[1].lower() in lists.given and _somebodys(found[2]) and found[2].lower() not in lists.places


def _after_title(found: re.Match[str]) -> bool:
    return _somebodys(found[1]) and (found[1][0].isupper() or found[1].lower() in lexicon().surnames)


def _introduced(found: re.Match[str]) -> bool:
    low = found[1].lower()
    return _somebodys(found[1]) and (found[1][0].isupper() or low in lexicon().given or low in lexicon().surnames)


def _alone(found: re.Match[str]) -> bool:
    low = found[1].lower()
    return _somebodys(found[1]) and (low in lexicon().given or low in lexicon().surnames)


def _spelled(found: re.Match[str]) -> bool:
    return re.sub(r"[^a-z]", "", found[0].lower()) not in default_policy().abbreviations


def _sign(name: str, pattern: str, score: float, holds: Callable[[re.Match[str]], bool] = lambda _: True) -> Sign:
    return Sign(name, re.compile(pattern), score, holds)


SIGNS = (
    _sign("introduction", rf"(?i:\b(?:name is|name's|name was|call me)) ({_CAPITAL}|[a-z]{{3,}})\b", 0.95, _introduced),
    _sign("title", rf"\b(?:{_TITLE}) ({_CAPITAL}|[a-z]{{4,}})\b", 0.9, _after_title),
    _sign("full name", rf"\b({_CAPITAL}) (?:[A-Z]\. )?({_CAPITAL})\b", 0.9, _given_and_family),
    _sign("one name", rf"(?<=[a-z,] )({_CAPITAL})\b", 0.6, _alone),
    _sign("spelled", r"\b(?:[A-Z]-){3,}[A-Z]\b|\b(?:[A-Z][ ,]{1,2}){4,}[A-Z]\b", 0.9, _spelled),
    _sign("digits said", rf"(?i:\b{_DIGIT}(?:{_GAP}(?:(?:double|triple)\s)?{_DIGIT}\b){{6,}})", 0.9),
    _sign("digits apart", r"(?<![\w,.:-])\d(?: \d){6,}(?![\w,.:-])", 0.9),
    _sign("social security", r"(?<![\w.-])\d{3}-\d{2}-\d{4}(?![\w-])", 0.95),
    _sign("telephone", r"(?<![\w.-])(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-.]\d{4}(?![\w-])", 0.95),
    _sign("record number", r"(?i:(?<![\w.-])(?:mrn|ssn)\W{1,3}[a-z]{0,3}-?\d{4,}(?![\w-]))", 0.95),
    _sign("e-mail", r"(?i:[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b)", 0.95),
    _sign("e-mail said", r"(?i:\b\w+ at \w+(?: (?:dot|dash) \w+)* dot (?:com|org|net|edu|gov|info|health|co)\b)", 0.95),
    _sign("web address said", r"(?i:\b(?:www|w w w|double u) dot \w+|\b\w+ dot (?:com|org)\b)", 0.9),
    _sign("day and month", rf"\b{_MONTH} (?:the )?(?:{_DAY}\b|\d{{1,2}}\b(?![:%.]))", 0.9),
    _sign("day of month", rf"\b(?:{_DAY}|\d{{1,2}}) (?:of )?(?:{_MONTH}|(?<=of )(?:march|may))\b", 0.9),
    _sign("numeric date", r"(?<![\w/.-])\d{1,2}/\d{1,2}/(?:19|20)?\d\d(?![\w/])", 0.9),
    _sign("old age", r"(?i:\b(?:9\d|1[01]\d)[- ]years?[- ]old|\bninety(?:[- ]\w+)?[- ]years?[- ]old)", 0.9),
    _sign(
        "street",
        rf"\b\d{{1,5}} (?:{_CAPITAL} ){{1,3}}(?i:{_ROAD})\b"
        rf"|(?i:\b(?:{_TENS}|{_UNIT})(?:[- ](?:{_TENS}|{_UNIT}))+ [a-z]+ {_ROAD}\b)",
        0.9,
    ),
)
