"""Several visits in turn, in one process that loads its engines once."""

from collections.abc import Callable, Iterable

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.tables import LiveTable, artifact_key, outcome_rows
from flows.tasks import NOT_RUN, TAGS, UNFORESEEN
from flows.visit import visit
from flows.workplace import Workplace
from trialvoice.assembly import Engines
from trialvoice.batch import Watcher, find_together, in_time, transcribe_pools
from trialvoice.core.errors import EngineError
from trialvoice.core.recordings import Recording
from trialvoice.core.store import Status, failed
from trialvoice.job import Job

Together = Callable[[Job, Iterable[Recording], Engines, Watcher], None]
"""Work on many recordings at once: in batches that they share, or on what one tells of another."""


def visits(place: Workplace, name: str, recordings: Iterable[str], before: Iterable[Status] = ()) -> list[Status]:
    """Run a subflow for each recording; one that fails does not stop the others.

    name: of the calling flow, for its table.  before: recordings that ended already, such as refused rows.
    """
    study = place.job.study.study.id
    statuses = list(before)
    table = LiveTable(artifact_key(name, study), f"Recordings of {study}", outcome_rows(place.job, statuses))
    place.batch = True
    names = list(recordings)
    _together(place, study, names, "transcribe together", transcribe_pools)
    _together(place, study, names, "find together", find_together)
    for recording in _in_time(place.job, names):
        visit(study, recording, return_state=True)
        statuses.append(place.ended.get(recording) or _lost(recording))
        table.renew(outcome_rows(place.job, statuses))
    return statuses


def _in_time(job: Job, names: Iterable[str]) -> list[str]:
    wanted = set(names)
    return [row.recording for row in in_time(job.recordings) if row.recording in wanted]


def _together(place: Workplace, study: str, names: list[str], name: str, work: Together) -> None:
    """One task for what recordings share and was not done yet; the visits find it done."""
    rows = [row for row in place.job.recordings if row.recording in set(names)]

    @task(name=name, tags=TAGS["transcribe"], cache_policy=NO_CACHE, persist_result=False)
    def together(study: str) -> State[None]:
        try:
            work(place.job, rows, place.engines, Watcher())
        except Exception as error:  # noqa: BLE001 - Prefect stores messages in plain text; its type is safe
            return Failed(message=f"{UNFORESEEN} {type(error).__name__}")
        return Completed(message=f"recordings {len(rows)}")

    if len(rows) > 1:
        together(study, return_state=True)


def _lost(recording: str) -> Status:
    """A visit that ended before it could note how: never counted as done."""
    error = EngineError(NOT_RUN, "the visit ended without a status", place=recording, remedy="run this recording again")
    return failed(recording, "intake", error)
