"""`bench extraction`: our findings beside its peers', by the same model on the same visits in the same run."""

import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trialvoice.assembly import Engines
from trialvoice.commands.console import fail, print_json, settings, stderr, table
from trialvoice.commands.evaluate_extraction import VisitPart
from trialvoice.core.errors import TrialvoiceError

if TYPE_CHECKING:
    from trialvoice.evaluate.extraction.totals import Totals
    from trialvoice.evaluate.extraction.visit_scores import VisitScores
    from trialvoice.evaluate.visits.visit import ScriptedVisit
    from trialvoice.safe.asking.ask import LanguageModel
    from trialvoice.safe.extracted import Extracted

OURS, ONE_PROMPT, LANGEXTRACT = "ours", "one prompt", "langextract"


def extraction(
    part: Annotated[VisitPart, typer.Option(help="Of the project's own scripted visits.")] = VisitPart.TEST,
    folder: Annotated[Path | None, typer.Option(help="Visits of yours, in the same form.")] = None,
    langextract: Annotated[
        Path | None, typer.Option(metavar="PYTHON", help="A Python that has langextract and openai, to race it too.")
    ] = None,
    most: Annotated[int | None, typer.Option(min=1, help="Only so many of the visits, spread evenly.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print data on stdout, and nothing else.")] = False,
) -> None:
    """Score our findings beside one prompt over the whole visit, and langextract: the same model, the same visits.

    A visit on which one of them fails counts for none of them, and is named. Exit status 1 then.
    """
    from trialvoice.evaluate.extraction.run import in_time
    from trialvoice.evaluate.extraction.totals import totals
    from trialvoice.evaluate.visits.visit import FOLDER, load_visits

    visits = in_time(_spread(load_visits(folder or FOLDER / part.value), most))
    done: list[dict[str, VisitScores]] = []
    with Engines(settings()) as engines, ExitStack() as open_peers:
        entrants = _entrants(engines.language_model, langextract, open_peers)
        for visit in visits:
            try:
                done.append(_raced(visit, entrants))
            except TrialvoiceError as error:
                fail(error)
                stderr.print(f"{visit.name}: counts for none")
    for name in entrants if done else ():
        made_of = totals([scores[name] for scores in done])
        if json:
            print_json({"entrant": name, "total": made_of.model_dump()})
        else:
            _print(name, made_of)
    if len(done) < len(visits):
        sys.exit(1)


def _raced(
    visit: "ScriptedVisit", entrants: "Mapping[str, Callable[[ScriptedVisit], Extracted]]"
) -> "dict[str, VisitScores]":
    from trialvoice.evaluate.extraction.visit_scores import score_visit

    scores = {}
    for name, find in entrants.items():
        began = time.monotonic()
        made = find(visit)
        scores[name] = score_visit(visit, made, time.monotonic() - began)
        stderr.print(f"{visit.name}: {name}, {scores[name].seconds:.0f} s")
    return scores


def _spread(visits: "list[ScriptedVisit]", most: int | None) -> "list[ScriptedVisit]":
    """Every n-th of the visits, so that each study has its share."""
    if most is None or most >= len(visits):
        return visits
    return [visits[at * len(visits) // most] for at in range(most)]


def _entrants(
    model: "LanguageModel", langextract: Path | None, open_peers: ExitStack
) -> "Mapping[str, Callable[[ScriptedVisit], Extracted]]":
    from trialvoice.bench import by_langextract
    from trialvoice.bench.one_prompt import by_one_prompt
    from trialvoice.evaluate.extraction.run import Reader

    entrants: dict[str, Callable[[ScriptedVisit], Extracted]] = {
        OURS: Reader(model).read,
        ONE_PROMPT: lambda one: by_one_prompt(one.transcript, one.study, model),
    }
    if langextract:
        peer = open_peers.enter_context(by_langextract.langextract(langextract, model))
        entrants[LANGEXTRACT] = lambda one: peer.find(one.transcript)
    return entrants


def _print(name: str, made: "Totals") -> None:
    from trialvoice.evaluate.extraction.table import FIGURE_COLUMNS, KIND_COLUMNS, figure_rows, kind_rows

    table(f"{name}: findings, {made.visits} visits", KIND_COLUMNS, kind_rows(made))
    table(f"{name}: fields, forms, cost", FIGURE_COLUMNS, figure_rows(made))
