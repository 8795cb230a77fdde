"""Whether a medicine that is named is or was taken by the participant."""

from collections.abc import Sequence
from dataclasses import replace

from trialvoice.safe.language import cues
from trialvoice.safe.language.assertion import LIKELY, POSSIBLE, Mention, Verdict, judge
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.language.statements import pieces
from trialvoice.safe.lexicon import lexicon
from trialvoice.safe.medicines import medicine_cues

_SAME_BREATH = 40
"""Characters between who was given it and its name."""
_NEAR_TURNS = 2
"""Turns in which a name is taken back."""
_ECHO_WORDS = 2
"""A name asked back, and no more."""


def taken_back(mention: Mention, found: Sequence[Mention]) -> bool:
    """Whether somebody corrects the name at once: "Claritin." - "Not Claritin!"."""
    return any(
        other.term == mention.term
        and 0 <= other.sentence.at - mention.sentence.at <= _NEAR_TURNS
        and not other.sentence.question
        and medicine_cues.NOT_NAMED.search(other.before)
        for other in found
    )


def verdict_on(dialogue: Dialogue, mention: Mention, found: Sequence[Mention]) -> Verdict | None:
    """Whether it is or was taken. A medicine taken for years is one that is taken."""
    sentence = mention.sentence
    if medicine_cues.ALLERGY.search(mention.before) or _allergy_asked(dialogue, mention):
        return None
    if medicine_cues.NOT_NAMED.search(mention.before) or medicine_cues.LEFT_IT.search(_until_next(mention, found)):
        return None
    if mention.term in lexicon().general_drugs and medicine_cues.THOSE.search(mention.before):
        return None
    if medicine_cues.NO_MORE.search(mention.before):
        return Verdict("past", LIKELY)
    staff = dialogue.staff(sentence.turn) and not dialogue.staff_only
    verdict = _by_staff(dialogue, mention, found) if staff else _by_subject(dialogue, mention, found)
    if verdict is None:
        return None
    if staff and verdict.assertion == "past":
        return verdict
    past = medicine_cues.STOPPED.search(verdict.answer.text if staff and verdict.answer else sentence.text)
    return Verdict("past" if past else "present", max(verdict.confidence, POSSIBLE), verdict.answer)


def _in_statement(mention: Mention) -> Mention:
    """The mention in its statement, where a sentence without punctuation holds several."""
    around = [p for p in pieces(mention.sentence) if p.start <= mention.start < p.end]
    return replace(mention, sentence=around[0]) if around else mention


def _given_to_another(mention: Mention) -> bool:
    """ "The doctor gave my wife codeine"."""
    receivers = [m for m in cues.OTHER_NOUN.finditer(mention.before) if len(mention.before) - m.end() <= _SAME_BREATH]
    return any(medicine_cues.GAVE_TO.search(mention.before[: m.start()]) for m in receivers)


def _own_after_all(mention: Mention) -> bool:
    """Whether another is named only as the one who gave or owned it: "one of my husband's", "the nurse gave"."""
    if medicine_cues.TOOK_ANOTHERS.search(mention.before):
        return True
    prescribed = medicine_cues.PRESCRIBED.search(mention.before)
    by_participant = mention.sentence.turn.role == "participant"
    return bool(prescribed) and by_participant and not cues.OTHER_NOUN.search(mention.before)


def _until_next(mention: Mention, found: Sequence[Mention]) -> str:
    """What follows a medicine up to the next one."""
    later = [o.start - mention.end for o in found if o.sentence is mention.sentence and o.start > mention.end]
    return mention.after[: min(later, default=None)]


