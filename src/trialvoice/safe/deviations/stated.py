"""Deviations that people state: consent, reporting, eligibility, storage, a wrong kit, and their like."""

import re
from collections.abc import Iterator

from trialvoice.safe.deviations.deviation_cues import StatedRule, cue, stated_rules
from trialvoice.safe.deviations.rulings import Ruling, moves_on, ruling_after
from trialvoice.safe.drafts import Draft, deviation
from trialvoice.safe.language import cues
from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.language.passages import following, preceding

_TOPIC_REACH = 4
_EXCUSE_REACH = 2
_RULING_REACH = 4
"""Turns within which staff rule on what is none without their word."""
_SAME_MATTER = 4
"""Turns within which a second statement of the same kind is about the same thing."""
_CONSENT = re.compile(r"\b(?:re-?)?consent\w*", re.IGNORECASE)
"""Named as a matter here, not as the form that warns of something."""
_ASKING = re.compile(r"\b(?:should (?:that|it|i|we)|i (?:thought|wonder\w*|was wondering)|is that)\b", re.IGNORECASE)
_NEVER = re.compile(r"\bnever\b(?! mind)", re.IGNORECASE)
"""Of an act or a state a "never" denies whatever follows: "it never went above eight"."""
_NOTHING = re.compile(
    r"\b(?:nothing|nobody|none)(?:'s| (?:was|is|were|has|had|ever|went|got|been|of (?:it|them|"
    r"that)))*\s+(?:\w+ ){0,2}$|"
    r"\b(?:nothing|nobody|none)\b[^,;.]{0,25}\b(?:out of|outside|wrong|missing|broken|missed|late)\b",
    re.IGNORECASE,
)
"""None of it was so: "nothing was out of range"."""


def stated_deviations(dialogue: Dialogue) -> tuple[Draft, ...]:
    """Deviations that a speaker states, one for each kind and matter."""
    return tuple(draft for rule in stated_rules() for draft in _of_kind(dialogue, rule))


def _of_kind(dialogue: Dialogue, rule: StatedRule) -> Iterator[Draft]:
    last = -_SAME_MATTER
    ruled: set[tuple[int, int]] = set()
    for sentence in dialogue.sentences:
        if sentence.at - last < _SAME_MATTER or (rule.staff and not dialogue.staff(sentence.turn)):
            continue
        if draft := _stated(dialogue, rule, sentence):
            last = sentence.at
            proofs = {(proof.turn, proof.start_char) for proof in draft.evidence}
            if not (rule.needs_ruling and proofs & ruled):
                yield draft
            ruled |= proofs


def _stated(dialogue: Dialogue, rule: StatedRule, sentence: Sentence) -> Draft | None:
    topic: Sentence | None = None
    match = rule.alone.search(sentence.text)
    if match is None:
        match = rule.fault.search(sentence.text)
        topic = _topic(dialogue, rule, sentence) if match else None
        if match is None or topic is None:
            return None
    if not _meant(sentence, match):
        return None
    answer = _confirmed(dialogue, sentence) if sentence.question else None
    if sentence.question and answer is None:
        return None
    reach = _RULING_REACH if rule.needs_ruling else _EXCUSE_REACH
    ruling = ruling_after(dialogue, sentence, rule.category, reach)
    if _excused(dialogue, rule, sentence, ruling):
        return None
    if (rule.needs_ruling or (topic and not dialogue.staff_only)) and not _against(ruling):
        return None
    told = [topic, sentence, answer, ruling.sentence if ruling and ruling.kind == "counted" else None]
    places = {(s.at, s.start): s for s in told if s}
    evidence = [dialogue.evidence(s.at, s.start, s.end) for s in places.values()]
    return deviation(rule.category, rule.description, evidence, rule="stated", confidence=0.8 if ruling else 0.7)


def _topic(dialogue: Dialogue, rule: StatedRule, sentence: Sentence) -> Sentence | None:
    """The sentence that says what this is about, where no other kind of thing was spoken of since."""
    for before in preceding(dialogue, sentence, _TOPIC_REACH):
        if rule.topic.search(before.text):
            return before
        if moves_on(before) or any(other.topic.search(before.text) for other in stated_rules() if other is not rule):
            return None
    return None


def _meant(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether it is said to be so: neither denied, nor possible, nor a warning."""
    mention = Mention("deviation", sentence, sentence.start + match.start(), sentence.start + match.end())
    return not (
        cues.negates(mention.clause)
        or _NEVER.search(mention.clause)
        or _NOTHING.search(mention.clause + match[0])
        or cues.MAYBE.search(mention.clause + match[0])
        or cues.WARNING.search(_CONSENT.sub("", mention.before))
        or _ASKING.search(mention.clause)
    )


def _confirmed(dialogue: Dialogue, question: Sentence) -> Sentence | None:
    answer = dialogue.answer(question)
    return answer[0] if answer and polarity(answer) == "yes" else None


def _against(ruling: Ruling | None) -> bool:
    return ruling is not None and ruling.kind != "allowed"


def _excused(dialogue: Dialogue, rule: StatedRule, sentence: Sentence, ruling: Ruling | None) -> bool:
    if ruling:
        return ruling.kind == "allowed"
    return any(
        rule.excuse.search(s.text) and not cue("ruling", "blamed").search(s.text)
        for s in following(dialogue, sentence, _EXCUSE_REACH)
    )
