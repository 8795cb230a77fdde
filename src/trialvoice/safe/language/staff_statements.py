"""What staff assert in a statement: a recap, a ruling and what is so count, a warning does not."""

import re
from collections.abc import Sequence

from trialvoice.safe.language import answer_cues, cues
from trialvoice.safe.language.answers import asked
from trialvoice.safe.language.bystanders import staff_themselves
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.language.mention import LIKELY, POSSIBLE, Mention, Verdict
from trialvoice.safe.language.negation import negates
from trialvoice.safe.language.others import someone_else
from trialvoice.safe.language.possibility import only_possible, warned
from trialvoice.safe.language.ruling import description
from trialvoice.safe.language.stems import tokens
from trialvoice.safe.lexicon import lexicon

_BEFORE_NOW = re.compile(
    r"\b(?:last time|at (?:screening|baseline)|at the last visit|when you (?:first )?(?:joined|"
    r"came|started))\b",
    re.IGNORECASE,
)
_YOU_DID = re.compile(
    r"\byou (?:\w+ly |just |also |then )?"
    r"(?:\w+ed|fell|threw|felt|got|went|broke|cut|had|lost|hurt|came|bled|shook|slept)\b",
    re.IGNORECASE,
)
"""The same where the verb is part of what is named: "so you | blacked out"."""
_OPEN = re.compile(
    r"\b(?:can|could|may|might|would|will|shall|should|must|won't|'ll|'d|if|unless|in case|whether|any(?:thing|one)?|"
    r"ever|"
    r"let me|let's|let us|tell|ring|call|phone|watch|look|keep|check|ask\w*|talk|remember|next|scales?|scor\w+|diary|"
    r"out of (?:five|ten|\d+)|nought|zero|"
    r"people|patients|some|few|many|most|others|common\w*|usual\w*|often|sometimes|normal\w*|side[- ]effects?|known|"
    r"leaflet|form|list\w*|warn\w*|risks?|possib\w+|studies|trials?|questions?|about|for|why|try|don't|want|need)\b|"
    r"^\W*(?:and|or|then|your|no)\b",
    re.IGNORECASE,
)
_RULED = re.compile(
    r"\bgrade (?:one|two|three|four|five|[1-5])\b|\b(?:not )?(?:un)?related\b|\bclinically significant\b|\bcs\b|"
    r"\bgoes (?:down|in) as\b|\b(?:onset|stop date|end date|start date|resolved|recovered|recovering|ongoing|fatal)\b",
    re.IGNORECASE,
)
"""What staff decide of an event that was: its grade, its cause, its dates."""
_LONG_LIST = 3
_SHORT_QUESTION = 6
_TAKEN_AS_RISK = re.compile(r"\b(?:if|can|could|may|might|some people|watch|risk)\b", re.IGNORECASE)


def told_by_staff(dialogue: Dialogue, mention: Mention, others: Sequence[Mention]) -> Verdict | None:
    """By staff in a statement: a recap counts, a warning does not."""
    if _left_to_answer(dialogue, mention):
        return _answered_statement(dialogue, mention, others)
    if _taken_up(dialogue, mention):
        return Verdict("present", POSSIBLE)
    if staff_themselves(mention.sentence, mention.named):
        return Verdict("someone_else", LIKELY)
    medicine = any(True for _ in lexicon().drugs.find(tokens(mention.named)))
    if not medicine and (told := description(dialogue, mention.sentence, mention.start, mention.end)):
        return _ruled(mention, told, others)
    if warned(dialogue, mention) or (not _told_back(mention) and not _of_what_is(mention)):
        return Verdict("hypothetical", LIKELY)
    if someone_else(dialogue, mention):
        return Verdict("someone_else", LIKELY)
    if negates(mention.clause) or cues.DENIED_AFTER.match(mention.after):
        return Verdict("denied", LIKELY)
    if only_possible(dialogue, mention):
        return Verdict("hypothetical", LIKELY)
    if cues.PAST.search(mention.sentence.text) or _BEFORE_NOW.search(mention.sentence.text):
        return Verdict("past", POSSIBLE)
    answer = dialogue.answer(mention.sentence)
    if answer and answer_cues.OF_ANOTHER.match(answer[0].text):
        return Verdict("someone_else", LIKELY, answer[0])
    if answer and polarity(answer) == "no":
        return Verdict("denied", POSSIBLE, answer[0])
    return Verdict("present", POSSIBLE)


def _ruled(mention: Mention, told: Sentence, others: Sequence[Mention]) -> Verdict | None:
    """By staff, of what the participant described: whose it is and since when stands in the description."""
    if len({m.term for m in others if m.sentence is mention.sentence}) >= _LONG_LIST:
        return None
    if cues.OTHER_PERSON.search(told.text) and not cues.SELF.search(told.text):
        return Verdict("someone_else", LIKELY, told)
    if cues.PAST.search(told.text) and not cues.WORSE.search(told.text):
        return Verdict("past", POSSIBLE, told)
    return Verdict("present", LIKELY, told)


def _taken_up(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether staff name it in a few words and go on to ask about it: "A dry cough. Since when do you have that?"."""
    following = [s for s in dialogue.by_turn[mention.sentence.at] if s.start > mention.sentence.start][:1]
    few = len(mention.sentence.words) <= _SHORT_QUESTION
    return bool(few and following and following[0].question and answer_cues.ASKED_ABOUT_IT.search(following[0].text))


def _of_what_is(mention: Mention) -> bool:
    """Whether staff state what was or is so, rather than what is looked for, asked about, or may come."""
    text = mention.sentence.text
    if mention.sentence.question or cues.SELF.search(text):
        return False
    return bool(_RULED.search(text)) or not _OPEN.search(text)


def _told_back(mention: Mention) -> bool:
    """Whether staff tell what the participant has or did."""
    if cues.RECAP.search(mention.sentence.text):
        return True
    return any(m.end() > len(mention.before) for m in _YOU_DID.finditer(mention.before + mention.named))


def _left_to_answer(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether what ends a turn is answered with yes or no, as a question is: "So no fever." - "No."."""
    sentence = mention.sentence
    last = sentence is dialogue.by_turn[sentence.at][-1]
    asks = len(sentence.words) <= _SHORT_QUESTION or negates(mention.clause)
    answer = dialogue.answer(sentence)
    return last and bool(answer) and ((asks and polarity(answer) != "unclear") or _goes_on(sentence, answer[0]))


def _goes_on(sentence: Sentence, answer: Sentence) -> bool:
    """Whether what staff recall is answered by how it goes now: "you'd been a little tired" - "that's worse"."""
    return not _TAKEN_AS_RISK.search(sentence.text) and bool(answer_cues.FOLLOWED_UP.match(answer.text))


def _answered_statement(dialogue: Dialogue, mention: Mention, others: Sequence[Mention]) -> Verdict | None:
    if negates(mention.clause):
        return Verdict("denied", LIKELY, dialogue.answer(mention.sentence)[0])
    return asked(dialogue, mention, others)
