"""One recording. The order of the stages stands in `trialvoice.pipeline`; each becomes a task here."""

from prefect import flow
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State

from flows.parameters import RecordingId, StudyId
from flows.tables import StageTable, artifact_key, outcome_rows
from flows.tasks import as_task, at_boundary, verdict
from flows.workplace import Workplace, workplace
from trialvoice.batch import process
from trialvoice.reviewing import conclude
from trialvoice.study_release import with_withheld


@flow(name="visit", flow_run_name="visit {recording}", log_prints=False, persist_result=False, retries=0)
def visit(study: StudyId, recording: RecordingId) -> State[None]:
    """Process one recording of a study, from its audio file to reviewable findings.

    Stages that are done already are not done again. The tables show ids and counts; open the visit's
    report in the study's outputs to review the findings.

    Args:
        study: Id of the study, as in its study.toml.
        recording: Id of the recording: the first column of recordings.csv.
    """
    return at_boundary(recording, lambda: _visit(study, recording))


def _visit(study: str, recording: str) -> State[None]:
    with workplace(study) as place:
        process_here(place, recording)
        status = place.ended[recording]
        create_table_artifact(
            key=artifact_key("outcome", study, recording),
            table=outcome_rows(place.job, [status]),
            description=f"Outcome of {recording}",
        )
        if place.batch:
            return verdict([status])
        ended = with_withheld([status], conclude(place.job, place.engines).withheld)
        return verdict(one for one in ended if one.recording == recording)


def process_here(place: Workplace, recording: str) -> None:
    """Run the stages, each as a task, and note in the workplace how it ended."""
    row = place.job.recording(recording)
    table = StageTable(place.job.study.study.id, recording, place.steps)
    place.ended[recording] = process(place.job, row, place.engines, table, steps=place.steps, run_stage=as_task)
