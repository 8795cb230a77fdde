"""What sounded like a deviation and staff or a monitor rule to be none, with the words that say so."""

from collections.abc import Iterator, Sequence

from trialvoice.core.findings import DeviationCategory, Evidence
from trialvoice.core.results import NotDeviation
from trialvoice.core.study import Study
from trialvoice.safe.deviations.deviation_cues import StatedRule, cleared_rules, cue, other_names, stated_rules
from trialvoice.safe.deviations.limits import BROKEN, compared
from trialvoice.safe.deviations.matters import cleared_matters
from trialvoice.safe.deviations.rulings import ruling_in
from trialvoice.safe.deviations.statements import Statements
from trialvoice.safe.drafts import Draft, quote_of
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.passages import following, preceding
from trialvoice.safe.lexicon import Phrases, lexicon
from trialvoice.safe.medicines.medicine_states import forbidden_states

_BACK = 2
"""Turns before a ruling in which stands what it is about."""
_MORE_THAN_A_NOD = 4
"""Words: "all right" and "that's fine" rule on something only where they answer a question."""


def not_deviations(dialogue: Dialogue, study: Study, found: Sequence[Draft]) -> tuple[NotDeviation, ...]:
    """One for each matter that was ruled upon. found: the deviations, whose own words are not ruled out."""
    matters, statements = _Matters(study), Statements(dialogue, study)
    proven = [proof for draft in found for proof in draft.evidence]
    made: dict[tuple[str, int], NotDeviation] = {}
    for category, told, by in (*_by_facts(dialogue, study), *cleared_matters(statements)):
        if not _touches(told, proven) and not _touches(by, proven):
            made.setdefault((category, told.at), _made(dialogue, category, told, by))
    for ruling in dialogue.sentences:
        if not dialogue.staff(ruling.turn) or _touches(ruling, proven):
            continue
        matter = matters.ruled_out_by(dialogue, ruling)
        if matter and not _touches(matter[1], proven):
            made.setdefault((matter[0], matter[1].at), _made(dialogue, *matter, ruling))
    return tuple(made.values())


def _by_facts(dialogue: Dialogue, study: Study) -> Iterator[tuple[DeviationCategory, Sentence, Sentence]]:
    """What facts rule out, whoever rules: a figure within its limit, a forbidden medicine that was not taken."""
    for one in compared(dialogue):
        if one.kept:
            after = (s for s in following(dialogue, one.limit, _BACK) if dialogue.staff(s.turn))
            yield BROKEN[one.of][0], one.figure, next((s for s in after if ruling_in(s) == "allowed"), one.limit)
    for became in forbidden_states(dialogue, study):
        if became.state == "left":
            yield "prohibited_medication", became.mention.sentence, became.said


def _touches(sentence: Sentence, proven: Sequence[Evidence]) -> bool:
    return any(
        proof.turn == sentence.turn.id and proof.start_char < sentence.end and sentence.start < proof.end_char
        for proof in proven
    )


def _made(dialogue: Dialogue, category: DeviationCategory, told: Sentence, ruling: Sentence) -> NotDeviation:
    return NotDeviation(
        category=category,
        evidence=(quote_of(dialogue, told, told.start, told.end),),
        ruled_out_by=(quote_of(dialogue, ruling, ruling.start, ruling.end),),
    )


class _Matters:
    """What may have been a deviation, by what a sentence speaks of."""

    def __init__(self, study: Study) -> None:
        names = {p.id: (*p.names, *other_names(p.names)) for p in study.procedures}
        self._procedures = Phrases.of(names)
        self._forbidden = Phrases.of({p.name: (p.name, *p.synonyms) for p in study.prohibited})

    def ruled_out_by(self, dialogue: Dialogue, ruling: Sentence) -> tuple[DeviationCategory, Sentence] | None:
        """What was spoken of last before a ruling, and its kind; None where nothing is ruled to be allowed."""
        before = list(preceding(dialogue, ruling, _BACK))
        allowed = ruling_in(ruling) == "allowed" and not _only_nods(dialogue, ruling) and not _blames(ruling)
        spoken_of = ((kind, s) for s in before if allowed and (kind := self._category(s)))
        found = next(spoken_of, None) or next(_excused(ruling, before), None)
        return found or _cleared(ruling, before) or self._refused(dialogue, ruling)

    def _refused(self, dialogue: Dialogue, ruling: Sentence) -> tuple[DeviationCategory, Sentence] | None:
        """A forbidden medicine that the participant was offered and turned down, where staff go on to speak."""
        for told in dialogue.by_turn[ruling.at - 1] if ruling.at else ():
            offered = cue("ruled_out", "offered").search(told.text) and cue("ruled_out", "refused").search(told.text)
            if offered and not dialogue.staff(told.turn) and any(True for _ in self._forbidden.find(told.words)):
                return "prohibited_medication", told
        return None

    def _category(self, sentence: Sentence) -> DeviationCategory | None:
        if cue("ruled_out", "visit").search(sentence.text):
            return "visit_window"
        for rule in stated_rules():
            if rule.topic.search(sentence.text):
                return rule.category
        if self._medicine(sentence):
            return "prohibited_medication"
        if any(cue("dosing", name).search(sentence.text) for name in ("extra", "late", "partial", "handled", "missed")):
            return "dosing"
        return "missing_procedure" if self._put_off(sentence) else None

    def _medicine(self, sentence: Sentence) -> bool:
        return any(True for names in (lexicon().drugs, self._forbidden) for _ in names.find(sentence.words))

    def _put_off(self, sentence: Sentence) -> bool:
        later = cue("procedure", "later").search(sentence.text) or cue("procedure", "not_done").search(sentence.text)
        return bool(later) and any(True for _ in self._procedures.find(sentence.words))


def _cleared(ruling: Sentence, before: Sequence[Sentence]) -> tuple[DeviationCategory, Sentence] | None:
    """What words such as "there isn't one at week six" are about: the sentence before, where somebody else spoke."""
    if ruling.question:
        return None
    for category, pattern in cleared_rules():
        if pattern.search(ruling.text):
            return category, next((s for s in before if s.turn.role != ruling.turn.role), ruling)
    return None


def _blames(ruling: Sentence) -> bool:
    return bool(cue("ruling", "amiss").search(ruling.text))


def _only_nods(dialogue: Dialogue, ruling: Sentence) -> bool:
    return len(ruling.words) < _MORE_THAN_A_NOD and dialogue.question_before(ruling.at) is None


def _excused(ruling: Sentence, before: Sequence[Sentence]) -> Iterator[tuple[DeviationCategory, Sentence]]:
    """What staff explain to be none: "that was your ordinary blood test", after somebody asked of the consent."""
    for rule in stated_rules():
        if not ruling.question and rule.excuse.search(ruling.text) and (asked := _asked_of(rule, ruling, before)):
            yield rule.category, asked


def _asked_of(rule: StatedRule, ruling: Sentence, before: Sequence[Sentence]) -> Sentence | None:
    """The sentence of another speaker that raised the matter."""
    raised = (s for s in before if s.turn.role != ruling.turn.role)
    return next((s for s in raised if rule.topic.search(s.text)), None)
