"""The two parts of the corpus: one to tune on, one to measure on."""

from collections.abc import Sequence
from typing import Literal, TypeVar

Part = Literal["dev", "test"]
PARTS: tuple[Part, ...] = ("dev", "test")

T = TypeVar("T")


def share_of(entries: Sequence[T], part: Part) -> Sequence[T]:
    """The half of a list that a part may use, so that neither words nor carriers serve both.

    Pairs take turns, because data files like to set a line of the participant's beside one of the site's.
    """
    return [entry for at, entry in enumerate(entries) if at // 2 % 2 == PARTS.index(part)]
