"""The codes, systems and rules of `bindings.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

ReleaseName = Literal["R4B", "R5"]
Json = dict[str, Any]
"""A resource, or a part of one, as FHIR's JSON has it."""


@cache
def bindings() -> dict[str, Any]:
    """All of the file."""
    return tomllib.loads((files("trialvoice.trial.exports.fhir") / "bindings.toml").read_text(encoding="utf-8"))


def code_system(name: str) -> str:
    """URI of a system of codes."""
    uri = bindings()["standard"][name]
    assert isinstance(uri, str)
    return uri


def extension_url(name: str) -> str:
    """URL of an extension."""
    url = bindings()["extensions"][name]
    assert isinstance(url, str)
    return url


def own_system(name: str, **parts: str) -> str:
    """URI of one of our own systems of identifiers, with the ids of the study and site that it is of."""
    system = bindings()["systems"][name]
    assert isinstance(system, str)
    return system.format(**parts)


def coded(system: str, code: str, display: str = "") -> Json:
    """A CodeableConcept with one coding of a system named in the file."""
    return {"coding": [{"system": code_system(system), "code": code, **({"display": display} if display else {})}]}


def quantity(value: float, unit: str) -> Json:
    """A Quantity, with UCUM's code where the unit is known."""
    code = bindings()["ucum"].get(unit)
    shown: Json = {"value": int(value) if value == int(value) else value, "unit": unit}
    return shown | ({"system": code_system("ucum"), "code": code} if code else {})