def _by_subject(dialogue: Dialogue, mention: Mention, found: Sequence[Mention]) -> Verdict | None:
    sentence = mention.sentence
    had_one = bool(medicine_cues.HAD_ONE.search(mention.after))
    if _asked_of_staff(dialogue, sentence):
        return Verdict("present", POSSIBLE)
    mention = _in_statement(mention)
    verdict = judge(dialogue, mention, found)
    if verdict and verdict.assertion == "denied" and medicine_cues.MISSED_OWN.search(mention.before):
        return Verdict("present", LIKELY)
    handed = medicine_cues.HANDED_OVER.search(mention.before) or medicine_cues.HANDED_THAT.search(mention.after)
    if verdict and verdict.assertion == "someone_else" and (handed or had_one or _own_after_all(mention)):
        verdict = Verdict("present", LIKELY)
    if verdict is None or verdict.assertion in ("someone_else", "denied", "hypothetical"):
        return None
    if sentence.turn.role == "participant" and _given_to_another(mention):
        return None
    if medicine_cues.NOT_TAKEN.search(medicine_cues.REPLY.sub("", mention.clause)):
        return None
    if sentence.question and len(sentence.words) <= _ECHO_WORDS:
        return None
    if sentence.question and (
        medicine_cues.ASKING.search(sentence.text) or medicine_cues.IS_THAT.search(mention.before)
    ):
        return None
    if medicine_cues.ONLY_TALK.search(mention.before) and not medicine_cues.USED_IT.search(mention.after):
        return None
    if medicine_cues.ASKING.search(mention.clause) or medicine_cues.OPINION.search(mention.before):
        return None
    return verdict


def _asked_of_staff(dialogue: Dialogue, sentence: Sentence) -> bool:
    """Whether a monitor asks the site for more of it, and gets no "no"."""
    if not (dialogue.staff_only and sentence.question and medicine_cues.ASKED_DETAIL.search(sentence.text)):
        return False
    return polarity(dialogue.answer(sentence)) != "no"


def _by_staff(dialogue: Dialogue, mention: Mention, found: Sequence[Mention]) -> Verdict | None:
    """What staff say of a medicine counts where they complete its name, or speak of it as taken, and nobody objects."""
    sentence = mention.sentence
    text = sentence.text
    if medicine_cues.EARLIER_VISIT.search(text):
        return None
    answer = dialogue.answer(sentence)
    if _completes(dialogue, mention):
        objected = answer and medicine_cues.NOT_IT.match(answer[0].text)
        return None if objected else Verdict("present", LIKELY, answer[0] if answer and sentence.question else None)
    denied = sentence.question and polarity(answer) == "no"
    if denied and (cues.ASKED_STILL.search(text) or medicine_cues.STILL_ON.search(text)):
        return Verdict("past", LIKELY, answer[0])
    keeps = medicine_cues.KEEPS.search(mention.before) or medicine_cues.MAY_KEEP.match(mention.after)
    if keeps and not denied:
        return Verdict("present", LIKELY)
    if sentence.question and answer and not denied and medicine_cues.ASKED_DETAIL.search(text):
        return Verdict("present", POSSIBLE, answer[0])
    if medicine_cues.FORBIDDING.search(text):
        return None
    verdict = judge(dialogue, mention, found)
    return None if verdict is None or verdict.assertion in ("someone_else", "denied", "hypothetical") else verdict


def _completes(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether staff say hardly more than the name, after someone who spoke of taking something: "Amlodipine?"."""
    sentence = mention.sentence
    if (
        sentence.at == 0
        or sentence is not dialogue.by_turn[sentence.at][0]
        or not medicine_cues.ECHO.match(mention.before)
    ):
        return False
    if medicine_cues.ECHO.match(mention.after) is None:
        return False
    before = dialogue.by_turn[sentence.at - 1]
    return any(medicine_cues.TAKING.search(s.text) or medicine_cues.SEEKING.search(s.text) for s in before)


def _allergy_asked(dialogue: Dialogue, mention: Mention) -> bool:
    asked = dialogue.question_before(mention.sentence.at)
    return bool(asked and medicine_cues.ALLERGIES.search(asked.text)) and not medicine_cues.TAKING.search(
        mention.sentence.text
    )
