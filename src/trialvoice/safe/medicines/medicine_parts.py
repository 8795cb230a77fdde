"""Which words belong to one medicine: its share of the sentence, and what the turns around add."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.safe.language import cues
from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.language.statements import pieces
from trialvoice.safe.lexicon import lexicon
from trialvoice.safe.medicines import medicine_cues, medicine_detail_cues

_ASKING_TURNS = 5
_FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class Part:
    """[start, end) characters of a sentence that belong to one medicine, the name at `name`."""

    sentence: Sentence
    start: int
    end: int
    name: tuple[int, int]

    @property
    def text(self) -> str:
        """The words."""
        return self.sentence.text[self.start : self.end]

    @property
    def before(self) -> str:
        """Up to the name."""
        return self.sentence.text[self.start : self.name[0]]

    @property
    def after(self) -> str:
        """From the name on."""
        return self.sentence.text[self.name[1] : self.end]


def parts_of(dialogue: Dialogue, mention: Mention, others: Sequence[Mention]) -> tuple[Part, ...]:
    """What is said of a medicine: its share of the sentence, what the turns around add, and answers to questions."""
    own = _share(mention, others)
    around = (*_added(dialogue, mention, others), *_answered(dialogue, mention, others), *_led_up(dialogue, mention))
    return (own, *around, *_ended_later(dialogue, mention, others))


def _share(mention: Mention, others: Sequence[Mention]) -> Part:
    """The sentence from the medicine named before to the one named after; "A and B" leaves what precedes to A."""
    sentence = mention.sentence
    first, last = mention.start - sentence.start, mention.end - sentence.start
    here = [o for o in others if o.sentence is sentence and o.start != mention.start]
    start = max((o.end - sentence.start for o in here if o.end <= mention.start), default=0)
    end = min((o.start - sentence.start for o in here if o.start >= mention.end), default=len(sentence.text))
    if start:
        start = _boundary(sentence.text, start, first)
    if end < len(sentence.text):
        end = _boundary(sentence.text, last, end)
    for piece in pieces(sentence):
        if piece.start <= mention.start < piece.end:
            start, end = max(start, piece.start - sentence.start), min(end, piece.end - sentence.start)
    return Part(sentence, start, end, (first, last))


def _boundary(text: str, start: int, end: int) -> int:
    """Where, between two medicines, the words about the first stop."""
    cut = [m.start() for m in re.finditer(r"[,;.]? (?:and|then|plus|or)\b|[,;]", text[start:end])]
    return start + cut[-1] if cut else end


def _added(dialogue: Dialogue, mention: Mention, others: Sequence[Mention]) -> Iterator[Part]:
    """Following statements of the turn, until another medicine, a question or a story of something else."""
    later = [p for s in dialogue.by_turn[mention.sentence.at] for p in pieces(s) if p.start > mention.end]
    for sentence in later[:2]:
        named = any(o.sentence.at == sentence.at and sentence.start <= o.start < sentence.end for o in others)
        if named or sentence.question or medicine_detail_cues.SOMETHING_ELSE.search(sentence.text):
            return
        yield Part(sentence, 0, len(sentence.text), (0, 0))


def _answered(dialogue: Dialogue, mention: Mention, others: Sequence[Mention]) -> Iterator[Part]:
    """Answers to staff's questions about it in the next turns, until they ask of something else."""
    at, staff = mention.sentence.at, dialogue.staff(mention.sentence.turn)
    for turn in range(at + 1, min(at + _ASKING_TURNS, len(dialogue.turns))):
        said = dialogue.by_turn[turn]
        by_staff = dialogue.staff(dialogue.turns[turn])
        if turn == at + 1 and by_staff == staff and not dialogue.staff_only:
            return
        replies = dialogue.staff_only and turn == at + 1
        if by_staff and not replies and not any(_about_it(s, mention) for s in said):
            return
        another = [o.sentence.start for o in others if o.sentence.at == turn and o.term != mention.term]
        if by_staff and polarity(dialogue.by_turn[turn + 1] if turn + 1 < len(dialogue.turns) else ()) == "yes":
            yield from (Part(s, 0, len(s.text), (0, 0)) for s in said if s.question and not s.wh)
        if not by_staff or dialogue.staff_only:
            told = [s for s in said if s.start < min(another, default=s.end)]
            yield from (Part(s, 0, len(s.text), (0, 0)) for s in told if not s.question)
        if another:
            return


def _led_up(dialogue: Dialogue, mention: Mention) -> Iterator[Part]:
    """What was told before somebody asked for the name, or staff gave it: "a shot on Saturday." - "Of what?"."""
    at = mention.sentence.at
    staff = dialogue.staff(mention.sentence.turn)
    asked = dialogue.question_before(at)
    before = at - 1 if staff else at - 2 if asked and medicine_detail_cues.ASKED_NAME.search(asked.text) else -1
    if before >= 0 and (len(mention.sentence.words) <= _FEW_WORDS or not staff):
        told = [p for s in dialogue.by_turn[before] for p in pieces(s)]
        yield from (
            Part(s, 0, len(s.text), (0, 0)) for s in told if medicine_cues.TAKING.search(s.text) and not s.question
        )


def _ended_later(dialogue: Dialogue, mention: Mention, others: Sequence[Mention]) -> Iterator[Part]:
    """A statement soon after that it was stopped, before another medicine is named: "he's stopped it"."""
    at = mention.sentence.at
    near = [
        s for turn in dialogue.by_turn[at : at + _ASKING_TURNS] for s in turn if (s.at, s.start) > (at, mention.start)
    ]
    for sentence in near:
        if any(o.sentence is sentence and o.term not in (mention.term, *lexicon().general_drugs) for o in others):
            return
        ended = medicine_detail_cues.ENDED_IT.search(sentence.text)
        if ended and not sentence.question and not cues.negates(sentence.text[: ended.start()]):
            yield Part(sentence, 0, len(sentence.text), (0, 0))
            return


def _about_it(sentence: Sentence, mention: Mention) -> bool:
    """Whether staff's words after a medicine ask about it or repeat it."""
    text = sentence.text
    return (
        bool(medicine_cues.ASKED_DETAIL.search(text))
        or mention.term.lower() in text.lower()
        or mention.named.lower() in text.lower()
        or any(hit.name == mention.term for hit in lexicon().drugs.find(sentence.words))
    )
