"""What the process of a flow holds and Prefect never sees: the study, its engines, how visits ended."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trialvoice.assembly import Engines
from trialvoice.core.errors import ServeError
from trialvoice.core.settings import settings_from
from trialvoice.core.store import Status
from trialvoice.job import Job, load_job
from trialvoice.pipeline import STAGES
from trialvoice.stage import Stage

STUDIES = "TRIALVOICE_STUDIES"
"""JSON object: study id → its folder. Folders stay out of parameters, and so out of Prefect's database."""


@dataclass
class Workplace:
    """One study, with engines that every visit of this process shares."""

    job: Job
    engines: Engines
    ended: dict[str, Status] = field(default_factory=dict)
    """How each recording ended that was processed here."""
    steps: Sequence[Stage[Any]] = STAGES
    """What is done of each visit: all stages, or those of triage."""
    batch: bool = False
    """Whether several visits share this workplace: then the batch writes the study's tables, once."""


_open: ContextVar[Workplace | None] = ContextVar("workplace", default=None)


def served_studies() -> dict[str, Path]:
    """Study id → folder, as `trialvoice serve` was told. Empty outside it."""
    given: dict[str, str] = json.loads(os.environ.get(STUDIES) or "{}")
    return {study: Path(folder) for study, folder in given.items()}


def folder_of(study: str) -> Path:
    """The folder of a served study. Raises ServeError TV705."""
    folder = served_studies().get(study)
    if folder is None:
        raise ServeError(
            "TV705",
            "no such study is served here",
            place=study,
            remedy="start `trialvoice serve` with its folder, or set TRIALVOICE_STUDIES for the worker",
        )
    return folder


@contextmanager
def workplace(study: str) -> Iterator[Workplace]:
    """Open the study's workplace, or join the one that the calling flow has open.

    Raises StudyError, ServeError TV705.
    """
    if (outer := _open.get()) is not None:
        yield outer
        return
    job = load_job(folder_of(study), settings_from(os.environ))
    with Engines(job.settings) as engines:
        place = Workplace(job, engines)
        token = _open.set(place)
        try:
            yield place
        finally:
            _open.reset(token)
