"""Temporary."""
from trialvoice.core.findings import VisitResult
from trialvoice.core.records import SafeTranscript
from trialvoice.core.study import Study


def render_report(result: VisitResult, transcript: SafeTranscript, audio: bytes, mime: str, study: Study) -> str:
    """Temporary."""
    return "<pre>" + "\n".join(f"{t.role} {t.text}" for t in transcript.turns)
