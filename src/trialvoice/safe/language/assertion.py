"""Whether something mentioned is so: present, denied, past, hypothetical, or someone else's.

The cue is often not in the sentence but across turns: the investigator asks, a bare "no" answers. Rules read,
in this order: whose it is, whether it is denied, whether it only might be, whether it was before the study.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trialvoice.core.findings import Assertion
from trialvoice.safe.language import cues
from trialvoice.safe.language.bystanders import another_file, of_other_sex, staff_themselves
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.language.ruling import described_before, description
from trialvoice.safe.language.stems import tokens
from trialvoice.safe.lexicon import lexicon

CERTAIN, LIKELY, POSSIBLE, WEAK = 0.9, 0.75, 0.6, 0.45
_LOOK_BACK = 2
_LONG_LIST = 3
_SHORT_QUESTION = 6
_BARE_NAME = 3
"""Most words of a sentence that only names: "Hay fever. Every May since I was ten."."""
_NEAR = 60
"""Characters before what is named in which staff say whose it is."""
_OWNED = re.compile(r"\b(?:this|these|my|that|those|the|his|her)(?: \w+)? $", re.IGNORECASE)
_TAKEN_AS_RISK = re.compile(r"\b(?:if|can|could|may|might|some people|watch|risk)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """Something named at [start, end) characters of its turn."""

    term: str
    sentence: Sentence
    start: int
    end: int

    @property
    def before(self) -> str:
        """The sentence up to the mention."""
        return self.sentence.text[: self.start - self.sentence.start]

    @property
    def named(self) -> str:
        """The words of the mention."""
        return self.sentence.text[self.start - self.sentence.start : self.end - self.sentence.start]

    @property
    def after(self) -> str:
        """The sentence after the mention."""
        return self.sentence.text[self.end - self.sentence.start :]

    @property
    def clause(self) -> str:
        """What leads up to the mention, from the last boundary of a clause on."""
        ends = [match.end() for match in cues.BOUNDARY.finditer(self.before)]
        return self.before[ends[-1] :] if ends else self.before


@dataclass(frozen=True, slots=True)
class Verdict:
    """The assertion, how sure, and the sentence that answered where one did."""

    assertion: Assertion
    confidence: float
    answer: Sentence | None = None


def judge(dialogue: Dialogue, mention: Mention, others: Sequence[Mention] = ()) -> Verdict | None:
    """What is asserted of a mention, or None where nothing is, as in an open question.

    others: what else is mentioned in the visit, for lists in a question and answers that name one of them.
    """
    sentence = mention.sentence
    if dialogue.staff(sentence.turn) and not dialogue.staff_only:
        return _asked(dialogue, mention, others) if sentence.question else _told(dialogue, mention, others)
    if sentence.question and dialogue.staff_only:
        return _asked(dialogue, mention, others)
    verdict = _said(dialogue, mention)
    if verdict.assertion == "present" and dialogue.staff_only and _bare_name(dialogue, mention):
        return replace(verdict, answer=next(iter(dialogue.answer(sentence)), None))
    return verdict


def _said(dialogue: Dialogue, mention: Mention) -> Verdict:
    """By the participant, a caregiver, or staff talking about the participant."""
    if mention.sentence.question and cues.WHAT_OF_IT.match(mention.sentence.text):
        return Verdict("denied", POSSIBLE)
    if _someone_else(dialogue, mention):
        return Verdict("someone_else", LIKELY)
    if _denied(dialogue, mention):
        return Verdict("denied", CERTAIN)
    if _only_possible(dialogue, mention) or _asks_ahead(mention):
        return Verdict("hypothetical", LIKELY)
    if _before_the_study(dialogue, mention):
        return Verdict("past", LIKELY)
    if cues.TELL_OF_IT.search(mention.before):
        return Verdict("present", LIKELY, _story_next(dialogue, mention.sentence))
    return Verdict("present", LIKELY if mention.sentence.question else CERTAIN)


def _asks_ahead(mention: Mention) -> bool:
    """Whether a question asks what may come: "will I be tired?"; "could my cough be that?" has the cough."""
    asks = mention.sentence.question and cues.ASKS_AHEAD.match(mention.sentence.text)
    return bool(asks) and not _OWNED.search(mention.before)


def _story_next(dialogue: Dialogue, sentence: Sentence) -> Sentence | None:
    """The sentence of the next turn that tells most of what was asked to be told."""
    following = dialogue.by_turn[sentence.at + 1] if sentence.at + 1 < len(dialogue.turns) else ()
    return max(following, key=lambda s: len(s.words), default=None)


def _asked(dialogue: Dialogue, mention: Mention, others: Sequence[Mention]) -> Verdict | None:
    """By staff in a question: the answer decides."""
    answer = dialogue.answer(mention.sentence)
    if not answer:
        return None
    named = [m for m in others if m.sentence.at == answer[0].at and not cues.WHAT_OF_IT.match(m.sentence.text)]
    if any(m.term == mention.term for m in named):
        return None
    if cues.OTHER_PERSON.search(mention.sentence.text) or cues.FAMILY_ASKED.search(mention.sentence.text):
        return Verdict("someone_else", LIKELY, answer[0])
    if cues.WARNING.search(mention.before) or cues.MAYBE.search(mention.clause):
        return Verdict("hypothetical", LIKELY, answer[0])
    if cues.OF_ANOTHER.match(answer[0].text):
        return Verdict("someone_else", LIKELY, answer[0])
    if echo := _echoed(mention, answer):
        return echo
    said = polarity(answer)
    if cues.WHAT_OF_IT.match(answer[0].text):
        return Verdict("denied", POSSIBLE, answer[0])
    if cues.PAST.search(answer[0].text) and not cues.WORSE.search(answer[0].text):
        return Verdict("past", LIKELY, answer[0])
    if cues.AS_USUAL.search(answer[0].text) and not cues.WORSE.search(answer[0].text) and not named:
        return Verdict("past", LIKELY, answer[0])
    if went := _how_it_went(mention.sentence, answer, named):
        return Verdict("present", LIKELY, went)
    if cues.ASKED_STILL.search(mention.sentence.text) and (said == "no" or cues.ONLY_THAT.match(answer[0].text)):
        return Verdict("present", LIKELY, answer[0])
    if cues.THAT_IS_IT.match(answer[0].text) and (told := described_before(dialogue, mention.sentence)):
        return Verdict("present", LIKELY, told)
    if said == "no":
        return Verdict("denied", CERTAIN, answer[0])
    if cues.HISTORY_ASKED.search(mention.sentence.text) or cues.PAST.search(mention.sentence.text):
        return Verdict("past", LIKELY, answer[0])
    return _answered(mention, others, named, said == "yes", answer[0])


def _how_it_went(question: Sentence, answer: Sequence[Sentence], named: Sequence[Mention]) -> Sentence | None:
    """The sentence of an answer that says how it goes with what was asked about, as only of what was there before."""
    if cues.ASKED_FIRST.search(question.text) and (polarity(answer) == "no" or cues.NOT_ONCE.search(answer[0].text)):
        return None
    reach = answer[:1] if named else answer[:_LONG_LIST]
    return next((s for s in reach if cues.FOLLOWED_UP.match(s.text)), None)


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
    if named and (len(listed) > 1 or not cues.PLAIN_YES.match(answer.text)):
        return Verdict("denied", POSSIBLE, answer) if len(listed) > 1 else None
    if cues.ONLY_THAT.match(answer.text) and not (len(listed) == 1 and cues.ONLY_WHEN.match(answer.text)):
        taken = {token.stem for token in tokens(mention.named)} & {token.stem for token in answer.words}
        return Verdict("present" if taken else "denied", POSSIBLE, answer)
    if not yes or len(listed) >= _LONG_LIST:
        return None
    return Verdict("present", LIKELY if len(listed) == 1 else POSSIBLE, answer)


def _taken_up(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether staff name it in a few words and go on to ask about it: "A dry cough. Since when do you have that?"."""
    following = [s for s in dialogue.by_turn[mention.sentence.at] if s.start > mention.sentence.start][:1]
    few = len(mention.sentence.words) <= _SHORT_QUESTION
    return bool(few and following and following[0].question and cues.ASKED_ABOUT_IT.search(following[0].text))


