"""A bundle as it is read back from its file, for the checks."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from trialvoice.trial.exports.fhir.bindings import Json, ReleaseName, own_system
from trialvoice.trial.exports.fhir.entries import Identity
from trialvoice.trial.exports.target import Fault


@dataclass(frozen=True)
class Opened:
    """One file. entries: each with a resource and a request."""

    file: str
    release: ReleaseName
    entries: tuple[Json, ...]

    def resources(self, *types: str) -> Iterator[tuple[str, Json]]:
        """JSON pointer and resource of those types, of all where none is named."""
        for at, entry in enumerate(self.entries):
            if not types or entry["resource"]["resourceType"] in types:
                yield f"/entry/{at}/resource", entry["resource"]

    def at(self, full_url: str) -> Json | None:
        """The resource of that URL."""
        return next((entry["resource"] for entry in self.entries if entry.get("fullUrl") == full_url), None)

    def fault(self, place: str, rule: str, text: str) -> Fault:
        """Something wrong in this file."""
        return Fault(file=self.file, place=place, rule=f"fhir-{rule}", text=text)


def opened(file: str, content: bytes, release: ReleaseName) -> Opened | Fault:
    """The bundle, or what keeps it from being one."""
    try:
        bundle = json.loads(content)
    except ValueError:
        return Fault(file=file, place="", rule="fhir-json", text="this is not JSON")
    whole = isinstance(bundle, dict) and (bundle.get("resourceType"), bundle.get("type")) == ("Bundle", "transaction")
    entries = bundle.get("entry") if whole else None
    if not isinstance(entries, list) or not entries or not all(_is_entry(one) for one in entries):
        return Fault(file=file, place="", rule="fhir-bundle", text="this is no transaction Bundle of resources")
    return Opened(file, release, tuple(entries))


def walked(value: object, place: str) -> Iterator[tuple[str, str, object]]:
    """JSON pointer, name and value of every element below."""
    if isinstance(value, list):
        for at, one in enumerate(value):
            yield from walked(one, f"{place}/{at}")
    elif isinstance(value, dict):
        for name, one in value.items():
            yield f"{place}/{name}", name, one
            yield from walked(one, f"{place}/{name}")


def identity_of(resource: Json) -> Identity | None:
    """By the first identifier; of what has none, by the tag that is not about its status."""
    known = resource.get("identifier")
    first = known[0] if isinstance(known, list) and known else known
    if isinstance(first, dict) and first.get("system") and first.get("value"):
        return Identity(resource["resourceType"], first["system"], first["value"])
    for tag in resource.get("meta", {}).get("tag", ()):
        if str(tag.get("system")).startswith(own_system("provenance", study="")):
            return Identity(resource["resourceType"], tag["system"], tag.get("code", ""))
    return None


def _is_entry(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("resource"), dict)
        and isinstance(entry["resource"].get("resourceType"), str)
        and isinstance(entry.get("request"), dict)
    )
