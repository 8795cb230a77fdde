"""`review`: the findings of studies in a browser, to be decided on and signed."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from trialvoice.commands.console import settings, stdout, warn
from trialvoice.core.errors import GateError, ReviewError
from trialvoice.job import Job, load_job
from trialvoice.release import AUDIO
from trialvoice.reviewing import open_store, take_in_job
from trialvoice.trial.store.accounts import all_accounts
from trialvoice.trial.store.database import Database
from trialvoice.typed_text import refuse_identifiers


def review(
    studies: Annotated[
        list[Path], typer.Argument(help="Folders of study.toml and recordings.csv.", show_default=False)
    ],
    port: Annotated[int, typer.Option(min=0, max=65535, help="On loopback; 0 takes a free one.")] = 8765,
    name: Annotated[list[str] | None, typer.Option(help="Host name of a proxy with TLS before it; repeatable.")] = None,
) -> None:
    """Serve the review application on this machine alone: queue, visits, decisions, queries, signatures, trail."""
    from trialvoice.trial.review.context import LOOPBACK, ReviewContext
    from trialvoice.trial.review.serving import server_of, settle

    jobs = {job.study.study.id: job for job in (load_job(folder, settings()) for folder in studies)}
    with closing(open_store(settings())) as database, _listening(port) as listener:
        for job in jobs.values():
            take_in_job(job, database)
        warn(_without_accounts(database))
        context = ReviewContext(
            database=database,
            now=lambda: datetime.now(UTC),
            sound=lambda study, recording: _sound(jobs, study, recording),
            screen=lambda study, recording, text: _screen(jobs, study, recording, text),
            hosts=LOOPBACK | {one.lower() for one in name or ()},
        )
        stdout.print(f"Review: http://127.0.0.1:{listener.getsockname()[1]}/", soft_wrap=True)
        server = server_of(context)
        settle()
        server.run(sockets=[listener])


def _without_accounts(database: Database) -> Iterator[str]:
    with database.looks() as session:
        if not all_accounts(session):
            yield "Nobody has an account yet: make one with `trialvoice users add`."


def _listening(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(("127.0.0.1", port))
    except OSError:
        made.close()
        raise ReviewError(
            "TV940", "the port is in use", place=f"127.0.0.1:{port}", remedy="give another with --port"
        ) from None
    return made


def _sound(jobs: Mapping[str, Job], study: str, recording: str) -> Path | None:
    """The redacted sound that was released; of a study that is not served there is none."""
    job = jobs.get(study)
    path = job.store(recording).release / AUDIO if job else None
    return path if path is not None and path.exists() else None


def _screen(jobs: Mapping[str, Job], study: str, recording: str, text: str) -> None:
    """A text about a study whose names are not known here cannot be read, so it is not taken."""
    if study not in jobs:
        raise GateError(
            "TV506", "the study is not served here", place=study, remedy="start the review with its folder too"
        )
    refuse_identifiers(jobs[study], recording, text)