def _told(dialogue: Dialogue, mention: Mention, others: Sequence[Mention]) -> Verdict | None:
    """By staff in a statement: a recap counts, a warning does not."""
    if _left_to_answer(dialogue, mention):
        return _answered_statement(dialogue, mention, others)
    if _taken_up(dialogue, mention):
        return Verdict("present", POSSIBLE)
    medicine = any(True for _ in lexicon().drugs.find(tokens(mention.named)))
    if not medicine and (told := description(dialogue, mention.sentence, mention.start, mention.end)):
        return _ruled(mention, told, others)
    if _warned(dialogue, mention) or (not _told_back(mention) and not _of_what_is(mention)):
        return Verdict("hypothetical", LIKELY)
    if _someone_else(dialogue, mention):
        return Verdict("someone_else", LIKELY)
    if cues.negates(mention.clause) or cues.DENIED_AFTER.match(mention.after):
        return Verdict("denied", LIKELY)
    if _only_possible(dialogue, mention):
        return Verdict("hypothetical", LIKELY)
    if cues.PAST.search(mention.sentence.text) or cues.BEFORE_NOW.search(mention.sentence.text):
        return Verdict("past", POSSIBLE)
    answer = dialogue.answer(mention.sentence)
    if answer and cues.OF_ANOTHER.match(answer[0].text):
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


