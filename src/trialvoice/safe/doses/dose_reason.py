"""Why doses were missed, in the speaker's words."""

import re
from collections.abc import Sequence
from itertools import takewhile

from trialvoice.safe.doses import dose_cues
from trialvoice.safe.language.dialogue import Dialogue, Sentence

_WHY = re.compile(
    r"\b(?:because|as|since|due to|on account of|cause|while|when (?=i was|we were|(?:i|we|he|she|you) "
    r"went|she was|he was|my|we had|i had))\s+(?P<why>(?:of )?(?:i|we|my|the|of|it|they|you|he|she|our|there|"
    r"out|away|work)\b[^.?!;]{3,90})",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:(?:i |we |he |she |just |simply |completely |clean |plain )*forg(?:o|e)ts?(?!ten "
    r"to)|ran out|(?:was|were) (?:away|travel\w+|on holiday|on vacation|on a trip|camping|at "
    r"(?:my|a|the) \w+|sick|ill|too \w+)|"
    r"overslept|fell asleep[\w ]{0,25}|slept (?:through|in)|left (?:it|them|'?em|my \w+|the \w+) "
    r"(?:at|in|on|behind)[\w ]{0,50}|slipped my mind|felt (?:too )?(?:sick|ill|unwell|dizzy|"
    r"nauseous)|"
    r"(?:stomach|throwing up|vomiting|flu|night shift|late shift|pharmacy|holiday|"
    r"travell?ing)[\w ]{0,20}|in (?:the )?hospital|lost (?:the|my) (?:bottle|box|pack)|make me "
    r"\w+|(?:they|the \w+) (?:would|did)n't let [\w ]+|stay(?:s|ed) (?:in|at) [\w ]+|(?<=day )\w{4,}ing$)\b|"
    r"\b(?:morning|day|night|evening|week) of (?P<event>(?:the|my|our|his|her) [\w ]{3,30})",
    re.IGNORECASE,
)
_STORY = re.compile(
    r"^(?:(?:and|so|but|well|um|uh|oh|then|because|cause)[,\s]+)*(?:(?:i|we|he|she|they|it|that|"
    r"there)(?:'d| had|'s| was| were| is| "
    r"went| got| left| fell| came| took the| had to| worked)\b|my \w+ (?:was|had|'s|died|got|came)\b|"
    r"\w+(?:'s| is| was) (?:at|in|on)\b|"
    r"(?:had|was|went|got|calving|work|away|church|travel\w*|holiday|busy)\b)",
    re.IGNORECASE,
)
_NEXT = 2
_SHORT_TURN = 6
"""Sentences; in a longer turn what comes before is another story."""
_NO_STORY = re.compile(
    rf"{dose_cues.TAKEN.pattern}|\bonly one|^\W*(?:that|it)(?:'s| is| was) (?:about |just )?{dose_cues.NUMBER_WORD}\b",
    re.IGNORECASE,
)
_ASKED_WHY = re.compile(r"\b(?:why|what happened|how come|reason|what got in the way|what went wrong)\b", re.IGNORECASE)


def reason_of(dialogue: Dialogue, told: Sequence[Sentence]) -> str | None:
    """A stated cause in what was told of the missed doses, else the answer to "why?", else the story around it."""
    told = [s for s in told if dialogue.staff_only or not dialogue.staff(s.turn)] or list(told)
    near = [said for statement in told for said in _beside(dialogue, statement)]
    for said in (*told, *near):
        if match := _WHY.search(said.text):
            return match["why"].strip(" ,")
    causes = [
        (match["event"] or match[0]).strip(" ,") for said in (*told, *near) for match in _CAUSE.finditer(said.text)
    ]
    if special := next((cause for cause in causes if "forg" not in cause.lower()), None):
        return special
    return _asked_why(dialogue, told[-1]) or _story(near) or next(iter(causes), None)


def _beside(dialogue: Dialogue, statement: Sentence) -> list[Sentence]:
    """The next sentences of the turn until doses are told of again, and in a short turn the one before."""
    turn = dialogue.by_turn[statement.at]
    later = [s for s in turn if s.start >= statement.end][:_NEXT]
    before = [s for s in turn if s.end <= statement.start][-1:] if len(turn) <= _SHORT_TURN else []
    kept = takewhile(lambda s: not dose_cues.TAKEN.search(s.text), later)
    return [s for s in (*kept, *before) if not s.question]


def _story(near: Sequence[Sentence]) -> str | None:
    told = [s.text for s in near if _STORY.match(s.text) and not _NO_STORY.search(s.text)]
    return told[0].rstrip(".") if told else None


def _asked_why(dialogue: Dialogue, last: Sentence) -> str | None:
    for at in range(last.at + 1, min(last.at + 3, len(dialogue.turns))):
        for question in dialogue.by_turn[at]:
            if dialogue.staff(question.turn) and _ASKED_WHY.search(question.text):
                answer = dialogue.answer(question)
                return answer[0].text.rstrip(".") if answer else None
    return None
