"""From what a study released to its findings store: results of finished visits, taken in once each."""

from collections.abc import Collection, Iterator
from contextlib import closing

from pydantic import ValidationError

from trialvoice.assembly import Engines
from trialvoice.core.records import SafeTranscript
from trialvoice.core.seal import seal_from
from trialvoice.core.settings import Settings
from trialvoice.job import Job
from trialvoice.release import AUDIO, TRANSCRIPT
from trialvoice.study_release import StudyRelease, read_result, statuses_of, write_study
from trialvoice.trial.store.database import Database, open_database
from trialvoice.trial.store.taking_in import Arrived, take_in


def open_store(settings: Settings) -> Database:
    """The installation's findings store. Raises ReviewError TV901, TV902, TV903, StoreError of the key."""
    return open_database(settings.resolved_database, seal_from(settings).derived("trail"))


def conclude(job: Job, engines: Engines) -> StudyRelease:
    """Write the study's files, then have the findings store take in what was released.

    Raises GateError TV504, StoreError, ReviewError TV901 to TV903; the files stand whatever becomes of the store.
    """
    release = write_study(job, engines)
    with closing(open_store(job.settings)) as database:
        take_in_job(job, database, {status.recording for status in release.withheld})
    return release


def take_in_job(job: Job, database: Database, without: Collection[str] = ()) -> int:
    """Take in what the last runs of a study released. Returns how many visits had something new. Raises ReviewError.

    without: recordings that the gate kept out of the study's files.
    """
    arrived = tuple(_arrived(job, without))
    with database.acts() as session:
        return take_in(session, job.study, arrived)


def _arrived(job: Job, without: Collection[str]) -> Iterator[Arrived]:
    rows = {row.recording: row for row in job.recordings if row.recording not in without}
    for status in statuses_of(job):
        result = read_result(job, status)
        store = job.store(status.recording)
        sound = store.digests().get(AUDIO)
        if result is None or status.recording not in rows or sound is None:
            continue
        try:
            transcript = SafeTranscript.model_validate_json((store.release / TRANSCRIPT).read_bytes())
        except ValidationError:
            continue  # released by another version: the next run replaces it
        yield Arrived(rows[status.recording], result, transcript, sound)
