"""Criteria of eligibility that a value, a condition or a medicine told before the first dose breaks."""

import re
from collections.abc import Iterator, Sequence

from trialvoice.core.findings import ConcomitantMedication, CrfItem, Evidence, VitalSign
from trialvoice.core.study import Eligibility, Study
from trialvoice.safe.deviations.rulings import ruling_after
from trialvoice.safe.drafts import Draft, deviation, distinct
from trialvoice.safe.language.assertion import LIKELY, Mention, judge
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.numbers import numbers
from trialvoice.safe.lexicon import Phrases
from trialvoice.safe.medicines.interactions import meant_by, plain_names

_AGE = "AGE"
_RULED_WITHIN = 2
_ASKED_AGE = re.compile(r"\bhow old are you\b|\b(?:what is|what's) your age\b|\byour age\b", re.IGNORECASE)
_OF_AGE = re.compile(r"^[\s-]*(?:years?[\s-]*old|years of age|yrs old)\b", re.IGNORECASE)
_I_AM = re.compile(r"\b(?:i'?m|i am|he'?s|she'?s|aged)\s+(?:just |only |already |now )?$", re.IGNORECASE)
_YEARS = range(15, 111)
"""Years of age that somebody in a trial may have."""


def eligibility_deviations(dialogue: Dialogue, study: Study, found: Sequence[Draft]) -> tuple[Draft, ...]:
    """Deviations, one for each criterion that is broken. found: drafts of medicines, vital signs and form items."""
    return tuple(draft for criterion in study.eligibility if (draft := next(_broken(dialogue, criterion, found), None)))


def _broken(dialogue: Dialogue, criterion: Eligibility, found: Sequence[Draft]) -> Iterator[Draft]:
    for value, evidence in _values(dialogue, criterion, found):
        if _outside(criterion, value):
            yield _made(criterion, f"{criterion.item} {value:g}", evidence)
    for mention in _conditions(dialogue, criterion):
        ruling = ruling_after(dialogue, mention.sentence, "eligibility", _RULED_WITHIN)
        if ruling is None or ruling.kind != "allowed":
            proof = dialogue.evidence(mention.sentence.at, mention.sentence.start, mention.sentence.end)
            yield _made(criterion, mention.named, (proof,))
    for draft in found:
        if isinstance(draft.value, ConcomitantMedication) and _excluded(criterion, draft):
            yield _made(criterion, draft.value.name, draft.evidence)


def _made(criterion: Eligibility, told: str, evidence: Sequence[Evidence]) -> Draft:
    side = "criterion not met" if criterion.kind == "inclusion" else "exclusion criterion met"
    text = f"{side}: {criterion.text} ({told})"
    return deviation("eligibility", text, distinct(evidence), rule=f"eligibility-{criterion.id}", confidence=LIKELY)


def _outside(criterion: Eligibility, value: float) -> bool:
    low = criterion.minimum is not None and value < criterion.minimum
    high = criterion.maximum is not None and value > criterion.maximum
    return (low or high) if criterion.kind == "inclusion" else not (low or high)


def _values(
    dialogue: Dialogue, criterion: Eligibility, found: Sequence[Draft]
) -> Iterator[tuple[float, Sequence[Evidence]]]:
    if criterion.minimum is None and criterion.maximum is None:
        return
    if criterion.item == _AGE:
        yield from _ages(dialogue)
    for draft in found:
        match draft.value:
            case VitalSign(test=test, value=value) if test == criterion.item:
                yield value, draft.evidence
            case CrfItem(form=form, item=item, value=text) if f"{form}.{item}" == criterion.item:
                if re.fullmatch(r"-?\d+(?:\.\d+)?", text):
                    yield float(text), draft.evidence


def _ages(dialogue: Dialogue) -> Iterator[tuple[float, Sequence[Evidence]]]:
    """The participant's age: "I'm seventy-six years old", or the answer to how old they are."""
    for sentence in dialogue.sentences:
        if dialogue.staff(sentence.turn) or sentence.question:
            continue
        asked = dialogue.question_before(sentence.at)
        answers = bool(asked and _ASKED_AGE.search(asked.text)) and sentence is dialogue.by_turn[sentence.at][0]
        for number in numbers(sentence.text):
            told = _OF_AGE.match(sentence.text[number.end :]) and _I_AM.search(sentence.text[: number.start])
            if (told or answers) and number.value in _YEARS:
                yield number.value, (dialogue.evidence(sentence.at, sentence.start, sentence.end),)
                break


def _conditions(dialogue: Dialogue, criterion: Eligibility) -> Iterator[Mention]:
    names = Phrases.of({criterion.id: criterion.conditions})
    mentions = [
        _mention(sentence, hit.first, hit.last) for sentence in dialogue.sentences for hit in names.find(sentence.words)
    ]
    for mention in mentions:
        verdict = judge(dialogue, mention, mentions)
        if verdict and verdict.assertion in ("present", "past"):
            yield mention


def _mention(sentence: Sentence, first: int, last: int) -> Mention:
    words = sentence.words
    text = sentence.text[words[first].start - sentence.start : words[last].end - sentence.start]
    return Mention(text.lower(), sentence, words[first].start, words[last].end)


def _excluded(criterion: Eligibility, draft: Draft) -> bool:
    value = draft.value
    assert isinstance(value, ConcomitantMedication)
    return draft.assertion == "present" and any(
        meant_by(name) & plain_names(value.name) for name in criterion.medicines
    )
