"""Several visits in turn, in one process that loads its engines once."""

from collections.abc import Iterable

from flows.tables import LiveTable, artifact_key, outcome_rows
from flows.tasks import NOT_RUN
from flows.visit import visit
from flows.workplace import Workplace
from trialvoice.batch import failed
from trialvoice.core.errors import EngineError
from trialvoice.core.store import Status


def visits(place: Workplace, name: str, recordings: Iterable[str], before: Iterable[Status] = ()) -> list[Status]:
    """Run a subflow for each recording; one that fails does not stop the others.

    name: of the calling flow, for its table.  before: recordings that ended already, such as refused rows.
    """
    study = place.job.study.study.id
    statuses = list(before)
    table = LiveTable(artifact_key(name, study), f"Recordings of {study}", outcome_rows(place.job, statuses))
    place.batch = True
    for recording in recordings:
        visit(study, recording, return_state=True)
        statuses.append(place.ended.get(recording) or _lost(recording))
        table.renew(outcome_rows(place.job, statuses))
    return statuses


def _lost(recording: str) -> Status:
    """A visit that ended before it could note how: never counted as done."""
    error = EngineError(NOT_RUN, "the visit ended without a status", place=recording, remedy="run this recording again")
    return failed(recording, "intake", error)
