"""`vault show|forget|verify`: what stands behind a subject's tags, and how its link is destroyed."""

from pathlib import Path
from typing import Annotated

import typer

from trialvoice import subject_vault
from trialvoice.commands.console import print_json, settings, stdout, table
from trialvoice.job import load_job
from trialvoice.redact.replacing.vault import Vault

vault_app = typer.Typer(help="See or forget what was replaced for a subject; every call is audited.")
Folder = Annotated[Path, typer.Argument(help="Folder of study.toml and recordings.csv.", show_default=False)]
Subject = Annotated[str, typer.Argument(help="The subject's number.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print data on stdout, and nothing else.")]
_LEFT = (
    "Not touched: the original sound, recordings.csv, the roster, what was released, and backups. A backup "
    "of both the vault and the installation's key can still bring the link back."
)


@vault_app.command()
def show(
    study: Folder,
    subject: Subject,
    reveal: Annotated[bool, typer.Option("--reveal", help="Print the values too, with what stands for them.")] = False,
    json: Json = False,
) -> None:
    """How many identifiers of each type were replaced in a subject's recordings."""
    shown = subject_vault.show(load_job(study, settings()), subject, reveal=reveal)
    columns = ("recording", "tag", "type", "stands there", "values") if reveal else ("recording", "type", "#count")
    rows = [row for name, vault in shown.items() for row in (_values(name, vault) if reveal else _counts(name, vault))]
    if json:
        for row in rows:
            print_json(dict(zip((column.removeprefix("#") for column in columns), row, strict=True)))
    else:
        table(f"Subject {subject}", columns, rows)


@vault_app.command()
def forget(
    study: Folder,
    subject: Subject,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Destroy a subject's key and remove its private artifacts. There is no way back."""
    job = load_job(study, settings())
    if not yes:
        typer.confirm(f"Make all that is kept of subject {subject} unreadable for ever?", abort=True)
    gone = subject_vault.forget(job, subject)
    stdout.print(
        f"Subject {subject}: the key is destroyed; {gone.artifacts} private artifacts of {gone.recordings} "
        "recordings are removed. Take its rows out of recordings.csv: later runs refuse them.",
        soft_wrap=True,
    )
    stdout.print(_LEFT, soft_wrap=True)


@vault_app.command()
def verify(study: Folder) -> None:
    """Check that no entry of the vault's audit was changed. Exit status 1 where one was."""
    entries = subject_vault.audit_of(load_job(study, settings())).verify()
    stdout.print(f"{len(entries)} entries, none changed", soft_wrap=True)


def _values(recording: str, vault: Vault) -> list[tuple[str, ...]]:
    return [(recording, e.tag, e.type, "; ".join(e.shown), "; ".join(e.values)) for e in vault.entries]


def _counts(recording: str, vault: Vault) -> list[tuple[str, ...]]:
    return [(recording, kind, str(count)) for kind, count in vault.counts().items()]
