"""What is said about an event: pieces of sentences, from where it is named to where something else is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.safe.events.problems import Event
from trialvoice.safe.events.symptoms import named_in
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.lexicon import lexicon

_MOST_TURNS = 7
_LEADING = 3
"""Sentences, or as many long stretches of one that has no end."""
_LONG = 220
"""Characters. Of a longer sentence, as of speech without full stops, what stands around the name is about it."""
_BEFORE, _AFTER = 70, 150
_MOST_WORDS_OF_A_NAME, _LEAST_WORDS_OF_A_TALE = 7, 6
_MOST_EXCHANGES = 2
_SAME_TOPIC = re.compile(
    r"\b(?:it|that(?! day| visit)|this(?! week| visit)|those|these|they|them|still|how (?:bad|long|severe|often|many "
    r"times|are you (?:now|feeling now))|when (?:was|did)|mild|moderate|severe|better|worse|gone|resolved|cleared|"
    r"settled?|stopped|healed|feel now|scale|hurt|treat\w*|admit\w*|stay|hospital|ambulance|doctor|what (?:happened|"
    r"did you do)|and now|come back|happen\w*|spread\w*|which week|what day|since (?:when|the)|did you (?:stop|take|"
    r"do|put|see|call|go|tell|fall|pass|feel)|taking (?:something|anything)|antibiotics|end date|start date|dates|"
    r"outcome|causality|relat\w+|grade|give you|called|got worse|go up)\b|^(?:and )?(?:for )?how long|^(?:and "
    r")?when\b|^(?:and )?(?:since|from|starting)\b|^just the|^every|^anything for|^how many|^take anything|^which "
    r"(?:one|side|day)|(?:regular|right|well|okay|fine|normal|yourself|up) again|^(?:and )?(?:what about )?"
    r"(?:(?:the|your) )?(?:study|trial) \w+\b|better$|gone$",
    re.IGNORECASE,
)
_NEW_TOPIC = re.compile(
    r"\b(?:any ?(?:thing|one|body)? (?:else|other|new)|still taking|how many (?:capsules|tablets|pills|doses|puffs)|"
    r"(?:what|how) about(?! (?:the|your) (?:study|trial))|other (?:medicines?|medication)|"
    r"(?:capsules?|tablets?|doses?|pills?|pens?|puffs?|injections?)\b.*\b(?:miss\w*|forg\w+|skip\w*)|(?:miss\w*|"
    r"forg\w+|skip\w*) any|(?:joints|breathing|sleep\w*|mood|bowels|appetite|heart racing|headaches|rashes)\b)",
    re.IGNORECASE,
)
_ASKS_AFTER = re.compile(r"^\W*(?:and (?:the|your|his|her)|any|no|nothing|what about|how about|how.s)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words about an event.  [start, end) characters of the turn.  named: whether the event is named in it."""

    sentence: Sentence
    start: int
    end: int
    named: bool

    @property
    def text(self) -> str:
        """The words."""
        offset = self.sentence.start
        return self.sentence.text[self.start - offset : self.end - offset]

    @property
    def whole(self) -> bool:
        """Whether it is a whole sentence."""
        return (self.start, self.end) == (self.sentence.start, self.sentence.end)


def about(dialogue: Dialogue, event: Event, events: Sequence[Event]) -> tuple[Piece, ...]:
    """All pieces about an event, in order."""
    others = sorted(item.place for other in events if other is not event for item in other.said)
    found: dict[tuple[int, int], Piece] = {}
    for item in event.said:
        piece = _naming(item.mention.sentence, item.mention.start, item.mention.end, others)
        found.setdefault((piece.sentence.at, piece.sentence.start), piece)
    for sentence in _told_before_named(dialogue, event, others):
        found.setdefault((sentence.at, sentence.start), Piece(sentence, sentence.start, sentence.end, named=True))
    for piece in tuple(found.values()):
        for sentence in _following(dialogue, piece, others):
            found.setdefault((sentence.at, sentence.start), Piece(sentence, sentence.start, sentence.end, named=False))
    return tuple(found[place] for place in sorted(found))


def _told_before_named(dialogue: Dialogue, event: Event, others: Sequence[tuple[int, int]]) -> Iterator[Sentence]:
    """What somebody told in their own words, before staff gave it its name: "So that's heartburn."."""
    at = _named_by_staff_at(dialogue, event.said[0].mention.sentence)
    for turn in () if at is None else range(at - 1, max(at - 2 * _MOST_EXCHANGES, 0) - 1, -1):
        told = dialogue.by_turn[turn]
        if any(len(s.text) > _LONG or _names_other(s, others) for s in told):
            return
        if not all(dialogue.staff(s.turn) for s in told):
            yield from told
        elif any(_new_topic(dialogue, s, set()) for s in told):
            return


