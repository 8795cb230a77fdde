"""Other medicines that the participant takes or took: dose, reason, and whether the study forbids them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from trialvoice.core.findings import Assertion, ConcomitantMedication, Evidence
from trialvoice.core.study import Study
from trialvoice.safe import cues, medicine_cues
from trialvoice.safe.assertion import CERTAIN, POSSIBLE, Mention, Verdict, judge
from trialvoice.safe.dialogue import Dialogue, Sentence
from trialvoice.safe.drafts import Draft, agreed, distinct, quote_of
from trialvoice.safe.lexicon import Lexicon, Phrases, lexicon
from trialvoice.safe.numbers import numbers
from trialvoice.safe.stems import tokens

SOURCE = "rule:medicines@1"
_MISHEARD_LEAST = 88.0
"""Similarity at which a long word counts as a misheard medicine, 0-100."""
_MISHEARD_LETTERS = 8


@dataclass(frozen=True, slots=True)
class _Taken:
    mention: Mention
    verdict: Verdict


def medications(
    dialogue: Dialogue, study: Study, problems: Sequence[Mention], pointed_at: Sequence[Evidence] = ()
) -> tuple[Draft, ...]:
    """Drafts, one for each medicine. problems: symptoms mentioned, which a medicine may be for."""
    found = medicine_mentions(dialogue, study)
    taken = [_Taken(m, v) for m in found if (v := _verdict(dialogue, m, found))]
    grouped: dict[str, list[_Taken]] = {}
    for item in taken:
        if item.verdict.assertion in ("present", "past"):
            grouped.setdefault(item.mention.term, []).append(item)
    _drop_general(grouped)
    return tuple(_draft(dialogue, study, group, problems, pointed_at) for group in grouped.values())


def medicine_mentions(dialogue: Dialogue, study: Study) -> tuple[Mention, ...]:
    """Every medicine named, by list, by the study's own list, or misheard; never the study drug."""
    words, own = lexicon(), study_drug(study)
    forbidden = Phrases.of({entry.name: (entry.name, *entry.synonyms) for entry in study.prohibited})
    return tuple(
        mention
        for sentence in dialogue.sentences
        for mention in _named_in(sentence, words, forbidden, own)
        if mention.term not in words.needs_taking or _in_taking(dialogue, sentence)
    )


def study_drug(study: Study) -> Phrases:
    """The study drug as people call it."""
    return Phrases.of({study.study.drug: (study.study.drug, *study.study.drug_names)})


def forbidden_by(study: Study, plain: str, said: str) -> str | None:
    """The name under which the study forbids a medicine, by itself, a brand or its class; else None."""
    words = lexicon()
    for entry in study.prohibited:
        names = {name.lower() for name in (entry.name, *entry.synonyms)}
        known = {hit.name for name in names for hit in words.drugs.find(tokens(name))}
        classes = {drug for name in names for key, drugs in words.classes.items() if key in name for drug in drugs}
        if {plain.lower(), said.lower()} & names or plain in known | classes:
            return entry.name
    return None


def _named_in(sentence: Sentence, words: Lexicon, forbidden: Phrases, own: Phrases) -> Iterator[Mention]:
    taken: set[int] = {at for hit in own.find(sentence.words) for at in range(hit.first, hit.last + 1)}
    for hit in (*words.drugs.find(sentence.words), *forbidden.find(sentence.words)):
        places = set(range(hit.first, hit.last + 1))
        if not places & taken:
            taken |= places
            yield Mention(hit.name, sentence, sentence.words[hit.first].start, sentence.words[hit.last].end)
    for at, token in enumerate(sentence.words):
        if at not in taken and (name := _misheard(token.word)):
            yield Mention(name, sentence, token.start, token.end)


@lru_cache(maxsize=20_000)
def _misheard(word: str) -> str | None:
    """The medicine that a long word nearly is, as recognisers write them: "clarithromicin"."""
    if len(word) < _MISHEARD_LETTERS:
        return None
    best = process.extractOne(word, _single_names(), scorer=fuzz.ratio, score_cutoff=_MISHEARD_LEAST)
    return _plain_names()[best[0]] if best and best[0][0] == word[0] else None


@lru_cache(maxsize=1)
def _single_names() -> list[str]:
    return [said for said in _plain_names() if len(said) >= _MISHEARD_LETTERS - 1]


@lru_cache(maxsize=1)
def _plain_names() -> Mapping[str, str]:
    entries = (entry for group in lexicon().drugs.by_first.values() for entry in group)
    return {stems[0]: name for stems, name in entries if len(stems) == 1}


def _in_taking(dialogue: Dialogue, sentence: Sentence) -> bool:
    asked = dialogue.question_before(sentence.at)
    return bool(medicine_cues.TAKING.search(sentence.text) or (asked and medicine_cues.TAKING.search(asked.text)))


def _verdict(dialogue: Dialogue, mention: Mention, found: Sequence[Mention]) -> Verdict | None:
    """Whether it is or was taken. A medicine taken for years is one that is taken."""
    if medicine_cues.ALLERGY.search(mention.before) or _allergy_asked(dialogue, mention):
        return None
    staff = dialogue.staff(mention.sentence.turn) and not dialogue.staff_only
    if staff and medicine_cues.FORBIDDING.search(mention.sentence.text):
        return None
    verdict = judge(dialogue, mention, found)
    if verdict is None or verdict.assertion in ("someone_else", "denied", "hypothetical"):
        return None
    if medicine_cues.NOT_TAKEN.search(medicine_cues.REPLY.sub("", mention.clause)) or (
        mention.sentence.question and not staff and medicine_cues.ASKING.search(mention.before)
    ):
        return None
    if medicine_cues.LEFT_IT.search(mention.after):
        return None
    if not staff and (medicine_cues.ASKING.search(mention.clause) or medicine_cues.OPINION.search(mention.before)):
        return None
    past = bool(medicine_cues.STOPPED.search(mention.sentence.text))
    status: Assertion = "past" if past else "present"
    return Verdict(status, max(verdict.confidence, POSSIBLE), verdict.answer)


