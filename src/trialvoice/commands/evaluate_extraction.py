"""`evaluate extraction`: how good the findings are on scripted visits with answer keys."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trialvoice.assembly import Engines
from trialvoice.commands.console import print_json, settings, stdout, table

if TYPE_CHECKING:
    from trialvoice.evaluate.extraction.visit_scores import VisitScores
    from trialvoice.evaluate.visits.visit import ScriptedVisit
    from trialvoice.safe.asking.ask import LanguageModel
    from trialvoice.safe.extract import Extracted


class VisitPart(StrEnum):
    """What to measure of the project's own visits."""

    DEV = "dev"
    TEST = "test"


def extraction(
    part: Annotated[VisitPart, typer.Option(help="Of the project's own scripted visits.")] = VisitPart.TEST,
    folder: Annotated[Path | None, typer.Option(help="Visits of yours, in the same form.")] = None,
    sounds: Annotated[
        Path | None,
        typer.Option(help="Folder with audio/ and truth/ of spoken visits: only those, as heard and as written."),
    ] = None,
    rules_alone: Annotated[bool, typer.Option(help="Ask no language model.")] = False,
    show_errors: Annotated[bool, typer.Option(help="Print what is missed and what is extra.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print data on stdout, and nothing else.")] = False,
) -> None:
    """Precision, recall and F1 of each kind of finding, fields, assertion, forms, calibration and cost.

    Prints figures only, unless --show-errors asks for the words of the invented visits.
    """
    from trialvoice.evaluate.visits.heard import heard, spoken_of
    from trialvoice.evaluate.visits.visit import FOLDER, load_visits

    visits = load_visits(folder or FOLDER / part.value)
    with Engines(settings()) as engines:
        model = None if rules_alone else engines.language_model
        shown = _Shown(json, show_errors)
        if sounds is None:
            _score("", visits, model, shown)
            return
        spoken = spoken_of(visits, sounds)
        _score("as written: ", spoken, model, shown)
        _score("as heard: ", heard(spoken, sounds, engines), model, shown)


@dataclass(frozen=True)
class _Shown:
    json: bool
    errors: bool


def _score(what: str, visits: "Iterable[ScriptedVisit]", model: "LanguageModel | None", shown: _Shown) -> None:
    from trialvoice.evaluate.extraction.run import extracted
    from trialvoice.evaluate.extraction.table import VISIT_COLUMNS, visit_row
    from trialvoice.evaluate.extraction.totals import totals

    done: list[VisitScores] = []
    for visit, made, scores in extracted(visits, model):
        done.append(scores)
        if shown.json:
            print_json({"what": what} | scores.model_dump() if what else scores.model_dump())
        elif shown.errors:
            for line in _errors(visit, made):
                stdout.print(line, markup=False, soft_wrap=True)
    if not done:
        raise typer.BadParameter("no visits there; a folder holds a folder a study, with study.toml")
    if shown.json:
        print_json({"total": totals(done).model_dump()})
        return
    table(f"{what}adverse events by visit", VISIT_COLUMNS, map(visit_row, done))
    _print_totals(what, done)


def _print_totals(what: str, done: "list[VisitScores]") -> None:
    from trialvoice.evaluate.extraction.table import FIGURE_COLUMNS, KIND_COLUMNS, figure_rows, kind_rows
    from trialvoice.evaluate.extraction.totals import totals

    made = totals(done)
    table(f"{what}findings, {made.visits} visits", KIND_COLUMNS, kind_rows(made))
    table(f"{what}fields, assertion, forms, cost", FIGURE_COLUMNS, figure_rows(made))


def _errors(visit: "ScriptedVisit", made: "Extracted") -> Iterator[str]:
    from trialvoice.evaluate.extraction.errors import errors

    yield from errors(visit, made)
