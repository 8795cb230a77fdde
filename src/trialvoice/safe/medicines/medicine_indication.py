"""What a medicine was for, as it was said or as the turns before tell."""

import re
from collections.abc import Sequence

from trialvoice.core.study import Study
from trialvoice.safe.language import cues
from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.lexicon import Phrases
from trialvoice.safe.medicines import medicine_reason_cues as cues_of
from trialvoice.safe.medicines.medicine_parts import Part
from trialvoice.safe.medicines.medicine_uses import use_in, use_near

_NEAR = 60
"""Characters before a name in which a lay name of it stands: "a cholesterol tablet, atorvastatin"."""


def conditions(dialogue: Dialogue, study: Study) -> tuple[Mention, ...]:
    """Where the condition under study is named, which a medicine may be for as well."""
    about = study.study
    phrases = Phrases.of({about.indication: (about.indication, *about.indication_terms)})
    return tuple(
        Mention(hit.name, s, s.words[hit.first].start, s.words[hit.last].end)
        for s in dialogue.sentences
        for hit in phrases.find(s.words)
    )


def indication_in(
    dialogue: Dialogue, mention: Mention, parts: Sequence[Part], problems: Sequence[Mention]
) -> str | None:
    """What for: "for my back", the complaint in the same sentence, staff's "what do you take for that", or a story."""
    return (
        _said(mention, parts)
        or _as_told(use_in(mention), problems)
        or _in_the_sentence(mention, problems)
        or _asked_for(dialogue, mention)
        or _as_told(use_near(dialogue, mention), problems)
        or _told_before(dialogue, mention, parts, problems)
    )


def _said(mention: Mention, parts: Sequence[Part]) -> str | None:
    """In words of purpose, about the name itself, else in what the turns around add."""
    before, after = mention.before, parts[0].after
    found = (
        cues_of.FOR.match(after)
        or _last_in(cues_of.A_PILL_FOR, before)
        or cues_of.BECAUSE_OF.match(after)
        or cues_of.MY_PART.match(after)
        or cues_of.FOR_FIRST.search(before)
        or cues_of.FOR_JUST_BEFORE.search(before)
    )
    added = (cues_of.FOR_SHORT.search(part.text) or cues_of.A_PILL_FOR.search(part.text) for part in parts[1:])
    found = found or next((match for match in added if match), None)
    return found["why"].strip(" -") if found else None


def _last_in(pattern: re.Pattern[str], before: str) -> re.Match[str] | None:
    return pattern.search(before[-_NEAR:])


def _in_the_sentence(mention: Mention, problems: Sequence[Mention]) -> str | None:
    """The complaint that the sentence names first, unless as what the medicine did."""
    text, first = mention.sentence.text, mention.sentence.start
    same = [p for p in problems if p.sentence is mention.sentence and not cues.negates(p.clause)]
    if not same or same[0].end > mention.start:
        return None
    between = text[same[0].end - first : mention.start - first]
    return None if cues_of.NOT_A_REASON.search(between) else _called(same[0])


def _asked_for(dialogue: Dialogue, mention: Mention) -> str | None:
    """Staff's own words: "what do you take for your back", "are they treating the anaemia"."""
    asked = dialogue.question_before(mention.sentence.at)
    if asked is None:
        return None
    found = cues_of.TAKEN_FOR.search(asked.text) or cues_of.TREATING.search(asked.text)
    return found["why"] if found else None


def _told_before(
    dialogue: Dialogue, mention: Mention, parts: Sequence[Part], problems: Sequence[Mention]
) -> str | None:
    """The complaint that the turns just before were about, where a remedy for it was asked for or given."""
    asked = dialogue.question_before(mention.sentence.at)
    given = [cues_of.GIVEN.search(mention.before), asked and cues_of.ASKED_REMEDY.search(asked.text)]
    led_up = [part for part in parts if part.sentence.at < mention.sentence.at and cues_of.FOR_IT.search(part.text)]
    if not any(given) and not led_up:
        return None
    near = [
        problem
        for problem in problems
        if 0 <= mention.sentence.at - problem.sentence.at <= cues_of.STORY_TURNS
        and (problem.sentence.at, problem.start) < (mention.sentence.at, mention.start)
    ]
    return _called(near[-1]) if near else None


def _as_told(use: Mention | None, problems: Sequence[Mention]) -> str | None:
    """In the words of the complaint that stands there, where one was found."""
    if use is None:
        return None
    there = (p for p in problems if p.sentence.at == use.sentence.at and p.start < use.end and use.start < p.end)
    return next((_called(problem) for problem in there), use.term)


def _called(problem: Mention) -> str:
    """As said, with the plain name where that is another."""
    said = problem.named
    return said if problem.term.lower() in said.lower() else f"{said} ({problem.term})"
