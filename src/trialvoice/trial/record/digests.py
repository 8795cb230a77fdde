"""SHA-256 of what a signature is bound to: a visit's record, or one finding with all its decisions."""

import hashlib
import json
from collections.abc import Iterable

from trialvoice.core.results import VisitResult
from trialvoice.trial.record.reviewed import ReviewedFinding


def finding_sha256(one: ReviewedFinding) -> str:
    """Of a finding as it stands, its proof, and every decision on it."""
    return _digest(_finding(one))


def visit_sha256(
    result: VisitResult, transcript_sha256: str, sound_sha256: str, findings: Iterable[ReviewedFinding]
) -> str:
    """Of a visit's findings and decisions, and of the recording and transcript that they rest on.

    What else a run writes, such as the version of the code, is not part: the same findings of a later version are
    the same record.
    """
    return _digest(
        {
            **result.model_dump(include={"study", "site", "subject", "recording", "visit"}),
            "audio": result.identity.audio_sha256,
            "sound": sound_sha256,
            "transcript": transcript_sha256,
            "findings": sorted((_finding(one) for one in findings), key=lambda made: str(made["uid"])),
        }
    )


def _finding(one: ReviewedFinding) -> dict[str, object]:
    """What holds its default is left out: a field that a later version brings changes no record that lacks it."""
    return {
        "uid": one.uid,
        "kind": one.value.kind,
        "finding": one.finding.model_dump(mode="json", exclude={"id"}, exclude_defaults=True),
        "decisions": [made.model_dump(mode="json", exclude_defaults=True) for made in one.decisions],
        "withdrawn": one.withdrawn,
    }


def _digest(made: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(made, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