def _named_by_staff_at(dialogue: Dialogue, first: Sentence) -> int | None:
    """The turn in which staff name what was told without a name, and little else; it may be taken up in the next."""
    at = first.at if dialogue.staff(first.turn) else first.at - 1
    if at < 1 or not all(dialogue.staff(s.turn) for s in dialogue.by_turn[at]):
        return None
    told = dialogue.by_turn[at - 1]
    if _ASKS_AFTER.search(dialogue.texts[at]):
        return None
    short = sum(len(s.words) for s in dialogue.by_turn[at]) <= _MOST_WORDS_OF_A_NAME
    names = any(True for s in dialogue.by_turn[at] for _ in named_in(s, lexicon()))
    tale = not any(dialogue.staff(s.turn) for s in told) and sum(len(s.words) for s in told) >= _LEAST_WORDS_OF_A_TALE
    return at if short and names and tale else None


def _naming(sentence: Sentence, start: int, end: int, others: Sequence[tuple[int, int]]) -> Piece:
    """The sentence that names the event; of a long one, what stands around the name up to another event's."""
    if len(sentence.text) <= _LONG:
        return Piece(sentence, sentence.start, sentence.end, named=True)
    here = [at for turn, at in others if turn == sentence.at]
    first = max([sentence.start, start - _BEFORE, *(at for at in here if at < start)])
    last = min([sentence.end, end + _AFTER, *(at for at in here if at > end)])
    text, offset = sentence.text, sentence.start
    first = offset + text.find(" ", first - offset) + 1 if first > offset else first
    last = offset + text.rfind(" ", 0, last - offset) if last < sentence.end else last
    return Piece(sentence, first, max(last, end), named=True)


def _following(dialogue: Dialogue, piece: Piece, others: Sequence[tuple[int, int]]) -> Iterator[Sentence]:
    """Sentences after one that names the event, up to another event or topic."""
    if not piece.whole:
        return
    first = piece.sentence
    own = _own_words(piece)
    for sentence in dialogue.sentences:
        if (sentence.at, sentence.start) <= (first.at, first.start):
            continue
        if (
            sentence.at > first.at + _MOST_TURNS
            or len(sentence.text) > _LONG
            or _names_other(sentence, others)
            or _new_topic(dialogue, sentence, own)
        ):
            return
        if not any(True for _ in named_in(sentence, lexicon())):
            yield sentence


def _own_words(piece: Piece) -> set[str]:
    """Parts of the body named with the event: a question about the toe goes on about the gout in it."""
    words = piece.sentence.words
    return {words[at].stem for hit in lexicon().body.find(words) for at in range(hit.first, hit.last + 1)}


def _names_other(sentence: Sentence, others: Sequence[tuple[int, int]]) -> bool:
    return any(at == sentence.at and sentence.start <= start < sentence.end for at, start in others)


def _new_topic(dialogue: Dialogue, sentence: Sentence, own: set[str]) -> bool:
    """Whether staff ask about something else than what was told before. own: telling words of the event's sentence."""
    if not dialogue.staff(sentence.turn) or not sentence.question:
        return False
    if any(word.stem in own for word in sentence.words):
        return False
    if _NEW_TOPIC.search(sentence.text) or any(True for _ in named_in(sentence, lexicon())):
        return True
    return not _SAME_TOPIC.search(sentence.text)


def leading(dialogue: Dialogue, event: Event, events: Sequence[Event]) -> tuple[Piece, ...]:
    """What led up to the event in the turn that names it first: where a story begins, it tells when it was."""
    first = event.said[0].mention
    others = [item.place[1] for e in events if e is not event for item in e.said if item.place[0] == first.sentence.at]
    start = max((place for place in others if place < first.start), default=-1)
    told = [s for s in dialogue.by_turn[first.sentence.at] if s.start < first.sentence.start and s.start > start]
    pieces = [Piece(s, s.start, s.end, named=False) for s in told[-_LEADING:]]
    if len(first.sentence.text) > _LONG:
        begin = max(first.sentence.start, first.start - _LEADING * _LONG)
        pieces.append(Piece(first.sentence, begin, first.start, named=False))
    return tuple(pieces)