def _bare_name(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether little more than a name ends a turn, for the other to tell how it went: "The hallucination."."""
    return (
        len(mention.sentence.words) <= _SHORT_QUESTION and mention.sentence is dialogue.by_turn[mention.sentence.at][-1]
    )


def _of_what_is(mention: Mention) -> bool:
    """Whether staff state what was or is so, rather than what is looked for, asked about, or may come."""
    text = mention.sentence.text
    if mention.sentence.question or cues.SELF.search(text):
        return False
    return bool(cues.RULED.search(text)) or not cues.OPEN.search(text)


def _told_back(mention: Mention) -> bool:
    """Whether staff tell what the participant has or did."""
    if cues.RECAP.search(mention.sentence.text):
        return True
    return any(m.end() > len(mention.before) for m in cues.YOU_DID.finditer(mention.before + mention.named))


def _left_to_answer(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether what ends a turn is answered with yes or no, as a question is: "So no fever." - "No."."""
    sentence = mention.sentence
    last = sentence is dialogue.by_turn[sentence.at][-1]
    asks = len(sentence.words) <= _SHORT_QUESTION or cues.negates(mention.clause)
    answer = dialogue.answer(sentence)
    return last and bool(answer) and ((asks and polarity(answer) != "unclear") or _goes_on(sentence, answer[0]))


def _goes_on(sentence: Sentence, answer: Sentence) -> bool:
    """Whether what staff recall is answered by how it goes now: "you'd been a little tired" - "that's worse"."""
    return not _TAKEN_AS_RISK.search(sentence.text) and bool(cues.FOLLOWED_UP.match(answer.text))


def _answered_statement(dialogue: Dialogue, mention: Mention, others: Sequence[Mention]) -> Verdict | None:
    if cues.negates(mention.clause):
        return Verdict("denied", LIKELY, dialogue.answer(mention.sentence)[0])
    return _asked(dialogue, mention, others)


def _warned(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether the turn reads out what may come: a list of risks goes on over its sentences."""
    before = [s for s in dialogue.by_turn[mention.sentence.at] if s.start < mention.sentence.start]
    return any(cues.LISTED_RISKS.search(s.text) for s in (*before, mention.sentence))


def _denied(dialogue: Dialogue, mention: Mention) -> bool:
    if cues.negates(mention.clause) or cues.DENIED_AFTER.match(mention.after) or _denied_again(mention):
        return True
    if not mention.sentence.question:
        return False
    following = [s for s in dialogue.by_turn[mention.sentence.at] if s.start > mention.sentence.start]
    return bool(following) and polarity(following[:1]) == "no"


def _denied_again(mention: Mention) -> bool:
    """Whether it is said again to deny it: "Fevers, no fevers."."""
    return bool(re.match(rf"\W*(?:um+|uh+)?\W*no\W+{re.escape(mention.named)}\b", mention.after, re.IGNORECASE))


def _only_possible(dialogue: Dialogue, mention: Mention) -> bool:
    if _warned(dialogue, mention) and not cues.SELF.search(mention.sentence.text):
        return True
    if cues.WARNING.search(mention.before) or cues.IF_SO.match(mention.after):
        return True
    if _allergy_does(dialogue, mention) or _read_out(dialogue, mention):
        return True
    return bool(cues.MAYBE.search(mention.clause)) and not cues.HABIT.search(mention.clause)


def _allergy_does(dialogue: Dialogue, mention: Mention) -> bool:
    """What an allergy does that was asked after: "Any allergies?" - "Penicillin, I get a rash."."""
    asked = dialogue.question_before(mention.sentence.at)
    if not asked or dialogue.staff(mention.sentence.turn) or not cues.ALLERGY_ASKED.search(asked.text):
        return False
    return bool(cues.REACTS.search(mention.before + mention.named)) and not cues.NOW.search(mention.sentence.text)


def _read_out(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether it is what a leaflet says that was asked about: "did you read it?" - "It says headaches"."""
    asked = dialogue.question_before(mention.sentence.at)
    return bool(cues.READ_OUT.search(mention.before) and asked and cues.LEAFLET.search(asked.text))


def _before_the_study(dialogue: Dialogue, mention: Mention) -> bool:
    text = mention.sentence.text
    if cues.WORSE.search(text) or cues.WORSE.search(_next(dialogue, mention)):
        return False
    if cues.PAST.search(text) or _dated_before(dialogue, mention) or cues.HAD_BEFORE.search(text) or cues.HABITUAL_FOR.search(mention.before):
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
        if dialogue.staff(question.turn) and cues.SINCE_WHEN.search(question.text):
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


def _someone_else(dialogue: Dialogue, mention: Mention) -> bool:
    before, role = mention.before, mention.sentence.turn.role
    # The verb may be part of what is named: "my wife | had the flu".
    told = before + mention.named
    others = [m.start() for m in cues.OTHER_PERSON.finditer(told) if m.start() < len(before)]
    if role == "participant":
        others += [m.start() for m in cues.NAMED_OTHER.finditer(told) if m.start() < len(before)]
    if of_other_sex(dialogue, mention.sentence):
        return True
    if dialogue.staff(mention.sentence.turn) and (
        another_file(dialogue, mention.sentence)
        or staff_themselves(mention.sentence, f"{mention.before[-_NEAR:]}{mention.named}")
    ):
        return True
    if dialogue.staff_only:
        return bool(others)
    if role == "caregiver" or (role == "participant" and dialogue.speaks_for_another):
        return _speaker_themselves(mention) or _not_in_care(dialogue, mention)
    if _of_another_after_all(dialogue, mention):
        return True
    if cues.POSSESSIVE_OTHER.search(before) or cues.IN_FAMILY.search(mention.sentence.text):
        return True
    if _goes_on_about_another(dialogue, mention):
        return True
    last_other = max(others, default=-1)
    last_third = _last(cues.THIRD, before)
    last_self = _last(cues.SELF, before + mention.named)
    if last_other > last_self:
        return True
    if last_third > last_self:
        return dialogue.staff(mention.sentence.turn) is False
    return last_self < 0 and _answers_about_another(dialogue, mention)


def _of_another_after_all(dialogue: Dialogue, mention: Mention) -> bool:
    following = [s.text for s in dialogue.by_turn[mention.sentence.at] if s.start > mention.sentence.start][:2]
    return any(cues.OF_ANOTHER_AFTER_ALL.match(text) for text in following)


def _goes_on_about_another(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether a few words go on about whom the sentence before was: "My neighbor fell. Broke his hip."."""
    sentence = mention.sentence
    before = [s.text for s in dialogue.by_turn[sentence.at] if s.start < sentence.start][-1:]
    if not before or len(sentence.words) > _SHORT_QUESTION or cues.SELF.search(sentence.text):
        return False
    return bool(cues.STARTS_WITH_OTHER.match(before[0])) and bool(cues.THIRD.search(sentence.text))


def _speaker_themselves(mention: Mention) -> bool:
    """A caregiver's own complaint: "I had a headache too"."""
    last_self, last_third = _last(cues.SELF, mention.clause), _last(cues.THIRD, mention.clause)
    return last_self > last_third and not cues.OTHER_NOUN.search(mention.before)


def _not_in_care(dialogue: Dialogue, mention: Mention) -> bool:
    """A caregiver about a third person: "my grandmother lives with us; she broke her arm"."""
    own = [s.text for s in dialogue.by_turn[mention.sentence.at] if s.start < mention.sentence.start][-1:]
    told = " ".join((*own, mention.before))
    named = _last(cues.NOT_IN_CARE, told)
    return named >= 0 and named > _last(cues.SELF, told)


def _answers_about_another(dialogue: Dialogue, mention: Mention) -> bool:
    asked = dialogue.question_before(mention.sentence.at)
    return bool(asked and cues.FAMILY_ASKED.search(asked.text))


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)
