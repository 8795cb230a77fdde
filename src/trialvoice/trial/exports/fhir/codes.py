"""Whether the codes of a bundle are in their lists, and agree with each other."""

import re
from collections.abc import Iterator
from typing import Any

from trialvoice.trial.exports.fhir.bindings import Json, bindings, code_system, extension_url
from trialvoice.trial.exports.fhir.opened import Opened, walked
from trialvoice.trial.exports.target import Fault

_MEDDRA = re.compile(r"\d{8}")
_BOUND = ("severity", "outcome", "seriousness")
"""Elements of AdverseEvent that take codes of the system of the same name."""


def element_codes(opened: Opened) -> Iterator[Fault]:
    """Elements of type code hold what they may."""
    for path, values in bindings()["elements"][opened.release].items():
        kind, _, name = path.partition(".")
        for place, resource in opened.resources(kind):
            if name in resource and resource[name] not in values:
                yield opened.fault(f"{place}/{name}", "code", f"{path} is none of {', '.join(values)}")


def codings(opened: Opened) -> Iterator[Fault]:
    """A code of a system whose codes are listed is in the list; a bound element has the system it is bound to."""
    lists = _lists(opened)
    for place, resource in opened.resources():
        for where, name, value in walked(resource, place):
            if name == "coding" and isinstance(value, list):
                for coding in value:
                    known = lists.get(coding.get("system"))
                    if known is not None and coding.get("code") not in known:
                        yield opened.fault(where, "binding", "the code is not in the list of its system")
        if resource["resourceType"] == "AdverseEvent":
            yield from _bound(opened, place, resource)
    yield from _signatures(opened)


def meddra(opened: Opened) -> Iterator[Fault]:
    """A code of MedDRA has eight digits and the version it is of."""
    for place, resource in opened.resources("AdverseEvent"):
        for where, name, value in walked(resource, place):
            if name == "coding" and isinstance(value, list):
                for one in value:
                    sound = _MEDDRA.fullmatch(str(one.get("code"))) and one.get("version")
                    if one.get("system") == code_system("meddra") and not sound:
                        yield opened.fault(where, "meddra", "a MedDRA code needs eight digits and a version")


def seriousness(opened: Opened) -> Iterator[Fault]:
    """Serious exactly where a criterion is met; a death is fatal, and nothing else is."""
    terms = bindings()["seriousness"][opened.release]
    for place, resource in opened.resources("AdverseEvent"):
        met = _criteria(resource)
        serious = terms["serious"] in _codes(resource.get("seriousness"))
        if serious != bool(met):
            yield opened.fault(
                f"{place}/seriousness", "seriousness", "seriousness and its criteria contradict each other"
            )
        if ("fatal" in _codes(resource.get("outcome"))) != (bindings()["criteria"]["death"]["code"] in met):
            yield opened.fault(f"{place}/outcome", "fatal", "a fatal outcome and the criterion of death go together")


def event_status(opened: Opened) -> Iterator[Fault]:
    """R5: an event that is over is completed, one that goes on is not."""
    for place, resource in opened.resources("AdverseEvent"):
        over = bool({"resolved", "fatal"} & _codes(resource.get("outcome")))
        over = over or "end" in resource.get("occurrencePeriod", {})
        if opened.release == "R5" and (resource.get("status") == "completed") != over:
            yield opened.fault(f"{place}/status", "event-status", "the status contradicts the outcome or the end")


def quantities(opened: Opened) -> Iterator[Fault]:
    """A unit with UCUM's code has the code of that unit, and a known unit has one."""
    known = bindings()["ucum"]
    for place, resource in opened.resources():
        for where, name, value in walked(resource, place):
            if name in ("valueQuantity", "doseQuantity") and isinstance(value, dict):
                system = code_system("ucum") if value.get("unit") in known else None
                sound = (value.get("code"), value.get("system")) == (known.get(value.get("unit")), system)
                number = isinstance(value.get("value"), int | float) and not isinstance(value.get("value"), bool)
                if not sound or not number:
                    yield opened.fault(
                        where, "quantity", "the value is no number, or the unit has another code in UCUM"
                    )


def _lists(opened: Opened) -> dict[str | None, set[str]]:
    lists: dict[str | None, set[str]] = {code_system(name): set(codes) for name, codes in bindings()["codes"].items()}
    lists[code_system("seriousness")] = set(bindings()["seriousness"][opened.release].values())
    return lists


def _bound(opened: Opened, place: str, resource: Json) -> Iterator[Fault]:
    for name in _BOUND:
        concepts = resource.get(name) or []
        for concept in concepts if isinstance(concepts, list) else [concepts]:
            if [one.get("system") for one in concept.get("coding", ())] != [code_system(name)]:
                yield opened.fault(f"{place}/{name}", "binding", f"{name} needs one code of its system")


def _signatures(opened: Opened) -> Iterator[Fault]:
    """Signature.type is a Coding itself."""
    for place, resource in opened.resources("Provenance"):
        for signature in resource.get("signature", ()):
            for one in signature.get("type", ()):
                if (
                    one.get("system") != code_system("signature")
                    or one.get("code") not in bindings()["codes"]["signature"]
                ):
                    yield opened.fault(
                        f"{place}/signature", "binding", "the meaning of the signature is not in the list"
                    )


def _criteria(resource: Json) -> set[str]:
    met: set[str] = set()
    for one in resource.get("extension", ()):
        if one.get("url") == extension_url("criteria"):
            parts = {part.get("url"): part for part in one.get("extension", ())}
            if parts.get("criterionPresent", {}).get("valueBoolean") is True:
                met |= _codes(parts.get("criterionCode", {}).get("valueCodeableConcept"))
    return met


def _codes(concepts: Any) -> set[str]:
    found: list[Json] = concepts if isinstance(concepts, list) else [concepts or {}]
    return {coding.get("code", "") for concept in found for coding in concept.get("coding", ())}
