"""What is said of a medicine besides its name: dose, how often, where, what for, since when, and whether still."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.safe import cues, medicine_cues
from trialvoice.safe.assertion import Mention
from trialvoice.safe.dialogue import Dialogue, Sentence
from trialvoice.safe.lexicon import lexicon
from trialvoice.safe.numbers import Number, numbers
from trialvoice.safe.timing import when_in

_NEAR = 40
"""Characters between a name and a figure without a unit that is its dose."""


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
    """What is said of a medicine: its share of the sentence, what the turn adds, and what answers staff's questions."""
    own = _share(mention, others)
    return (own, *_added(dialogue, mention, others), *_answered(dialogue, mention, others))


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
    return Part(sentence, start, end, (first, last))


def _boundary(text: str, start: int, end: int) -> int:
    """Where, between two medicines, the words about the first stop."""
    cut = [m.start() for m in re.finditer(r"[,;.]? (?:and|then|plus|or)\b|[,;]", text[start:end])]
    return start + cut[-1] if cut else end


def _added(dialogue: Dialogue, mention: Mention, others: Sequence[Mention]) -> Iterator[Part]:
    """Following sentences of the turn, until another medicine or a question."""
    for sentence in [s for s in dialogue.by_turn[mention.sentence.at] if s.start > mention.sentence.start][:2]:
        if any(o.sentence is sentence for o in others) or sentence.question:
            return
        yield Part(sentence, 0, len(sentence.text), (0, 0))


def _answered(dialogue: Dialogue, mention: Mention, others: Sequence[Mention]) -> Iterator[Part]:
    """Answers to staff's questions about it in the next turns; a short reply to a name that staff gave."""
    at = mention.sentence.at
    for turn in range(at + 1, min(at + 5, len(dialogue.turns))):
        for sentence in dialogue.by_turn[turn]:
            if any(o.sentence is sentence and o.term != mention.term for o in others):
                return
            staff = dialogue.staff(sentence.turn)
            if staff and turn > at + 1 and sentence.question and not medicine_cues.ASKED_DETAIL.search(sentence.text):
                return
            if staff and turn == at + 1 and not _about_it(sentence, mention):
                return
            if not staff and not sentence.question:
                yield Part(sentence, 0, len(sentence.text), (0, 0))


def _about_it(sentence: Sentence, mention: Mention) -> bool:
    """Whether staff's words after a medicine ask about it or repeat it."""
    text = sentence.text
    return (
        bool(medicine_cues.ASKED_DETAIL.search(text))
        or mention.term.lower() in text.lower()
        or mention.named.lower() in text.lower()
        or any(hit.name == mention.term for hit in lexicon().drugs.find(sentence.words))
    )


def dose_in(parts: Sequence[Part]) -> str | None:
    """The amount of one taking, as said: with its unit, else a bare figure beside the name."""
    for part in parts:
        if said := _with_unit(part) or _bare(part):
            return said
    return None


def _with_unit(part: Part) -> str | None:
    found: list[tuple[int, str]] = []
    for number in _figures(part):
        unit = medicine_cues.DOSE_AFTER.match(part.sentence.text[number.end : part.end])
        if unit and not _how_often_at(part, number):
            said = part.sentence.text[number.start : number.end + unit.end()]
            found.append((min(abs(number.start - part.name[1]), abs(part.name[0] - number.end)), said))
    return min(found)[1] if found else None


def _bare(part: Part) -> str | None:
    """ "Lisinopril, twenty", "the fifty", "two of her Topamax", "a couple Advils"."""
    text = part.sentence.text
    if counted := medicine_cues.COUNTED_BEFORE.search(part.before):
        return counted["dose"]
    for number in _figures(part):
        between = text[part.name[1] : number.start]
        if number.start < part.name[1] or len(between) > _NEAR or not medicine_cues.BETWEEN.match(between):
            continue
        if medicine_cues.AFTER_BARE.match(text[number.end : part.end]) and not _how_often_at(part, number):
            return text[number.start : number.end]
    return None


