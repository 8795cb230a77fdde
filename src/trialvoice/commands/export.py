"""`export`: what was accepted, in the forms that trial systems take, checked by two validators each."""

import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, get_args

import typer

from trialvoice.commands.console import print_json, settings, stderr, stdout, table
from trialvoice.commands.people import operator
from trialvoice.core.errors import ExportError
from trialvoice.core.findings import Status
from trialvoice.job import Job, load_job
from trialvoice.reviewing import open_store, take_in_job
from trialvoice.spoken_dates import with_spoken_dates
from trialvoice.trial.exports.folder import Manifest, manifest_of, publish
from trialvoice.trial.exports.target import TARGETS, Fault, Target, target
from trialvoice.trial.record.reviewed import ACCEPTED, ReviewedStudy
from trialvoice.trial.store.database import Database
from trialvoice.trial.store.reading import read_study
from trialvoice.trial.store.trail import Act, append

_SHOWN = 20


def export(
    study: Annotated[Path, typer.Argument(help="Folder of study.toml and recordings.csv.", show_default=False)],
    to: Annotated[list[str] | None, typer.Option(help=f"Repeatable; all if none: {', '.join(TARGETS)}.")] = None,
    status: Annotated[list[str] | None, typer.Option(help="Findings of it; accepted and edited if none.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Validate each, and write none that has a fault.")] = False,
    spoken_dates: Annotated[bool, typer.Option(help="Ask the vault for days that were spoken; audited.")] = True,
    json: Annotated[bool, typer.Option("--json", help="Print data on stdout, and nothing else.")] = False,
) -> None:
    """Write what people accepted into outputs/<study>/exports/, a folder a target; the same record, the same bytes."""
    job = load_job(study, settings())
    targets = [target(name) for name in to or TARGETS]
    statuses = _statuses(status or [])
    with closing(open_store(job.settings)) as database:
        take_in_job(job, database)
        with database.looks() as session:
            record = read_study(session, job.study.study.id)
        if spoken_dates:
            record = with_spoken_dates(job, record).study
        rows = [_exported(job, database, record, one, statuses, check=check) for one in targets]
    _show(job, rows, as_json=json)


@dataclass(frozen=True)
class _Row:
    """How one export ended. checks: number of faults by validator, None where none was asked."""

    made: Target
    files: int
    checks: dict[str, int] | None
    faults: Sequence[Fault]


def _exported(
    job: Job, database: Database, record: ReviewedStudy, made: Target, statuses: frozenset[Status], *, check: bool
) -> _Row:
    files = made.make(record, statuses)
    found = {one.name: tuple(one.faults(files)) for one in made.checks} if check else {}
    faults = [fault for several in found.values() for fault in several]
    if not faults:
        manifest = Manifest(
            target=made.name,
            study=record.study.study.id,
            as_of=record.as_of.isoformat(),
            last_act=record.last_act,
            statuses=tuple(sorted(statuses)),
            files=manifest_of(files),
        )
        publish(job.outputs / "exports" / made.name, manifest, files)
        _note(database, manifest)
    return _Row(made, len(files), {name: len(several) for name, several in found.items()} if check else None, faults)


def _note(database: Database, manifest: Manifest) -> None:
    told = manifest.model_dump(mode="json")
    with database.acts() as session:
        append(
            session, Act(by=operator(), kind="export.made", study=manifest.study, about=manifest.target, payload=told)
        )


def _statuses(names: Sequence[str]) -> frozenset[Status]:
    known: tuple[Status, ...] = get_args(Status)
    chosen = frozenset(one for one in known if one in names)
    if len(chosen) != len(set(names)):
        raise ExportError("TV803", "there is no such status", place="--status", remedy=f"use {', '.join(known)}")
    return chosen or ACCEPTED


def _show(job: Job, rows: Sequence[_Row], *, as_json: bool) -> None:
    for row in rows:
        if as_json:
            faults = [fault.model_dump() for fault in row.faults]
            print_json({"target": row.made.name, "files": row.files, "checks": row.checks, "faults": faults})
    if not as_json:
        columns = ("export", "what", "#files", "checks")
        table(job.study.study.title, columns, [_cells(row) for row in rows])
        stdout.print(f"Written to {job.outputs / 'exports'}", soft_wrap=True)
    bad = [row for row in rows if row.faults]
    for row in bad if not as_json else ():
        for fault in row.faults[:_SHOWN]:
            stderr.print(
                f"{row.made.name}: {fault.file} {fault.place}: {fault.text} [{fault.rule}]",
                style="red",
                markup=False,
                soft_wrap=True,
            )
    if bad:
        stderr.print(f"{len(bad)} of {len(rows)} exports have faults and were not written", style="red")
        sys.exit(1)


def _cells(row: _Row) -> tuple[str, str, str, str]:
    told = "not checked"
    if row.checks is not None:
        told = ", ".join(f"{name}: {count or 'passed'}" for name, count in row.checks.items())
    return row.made.name, row.made.title, str(row.files), told
