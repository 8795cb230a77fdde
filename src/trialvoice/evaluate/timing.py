"""How far words lie from where they were spoken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trialvoice.evaluate.alignment import Pair


@dataclass(frozen=True)
class Timing:
    """Signed errors in ms, heard minus true, of words that were recognised; late is positive.

    digit_start and digit_end: of those among them that are numbers, however either side writes them.
    """

    start: tuple[int, ...] = ()
    end: tuple[int, ...] = ()
    digit_start: tuple[int, ...] = ()
    digit_end: tuple[int, ...] = ()


def timing_errors(equal: Sequence[Pair]) -> Timing:
    """Errors over pairs of equal tokens; empty where the truth has no word times."""
    numbers = [pair for pair in equal if any(letter.isdigit() for letter in pair[0].text)]
    return Timing(
        start=_differences((true.start, heard.start) for true, heard in equal),
        end=_differences((true.end, heard.end) for true, heard in equal),
        digit_start=_differences((true.start, heard.start) for true, heard in numbers),
        digit_end=_differences((true.end, heard.end) for true, heard in numbers),
    )


def _differences(times: Iterable[tuple[int | None, int | None]]) -> tuple[int, ...]:
    return tuple(heard - true for true, heard in times if true is not None and heard is not None)
