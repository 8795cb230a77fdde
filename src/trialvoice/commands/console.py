"""What people see: errors as sentences, tables, and progress that is quiet when nobody watches."""

import json
import os
import sys
from collections.abc import Iterable
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from trialvoice.batch import Watcher
from trialvoice.core.errors import TrialvoiceError
from trialvoice.core.settings import Settings, settings_from
from trialvoice.core.store import Status
from trialvoice.stage import StageOutcome

stderr = Console(stderr=True, highlight=False)
stdout = Console(highlight=False)


def settings() -> Settings:
    """The settings of this process, from its environment."""
    return settings_from(os.environ)


def fail(error: TrialvoiceError) -> None:
    """One sentence on stderr."""
    stderr.print(str(error), style="red", markup=False, soft_wrap=True)


def warn(sentences: Iterable[str]) -> None:
    """Sentences on stderr that stop nothing."""
    for sentence in sentences:
        stderr.print(sentence, style="yellow", markup=False, soft_wrap=True)


def print_json(data: object) -> None:
    """One line of JSON on stdout."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def table(title: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """A table on stdout; numbers are right-aligned by their column's leading '#'."""
    made = Table(title=title, title_justify="left", title_style="bold")
    for column in columns:
        made.add_column(column.removeprefix("#"), justify="right" if column.startswith("#") else "left")
    for row in rows:
        made.add_row(*row)
    (stdout if stdout.is_terminal else Console(highlight=False, width=150)).print(made)


class Bars(Watcher):
    """Progress bars on stderr: recordings in all, and the stage of the one in work."""

    def __init__(self, recordings: int, stages: int) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=stderr,
            disable=not stderr.is_terminal,
        )
        self._all = self._progress.add_task("recordings", total=recordings)
        self._stages = stages
        self._visit: TaskID | None = None
        self._done = 0

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def stage_begins(self, recording: str, stage: str) -> None:
        """Name the stage."""
        if self._visit is None:
            self._visit, self._done = self._progress.add_task(recording, total=self._stages), 0
        self._progress.update(self._visit, description=f"{recording}: {stage}")

    def stage_progress(self, recording: str, stage: str, share: float) -> None:
        """Move the bar within the stage."""
        if self._visit is not None:
            self._progress.update(self._visit, completed=self._done + share)

    def stage_ends(self, recording: str, outcome: StageOutcome) -> None:
        """Move the bar to the next stage."""
        self._done += 1
        if self._visit is not None:
            self._progress.update(self._visit, completed=self._done)

    def visit_ends(self, status: Status) -> None:
        """Count the recording; a failure is said at once."""
        if self._visit is not None:
            self._progress.remove_task(self._visit)
            self._visit = None
        self._progress.advance(self._all)
        if status.state == "failed":
            stderr.print(sentence(status), style="red", markup=False, soft_wrap=True)


def sentence(status: Status) -> str:
    """A failed visit in one sentence."""
    return f"{status.recording}: {status.cause} ({status.place}); {status.remedy} [{status.code}]"
