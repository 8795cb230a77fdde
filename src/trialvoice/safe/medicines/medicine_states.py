"""What became of a medicine once it was named, over the whole talk: taken after all, or left alone.

The sentence that names a medicine seldom says it: "he wrote me out Klacid" - "and you never had any?" - "never even
opened it". What is said in the next turns decides, as long as no other medicine is spoken of.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from trialvoice.core.study import Study
from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.language.passages import following
from trialvoice.safe.lexicon import lexicon
from trialvoice.safe.medicines import medicine_cues
from trialvoice.safe.medicines.medication import forbidden_by
from trialvoice.safe.medicines.medicine_names import medicine_mentions
from trialvoice.safe.medicines.medicine_taken import verdict_on

_REACH = 4
"""Turns after its name in which it comes out what became of a medicine."""
_BY_ITSELF = 2
"""Turns in which that is so without a question or its name."""
_SAME_BREATH = 80
"""Characters after its name, in a sentence that may go on to other things."""


@dataclass(frozen=True, slots=True)
class Became:
    """What a sentence says became of a medicine."""

    state: Literal["taken", "left"]
    mention: Mention
    said: Sentence


def forbidden_states(dialogue: Dialogue, study: Study) -> Iterator[Became]:
    """Each forbidden medicine of which no mention by itself tells that it is or was taken."""
    named = medicine_mentions(dialogue, study)
    found = (*named, *_kinds(dialogue))
    forbidden = [m for m in found if forbidden_by(study, m.term, m.named)]
    told = [m for m in forbidden if _told(dialogue, m) or _said_left(dialogue, m)]
    for term in dict.fromkeys(mention.term for mention in told):
        mentions = [mention for mention in told if mention.term == term]
        became = next((b for m in mentions if (b := became_of(dialogue, m))), None)
        known = any(verdict_on(dialogue, mention, found) for mention in mentions)
        if became and (became.state == "left" or not known):
            yield became
        elif became is None and not known and mentions[0] in named:
            after = (s for s in following(dialogue, mentions[0].sentence, 1) if s is not mentions[0].sentence)
            yield Became("left", mentions[0], next(after, mentions[0].sentence))


def _kinds(dialogue: Dialogue) -> Iterator[Mention]:
    """Kinds of medicine that are named without a word of taking: "he said they're steroids"."""
    for sentence in dialogue.sentences:
        for hit in lexicon().drugs.find(sentence.words):
            if hit.name in lexicon().needs_taking:
                yield Mention(hit.name, sentence, sentence.words[hit.first].start, sentence.words[hit.last].end)


def _said_left(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether staff read its name somewhere, and hear that it is another's or was never taken."""
    became = became_of(dialogue, mention)
    return became is not None and became.state == "left"


def _known(dialogue: Dialogue, mentions: Sequence[Mention], found: Sequence[Mention], *as_what: str) -> bool:
    verdicts = (verdict_on(dialogue, mention, found) for mention in mentions)
    return any(verdict.assertion in as_what for verdict in verdicts if verdict)


def became_of(dialogue: Dialogue, mention: Mention) -> Became | None:
    """What became of it, None where nobody says."""
    named = mention.sentence
    own, elsewhere = _medicines(named), False
    for said in following(dialogue, named, _REACH):
        asked = dialogue.question_before(said.at)
        of_it = bool(own & (_medicines(said) | (_medicines(asked) if asked else set())))
        elsewhere = elsewhere or bool(_medicines(said) - own and said.at > named.at)
        if elsewhere and not of_it:
            continue
        if dialogue.staff(said.turn) and (said.question or medicine_cues.EVER_TAKEN.search(said.text)):
            if became := _answered(dialogue, mention, said):
                return became
        elif (said.at - named.at <= _BY_ITSELF or of_it) and (state := _said(dialogue, mention, said)):
            return Became(state, mention, said)
    return None


def _answered(dialogue: Dialogue, mention: Mention, question: Sentence) -> Became | None:
    answer = dialogue.answer(question)
    if not answer:
        return None
    said = polarity(answer)
    if medicine_cues.EVER_TAKEN.search(question.text):
        if said == "no" or medicine_cues.NEVER_TAKEN.search(answer[0].text):
            return Became("left", mention, answer[0])
        if said == "yes" or (said == "unclear" and _AMOUNT.search(answer[0].text)):
            return Became("taken", mention, answer[0])
    if said != "no" and medicine_cues.HOW_TAKEN.search(question.text):
        return Became("taken", mention, answer[0])
    return None


def _said(dialogue: Dialogue, mention: Mention, said: Sentence) -> Literal["taken", "left"] | None:
    if dialogue.staff(said.turn) and not dialogue.staff_only:
        return None
    named = mention.sentence
    told = said.text[mention.end - said.start :][:_SAME_BREATH] if said is named else said.text
    if said is not named and _TOOK.search(told):
        return "taken"
    return "left" if medicine_cues.NEVER_TAKEN.search(told) and not _TOOK.search(told) else None


_AMOUNT = re.compile(
    r"\b(?:all|most|half|every|both|one|two|three|four|five|six|seven|ten|\d+|couple|few|days?|nights?|weeks?)\b",
    re.IGNORECASE,
)
_TOOK = re.compile(
    r"\b(?:i|he|she|we)(?: only| just|'ve|'d| have| had| did)*(?: then)? (?:took|taken|take|had|used|swallowed|put|"
    r"rubbed|sprayed|drank|popped) (?:just |only |about |maybe )?(?:one|two|three|four|it|them|some|half|a (?:bit|few|"
    r"couple|lot|drop|little|whole)|that)\b(?! (?:on the|in the) (?:shelf|drawer|cupboard|bag|bin|back|fridge))"
    r"(?! (?:back|away|down))",
    re.IGNORECASE,
)


def _medicines(sentence: Sentence) -> set[str]:
    return {hit.name for hit in lexicon().drugs.find(sentence.words)}


def _told(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether the participant speaks of it, or denies it to staff: a reminder by staff tells nothing."""
    sentence = mention.sentence
    if not dialogue.staff(sentence.turn) or dialogue.staff_only:
        return True
    return sentence.question and polarity(dialogue.answer(sentence)) == "no"
