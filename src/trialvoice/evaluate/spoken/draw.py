"""Seeded choices, of slots that only one part of the corpus may use."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, TypeVar

from trialvoice.evaluate.spoken.parts import Part, share_of

T = TypeVar("T")


class Draw:
    """What a form draws its value from."""

    def __init__(self, chance: Random, slots: Mapping[str, Sequence[Any]], part: Part) -> None:
        self._chance = chance
        self._slots = slots
        self._part = part

    def slot(self, name: str) -> Any:
        """One entry of a slot; only those of this part."""
        return self._chance.choice(share_of(self._slots[name], self._part))

    def of(self, choices: Sequence[T]) -> T:
        """One of many."""
        return self._chance.choice(choices)

    def number(self, low: int, high: int) -> int:
        """Between low and high, both included."""
        return self._chance.randint(low, high)

    def digits(self, count: int) -> str:
        """As many digits, the first not zero."""
        return str(self.number(1, 9)) + "".join(str(self.number(0, 9)) for _ in range(count - 1))

    def letters(self, count: int) -> str:
        """As many capital letters, none that is read as a digit."""
        return "".join(self.of("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(count))
