"""`evaluate extraction`: how good the findings are on scripted visits with answer keys."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trialvoice.assembly import Engines
from trialvoice.commands.console import print_json, settings, stdout, table

if TYPE_CHECKING:
    from trialvoice.evaluate.extraction.visit_scores import VisitScores
    from trialvoice.evaluate.visits.visit import ScriptedVisit
    from trialvoice.safe.extract import Extracted


class VisitPart(StrEnum):
    """What to measure of the project's own visits."""

    DEV = "dev"
    TEST = "test"


def extraction(
    part: Annotated[VisitPart, typer.Option(help="Of the project's own scripted visits.")] = VisitPart.TEST,
    folder: Annotated[Path | None, typer.Option(help="Visits of yours, in the same form.")] = None,
    rules_alone: Annotated[bool, typer.Option(help="Ask no language model.")] = False,
    show_errors: Annotated[bool, typer.Option(help="Print what is missed and what is extra.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print data on stdout, and nothing else.")] = False,
) -> None:
    """Precision, recall and F1 of each kind of finding, fields, assertion, forms, calibration and cost.

    Prints figures only, unless --show-errors asks for the words of the invented visits.
    """
    from trialvoice.evaluate.extraction.run import extracted
    from trialvoice.evaluate.extraction.table import VISIT_COLUMNS, visit_row
    from trialvoice.evaluate.extraction.totals import totals
    from trialvoice.evaluate.visits.visit import FOLDER, load_visits

    visits = load_visits(folder or FOLDER / part.value)
    done: list[VisitScores] = []
    with Engines(settings()) as engines:
        model, second = (None, None) if rules_alone else (engines.language_model, engines.second_opinion)
        for visit, made, scores in extracted(visits, model, second):
            done.append(scores)
            if json:
                print_json(scores.model_dump())
            elif show_errors:
                for line in _errors(visit, made):
                    stdout.print(line, markup=False, soft_wrap=True)
    if not done:
        raise typer.BadParameter("no visits there; a folder holds a folder a study, with study.toml")
    if json:
        print_json({"total": totals(done).model_dump()})
        return
    table("Adverse events by visit", VISIT_COLUMNS, map(visit_row, done))
    _print_totals(done)


def _print_totals(done: "list[VisitScores]") -> None:
    from trialvoice.evaluate.extraction.table import FIGURE_COLUMNS, KIND_COLUMNS, figure_rows, kind_rows
    from trialvoice.evaluate.extraction.totals import totals

    made = totals(done)
    table(f"Findings, {made.visits} visits", KIND_COLUMNS, kind_rows(made))
    table("Fields, assertion, forms, cost", FIGURE_COLUMNS, figure_rows(made))


def _errors(visit: "ScriptedVisit", made: "Extracted") -> Iterator[str]:
    from trialvoice.evaluate.extraction.errors import errors

    yield from errors(visit, made)
