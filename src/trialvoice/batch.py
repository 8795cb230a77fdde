"""Many recordings: each ends as done, or as a row in failures.csv, and none stops the others."""

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, Literal

from trialvoice.assembly import Engines
from trialvoice.core.errors import AudioError, StoreError, TrialvoiceError
from trialvoice.core.files import sha256_of, write_atomic
from trialvoice.core.recordings import Recording
from trialvoice.core.store import Status, VisitStore, failed
from trialvoice.job import Job
from trialvoice.pipeline import STAGES, TRIAGE
from trialvoice.pool import pools
from trialvoice.reviewing import conclude
from trialvoice.safety_release import SafetyRelease, write_worklist
from trialvoice.stage import Progress, Stage, StageOutcome, VisitRun
from trialvoice.stages.hearing import INTAKE, TRANSCRIBE
from trialvoice.stages.identifiers import FIND
from trialvoice.stages.report import REPORT
from trialvoice.study_release import read_result, with_withheld

log = logging.getLogger("trialvoice")
_TIMES = "timings.json"
RunStage = Callable[[VisitRun, Stage[Any], Progress], StageOutcome]


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
    """A recording ready to be processed.

    Raises AudioError TV208 for the same audio under two names, StoreError TV607 for a subject who was forgotten.
    """
    secrets, known = job.secrets(recording.recording), job.roster.of(recording.subject)
    visits = [
        VisitRun(job.study, row, engines, job.store(row.recording), secrets, known, job.coder)
        for row in (recording, *job.others(recording))
    ]
    for visit in visits:
        visit.others = tuple(other for other in visits if other is not visit)
    _refuse_duplicate(job, visits[0])
    return visits[0]


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
    steps: Sequence[Stage[Any]] = STAGES,
    run_stage: RunStage = VisitRun.run,
) -> Status:
    """Run a visit's stages in order and note how it ended. Never raises for one bad recording.

    steps: all stages, or those of triage.  run_stage: how one stage is run; `flows` makes a Prefect task of each.
    """
    name, store = recording.recording, job.store(recording.recording)
    stage = "intake"
    try:
        with store.lock():
            visit = open_visit(job, recording, engines)
            for step in steps:
                stage = step.name
                watcher.stage_begins(name, stage)
                log.info("recording=%s stage=%s event=start", name, stage)
                outcome = run_stage(visit, step, partial(watcher.stage_progress, name, stage))
                keep_time(store, outcome)
                watcher.stage_ends(name, outcome)
            ended: Literal["done", "screened"] = "done" if stage == REPORT.name else "screened"
            return end_visit(store, Status(recording=name, state=ended, stage=stage), watcher)
    except TrialvoiceError as error:
        return end_visit(store, failed(name, stage, error), watcher)


def end_visit(store: VisitStore, status: Status, watcher: Watcher) -> Status:
    """Note how the visit ended. A full disk must not hide the failure it caused, so it is only logged."""
    log.info("recording=%s event=%s code=%s", status.recording, status.state, status.code or "-")
    try:
        if status.state == "failed" and status.code.startswith("TV5"):
            store.withdraw()
        before = store.status()
        if not (status.state == "screened" and before is not None and before.state == "done"):
            store.set_status(status)
    except (StoreError, OSError):
        log.warning("recording=%s event=status-not-written", status.recording)
    watcher.visit_ends(status)
    return status


def transcribe_pools(job: Job, recordings: Iterable[Recording], engines: Engines, watcher: Watcher) -> None:
    """Transcribe recordings together, so that their windows share batches; what fails here is met again alone."""
    unheard = (visit for recording in recordings if (visit := _unheard(job, recording, engines)) is not None)
    for pool in pools(unheard):
        names = [visit.recording.recording for visit in pool.visits]
        watcher.stage_begins(f"{names[0]} and {len(names) - 1} more", TRANSCRIBE.name)
        try:
            outcomes = pool.transcribe(partial(watcher.stage_progress, names[0], TRANSCRIBE.name))
        except TrialvoiceError as error:
            log.warning("recordings=%d stage=transcribe event=pool-failed code=%s", len(names), error.code)
            continue
        for visit, outcome in zip(pool.visits, outcomes, strict=True):
            keep_time(visit.store, outcome)


def _unheard(job: Job, recording: Recording, engines: Engines) -> VisitRun | None:
    """A recording that can be heard and was not yet."""
    if _done(job, recording):
        return None  # seldom anew, and not worth the reading of every file of a study twice
    try:
        visit = open_visit(job, recording, engines)
        with visit.store.lock():
            keep_time(visit.store, visit.run(INTAKE))
        return None if visit.store.has(TRANSCRIBE.name, visit.key(TRANSCRIBE)) else visit
    except TrialvoiceError:
        return None


