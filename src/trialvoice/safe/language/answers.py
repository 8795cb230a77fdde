"""What an answer asserts of what staff asked about: to one thing, to one of a list, or how it went."""

import re
from collections.abc import Sequence

from trialvoice.safe.language import answer_cues, cues
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.language.mention import CERTAIN, LIKELY, POSSIBLE, WEAK, Mention, Verdict
from trialvoice.safe.language.ruling import described_before
from trialvoice.safe.language.stems import tokens

_LONG_LIST = 3


def asked(dialogue: Dialogue, mention: Mention, others: Sequence[Mention]) -> Verdict | None:
    """By staff in a question: the answer decides."""
    answer = dialogue.answer(mention.sentence)
    if not answer:
        return None
    named = [m for m in others if m.sentence.at == answer[0].at and not answer_cues.WHAT_OF_IT.match(m.sentence.text)]
    if any(m.term == mention.term for m in named):
        return None
    if cues.OTHER_PERSON.search(mention.sentence.text) or cues.FAMILY_ASKED.search(mention.sentence.text):
        return Verdict("someone_else", LIKELY, answer[0])
    if cues.WARNING.search(mention.before) or cues.MAYBE.search(mention.clause):
        return Verdict("hypothetical", LIKELY, answer[0])
    if answer_cues.OF_ANOTHER.match(answer[0].text):
        return Verdict("someone_else", LIKELY, answer[0])
    if echo := _echoed(mention, answer):
        return echo
    said = polarity(answer)
    if answer_cues.WHAT_OF_IT.match(answer[0].text):
        return Verdict("denied", POSSIBLE, answer[0])
    if cues.PAST.search(answer[0].text) and not cues.WORSE.search(answer[0].text):
        return Verdict("past", LIKELY, answer[0])
    if answer_cues.AS_USUAL.search(answer[0].text) and not cues.WORSE.search(answer[0].text) and not named:
        return Verdict("past", LIKELY, answer[0])
    if went := _how_it_went(mention.sentence, answer, named):
        return Verdict("present", LIKELY, went)
    if cues.ASKED_STILL.search(mention.sentence.text) and (said == "no" or answer_cues.ONLY_THAT.match(answer[0].text)):
        return Verdict("present", LIKELY, answer[0])
    if answer_cues.THAT_IS_IT.match(answer[0].text) and (told := described_before(dialogue, mention.sentence)):
        return Verdict("present", LIKELY, told)
    if said == "no":
        return Verdict("denied", CERTAIN, answer[0])
    if cues.HISTORY_ASKED.search(mention.sentence.text) or cues.PAST.search(mention.sentence.text):
        return Verdict("past", LIKELY, answer[0])
    return _answered(mention, others, named, said == "yes", answer[0])


def _how_it_went(question: Sentence, answer: Sequence[Sentence], named: Sequence[Mention]) -> Sentence | None:
    """The sentence of an answer that says how it goes with what was asked about, as only of what was there before."""
    if answer_cues.ASKED_FIRST.search(question.text) and (
        polarity(answer) == "no" or answer_cues.NOT_ONCE.search(answer[0].text)
    ):
        return None
    reach = answer[:1] if named else answer[:_LONG_LIST]
    return next((s for s in reach if answer_cues.FOLLOWED_UP.match(s.text)), None)


def _echoed(mention: Mention, answer: Sequence[Sentence]) -> Verdict | None:
    """An answer that names each of a list with yes or no: "Blood pressure yes, diabetes no."."""
    named = [re.escape(token.word) for token in tokens(mention.named)][-1:]
    for sentence in answer:
        said = re.search(rf"\b{''.join(named)}s?,? (yes|yeah|no)\b(?! \w)", sentence.text, re.IGNORECASE)
        if said:
            return Verdict("denied" if said[1].lower() == "no" else "present", LIKELY, sentence)
    return None


def _answered(
    mention: Mention, others: Sequence[Mention], named: Sequence[Mention], yes: bool, answer: Sentence
) -> Verdict | None:
    """A question that was not denied: yes to one thing is a yes; to a list, the answer says to which."""
    listed = {m.term for m in others if m.sentence is mention.sentence} | {mention.term}
    if mention.sentence.wh:
        return Verdict("present", WEAK, answer) if not named else None
    if named and (len(listed) > 1 or not answer_cues.PLAIN_YES.match(answer.text)):
        return Verdict("denied", POSSIBLE, answer) if len(listed) > 1 else None
    if answer_cues.ONLY_THAT.match(answer.text) and not (len(listed) == 1 and cues.ONLY_WHEN.match(answer.text)):
        taken = {token.stem for token in tokens(mention.named)} & {token.stem for token in answer.words}
        return Verdict("present" if taken else "denied", POSSIBLE, answer)
    if not yes or len(listed) >= _LONG_LIST:
        return None
    return Verdict("present", LIKELY if len(listed) == 1 else POSSIBLE, answer)
