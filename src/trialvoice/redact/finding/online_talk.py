"""Names online that a turn tells in a talk about them: "do you have insta" / "yes, it's salty marsh wren"."""

import re
from collections.abc import Sequence

from trialvoice.redact.finding import handle_cues as cues
from trialvoice.redact.finding.handles import coined, rare
from trialvoice.redact.finding.patterns import UNIT
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit

_REACH = 3  # turns for which the talk stays with a network
_BRIEF = 24  # words of a turn that tells a name


def told_in_talk(lines: Sequence[Line]) -> list[list[Hit]]:
    """For each turn, the names that it tells of somebody online, where it or a turn before speaks of such names."""
    found: list[list[Hit]] = []
    left = 0
    for line in lines:
        left = _REACH + 1 if cues.TALK.search(line.text) else left - 1
        found.append(_told(line) if left > 0 and len(line.tokens) <= _BRIEF else [])
    return found


def _told(line: Line) -> list[Hit]:
    return [
        Hit(match.start("the" if match["the"] else "v"), match.end("v"), "URL", 0.5, "told in a talk")
        for match in cues.TOLD.finditer(line.text)
        if cues.ENDS.match(line.text, match.end()) and _is_name(match["v"])
    ]


def _is_name(value: str) -> bool:
    words = cues.words(value)
    if _MEASURED.search(value) or not words:
        return False
    signed = cues.SIGNED.search(value) and not value.lower().startswith("at ")
    return coined(value) or bool(signed and rare(words[0])) or (len(words) == 1 and rare(words[0]))


_MEASURED = re.compile(rf"\d\s*{UNIT}", re.I)
