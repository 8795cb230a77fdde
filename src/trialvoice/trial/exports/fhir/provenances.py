"""Where each resource came from: the finding, the program that proposed it, the people behind it, and the evidence.

One Provenance for each finding that went into a resource, since each visit was read by its own version of the program
and decided by its own people. No word of a quote: `101-v1#t=4,6.5` says where in the recording it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trialvoice.core.findings import Evidence
from trialvoice.trial.exports.fhir.bindings import Json, ReleaseName, bindings, coded, extension_url
from trialvoice.trial.exports.fhir.entries import Identity, entry, instant, written
from trialvoice.trial.exports.fhir.parties import Subject, person, software
from trialvoice.trial.exports.fhir.standing import MAKE_DATA, standing
from trialvoice.trial.exports.fhir.transcripts import transcript
from trialvoice.trial.record.people import Actor
from trialvoice.trial.record.reviewed import ReviewedFinding, ReviewedVisit, Signature


@dataclass(frozen=True)
class Source:
    """A finding that a resource is made of. elements: the parts of the resource, all of it where there are none."""

    visit: ReviewedVisit
    finding: ReviewedFinding
    target: Identity
    elements: tuple[str, ...] = ()

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """Those that hold, of the visit or of the finding alone."""
        mine = ("visit", self.finding.uid)
        return tuple(one for one in self.visit.signatures if one.about in mine and one.void_at is None)

    @property
    def people(self) -> tuple[Actor, ...]:
        """Who decided, first and since, and who signed."""
        made = self.finding.decisions if standing(self.finding) else ()
        decided = [one.by for one in made if one.action in MAKE_DATA]
        return (*decided, *(one.by for one in self.signatures))


def provenance_entry(source: Source, subject: Subject, release: ReleaseName) -> Json:
    """Activity and time are those of the decision, or of the program where nobody has decided."""
    target = source.target.value
    name = source.finding.uid if source.finding.uid == target else f"{source.finding.uid}/{target}"
    identity = Identity("Provenance", subject.system("provenance"), name)
    decided = standing(source.finding)
    content: Json = {
        "target": _targets(source),
        "occurredDateTime": instant(source.visit.recorded_at),
        "recorded": instant(decided.at if decided else source.finding.recorded_at),
        "activity": coded("activity", "UPDATE" if source.finding.status == "edited" else "CREATE"),
        "agent": list(_agents(source)),
        "entity": _entities(source, subject),
        "signature": [_signature(one) for one in source.signatures],
    }
    return entry(identity, written(content), release)


def _targets(source: Source) -> list[Json]:
    whole = source.target.reference
    url = extension_url("element")
    parts = [{"extension": [{"url": url, "valueUri": element}], **whole} for element in source.elements]
    return parts or [whole]


def _agents(source: Source) -> Iterable[Json]:
    decided = standing(source.finding)
    if source.finding.proposed is not None:
        yield {"type": coded("agent", "assembler"), "who": software(source.visit).reference}
    if decided is not None:
        kind = "verifier" if source.finding.proposed is not None else "author"
        yield _human(kind, decided.by)
    for signature in source.signatures:
        yield _human("attester", signature.by)


def _human(kind: str, actor: Actor) -> Json:
    role = {"text": actor.role.replace("_", " ")}
    return {"type": coded("agent", kind), "role": [role], "who": person(actor).reference}


def _entities(source: Source, subject: Subject) -> list[Json]:
    """The transcript once for each piece of evidence; what a rule proves without a quote names its columns."""
    system = subject.system("evidence")
    document = transcript(source.visit).reference
    where = _fragments(source.visit.recording, source.finding.finding.evidence) or source.finding.finding.basis
    return [{"role": "source", "what": {**document, "identifier": {"system": system, "value": one}}} for one in where]


def _fragments(recording: str, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Seconds as W3C's media fragments have them, and the turn."""
    times = ((f"{one.start / 1000:g}", f"{one.end / 1000:g}", one.turn) for one in evidence)
    return tuple(dict.fromkeys(f"{recording}#t={start},{end}&turn={turn}" for start, end, turn in times))


def _signature(signature: Signature) -> Json:
    """Name, time and meaning. It is electronic, not digital, so that there are no bytes of one."""
    meaning = bindings()["signature"][signature.meaning]
    return {
        "type": coded("signature", meaning["code"], meaning["display"])["coding"],
        "when": instant(signature.at),
        "who": person(signature.by).reference,
    }
