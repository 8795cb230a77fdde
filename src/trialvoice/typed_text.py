"""What reviewers type is read before it is kept: nobody's name goes into a reason, a query or an edited value."""

from trialvoice.core.errors import GateError
from trialvoice.job import Job
from trialvoice.redact.gate.verify import verify
from trialvoice.redact.replacing.vault import Vault
from trialvoice.stages.identifiers import staff_and_sites
from trialvoice.study_gate import hidden_of


def refuse_identifiers(job: Job, recording: str, text: str) -> None:
    """Read a text with all that was hidden in the subject's recordings, the roster, and the names of staff and sites.

    Raises GateError TV505, StudyError TV115, StoreError.
    """
    row = job.recording(recording)
    try:
        verify(
            {"text": text},
            vault=Vault(entries=hidden_of(job, row.subject)),
            roster=(*staff_and_sites(job.study), *job.roster.of(row.subject)),
            threshold=job.study.deidentify.gate_threshold,
            own=(job.study.study.id, row.recording, row.subject, row.site),
        )
    except GateError:
        raise GateError(
            "TV505",
            "the text holds a name or another identifier",
            place=recording,
            remedy="write it without: roles and subject numbers are enough, and days go into the fields for dates",
        ) from None
