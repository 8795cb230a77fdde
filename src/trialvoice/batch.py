"""Many recordings: each ends as done, or as a row in failures.csv, and none stops the others."""

import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from trialvoice.assembly import Engines
from trialvoice.core.errors import AudioError, StoreError, StudyError, TrialvoiceError
from trialvoice.core.files import sha256_of, write_atomic
from trialvoice.core.findings import KINDS, VisitResult
from trialvoice.core.recordings import Recording, Refused, load_recordings
from trialvoice.core.seal import Seal, seal_from
from trialvoice.core.settings import Settings
from trialvoice.core.store import Status, VisitStore, write_if_changed
from trialvoice.core.study import Study, load_study
from trialvoice.pipeline import FINDINGS, REPORT, STAGES
from trialvoice.stage import Progress, Stage, StageOutcome, VisitRun
from trialvoice.trial.rows import FailureRow, VisitRow

log = logging.getLogger("trialvoice")
RunStage = Callable[[VisitRun, Stage[Any], Progress], StageOutcome]


@dataclass(frozen=True)
class Job:
    """A study, its recordings, and where its artifacts go."""

    folder: Path
    study: Study
    recordings: tuple[Recording, ...]
    refused: tuple[Refused, ...]
    settings: Settings
    seal: Seal

    @property
    def outputs(self) -> Path:
        """outputs/<study>."""
        return self.settings.outputs / self.study.study.id

    def recording(self, name: str) -> Recording:
        """The row of that name. Raises its own error where the row was refused, else StudyError TV115."""
        for refused in self.refused:
            if refused.recording == name:
                raise refused.error
        for recording in self.recordings:
            if recording.recording == name:
                return recording
        raise StudyError(
            "TV115",
            f"no recording {name!r}",
            place=str(self.folder / "recordings.csv"),
            remedy="name one that stands in the first column",
        )

    def store(self, recording: str) -> VisitStore:
        """The artifacts of one recording."""
        return VisitStore(self.outputs / recording, self.seal)


def load_job(folder: Path, settings: Settings) -> Job:
    """Read a study's folder. Raises StudyError."""
    study = load_study(folder / "study.toml")
    recordings, refused = load_recordings(folder / "recordings.csv", study)
    return Job(folder, study, tuple(recordings), tuple(refused), settings, seal_from(settings))


class Watcher:
    """Hears of progress; this one keeps silent. `cli` draws bars, `flows` writes artifacts."""

    def stage_begins(self, recording: str, stage: str) -> None:
        """A stage starts."""

    def stage_progress(self, recording: str, stage: str, share: float) -> None:
        """`share` of it, 0 to 1, is done."""

    def stage_ends(self, recording: str, outcome: StageOutcome) -> None:
        """A stage is done."""

    def visit_ends(self, status: Status) -> None:
        """A recording is done or failed."""


def open_visit(job: Job, recording: Recording, engines: Engines) -> VisitRun:
    """A recording ready to be processed. Raises AudioError TV208 for the same audio under two names."""
    visit = VisitRun(job.study, recording, engines, job.store(recording.recording))
    _refuse_duplicate(job, visit)
    return visit


def _refuse_duplicate(job: Job, visit: VisitRun) -> None:
    """Only files of equal size are read, so that a big study costs one look at the folder."""
    mine = visit.recording.audio
    if not mine.is_file():
        return
    for other in job.recordings:
        if other.recording == visit.recording.recording:
            return
        same_size = other.audio.is_file() and other.audio.stat().st_size == mine.stat().st_size
        if same_size and sha256_of(other.audio) == visit.audio_sha256:
            raise AudioError(
                "TV208",
                f"the same audio stands under {other.recording!r} already",
                place=visit.recording.recording,
                remedy="take one of the two rows out of recordings.csv",
            )


def process(
    job: Job,
    recording: Recording,
    engines: Engines,
    watcher: Watcher,
    *,
    until: str = REPORT.name,
    run_stage: RunStage = VisitRun.run,
) -> Status:
    """Run a visit's stages in order and note how it ended. Never raises for one bad recording.

    run_stage: how one stage is run; `flows` makes a Prefect task of each.
    """
    name, store = recording.recording, job.store(recording.recording)
    stage = "intake"
    try:
        with store.lock():
            visit = open_visit(job, recording, engines)
            for step in STAGES:
                stage = step.name
                watcher.stage_begins(name, stage)
                log.info("recording=%s stage=%s event=start", name, stage)
                outcome = run_stage(visit, step, lambda share: watcher.stage_progress(name, stage, share))
                keep_time(store, outcome)
                watcher.stage_ends(name, outcome)
                if stage == until:
                    break
            return end_visit(store, Status(recording=name, state="done", stage=stage), watcher)
    except TrialvoiceError as error:
        return end_visit(store, failed(name, stage, error), watcher)


def failed(recording: str, stage: str, error: TrialvoiceError) -> Status:
    """The status of a visit that an error ended."""
    return Status(
        recording=recording,
        state="failed",
        stage=stage,
        code=error.code,
        cause=error.cause,
        place=error.place,
        remedy=error.remedy,
    )


def end_visit(store: VisitStore, status: Status, watcher: Watcher) -> Status:
    """Note how the visit ended. A full disk must not hide the failure it caused, so it is only logged."""
    log.info("recording=%s event=%s code=%s", status.recording, status.state, status.code or "-")
    try:
        if status.state == "failed" and status.code.startswith("TV5"):
            store.withdraw()
        store.set_status(status)
    except (StoreError, OSError):
        log.warning("recording=%s event=status-not-written", status.recording)
    watcher.visit_ends(status)
    return status


def keep_time(store: VisitStore, outcome: StageOutcome) -> None:
    """Note how long a stage took, for the figures; a reused artifact keeps its old time."""
    if outcome.reused:
        return
    path = store.root / "timings.json"
    timings: dict[str, int] = json.loads(path.read_bytes()) if path.exists() else {}
    timings[outcome.stage] = outcome.milliseconds
    write_atomic(path, json.dumps(timings, indent=1).encode() + b"\n")


def run_batch(
    job: Job, names: Iterable[str], engines: Engines, watcher: Watcher | None = None
) -> list[Status]:
    """Process the named recordings, or all of them where none is named, then write the study's tables."""
    watcher = watcher or Watcher()
    chosen = list(names)
    recordings = [job.recording(name) for name in chosen] if chosen else list(job.recordings)
    refused = [] if chosen else [failed(r.recording, "intake", r.error) for r in job.refused]
    for status in refused:
        watcher.visit_ends(status)
    done = [process(job, recording, engines, watcher) for recording in recordings]
    write_study(job)
    return refused + done
