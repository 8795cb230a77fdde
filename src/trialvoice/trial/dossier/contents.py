"""What a dossier holds, as JSON that is the same for the same record."""

import json
from collections.abc import Iterable, Mapping, Sequence

from pydantic import BaseModel

from trialvoice.core.results import VisitResult
from trialvoice.core.study import Study
from trialvoice.trial.dossier.own_trail import Link, OwnAct
from trialvoice.trial.record.reviewed import ReviewedVisit
from trialvoice.trial.store.tables import DeliveryRow, ResultRow, StudyRow

WHAT = {
    "README.txt": "how to read and to check this dossier",
    "index.html": "the visit for people: findings, decisions, queries, signatures, the trail",
    "inputs.json": "digests of what went in, and the row of recordings.csv",
    "study.json": "the study file as it was when results were last taken in",
    "transcript.json": "the transcript without identifiers",
    "findings.json": "every candidate with what the machine proposed, and every decision on it",
    "queries.json": "questions to the site with their answers",
    "signatures.json": "who signed what, when, with which meaning, and whether it still holds",
    "versions.json": "code, models, questions, engines and settings of each run",
    "exports.json": "exports that were made of the study",
    "deliveries.json": "records of this visit that were sent to other systems",
    "trail.json": "the acts on this visit in full, of all other acts the links of the chain",
    "results": "a result of the machine as it was taken in",
    "transcripts": "the transcript that a result was made from",
}


def what_is(name: str) -> str:
    """A sentence on a member."""
    return WHAT[name.partition("/")[0]]


def written(made: object) -> bytes:
    """Canonical JSON for people: sorted, one value a line."""
    return json.dumps(_plain(made), sort_keys=True, indent=1, ensure_ascii=False).encode() + b"\n"


def record_members(visit: ReviewedVisit, study: StudyRow, results: Sequence[ResultRow]) -> dict[str, bytes]:
    """Of the record as it stands, and of all versions of the machine's result."""
    kept = results[-1]
    inputs = {
        "audio_sha256": visit.result.identity.audio_sha256,
        "sound_sha256": kept.sound_sha256,
        "study_sha256": study.study_sha256,
        "transcript_sha256": visit.transcript_sha256,
        "record_sha256": visit.record_sha256,
        "row": visit.model_dump(
            mode="json",
            include={"study", "site", "subject", "recording", "visit", "recorded_at", "day1", "participants"},
        ),
    }
    versions = [
        {"version": row.version, **VisitResult.model_validate_json(row.result_json).identity.model_dump()}
        for row in results
    ]
    return {
        "inputs.json": written(inputs),
        "study.json": study.study_json.encode(),
        "transcript.json": kept.transcript_json.encode(),
        "findings.json": written(visit.findings),
        "queries.json": written(visit.queries),
        "signatures.json": written(visit.signatures),
        "versions.json": written(versions),
        **{f"results/{row.version:04}.json": row.result_json.encode() for row in results},
        **{f"transcripts/{row.version:04}.json": row.transcript_json.encode() for row in results},
    }


def trail_members(acts: Sequence[OwnAct | Link], sent: Iterable[DeliveryRow]) -> dict[str, bytes]:
    """The trail, and what came of exports and deliveries."""
    exports = [
        {"act": act.number, "at": act.at, "by": act.actor, **json.loads(act.payload)}
        for act in acts
        if isinstance(act, OwnAct) and act.kind == "export.made" and act.payload is not None
    ]
    names = ("key", "act", "target", "record", "content_sha256", "state", "attempts", "remote", "words")
    deliveries = [
        {**{name: getattr(row, name) for name in names}, "at": row.at.isoformat()}
        for row in sorted(sent, key=lambda row: row.key)
    ]
    return {"trail.json": written(acts), "exports.json": written(exports), "deliveries.json": written(deliveries)}


def study_of(members: Mapping[str, bytes]) -> Study:
    """The study file that is in a dossier."""
    return Study.model_validate_json(members["study.json"])


def _plain(made: object) -> object:
    if isinstance(made, BaseModel):
        return made.model_dump(mode="json")
    if isinstance(made, Iterable) and not isinstance(made, str | bytes | Mapping):
        return [_plain(one) for one in made]
    return made
