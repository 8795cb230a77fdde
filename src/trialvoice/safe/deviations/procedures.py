"""Required procedures that were not done. What is not spoken of is not missing."""

import re
from collections.abc import Iterator, Sequence

from trialvoice.core.study import Procedure, Study, Visit
from trialvoice.safe.deviations.deviation_cues import cue, other_names
from trialvoice.safe.deviations.rulings import ruling_in
from trialvoice.safe.doses import dose_cues
from trialvoice.safe.drafts import Draft, deviation
from trialvoice.safe.language import cues
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.language.passages import following
from trialvoice.safe.lexicon import Phrases

_REACH = 3
"""Turns within which it comes out whether what was named was done."""
_NEAR = 60
"""Characters between a procedure and the words that say it was not done."""
_FIRST_WORDS = 90
"""Characters of a later sentence in which "it was not done" still is about what was named before."""


def missing_procedures(dialogue: Dialogue, study: Study, visit: Visit | None) -> tuple[Draft, ...]:
    """Deviations, at most one for each procedure of the visit; of the study, in a monitor's interview."""
    planned = study.procedures_of(visit) if visit else ()
    return tuple(
        draft
        for procedure in planned or study.procedures
        if (draft := _missing(dialogue, procedure, study)) is not None
    )


def _missing(dialogue: Dialogue, procedure: Procedure, study: Study) -> Draft | None:
    names = _names(procedure)
    others = tuple(_names(other) for other in study.procedures if other.id != procedure.id)
    for sentence in dialogue.sentences:
        if proof := _not_done(dialogue, sentence, names, others):
            text = f"required procedure not done: {procedure.names[0]}"
            evidence = [dialogue.evidence(s.at, s.start, s.end) for s in proof]
            return deviation("missing_procedure", text, evidence, rule="missing-procedure")
    return None


def _names(procedure: Procedure) -> Phrases:
    heads = (name.split(" of ")[0] for name in procedure.names)
    return Phrases.of({procedure.id: (*procedure.names, *heads, *other_names(procedure.names))})


def _not_done(
    dialogue: Dialogue, sentence: Sentence, names: Phrases, others: Sequence[Phrases]
) -> tuple[Sentence, ...]:
    """The sentences that prove it, () where it is not said to be left out."""
    places = [
        place
        for place in _places(sentence, names)
        if not cue("procedure", "a_medicine").match(sentence.text[place[1] :])
    ]
    if (
        not places
        or _denied_tag(dialogue, sentence)
        or cues.MAYBE.search(sentence.text)
        or not _known_to_staff(dialogue, sentence)
    ):
        return ()
    spoken = tuple(_about_it(dialogue, sentence, others))
    left_out = [s for s in spoken if _left_out(dialogue, sentence, s, places)]
    hindered = [s for s in spoken if _hindered(dialogue, sentence, s, places)]
    put_off = [s for s in spoken if cue("procedure", "later").search(s.text) or ruling_in(s) == "allowed"]
    if put_off and not left_out:
        return ()
    if any(s.at == left_out[-1].at and s.start >= left_out[-1].start for s in put_off):
        return ()
    if not left_out and sentence not in hindered:
        return ()
    counted = [s for s in spoken if dialogue.staff(s.turn) and ruling_in(s) == "counted"]
    told = (sentence, *left_out[:2], *hindered[:1], *counted[:1])
    return tuple({(s.at, s.start): s for s in told}.values())


def _denied_tag(dialogue: Dialogue, sentence: Sentence) -> bool:
    """ "We forgot your bloods, didn't we?" - "No.": it was done."""
    tagged = bool(cue("procedure", "tag").search(sentence.text))
    return tagged and polarity(dialogue.answer(sentence)) == "no"


def _known_to_staff(dialogue: Dialogue, sentence: Sentence) -> bool:
    """Whether staff say it, or confirm what a participant says of an earlier visit."""
    if dialogue.staff(sentence.turn):
        return True
    answer = [s for s in following(dialogue, sentence, 1) if dialogue.staff(s.turn)]
    return any(ruling_in(s) == "counted" or cue("procedure", "not_done").search(s.text) for s in answer)


def _about_it(dialogue: Dialogue, sentence: Sentence, others: Sequence[Phrases]) -> Iterator[Sentence]:
    """The sentence and what follows, until another procedure or matter is spoken of."""
    asks = sentence.turn.role == "monitor" or not dialogue.staff_only
    for said in following(dialogue, sentence, _REACH if asks else 0):
        same_speaker = said.turn.role == sentence.turn.role
        if (
            said is not sentence
            and same_speaker
            and (_names_any(said, others) or cue("procedure", "next").search(said.text))
        ):
            return
        if said is sentence or not cue("dosing", "dose").search(said.text):
            yield said


def _names_any(sentence: Sentence, procedures: Sequence[Phrases]) -> bool:
    return any(True for names in procedures for _ in names.find(sentence.words))


def _places(sentence: Sentence, names: Phrases) -> list[tuple[int, int]]:
    """[start, end) characters of the sentence at which the procedure is named."""
    words, offset = sentence.words, sentence.start
    return [(words[h.first].start - offset, words[h.last].end - offset) for h in names.find(words)]


def _left_out(dialogue: Dialogue, named: Sentence, said: Sentence, places: Sequence[tuple[int, int]]) -> bool:
    if said is named:
        bare = any(
            cue("procedure", "bare_no").search(said.text[:a]) and cue("procedure", "no_more").match(said.text[b:])
            for a, b in places
        )
        if said.question:
            return bare and _agreed(dialogue, said)
        return bare or _left_here(said.text, places)
    if cue("procedure", "of_a_dose").search(said.text) and dose_cues.DOSE.search(said.text) and _counts(named, places):
        return False
    told = dialogue.staff(said.turn) and not said.question
    return told and bool(cue("procedure", "not_done").search(said.text[:_FIRST_WORDS]))


def _counts(named: Sentence, places: Sequence[tuple[int, int]]) -> bool:
    """Whether the procedure is to count what is left of the study drug, of which doses are told too."""
    return any(dose_cues.STRONG_DOSE.search(named.text[start:end]) for start, end in places)


def _agreed(dialogue: Dialogue, question: Sentence) -> bool:
    """ "And no photos?" - "No, we couldn't.": there were none."""
    answer = dialogue.answer(question)
    return polarity(answer) == "no" or any(cue("procedure", "hindered").search(s.text) for s in answer)


def _left_here(text: str, places: Sequence[tuple[int, int]]) -> bool:
    """Whether the sentence that names it says that it was left out: close by, or "I told them to skip it"."""
    later = any(match.start() >= end for match in cue("procedure", "left_it").finditer(text) for _, end in places)
    return later or _within(cue("procedure", "not_done"), text, places)


def _hindered(dialogue: Dialogue, named: Sentence, said: Sentence, places: Sequence[tuple[int, int]]) -> bool:
    if said is named:
        return _within(cue("procedure", "hindered"), said.text, places)
    refused = not dialogue.staff(said.turn) and bool(cue("procedure", "refused").search(said.text))
    return refused or bool(cue("procedure", "hindered").search(said.text))


def _within(pattern: re.Pattern[str], text: str, places: Sequence[tuple[int, int]]) -> bool:
    found = [match.span() for match in pattern.finditer(text)]
    return any(a - end <= _NEAR and start - b <= _NEAR for start, end in found for a, b in places)
