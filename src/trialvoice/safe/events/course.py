"""The course of an event: once, on and off, all the time, better or worse."""

import re
from collections.abc import Sequence
from typing import Literal

from trialvoice.safe.events.about import Piece
from trialvoice.safe.events.outcome import Outcome
from trialvoice.safe.events.problems import Event
from trialvoice.safe.language.cue_file import cue_file
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.lexicon import lexicon

Course = Literal["continuous", "intermittent", "improving", "worsening", "single", "not_stated"]
_IN_ORDER: tuple[Course, ...] = ("intermittent", "continuous", "single")
_HAPPENS_ONCE = ("fall", "fainting", "seizure", "death", "overdose", "heart attack", "stroke", "anaphylaxis",
                 "accident", "attack", "infarct", "syncope")  # fmt: skip
_TENDENCY = re.compile(
    r"\b(?:keeps? (?:on )?\w+ing|several|more than once|falls|faints|fits|seizures|(?:fell|fall|fainted|faint|"
    r"happened|did it|out|"
    r"over|down) (?:\w+ )?(?:twice|again|\w+ times)|another (?:fall|faint|fit|seizure|turn|one))\b",
    re.IGNORECASE,
)


def course(dialogue: Dialogue, event: Event, pieces: Sequence[Piece], came_to: Outcome) -> Course:
    """As told; what is over has no direction any more. came_to: its outcome."""
    told = [
        p.text
        for p in pieces
        if not (dialogue.staff(p.sentence.turn) and p.sentence.question)
        and (p.named or not any(True for _ in lexicon().drugs.find(p.sentence.words)))
    ]
    if came_to == "recovering":
        return "improving"
    if came_to != "resolved" and _said("worsening", told):
        return "worsening"
    once = any(event.term.lower().split(" (")[0].endswith(name) for name in _HAPPENS_ONCE)
    if once and not any(_TENDENCY.search(text) for text in told):
        return "single"
    return next((name for name in _IN_ORDER if _said(name, told)), "not_stated")


def _said(name: Course, told: Sequence[str]) -> bool:
    return any(cue_file("outcomes").words("course", name).search(text) for text in told)
