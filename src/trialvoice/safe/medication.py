"""Other medicines that the participant takes or took, and whether the study forbids them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trialvoice.core.findings import Assertion, ConcomitantMedication, Evidence
from trialvoice.core.study import Study
from trialvoice.safe import cues, medicine_cues, medicine_detail_cues, medicine_details
from trialvoice.safe.assertion import CERTAIN, LIKELY, POSSIBLE, Mention, Verdict, judge
from trialvoice.safe.dialogue import Dialogue, polarity
from trialvoice.safe.drafts import Draft, agreed, distinct, quote_of
from trialvoice.safe.lexicon import lexicon
from trialvoice.safe.medicine_indication import conditions, indication_in
from trialvoice.safe.medicine_names import known_names, medicine_mentions
from trialvoice.safe.statements import pieces

SOURCE = "rule:medicines@2"
_ECHO_WORDS = 2
"""A name asked back, and no more."""
_RULED_TURNS = 2
"""Turns in which staff say whether a medicine is allowed."""
_SAME_BREATH = 40
"""Characters between a kind of medicine and its name."""
_NEAR_TURNS = 2
"""Turns in which a class and one of its medicines are the same thing."""


@dataclass(frozen=True, slots=True)
class _Taken:
    mention: Mention
    verdict: Verdict


def medications(
    dialogue: Dialogue, study: Study, problems: Sequence[Mention], pointed_at: Sequence[Evidence] = ()
) -> tuple[Draft, ...]:
    """Drafts, one for each medicine. problems: symptoms mentioned, which a medicine may be for."""
    found = medicine_mentions(dialogue, study)
    taken = [_Taken(m, v) for m in found if not _taken_back(m, found) and (v := _verdict(dialogue, m, found))]
    grouped: dict[str, list[_Taken]] = {}
    for item in taken:
        if item.verdict.assertion in ("present", "past"):
            grouped.setdefault(item.mention.term, []).append(item)
    _drop_general(grouped)
    reasons = sorted((*problems, *conditions(dialogue, study)), key=lambda m: (m.sentence.at, m.start))
    drafter = _Drafter(dialogue, study, found, reasons, pointed_at)
    return tuple(drafter.draft(group) for group in grouped.values())


def forbidden_by(study: Study, plain: str, said: str) -> str | None:
    """The name under which the study forbids a medicine, by itself, a brand or its class; else None."""
    classes = lexicon().classes
    for entry in study.prohibited:
        names = {name.lower() for name in (entry.name, *entry.synonyms)}
        known = {plain_name for name in names for plain_name in known_names(name)}
        members = {drug for name in names for key, drugs in classes.items() if key in name for drug in drugs}
        if {plain.lower(), said.lower()} & names or plain in known | members:
            return entry.name
    return None


def _taken_back(mention: Mention, found: Sequence[Mention]) -> bool:
    """Whether somebody corrects the name at once: "Claritin." - "Not Claritin!"."""
    return any(
        other.term == mention.term
        and 0 <= other.sentence.at - mention.sentence.at <= _NEAR_TURNS
        and not other.sentence.question
        and medicine_cues.NOT_NAMED.search(other.before)
        for other in found
    )


def _verdict(dialogue: Dialogue, mention: Mention, found: Sequence[Mention]) -> Verdict | None:
    """Whether it is or was taken. A medicine taken for years is one that is taken."""
    sentence = mention.sentence
    if medicine_cues.ALLERGY.search(mention.before) or _allergy_asked(dialogue, mention):
        return None
    if medicine_cues.NOT_NAMED.search(mention.before) or medicine_cues.LEFT_IT.search(_until_next(mention, found)):
        return None
    if mention.term in lexicon().general_drugs and medicine_cues.THOSE.search(mention.before):
        return None
    if medicine_cues.NO_MORE.search(mention.before):
        return Verdict("past", LIKELY)
    staff = dialogue.staff(sentence.turn) and not dialogue.staff_only
    verdict = _by_staff(dialogue, mention, found) if staff else _by_subject(dialogue, mention, found)
    if verdict is None:
        return None
    if staff and verdict.assertion == "past":
        return verdict
    past = medicine_cues.STOPPED.search(verdict.answer.text if staff and verdict.answer else sentence.text)
    return Verdict("past" if past else "present", max(verdict.confidence, POSSIBLE), verdict.answer)


def _in_statement(mention: Mention) -> Mention:
    """The mention in its statement, where a sentence without punctuation holds several."""
    around = [p for p in pieces(mention.sentence) if p.start <= mention.start < p.end]
    return replace(mention, sentence=around[0]) if around else mention


def _own_after_all(mention: Mention) -> bool:
    """Whether another is named only as the one who gave or owned it: "one of my husband's", "the nurse gave"."""
    if medicine_cues.TOOK_ANOTHERS.search(mention.before):
        return True
    prescribed = medicine_cues.PRESCRIBED.search(mention.before)
    by_participant = mention.sentence.turn.role == "participant"
    return bool(prescribed) and by_participant and not cues.OTHER_NOUN.search(mention.before)


def _until_next(mention: Mention, found: Sequence[Mention]) -> str:
    """What follows a medicine up to the next one."""
    later = [o.start - mention.end for o in found if o.sentence is mention.sentence and o.start > mention.end]
    return mention.after[: min(later, default=None)]


def _by_subject(dialogue: Dialogue, mention: Mention, found: Sequence[Mention]) -> Verdict | None:
    sentence = mention.sentence
    mention = _in_statement(mention)
    verdict = judge(dialogue, mention, found)
    handed = medicine_cues.HANDED_OVER.search(mention.before) or medicine_cues.HANDED_THAT.search(mention.after)
    if verdict and verdict.assertion == "someone_else" and (handed or _own_after_all(mention)):
        verdict = Verdict("present", LIKELY)
    if verdict is None or verdict.assertion in ("someone_else", "denied", "hypothetical"):
        return None
    if medicine_cues.NOT_TAKEN.search(medicine_cues.REPLY.sub("", mention.clause)):
        return None
    if sentence.question and len(sentence.words) <= _ECHO_WORDS:
        return None
    if sentence.question and (
        medicine_cues.ASKING.search(sentence.text) or medicine_cues.IS_THAT.search(mention.before)
    ):
        return None
    if medicine_cues.ONLY_TALK.search(mention.before) and not medicine_cues.USED_IT.search(mention.after):
        return None
    if medicine_cues.ASKING.search(mention.clause) or medicine_cues.OPINION.search(mention.before):
        return None
    return verdict


def _by_staff(dialogue: Dialogue, mention: Mention, found: Sequence[Mention]) -> Verdict | None:
    """What staff say of a medicine counts where they complete its name, or speak of it as taken, and nobody objects."""
    sentence = mention.sentence
    text = sentence.text
    if medicine_cues.EARLIER_VISIT.search(text):
        return None
    answer = dialogue.answer(sentence)
    if _completes(dialogue, mention):
        objected = answer and medicine_cues.NOT_IT.match(answer[0].text)
        return None if objected else Verdict("present", LIKELY, answer[0] if answer and sentence.question else None)
    denied = sentence.question and polarity(answer) == "no"
    if denied and cues.ASKED_STILL.search(text):
        return Verdict("past", LIKELY, answer[0])
    keeps = medicine_cues.KEEPS.search(mention.before) or medicine_cues.MAY_KEEP.match(mention.after)
    if keeps and not denied:
        return Verdict("present", LIKELY)
    if sentence.question and answer and not denied and medicine_cues.ASKED_DETAIL.search(text):
        return Verdict("present", POSSIBLE, answer[0])
    if medicine_cues.FORBIDDING.search(text):
        return None
    verdict = judge(dialogue, mention, found)
    return None if verdict is None or verdict.assertion in ("someone_else", "denied", "hypothetical") else verdict


def _completes(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether staff say hardly more than the name, after someone who spoke of taking something: "Amlodipine?"."""
    sentence = mention.sentence
    if (
        sentence.at == 0
        or sentence is not dialogue.by_turn[sentence.at][0]
        or not medicine_cues.ECHO.match(mention.before)
    ):
        return False
    if medicine_cues.ECHO.match(mention.after) is None:
        return False
    before = dialogue.by_turn[sentence.at - 1]
    return any(medicine_cues.TAKING.search(s.text) or medicine_cues.SEEKING.search(s.text) for s in before)


