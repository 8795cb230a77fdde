"""A model card of the findings: what makes them, what they are for, how good they are, where they fail."""

from collections.abc import Iterator, Mapping, Sequence

from trialvoice import __version__
from trialvoice.evaluate.extraction.table import FIGURE_COLUMNS, KIND_COLUMNS, figure_rows, kind_rows
from trialvoice.evaluate.extraction.totals import Totals

_ABOUT = """\
# Model card: findings

trialvoice {version}. Made by `trialvoice evaluate extraction --card`; every figure below was measured in that run.

**What makes them.** Rules over dialogue and versioned word lists, {lists} files by SHA-256; {model}.
Input is a de-identified transcript with speakers' roles, in English. Output: candidates with quotes, filled forms,
and what was left out as denied, past, feared or another's.

**For.** A first reading of recorded trial visits whose candidates a person accepts, edits or rejects, with the quote
before their eyes. **Not for** deciding by itself: not for expedited reports without a reader, not as the only search
for safety signals, not for speech outside trials, not for other languages.

**Measured on** {visits} scripted visits ({part}) of invented people, by authors who did not know the rules. Real
visits are longer and less dense. A finding counts as right by name and place, by place alone, or to the character
("strict"). Intervals are 95 %, by bootstrap over visits.
"""
_FAILS = """\
**Where it fails.** Problems that are told by what they do and never named; events that go on from an earlier visit
and are only pointed at; who of two people has it, when both are "he"; figures that are corrected later. What is
missed does not show: a low recall above means that many visits hold an event nobody is pointed to.
"""


def card(measured: Mapping[str, Totals], part: str, lists: int, model: str) -> str:
    """Markdown. measured: figures by how the visits were read, such as "as written" and "as heard"."""
    visits = next(iter(measured.values())).visits
    about = _ABOUT.format(version=__version__, lists=lists, model=model, visits=visits, part=part)
    return "\n".join([about, *(line for name, made in measured.items() for line in _figures(name, made)), _FAILS])


def _figures(name: str, made: Totals) -> Iterator[str]:
    yield f"## Findings of {made.visits} visits {name}".rstrip() + "\n"
    yield from _table(KIND_COLUMNS, list(kind_rows(made)))
    yield from _table(FIGURE_COLUMNS, list(figure_rows(made)))


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    names = [column.removeprefix("#") for column in columns]
    sides = ["---:" if column.startswith("#") else "---" for column in columns]
    yield from (f"| {' | '.join(cells)} |" for cells in (names, sides, *rows))
    yield ""
