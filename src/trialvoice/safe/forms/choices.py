"""Which choice of a form some words stand for: "I quit years ago" is a former smoker."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from trialvoice.safe.forms.form_lexicon import form_words, word_pattern
from trialvoice.safe.language import cues
from trialvoice.safe.language.corrections import CORRECTED
from trialvoice.safe.language.stems import tokens
from trialvoice.safe.lexicon import Phrases

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_FIGURE = re.compile(r"^(?:\w+ )?(\d+)\b|^(?:\w+ )?(iv|v|i{1,3})$", re.IGNORECASE)
_BETWEEN = re.compile(r"(\d+)\s*(?:-|–|to)\s*(\d+)")
_UPWARD = re.compile(
    r"(\d+)\s*(?:\+|or more|and (?:more|over|above)|or over)|(?:more than|over|above|>)\s*(\d+)", re.IGNORECASE
)
_BELOW = re.compile(r"(?:less than|under|below|fewer than|<)\s*(\d+)", re.IGNORECASE)
_ANY = 100_000.0
_DENIED_BEFORE = re.compile(r"\b(?:not|no|never|isn't|wasn't|aren't|weren't|neither)\s+(?:\w+\s+)?$", re.IGNORECASE)
_DENIED_AFTER = re.compile(
    r"^[\s,.…]*(?:(?:are|is|look|were|was)\s+)?(?:no\b|not\b|nothing|none|normal|clear\b|all gone|gone\b|fine\b)",
    re.IGNORECASE,
)
_BUT = re.compile(r"(?:^|[.,;!?…]|\b)\s*\b(?:well|but|except|apart from|only when|unless you count)\b", re.IGNORECASE)
_WEAK = ("never", "none", "no", "yes", "current", "left", "right", "fine", "good", "same", "given")
_PLAIN = ("none", "never", "no", "yes")
_KEYS = ("alone", "partner", "spouse", "husband", "family", "parents", "children", "home", "given", "held")
"""Words of longer choices that are said in the same ways as by themselves: "with partner", "held today"."""
_SHORT = 3
"""Letters of a word that is too short to tell choices apart."""
_ALL_READ_OUT = 3


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice at [start, end) characters; named: by its own words."""

    choice: str
    start: int
    end: int
    named: bool


def choice_in(text: str, choices: Sequence[str], *, known: frozenset[str] = frozenset()) -> Chosen | None:
    """The choice that the words name; else the one they stand for, with a bare yes or no tried last.

    None where nothing fits, and where all choices are read out.  known: stems of what the item is called, which tell
    no choice from another.
    """
    named = list(_named(text, tuple(choices)))
    if len({one.choice for one in named}) >= min(_ALL_READ_OUT, len(choices)) > 1 and not CORRECTED.search(text):
        return None
    if named:
        return _taken_back(text, _settled(text, named, choices), choices)
    return _taken_back(text, _stood_for(text, choices) or _by_a_word(text, tuple(choices), known), choices)


def only_choice_in(text: str, choices: Sequence[str]) -> Chosen | None:
    """The choice that a question offers, None where it offers several."""
    if len({one.choice for one in _named(text, tuple(choices))}) > 1:
        return None
    return choice_in(text, [choice for choice in choices if not _is_denial(choice)])


def misread(text: str, chosen: Chosen) -> bool:
    """Whether the words of a choice mean something else here: "two are left", "Right, let's see"."""
    patterns = form_words()["misread"].get(chosen.choice.lower(), ())
    spans = [found.span() for one in patterns for found in re.finditer(one, text, re.IGNORECASE)]
    return any(start <= chosen.start and chosen.end <= end for start, end in spans)


def figures_of(choices: Sequence[str]) -> dict[int, str]:
    """Choices that are figures, as "II", "Grade 1" and "0", by their value; {} where any is none."""
    found = [_FIGURE.match(choice) for choice in choices]
    values = [int(one[1]) if one[1] else _ROMAN[one[2].lower()] for one in found if one]
    return dict(zip(values, choices, strict=True)) if len(set(values)) == len(choices) else {}


def ranges_of(choices: Sequence[str]) -> list[tuple[float, float, str]]:
    """Choices that are ranges, as "1-2 days" and "3 or more": (lowest, highest, choice); [] where one is
    neither that nor a figure, and where all are single figures."""
    found = [_range(choice) for choice in choices]
    made = [(*ends, choice) for ends, choice in zip(found, choices, strict=True) if ends]
    return made if len(made) == len(choices) and any(low != high for low, high, _ in made) else []


def _range(choice: str) -> tuple[float, float] | None:
    if between := _BETWEEN.search(choice):
        return float(between[1]), float(between[2])
    if upward := _UPWARD.search(choice):
        return float(upward[1] or upward[2]) + (1 if upward[2] else 0), _ANY
    if below := _BELOW.search(choice):
        return 0.0, float(below[1]) - 1
    if choice.lower() in ("none", "never", "no", "zero"):
        return 0.0, 0.0
    figure = _FIGURE.match(choice)
    return (float(figure[1]), float(figure[1])) if figure and figure[1] else None


