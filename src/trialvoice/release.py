"""What leaves a visit: made from safe things, checked by the gate, and only then published."""

from trialvoice.core.records import Record, SafeTranscript
from trialvoice.core.results import VisitResult
from trialvoice.core.study import Study
from trialvoice.safe.report import render_report
from trialvoice.trial import tables

RESULT = "visit.json"
AUDIO = "audio.mp3"
TRANSCRIPT = "transcript.json"


class Published(Record):
    """Names and SHA-256 of what was released."""

    files: dict[str, str]


def release_of(result: VisitResult, transcript: SafeTranscript, sound: bytes, study: Study) -> dict[str, bytes]:
    """Every file of a visit's release folder."""
    return {
        "report.html": render_report(result, transcript, sound, "audio/mpeg", study).encode(),
        RESULT: _json(result),
        "run.json": _json(result.identity),
        TRANSCRIPT: _json(transcript),
        "findings.csv": tables.findings_csv([result]),
        "forms.csv": tables.forms_csv([result]),
        "queries.csv": tables.queries_csv([result]),
        "ruled_out.csv": tables.ruled_out_csv([result]),
        AUDIO: sound,
    }


def _json(record: Record) -> bytes:
    return record.model_dump_json(indent=1).encode() + b"\n"
