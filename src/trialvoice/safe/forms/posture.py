"""Whether a blood pressure was taken sitting, standing or lying, by what staff say around it or had the person do."""

import re

from trialvoice.safe.forms.vital_lists import Posture
from trialvoice.safe.language.dialogue import Dialogue

_SAID: tuple[tuple[Posture, re.Pattern[str]], ...] = (
    (
        "lying",
        re.compile(r"\b(?:lying|laying|supine|lie (?:back|down|flat|there)|on (?:the|your) (?:couch|back))\b", re.I),
    ),
    (
        "standing",
        re.compile(
            r"\b(?:standing|stand(?: up)?(?! with| on| back|\s*still| by)|on your feet|up (?:you|we) (?:come|get|go)|"
            r"get(?:ting)? up|stood up|upright|(?:one|two|three|five|[1-5]) minutes)\b",
            re.I,
        ),
    ),
    ("sitting", re.compile(r"\b(?:sitting|seated|sit (?:down|back|still|up|there))\b", re.I)),
)
_AROUND = 60
"""Characters before a reading that tell of it."""
_TURNS = 6
"""Turns before in which the person was asked to lie down or to stand."""


def posture_of(dialogue: Dialogue, at: int, gap: int, start: int, after: str) -> Posture:
    """The posture of the reading at `start` of the turn at position `at`.

    gap: where the number before it ends.  after: the words right behind it.
    """
    text = dialogue.texts[at]
    near = text[max(gap, start - _AROUND) : start]
    return _last(after) or _last(near) or _asked_for(dialogue, at, start) or "sitting"


def _asked_for(dialogue: Dialogue, at: int, start: int) -> Posture | None:
    """What staff last had the person do, where they had them lie down: only then is one standing to follow."""
    said = [dialogue.texts[i] for i in range(max(at - _TURNS, 0), at) if dialogue.staff(dialogue.turns[i])]
    told = [posture for text in (*said, dialogue.texts[at][:start]) if (posture := _last(text))]
    return told[-1] if "lying" in told else None


def _last(text: str) -> Posture | None:
    """The posture named last."""
    found = [(match.end(), posture) for posture, pattern in _SAID for match in pattern.finditer(text)]
    return max(found)[1] if found else None
