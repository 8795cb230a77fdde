"""`evaluate extraction`: how good the findings are on scripted visits with answer keys."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trialvoice.assembly import Engines
from trialvoice.commands.console import print_json, settings, stdout, table
from trialvoice.core.files import write_atomic

if TYPE_CHECKING:
    from trialvoice.evaluate.extraction.totals import Totals
    from trialvoice.evaluate.extraction.visit_scores import VisitScores
    from trialvoice.evaluate.visits.visit import ScriptedVisit
    from trialvoice.safe.asking.ask import LanguageModel
    from trialvoice.safe.asking.confirm import SecondOpinion
    from trialvoice.safe.coding.choosing import Chooser
    from trialvoice.safe.extracted import Extracted

    _Asked = tuple[LanguageModel | None, Chooser | None, SecondOpinion | None]


class VisitPart(StrEnum):
    """What to measure of the project's own visits."""

    DEV = "dev"
    TEST = "test"


def extraction(
    part: Annotated[VisitPart, typer.Option(help="Of the project's own scripted visits.")] = VisitPart.TEST,
    folder: Annotated[Path | None, typer.Option(help="Visits of yours, in the same form.")] = None,
    sounds: Annotated[
        Path | None,
        typer.Option(help="Folder with audio/ and truth/ of spoken visits: those again, as written and as heard."),
    ] = None,
    rules_alone: Annotated[bool, typer.Option(help="Ask no language model.")] = False,
    show_errors: Annotated[bool, typer.Option(help="Print what is missed and what is extra.")] = False,
    card: Annotated[Path | None, typer.Option(help="Write a model card with the figures here, in Markdown.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print data on stdout, and nothing else.")] = False,
) -> None:
    """Precision, recall and F1 of each kind of finding, fields, assertion, forms, history, calibration and cost.

    Prints figures only, unless --show-errors asks for the words of the invented visits: never of the test part.
    """
    from trialvoice.evaluate.visits.heard import heard, spoken_of
    from trialvoice.evaluate.visits.visit import FOLDER, load_visits

    if show_errors and folder is None and part is VisitPart.TEST:
        raise typer.BadParameter("the test part is measured by figures alone; read the errors of --part dev")
    visits = load_visits(folder or FOLDER / part.value)
    with Engines(settings()) as engines:
        asked: _Asked = (None, None, None)
        if not rules_alone:
            asked = (engines.language_model, engines.chooser, engines.second_opinion)
        shown = _Shown(json, show_errors)
        read: dict[str, Iterable[ScriptedVisit]] = {"": visits}
        if sounds is not None:
            spoken = spoken_of(visits, sounds)
            read |= {"as written": spoken, "as heard": heard(spoken, sounds, engines)}
        measured = {what: _scored(what, of, asked, shown) for what, of in read.items()}
        if card is not None:
            write_atomic(card, _card(measured, "the caller's" if folder else part.value, engines, rules_alone).encode())


def _card(measured: "Mapping[str, Totals]", part: str, engines: Engines, rules_alone: bool) -> str:
    from trialvoice.evaluate.extraction.card import card
    from trialvoice.safe.extract import identity_hashes

    model = "no language model" if rules_alone else f"language model {engines.models()['llm']}"
    return card(measured, part, len(identity_hashes()), model)


@dataclass(frozen=True)
class _Shown:
    json: bool
    errors: bool


def _scored(what: str, visits: "Iterable[ScriptedVisit]", asked: "_Asked", shown: _Shown) -> "Totals":
    from trialvoice.evaluate.extraction.history import score_histories
    from trialvoice.evaluate.extraction.run import extracted
    from trialvoice.evaluate.extraction.table import VISIT_COLUMNS, visit_row
    from trialvoice.evaluate.extraction.totals import totals

    done: list[VisitScores] = []
    read: list[tuple[ScriptedVisit, Extracted]] = []
    for visit, made, scores in extracted(visits, *asked):
        done.append(scores)
        read.append((visit, made))
        if shown.json:
            print_json(({"what": what} if what else {}) | scores.model_dump())
        elif shown.errors:
            for line in _errors(visit, made):
                stdout.print(line, markup=False, soft_wrap=True)
    if not done:
        raise typer.BadParameter("no visits there; a folder holds a folder a study, with study.toml")
    pooled = totals(done, score_histories(read))
    if shown.json:
        print_json({"total": pooled.model_dump()})
    else:
        table(f"Adverse events by visit {what}", VISIT_COLUMNS, map(visit_row, done))
        _print_totals(what, pooled)
    return pooled


def _print_totals(what: str, made: "Totals") -> None:
    from trialvoice.evaluate.extraction.table import FIGURE_COLUMNS, KIND_COLUMNS, figure_rows, kind_rows

    table(f"Findings {what}, {made.visits} visits", KIND_COLUMNS, kind_rows(made))
    table(f"Fields, assertion, forms, cost {what}", FIGURE_COLUMNS, figure_rows(made))


def _errors(visit: "ScriptedVisit", made: "Extracted") -> Iterator[str]:
    from trialvoice.evaluate.extraction.errors import errors

    yield from errors(visit, made)
