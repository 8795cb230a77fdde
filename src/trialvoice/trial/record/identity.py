"""Names of findings that stay when a visit is read again: made of what a finding is about, not of its details."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from trialvoice.core.findings import Finding, Value


def uids(study: str, recording: str, findings: Sequence[Finding]) -> tuple[str, ...]:
    """A uid each. The same thing found at the same words has the same, even where its details were read otherwise."""
    seen: Counter[str] = Counter()
    made = []
    for finding in findings:
        about = "\0".join((study, recording, finding.value.kind, _subject_matter(finding.value), _place(finding)))
        seen[about] += 1
        made.append(uid_of(f"{about}\0{seen[about]}"))
    return tuple(made)


def uid_of(about: str) -> str:
    """`f-` and 16 hex digits."""
    return f"f-{hashlib.sha256(about.encode()).hexdigest()[:16]}"


def _place(finding: Finding) -> str:
    if not finding.evidence:
        return "; ".join(finding.basis)
    proof = finding.evidence[0]
    return f"{proof.turn}:{proof.start_char}-{proof.end_char}"


def _subject_matter(value: Value) -> str:
    match value.kind:
        case "adverse_event" | "medical_history":
            return value.term
        case "protocol_deviation":
            return f"{value.category} {value.rule}"
        case "concomitant_medication":
            return value.name
        case "treatment_response":
            return value.direction
        case "vital_sign":
            return value.test
        case "crf_item":
            return f"{value.form}.{value.item}"
        case "interaction":
            return f"{value.first} {value.second}"
        case _:
            return ""