def _how_often_at(part: Part, number: Number) -> bool:
    text = part.sentence.text
    return any(m.start() <= number.start < m.end() for m in medicine_cues.OFTEN.finditer(text))


def _figures(part: Part) -> list[Number]:
    return [n for n in numbers(part.sentence.text) if part.start <= n.start and n.end <= part.end]


def frequency_in(parts: Sequence[Part]) -> str | None:
    """How often, and for how long where that follows: "twice a day for a week"."""
    for part in parts:
        for match in medicine_cues.OFTEN.finditer(part.text):
            longer = medicine_cues.FOR_LONG.match(part.text[match.end() :])
            return (match[0] + (longer[0] if longer else "")).strip(" ,")
    return None


def route_in(parts: Sequence[Part], said: str) -> str | None:
    """By which way, where it is said or lies in the form: nasal, topical, eye, injection, drip, rectal, by mouth."""
    text = " ".join([said, *(part.text for part in parts[:2])])
    if eyes := re.search(r"\b(?:in )?(?:both|each|my|the left|the right|his|her) eyes?\b", text, re.IGNORECASE):
        return eyes[0]
    return next((route for route, pattern in medicine_cues.ROUTES if pattern.search(text)), None)


def start_in(parts: Sequence[Part]) -> str | None:
    """Since when, or when it was taken, as said."""
    for part in parts:
        if since := medicine_cues.SINCE.search(part.text):
            return since["when"].strip(" ,")
    for part in parts:
        if (when := when_in(part.text)) and not medicine_cues.ENDED.search(part.text[: part.text.find(when)]):
            return when
    return None


def ongoing_of(parts: Sequence[Part], asked: Sentence | None) -> bool | None:
    """Whether it is still taken; None where nobody says."""
    text = " ".join(part.text for part in parts)
    if medicine_cues.ENDED.search(text):
        return False
    if medicine_cues.STILL.search(text):
        return True
    if medicine_cues.COURSE.search(text):
        return False
    return True if asked and medicine_cues.ASKED_NOW.search(asked.text) else None


def indication_in(
    dialogue: Dialogue, mention: Mention, parts: Sequence[Part], problems: Sequence[Mention]
) -> str | None:
    """What for: "for my back", the complaint in the same sentence, staff's "what do you take for that", or the story."""
    if found := medicine_cues.FOR.match(parts[0].after) or medicine_cues.FOR.match(parts[0].before):
        return found["why"].strip(" -")
    for part in parts[1:]:
        if found := medicine_cues.FOR_SHORT.search(part.text):
            return found["why"].strip(" -")
    same = [p for p in problems if p.sentence is mention.sentence and not cues.negates(p.clause)]
    if same and same[0].end <= mention.start:
        between = mention.sentence.text[same[0].end - mention.sentence.start : mention.start - mention.sentence.start]
        if not medicine_cues.NOT_A_REASON.search(between):
            return same[0].term
    asked = dialogue.question_before(mention.sentence.at)
    found = medicine_cues.TAKEN_FOR.search(asked.text) if asked else None
    return found["why"] if found else _told_before(dialogue, mention, problems)


def _told_before(dialogue: Dialogue, mention: Mention, problems: Sequence[Mention]) -> str | None:
    """The complaint that the turns just before were about, where a remedy for it was asked for or given."""
    asked = dialogue.question_before(mention.sentence.at)
    given = medicine_cues.GIVEN.search(mention.before) or (asked and medicine_cues.ASKED_REMEDY.search(asked.text))
    if not given:
        return None
    near = [
        p
        for p in problems
        if 0 <= mention.sentence.at - p.sentence.at <= medicine_cues.STORY_TURNS
        and (p.sentence.at, p.start) < (mention.sentence.at, mention.start)
    ]
    return near[-1].term if near else None
