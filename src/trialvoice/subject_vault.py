"""What a study keeps of a subject behind its key: shown, or made unreadable for ever. Every call is audited first.

The vault of a recording is in its `Redaction`, sealed in `private/`; the subject's key is in the study's `vault/`.
"""

from collections import Counter
from dataclasses import dataclass

from trialvoice.core.audit import Audit
from trialvoice.core.errors import StudyError
from trialvoice.core.store import VisitStore
from trialvoice.core.subject_keys import owner_of
from trialvoice.job import Job
from trialvoice.redact.replacing.vault import Vault
from trialvoice.stages.redaction import REDACT, Redaction


@dataclass(frozen=True)
class Forgotten:
    """How many recordings a forgotten subject had, and how many private artifacts were removed."""

    recordings: int
    artifacts: int


def audit_of(job: Job) -> Audit:
    """The record of all that was done with a study's vault."""
    return Audit(job.keys.folder, job.seal)


def show(job: Job, subject: str, *, reveal: bool) -> dict[str, Vault]:
    """What was replaced in each recording of a subject, after an entry in the audit says who asked.

    Of one that was forgotten nothing is left. Raises StudyError TV117, StoreError TV603, TV608 (the audit was changed).
    """
    recordings = _recordings(job, subject)
    audit_of(job).verify()
    there = [] if job.keys.forgotten(owner_of(subject)) else recordings
    made = {name: job.store(name).latest(REDACT.name, Redaction) for name in there}
    vaults = {name: redaction.vault for name, redaction in made.items() if redaction is not None}
    total: Counter[str] = Counter()
    for vault in vaults.values():
        total.update(vault.counts())
    audit_of(job).append("reveal" if reveal else "show", subject, total)
    return vaults


def forget(job: Job, subject: str) -> Forgotten:
    """Destroy a subject's key, and remove what it sealed. What was released stays.

    Stopped anywhere, it leaves a tombstone or an untouched key, and a second call finishes.
    Raises StudyError TV117, StoreError TV608 (the audit was changed).
    """
    recordings = _recordings(job, subject)
    audit = audit_of(job)
    audit.append("forget begins", subject, {"recordings": len(recordings)})
    job.keys.forget(owner_of(subject))
    artifacts = sum(_remove_private(job.store(name)) for name in recordings)
    audit.append("forget done", subject, {"recordings": len(recordings), "artifacts": artifacts})
    return Forgotten(len(recordings), artifacts)


def _recordings(job: Job, subject: str) -> list[str]:
    """The subject's recordings; a subject whose rows are gone may still have a key to be destroyed."""
    recordings = [row.recording for row in job.recordings if row.subject == subject]
    owner = owner_of(subject)
    if not recordings and not job.keys.exists(owner) and not job.keys.forgotten(owner):
        raise StudyError(
            "TV117",
            f"no subject {subject!r}",
            place=str(job.folder / "recordings.csv"),
            remedy="name one that stands in the column subject",
        )
    return recordings


def _remove_private(store: VisitStore) -> int:
    """Remove a recording's private artifacts, once no run holds them. Returns how many there were."""
    if not store.private.is_dir():
        return 0
    with store.lock():
        files = [path for path in store.private.iterdir() if path.is_file()]
        for path in files:
            path.unlink()
    return len(files)
