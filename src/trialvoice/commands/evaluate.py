"""`evaluate speech`, `deid`, `extraction`, `interviews`: how good the pipeline is where the truth is known."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeElapsedColumn

from trialvoice.assembly import Engines
from trialvoice.commands.console import fail, print_json, settings, stderr, table
from trialvoice.commands.evaluate_deid import deid
from trialvoice.commands.evaluate_extraction import extraction
from trialvoice.commands.evaluate_interviews import interviews
from trialvoice.commands.options import roles_of

if TYPE_CHECKING:
    from trialvoice.evaluate.scores import Total
    from trialvoice.evaluate.speech import Outcome, Watch

evaluate_app = typer.Typer(help="Score the pipeline against truth.", no_args_is_help=True)
evaluate_app.command()(deid)
evaluate_app.command()(extraction)
evaluate_app.command()(interviews)


@evaluate_app.command()
def speech(
    folder: Annotated[Path, typer.Argument(help="Sound with truth, or a study's folder.", show_default=False)],
    speakers: Annotated[int | None, typer.Option(min=1, help="How many people speak in each recording.")] = None,
    participants: Annotated[str, typer.Option(help="Their roles, joined by ';'.")] = "",
    language: Annotated[str | None, typer.Option(help="ISO 639-1; a study's own, else en.")] = None,
    terms: Annotated[Path | None, typer.Option(help="Medical terms, one a line, in place of our list.")] = None,
    out: Annotated[Path | None, typer.Option(help="Keep transcripts here; they may identify people.")] = None,
    kept: Annotated[Path | None, typer.Option("--from", help="Score what --out kept; nothing is heard anew.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print data on stdout, and nothing else.")] = False,
) -> None:
    """Word errors, speakers, roles and timing of a folder of recordings. Prints figures, never speech.

    Truth is found by the sound's name: NAME.json as in the sample study, NAME.txt with [D-1] D: and [P-1] P:
    paragraphs, NAME.stm, NAME.rttm.
    """
    # These load Whisper's normaliser and pyannote's metrics, which every other command would wait for.
    from trialvoice.evaluate.folder import Given, samples_in
    from trialvoice.evaluate.normalise import whisper_english
    from trialvoice.evaluate.scores import totals
    from trialvoice.evaluate.speech import evaluate_speech
    from trialvoice.evaluate.terms import load_terms

    samples = samples_in(folder, Given(speakers=speakers, roles=roles_of(participants), language=language))
    known = load_terms(terms, whisper_english())
    with Engines(settings()) as engines, _bar(len(samples)) as watch:
        done: list[Outcome] = []
        for outcome in evaluate_speech(samples, engines, known, watch, out=out, kept_in=kept):
            watch(outcome.name, 1.0)
            done.append(outcome)
    scored = [outcome.scores for outcome in done if outcome.scores]
    (_print_json if json else _print_tables)(done, totals(scored))
    _exit(done)


def _print_json(outcomes: "Sequence[Outcome]", made: "Sequence[Total]") -> None:
    """One object a recording, and one of the totals."""
    for outcome in outcomes:
        print_json({"file": outcome.name, "state": outcome.state, **_figures(outcome)})
    print_json({"total": {total.measure: total.model_dump(exclude={"measure"}) for total in made}})


def _figures(outcome: "Outcome") -> dict[str, Any]:
    scores = outcome.scores
    if scores is None:
        return {}
    return {
        "duration": scores.duration,
        "speakers": {"found": scores.speakers_found, "true": scores.speakers_true},
        "errors": scores.errors.model_dump() if scores.errors else None,
        "measures": {name: {**ratio.model_dump(), "value": ratio.value} for name, ratio in scores.ratios.items()},
        "timing_ms": {name: list(values) for name, values in vars(scores.timing).items()},
    }


def _print_tables(outcomes: "Sequence[Outcome]", made: "Sequence[Total]") -> None:
    from trialvoice.evaluate.table import FILE_COLUMNS, TOTAL_COLUMNS, file_row, total_rows

    table("Recordings", FILE_COLUMNS, [file_row(outcome) for outcome in outcomes])
    table("All together", TOTAL_COLUMNS, total_rows(made))


def _exit(outcomes: "Sequence[Outcome]") -> None:
    failed = [outcome.error for outcome in outcomes if outcome.error]
    for error in failed:
        fail(error)
    if failed:
        stderr.print(f"{len(failed)} of {len(outcomes)} recordings failed", style="red")
        sys.exit(1)


@contextmanager
def _bar(recordings: int) -> "Iterator[Watch]":
    """Recordings done, and the one in work, on stderr; nothing where stderr is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=stderr, disable=not stderr.is_terminal) as bars:
        task: TaskID = bars.add_task("recordings", total=recordings)
        finished: set[str] = set()

        def watch(name: str, share: float) -> None:
            if share >= 1.0:
                finished.add(name)
            part = 0.0 if name in finished else share
            bars.update(task, description=name, completed=len(finished) + part)

        yield watch
