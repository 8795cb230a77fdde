"""Whether what a bundle says is proven: by whom it was found and accepted, and where in which recording it was said."""

import re
from collections.abc import Iterator

from trialvoice.trial.exports.fhir.bindings import Json, own_system
from trialvoice.trial.exports.fhir.opened import Opened, identity_of
from trialvoice.trial.exports.fhir.standing import CANDIDATE
from trialvoice.trial.exports.fhir.transcripts import DIGEST
from trialvoice.trial.exports.target import Fault

CLINICAL = ("AdverseEvent", "MedicationStatement", "QuestionnaireResponse")
_FRAGMENT = re.compile(r"(?P<recording>[^#]+)#t=(?P<start>\d+(\.\d+)?),(?P<end>\d+(\.\d+)?)&turn=[1-9]\d*")
_COLUMNS = re.compile(r"[\w.-]+: \w+(, \w+)*")
_HASH = re.compile(re.escape(DIGEST) + r"[0-9a-f]{64}")


def provenance(opened: Opened) -> Iterator[Fault]:
    """Every clinical resource has a Provenance; a person stands behind it, or a tag says that none does yet."""
    of: dict[str, list[Json]] = {}
    for _, one in opened.resources("Provenance"):
        for target in one.get("target", ()):
            of.setdefault(str(target.get("reference")), []).append(one)
    for at, entry in enumerate(opened.entries):
        resource = entry["resource"]
        if resource["resourceType"] not in CLINICAL:
            continue
        origins = of.get(str(entry.get("fullUrl")), [])
        if not origins:
            yield opened.fault(f"/entry/{at}", "provenance", "nothing says where this comes from")
        elif _is_candidate(resource) == any(_is_accepted(opened, one) for one in origins):
            yield opened.fault(
                f"/entry/{at}", "accepted", "nobody accepted this, and no tag says so; or the other way round"
            )


def evidence(opened: Opened) -> Iterator[Fault]:
    """Each entity says where in the recording, or which columns of a table, and names that recording's transcript."""
    for place, one in opened.resources("Provenance"):
        for at, entity in enumerate(one.get("entity", ())):
            what = entity.get("what", {})
            if not _is_evidence(opened, what):
                yield opened.fault(
                    f"{place}/entity/{at}", "evidence", "this does not say where in the recording it was said"
                )


def agents(opened: Opened) -> Iterator[Fault]:
    """A person acts in a role; who signed is an agent; a signature says when and what it means."""
    for place, one in opened.resources("Provenance"):
        known = [(agent.get("who", {}).get("reference"), agent) for agent in one.get("agent", ())]
        for at, (who, agent) in enumerate(known):
            if _kind(opened, who) == "Practitioner" and not agent.get("role"):
                yield opened.fault(f"{place}/agent/{at}", "role", "a person acts without a role")
        attesters = {who for who, agent in known if _kind_of_agent(agent) == "attester"}
        for at, signature in enumerate(one.get("signature", ())):
            signer = signature.get("who", {}).get("reference")
            if signer not in attesters or not signature.get("when") or not signature.get("type"):
                text = "the signature lacks its time or meaning, or its signer is no agent"
                yield opened.fault(f"{place}/signature/{at}", "signature", text)
        if len(attesters) > len(one.get("signature", ())):
            yield opened.fault(f"{place}/agent", "signature", "somebody attests without a signature")


def transcripts(opened: Opened) -> Iterator[Fault]:
    """A transcript is named with its SHA-256, and nothing of what it says is in the bundle or linked to."""
    for place, one in opened.resources("DocumentReference"):
        hashes = [
            known.get("value", "") for known in one.get("identifier", ()) if known.get("system") == own_system("uri")
        ]
        if len(hashes) != 1 or not _HASH.fullmatch(hashes[0]):
            yield opened.fault(f"{place}/identifier", "hash", "the transcript needs one SHA-256 of 64 hex digits")
        for at, content in enumerate(one.get("content", ())):
            if set(content.get("attachment", {})) - {"contentType", "title"} or set(content) - {"attachment"}:
                yield opened.fault(
                    f"{place}/content/{at}", "content", "a transcript is not to be in the bundle, or linked to"
                )


def _is_candidate(resource: Json) -> bool:
    tags = resource.get("meta", {}).get("tag", ())
    return {"system": own_system("status"), "code": CANDIDATE} in tags


def _is_accepted(opened: Opened, provenance: Json) -> bool:
    return any(
        _kind_of_agent(agent) in ("verifier", "author")
        and _kind(opened, agent.get("who", {}).get("reference")) == "Practitioner"
        for agent in provenance.get("agent", ())
    )


def _is_evidence(opened: Opened, what: Json) -> bool:
    value = str(what.get("identifier", {}).get("value", ""))
    fragment = _FRAGMENT.fullmatch(value)
    if fragment is None:
        return _COLUMNS.fullmatch(value) is not None
    document = opened.at(str(what.get("reference")))
    identity = identity_of(document) if document else None
    ordered = float(fragment["start"]) <= float(fragment["end"])
    return ordered and identity is not None and identity.value == fragment["recording"]


def _kind(opened: Opened, reference: object) -> str | None:
    found = opened.at(str(reference))
    return found["resourceType"] if found else None


def _kind_of_agent(agent: Json) -> str:
    codings = agent.get("type", {}).get("coding") or [{}]
    return str(codings[0].get("code", ""))