def find_together(job: Job, recordings: Iterable[Recording], engines: Engines, watcher: Watcher) -> None:
    """Look for identifiers in all recordings of a subject before any is released: what one tells, all hide."""
    visits_of = Counter(recording.subject for recording in job.recordings)
    for recording in recordings:
        if visits_of[recording.subject] < 2 or _done(job, recording):
            continue
        try:
            visit = open_visit(job, recording, engines)
            with visit.store.lock():
                for step in STAGES[: STAGES.index(FIND) + 1]:
                    watcher.stage_begins(recording.recording, step.name)
                    told = partial(watcher.stage_progress, recording.recording, step.name)
                    keep_time(visit.store, visit.run(step, told))
        except TrialvoiceError as error:
            log.info("recording=%s event=not-searched-ahead code=%s", recording.recording, error.code)


def _done(job: Job, recording: Recording) -> bool:
    ended = job.store(recording.recording).status()
    return ended is not None and ended.state == "done"


def keep_time(store: VisitStore, outcome: StageOutcome) -> None:
    """Note how long a stage took, for the figures; a reused artifact keeps its old time."""
    if outcome.reused:
        return
    timings = times_of(store) | {outcome.stage: outcome.milliseconds}
    write_atomic(store.root / _TIMES, json.dumps(timings, indent=1).encode() + b"\n")


def times_of(store: VisitStore) -> dict[str, int]:
    """Milliseconds of each stage, when its artifact was made."""
    path = store.root / _TIMES
    timings: dict[str, int] = json.loads(path.read_bytes()) if path.exists() else {}
    return timings


def cost_of(job: Job, status: Status) -> dict[str, dict[str, int]]:
    """What a visit cost: the language model's tokens and each stage's milliseconds.

    Not part of a release, because the same input does not take the same time twice.
    """
    result = read_result(job, status)
    tokens = result.tokens.model_dump() if result else {}
    return {"tokens": tokens, "milliseconds": times_of(job.store(status.recording))}


def run_batch(job: Job, names: Iterable[str], engines: Engines, watcher: Watcher | None = None) -> list[Status]:
    """Process the named recordings, or all where none is named, then write the study's files and fill the store."""
    watcher = watcher or Watcher()
    chosen = list(names)
    recordings = [job.recording(name) for name in chosen] if chosen else list(job.recordings)
    refused = [] if chosen else [failed(r.recording, "intake", r.error) for r in job.refused]
    done = refused + _process_all(job, recordings, refused, engines, watcher, STAGES)
    release = conclude(job, engines)
    return _ended(done, release.withheld, watcher)


def run_triage(
    job: Job, names: Sequence[str], engines: Engines, watcher: Watcher | None = None
) -> tuple[list[Status], SafetyRelease]:
    """Look for serious events in the named recordings, or in all that wait, and write the safety worklist.

    Nothing else is done, and nothing that is done is done again by the run that follows. Raises GateError TV504.
    """
    watcher = watcher or Watcher()
    recordings = [job.recording(name) for name in names or waiting(job)]
    refused = [] if names else [failed(r.recording, "intake", r.error) for r in job.refused]
    done = refused + _process_all(job, recordings, refused, engines, watcher, TRIAGE)
    release = write_worklist(job, engines, datetime.now(UTC))
    return _ended(done, release.withheld, watcher), release


def waiting(job: Job) -> list[str]:
    """Recordings that no full run has finished, in the order in which they were recorded: the first is due first."""
    rows = [row for row in job.recordings if not _done(job, row)]
    return [row.recording for row in in_time(rows)]


def _process_all(
    job: Job,
    recordings: Sequence[Recording],
    refused: Iterable[Status],
    engines: Engines,
    watcher: Watcher,
    steps: Sequence[Stage[Any]],
) -> list[Status]:
    for status in refused:
        watcher.visit_ends(status)
    transcribe_pools(job, recordings, engines, watcher)
    find_together(job, recordings, engines, watcher)
    ended = {row.recording: process(job, row, engines, watcher, steps=steps) for row in in_time(recordings)}
    return [ended[row.recording] for row in recordings]


def in_time(recordings: Iterable[Recording]) -> list[Recording]:
    """As they were recorded: what one visit tells, the next may go back to."""
    return sorted(recordings, key=lambda row: (row.recorded_at, row.recording))


def _ended(statuses: Iterable[Status], withheld: Sequence[Status], watcher: Watcher) -> list[Status]:
    for status in withheld:
        watcher.visit_ends(status)
    return with_withheld(statuses, withheld)
