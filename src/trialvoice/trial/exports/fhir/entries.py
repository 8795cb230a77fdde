"""Entries of a transaction: which resource, under which identity, and how a second sending finds the first.

A receiver's own records of the person, the study, the site and the people are never changed: those are created where
there are none (`ifNoneExist`). What came from the visits is ours, so that it is written over (a conditional PUT).
Either way a bundle that is sent twice leaves one of each.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from trialvoice.trial.exports.fhir.bindings import Json, ReleaseName, bindings

_OURS = uuid5(NAMESPACE_URL, "urn:trialvoice")


@dataclass(frozen=True)
class Identity:
    """What a resource is known by everywhere: its type, and an identifier of our own."""

    type: str
    system: str
    value: str

    @property
    def full_url(self) -> str:
        """The same for the same identity in every bundle."""
        return f"urn:uuid:{uuid5(_OURS, f'{self.type}|{self.system}|{self.value}')}"

    @property
    def identifier(self) -> Json:
        """As FHIR's Identifier."""
        return {"system": self.system, "value": self.value}

    @property
    def reference(self) -> Json:
        """To the entry in the same bundle."""
        return {"reference": self.full_url, "type": self.type}


def entry(identity: Identity, resource: Json, release: ReleaseName) -> Json:
    """A Bundle.entry."""
    tagged = identity.type in bindings()["found_by_tag"][release]
    token = f"{'_tag' if tagged else 'identifier'}={identity.system}|{identity.value}"
    content = {"resourceType": identity.type, **resource}
    if tagged:
        meta = resource.get("meta", {})
        tags = [*meta.get("tag", ()), {"system": identity.system, "code": identity.value}]
        content = {"resourceType": identity.type, "meta": {**meta, "tag": tags}, **_without(resource, "meta")}
    request: Json = (
        {"method": "POST", "url": identity.type, "ifNoneExist": token}
        if identity.type in bindings()["kept"]["types"]
        else {"method": "PUT", "url": f"{identity.type}?{token}"}
    )
    return {"fullUrl": identity.full_url, "resource": content, "request": request}


def written(content: Json) -> Json:
    """The same without what is empty: FHIR has no empty elements."""
    return {name: value for name, value in content.items() if value is not None and value not in ("", [], {})}


def instant(at: datetime) -> str:
    """With seconds and offset, as FHIR wants it."""
    return at.replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _without(resource: Json, name: str) -> Json:
    return {key: value for key, value in resource.items() if key != name}
