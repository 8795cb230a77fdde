"""The safety worklist in outputs/<study>/safety/: gated events of every visit, read again as one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from trialvoice.assembly import Engines
from trialvoice.core.errors import GateError, StoreError, TrialvoiceError
from trialvoice.core.recordings import Recording
from trialvoice.core.store import ReleaseFolder, Status, failed
from trialvoice.job import Job
from trialvoice.screened import Screened, screened_of
from trialvoice.stages.findings import SCREEN
from trialvoice.study_gate import verify_share, verify_whole
from trialvoice.study_release import failure_row, read_result
from trialvoice.trial.rows import FailureRow
from trialvoice.trial.worklist import Worklist, by_due, worklist_files, worklist_row

NEW = FailureRow(
    recording="",
    code="",
    cause="nobody has listened to it yet",
    place="recordings.csv",
    remedy="run `trialvoice triage` without naming recordings",
)


@dataclass(frozen=True)
class SafetyRelease:
    """The list, the page that shows it, and the recordings that the gate kept out of it."""

    worklist: Worklist
    page: Path
    withheld: tuple[Status, ...]


def write_worklist(job: Job, engines: Engines, as_of: datetime) -> SafetyRelease:
    """List the serious candidates of all visits that were screened or finished. Raises GateError TV504, StoreError.

    as_of: the time of the run, from which the hours left are counted.
    """
    found, missing = _screened(job)
    withheld = tuple(_withheld(job, found, as_of))
    kept_out = {status.recording for status in withheld}
    found = [one for one in found if one.recording not in kept_out]
    made = _worklist(job, found, as_of, (*missing, *(failure_row(job, status) for status in withheld)))
    folder, files = ReleaseFolder(job.outputs / "safety"), worklist_files(job.study, made)
    with FileLock(job.outputs / ".lock"):
        try:
            verify_whole(job, engines, found, files)
        except GateError:
            folder.withdraw()
            raise
        folder.publish(folder.digest(files["worklist.json"]), files)
    return SafetyRelease(made, folder.release / "worklist.html", withheld)


def _screened(job: Job) -> tuple[list[Screened], list[FailureRow]]:
    """What was found in each recording, and why nothing is known of the others."""
    found: list[Screened] = []
    missing = [failure_row(job, failed(row.recording, "intake", row.error)) for row in job.refused]
    for row in job.recordings:
        status = job.store(row.recording).status()
        if status is not None and (one := _found(job, row, status)) is not None:
            found.append(one)
        elif status is not None and status.state == "failed":
            missing.append(failure_row(job, status))
        else:
            missing.append(NEW.model_copy(update={"recording": row.recording}))
    return found, sorted(missing, key=lambda one: one.recording)


def _found(job: Job, row: Recording, status: Status) -> Screened | None:
    """From the last run, whichever it was. A full run that fails later leaves the screening as it was."""
    result = read_result(job, status)
    if result is not None:
        return screened_of(result)
    try:
        return job.store(row.recording).latest(SCREEN.name, Screened)
    except StoreError:
        return None  # of a subject that was forgotten, or of another version


def _worklist(job: Job, found: Sequence[Screened], as_of: datetime, missing: Sequence[FailureRow] = ()) -> Worklist:
    return Worklist(
        study=job.study.study.id,
        as_of=as_of,
        screened=len(found),
        rows=by_due(worklist_row(one, finding, event, as_of) for one in found for finding, event in one.serious),
        not_screened=tuple(missing),
    )


def _withheld(job: Job, found: Sequence[Screened], as_of: datetime) -> Iterator[Status]:
    """A failure for each recording of a subject whose share the gate refuses."""
    for subject in sorted({one.subject for one in found}):
        share = [one for one in found if one.subject == subject]
        try:
            verify_share(job, subject, share, worklist_files(job.study, _worklist(job, share, as_of)))
        except TrialvoiceError as error:
            yield from (failed(one.recording, SCREEN.name, error) for one in share)
