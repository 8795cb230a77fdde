"""Severity of an event, by code from what was said about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from trialvoice.core.findings import Ruling, SeverityFact
from trialvoice.safe.events.about import Piece
from trialvoice.safe.language.cue_file import cue_file
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.language.numbers import numbers

Severity = Literal["mild", "moderate", "severe", "not_stated"]
_GRAVEST_FIRST: tuple[Severity, ...] = ("severe", "moderate", "mild")
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


@dataclass(frozen=True, slots=True)
class HowSevere:
    """How severe, and the rule that says so; neither where nothing was stated."""

    severity: Severity = "not_stated"
    rule: Ruling | None = None


def severity(dialogue: Dialogue, pieces: Sequence[Piece], facts: Sequence[SeverityFact]) -> HowSevere:
    """As named by a speaker, else from a number out of ten, else from how it is told, else from what it kept from."""
    own = [p for p in pieces if not (dialogue.staff(p.sentence.turn) and p.sentence.question)]
    for piece in own:
        if named := {m[1].lower() for m in _NAMED.finditer(piece.text)}:
            return _how_severe(_only(named), "named", f"called {_only(named)} by the {piece.sentence.turn.role}")
    for piece in own:
        if grade := _of_ten(piece, dialogue):
            return _how_severe(grade, "out-of-ten", "by the number out of ten that was given")
    told = (grade for p in own if not dialogue.staff(p.sentence.turn) and (grade := _felt(p.text)))
    if felt := next(told, None):
        return _how_severe(felt, "told", f"told as {felt}")
    return _by_facts(facts)


def _by_facts(facts: Sequence[SeverityFact]) -> HowSevere:
    """The graver of what the facts come to: being in hospital is seriousness, not severity."""
    data = cue_file("severity").data
    for grade in _GRAVEST_FIRST:
        for item in facts:
            if data["severity"].get(item.fact) == grade:
                return _how_severe(grade, item.fact.replace("_", "-"), data["because"][item.fact])
    return HowSevere()


def _how_severe(severity: Severity, name: str, because: str) -> HowSevere:
    return HowSevere(severity, Ruling(rule=f"severity-{name}@1", because=because))


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
