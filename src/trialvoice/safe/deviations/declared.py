"""What staff declare a deviation in so many words, where no rule has found what it was."""

import re
from collections.abc import Sequence
from dataclasses import replace

from trialvoice.safe.deviations.deviation_cues import cue, stated_rules
from trialvoice.safe.deviations.rulings import ruling_in
from trialvoice.safe.deviations.statements import Statements
from trialvoice.safe.deviations.topics import about
from trialvoice.safe.drafts import Draft, category_of, deviation, distinct
from trialvoice.safe.language.assertion import LIKELY
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.passages import preceding

_BACK = 5
"""Turns before a ruling in which stands what it is about."""
_SAME_MATTER, _SAME_KIND = 2, 5
"""Turns after a deviation within which a ruling is on it."""
_UNNAMED_MATTER = 8
"""Turns within which a ruling that names no matter is on the last deviation told."""
_PUT_DOWN_AS = re.compile(r"\bdown as\b", re.IGNORECASE)
_OF_AN_EVENT = re.compile(r"\b(?:serious|sae|adverse|side effects?|pregnan\w+|event)\b", re.IGNORECASE)


def declared_deviations(statements: Statements, found: Sequence[Draft]) -> tuple[Draft, ...]:
    """All drafts, those that staff call a deviation with that as proof, and a new one for each that none stands for."""
    drafts, dialogue = list(found), statements.dialogue
    for sentence in dialogue.sentences:
        if not dialogue.staff(sentence.turn) or ruling_in(sentence) != "counted":
            continue
        made = _declared(statements, sentence)
        known = next((at for at, draft in enumerate(drafts) if _stands_for(draft, sentence, made)), None)
        if known is not None:
            drafts[known] = _with(dialogue, drafts[known], sentence)
        elif made:
            drafts.append(made)
    return tuple(drafts)


def _stands_for(draft: Draft, ruling: Sentence, made: Draft | None) -> bool:
    """Whether a ruling is on what a draft tells: soon after it, or a little later with nothing else between."""
    since = made.evidence[0].turn if made else ruling.turn.id
    bare = made is not None and category_of(made) == "other" and len(made.evidence) == 1
    alike = made is None or category_of(draft) == category_of(made)
    told_before = made is not None and category_of(draft) == category_of(made)
    for proof in draft.evidence:
        apart = ruling.turn.id - proof.turn
        if 0 <= apart <= _SAME_MATTER or (0 <= apart <= _SAME_KIND and (alike or proof.turn >= since)):
            return True
        if bare and 0 <= apart <= _UNNAMED_MATTER:
            return True
        if told_before and 0 <= since - proof.turn <= _SAME_KIND:
            return True
    return False


def _with(dialogue: Dialogue, draft: Draft, ruling: Sentence) -> Draft:
    proof = dialogue.evidence(ruling.at, ruling.start, ruling.end)
    return replace(draft, evidence=distinct([*draft.evidence[:3], proof, *draft.evidence[3:]]))


def _declared(statements: Statements, ruling: Sentence) -> Draft | None:
    dialogue = statements.dialogue
    named = bool(cue("ruling", "named").search(ruling.text))
    if not named and _OF_AN_EVENT.search(ruling.text):
        return None
    category, matter = _matter(dialogue, ruling)
    told = [s for s in (matter, ruling) if s]
    if matter and category:
        told += [s for s in preceding(dialogue, matter, _BACK) if _speaks_of(category, s)]
    if category is None and _speaks_for_itself(ruling) and (passage := about(statements, ruling)):
        category, told = passage.topic.category, [*passage.told, ruling]
    if (category is None and not named) or category == "prohibited_medication":
        return None
    places = {(s.at, s.start): s for s in told}
    evidence = [dialogue.evidence(s.at, s.start, s.end) for s in places.values()]
    return deviation(category or "other", "called a deviation by staff", evidence, rule="stated", confidence=LIKELY)


def _matter(dialogue: Dialogue, ruling: Sentence) -> tuple[str | None, Sentence | None]:
    """What kind of thing was spoken of last before the ruling, and where."""
    spoken = list(preceding(dialogue, ruling, _BACK))
    for sentence in spoken:
        for rule in stated_rules():
            if rule.category not in ("visit_window", "safety_reporting") and rule.topic.search(sentence.text):
                return rule.category, sentence
        if cue("dosing", "topic").search(sentence.text) and any(_wrong(s) for s in spoken):
            return "dosing", sentence
    dosed = [s for s in spoken if _dosed_wrong(s)]
    return ("dosing", dosed[0]) if dosed else (None, None)


def _speaks_for_itself(ruling: Sentence) -> bool:
    """Whether a ruling is on what was told before it, not on a dose or an event that it names."""
    return not (cue("dosing", "dose").search(ruling.text) or _PUT_DOWN_AS.search(ruling.text))


def _speaks_of(category: str, sentence: Sentence) -> bool:
    return any(rule.category == category and rule.topic.search(sentence.text) for rule in stated_rules())


def _dosed_wrong(sentence: Sentence) -> bool:
    return any(cue("dosing", name).search(sentence.text) for name in ("extra", "late", "partial", "handled"))


def _wrong(sentence: Sentence) -> bool:
    return _dosed_wrong(sentence) or any(cue("dosing", name).search(sentence.text) for name in ("told_off", "limit"))
