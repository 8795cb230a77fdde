"""A pregnancy that was lost, in words that name neither: "we'd done two tests ... it had gone. She'd lost it."."""

import re
from collections.abc import Iterator

from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.seriousness.happened import happened, sentences_near

TERM = "miscarriage"
_EXPECTING = re.compile(
    r"\b(?:pregnan\w+|expecting|conceived|weeks (?:gone|along|on)|how far (?:on|along|gone)|the baby|due date|"
    r"positive|twins)\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:i|she|you|we)(?:'d| had|'ve| have)? lost (?:it|them|the (?:baby|pregnancy))\b|\bno heart ?beat\b|"
    r"\b(?:it|the "
    r"(?:baby|pregnancy))(?:'s| has| had|'d| was) (?:just )?gone\b|\b(?:scan|they)\b[^.?!]{0,60}\b(?:nothing (?:there|"
    r"in there|to see)|empty)\b|\bnothing there any ?more\b|\bdidn't (?:hold|stick|make it past)\b|\bpregnancy "
    r"(?:ended|"
    r"failed|stopped)\b|\b(?:started|been) losing\b(?! (?:weight|hair|my|interest|track|count|sleep|patience|it))|"
    r"\b(?:evacuation|d and c)\b",
    re.IGNORECASE,
)
_REACH = 12
"""Sentences after the pregnancy was spoken of."""


def pregnancy_lost(dialogue: Dialogue) -> Iterator[Mention]:
    """Where the participant's pregnancy is told to have ended."""
    for sentence in dialogue.sentences:
        match = _GONE.search(sentence.text)
        if match is None:
            continue
        told = " ".join(s.text for s in sentences_near(dialogue, sentence, _REACH, 0))
        mention = Mention(TERM, sentence, sentence.start + match.start(), sentence.start + match.end())
        if _EXPECTING.search(told) and happened(dialogue, mention):
            yield mention