def _allergy_asked(dialogue: Dialogue, mention: Mention) -> bool:
    asked = dialogue.question_before(mention.sentence.at)
    return bool(asked and re.search(r"\ballerg", asked.text, re.IGNORECASE)) and not medicine_cues.TAKING.search(
        mention.sentence.text
    )


def _drop_general(grouped: dict[str, list[_Taken]]) -> None:
    """ "A painkiller, just Tylenol" is one medicine, and so are "the antibiotics" and doxycycline."""
    words = lexicon()
    special = {name: group for name, group in grouped.items() if name not in words.general_drugs}
    near = {item.mention.sentence.at + step for group in special.values() for item in group for step in (-1, 0, 1)}
    for name in [name for name in grouped if name in words.general_drugs]:
        of_the_class = bool(words.classes.get(name, frozenset()) & special.keys())
        if of_the_class or any(item.mention.sentence.at in near for item in grouped[name]):
            del grouped[name]


def _draft(
    dialogue: Dialogue,
    study: Study,
    group: Sequence[_Taken],
    problems: Sequence[Mention],
    pointed_at: Sequence[Evidence],
) -> Draft:
    ordered = sorted(group, key=lambda t: (dialogue.staff(t.mention.sentence.turn), t.mention.sentence.at))
    first = ordered[0].mention
    said = dialogue.texts[first.sentence.at][first.start : first.end]
    forbidden = forbidden_by(study, first.term, said)
    name = said if said.lower() == first.term.lower() else f"{said} ({first.term})"
    value = ConcomitantMedication(
        name=name,
        dose=next((dose for t in ordered if (dose := _dose(t.mention) or _dose_after(dialogue, t.mention))), None),
        indication=next((why for t in ordered if (why := _indication(dialogue, t.mention, problems))), None),
        prohibited=forbidden is not None,
    )
    evidence = distinct([e for t in ordered for e in _evidence(dialogue, t)])
    confidence = max(t.verdict.confidence for t in ordered)
    pointed = any(
        c.turn == e.turn and c.start_char < e.end_char and c.end_char > e.start_char
        for c in pointed_at
        for e in evidence
    )
    assertion: Assertion = "past" if all(t.verdict.assertion == "past" for t in ordered) else "present"
    return Draft(value, evidence, SOURCE, agreed(confidence) if pointed else min(confidence, CERTAIN), assertion)


def _evidence(dialogue: Dialogue, taken: _Taken) -> list[Evidence]:
    mention, answer = taken.mention, taken.verdict.answer
    found = [quote_of(dialogue, mention.sentence, mention.start, mention.end)]
    return [*found, dialogue.evidence(answer.at, answer.start, answer.end)] if answer else found


def _dose(mention: Mention) -> str | None:
    """The number with its unit nearest to the name, as said; one nearer to another medicine is that one's."""
    text, at = mention.sentence.text, mention.start - mention.sentence.start
    words = mention.sentence.words
    others = [words[hit.first].start - mention.sentence.start for hit in lexicon().drugs.find(words)]
    best: tuple[int, str] | None = None
    for number in numbers(text):
        unit = medicine_cues.DOSE_AFTER.match(text[number.end :])
        after = [other for other in others if at < other <= number.start]
        before = [other for other in others if other < number.start < at]
        if unit and not after and not before and (best is None or abs(number.start - at) < best[0]):
            end = number.end + unit.end()
            often = medicine_cues.OFTEN.match(text[end:])
            best = (abs(number.start - at), text[number.start : end + (often.end() if often else 0)])
    return best[1] if best else None


def _dose_after(dialogue: Dialogue, mention: Mention) -> str | None:
    """The dose where the next sentence gives it: "I took prednisone. Two tablets a day."."""
    following = [s for s in dialogue.by_turn[mention.sentence.at] if s.start > mention.sentence.start][:1]
    next_turns = dialogue.by_turn[mention.sentence.at + 1 : mention.sentence.at + 2]
    asked = [question for turn in next_turns for question in turn if medicine_cues.HOW_MUCH.search(question.text)]
    for sentence in (*following, *(said for question in asked for said in dialogue.answer(question)[:1])):
        if any(True for _ in lexicon().drugs.find(sentence.words)):
            return None
        if dose := _dose(Mention(mention.term, sentence, sentence.start, sentence.start)):
            return dose
    return None


def _indication(dialogue: Dialogue, mention: Mention, problems: Sequence[Mention]) -> str | None:
    offset = mention.end
    later = [
        w.start - offset
        for hit in lexicon().drugs.find(mention.sentence.words)
        for w in [mention.sentence.words[hit.first]]
    ]
    found = medicine_cues.FOR.match(mention.after[: min((at for at in later if at > 0), default=None)])
    if found:
        return found["why"].strip(" -")
    same = [p for p in problems if p.sentence is mention.sentence and not cues.negates(p.clause)]
    between = (
        mention.sentence.text[same[0].end - mention.sentence.start : mention.start - mention.sentence.start]
        if same
        else ""
    )
    if same and same[0].end <= mention.start and not medicine_cues.NOT_A_REASON.search(between):
        return same[0].term
    asked = dialogue.question_before(mention.sentence.at)
    found = medicine_cues.TAKEN_FOR.search(asked.text) if asked else None
    return found["why"] if found else None
