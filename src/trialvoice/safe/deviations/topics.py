"""What a passage is about, by the weight of the word classes in it: the matter of a ruling that does not name it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from trialvoice.core.findings import DeviationCategory
from trialvoice.safe.deviations.statements import Statements
from trialvoice.safe.deviations.word_classes import word_data
from trialvoice.safe.language.dialogue import Sentence
from trialvoice.safe.language.passages import following, preceding

_BACK, _ON = 4, 1
"""Turns before and after a ruling in which stands what it is about."""
_ENOUGH = 3
"""Weight from which a passage is about something."""
_MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Topic:
    """weights: of each class that speaks for it."""

    category: DeviationCategory
    description: str
    weights: dict[str, int]


@dataclass(frozen=True, slots=True)
class About:
    """A topic with the sentences that speak of it, the nearest first."""

    topic: Topic
    told: tuple[Sentence, ...]


@cache
def topics() -> tuple[Topic, ...]:
    """The topics of the word list."""
    return tuple(Topic(e["category"], e["description"], e["weights"]) for e in word_data()["topics"])


def about(statements: Statements, ruling: Sentence) -> About | None:
    """What a ruling is about: the heaviest topic around it, None where none is heavy enough or two are alike."""
    before, after = preceding(statements.dialogue, ruling, _BACK), following(statements.dialogue, ruling, _ON)
    around = (*before, *(sentence for sentence in after if sentence is not ruling))
    spoken = [(sentence, {place.name for place in statements.classes_in(sentence)}) for sentence in around]
    ranked = sorted(((_weight(topic, spoken), topic) for topic in topics()), key=lambda one: -one[0])
    (first, topic), (second, _) = ranked[:2]
    if first < _ENOUGH or first == second:
        return None
    told = [sentence for sentence, classes in spoken if classes & topic.weights.keys()]
    return About(topic, tuple(told[:_MOST_TOLD]))


def _weight(topic: Topic, spoken: Sequence[tuple[Sentence, set[str]]]) -> int:
    named = set().union(*(classes for _, classes in spoken))
    return sum(weight for name, weight in topic.weights.items() if name in named)
