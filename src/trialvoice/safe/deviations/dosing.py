"""Deviations in the taking of the study drug: too many doses missed, extra, late and incomplete doses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.core.findings import Evidence, MissedDose
from trialvoice.core.study import Study
from trialvoice.safe.deviations.deviation_cues import cue
from trialvoice.safe.deviations.rulings import ruling_after, ruling_in
from trialvoice.safe.drafts import Draft, deviation, distinct, quote_of
from trialvoice.safe.language import cues
from trialvoice.safe.language.assertion import LIKELY, Mention
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.numbers import Number, numbers
from trialvoice.safe.language.passages import following, preceding
from trialvoice.safe.lexicon import lexicon
from trialvoice.safe.medicines.medicine_names import study_drug

_KINDS = {
    "extra": "more of the study drug taken than planned",
    "late": "a dose of the study drug at the wrong time",
    "partial": "only a part of a dose of the study drug was given",
    "handled": "the study drug was not taken as it should be",
}
_RULED_WITHIN = 4
_EXCUSED_WITHIN = 2
_SAME_MATTER = 4
_LONG, _AROUND = 40, 30
"""Words of a sentence that never ends, and characters within which another medicine in it would be what is meant."""
_TOPIC_REACH = 5
_TOPIC_AROUND = 150
"""Characters around them within which the dose is spoken of, in a sentence that never ends."""
_INSTEAD = re.compile(r"\binstead of\b", re.IGNORECASE)
_MOST_DOSES = 12


@dataclass(frozen=True, slots=True)
class _Told:
    kind: str
    sentence: Sentence
    start: int
    end: int


def dosing_deviations(dialogue: Dialogue, found: Sequence[Draft], study: Study) -> tuple[Draft, ...]:
    """Deviations. found: drafts, of which missed doses are counted."""
    return (*too_many_missed(dialogue, found, study), *_otherwise(dialogue, study))


def too_many_missed(dialogue: Dialogue, found: Sequence[Draft], study: Study) -> tuple[Draft, ...]:
    """More missed doses than the protocol lets pass."""
    missed = [draft for draft in found if isinstance(draft.value, MissedDose)]
    proof = [item for draft in missed for item in draft.evidence]
    ruled = _ruled(dialogue, proof)
    if ruled is None:
        missed = [draft for draft in missed if not _kept_from(dialogue, draft)]
        proof = [item for draft in missed for item in draft.evidence]
    total = sum(d.value.doses or 0 for d in missed if isinstance(d.value, MissedDose))
    if total <= study.dosing.max_missed:
        return _over_by_staff(dialogue)
    if ruled and cue("dosing", "within_limit").search(ruled.text):
        return ()
    said = (dialogue.evidence(ruled.at, ruled.start, ruled.end),) if ruled else ()
    text = f"{total} doses missed, more than the {study.dosing.max_missed} that the protocol allows"
    confidence = min(draft.confidence for draft in missed)
    evidence = distinct([*proof[:2], *said, *proof[2:]])
    return (deviation("dosing", text, evidence, rule="missed-doses", confidence=confidence),)


def _kept_from(dialogue: Dialogue, draft: Draft) -> bool:
    """Whether doctors held the doses or a hospital kept them: no departure, unless staff rule that it is one."""
    turns = {item.turn for item in draft.evidence}
    told = (s.text for s in dialogue.sentences if {s.turn.id, s.turn.id + 1} & turns)
    return any(cue("dosing", "kept_from").search(text) for text in told)


def _over_by_staff(dialogue: Dialogue) -> tuple[Draft, ...]:
    """More missed than allowed, as staff count them."""
    for sentence in dialogue.sentences:
        before = list(preceding(dialogue, sentence, 1))
        if dialogue.staff(sentence.turn) and _over_the_limit(sentence, before):
            told = [s for s in reversed(before) if s is sentence or cue("dosing", "missed").search(s.text)]
            evidence = [dialogue.evidence(s.at, s.start, s.end) for s in told]
            text = "more doses missed than the protocol allows"
            return (deviation("dosing", text, evidence, rule="missed-doses", confidence=LIKELY),)
    return ()


def _ruled(dialogue: Dialogue, proof: Sequence[Evidence]) -> Sentence | None:
    """What staff say soon after of missing so many: that it counts, or that it is within the limit."""
    last = max((e.turn for e in proof), default=0)
    for sentence in dialogue.sentences:
        if not last <= sentence.turn.id <= last + _RULED_WITHIN or not dialogue.staff(sentence.turn):
            continue
        if ruling_in(sentence) == "counted" or cue("dosing", "limit").search(sentence.text):
            return sentence
        if cue("dosing", "within_limit").search(sentence.text):
            return sentence
    return None


def _otherwise(dialogue: Dialogue, study: Study) -> Iterator[Draft]:
    """Doses that were too many, late or incomplete; what is told over several turns is one."""
    groups: list[list[_Told]] = []
    for told in (t for s in dialogue.sentences for t in _told(dialogue, study, s)):
        if groups and told.sentence.at - groups[-1][-1].sentence.at < _SAME_MATTER:
            groups[-1].append(told)
        else:
            groups.append([told])
    for group in groups:
        if draft := _draft(dialogue, group):
            yield draft


def _draft(dialogue: Dialogue, group: Sequence[_Told]) -> Draft | None:
    ruling = ruling_after(dialogue, group[-1].sentence, "dosing", _EXCUSED_WITHIN)
    if ruling and ruling.kind == "allowed":
        return None
    if ruling is None and all(told.kind == "handled" for told in group):
        return None
    proof = [quote_of(dialogue, told.sentence, told.start, told.end) for told in group[:3]]
    said = ruling.sentence if ruling else None
    ruled = [dialogue.evidence(said.at, said.start, said.end)] if said else []
    confidence = LIKELY if ruling else 0.7
    return deviation("dosing", _KINDS[group[0].kind], distinct([*proof, *ruled]), rule="stated", confidence=confidence)


def _told(dialogue: Dialogue, study: Study, sentence: Sentence) -> Iterator[_Told]:
    if sentence.question and not _INSTEAD.search(sentence.text):
        return
    staff = dialogue.staff(sentence.turn) and not dialogue.staff_only
    if not staff:
        for kind in _KINDS:
            for match in cue("dosing", kind).finditer(sentence.text):
                if _of_the_study_drug(dialogue, study, sentence, match.span()) and _meant(sentence, match.span()):
                    yield _Told(kind, sentence, sentence.start + match.start(), sentence.start + match.end())
                    return
    counted = cue("dosing", "so_many").search(sentence.text) if staff else None
    if span := counted.span() if counted else _more_than_planned(dialogue, study, sentence):
        yield _Told("extra", sentence, sentence.start + span[0], sentence.start + span[1])


def _of_the_study_drug(dialogue: Dialogue, study: Study, sentence: Sentence, span: tuple[int, int]) -> bool:
    """Whether a dose is spoken of, and no other medicine close by."""
    own = {at for hit in study_drug(study).find(sentence.words) for at in range(hit.first, hit.last + 1)}
    endless = len(sentence.words) > _LONG
    first, last = (span[0] - _AROUND, span[1] + _AROUND) if endless else (0, len(sentence.text))
    for hit in lexicon().drugs.find(sentence.words):
        place = sentence.words[hit.first].start - sentence.start
        if hit.first not in own and first <= place <= last:
            return False
    near = sentence.text[max(span[0] - _TOPIC_AROUND, 0) : span[1] + _TOPIC_AROUND]
    before = (s.text for s in preceding(dialogue, sentence, _TOPIC_REACH) if s is not sentence)
    after = (s.text for s in following(dialogue, sentence, 1) if s is not sentence)
    return any(cue("dosing", "topic").search(text) for text in (near, *before, *after))


def _meant(sentence: Sentence, span: tuple[int, int]) -> bool:
    mention = Mention("dose", sentence, sentence.start + span[0], sentence.start + span[1])
    clause = mention.clause
    return not (
        cues.negates(clause)
        or cues.MAYBE.search(clause)
        or cues.WARNING.search(clause)
        or cues.OTHER_PERSON.search(clause)
    )


def _more_than_planned(dialogue: Dialogue, study: Study, sentence: Sentence) -> tuple[int, int] | None:
    """ "Three puffs that day instead of two", "he took two a day": more than the number planned."""
    text = sentence.text
    counted = [n for n in numbers(text) if n.value == int(n.value) and 1 <= n.value <= _MOST_DOSES]
    if match := _INSTEAD.search(text):
        before = [n for n in counted if n.end <= match.start()]
        after = [n for n in counted if match.end() <= n.start <= match.end() + 4]
        if before and after and before[-1].value != after[0].value and _about_doses(dialogue, sentence):
            return before[-1].start, after[0].end
    return _too_many_a_day(dialogue, study, sentence, counted)


def _too_many_a_day(
    dialogue: Dialogue, study: Study, sentence: Sentence, counted: Sequence[Number]
) -> tuple[int, int] | None:
    """ "He took two a day", "I had two on the Sunday", of a drug that is taken once."""
    text = sentence.text
    for number in counted:
        took = cue("dosing", "took").search(text[: number.start])
        if not took or number.value <= study.dosing.times_per_day:
            continue
        a_day = dialogue.staff_only and cue("dosing", "a_day").match(text[number.end :])
        if a_day or (cue("dosing", "on_a_day").match(text[number.end :]) and _asked_of_doses(dialogue, sentence)):
            return took.start(), number.end
    return None


def _asked_of_doses(dialogue: Dialogue, sentence: Sentence) -> bool:
    asked = dialogue.question_before(sentence.at)
    return bool(asked and cue("dosing", "dose").search(asked.text)) and not any(
        True for _ in lexicon().drugs.find(sentence.words)
    )


def _over_the_limit(sentence: Sentence, before: Sequence[Sentence]) -> bool:
    """ "So five missed. We allow three." """
    limit = cue("dosing", "limit").search(sentence.text)
    if not limit:
        return False
    allowed = [n.value for n in numbers(limit[0])]
    missed = [n.value for s in before if cue("dosing", "missed").search(s.text) for n in numbers(s.text)]
    return bool(allowed and missed) and max(missed) > allowed[-1]


def _about_doses(dialogue: Dialogue, sentence: Sentence) -> bool:
    return any(cue("dosing", "topic").search(s.text) for s in preceding(dialogue, sentence, 2)) or any(
        cue("dosing", "topic").search(s.text) for s in following(dialogue, sentence, 1)
    )
