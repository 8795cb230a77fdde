"""Faults to plant in FHIR bundles: what our own check says of each, and which other validators see it too.

The others: `fhir.resources`, a library of Python's; `fhir` and `medplum`, which are npm's and know R4; `types`, npm's
declarations of R4B and R5, against which TypeScript's compiler checks each resource. Their blind
spots stay in the table. Of R5, the first and the last see the same faults as of R4B.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests import reviewed_sample as sample
from trialvoice.trial.exports.target import target
from trialvoice.trial.record.reviewed import ACCEPTED

Bundle = dict[str, Any]
NAME = "01-101.json"


@dataclass(frozen=True)
class Planted:
    """A fault. rule: the one of ours that has to see it.  seen: by which others, as measured."""

    name: str
    plant: Callable[[Bundle], object]
    rule: str
    seen: frozenset[str] = frozenset()


def sound(release: str = "R4B") -> Bundle:
    """The sample's bundle without a fault."""
    made = target("fhir" if release == "R4B" else "fhir-r5").make(sample.study(), ACCEPTED)
    return json.loads(made[NAME])  # type: ignore[no-any-return]


def planted(fault: Planted, release: str = "R4B") -> bytes:
    """The sample's bundle with the fault in it."""
    bundle = sound(release)
    fault.plant(bundle)
    return json.dumps(bundle).encode()


def of(bundle: Bundle, kind: str, at: int = 0) -> Any:
    """A resource of the bundle."""
    return [one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == kind][at]


def entry_of(bundle: Bundle, kind: str, at: int = 0) -> Any:
    """An entry of the bundle."""
    return [one for one in bundle["entry"] if one["resource"]["resourceType"] == kind][at]


def _drop(bundle: Bundle, kind: str) -> None:
    bundle["entry"] = [one for one in bundle["entry"] if one["resource"]["resourceType"] != kind]


def _without_people(bundle: Bundle) -> None:
    for one in bundle["entry"]:
        if one["resource"]["resourceType"] == "Provenance":
            one["resource"].pop("signature", None)
            one["resource"]["agent"] = [a for a in one["resource"]["agent"] if "role" not in a]
            one["resource"]["agent"] = one["resource"]["agent"] or [
                {"who": {"reference": entry_of(bundle, "Device")["fullUrl"]}}
            ]


def _end_before_start(bundle: Bundle) -> None:
    event = of(bundle, "AdverseEvent")
    period = event.get("occurrencePeriod") or event["extension"][0]["valuePeriod"]
    period["end"] = "2026-03-01"


def _answered(bundle: Bundle, kind: str) -> Any:
    """The first answer of that kind."""
    responses = [
        one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == "QuestionnaireResponse"
    ]
    return next(a for one in responses for item in one["item"] for a in item.get("answer", ()) if kind in a)


def _p(name: str, rule: str, plant: Callable[[Bundle], object], *seen: str) -> Planted:
    return Planted(name, plant, f"fhir-{rule}", frozenset(seen))


