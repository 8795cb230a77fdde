"""Whether something mentioned is so: present, denied, past, hypothetical, or someone else's.

The cue is often not in the sentence but across turns: the investigator asks, a bare "no" answers. Rules read,
in this order: whose it is, whether it is denied, whether it only might be, whether it was before the study.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from trialvoice.safe.language import answer_cues, cues
from trialvoice.safe.language.answers import asked
from trialvoice.safe.language.before_study import before_the_study
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.language.mention import CERTAIN, LIKELY, POSSIBLE, WEAK, Mention, Verdict
from trialvoice.safe.language.negation import negates
from trialvoice.safe.language.others import someone_else
from trialvoice.safe.language.possibility import asks_ahead, only_possible
from trialvoice.safe.language.staff_statements import told_by_staff

__all__ = ("CERTAIN", "LIKELY", "POSSIBLE", "WEAK", "Mention", "Verdict", "judge")

_TELL_OF_IT = re.compile(
    r"\b(?:tell (?:him|her|them|the \w+|us|me)|mention|show (?:him|her|them)|what) about (?:[\w',]+ ){0,5}$",
    re.IGNORECASE,
)
"""Somebody asks for the story, which comes next: "tell her about the | throwing up"."""
_SHORT_QUESTION = 6


def judge(dialogue: Dialogue, mention: Mention, others: Sequence[Mention] = ()) -> Verdict | None:
    """What is asserted of a mention, or None where nothing is, as in an open question.

    others: what else is mentioned in the visit, for lists in a question and answers that name one of them.
    """
    sentence = mention.sentence
    if dialogue.staff(sentence.turn) and not dialogue.staff_only:
        return asked(dialogue, mention, others) if sentence.question else told_by_staff(dialogue, mention, others)
    if sentence.question and dialogue.staff_only:
        return asked(dialogue, mention, others)
    verdict = _said(dialogue, mention)
    if verdict.assertion != "present" or not dialogue.staff_only:
        return verdict
    if _set_right(dialogue, sentence):
        return Verdict("past", LIKELY, dialogue.answer(sentence)[0])
    if _bare_name(dialogue, mention):
        return replace(verdict, answer=next(iter(dialogue.answer(sentence)), None))
    return verdict


def _set_right(dialogue: Dialogue, sentence: Sentence) -> bool:
    """Whether one of the staff ends with it, and the other says in a few words that it was long ago."""
    answer = dialogue.answer(sentence) if sentence is dialogue.by_turn[sentence.at][-1] else ()
    return bool(answer and len(answer[0].words) <= _SHORT_QUESTION and cues.PAST.search(answer[0].text))


def _said(dialogue: Dialogue, mention: Mention) -> Verdict:
    """By the participant, a caregiver, or staff talking about the participant."""
    if mention.sentence.question and answer_cues.WHAT_OF_IT.match(mention.sentence.text):
        return Verdict("denied", POSSIBLE)
    if someone_else(dialogue, mention):
        return Verdict("someone_else", LIKELY)
    if _denied(dialogue, mention):
        return Verdict("denied", CERTAIN)
    if only_possible(dialogue, mention) or asks_ahead(mention):
        return Verdict("hypothetical", LIKELY)
    if before_the_study(dialogue, mention):
        return Verdict("past", LIKELY)
    if _TELL_OF_IT.search(mention.before):
        return Verdict("present", LIKELY, _story_next(dialogue, mention.sentence))
    return Verdict("present", LIKELY if mention.sentence.question else CERTAIN)


def _story_next(dialogue: Dialogue, sentence: Sentence) -> Sentence | None:
    """The sentence of the next turn that tells most of what was asked to be told."""
    following = dialogue.by_turn[sentence.at + 1] if sentence.at + 1 < len(dialogue.turns) else ()
    return max(following, key=lambda s: len(s.words), default=None)


def _bare_name(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether little more than a name ends a turn, for the other to tell how it went: "The hallucination."."""
    return (
        len(mention.sentence.words) <= _SHORT_QUESTION and mention.sentence is dialogue.by_turn[mention.sentence.at][-1]
    )


def _denied(dialogue: Dialogue, mention: Mention) -> bool:
    if negates(mention.clause) or cues.DENIED_AFTER.match(mention.after) or _denied_again(mention):
        return True
    if not mention.sentence.question:
        return False
    following = [s for s in dialogue.by_turn[mention.sentence.at] if s.start > mention.sentence.start]
    return bool(following) and polarity(following[:1]) == "no"


def _denied_again(mention: Mention) -> bool:
    """Whether it is said again to deny it: "Fevers, no fevers."."""
    return bool(re.match(rf"\W*(?:um+|uh+)?\W*no\W+{re.escape(mention.named)}\b", mention.after, re.IGNORECASE))
