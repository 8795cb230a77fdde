"""Forbidden medicines that were taken: on the study's list, or called forbidden by staff once they heard of them."""

from collections.abc import Sequence, Set

from trialvoice.core.findings import ConcomitantMedication, Evidence
from trialvoice.core.study import Study
from trialvoice.safe.deviations.deviation_cues import cue
from trialvoice.safe.deviations.rulings import Ruling, ruling_in
from trialvoice.safe.drafts import Draft, deviation, distinct
from trialvoice.safe.language import cues
from trialvoice.safe.language.assertion import LIKELY
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.passages import following, preceding
from trialvoice.safe.lexicon import lexicon
from trialvoice.safe.medicines.medicine_names import medicine_mentions
from trialvoice.safe.medicines.medicine_states import Became, forbidden_states

_REACH = 5
"""Turns within which staff rule on a medicine they heard of: they ask for its name and dose first."""
_LOOK_BACK = 6
_NOD = 3
"""Most words of "all right", which rules nothing."""
_DENIED_WITHIN = 25
"""Characters before a word of taking in which it is denied."""


def prohibited(dialogue: Dialogue, found: Sequence[Draft], study: Study) -> tuple[Draft, ...]:
    """Deviations. found: drafts of medicines, of which those that the study forbids are marked."""
    medicines = [d for d in found if isinstance(d.value, ConcomitantMedication)]
    states = tuple(forbidden_states(dialogue, study))
    left = [became for became in states if became.state == "left"]
    kept = [d for d in medicines if not any(_told_in(d, became) for became in left)]
    listed = [made for draft in kept if (made := _listed(dialogue, draft, study))]
    listed += [_taken_after_all(dialogue, became) for became in states if became.state == "taken"]
    return (*listed, *_called_forbidden(dialogue, study, medicines, listed))


def _told_in(draft: Draft, became: Became) -> bool:
    """Whether a medicine is the one of which it comes out that it was never taken."""
    assert isinstance(draft.value, ConcomitantMedication)
    said = draft.value.name.lower()
    return became.mention.term.lower() in said or became.mention.named.lower() in said


def _taken_after_all(dialogue: Dialogue, became: Became) -> Draft:
    told = (became.mention.sentence, became.said)
    proof = [dialogue.evidence(s.at, s.start, s.end) for s in dict.fromkeys(told)]
    return _taken(dialogue, became.mention.named, proof, None, LIKELY)


def _listed(dialogue: Dialogue, draft: Draft, study: Study) -> Draft | None:
    value = draft.value
    if not isinstance(value, ConcomitantMedication) or not value.prohibited or draft.assertion != "present":
        return None
    told = [_spoken(dialogue, proof) for proof in draft.evidence]
    if all(_only_asked(dialogue, s) or cue("medicine", "not_taken").search(s.text) for s in told):
        return None
    if any(s.question and cues.PAST.search(a.text) for s in told for a in dialogue.answer(s)[:1]):
        return None
    ruling = _ruling(dialogue, draft)
    if ruling and ruling.kind == "allowed":
        return None
    if ruling is None and _with_exception(study, value.name):
        return None
    return _taken(dialogue, value.name, draft.evidence, ruling, draft.confidence)


def _with_exception(study: Study, name: str) -> bool:
    """Whether the study file allows it in some cases, so that staff have to say that this is none of them."""
    entries = [entry for entry in study.prohibited if cue("medicine", "exception").search(entry.reason)]
    return any(known.lower() in name.lower() for entry in entries for known in (entry.name, *entry.synonyms))


def _only_asked(dialogue: Dialogue, sentence: Sentence) -> bool:
    """Whether a participant asks about it: "is ibuprofen okay?", or staff answer that."""
    if not dialogue.staff(sentence.turn):
        return sentence.question
    return sentence.at > 0 and not sentence.question and _only_asked(dialogue, dialogue.by_turn[sentence.at - 1][-1])


def _taken(
    dialogue: Dialogue, name: str, evidence: Sequence[Evidence], ruling: Ruling | None, confidence: float
) -> Draft:
    said = ruling.sentence if ruling else None
    ruled = (dialogue.evidence(said.at, said.start, said.end),) if said else ()
    return deviation(
        "prohibited_medication",
        f"prohibited medication taken: {name}",
        distinct([*evidence[:2], *ruled, *evidence[2:]]),
        rule="prohibited-medication",
        confidence=confidence,
    )


