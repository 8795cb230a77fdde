"""Who is spoken of when staff talk: the participant, the speaker's own self, a colleague, or another participant.

Staff have illnesses too, and a monitor asks about more than one file: what is put off to another time, or goes by
another number, is another's.
"""

import re
from functools import lru_cache

from trialvoice.safe.language.dialogue import Dialogue, Sentence

_SELF_FALLS_ILL = re.compile(
    r"\b(?:i (?:was|wasn't|were|am|broke|fell|caught|spent|went|nearly|almost)|i'm|i'd|gave me|with my)\b|\bi(?:'ve)? "
    r"(?:got|had|have)\b(?! (?:the|that|this|it|them)\b)|\b(?:the|our|my) (?:doctor|nurse|investigator|p ?i|"
    r"monitor|boss) (?:had|has|got|was|broke|fell|caught)\b",
    re.IGNORECASE,
)
_MINE = re.compile(r"\b(?:it's|that's|is|was|all) mine\b", re.IGNORECASE)
_OF_THE_FILE = re.compile(
    r"\b(?:he|she|him|her|his|hers|he's|she's|they|you|your|subjects?|participants?|patients?|forms?|logs?|logged|"
    r"wr(?:ote|itten)|note[ds]?|(?:put|had|got) \w+ down|box|query|ae|page|report\w*|list\w*|here|number|\d{3,})\b",
    re.IGNORECASE,
)
_PUT_OFF = re.compile(
    r"\b(?:we(?:'ll| will| can| do| did|'re going to)?|let's|i'll) (?:do|take|get to|see|leave|discuss|come to|look at|"
    r"talk about|cover|keep)\b[^.?!]{0,40}\b(?:after (?:lunch|the break)|later|tomorrow|separately|next time|another "
    r"(?:day|time)|(?:mon|tues|wednes|thurs|fri)day|afterwards)\b|\bthat'?s [\w\[\]]+'s\b|\bnot this one\b|\bat "
    r"(?:the other|another) (?:site|cent\w+|hospital)\b|"
    r"\bthe other (?:one|participant|subject|patient|gentleman|lady|man|woman)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?:another|other|next|(?:subject|participant|patient|number|one)) (?:participant |subject |patient )?,? ?"
    r"(?P<number>\d{1,5}|(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b ?){2,})",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\b(?P<number>\d{4})\b(?= (?:had|has|broke|was|is|got|fell|did|went|who))")
_LOOK_BACK = 2
_PRONOUNS = {
    "male": re.compile(r"\b(?:he|he's|he'd|he'll|him|his|himself)\b", re.IGNORECASE),
    "female": re.compile(r"\b(?:she|she's|she'd|she'll|her|hers|herself)\b", re.IGNORECASE),
}
_MOSTLY = 0.8
_LEAST = 6
"""Pronouns from which on the sex of whom a visit is about is told by the most of them."""


def staff_themselves(sentence: Sentence, said: str) -> bool:
    """Whether staff speak of their own body: "I was out with my back". said: the clause, what is named included."""
    if _MINE.search(sentence.text):
        return True
    return bool(_SELF_FALLS_ILL.search(said)) and not _OF_THE_FILE.search(sentence.text)


def of_other_sex(dialogue: Dialogue, sentence: Sentence) -> bool:
    """Whether a sentence is of a "she" alone in a visit that is about a "he"."""
    if sentence.turn.role == "participant":
        return False
    most = _told_of(dialogue)
    if most is None:
        return False
    here = {sex for sex, pattern in _PRONOUNS.items() if pattern.search(sentence.text)}
    return bool(here) and most not in here and not re.search(r"\byou\b", sentence.text, re.IGNORECASE)


@lru_cache(maxsize=4)
def _told_of(dialogue: Dialogue) -> str | None:
    """The sex of whom a visit is about, where those who speak of the participant leave no doubt."""
    told = " ".join(turn.text for turn in dialogue.turns if turn.role != "participant")
    said = {sex: len(pattern.findall(told)) for sex, pattern in _PRONOUNS.items()}
    most = max(said, key=lambda sex: said[sex])
    return most if said[most] >= max(_LEAST, _MOSTLY * sum(said.values())) else None


def another_file(dialogue: Dialogue, sentence: Sentence) -> bool:
    """Whether staff among themselves have gone on to another participant than the one that they began with."""
    if not dialogue.staff_only:
        return False
    at = dialogue.sentences.index(sentence)
    near = dialogue.sentences[max(at - _LOOK_BACK, 0) : at + 2]
    if any(_PUT_OFF.search(s.text) for s in near):
        return True
    first = next((n for s in dialogue.sentences if (n := _number_in(s.text))), None)
    here = _number_in(sentence.text)
    return first is not None and here is not None and here != first


def _number_in(text: str) -> str | None:
    match = _NUMBERED.search(text) or _BARE_NUMBER.search(text)
    return match["number"].strip().lower() if match else None
