"""`dossier`: everything an inspector asks of one visit, in one file that checks by itself."""

import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from trialvoice.commands.console import settings, stderr, stdout
from trialvoice.commands.people import operator
from trialvoice.core.errors import ExportError
from trialvoice.core.files import write_atomic
from trialvoice.core.study_file import load_study
from trialvoice.reviewing import open_store
from trialvoice.trial.dossier.checking import verify_dossier
from trialvoice.trial.dossier.making import make_dossier


def dossier(
    recording: Annotated[str | None, typer.Argument(help="Recording of the visit.", show_default=False)] = None,
    study: Annotated[Path | None, typer.Option(help="Folder of study.toml.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write, a zip.")] = None,
    check: Annotated[Path | None, typer.Option(help="Check this dossier instead; needs neither store nor key.")] = None,
) -> None:
    """Write one file with a visit's inputs, results, decisions, signatures and its trail; or check one."""
    if check is not None:
        _check(check)
        return
    if recording is None or study is None or output is None:
        raise typer.BadParameter("name a RECORDING, --study and --output, or a file to --check")
    name = load_study(study / "study.toml").study.id
    with closing(open_store(settings())) as database:
        made = make_dossier(database, name, recording, operator())
    write_atomic(output, made, mode=0o600)
    stdout.print(f"{output}: {len(made)} bytes", soft_wrap=True, markup=False)


def _check(file: Path) -> None:
    try:
        data = file.read_bytes()
    except OSError:
        raise ExportError("TV811", "the file cannot be read", place=str(file), remedy="name a dossier") from None
    faults = verify_dossier(data)
    for fault in faults:
        stderr.print(f"{fault.place}: {fault.what}", style="red", markup=False, soft_wrap=True)
    if faults:
        sys.exit(1)
    stdout.print(f"{file}: whole, and its record follows from its acts", soft_wrap=True, markup=False)
