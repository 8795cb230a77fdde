"""A transcript as the markup of scripted visits, with the quotes of its key."""

from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from trialvoice.core.records import Role, SafeTranscript
from trialvoice.evaluate.visits.dialogue import MARKUP
from trialvoice.evaluate.visits.visit import Quote

Span = tuple[int, int, str]
"""[start, end) characters of a turn, and the id of what they prove."""


class UnwritableError(ValueError):
    """The transcript has what the markup cannot say."""


def dialogue_of(transcript: SafeTranscript, quotes: Mapping[str, Sequence[Quote]]) -> str:
    """A line a turn. Raises UnwritableError: somebody's role is unknown, or the words hold signs of the markup."""
    lines = []
    for number, turn in enumerate(transcript.turns, start=1):
        if turn.role == "unknown" or turn.id != number or any(_is_sign(match) for match in MARKUP.finditer(turn.text)):
            raise UnwritableError
        if turn.text != " ".join(turn.text.split()) or "{" in turn.text or not turn.text:
            raise UnwritableError
        spans = [(one.start, one.end, name) for name, places in quotes.items() for one in places if one.turn == turn.id]
        lines.append(f"{turn.role}: {marked(turn.text, spans)}")
    assert set(get_args(Role)) >= {line.partition(":")[0] for line in lines}
    return "\n".join(lines) + "\n"


def marked(text: str, spans: Iterable[Span]) -> str:
    """The text with marks that nest: one that would cross another is cut in two there."""
    opens: dict[int, list[Span]] = {}
    waiting, placed = sorted(set(spans), key=_outer_first), list[Span]()
    while waiting:
        start, end, name = waiting.pop(0)
        cut = next((other[1] for other in placed if other[0] < start < other[1] < end), None)
        if cut is not None:
            waiting = sorted([*waiting, (start, cut, name), (cut, end, name)], key=_outer_first)
            continue
        placed.append((start, end, name))
        opens.setdefault(start, []).append((start, end, name))
    made, ends = "", list[int]()
    for at in range(len(text) + 1):
        while ends and ends[-1] == at:
            made, _ = made + "}", ends.pop()
        for _, end, name in opens.get(at, ()):
            made += f"{{{name}|"
            ends.append(end)
        made += text[at : at + 1]
    return made


def _outer_first(span: Span) -> tuple[int, int, str]:
    return span[0], -span[1], span[2]


def _is_sign(match: object) -> bool:
    """Whether the markup would take it for anything but a tag such as [NAME_1]."""
    return not getattr(match, "group")("tag")  # noqa: B009  (a match of any pattern)
