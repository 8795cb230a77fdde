"""Doses of the study drug that were missed: how many, when and why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trialvoice.core.findings import Evidence, MissedDose
from trialvoice.core.study import Study
from trialvoice.safe import cues, dose_cues
from trialvoice.safe.assertion import CERTAIN, LIKELY, POSSIBLE, Mention
from trialvoice.safe.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.dose_count import count_in, figures_in
from trialvoice.safe.drafts import Draft, distinct
from trialvoice.safe.lexicon import Phrases, lexicon
from trialvoice.safe.medication import study_drug
from trialvoice.safe.timing import duration_in, when_in

SOURCE = "rule:missed-doses@1"

_HEADING_WORDS = 4
_OBJECT_WITHIN = 20


@dataclass(frozen=True, slots=True)
class _Missed:
    sentence: Sentence
    doses: int | None
    when: str | None
    reason: str | None
    evidence: tuple[Evidence, ...]
    confidence: float


def missed_doses(dialogue: Dialogue, study: Study) -> tuple[Draft, ...]:
    """Drafts of missed doses; what is told twice is one."""
    own = study_drug(study)
    found = [m for s in dialogue.sentences if (m := _missed(dialogue, study, s, own))]
    return tuple(
        Draft(MissedDose(doses=m.doses, when=m.when, reason=m.reason), m.evidence, SOURCE, m.confidence)
        for m in _joined(found)
    )


def _misses_another(sentence: Sentence, after: int) -> bool:
    """Whether another medicine is what was missed: named within a few words of the verb."""
    hits = lexicon().drugs.find(sentence.words)
    return any(0 <= sentence.words[hit.first].start - sentence.start - after <= _OBJECT_WITHIN for hit in hits)


def _missed(dialogue: Dialogue, study: Study, sentence: Sentence, own: Phrases) -> _Missed | None:
    if sentence.question and (dialogue.staff(sentence.turn)):
        return _asked(dialogue, study, sentence)
    if dialogue.staff(sentence.turn) and not dialogue.staff_only:
        return None
    if not _tells(dialogue, sentence, own):
        return None
    text = _with_next(dialogue, sentence)
    return _Missed(
        sentence,
        _count(dialogue, study, sentence, text),
        when_in(text) or duration_in(text) or when_in(_heading(dialogue, sentence)),
        _reason(dialogue, sentence),
        (dialogue.evidence(sentence.at, sentence.start, sentence.end),),
        CERTAIN if dose_cues.STRONG_DOSE.search(sentence.text) else LIKELY,
    )


def _count(dialogue: Dialogue, study: Study, sentence: Sentence, text: str) -> int | None:
    """A figure given at once in the answer, else the one in what is told, else the answer to "how many?"."""
    asked = dialogue.question_before(sentence.at)
    at_once = [s.text for s in dialogue.by_turn[sentence.at] if s.start < sentence.start]
    if (
        asked
        and at_once
        and dose_cues.ASKED_MISSED.search(asked.text)
        and not dose_cues.NEVER.search(at_once[0])
        and not re.match(r"\W*(?:no|nope|not)\b", at_once[0], re.IGNORECASE)
    ):
        figures = [
            value
            for value, _, end in figures_in(at_once[0])
            if dose_cues.BARE.match(at_once[0][end:]) or dose_cues.UNIT.match(at_once[0][end:])
        ]
        if figures:
            return figures[-1]
    excepted = dose_cues.EXCEPT.match(text)
    told = count_in(text[excepted.end() :], study, bare=True) if excepted else count_in(text, study)
    return told or count_in(_follow_up(dialogue, sentence), study, bare=True)


def _heading(dialogue: Dialogue, sentence: Sentence) -> str:
    """A day that stands alone before, as in a diary: "Wednesday. Forgot my evening tablet."."""
    before = [s for s in dialogue.by_turn[sentence.at] if s.start < sentence.start and len(s.words) <= _HEADING_WORDS]
    return before[-1].text if before else ""


def _tells(dialogue: Dialogue, sentence: Sentence, own: Phrases) -> bool:
    """Whether the participant says here that a dose of the study drug was missed."""
    text = sentence.text
    match = dose_cues.MISS.search(text) or (
        dose_cues.EXCEPT.match(text) if _asked_about_taking(dialogue, sentence) else None
    )
    if not match or dose_cues.NOT_A_DOSE.search(text) or dose_cues.NEVER.search(text):
        return False
    mention = Mention("missed dose", sentence, sentence.start + match.start(), sentence.start + match.end())
    if cues.MAYBE.search(mention.clause) or cues.WARNING.search(mention.before) or cues.PAST.search(text):
        return False
    if cues.OTHER_PERSON.search(mention.before) and not cues.SELF.search(mention.clause):
        return False
    names_own = any(True for _ in own.find(sentence.words))
    if _misses_another(sentence, match.end()) and not names_own:
        return False
    asked = dialogue.question_before(sentence.at)
    in_context = bool(asked and dose_cues.ASKED.search(asked.text))
    return names_own or bool(dose_cues.STRONG_DOSE.search(text)) or (in_context and bool(dose_cues.DOSE.search(text)))


def _asked_about_taking(dialogue: Dialogue, sentence: Sentence) -> bool:
    asked = dialogue.question_before(sentence.at)
    return bool(asked and dose_cues.ASKED.search(asked.text))


def _asked(dialogue: Dialogue, study: Study, question: Sentence) -> _Missed | None:
    """ "Have you missed any doses?" - "Yes, two.": the answer holds no word of missing."""
    if not dose_cues.ASKED_MISSED.search(question.text) or dose_cues.NOT_A_DOSE.search(question.text):
        return None
    if not dose_cues.STRONG_DOSE.search(question.text) and not re.search(r"\bany\b", question.text, re.IGNORECASE):
        return None
    answer = dialogue.answer(question)
    if not answer or any(dose_cues.MISS.search(s.text) and not dose_cues.NEVER.search(s.text) for s in answer):
        return None
    said = " ".join(s.text for s in answer)
    count = count_in(said, study, bare=True)
    if polarity(answer) == "no" or (polarity(answer) == "unclear" and count is None) or dose_cues.NEVER.search(said):
        return None
    last = answer[-1] if len(answer) <= 3 else answer[2]
    proof = dialogue.evidence(answer[0].at, answer[0].start, last.end)
    asked = dialogue.evidence(question.at, question.start, question.end)
    count = count or count_in(_follow_up(dialogue, answer[0]), study, bare=True)
    return _Missed(
        answer[0],
        count,
        when_in(said) or duration_in(said),
        _reason(dialogue, answer[0]),
        (proof, asked),
        LIKELY if count else POSSIBLE,
    )


def _with_next(dialogue: Dialogue, sentence: Sentence) -> str:
    """The sentence, and the next of the turn where it goes on with days or a correction."""
    text = sentence.text
    for following in [s for s in dialogue.by_turn[sentence.at] if s.start > sentence.start]:
        if not (dose_cues.WEEKDAY.search(following.text) or dose_cues.CORRECTED.search(following.text[:25])):
            break
        text = f"{text} {following.text}"
    return text


def _follow_up(dialogue: Dialogue, sentence: Sentence) -> str:
    """The answer to "how many?" where staff ask it next."""
    for at in range(sentence.at + 1, min(sentence.at + 3, len(dialogue.turns))):
        for question in dialogue.by_turn[at]:
            if dialogue.staff(question.turn) and re.search(
                r"\bhow many|how often|how much\b", question.text, re.IGNORECASE
            ):
                return " ".join(s.text for s in dialogue.answer(question)[:2])
    return ""


def _reason(dialogue: Dialogue, sentence: Sentence) -> str | None:
    here = [s for s in dialogue.by_turn[sentence.at] if sentence.start <= s.start][:3]
    before = [s for s in dialogue.by_turn[sentence.at] if s.start < sentence.start][-1:]
    for said in (*here, *before):
        if match := dose_cues.WHY.search(said.text):
            return match["why"].strip(" ,")
    causes = [match[0].strip(" ,") for said in (*here, *before) for match in dose_cues.CAUSE.finditer(said.text)]
    if causes:
        return next((cause for cause in causes if "forgot" not in cause.lower()), causes[0])
    stories = [said.text for said in here[1:] if dose_cues.STORY.match(said.text)]
    return _asked_why(dialogue, sentence) or (stories[0].rstrip(".") if stories else None)


def _asked_why(dialogue: Dialogue, sentence: Sentence) -> str | None:
    for at in range(sentence.at + 1, min(sentence.at + 3, len(dialogue.turns))):
        for question in dialogue.by_turn[at]:
            if dialogue.staff(question.turn) and re.search(
                r"\b(?:why|what happened|how come|reason)\b", question.text, re.IGNORECASE
            ):
                answer = dialogue.answer(question)
                return answer[0].text.rstrip(".") if answer else None
    return None


def _joined(found: Sequence[_Missed]) -> list[_Missed]:
    """What is told again, without other days, adds what it knows to what was told before."""
    kept: list[_Missed] = []
    for item in found:
        same = next((k for k in kept if _same(k, item)), None)
        if same is None:
            kept.append(item)
            continue
        kept[kept.index(same)] = _Missed(
            same.sentence,
            _better(same.doses, item.doses, item),
            same.when or item.when,
            same.reason or item.reason,
            distinct([*same.evidence, *item.evidence]),
            max(same.confidence, item.confidence),
        )
    return kept


def _better(first: int | None, later: int | None, item: _Missed) -> int | None:
    if first is None or later is None:
        return first or later
    return later if dose_cues.CORRECTED.search(item.sentence.text) else max(first, later)


def _same(one: _Missed, other: _Missed) -> bool:
    if (
        re.search(r"\b(?:another|also|and then|plus|on top|as well|again)\b", other.sentence.text, re.IGNORECASE)
        and other.sentence.at - one.sentence.at <= 2
    ):
        return False
    days = [{m[0].lower() for m in dose_cues.WEEKDAY.finditer(x.when or "")} for x in (one, other)]
    return not (days[0] and days[1] and not days[0] & days[1])
