"""What is said of the condition under the study drug: improved, unchanged or worse."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.core.findings import TreatmentResponse
from trialvoice.core.study import Study
from trialvoice.safe.drafts import Draft, distinct, quote_of
from trialvoice.safe.language import cues
from trialvoice.safe.language.assertion import LIKELY, POSSIBLE, Mention
from trialvoice.safe.language.cue_file import cue_file
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.lexicon import Phrases, lexicon
from trialvoice.safe.medicines.medicine_names import study_drug
from trialvoice.safe.response.condition import condition_and_measures, condition_words
from trialvoice.safe.response.direction import Told, compared_with, direction_in, directions_in, was_then
from trialvoice.safe.response.matter import Matters

SOURCE = "rule:response@1"
_SAME_MATTER = 4
"""Turns within which the same direction is told of the same thing."""
_FIRST_SENTENCES = 5
"""Sentences of an answer that still are about what was asked."""
_QUESTION_REACH = 6
_BARE = 5
"""Words of an answer that is hardly more than yes."""
_SAYS = re.compile(r"\b(?:says?|said|thinks?|reckons?|notice[sd]?|tells? me|told me|calls? me)\b", re.IGNORECASE)
"""What others say of the participant."""
_LONG, _AROUND = 40, 70
"""Words of a sentence that never ends, and the characters around a cue that count in it."""


@dataclass(frozen=True, slots=True)
class _Context:
    """dialogue, and how the condition and the study drug are named."""

    dialogue: Dialogue
    condition: Phrases
    drug: Phrases
    matters: Matters


@dataclass(frozen=True, slots=True)
class _Response:
    sentence: Sentence
    told: Told
    named: bool


def responses(dialogue: Dialogue, study: Study) -> tuple[Draft, ...]:
    """Drafts; what is told of the same direction over several turns is one."""
    names = condition_words(study) if dialogue.staff_only else condition_and_measures(study)
    context = _Context(dialogue, names, study_drug(study), Matters(dialogue, names))
    groups: list[list[_Response]] = []
    for found in (r for s in dialogue.sentences for r in _responses(context, s)):
        last = next((g for g in reversed(groups) if g[-1].told.direction == found.told.direction), None)
        if last and found.sentence.at - last[-1].sentence.at <= _SAME_MATTER:
            last.append(found)
        else:
            groups.append([found])
    return tuple(_draft(dialogue, group) for group in groups)


def _draft(dialogue: Dialogue, group: Sequence[_Response]) -> Draft:
    proof = [
        quote_of(dialogue, r.sentence, r.sentence.start + r.told.start, r.sentence.start + r.told.end) for r in group
    ]
    value = TreatmentResponse(direction=group[0].told.direction, what=proof[0].quote)
    sure = any(r.named for r in group)
    return Draft(value, distinct(proof), SOURCE, LIKELY if sure else POSSIBLE)


def _responses(context: _Context, sentence: Sentence) -> Iterator[_Response]:
    """What a statement about the condition tells, by the participant or somebody for them."""
    if context.dialogue.staff(sentence.turn) and not context.dialogue.staff_only:
        yield from _seen_by_staff(context, sentence)
        return
    if sentence.question and not _tag_question(sentence):
        return
    told = (
        direction_in(sentence.text)
        or _compared(context, sentence)
        or _answered_well(context, sentence)
        or _agreed(context, sentence)
    )
    endless = len(sentence.words) > _LONG
    for each in directions_in(sentence.text) if endless else (told,) if told else ():
        near = _cut(sentence, each) if endless else sentence
        if _meant(sentence, each) and (found := _of_the_condition(context, sentence, each, near)):
            yield found


def _of_the_condition(context: _Context, sentence: Sentence, told: Told, near: Sentence) -> _Response | None:
    named = _names(context.condition, (near,))
    if context.dialogue.staff_only and not named:
        return None
    matter = context.matters.within(sentence, told.start, told.end) or context.matters.spoken_of(sentence)
    if matter == "other" or (matter != "condition" and _pleasantry(sentence.text)):
        return None
    here = context.matters.spoken_of(sentence, turns=0) == "condition" and len(sentence.words) <= _LONG
    if (
        not named
        and not here
        and (_about_something_else(context, sentence, near, told) or not _about_it(context, sentence, told))
    ):
        return None
    return _Response(sentence, told, named)


def _pleasantry(said: str) -> bool:
    """Whether it is what one says to "how are you?"."""
    return bool(cue_file("responses").cue("direction", "pleasantry").search(said))


def _meant(sentence: Sentence, told: Told) -> bool:
    mention = Mention("response", sentence, sentence.start + told.start, sentence.start + told.end)
    clause = mention.clause
    if told.direction == "unchanged" and _long_ago(sentence.text[told.start : told.end + _AROUND]):
        return False
    of_another = (cues.OTHER_PERSON, cues.POSSESSIVE_OTHER)
    patterns = (*of_another, cues.OTHER_NOUN, cues.THIRD) if sentence.turn.role == "participant" else of_another
    told_of = clause + sentence.text[told.start : told.end]
    other = any(pattern.search(told_of) for pattern in patterns) and not _SAYS.search(clause)
    return not (
        cues.MAYBE.search(clause) or cues.WARNING.search(mention.before) or (other and not cues.SELF.search(told_of))
    )


def _long_ago(text: str) -> bool:
    return bool(cue_file("responses").cue("direction", "long_ago").search(text))


def _tag_question(sentence: Sentence) -> bool:
    """ "That's better, right?" is no question."""
    return sentence.text.rstrip().lower().endswith(("right?", "isn't it?", "see?", "you know?", "doesn't it?", "eh?"))


def _cut(sentence: Sentence, told: Told) -> Sentence:
    """The part of a sentence that never ends around what is told."""
    first, last = sentence.start + told.start - _AROUND, sentence.start + told.end + _AROUND
    words = tuple(word for word in sentence.words if first <= word.start and word.end <= last)
    return Sentence(
        sentence.at,
        sentence.turn,
        max(first, sentence.start),
        min(last, sentence.end),
        sentence.text[max(told.start - _AROUND, 0) : told.end + _AROUND],
        sentence.question,
        words,
    )


def _names(phrases: Phrases, sentences: Sequence[Sentence]) -> bool:
    return any(True for s in sentences for _ in phrases.find(s.words))


def _about_something_else(context: _Context, sentence: Sentence, near: Sentence, told: Told) -> bool:
    """Whether another complaint or medicine is named here, or just before in the same turn."""
    before = [s for s in context.dialogue.by_turn[sentence.at] if s.start < sentence.start][-1:]
    if _other_matter((near,), told):
        return True
    return _other_matter(before) and not _names(context.condition, before)


def _other_matter(sentences: Sequence[Sentence], told: Told | None = None) -> bool:
    """Whether another medicine or complaint is named.

    told: the words that say how it goes; a complaint in them, such as "spreading", is no other.
    """
    words = lexicon()
    for sentence in sentences:
        if any(hit.name not in words.general_drugs for hit in words.drugs.find(sentence.words)):
            return True
        for hit in (*words.symptoms.find(sentence.words), *words.complaints.find(sentence.words)):
            start = sentence.words[hit.first].start - sentence.start
            if told is None or not told.start <= start < told.end:
                return True
    return False


def _about_it(context: _Context, sentence: Sentence, told: Told) -> bool:
    """Whether it answers how the condition is, or tells of what can be done again."""
    turn = context.dialogue.by_turn[sentence.at]
    heading = turn[turn.index(sentence) - 1 : turn.index(sentence)]
    if heading and heading[0].question and _names(context.condition, heading):
        return True
    asked = _asked(context, sentence)
    early = turn.index(sentence) < _FIRST_SENTENCES
    if asked is not None:
        if _names(context.condition, (asked,)) and early:
            return True
        if _other_matter((asked,)):
            return False
        if early and cue_file("responses").cue("direction", "asked").search(asked.text):
            return True
    return told.regained or _names(context.drug, (sentence,))


def _asked(context: _Context, sentence: Sentence) -> Sentence | None:
    """What staff asked last before, beyond prompts to go on; a short naming without a question counts."""
    dialogue = context.dialogue
    go_on = cue_file("responses").cue("direction", "go_on")
    for at in range(sentence.at - 1, max(sentence.at - _QUESTION_REACH, -1), -1):
        turn = dialogue.by_turn[at]
        if not turn or not dialogue.staff(turn[0].turn):
            continue
        if go_on.search(dialogue.texts[at]):
            continue
        asked = [s for s in turn if s.question]
        return asked[-1] if asked else turn[-1]
    return None


def _compared(context: _Context, sentence: Sentence) -> Told | None:
    before = [s.text for s in context.dialogue.by_turn[sentence.at] if s.start < sentence.start]
    return compared_with(before[-1], sentence.text) if before else None


def _answered_well(context: _Context, sentence: Sentence) -> Told | None:
    """ "Good." to "your breathing, since last time?", "not that I can tell" to "is it doing anything?"."""
    asked = _asked(context, sentence)
    if not asked or context.dialogue.by_turn[sentence.at][0] is not sentence:
        return None
    cue = cue_file("responses").cue
    if cue("direction", "any_good").search(asked.text):
        none = cue("direction", "none_seen").search(sentence.text)
        found = none and not _other_matter((asked,))
        return Told("unchanged", none.start(), none.end(), regained=True) if none and found else None
    if not _names(context.condition, (asked,)) or not cue("direction", "asked").search(asked.text):
        return None
    match = cue("direction", "well").search(sentence.text)
    return Told("improved", match.start(), match.end()) if match else None


def _agreed(context: _Context, sentence: Sentence) -> Told | None:
    """A yes to "so the breathing's better?"."""
    asked = _asked(context, sentence)
    if asked is None or asked.wh or asked.at != sentence.at - 1:
        return None
    if (
        context.dialogue.by_turn[sentence.at][0] is not sentence
        or polarity((sentence,)) != "yes"
        or len(sentence.words) > _BARE
    ):
        return None
    offered = {told.direction for told in directions_in(asked.text)}
    return Told(offered.pop(), 0, len(sentence.text)) if len(offered) == 1 else None


def _result(context: _Context, sentence: Sentence) -> Told | None:
    """What staff read out of the condition: "your viral load was 48,000 when you started. It's 190"."""
    matter = context.matters.within(sentence, len(sentence.text), len(sentence.text))
    if sentence.question or (matter or context.matters.spoken_of(sentence)) != "condition":
        return None
    before = [s for s in context.dialogue.by_turn[sentence.at] if s.start < sentence.start][-1:]
    if before and (compared := was_then(before[0].text, sentence.text)):
        return compared
    here = context.matters.spoken_of(sentence, turns=0) == "condition"
    if before and here and (compared := compared_with(before[0].text, sentence.text)):
        return compared
    match = cue_file("responses").cue("direction", "result").search(sentence.text)
    return direction_in(match[0]) if match else None


def _seen_by_staff(context: _Context, sentence: Sentence) -> Iterator[_Response]:
    """ "That is a whole lot better than when you came in", of what was just told; and results that staff read out."""
    if result := _result(context, sentence):
        yield _Response(sentence, result, named=True)
        return
    match = cue_file("responses").cue("direction", "staff_sees").search(sentence.text)
    asked = _asked(context, sentence)
    if not match or sentence.question or not asked or not _names(context.condition, (asked, sentence)):
        return
    if told := direction_in(sentence.text):
        yield _Response(sentence, told, named=False)