LIBRARY, NPM, MEDPLUM, TYPES = "fhir.resources", "fhir", "medplum", "types"
FAULTS = (
    _p(
        "actuality outside its value set",
        "code",
        lambda b: of(b, "AdverseEvent").update(actuality="banana"),
        NPM,
        TYPES,
    ),
    _p("outcome outside its list", "binding", lambda b: _code(of(b, "AdverseEvent"), "outcome", "cured"), NPM),
    _p("seriousness outside its list", "binding", lambda b: _code(of(b, "AdverseEvent"), "seriousness", "VERY")),
    _p("outcome of another system", "binding", lambda b: _system(of(b, "AdverseEvent"), "outcome"), NPM),
    _p("serious without a criterion", "seriousness", lambda b: of(b, "AdverseEvent", 1).pop("extension")),
    _p("fatal without the criterion of death", "fatal", lambda b: _code(of(b, "AdverseEvent"), "outcome", "fatal")),
    _p(
        "event without its subject",
        "required",
        lambda b: of(b, "AdverseEvent").pop("subject"),
        LIBRARY,
        MEDPLUM,
        NPM,
        TYPES,
    ),
    _p("event without a study", "required", lambda b: of(b, "AdverseEvent").pop("study")),
    _p(
        "enrolment without a status",
        "required",
        lambda b: of(b, "ResearchSubject").pop("status"),
        LIBRARY,
        MEDPLUM,
        NPM,
        TYPES,
    ),
    _p(
        "date of another form",
        "date",
        lambda b: of(b, "AdverseEvent").update(recordedDate="04/03/2026"),
        LIBRARY,
        MEDPLUM,
    ),
    _p(
        "day that no month has",
        "date",
        lambda b: of(b, "AdverseEvent").update(detected="2026-02-30T09:00:00Z"),
        LIBRARY,
        MEDPLUM,
    ),
    _p(
        "instant without an offset",
        "date",
        lambda b: of(b, "Provenance").update(recorded="2026-04-02T12:02:00"),
        LIBRARY,
        MEDPLUM,
    ),
    _p("end before start", "period", _end_before_start),
    _p("recorded before the visit", "recorded", lambda b: of(b, "Provenance").update(recorded="2020-01-01T00:00:00Z")),
    _p("reference to nothing", "reference", lambda b: _drop(b, "DocumentReference")),
    _p("reference without a target", "reference", lambda b: of(b, "Provenance")["agent"][0]["who"].pop("reference")),
    _p(
        "reference to another type",
        "reference-type",
        lambda b: of(b, "AdverseEvent")["subject"].update(reference=entry_of(b, "Device")["fullUrl"]),
    ),
    _p("the same resource twice", "twice", lambda b: b["entry"].append(entry_of(b, "AdverseEvent")), MEDPLUM),
    _p("URL that is no UUID", "full-url", lambda b: entry_of(b, "Provenance").update(fullUrl="urn:uuid:1")),
    _p(
        "request that makes a second one",
        "request",
        lambda b: entry_of(b, "AdverseEvent").update(request={"method": "POST", "url": "AdverseEvent"}),
    ),
    _p(
        "request without a method",
        "request",
        lambda b: entry_of(b, "AdverseEvent")["request"].pop("method"),
        LIBRARY,
        MEDPLUM,
        NPM,
    ),
    _p(
        "element that FHIR does not have",
        "not-written",
        lambda b: of(b, "AdverseEvent").update(mood="low"),
        LIBRARY,
        MEDPLUM,
        NPM,
        TYPES,
    ),
    _p("birth date", "not-written", lambda b: of(b, "Patient").update(birthDate="1970-01-01")),
    _p(
        "narrative",
        "not-written",
        lambda b: of(b, "AdverseEvent").update(
            text={"status": "generated", "div": '<div xmlns="http://www.w3.org/1999/xhtml">said</div>'}
        ),
    ),
    _p("transcript inside", "content", lambda b: _attachment(b).update(data="c2FpZA==")),
    _p("hash of half the length", "hash", lambda b: of(b, "DocumentReference")["identifier"][1].update(value="nih:ab")),
    _p("evidence without a time", "evidence", lambda b: _evidence(b).update(value="101-v1")),
    _p("evidence of another recording", "evidence", lambda b: _evidence(b).update(value="x#t=1,2&turn=1")),
    _p("accepted by nobody", "accepted", _without_people),
    _p("no origin", "provenance", lambda b: _drop(b, "Provenance")),
    _p("signature of somebody else", "signature", lambda b: of(b, "Provenance")["agent"].pop()),
    _p(
        "unit with another code", "quantity", lambda b: _answered(b, "valueQuantity")["valueQuantity"].update(code="kg")
    ),
    _p(
        "value as words",
        "quantity",
        lambda b: _answered(b, "valueQuantity")["valueQuantity"].update(value="high"),
        LIBRARY,
        MEDPLUM,
        NPM,
        TYPES,
    ),
    _p(
        "choice that is not offered",
        "answer",
        lambda b: _answered(b, "valueCoding")["valueCoding"].update(code="often"),
    ),
    _p(
        "item twice",
        "item",
        lambda b: of(b, "QuestionnaireResponse")["item"].append(of(b, "QuestionnaireResponse")["item"][0]),
    ),
    _p(
        "completed with answers lacking",
        "completed",
        lambda b: of(b, "QuestionnaireResponse").update(status="completed"),
    ),
    _p("form that is not there", "form", lambda b: of(b, "QuestionnaireResponse").update(questionnaire="urn:x|1")),
    _p(
        "MedDRA code without a version",
        "meddra",
        lambda b: _concept(of(b, "AdverseEvent")).update(
            coding=[{"system": "https://www.meddra.org", "code": "10019211"}]
        ),
    ),
    _p(
        "medicine in an unknown state",
        "code",
        lambda b: of(b, "MedicationStatement").update(status="maybe"),
        NPM,
        TYPES,
    ),
    _p("bundle that is no transaction", "bundle", lambda b: b.update(type="banana"), MEDPLUM, NPM),
)


def _concepts(event: Any, name: str) -> Any:
    return event[name][0] if isinstance(event[name], list) else event[name]


def _concept(event: Any) -> Any:
    return event.get("event") or event.get("code")


def _code(event: Any, name: str, code: str) -> None:
    _concepts(event, name)["coding"][0]["code"] = code


def _system(event: Any, name: str) -> None:
    _concepts(event, name)["coding"][0]["system"] = "http://example.org/outcomes"


def _attachment(bundle: Bundle) -> Any:
    return of(bundle, "DocumentReference")["content"][0]["attachment"]


def _evidence(bundle: Bundle) -> Any:
    return of(bundle, "Provenance")["entity"][0]["what"]["identifier"]
