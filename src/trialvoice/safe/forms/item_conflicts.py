"""Which of the values that were said of an item stands: the last, one of two that staff settle, or both in conflict."""

from collections.abc import Sequence
from dataclasses import dataclass

from trialvoice.safe.forms.item_windows import Window
from trialvoice.safe.language.corrections import CORRECTED, REPEATED
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.language.numbers import measured

_AS_GOOD = 0.4
"""A later value takes the place of an earlier one unless it is tied to the item more weakly than by this."""
_SETTLED_WITHIN = 3
"""Turns in which staff may settle what two speakers dispute."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value found in a window, [start, end) characters of its turn."""

    value: str
    window: Window
    start: int
    end: int
    strength: float
    inside: bool = True
    said: str | None = None
    """The value in the unit that was said, where that is not the form's."""


def best(found: Sequence[Value]) -> list[Value]:
    """Those that are tied to the item about as strongly as the strongest, in order."""
    strongest = max((value.strength for value in found), default=0.0)
    return [value for value in found if value.strength >= strongest - _AS_GOOD]


def first_answer(kept: Sequence[Value]) -> Value:
    """Of the last question about it, what was said first: what others add in their own words is no other value."""
    return next(value for value in kept if value.window.asked is kept[-1].window.asked)


def agreed(dialogue: Dialogue, kept: Sequence[Value]) -> tuple[Value, ...]:
    """The last value, with the one it conflicts with before it."""
    last = kept[-1]
    for other in reversed(kept[:-1]):
        if other.value == last.value or not _conflict(dialogue, other, last, kept):
            continue
        settled = _settled(dialogue, other, last)
        return (settled,) if settled else _both(dialogue, other, last, kept)
    return (last,)


def _both(dialogue: Dialogue, other: Value, last: Value, kept: Sequence[Value]) -> tuple[Value, Value]:
    """Both of a conflict; of who insists on it, the participant's first saying and another's last stand."""
    if last.window.asked is None or dialogue.turns[last.window.at].role != "participant":
        return other, last
    same = (value for value in kept if value.window.asked is last.window.asked and value.value == last.value)
    return next(same), other


def _conflict(dialogue: Dialogue, other: Value, last: Value, kept: Sequence[Value]) -> bool:
    """Two people's different answers to one question, or staff who state another value later without a word of it."""
    first, second = other.window, last.window
    if first.asked is not None and first.asked is second.asked:
        same = dialogue.turns[first.at].speaker == dialogue.turns[second.at].speaker
        return not same and _last_by(dialogue, kept, first) is other
    if first.asked or second.asked or not (first.staff and second.staff) or second.at - first.at < 2:
        return False
    said = dialogue.texts[second.at][max(last.start - 60, 0) : second.end]
    return not (CORRECTED.search(said) or REPEATED.search(said) or second.settled)


def _last_by(dialogue: Dialogue, kept: Sequence[Value], window: Window) -> Value:
    speaker = dialogue.turns[window.at].speaker
    return [v for v in kept if v.window.asked is window.asked and dialogue.turns[v.window.at].speaker == speaker][-1]


def _settled(dialogue: Dialogue, other: Value, last: Value) -> Value | None:
    """The value that staff then say, where they say just one of the two."""
    after = range(last.window.at + 1, min(last.window.at + 1 + _SETTLED_WITHIN, len(dialogue.turns)))
    for at in after:
        if not dialogue.staff(dialogue.turns[at]):
            continue
        said = {f"{number.value:g}" for number in measured(dialogue.texts[at])} | set(
            dialogue.texts[at].lower().split()
        )
        named = [value for value in (other, last) if value.value.lower() in said]
        return named[0] if len(named) == 1 else None
    return None
