"""Other medicines that the participant takes or took, and whether the study forbids them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trialvoice.core.findings import Assertion, ConcomitantMedication, Evidence
from trialvoice.core.study import Study
from trialvoice.safe.drafts import Draft, distinct, quote_of
from trialvoice.safe.language.assertion import CERTAIN, Mention, Verdict
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.lexicon import lexicon
from trialvoice.safe.medicines import medicine_cues, medicine_detail_cues, medicine_details
from trialvoice.safe.medicines.medicine_indication import conditions, indication_in
from trialvoice.safe.medicines.medicine_names import known_names, medicine_mentions
from trialvoice.safe.medicines.medicine_parts import Part, parts_of
from trialvoice.safe.medicines.medicine_taken import taken_back, verdict_on

SOURCE = "rule:medicines@2"
_RULED_TURNS = 2
"""Turns in which staff say whether a medicine is allowed."""
_PART_OF_CLASS = re.compile(
    r"\b(?:(?:long|short)[- ]acting|non[- ]?selective|selective|muscarinic|sedating|drowsy|first[- ]generation|topical|"
    r"inhaled|nasal|live|inactivated|loop|thiazide|potassium[- ]sparing|cream|drops?)\b",
    re.IGNORECASE,
)
"""Words that narrow a class of medicines."""
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
    taken = [_Taken(m, v) for m in found if not taken_back(m, found) and (v := verdict_on(dialogue, m, found))]
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
        members = {
            drug for name in names for key, drugs in classes.items() if _class_named(key, name) for drug in drugs
        }
        if {plain.lower(), said.lower()} & names or plain in known | members:
            return entry.name
    return None


def _class_named(key: str, name: str) -> bool:
    """Whether the name is that of the class, not of a part of it: "long-acting muscarinic inhaler" is not "inhaler"."""
    return key in name and not _PART_OF_CLASS.search(name.replace(key, ""))


def _drop_general(grouped: dict[str, list[_Taken]]) -> None:
    """ "A painkiller, just Tylenol" is one medicine, and so are "the antibiotics" and doxycycline."""
    words = lexicon()
    for name in [name for name in grouped if name in words.general_drugs]:
        members = words.classes.get(name, frozenset()) - {name}
        special = [item for other, group in grouped.items() if other in members for item in group]
        if (special and not _by_itself(grouped[name])) or _renamed_at_once(grouped, name):
            same = [other for other in grouped if other in members]
            if len(same) == 1:
                grouped[same[0]] += grouped[name]
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
        return Draft(self._value(ordered), evidence, SOURCE, min(confidence, CERTAIN), assertion, pointed=pointed)

    def _value(self, ordered: Sequence[_Taken]) -> ConcomitantMedication:
        general = lexicon().general_drugs
        first = min(ordered, key=lambda t: t.mention.term in general).mention
        said = self.dialogue.texts[first.sentence.at][first.start : first.end]
        told = [(t.mention, parts_of(self.dialogue, t.mention, self.found)) for t in ordered]
        parts = [part for _, some in told for part in some]
        reasons = (indication_in(self.dialogue, m, some, self.problems) for m, some in told)
        return ConcomitantMedication(
            name=said if said.lower() == first.term.lower() else f"{said} ({first.term})",
            dose=medicine_details.dose_in(parts),
            frequency=medicine_details.frequency_in(parts),
            route=medicine_details.route_in(parts, f"{said} {first.term}"),
            indication=next((why for why in reasons if why), None),
            start=medicine_details.start_in(parts),
            ongoing=self._ongoing(ordered, parts),
            prohibited=forbidden_by(self.study, first.term, said) is not None and not self._allowed(ordered),
        )

    def _ongoing(self, ordered: Sequence[_Taken], parts: Sequence[Part]) -> bool | None:
        """What was asked after and denied is no longer taken: "Still on it?" - "No."."""
        if all(t.verdict.assertion == "past" and t.verdict.answer for t in ordered):
            return False
        return medicine_details.ongoing_of(parts, self.dialogue.question_before(ordered[0].mention.sentence.at))

    def _evidence(self, taken: _Taken) -> list[Evidence]:
        mention, answer = taken.mention, taken.verdict.answer
        named = [quote_of(self.dialogue, mention.sentence, mention.start, mention.end)]
        return [*named, self.dialogue.evidence(answer.at, answer.start, answer.end)] if answer else named

    def _allowed(self, ordered: Sequence[_Taken]) -> bool:
        """Whether staff say soon after that this one may be taken, as an exception of the protocol."""
        named = {t.mention.sentence.at for t in ordered}
        near = sorted(
            {at + on for at in named for on in range(_RULED_TURNS + 1)} & set(range(len(self.dialogue.turns)))
        )
        by_staff = [s for at in near for s in self.dialogue.by_turn[at] if self.dialogue.staff(s.turn)]
        against = next((s for s in by_staff if medicine_cues.NOT_ALLOWED.search(s.text)), None)
        if against:
            return bool(medicine_cues.EXCEPTION.search(against.text))
        last = max(named)
        return any(s.at >= last and not s.question and medicine_cues.ALLOWED.search(s.text) for s in by_staff)


def _touch(claim: Evidence, proof: Evidence) -> bool:
    return claim.turn == proof.turn and claim.start_char < proof.end_char and claim.end_char > proof.start_char
