"""A study ready to be worked on: its file, its recordings, its keys, and where its artifacts go."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from trialvoice.core.errors import StudyError
from trialvoice.core.interaction_list import load_pairs
from trialvoice.core.recordings import Recording, Refused, load_recordings
from trialvoice.core.roster import Roster, load_roster
from trialvoice.core.seal import Seal, seal_from
from trialvoice.core.settings import Settings
from trialvoice.core.store import VisitStore
from trialvoice.core.study import Study
from trialvoice.core.study_file import load_study
from trialvoice.core.subject_keys import SubjectKeys, SubjectSecrets, owner_of
from trialvoice.safe.coding.coder import Coder
from trialvoice.safe.coding.files import load_coder


@dataclass(frozen=True)
class Job:
    """A study, its recordings, and where its artifacts go."""

    folder: Path
    study: Study
    recordings: tuple[Recording, ...]
    refused: tuple[Refused, ...]
    settings: Settings
    seal: Seal
    roster: Roster
    coder: Coder

    @property
    def outputs(self) -> Path:
        """outputs/<study>."""
        return self.settings.outputs / self.study.study.id

    def recording(self, name: str) -> Recording:
        """The row of that name. Raises its own error where the row was refused, else StudyError TV115."""
        for refused in self.refused:
            if refused.recording == name:
                raise refused.error
        for recording in self.recordings:
            if recording.recording == name:
                return recording
        raise StudyError(
            "TV115",
            f"no recording {name!r}",
            place=str(self.folder / "recordings.csv"),
            remedy="name one that stands in the first column",
        )

    def others(self, recording: Recording) -> tuple[Recording, ...]:
        """The same subject's other recordings."""
        return tuple(row for row in self.recordings if row.subject == recording.subject and row != recording)

    @cached_property
    def keys(self) -> SubjectKeys:
        """The keys of the study's subjects."""
        return SubjectKeys(self.outputs / "vault", self.seal)

    def secrets(self, recording: str) -> SubjectSecrets:
        """What follows from the key of a recording's subject. Raises StoreError TV607 for a forgotten one."""
        return self.keys.secrets(self._owner(recording))

    def store(self, recording: str) -> VisitStore:
        """The artifacts of one recording. Whether its subject was forgotten shows when one is sealed or opened."""
        return VisitStore(self.outputs / recording, self.keys.seal(self._owner(recording)))

    def _owner(self, recording: str) -> str:
        """Whose key a recording is under; one that no good row gives to a subject has a key of its own."""
        return self._owners.get(recording, f"recording {recording}")

    @cached_property
    def _owners(self) -> dict[str, str]:
        return {row.recording: owner_of(row.subject) for row in self.recordings}


def load_job(folder: Path, settings: Settings) -> Job:
    """Read a study's folder. Raises StudyError."""
    study = load_study(folder / "study.toml")
    if settings.interactions:
        load_pairs(settings.interactions)  # a list that cannot be used stops the batch, not each recording
    recordings, refused = load_recordings(folder / "recordings.csv", study)
    roster = load_roster(folder / study.deidentify.roster) if study.deidentify.roster else Roster()
    coder = load_coder(study.coding, folder)
    return Job(folder, study, tuple(recordings), tuple(refused), settings, seal_from(settings), roster, coder)