def _allergy_asked(dialogue: Dialogue, mention: Mention) -> bool:
    asked = dialogue.question_before(mention.sentence.at)
    return bool(asked and medicine_cues.ALLERGIES.search(asked.text)) and not medicine_cues.TAKING.search(
        mention.sentence.text
    )


def _drop_general(grouped: dict[str, list[_Taken]]) -> None:
    """ "A painkiller, just Tylenol" is one medicine, and so are "the antibiotics" and doxycycline."""
    words = lexicon()
    for name in [name for name in grouped if name in words.general_drugs]:
        members = words.classes.get(name, frozenset()) - {name}
        special = [item for other, group in grouped.items() if other in members for item in group]
        if (special and not _by_itself(grouped[name])) or _renamed_at_once(grouped, name):
            del grouped[name]


def _by_itself(group: Sequence[_Taken]) -> bool:
    """Whether it has a dose of its own: "the water pill's still forty" is none of the others."""
    return any(medicine_detail_cues.OWN_DOSE.match(item.mention.after) for item in group)


def _renamed_at_once(grouped: dict[str, list[_Taken]], name: str) -> bool:
    """Whether a special name of no known class follows in the same breath: "a tablet for my stomach, Zantac"."""
    general = lexicon().general_drugs
    return lexicon().classes.get(name) is None and any(
        _follows(item.mention, own.mention)
        for other, group in grouped.items()
        if other not in general
        for item in group
        for own in grouped[name]
    )


