"""`evaluate interviews`: symptoms and history of recorded interviews against curated graphs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trialvoice.commands.console import print_json, stdout, table

if TYPE_CHECKING:
    from trialvoice.evaluate.counts import Ratio

COLUMNS = ("interview", "#found", "#missed", "#extra")


def interviews(
    folder: Annotated[
        Path, typer.Argument(help="NAME.txt and NAME_curated_kg.json for each interview.", show_default=False)
    ],
    show_errors: Annotated[bool, typer.Option(help="Print the terms that are missed and extra.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print data on stdout, and nothing else.")] = False,
) -> None:
    """Recall and precision of symptoms and history, by rules alone. Prints figures, unless --show-errors."""
    from trialvoice.core.study_file import load_study
    from trialvoice.evaluate.extraction.visit_scores import Tally
    from trialvoice.evaluate.interviews import interview, scores
    from trialvoice.safe.extract import extract

    study = load_study(Path(interview.__file__).parent / "study.toml")
    tallies: dict[str, Tally] = {}
    for one in interview.load_interviews(folder):
        compared = scores.compare(one, extract(one.transcript, study))
        tallies[one.name] = compared.tally
        if show_errors:
            for fact in compared.missed:
                stdout.print(f"{one.name}: missed {'absent ' * fact.absent}{fact.kind} {fact.text}", markup=False)
            for told in compared.extra:
                stdout.print(f"{one.name}: extra {told.term}", markup=False)
    if json:
        print_json({name: tally.model_dump() for name, tally in tallies.items()})
        return
    table("Symptoms and history", COLUMNS, ((n, str(t.right), str(t.missed), str(t.extra)) for n, t in tallies.items()))
    stdout.print(f"recall {_figure([t.recall for t in tallies.values()])}")
    stdout.print(f"precision {_figure([t.precision for t in tallies.values()])}")


def _figure(ratios: "list[Ratio]") -> str:
    from trialvoice.evaluate.intervals import pooled

    estimate = pooled(ratios)
    if estimate is None:
        return "-"
    interval = "" if estimate.low is None else f" ({estimate.low:.2f} to {estimate.high:.2f})"
    return f"{estimate.value:.2f}{interval}"
