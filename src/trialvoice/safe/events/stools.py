"""The grade of diarrhoea from how many more stools a day than usual: "five times yesterday", "normally once"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.safe.drafts import quote_of
from trialvoice.safe.events.about import Piece
from trialvoice.safe.events.results import Result
from trialvoice.safe.language.cue_file import cue_file
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.numbers import count_of, numbers
from trialvoice.safe.language.passages import following

TERM = "Diarrhea"
_TURNS = 4
"""After diarrhoea is named, the usual is asked and answered."""
_REACH = 12
"""Characters from a number to "times"."""


@dataclass(frozen=True, slots=True)
class _Count:
    """Stools a day, said at [start, end) characters of the turn.  usual: what it was before."""

    stools: float
    usual: bool
    sentence: Sentence
    start: int
    end: int


def by_stools(dialogue: Dialogue, pieces: Sequence[Piece]) -> Result | None:
    """By the most that was said against the usual, None where one of the two was not said."""
    told = dict.fromkeys(s for piece in pieces if piece.named for s in following(dialogue, piece.sentence, _TURNS))
    counts = [count for sentence in told for count in _counts(dialogue, sentence)]
    usual = [count.stools for count in counts if count.usual]
    most = max((count for count in counts if not count.usual), key=lambda count: count.stools, default=None)
    if not usual or most is None or most.stools <= min(usual):
        return None
    more = most.stools - min(usual)
    grade = 1 + sum(more >= bound for bound in cue_file("grades").data["stools"]["increase"])
    evidence = quote_of(dialogue, most.sentence, most.start, most.end)
    return Result(grade, f"{more:g} stools a day more than usual", evidence)


def _counts(dialogue: Dialogue, sentence: Sentence) -> Iterator[_Count]:
    cues, text = cue_file("grades"), sentence.text
    if cues.cue("stools", "other").search(text):
        return
    asked = dialogue.question_before(sentence.at)
    for match in cues.cue("stools", "count").finditer(text):
        often = count_of(match[1]) if match[1] else _number_before(text, match.start())
        if often:
            clause = text[: match.start()].rpartition(",")[2]
            usual = any(cues.cue("stools", "usual").search(said) for said in (clause, asked.text if asked else ""))
            yield _Count(often, usual, sentence, sentence.start + match.start(), sentence.start + match.end())


def _number_before(text: str, at: int) -> float | None:
    """Of "three, four times" the greater."""
    near = [number.value for number in numbers(text[:at]) if at - number.end <= _REACH]
    return max(near, default=None)
