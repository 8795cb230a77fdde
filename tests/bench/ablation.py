"""What each part of the findings is worth: the same visits with one part taken out at a time.

    python -m tests.bench.ablation [--part dev|test] [--folder VISITS]

Rules alone. A part is taken out by putting what does nothing in its place; a row tells F1 of adverse events by name
and place, recall of serious events, assertion, and exact missed doses, and by how much each changed.
"""

import argparse
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from trialvoice.commands.console import table
from trialvoice.evaluate.extraction.run import extracted
from trialvoice.evaluate.extraction.totals import Totals, totals
from trialvoice.evaluate.visits.visit import FOLDER, ScriptedVisit, load_visits

COLUMNS = ("without", "#AE F1", "#AE precision", "#AE recall", "#serious recall", "#assertion", "#doses exact")
_LANGUAGE = "trialvoice.safe.language.assertion"


@dataclass(frozen=True)
class Part:
    """Functions by where they are called from, and what is returned in their stead."""

    name: str
    stands_for: dict[str, Callable[..., Any]]


def _nothing(*_: object, **__: object) -> tuple[()]:
    return ()


def _never(*_: object, **__: object) -> bool:
    return False


def _none(*_: object, **__: object) -> None:
    return None


def _unchanged(dialogue: object, *given: Any) -> Any:
    """The events handed in: the last argument but one of `with_signs`, the last of `called_by_others`."""
    return given[-2] if len(given) > 1 else given[0]


_SIGNS = "trialvoice.safe.seriousness.seriousness"
PARTS = (
    Part("what an answer says of the question", {f"{_LANGUAGE}.asked": _none}),
    Part("who of several people has it", {f"{_LANGUAGE}.someone_else": _never}),
    Part("what was there before the study", {f"{_LANGUAGE}.before_the_study": _never}),
    Part("what is only possible", {f"{_LANGUAGE}.only_possible": _never, f"{_LANGUAGE}.asks_ahead": _never}),
    Part("denials", {f"{_LANGUAGE}._denied": _never}),
    Part("laboratory results", {"trialvoice.safe.extract.abnormal_results": _nothing}),
    Part(
        "complaints of parts of the body",
        {
            "trialvoice.safe.events.symptoms.complaints_in": _nothing,
            "trialvoice.safe.events.symptoms.told_of_parts": _nothing,
        },
    ),
    Part("what is told without its name", {"trialvoice.safe.events.symptoms._told": _nothing}),
    Part("what staff ask after", {"trialvoice.safe.extract.asked_after": _nothing}),
    Part("what staff name", {"trialvoice.safe.extract.named_anew": _nothing}),
    Part("what earlier visits know", {"trialvoice.safe.extract.earlier_events": _nothing}),
    Part("signs taken up", {f"{_SIGNS}.with_signs": _unchanged, f"{_SIGNS}.called_by_others": _unchanged}),
    Part("words of illness that are none", {"trialvoice.safe.events.symptoms.no_symptom": _never}),
    Part("an ordinary day", {"trialvoice.safe.events.symptoms.everyday": _never}),
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("dev", "test"), default="test")
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    visits = load_visits(chosen.folder or FOLDER / chosen.part)
    whole = _figures(_measured(visits))
    rows = [("nothing", *(f"{value:.2f}" for value in whole))]
    for part in PARTS:
        with _taken_out(part):
            without = _figures(_measured(visits))
        changes = (f"{now:.2f} ({now - then:+.2f})" for now, then in zip(without, whole, strict=True))
        rows.append((part.name, *changes))
    table(f"{len(visits)} visits, rules alone", COLUMNS, rows)


@contextmanager
def _taken_out(part: Part) -> Iterator[None]:
    with ExitStack() as stack:
        for target, instead in part.stands_for.items():
            stack.enter_context(patch(target, instead))
        yield


def _measured(visits: list[ScriptedVisit]) -> Totals:
    return totals([scores for _, _, scores in extracted(visits, None)])


def _figures(made: Totals) -> tuple[float, ...]:
    kinds = {kind.name: kind for kind in made.kinds}
    shares = {figure.name: figure.estimate for figure in made.figures}
    events, serious = kinds["adverse_event, named"], kinds["serious event, place"]
    wanted = (
        events.f1,
        events.precision,
        events.recall,
        serious.recall,
        shares["assertion"],
        shares["missed doses, exact number in the visit"],
    )
    return tuple(estimate.value if estimate else 0.0 for estimate in wanted)


if __name__ == "__main__":
    main()
