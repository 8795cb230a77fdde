"""Whether something named was there before the study began."""

import re

from trialvoice.safe.language import cues
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.language.mention import Mention

_HABITUAL_FOR = re.compile(
    r"\b(?:that's|it's|they're|is|are|takes?|puts?|uses?|on \w+|up m[yae] nose|"
    r"in (?:the|my|our) (?:cupboard|house|cabinet|drawer|bag|fridge|bathroom|medicine \w+))(?:,| just| only)*\s+"
    r"for (?:the |my |his |her |a )?$",
    re.IGNORECASE,
)
"""What a medicine is taken for, day in, day out: a condition rather than an event."""
_SINCE_WHEN = re.compile(
    r"\b(?:since when|(?:for )?how long|when did (?:that|it|this|those)|when was that|how old)\b", re.IGNORECASE
)
_HAD_BEFORE = re.compile(
    r"\b(?:had|gotten)\b[^.?!]{0,30}?\bbefore(?=\W*$|\W+(?:but|and (?!then)|though|like)\b)", re.IGNORECASE
)
_SHORT_QUESTION = 6
_BARE_NAME = 3
"""Most words of a sentence that only names: "Hay fever. Every May since I was ten."."""


def before_the_study(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether it is told to have been before, and not to be worse."""
    text = mention.sentence.text
    if cues.WORSE.search(text) or cues.WORSE.search(_next(dialogue, mention)):
        return False
    if (
        cues.PAST.search(text)
        or _dated_before(dialogue, mention)
        or _HAD_BEFORE.search(text)
        or _HABITUAL_FOR.search(mention.before)
    ):
        return True
    if _refers_back(dialogue, mention) or _asked_since_when(dialogue, mention):
        return True
    asked = dialogue.question_before(mention.sentence.at)
    return bool(asked and cues.HISTORY_ASKED.search(asked.text))


def _dated_before(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether a few words before in the turn say when it was: "That's two thousand and twelve. He had angina"."""
    before = [s for s in dialogue.by_turn[mention.sentence.at] if s.start < mention.sentence.start][-1:]
    return bool(before and len(before[0].words) <= _SHORT_QUESTION and cues.PAST.search(before[0].text))


def _next(dialogue: Dialogue, mention: Mention) -> str:
    """The sentence after the mention's in its turn."""
    sentence = mention.sentence
    return next((s.text for s in dialogue.by_turn[sentence.at] if s.start > sentence.start), "")


def _asked_since_when(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether staff ask soon after how long it has been so, and it was before the study."""
    at = mention.sentence.at
    for question in (s for later in dialogue.by_turn[at + 1 : at + 4] for s in later):
        if dialogue.staff(question.turn) and _SINCE_WHEN.search(question.text):
            answer = dialogue.answer(question)
            return bool(answer and cues.PAST.search(answer[0].text))
    return False


def _refers_back(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether the next sentence says of it: "that's been there for years"."""
    following = [s for s in dialogue.by_turn[mention.sentence.at] if s.start > mention.sentence.start][:1]
    if not following or cues.WORSE.search(following[0].text):
        return False
    said = following[0].text.lower()
    if len(mention.sentence.words) <= _BARE_NAME and cues.PAST.search(said):
        return True
    return said.startswith(
        ("that", "but that", "it's", "but it", "i've had that", "i've had it", "i've always")
    ) and bool(cues.PAST.search(said))
