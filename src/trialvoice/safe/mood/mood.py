"""What the participant says of their own mood: negative, positive, or both at once.

Only the participant's own words count: what the family say of it does not, nor what staff say, unless they report to a
monitor. Thoughts of death and
self-harm are serious events (`seriousness.ideation`), whether or not a mood is told beside them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.core.findings import Feeling, Mood
from trialvoice.safe.drafts import Draft, distinct, quote_of
from trialvoice.safe.language import cues
from trialvoice.safe.language.assertion import CERTAIN, LIKELY, POSSIBLE, Mention
from trialvoice.safe.language.cue_file import cue_file
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity

SOURCE = "rule:mood@1"
_SAME_MATTER = 2
"""Turns within which feelings are told of the same thing."""
_AROUND = 60
"""Characters around what is told that bear on it, in speech without sentences."""
_MOST_PLACES = 3
"""Places in one sentence that are quoted for a feeling."""
_BREATH = 80
"""Characters within which a second feeling belongs to the first."""
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
    for told in (t for s in dialogue.sentences for t in _by_anyone(dialogue, s)):
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


def _by_anyone(dialogue: Dialogue, sentence: Sentence) -> Iterator[_Told]:
    """The participant's own words, what they agree to, and in a monitor's interview what the site tells of them."""
    if sentence.turn.role == "participant":
        yield from _told(dialogue, sentence)
        yield from _agreed_to(dialogue, sentence)
    elif dialogue.staff_only and not sentence.question:
        yield from _named(sentence, ("told_of_negative", "told_of_positive"), answers=False)


def _agreed_to(dialogue: Dialogue, sentence: Sentence) -> Iterator[_Told]:
    """ "You look a bit down today." - "I am, a bit."."""
    if sentence.at == 0 or dialogue.by_turn[sentence.at][0] is not sentence or polarity((sentence,)) != "yes":
        return
    before = dialogue.by_turn[sentence.at - 1][-1]
    if dialogue.staff(before.turn):
        for seen in _named(before, ("seen_negative", "seen_positive"), answers=True):
            yield _Told(seen.feeling, Mention(seen.feeling, sentence, sentence.start, sentence.end), answers=True)


def _named(sentence: Sentence, cues_of: Sequence[str], *, answers: bool) -> Iterator[_Told]:
    for name in cues_of:
        feeling: Feeling = "negative" if name.endswith("negative") else "positive"
        for match in cue_file("moods").cue("mood", name).finditer(sentence.text):
            mention = Mention(feeling, sentence, sentence.start + match.start(), sentence.start + match.end())
            if _meant(mention):
                yield _Told(feeling, mention, answers)


def _told(dialogue: Dialogue, sentence: Sentence) -> Iterator[_Told]:
    if sentence.question:
        return
    asked = dialogue.question_before(sentence.at)
    answers = bool(asked and cue_file("moods").cue("mood", "asked").search(asked.text))
    first = dialogue.by_turn[sentence.at][0] is sentence
    told: list[_Told] = []
    for feeling in _FEELINGS:
        names = (feeling, f"opens_{feeling}", *((f"bare_{feeling}",) if answers and first else ()))
        told += list(_named(sentence, names, answers=answers))[:_MOST_PLACES]
    yield from told
    yield from _and_also(sentence, told)


def _and_also(sentence: Sentence, told: Sequence[_Told]) -> Iterator[_Told]:
    """A second feeling in the same breath: "happy and frightened at the same time"."""
    for one in told[:1]:
        other: Feeling = "positive" if one.feeling == "negative" else "negative"
        rest = one.mention.after[:_BREATH]
        if (also := cue_file("moods").cue("mood", f"also_{other}").search(rest)) and len(
            {t.feeling for t in told}
        ) == 1:
            start = one.mention.end
            yield _Told(other, Mention(other, sentence, start + also.start(), start + also.end()), one.answers)


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
