"""What waits, the oldest first, read for safety alone: serious events by the time they are due."""

from datetime import UTC, datetime

from prefect import flow
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State

from flows.batch import visits
from flows.parameters import RecordingOrAll, StudyId
from flows.tables import artifact_key, serious_rows
from flows.tasks import at_boundary, verdict
from flows.workplace import workplace
from trialvoice.batch import waiting
from trialvoice.pipeline import TRIAGE
from trialvoice.safety_release import write_worklist
from trialvoice.study_release import with_withheld


@flow(name="triage", flow_run_name="triage {study}", log_prints=False, persist_result=False, retries=0)
def triage(study: StudyId, recording: RecordingOrAll = "") -> State[None]:
    """Screen one recording, or all that wait, for serious adverse events, and write the safety worklist.

    Only what safety needs is done; the nightly run finds it done and goes on from there. The list holds every
    serious candidate of the study, not only of those of this run.

    Args:
        study: Id of the study, as in its study.toml.
        recording: Id of one recording; empty for all that are not done yet, the oldest first.
    """
    return at_boundary(recording or study, lambda: _triage(study, recording))


def _triage(study: str, recording: str) -> State[None]:
    with workplace(study) as place:
        place.steps = TRIAGE
        names = [place.job.recording(recording).recording] if recording else waiting(place.job)
        statuses = visits(place, "triage", names)
        release = write_worklist(place.job, place.engines, datetime.now(UTC))
        create_table_artifact(
            key=artifact_key("serious", study),
            table=serious_rows(release.worklist),
            description=f"Serious adverse event candidates of {study}, by the time they are due",
        )
    return verdict(with_withheld(statuses, release.withheld))
