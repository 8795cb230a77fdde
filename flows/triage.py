"""What is new, the oldest first, for the safety reviewer: serious events by the time they are due."""

from prefect import flow
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State

from flows.batch import visits
from flows.parameters import RecordingOrAll, StudyId
from flows.tables import artifact_key, serious_rows
from flows.tasks import at_boundary, verdict
from flows.workplace import workplace
from trialvoice.core.store import Status
from trialvoice.job import Job
from trialvoice.study_release import write_study


@flow(name="triage", flow_run_name="triage {study}", log_prints=False, persist_result=False, retries=0)
def triage(study: StudyId, recording: RecordingOrAll = "") -> State[None]:
    """Process one recording, or all not done yet, then list serious candidates by due time.

    The list holds every serious candidate of the study's finished visits, not only of those of this run.

    Args:
        study: Id of the study, as in its study.toml.
        recording: Id of one recording; empty for all that are not done yet, the oldest first.
    """
    return at_boundary(recording or study, lambda: _triage(study, recording))


def _triage(study: str, recording: str) -> State[None]:
    with workplace(study) as place:
        names = [place.job.recording(recording).recording] if recording else _not_done(place.job)
        statuses = visits(place, "triage", names)
        write_study(place.job, place.engines)
        create_table_artifact(
            key=artifact_key("serious", study),
            table=serious_rows(place.job, _statuses(place.job)),
            description=f"Serious adverse event candidates of {study}, by the time they are due",
        )
    return verdict(statuses)


def _statuses(job: Job) -> list[Status]:
    known = (job.store(row.recording).status() for row in job.recordings)
    return [status for status in known if status is not None]


def _not_done(job: Job) -> list[str]:
    """Recordings without a finished run, the oldest first."""
    done = {status.recording for status in _statuses(job) if status.state == "done"}
    waiting = [row for row in job.recordings if row.recording not in done]
    return [row.recording for row in sorted(waiting, key=lambda row: row.recorded_at)]
