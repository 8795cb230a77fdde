"""The nightly job: every recording of a study."""

from prefect import flow
from prefect.client.schemas.objects import State

from flows.batch import visits
from flows.parameters import StudyId
from flows.tables import shown_id
from flows.tasks import at_boundary, verdict
from flows.workplace import workplace
from trialvoice.core.store import failed
from trialvoice.reviewing import conclude
from trialvoice.study_release import with_withheld


@flow(name="nightly", flow_run_name="nightly {study}", log_prints=False, persist_result=False, retries=0)
def nightly(study: StudyId) -> State[None]:
    """Process every recording of a study that has something new, then write the study's tables.

    A recording that fails does not stop the others; the run ends as failed and names its code.

    Args:
        study: Id of the study, as in its study.toml.
    """
    return at_boundary(study, lambda: _nightly(study))


def _nightly(study: str) -> State[None]:
    with workplace(study) as place:
        refused = [
            failed(shown_id(row.recording, number), "intake", row.error)
            for number, row in enumerate(place.job.refused, start=1)
        ]
        statuses = visits(place, "nightly", [row.recording for row in place.job.recordings], refused)
        statuses = with_withheld(statuses, conclude(place.job, place.engines).withheld)
    return verdict(statuses)
