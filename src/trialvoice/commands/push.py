"""`push fhir|redcap|status`: sends what was exported and passes its checks, each record once, and shows what became."""

import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import SecretStr

from trialvoice.commands.console import print_json, settings, stderr, stdout, table
from trialvoice.commands.people import operator
from trialvoice.core.errors import ExportError
from trialvoice.job import Job, load_job
from trialvoice.reviewing import open_store
from trialvoice.trial.exports.folder import read_export
from trialvoice.trial.exports.redcap.written import RECORDS
from trialvoice.trial.exports.target import target
from trialvoice.trial.push.delivery import Delivery
from trialvoice.trial.push.fhir import push_fhir
from trialvoice.trial.push.fhir_records import records_of
from trialvoice.trial.push.fhir_server import FhirServer
from trialvoice.trial.push.redcap import Means
from trialvoice.trial.push.redcap import push as push_redcap
from trialvoice.trial.push.redcap_api import Destination
from trialvoice.trial.push.redcap_rows import sendable
from trialvoice.trial.store.deliveries import StoredDeliveries

TOKEN = "TRIALVOICE_PUSH_TOKEN"
push_app = typer.Typer(help="Send what was exported; what became of each record is kept and shown.")
Study = Annotated[Path, typer.Argument(help="Folder of study.toml and recordings.csv.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print data on stdout, and nothing else.")]


@push_app.command()
def fhir(
    study: Study,
    url: Annotated[str, typer.Argument(help="Base address of the server, https but on loopback.", show_default=False)],
    r5: Annotated[bool, typer.Option("--r5", help="Send the export fhir-r5.")] = False,
    most: Annotated[int | None, typer.Option(min=1, help="Entries of a bundle at most; Medplum takes 8.")] = None,
    json: Json = False,
) -> None:
    """Send the FHIR export. A bearer's token, where the server wants one, is read from TRIALVOICE_PUSH_TOKEN."""
    job, export = load_job(study, settings()), "fhir-r5" if r5 else "fhir"
    files = _sound(job, export)
    server = FhirServer(url, _token(), most=most)
    with _deliveries(job) as log:
        push_fhir(files, server, log, _now, export)
        names = {record.name for data in files.values() for record in records_of(data)}
        _show(job, log.all(), f"{export} {server.host}", names, as_json=json)


@push_app.command()
def redcap(
    study: Study,
    url: Annotated[str, typer.Argument(help="Address of the API, https but on loopback.", show_default=False)],
    json: Json = False,
) -> None:
    """Send the REDCap export. The token of the project is read from TRIALVOICE_PUSH_TOKEN."""
    job, token = load_job(study, settings()), _token()
    if token is None:
        raise ExportError("TV804", "there is no token", place=TOKEN, remedy="set it to the token of the project's API")
    files = _sound(job, "redcap")
    with _deliveries(job) as log:
        sent = push_redcap(files, Destination(url=url, token=token), Means(log, _now))
        names = {row.name for row in sendable(files[RECORDS])}
        _show(job, log.all(), sent[0].target if sent else "redcap", names, as_json=json)


@push_app.command()
def status(study: Study, json: Json = False) -> None:
    """What became of every record that was sent, system by system."""
    job = load_job(study, settings())
    with _deliveries(job) as log:
        rows = _last(log.all())
    if json:
        for row in rows:
            print_json(row.model_dump(mode="json"))
    else:
        _table(job, rows)


def _sound(job: Job, export: str) -> dict[str, bytes]:
    """The files of an export that every check passes, whether it was checked when it was made or not."""
    files = read_export(job.outputs / "exports" / export)
    if faulty := [one.name for one in target(export).checks if any(True for _ in one.faults(files))]:
        raise ExportError(
            "TV805",
            f"the export has faults by {' and '.join(faulty)}",
            place=export,
            remedy=f"see them with `trialvoice export STUDY --to {export} --check`",
        )
    return files


@contextmanager
def _deliveries(job: Job) -> Iterator[StoredDeliveries]:
    with closing(open_store(job.settings)) as database:
        yield StoredDeliveries(database, job.study.study.id, operator())


def _token() -> SecretStr | None:
    given = os.environ.get(TOKEN)
    return SecretStr(given) if given else None


def _now() -> datetime:
    return datetime.now(UTC)


def _last(rows: Iterable[Delivery]) -> list[Delivery]:
    """The newest of each record at each place."""
    newest: dict[tuple[str, str], Delivery] = {}
    for row in sorted(rows, key=lambda one: one.at):
        newest[row.target, row.record] = row
    return [newest[key] for key in sorted(newest)]


def _show(job: Job, rows: Iterable[Delivery], system: str, names: Collection[str], *, as_json: bool) -> None:
    """Every record of the place, and exit status 1 where it does not have what was exported, or has more than that."""
    here = [row for row in _last(rows) if row.target == system]
    gone = [row for row in here if row.record not in names and row.state == "acknowledged"]
    if as_json:
        for row in here:
            print_json({**row.model_dump(mode="json"), "exported": row.record in names})
    else:
        _table(job, [row for row in here if row.record in names])
    for row in gone if not as_json else ():
        stderr.print(
            f"{row.record} is no longer exported and stands at {system} as {row.remote or 'sent'}; take it back there",
            style="red",
            markup=False,
            soft_wrap=True,
        )
    there = {row.record for row in here if row.state == "acknowledged"}
    if gone or not set(names) <= there:
        sys.exit(1)


def _table(job: Job, rows: Sequence[Delivery]) -> None:
    """Counts, and each record that is not acknowledged with the receiver's words."""
    counts = Counter((row.target, row.state) for row in rows)
    shown = [(system, state, str(count)) for (system, state), count in sorted(counts.items())]
    table(job.study.study.title, ("to", "state", "#records"), shown)
    for row in rows:
        if row.state != "acknowledged":
            stdout.print(f"{row.state}: {row.record}: {row.words}", markup=False, soft_wrap=True)