def _ruling(dialogue: Dialogue, draft: Draft) -> Ruling | None:
    """What staff rule of a medicine, until another is spoken of."""
    last = max(draft.evidence, key=lambda e: (e.turn, e.start_char))
    spoken = _spoken(dialogue, last)
    own = {hit.name for hit in lexicon().drugs.find(spoken.words)}
    for sentence in following(dialogue, spoken, _REACH):
        others = {hit.name for hit in lexicon().drugs.find(sentence.words)} - lexicon().general_drugs - own
        if others and own and sentence.at > spoken.at and not dialogue.staff(sentence.turn):
            return None
        if dialogue.staff(sentence.turn) and (kind := ruling_in(sentence)):
            return Ruling(kind, sentence)
    return None


def _spoken(dialogue: Dialogue, evidence: Evidence) -> Sentence:
    at = next(at for at, turn in enumerate(dialogue.turns) if turn.id == evidence.turn)
    return next(s for s in dialogue.by_turn[at] if s.end > evidence.start_char)


def _called_forbidden(
    dialogue: Dialogue, study: Study, medicines: Sequence[Draft], listed: Sequence[Draft]
) -> list[Draft]:
    """What staff call forbidden after it was said to be taken, under a name that no list has."""
    ruled = {(e.turn, e.start_char) for draft in listed for e in draft.evidence}
    found: list[Draft] = []
    spoken_of = {(m.sentence.at, m.sentence.start) for m in medicine_mentions(dialogue, study)}
    for sentence in dialogue.sentences:
        place = (sentence.turn.id, sentence.start)
        if not dialogue.staff(sentence.turn) or place in ruled or not _forbids(sentence):
            continue
        if _allowed_just_before(dialogue, sentence):
            continue
        if any(0 <= sentence.turn.id - turn <= 2 for turn, _ in ruled) or not _of_a_medicine(
            dialogue, sentence, spoken_of
        ):
            continue
        if told := _told_of(dialogue, sentence, medicines):
            proof = [dialogue.evidence(s.at, s.start, s.end) for s in (told, sentence)]
            ruled.add(place)
            made = _taken(dialogue, _named(told, sentence), proof, None, LIKELY)
            found.append(made)
    return found


def _allowed_just_before(dialogue: Dialogue, ruling: Sentence) -> bool:
    """ "Oh, that's perfectly all right. It's the drowsy ones you can't have.": the forbidden one is another."""
    own = (s for s in dialogue.by_turn[ruling.at] if s.start < ruling.start and len(s.words) > _NOD)
    return any(ruling_in(s) == "allowed" for s in own)


def _forbids(sentence: Sentence) -> bool:
    ruling = ruling_in(sentence)
    return ruling == "forbidden" or (ruling == "counted" and bool(cue("ruling", "forbidden").search(sentence.text)))


def _of_a_medicine(dialogue: Dialogue, ruling: Sentence, spoken_of: Set[tuple[int, int]]) -> bool:
    """Whether a ruling is on a medicine: it or what led to it names one, or the list of them."""
    if cue("medicine", "of_a_medicine").search(ruling.text):
        return True
    named = any(
        (s.at, s.start) in spoken_of or any(True for _ in lexicon().drugs.find(s.words))
        for s in preceding(dialogue, ruling, 2)
    )
    return named and not cue("medicine", "own_dose").search(ruling.text)


def _told_of(dialogue: Dialogue, ruling: Sentence, medicines: Sequence[Draft]) -> Sentence | None:
    """The sentence in which a participant tells of taking it, soon before the ruling."""
    before = [s for s in preceding(dialogue, ruling, _LOOK_BACK) if not dialogue.staff(s.turn) or dialogue.staff_only]
    before = [s for s in before if s is not ruling and not cues.PAST.search(s.text)]
    if any(cue("medicine", "not_taken").search(s.text) for s in before if ruling.at - s.at <= 2):
        return None
    named = [s for s in before if _names(s, medicines) and not s.question and not cues.negates(s.text)]
    given = [s for s in before if not s.question and _gives(s.text)]
    return next(iter(named or given), None)


def _gives(text: str) -> bool:
    """Whether taking something is told and not denied."""
    told = cue("medicine", "given").finditer(text)
    return any(not cues.negates(text[max(match.start() - _DENIED_WITHIN, 0) : match.start()]) for match in told)


def _names(sentence: Sentence, medicines: Sequence[Draft]) -> bool:
    return any(
        e.turn == sentence.turn.id and sentence.start < e.end_char and e.start_char < sentence.end
        for draft in medicines
        for e in draft.evidence
    )


def _named(told: Sentence, ruling: Sentence) -> str:
    """The medicine's name where a list has it, else the words it was told in."""
    for sentence in (ruling, told):
        for hit in lexicon().drugs.find(sentence.words):
            return hit.name
    return told.text[:80]
