"""Which items each sentence of a dialogue speaks of, told apart where several could be meant."""

from collections.abc import Mapping, Sequence

from trialvoice.core.study import Item
from trialvoice.safe.forms.item_words import BY_A_WORD, BY_SCALE, BY_TERM, Tie, item_words
from trialvoice.safe.language.dialogue import Dialogue, Sentence

_LONG = 25
"""Words of a sentence that tells of more than one thing."""
_STILL_MEANT = 6
"""Turns within which a scale without a name is that of what was spoken of."""


class Ties:
    """What each sentence of a dialogue says of each item, found once for all items of the visit's forms."""

    def __init__(self, dialogue: Dialogue, items: Sequence[Item]) -> None:
        self._words = [item_words(item) for item in items]
        self._of: dict[tuple[int, int], dict[Item, Tie]] = {}
        named: dict[Item, int] = {}
        for sentence in dialogue.sentences:
            found = {words.item: tie for words in self._words if (tie := words.tie(sentence))}
            ties = _last_spoken_of(self._told_apart(sentence, found), named, sentence.at)
            self._of[sentence.at, sentence.start] = ties
            named |= {item: sentence.at for item, tie in ties.items() if tie.strength >= BY_TERM}

    def of(self, sentence: Sentence) -> Mapping[Item, Tie]:
        """The items that a sentence is tied to."""
        return self._of[sentence.at, sentence.start]

    def names_another(self, sentence: Sentence, item: Item) -> bool:
        """Whether a sentence is clearly of another item and not of this."""
        ties = self.of(sentence)
        own = ties[item].strength if item in ties else 0.0
        return own < BY_SCALE and any(tie.strength >= BY_SCALE for other, tie in ties.items() if other != item)

    def _told_apart(self, sentence: Sentence, ties: dict[Item, Tie]) -> dict[Item, Tie]:
        """Without the weaker of items that share a scale or are counted alike: their own words tell them apart."""
        ties = {i: t for i, t in ties.items() if not any(_within(t, o) for j, o in ties.items() if j != i)}
        ties = _on_a_scale(sentence, ties)
        shared = [item for item, tie in ties.items() if BY_A_WORD < tie.strength < BY_TERM]
        strong = [item for item, tie in ties.items() if tie.strength >= BY_TERM]
        worded = [item for item in shared if item_words(item).has_own(sentence)]
        if strong:
            drop = [i for i in shared if any(_alike(i, other) for other in strong)]
        else:
            drop = [item for item in shared if worded and item not in worded]
        return {item: tie for item, tie in ties.items() if item not in drop}


def _on_a_scale(sentence: Sentence, ties: dict[Item, Tie]) -> dict[Item, Tie]:
    """Without amounts, where the sentence asks for a rating: "zero to ten, the sleep?" asks for no hours."""
    scales = {item: item_words(item).scale for item in ties}
    if len(sentence.words) > _LONG or not any(scale and scale.search(sentence.text) for scale in scales.values()):
        return ties
    amounts = [item for item, scale in scales.items() if scale is None and item.type in ("integer", "decimal")]
    return {item: tie for item, tie in ties.items() if item not in amounts}


def _last_spoken_of(ties: dict[Item, Tie], named: Mapping[Item, int], at: int) -> dict[Item, Tie]:
    """Of items that a scale or a sum alone names, the one last spoken of: "and the cough?", "zero to ten"."""
    shared = [item for item, tie in ties.items() if BY_A_WORD < tie.strength < BY_TERM]
    if len(shared) < len([item for item, tie in ties.items() if tie.strength > BY_A_WORD]) or len(shared) < 2:
        return ties
    recent = [item for item in shared if at - named.get(item, -_STILL_MEANT - 1) <= _STILL_MEANT]
    if not recent:
        return ties
    last = max(recent, key=lambda item: named[item])
    return {item: tie for item, tie in ties.items() if item == last or item not in shared}


def _within(tie: Tie, other: Tie) -> bool:
    """Whether a name is part of a longer one: "sleep" in "sleep loss"."""
    inside = other.start <= tie.start and tie.end <= other.end
    return inside and (tie.start, tie.end) != (other.start, other.end) and other.strength >= tie.strength


def _alike(one: Item, other: Item) -> bool:
    totals = item_words(one).is_total and item_words(other).is_total
    return totals or (one.type == other.type and (one.minimum, one.maximum) == (other.minimum, other.maximum))
