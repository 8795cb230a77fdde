"""`feedback export`: what reviewers decided, as a set that the machine is measured on."""

import hashlib
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from trialvoice.commands.console import print_json, settings, stdout, warn
from trialvoice.commands.people import operator
from trialvoice.core.files import write_atomic
from trialvoice.core.study_file import load_study
from trialvoice.reviewing import open_store
from trialvoice.trial.store.reading import read_study, read_transcript
from trialvoice.trial.store.trail import Act, append

feedback_app = typer.Typer(help="Learn from what reviewers decided.", no_args_is_help=True)


@feedback_app.callback()
def feedback() -> None:
    """Learn from what reviewers decided."""


@feedback_app.command()
def export(
    study: Annotated[Path, typer.Argument(help="Folder of study.toml.", show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to write; `evaluate extraction --folder` it.")],
    json: Annotated[bool, typer.Option("--json", help="Print data on stdout, and nothing else.")] = False,
) -> None:
    """Write the visits that are decided in full with answer keys, and measure with `evaluate extraction --folder`."""
    from trialvoice.evaluate.feedback.evaluation_set import evaluation_set

    name = load_study(study / "study.toml").study.id
    with closing(open_store(settings())) as database:
        with database.looks() as session:
            record = read_study(session, name)
            transcripts = {one.recording: read_transcript(session, name, one.recording) for one in record.visits}
        made = evaluation_set(record, transcripts)
        for path, content in made.files.items():
            write_atomic(output / path, content)
        told = {
            "last_act": record.last_act,
            "files": {path: hashlib.sha256(content).hexdigest() for path, content in made.files.items()},
        }
        with database.acts() as session:
            append(session, Act(by=operator(), kind="feedback.made", study=name, payload=told))
    if json:
        print_json({"files": sorted(made.files), "left_out": dict(made.left_out)})
        return
    warn(f"{recording} is left out: {reason}" for recording, reason in made.left_out.items())
    visits = max(len(made.files) - 1, 0)
    stdout.print(f"{visits} visits written to {output}", soft_wrap=True, markup=False)
