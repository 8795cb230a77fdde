"""What leaves a study: tables, histories and index, made of gated results and read again by the gate."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock
from pydantic import ValidationError

from trialvoice.assembly import Engines
from trialvoice.core.errors import GateError, TrialvoiceError
from trialvoice.core.findings import KINDS, AdverseEvent
from trialvoice.core.identity import code_version, digest
from trialvoice.core.results import VisitResult
from trialvoice.core.store import ReleaseFolder, Status, failed, stage_key
from trialvoice.job import Job
from trialvoice.redact.gate.verify import verify
from trialvoice.redact.replacing.vault import Vault
from trialvoice.release import RESULT
from trialvoice.stages.identifiers import staff_and_sites
from trialvoice.study_gate import verify_share, verify_whole
from trialvoice.trial import history_tables, tables
from trialvoice.trial.attended import attended
from trialvoice.trial.histories import histories
from trialvoice.trial.index import render_index
from trialvoice.trial.rows import FailureRow, VisitRow

_WITHHELD = "a name or another identifier stands in this row of recordings.csv"


@dataclass(frozen=True)
class StudyRelease:
    """The index, and the recordings that the gate kept out of the study's files."""

    index: Path
    withheld: tuple[Status, ...]


def with_withheld(statuses: Iterable[Status], withheld: Iterable[Status]) -> list[Status]:
    """How visits ended, those that the gate kept out of the study's files as failed."""
    kept_out = {status.recording: status for status in withheld}
    return [kept_out.pop(status.recording, status) for status in statuses] + list(kept_out.values())


def read_result(job: Job, status: Status) -> VisitResult | None:
    """What a finished visit released, or None for one that is not finished."""
    path = job.store(status.recording).release / RESULT
    if status.state != "done" or not path.exists():
        return None
    try:
        return VisitResult.model_validate_json(path.read_bytes())
    except ValidationError:
        return None  # released by another version: the next run replaces it


def visit_row(job: Job, status: Status) -> VisitRow | None:
    """The counts of a finished visit, or None."""
    result = read_result(job, status)
    return _row(result) if result else None


def _row(result: VisitResult) -> VisitRow:
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


def write_study(job: Job, engines: Engines) -> StudyRelease:
    """Write the study's files from what every recording's last run left. What would not change is not touched.

    Visits of a subject whose share the gate refuses are left out, and named with TV501. Where the whole is
    refused nothing stands there any more. Raises GateError TV504, StoreError.
    """
    job.outputs.mkdir(parents=True, exist_ok=True)
    with FileLock(job.outputs / ".lock"):
        return _write(job, engines)


def _write(job: Job, engines: Engines) -> StudyRelease:
    statuses = statuses_of(job)
    results = [r for status in statuses if (r := read_result(job, status)) is not None]
    failures = [failure_row(job, status) for status in statuses if status.state == "failed"]
    failures += [failure_row(job, failed(r.recording, "intake", r.error)) for r in job.refused]
    store = ReleaseFolder(job.outputs / "release")
    files = _files(job, results, failures)
    if store.published(key := _key(job, files)):
        return StudyRelease(store.release / "index.html", ())
    withheld = tuple(_withheld(job, results))
    if withheld:
        kept_out = {status.recording for status in withheld}
        results = [result for result in results if result.recording not in kept_out]
        files = _files(job, results, [*failures, *(failure_row(job, status) for status in withheld)])
        key = _key(job, files)
    try:
        verify_whole(job, engines, results, files)
    except GateError:
        store.withdraw()
        raise
    store.publish(key, files)
    return StudyRelease(store.release / "index.html", withheld)


def statuses_of(job: Job) -> list[Status]:
    """How the last run of each recording ended, of those that had one."""
    known = (job.store(row.recording).status() for row in job.recordings)
    return [status for status in known if status is not None]


def _files(job: Job, results: Sequence[VisitResult], failures: Sequence[FailureRow]) -> dict[str, bytes]:
    rows = [_row(result) for result in results]
    recorded = {row.recording: row for row in job.recordings}
    followed = histories((attended(result, recorded[result.recording]) for result in results), job.study)
    return {
        "findings.csv": tables.findings_csv(results),
        "findings.json": tables.findings_json(results),
        "forms.csv": tables.forms_csv(results),
        "queries.csv": tables.queries_csv(results),
        "ruled_out.csv": tables.ruled_out_csv(results),
        "visits.csv": tables.visits_csv(rows),
        "failures.csv": tables.failures_csv(failures),
        "event_histories.csv": history_tables.histories_csv(followed),
        "event_histories.json": history_tables.histories_json(followed),
        "dictionary.csv": tables.dictionary_csv(),
        "index.html": render_index(job.study, rows, failures, followed).encode(),
    }


def _key(job: Job, files: Mapping[str, bytes]) -> str:
    """What stands under it was read by this gate, with this roster."""
    params = {
        "study": digest(job.study),
        "roster": digest(job.roster),
        "code": code_version(),
        "files": {name: ReleaseFolder.digest(data) for name, data in files.items()},
    }
    return stage_key("study", 1, params, [])


def _withheld(job: Job, results: Sequence[VisitResult]) -> Iterable[Status]:
    """A failure for each recording of a subject whose share is refused."""
    for subject in sorted({result.subject for result in results}):
        share = [result for result in results if result.subject == subject]
        try:
            verify_share(job, subject, share, _files(job, share, []))
        except TrialvoiceError as error:
            yield from (failed(result.recording, "study", error) for result in share)


def failure_row(job: Job, status: Status) -> FailureRow:
    """Of a place only the name: a folder's path belongs to this machine. Nor what people write beside the ids."""
    row = FailureRow(
        recording=status.recording,
        code=status.code,
        cause=status.cause,
        place=status.place.rsplit("/", 1)[-1],
        remedy=status.remedy,
    )
    known = (*staff_and_sites(job.study), *(one for _, one in job.roster.lines))
    own = [recording.recording for recording in job.recordings]
    try:
        verify({"failures.csv": row.model_dump_json()}, vault=Vault(), roster=known, own=own)
    except GateError:
        return row.model_copy(update={"recording": "withheld", "cause": _WITHHELD, "place": "recordings.csv"})
    return row
