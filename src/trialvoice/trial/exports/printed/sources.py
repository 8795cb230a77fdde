"""The recordings that a printed document comes from, with what they hash to."""

from pydantic import AwareDatetime

from trialvoice.core.records import Record
from trialvoice.trial.record.reviewed import ReviewedVisit, Sha256


class Source(Record):
    """A recording that something in a document came from, with what the record of its visit hashes to."""

    site: str
    recording: str
    visit: str
    recorded_at: AwareDatetime
    code_version: str
    audio_sha256: Sha256
    transcript_sha256: Sha256
    record_sha256: Sha256


def source_of(visit: ReviewedVisit) -> Source:
    """The recording of a visit."""
    identity = visit.result.identity
    return Source(
        site=visit.site,
        recording=visit.recording,
        visit=visit.visit,
        recorded_at=visit.recorded_at,
        code_version=identity.code_version,
        audio_sha256=identity.audio_sha256,
        transcript_sha256=visit.transcript_sha256,
        record_sha256=visit.record_sha256,
    )
