"""Many recordings: each ends as done, or as a row in failures.csv, and none stops the others."""

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from trialvoice.assembly import Engines
from trialvoice.core.errors import AudioError, StoreError, StudyError, TrialvoiceError
from trialvoice.core.files import sha256_of, write_atomic
from trialvoice.core.findings import KINDS, AdverseEvent, VisitResult
from trialvoice.core.recordings import Recording, Refused, load_recordings
from trialvoice.core.roster import Roster, load_roster
from trialvoice.core.seal import Seal, seal_from
from trialvoice.core.settings import Settings
from trialvoice.core.store import Status, VisitStore, write_if_changed
from trialvoice.core.study import Study, load_study
from trialvoice.core.subject_keys import SubjectKeys, SubjectSecrets, owner_of
from trialvoice.pipeline import FIND, INTAKE, REPORT, STAGES, TRANSCRIBE
from trialvoice.pool import pools
from trialvoice.release import RESULT
from trialvoice.stage import Progress, Stage, StageOutcome, VisitRun
from trialvoice.trial import tables
from trialvoice.trial.index import render_index
from trialvoice.trial.rows import FailureRow, VisitRow

log = logging.getLogger("trialvoice")
_TIMES = "timings.json"
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
    roster: Roster

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

    def others(self, recording: Recording) -> tuple[Recording, ...]:
        """The same subject's other recordings."""
        return tuple(row for row in self.recordings if row.subject == recording.subject and row != recording)

    @cached_property
    def keys(self) -> SubjectKeys:
        """The keys of the study's subjects."""
        return SubjectKeys(self.outputs / "vault", self.seal)

    def secrets(self, recording: str) -> SubjectSecrets:
        """What follows from the key of a recording's subject. Raises StoreError TV607 for a forgotten one."""
        return self.keys.secrets(self._owner(recording))

    def store(self, recording: str) -> VisitStore:
        """The artifacts of one recording. Whether its subject was forgotten shows when one is sealed or opened."""
        return VisitStore(self.outputs / recording, self.keys.seal(self._owner(recording)))

    def _owner(self, recording: str) -> str:
        """Whose key a recording is under; one that no good row gives to a subject has a key of its own."""
        return self._owners.get(recording, f"recording {recording}")

    @cached_property
    def _owners(self) -> dict[str, str]:
        return {row.recording: owner_of(row.subject) for row in self.recordings}


def load_job(folder: Path, settings: Settings) -> Job:
    """Read a study's folder. Raises StudyError."""
    study = load_study(folder / "study.toml")
    recordings, refused = load_recordings(folder / "recordings.csv", study)
    roster = load_roster(folder / study.deidentify.roster) if study.deidentify.roster else Roster()
    return Job(folder, study, tuple(recordings), tuple(refused), settings, seal_from(settings), roster)


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
    visit, *others = (
        VisitRun(job.study, row, engines, job.store(row.recording), secrets, known)
        for row in (recording, *job.others(recording))
    )
    visit.others = tuple(others)
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
                outcome = run_stage(visit, step, partial(watcher.stage_progress, name, stage))
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


def transcribe_pools(job: Job, recordings: Iterable[Recording], engines: Engines, watcher: Watcher) -> None:
    """Transcribe recordings together, so that their windows share batches; what fails here is met again alone."""
    waiting = (visit for recording in recordings if (visit := _waiting(job, recording, engines)) is not None)
    for pool in pools(waiting):
        names = [visit.recording.recording for visit in pool.visits]
        watcher.stage_begins(f"{names[0]} and {len(names) - 1} more", TRANSCRIBE.name)
        try:
            outcomes = pool.transcribe(partial(watcher.stage_progress, names[0], TRANSCRIBE.name))
        except TrialvoiceError as error:
            log.warning("recordings=%d stage=transcribe event=pool-failed code=%s", len(names), error.code)
            continue
        for visit, outcome in zip(pool.visits, outcomes, strict=True):
            keep_time(visit.store, outcome)


def _waiting(job: Job, recording: Recording, engines: Engines) -> VisitRun | None:
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


def read_result(job: Job, status: Status) -> VisitResult | None:
    """What a finished visit released, or None for one that is not finished."""
    path = job.store(status.recording).release / RESULT
    if status.state == "failed" or not path.exists():
        return None
    try:
        return VisitResult.model_validate_json(path.read_bytes())
    except ValidationError:
        return None  # released by another version: the next run replaces it


def visit_row(job: Job, status: Status) -> VisitRow | None:
    """The counts of a finished visit, or None."""
    result = read_result(job, status)
    if result is None:
        return None
    events = [f.value for f in result.findings if isinstance(f.value, AdverseEvent) and f.value.serious]
    return VisitRow(
        recording=result.recording,
        site=result.site,
        subject=result.subject,
        visit=result.visit,
        duration=result.duration,
        counts={kind: sum(f.value.kind == kind for f in result.findings) for kind in KINDS},
        serious=len(events),
        sae_due_at=min((e.sae_due_at for e in events if e.sae_due_at), default=None),
        warnings=len(result.warnings),
    )


def write_study(job: Job) -> Path:
    """Write the study's tables and index from what every recording's last run left. Returns the index.

    Files that would not change are not touched. Raises StoreError.
    """
    statuses = [s for r in job.recordings if (s := job.store(r.recording).status()) is not None]
    results = [r for status in statuses if (r := read_result(job, status)) is not None]
    rows = [row for status in statuses if (row := visit_row(job, status)) is not None]
    failures = [_failure(status) for status in statuses if status.state == "failed"]
    failures += [_failure(failed(r.recording, "intake", r.error)) for r in job.refused]
    release = job.outputs / "release"
    for name, data in {
        "findings.csv": tables.findings_csv(results),
        "findings.json": tables.findings_json(results),
        "forms.csv": tables.forms_csv(results),
        "visits.csv": tables.visits_csv(rows),
        "failures.csv": tables.failures_csv(failures),
        "dictionary.csv": tables.dictionary_csv(),
        "index.html": render_index(job.study, rows, failures).encode(),
    }.items():
        write_if_changed(release / name, data)
    return release / "index.html"


def _failure(status: Status) -> FailureRow:
    """Of a place only the name: a folder's path belongs to this machine."""
    return FailureRow(
        recording=status.recording,
        code=status.code,
        cause=status.cause,
        place=status.place.rsplit("/", 1)[-1],
        remedy=status.remedy,
    )


def run_batch(job: Job, names: Iterable[str], engines: Engines, watcher: Watcher | None = None) -> list[Status]:
    """Process the named recordings, or all of them where none is named, then write the study's tables."""
    watcher = watcher or Watcher()
    chosen = list(names)
    recordings = [job.recording(name) for name in chosen] if chosen else list(job.recordings)
    refused = [] if chosen else [failed(r.recording, "intake", r.error) for r in job.refused]
    for status in refused:
        watcher.visit_ends(status)
    transcribe_pools(job, recordings, engines, watcher)
    find_together(job, recordings, engines, watcher)
    done = [process(job, recording, engines, watcher) for recording in recordings]
    write_study(job)
    return refused + done
