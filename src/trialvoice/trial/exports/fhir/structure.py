"""Whether a bundle holds together: identities, requests, required elements and references."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from trialvoice.trial.exports.fhir.bindings import bindings
from trialvoice.trial.exports.fhir.entries import Identity, entry
from trialvoice.trial.exports.fhir.opened import Opened, identity_of, walked
from trialvoice.trial.exports.target import Fault

_URL = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def identities(opened: Opened) -> Iterator[Fault]:
    """Each resource is known by its own identifier, and stands in the bundle once under the URL made of it."""
    urls = Counter(entry.get("fullUrl") for entry in opened.entries)
    names = Counter(identity_of(resource) for _, resource in opened.resources())
    for at, one in enumerate(opened.entries):
        place, url, identity = f"/entry/{at}", one.get("fullUrl"), identity_of(one["resource"])
        if not isinstance(url, str) or not _URL.fullmatch(url) or urls[url] > 1:
            yield opened.fault(
                f"{place}/fullUrl", "full-url", "the full URL is no urn:uuid of version 5, or not unique"
            )
        if identity is None:
            yield opened.fault(f"{place}/resource", "identity", "the resource has no identifier to be found by")
        elif names[identity] > 1:
            yield opened.fault(f"{place}/resource", "twice", "another resource of the bundle has the same identifier")
        elif url != identity.full_url:
            yield opened.fault(f"{place}/fullUrl", "full-url", "the full URL is not the one made of the identifier")


def requests(opened: Opened) -> Iterator[Fault]:
    """A second sending finds what the first one made: each request names the identifier of its own resource."""
    for at, one in enumerate(opened.entries):
        identity = identity_of(one["resource"])
        if identity is not None and one["request"] != _request(identity, opened):
            text = "the request does not find the resource by its identifier, so that a second sending makes another"
            yield opened.fault(f"/entry/{at}/request", "request", text)


def elements(opened: Opened) -> Iterator[Fault]:
    """What is required is there, and nothing is that is not to be written, such as a narrative or a birth date."""
    required, also = bindings()["required"][opened.release], bindings()["also"][opened.release]
    for place, resource in opened.resources():
        kind = resource["resourceType"]
        if kind not in required:
            yield opened.fault(place, "type", f"{kind} is not a resource that is written here")
            continue
        for name in required[kind]:
            if resource.get(name) in (None, "", [], {}):
                yield opened.fault(f"{place}/{name}", "required", f"{kind} needs {name}")
        for name in resource.keys() - {"resourceType", *required[kind], *also[kind]}:
            yield opened.fault(f"{place}/{name}", "not-written", f"{kind} is not to hold {name}")


def references(opened: Opened) -> Iterator[Fault]:
    """Every reference leads to a resource of the bundle, of a type that it may lead to."""
    for place, resource in opened.resources():
        for path in bindings()["references"]:
            kind, *parts = path.split(".")
            if kind == resource["resourceType"] and not all(_is_reference(one) for one in _at(resource, parts)):
                yield opened.fault(f"{place}/{'/'.join(parts)}", "reference", "this names nothing that it refers to")
        contained = {f"#{one.get('id')}" for one in resource.get("contained", ())}
        for where, name, value in walked(resource, place):
            if name != "reference" or not isinstance(value, str) or value in contained:
                continue
            target = opened.at(value)
            if target is None:
                yield opened.fault(where, "reference", "the reference leads to nothing in the bundle")
            elif target["resourceType"] not in _may_lead(resource["resourceType"], where.removeprefix(place)):
                yield opened.fault(where, "reference-type", f"the reference leads to a {target['resourceType']}")


def _at(value: Any, parts: list[str]) -> Iterator[Any]:
    """What stands at a path, of each element of a list."""
    if isinstance(value, list):
        for one in value:
            yield from _at(one, parts)
    elif not parts:
        yield value
    elif isinstance(value, dict) and parts[0] in value:
        yield from _at(value[parts[0]], parts[1:])


def _is_reference(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("reference"), str)


def _request(identity: Identity, opened: Opened) -> object:
    return entry(identity, {}, opened.release)["request"]


def _may_lead(kind: str, pointer: str) -> tuple[str, ...]:
    path = ".".join(part for part in pointer.split("/")[1:-1] if not part.isdigit())
    return tuple(bindings()["references"].get(f"{kind}.{path}", ()))
