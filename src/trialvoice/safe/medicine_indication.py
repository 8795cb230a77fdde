"""What a medicine was for, as it was said or as the turns before tell."""

from collections.abc import Sequence

from trialvoice.core.study import Study
from trialvoice.safe import cues, medicine_detail_cues
from trialvoice.safe.assertion import Mention
from trialvoice.safe.dialogue import Dialogue
from trialvoice.safe.lexicon import Phrases
from trialvoice.safe.medicine_details import Part


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
    if found := medicine_detail_cues.FOR.match(parts[0].after) or medicine_detail_cues.A_PILL_FOR.search(
        mention.before
    ):
        return found["why"].strip(" -")
    if found := medicine_detail_cues.BECAUSE_OF.search(parts[0].after):
        return found["why"]
    if found := medicine_detail_cues.FOR_FIRST.search(mention.before):
        return found["why"]
    for part in parts[1:]:
        if found := medicine_detail_cues.FOR_SHORT.search(part.text) or medicine_detail_cues.A_PILL_FOR.search(
            part.text
        ):
            return found["why"].strip(" -")
    same = [p for p in problems if p.sentence is mention.sentence and not cues.negates(p.clause)]
    if same and same[0].end <= mention.start:
        between = mention.sentence.text[same[0].end - mention.sentence.start : mention.start - mention.sentence.start]
        if not medicine_detail_cues.NOT_A_REASON.search(between):
            return _called(same[0])
    asked = dialogue.question_before(mention.sentence.at)
    found = medicine_detail_cues.TAKEN_FOR.search(asked.text) if asked else None
    return found["why"] if found else _told_before(dialogue, mention, problems)


def _told_before(dialogue: Dialogue, mention: Mention, problems: Sequence[Mention]) -> str | None:
    """The complaint that the turns just before were about, where a remedy for it was asked for or given."""
    asked = dialogue.question_before(mention.sentence.at)
    given = medicine_detail_cues.GIVEN.search(mention.before) or (
        asked and medicine_detail_cues.ASKED_REMEDY.search(asked.text)
    )
    if not given:
        return None
    near = [
        p
        for p in problems
        if 0 <= mention.sentence.at - p.sentence.at <= medicine_detail_cues.STORY_TURNS
        and (p.sentence.at, p.start) < (mention.sentence.at, mention.start)
    ]
    return _called(near[-1]) if near else None


def _called(problem: Mention) -> str:
    """As said, with the plain name where that is another."""
    said = problem.named
    return said if problem.term.lower() in said.lower() else f"{said} ({problem.term})"
