"""`models pull|verify|list`."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from trialvoice.commands.console import fail, print_json, settings, stderr, table
from trialvoice.core.errors import WeightsError
from trialvoice.weights.manifest import load_manifest
from trialvoice.weights.place import folder_of, is_present
from trialvoice.weights.pull import pull
from trialvoice.weights.verify import check_folder

models_app = typer.Typer(help="The weights of the embedded engines.", no_args_is_help=True)
Names = Annotated[
    list[str] | None, typer.Argument(help="Models; all if none is named.", show_default=False)
]
Json = Annotated[bool, typer.Option("--json", help="Print data on stdout, and nothing else.")]


@models_app.command("pull")
def pull_models(
    names: Names = None,
    offline: Annotated[bool, typer.Option("--offline", help="Ask no source but local folders.")] = False,
    source: Annotated[Path | None, typer.Option("--from", help="A local folder, asked first.")] = None,
    json: Json = False,
) -> None:
    """Bring weights into the cache; each is checked against its SHA-256."""
    given = settings()
    chosen = given.model_copy(update={"offline": offline or given.offline, "models": source or given.models})
    wanted = load_manifest().chosen(names or [])
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        console=stderr,
        disable=not stderr.is_terminal,
    ) as bars:
        tasks = {model.name: bars.add_task(model.name, total=model.bytes) for model in wanted}
        for model in wanted:
            pull([model.name], chosen, lambda name, here: bars.update(tasks[name], completed=here))
            if json:
                print_json({"model": model.name, "folder": str(folder_of(model, chosen))})
    if not json:
        stderr.print(f"{len(wanted)} models are in {chosen.cache / 'models'}", soft_wrap=True)


@models_app.command("verify")
def verify_models(names: Names = None, json: Json = False) -> None:
    """Hash every file in the cache against the manifest."""
    chosen, bad = settings(), 0
    for model in load_manifest().chosen(names or []):
        try:
            check_folder(model, folder_of(model, chosen))
            code = ""
        except WeightsError as error:
            code, bad = error.code, bad + 1
            fail(error)
        if json:
            print_json({"model": model.name, "sha256": model.sha256, "code": code})
        elif not code:
            print(f"{model.name}: right")
    sys.exit(1 if bad else 0)


@models_app.command("list")
def list_models(json: Json = False) -> None:
    """Every model of the manifest, and whether it is here."""
    chosen = settings()
    rows = [(m, is_present(m, chosen)) for m in load_manifest().models]
    if json:
        for model, here in rows:
            print_json({**model.model_dump(exclude={"files", "sources"}), "bytes": model.bytes, "here": here})
        return
    table(
        "Models",
        ("name", "role", "publisher", "licence", "#MB", "here"),
        [
            (m.name, m.role, m.publisher, m.licence, f"{m.bytes / 1e6:.0f}", "yes" if here else "no")
            for m, here in rows
        ],
    )