def _settled(text: str, named: Sequence[Chosen], choices: Sequence[str]) -> Chosen | None:
    """The first that is named, or the one after a correction; one that is denied is none."""
    first = named[0]
    for other in named[1:]:
        if CORRECTED.search(text[first.end : other.start]):
            first = other
    if not _is_denial(first.choice) and _DENIED_AFTER.match(text[first.end :]):
        none = next((choice for choice in choices if choice.lower() == "none"), None)
        return Chosen(none, first.start, first.end, True) if none else None
    return first


def _named(text: str, choices: tuple[str, ...]) -> list[Chosen]:
    found = [one for choice in choices for one in _places(text, choice, _phrases(choices))]
    apart = [one for one in found if not any(_inside(one, other) for other in found)]
    return sorted((one for one in apart if not _denied(text, one) and not _past(text, one)), key=lambda one: one.start)


def _past(text: str, one: Chosen) -> bool:
    """Whether it was chosen another time: "severe last time"."""
    return bool(word_pattern("expected_after").match(text[one.end :].lstrip()))


def _denied(text: str, one: Chosen) -> bool:
    return not _is_denial(one.choice) and bool(_DENIED_BEFORE.search(text[: one.start]))


def _is_denial(choice: str) -> bool:
    """A choice that says no itself, which a denial cannot take back."""
    return choice.lower() in _PLAIN or choice.lower().startswith("not ")


def _places(text: str, choice: str, phrases: Phrases) -> list[Chosen]:
    words = tokens(text)
    return [
        Chosen(choice, words[hit.first].start, words[hit.last].end, True)
        for hit in phrases.find(words)
        if hit.name == choice
    ]


def _taken_back(text: str, chosen: Chosen | None, choices: Sequence[str]) -> Chosen | None:
    """The choice that a never gives way to: "Never. Well, I had a few at college"."""
    if chosen is None or not _is_denial(chosen.choice) or not (well := _BUT.search(text, chosen.end)):
        return chosen
    others = [choice for choice in choices if not _is_denial(choice)]
    later = _stood_for(text[well.end() :], others)
    if later and cues.OTHER_NOUN.search(text[well.end() : well.end() + later.end]):
        return chosen
    return chosen if later is None else replace(later, start=well.end() + later.start, end=well.end() + later.end)


def _by_a_word(text: str, choices: tuple[str, ...], known: frozenset[str]) -> Chosen | None:
    """A choice of several words by one that no other choice has: "the coil" of "implant or coil"."""
    telling = _telling(choices)
    for token in tokens(text):
        choice = telling.get(token.stem)
        if choice and token.stem not in known and not _DENIED_BEFORE.search(text[: token.start]):
            return Chosen(choice, token.start, token.end, False)
    return None


@cache
def _telling(choices: tuple[str, ...]) -> dict[str, str]:
    """Words of choices of several words, by stem, that tell one from all others."""
    stop = set(str(form_words()["stop"]).split())
    words = [
        (t.stem, choice) for choice in choices for t in tokens(choice) if t.word not in stop and len(t.word) > _SHORT
    ]
    counts = Counter(stemmed for stemmed, _ in set(words))
    several = {choice for choice in choices if len(choice.split()) > 1 and not _is_denial(choice)}
    return {stemmed: choice for stemmed, choice in words if counts[stemmed] == 1 and choice in several}


def _inside(one: Chosen, other: Chosen) -> bool:
    return (
        other is not one
        and other.start <= one.start
        and one.end <= other.end
        and (one.start, one.end)
        != (
            other.start,
            other.end,
        )
    )


@cache
def _phrases(choices: tuple[str, ...]) -> Phrases:
    return Phrases.of({choice: [choice] for choice in choices})


def _stood_for(text: str, choices: Sequence[str]) -> Chosen | None:
    for choice in sorted(choices, key=lambda one: one.lower() in _WEAK):
        pattern = _said(choice.lower())
        for match in pattern.finditer(text) if pattern else ():
            chosen = Chosen(choice, match.start(), match.end(), False)
            if not _past(text, chosen) and not (
                " " not in match[0] and _DENIED_BEFORE.search(text[: match.start()]) and choice not in _WEAK
            ):
                return chosen
    return None


@cache
def _said(choice: str) -> re.Pattern[str] | None:
    lists = form_words()["choices"]
    said = lists.get(choice) or next((lists[word] for word in choice.split() if word in _KEYS and word in lists), None)
    return (
        re.compile("|".join(rf"(?:{'' if one.startswith('^') else chr(92) + 'b'}{one})" for one in said), re.IGNORECASE)
        if said
        else None
    )
