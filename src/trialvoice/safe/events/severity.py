"""Severity of an event, by code from what was said about it."""

import re
from collections.abc import Sequence
from typing import Literal

from trialvoice.safe.events.about import Piece
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.language.numbers import numbers

Severity = Literal["mild", "moderate", "severe", "not_stated"]
_NAMED = re.compile(r"\b(mild|moderate|severe)(?:ly)?\b", re.IGNORECASE)
_FELT: tuple[tuple[Severity, re.Pattern[str]], ...] = (
    (
        "mild",
        re.compile(
            r"\b(?:slight(?:ly)?|a (?:little|touch)|minor|(?:not|n't) (?:(?:too|that|very|so|really|particularly|at "
            r"all) )?(?:bad|severe|painful|terrible|awful|horrible|unbearable|serious|intense|the worst)|nothing "
            r"(?:serious|major|terrible|too bad|dramatic)|barely|tolerable|bearable|manageable|did(?:n't| not) "
            r"(?:really )?(?:bother|stop)|wasn't (?:too |so |that )?bad|isn't (?:too |so |that )?bad|easy to ignore|"
            r"just a bit|a bit|tiny bit)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "severe",
        re.compile(
            r"\b(?:terrible|awful|unbearable|excruciating|crushing|blinding|splitting|worst|horrible|agony|agonising|"
            r"really bad|very bad|so bad|intense|could(?:n't| not) (?:work|get (?:out of bed|up|dressed)|stand|walk|"
            r"do anything|function|move|dress|eat or)|doubled over|stayed in bed all|(?:bed|in bed) (?:all|the whole) "
            r"day|unable to)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "moderate",
        re.compile(
            r"\b(?:pretty bad|quite bad|fairly bad|had to (?:lie|sit|stop|go home|leave)|stayed home|off work|missed "
            r"work|medium|in the middle|call(?:ed)? in sick|had to take)\b",
            re.IGNORECASE,
        ),
    ),
)
_SCALE = re.compile(r"\b(?:out of (?:ten|10)|on (?:a|the) scale)\b|/\s*10\b", re.IGNORECASE)


def severity(dialogue: Dialogue, pieces: Sequence[Piece]) -> Severity:
    """As named by a speaker, else from a number out of ten, else from how it is told."""
    own = [p for p in pieces if not (dialogue.staff(p.sentence.turn) and p.sentence.question)]
    for piece in own:
        if named := {m[1].lower() for m in _NAMED.finditer(piece.text)}:
            return _only(named)
    for piece in own:
        if grade := _of_ten(piece, dialogue):
            return grade
    return next((grade for p in own if not dialogue.staff(p.sentence.turn) and (grade := _felt(p.text))), "not_stated")


def _only(named: set[str]) -> Severity:
    """ "Mild to moderate" is the worse of the two."""
    if "severe" in named:
        return "severe"
    return "moderate" if "moderate" in named else "mild"


def _of_ten(piece: Piece, dialogue: Dialogue) -> Severity | None:
    asked = dialogue.question_before(piece.sentence.at)
    if not _SCALE.search(piece.text) and not (asked and _SCALE.search(asked.text)):
        return None
    found = [n.value for n in numbers(piece.text) if 0 < n.value <= 10]
    if not found or (found == [10.0]):
        return None
    return "mild" if found[0] <= 3 else "moderate" if found[0] <= 6 else "severe"


def _felt(text: str) -> Severity | None:
    return next((grade for grade, pattern in _FELT if pattern.search(text)), None)
