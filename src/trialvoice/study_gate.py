"""The leak gate over what is written of a whole study: its tables, its index, its safety worklist.

Every visit passed the gate by itself; here it reads again what was made of them, by two ways. A subject's share
of the tables is read with all that was hidden in the subject's recordings, since what one of them tells may not
stand in what is said of another. The whole is read with the roster of all, and for sure signs of an identifier.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from trialvoice.assembly import Engines
from trialvoice.core.errors import GateError
from trialvoice.core.findings import AdverseEvent, Finding
from trialvoice.core.subject_keys import owner_of
from trialvoice.job import Job
from trialvoice.redact.gate.verify import verify
from trialvoice.redact.replacing.vault import Vault, VaultEntry
from trialvoice.stages.identifiers import staff_and_sites
from trialvoice.stages.redaction import REDACT, Redaction


class Shown(Protocol):
    """What the study's files show of a visit."""

    @property
    def recording(self) -> str:
        """Id of the recording."""
        ...

    @property
    def subject(self) -> str:
        """Id of the subject."""
        ...

    @property
    def site(self) -> str:
        """Id of the site."""
        ...

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found."""
        ...


def verify_share(job: Job, subject: str, results: Sequence[Shown], files: Mapping[str, str | bytes]) -> None:
    """Read what is written of one subject. Raises GateError TV501, StoreError."""
    verify(
        files,
        vault=Vault(entries=hidden_of(job, subject)),
        roster=(*staff_and_sites(job.study), *job.roster.of(subject)),
        threshold=job.study.deidentify.gate_threshold,
        own=own_ids(job, results),
    )


def verify_whole(job: Job, engines: Engines, results: Sequence[Shown], files: Mapping[str, str | bytes]) -> None:
    """Read the study's files as they will stand. Raises GateError TV504, StoreError."""
    subjects = sorted({result.subject for result in results})
    surrogates = [shown for subject in subjects for entry in hidden_of(job, subject) for shown in entry.shown]
    try:
        verify(
            files,
            vault=Vault(),
            roster=(*staff_and_sites(job.study), *(known for _, known in job.roster.lines)),
            recognizer=engines.recognizer,
            threshold=job.study.deidentify.gate_threshold,
            own=(*own_ids(job, results), *surrogates),
        )
    except GateError as refusal:
        raise GateError(
            "TV504",
            f"in the study's own files {refusal.cause}",
            place=refusal.place,
            remedy="these files were not written, and the old ones were taken away; correct the cell or the "
            "study file that the identifier comes from",
        ) from None


def hidden_of(job: Job, subject: str) -> tuple[VaultEntry, ...]:
    """What was replaced in all recordings of a subject; nothing is left of one that was forgotten."""
    if job.keys.forgotten(owner_of(subject)):
        return ()
    rows = [row for row in job.recordings if row.subject == subject]
    made = (job.store(row.recording).latest(REDACT.name, Redaction) for row in rows)
    return tuple(entry for redaction in made if redaction is not None for entry in redaction.vault.entries)


def own_ids(job: Job, results: Iterable[Shown]) -> tuple[str, ...]:
    """What stands in a study's files on purpose: ids of recordings.csv, and the days of a serious event's clock."""
    ids = {job.study.study.id}
    for result in results:
        ids |= {result.recording, result.subject, result.site}
        events = [f.value for f in result.findings if isinstance(f.value, AdverseEvent)]
        ids |= {at.date().isoformat() for e in events for at in (e.awareness_at, e.sae_due_at) if at}
    return tuple(sorted(ids))
