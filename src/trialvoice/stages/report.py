"""What a visit releases, once the gate has read it."""

import hashlib
from collections.abc import Mapping

from trialvoice.core.identity import code_version
from trialvoice.core.records import SafeTranscript
from trialvoice.release import AUDIO, TRANSCRIPT, Published, release_of
from trialvoice.stage import Progress, Stage, VisitRun
from trialvoice.stages.findings import FINDINGS
from trialvoice.stages.redaction import REDACT, SOUND, pass_the_gate


def _report(visit: VisitRun, progress: Progress) -> Published:
    redaction = visit.read(REDACT)
    sound = visit.read(SOUND).data
    files = release_of(visit.read(FINDINGS), redaction.safe, sound, visit.study)
    pass_the_gate(visit, _read_as_text(files, redaction.safe, visit.engines.encoder.tags(sound)))
    visit.store.publish(visit.key(REPORT), files)
    return Published(files={name: hashlib.sha256(data).hexdigest() for name, data in files.items()})


def _read_as_text(files: Mapping[str, bytes], safe: SafeTranscript, tags: Mapping[str, str]) -> dict[str, str | bytes]:
    """What the gate reads: compressed sound is no text, but its tags are, and words are read as turns too."""
    turns = "\n".join(turn.text for turn in safe.turns)
    told = "\n".join(f"{name} {value}" for name, value in tags.items())
    return {**files, AUDIO: told, f"{TRANSCRIPT} by turns": turns}


REPORT: Stage[Published] = Stage(
    "report",
    3,
    Published,
    reads=(REDACT, SOUND, FINDINGS),
    params=lambda visit: {"code": code_version(), "gate": visit.study.deidentify.gate_threshold},
    make=_report,
    counts=lambda made: {"files": len(made.files)},
    intact=lambda visit: visit.store.published(visit.key(REPORT)),
)
