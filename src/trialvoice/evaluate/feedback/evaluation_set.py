"""Visits that were decided in full, written so that `evaluate extraction --folder` measures the machine on them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trialvoice.core.records import SafeTranscript
from trialvoice.core.study import Study
from trialvoice.evaluate.feedback.dialogue_text import UnwritableError, dialogue_of
from trialvoice.evaluate.feedback.keys import Entry, entries
from trialvoice.evaluate.feedback.toml_text import toml_of
from trialvoice.trial.record.reviewed import ReviewedStudy, ReviewedVisit


@dataclass(frozen=True)
class EvaluationSet:
    """files: by their path in the folder.  left_out: recordings that cannot be used, with the reason."""

    files: Mapping[str, bytes]
    left_out: Mapping[str, str]


def evaluation_set(study: ReviewedStudy, transcripts: Mapping[str, SafeTranscript]) -> EvaluationSet:
    """A folder for the study, a file a visit. transcripts: by recording. The same record gives the same bytes."""
    home, made, left_out = study.study.study.id, dict[str, bytes](), dict[str, str]()
    for visit in study.visits:
        try:
            text = _visit(visit, study.study, transcripts[visit.recording])
        except UnwritableError as reason:
            left_out[visit.recording] = str(reason) or "a role is unknown, or the words hold signs of the markup"
            continue
        made[f"{home}/{visit.recording}.toml"] = text.encode()
    if made:
        made[f"{home}/study.toml"] = study_text(study.study).encode()
    return EvaluationSet(dict(sorted(made.items())), left_out)


def study_text(study: Study) -> str:
    """A study file without the names of staff, which nothing right of the gate needs, and without dictionaries.

    Those lie beside the study's own file, and the set is measured with the shipped table.
    """
    held = study.model_dump(exclude={"deidentify", "coding"}, exclude_defaults=True, exclude_none=True)
    held["sites"] = [{name: told for name, told in site.items() if name != "staff"} for site in held["sites"]]
    return toml_of(held)


def _visit(visit: ReviewedVisit, study: Study, transcript: SafeTranscript) -> str:
    if any(one.status == "candidate" and not one.withdrawn for one in visit.findings):
        raise UnwritableError("findings are not decided yet")
    if not any(one.decisions for one in visit.findings):
        raise UnwritableError("nobody decided on anything")
    key = list(entries(visit, study))
    _stand_there(key, visit, transcript)
    dialogue = dialogue_of(transcript, {one.id: quotes for one, quotes in key})
    return toml_of(
        {
            "subject": visit.subject,
            "visit": visit.visit,
            "recorded_at": visit.recorded_at,
            **({"day1": visit.day1} if visit.day1 else {}),
            "about": f"{visit.recording} as people decided on it; record {visit.record_sha256}",
            "dialogue": dialogue,
            "findings": [one.model_dump(exclude_defaults=True, exclude_none=True) | {"id": one.id} for one, _ in key],
        }
    )


def _stand_there(key: Iterable[Entry], visit: ReviewedVisit, transcript: SafeTranscript) -> None:
    """A finding of an earlier transcript may have its quote elsewhere now."""
    proofs = [proof for one in visit.findings for proof in one.finding.evidence]
    said = {(proof.turn, proof.start_char, proof.end_char): proof.quote for proof in proofs}
    for _, quotes in key:
        for quote in quotes:
            turn = transcript.turn(quote.turn)
            if turn is None or turn.text[quote.start : quote.end] != said[quote.turn, quote.start, quote.end]:
                raise UnwritableError("a quote does not stand in the last transcript")
