"""Entries of FHIR bundles as the records that are sent: each with its name, its content and what it refers to."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_PLACE = re.compile(r"(?:^|/)(?P<place>[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64})(?:/_history/|$)")
WORDS = 2000
"""Characters of a server's answer that are kept."""


@dataclass(frozen=True)
class FhirRecord:
    """An entry. full_url: by which others refer to it.  name: `AdverseEvent f-0123456789abcdef`.

    content: by which it is the same: the entry with every Provenance of it. An edit that is taken back is another act
    with another time, so that it is sent again although the resource is as it was.
    """

    full_url: str
    name: str
    content: bytes
    entry: dict[str, Any]
    refers_to: frozenset[str]

    @property
    def content_sha256(self) -> str:
        """Of the content."""
        return hashlib.sha256(self.content).hexdigest()


def records_of(bundle: bytes) -> tuple[FhirRecord, ...]:
    """In the order of the bundle, in which what is referred to comes first."""
    entries = json.loads(bundle)["entry"]
    history: dict[str, list[Any]] = {}
    for entry in entries:
        if entry["resource"]["resourceType"] == "Provenance":
            for target in dict.fromkeys(target["reference"] for target in entry["resource"]["target"]):
                history.setdefault(target, []).append(entry["resource"])
    return tuple(_record(entry, history.get(entry["fullUrl"], [])) for entry in entries)


def resolved(value: Any, places: Mapping[str, str]) -> Any:
    """The same with references to what the server has already as it knows them."""
    if isinstance(value, list):
        return [resolved(one, places) for one in value]
    if not isinstance(value, dict):
        return value
    made = {name: resolved(one, places) for name, one in value.items()}
    if isinstance(made.get("reference"), str):
        made["reference"] = places.get(made["reference"], made["reference"])
    return made


def place_of(entry: Mapping[str, Any]) -> str:
    """`AdverseEvent/12`, of an entry of an answer; empty where it does not say."""
    response, resource = entry.get("response") or {}, entry.get("resource") or {}
    found = _PLACE.search(str(response.get("location") or ""))
    if found:
        return found["place"]
    return f"{resource['resourceType']}/{resource['id']}" if "id" in resource and "resourceType" in resource else ""


def words_of(outcome: Mapping[str, Any]) -> str:
    """What an OperationOutcome says: of each issue its text, and what it is about."""
    said = []
    for issue in outcome.get("issue") or ():
        text = (issue.get("details") or {}).get("text") or issue.get("diagnostics") or issue.get("code") or ""
        where = ", ".join(issue.get("expression") or ())
        said.append(f"{text} ({where})" if where else str(text))
    return "; ".join(said)[:WORDS]


def _record(entry: dict[str, Any], history: list[Any]) -> FhirRecord:
    resource = entry["resource"]
    content = json.dumps([entry, history], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    name = f"{resource['resourceType']} {_known_as(entry['request'])}"
    return FhirRecord(entry["fullUrl"], name, content, entry, frozenset(_references(resource)))


def _known_as(request: Mapping[str, str]) -> str:
    """The value of the identifier by which the entry is found again."""
    return (request.get("ifNoneExist") or request["url"]).rpartition("|")[2]


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _references(one)
    elif isinstance(value, dict):
        if isinstance(value.get("reference"), str) and value["reference"].startswith("urn:uuid:"):
            yield value["reference"]
        for one in value.values():
            yield from _references(one)
