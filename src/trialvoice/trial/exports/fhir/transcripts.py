"""The de-identified transcript of a visit as a DocumentReference: that it exists, and its hash, never a word of it."""

from trialvoice.trial.exports.fhir.bindings import Json, ReleaseName, own_system
from trialvoice.trial.exports.fhir.entries import Identity, entry, instant
from trialvoice.trial.exports.fhir.parties import Subject, software
from trialvoice.trial.record.reviewed import ReviewedVisit

DIGEST = "nih:sha-256;"
"""RFC 6920's form of a hash to be read by people. `attachment.hash` would be SHA-1, which nobody should trust."""


def transcript(visit: ReviewedVisit) -> Identity:
    """By the recording."""
    return Identity("DocumentReference", own_system("recording", study=visit.study), visit.recording)


def transcript_entry(visit: ReviewedVisit, subject: Subject, release: ReleaseName) -> Json:
    """The hash is an identifier beside the recording's."""
    identity = transcript(visit)
    digest = {"system": own_system("uri"), "value": DIGEST + visit.transcript_sha256}
    began = {"start": instant(visit.recorded_at)}
    content: Json = {
        "identifier": [identity.identifier, digest],
        "status": "current",
        "docStatus": "final",
        "type": {"text": "De-identified transcript of a study visit"},
        "subject": subject.patient.reference,
        "date": instant(visit.taken_in_at),
        "author": [software(visit).reference],
        "description": f"Visit {visit.visit}",
        "content": [{"attachment": {"contentType": "application/json", "title": f"Transcript of {visit.recording}"}}],
    }
    return entry(
        identity, content | ({"context": {"period": began}} if release == "R4B" else {"period": began}), release
    )
