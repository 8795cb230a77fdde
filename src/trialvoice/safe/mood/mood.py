"""What the participant says of their own mood: negative, positive, or both at once.

Only the participant's own words count: what staff, a monitor or the family say of it does not. Thoughts of death and
self-harm are serious events (`seriousness.ideation`), whether or not a mood is told beside them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.core.findings import Feeling, Mood
from trialvoice.safe.drafts import Draft, distinct, quote_of
from trialvoice.safe.language import cues
from trialvoice.safe.language.assertion import CERTAIN, LIKELY, POSSIBLE, Mention
from trialvoice.safe.language.cue_file import cue_file
from trialvoice.safe.language.dialogue import Dialogue, Sentence

SOURCE = "rule:mood@1"
_SAME_MATTER = 2
"""Turns within which feelings are told of the same thing."""
_AROUND = 60
"""Characters around what is told that bear on it, in speech without sentences."""
_FEELINGS: tuple[Feeling, ...] = ("negative", "positive")


@dataclass(frozen=True, slots=True)
class _Told:
    feeling: Feeling
    mention: Mention
    answers: bool
    """Whether staff asked after the mood."""


def moods(dialogue: Dialogue) -> tuple[Draft, ...]:
    """Drafts; what is told over neighbouring turns is one, mixed where it goes both ways."""
    groups: list[list[_Told]] = []
    for told in (t for s in dialogue.sentences if s.turn.role == "participant" for t in _told(dialogue, s)):
        if groups and told.mention.sentence.at - groups[-1][-1].mention.sentence.at <= _SAME_MATTER:
            groups[-1].append(told)
        else:
            groups.append([told])
    return tuple(_draft(dialogue, group) for group in groups)


def _draft(dialogue: Dialogue, group: Sequence[_Told]) -> Draft:
    proof = distinct([quote_of(dialogue, t.mention.sentence, t.mention.start, t.mention.end) for t in group])
    feelings = {told.feeling for told in group}
    feeling = group[0].feeling if len(feelings) == 1 else "mixed"
    sure = CERTAIN if any(t.answers for t in group) else LIKELY if len(group) > 1 else POSSIBLE
    return Draft(Mood(feeling=feeling, what=proof[0].quote), proof, SOURCE, sure)


def _told(dialogue: Dialogue, sentence: Sentence) -> Iterator[_Told]:
    if sentence.question:
        return
    asked = dialogue.question_before(sentence.at)
    answers = bool(asked and cue_file("moods").cue("mood", "asked").search(asked.text))
    first = dialogue.by_turn[sentence.at][0] is sentence
    for feeling in _FEELINGS:
        names = (feeling, f"bare_{feeling}") if answers and first else (feeling,)
        for match in (m for name in names for m in cue_file("moods").cue("mood", name).finditer(sentence.text)):
            mention = Mention(feeling, sentence, sentence.start + match.start(), sentence.start + match.end())
            if _meant(mention):
                yield _Told(feeling, mention, answers)
                break


def _meant(mention: Mention) -> bool:
    """Whether it is so: not denied, supposed, another's, or of long ago."""
    clause = mention.clause[-_AROUND:]
    near = mention.before[-_AROUND:] + mention.named + mention.after[:_AROUND]
    around = clause + mention.named
    return not (
        cue_file("moods").cue("mood", "denied").search(clause)
        or cues.MAYBE.search(clause)
        or cues.OTHER_PERSON.search(around)
        or cue_file("moods").cue("mood", "long_ago").search(near)
    )