def _follows(later: Mention, mention: Mention) -> bool:
    if later.sentence.at != mention.sentence.at:
        return 0 < later.sentence.at - mention.sentence.at <= _NEAR_TURNS
    return 0 < later.start - mention.end <= _SAME_BREATH


@dataclass(frozen=True, slots=True)
class _Drafter:
    """Drafts one medicine from all that was said of it."""

    dialogue: Dialogue
    study: Study
    found: Sequence[Mention]
    problems: Sequence[Mention]
    pointed_at: Sequence[Evidence]

    def draft(self, group: Sequence[_Taken]) -> Draft:
        """One finding for all mentions of a medicine; the participant's own words come first."""
        ordered = sorted(group, key=lambda t: (self.dialogue.staff(t.mention.sentence.turn), t.mention.sentence.at))
        assertion: Assertion = "past" if all(t.verdict.assertion == "past" for t in ordered) else "present"
        evidence = distinct([e for t in ordered for e in self._evidence(t)])
        confidence = max(t.verdict.confidence for t in ordered)
        pointed = any(_touch(claim, proof) for claim in self.pointed_at for proof in evidence)
        sure = agreed(confidence) if pointed else min(confidence, CERTAIN)
        return Draft(self._value(ordered), evidence, SOURCE, sure, assertion)

    def _value(self, ordered: Sequence[_Taken]) -> ConcomitantMedication:
        first = ordered[0].mention
        said = self.dialogue.texts[first.sentence.at][first.start : first.end]
        told = [(t.mention, medicine_details.parts_of(self.dialogue, t.mention, self.found)) for t in ordered]
        parts = [part for _, some in told for part in some]
        reasons = (indication_in(self.dialogue, m, some, self.problems) for m, some in told)
        return ConcomitantMedication(
            name=said if said.lower() == first.term.lower() else f"{said} ({first.term})",
            dose=medicine_details.dose_in(parts),
            frequency=medicine_details.frequency_in(parts),
            route=medicine_details.route_in(parts, f"{said} {first.term}"),
            indication=next((why for why in reasons if why), None),
            start=medicine_details.start_in(parts),
            ongoing=medicine_details.ongoing_of(parts, self.dialogue.question_before(first.sentence.at)),
            prohibited=forbidden_by(self.study, first.term, said) is not None and not self._allowed(ordered),
        )

    def _evidence(self, taken: _Taken) -> list[Evidence]:
        mention, answer = taken.mention, taken.verdict.answer
        named = [quote_of(self.dialogue, mention.sentence, mention.start, mention.end)]
        return [*named, self.dialogue.evidence(answer.at, answer.start, answer.end)] if answer else named

    def _allowed(self, ordered: Sequence[_Taken]) -> bool:
        """Whether staff say soon after that this one may be taken, as an exception of the protocol."""
        last = max(t.mention.sentence.at for t in ordered)
        for at in range(last, min(last + _RULED_TURNS + 1, len(self.dialogue.turns))):
            for sentence in self.dialogue.by_turn[at]:
                if not self.dialogue.staff(sentence.turn):
                    continue
                if medicine_cues.NOT_ALLOWED.search(sentence.text):
                    return bool(medicine_cues.EXCEPTION.search(sentence.text))
                if medicine_cues.ALLOWED.search(sentence.text) and not sentence.question:
                    return True
        return False


def _touch(claim: Evidence, proof: Evidence) -> bool:
    return claim.turn == proof.turn and claim.start_char < proof.end_char and claim.end_char > proof.start_char
