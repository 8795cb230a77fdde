"""CDISC's names and codelists: whether a study file's forms keep to them, and an adverse event in their terms.

Only the lists of `cdisc.toml` are known here. What is not in them draws a warning, not an error: a sponsor may have
terms of its own, and the terminology grows every quarter.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from trialvoice.core.findings import AdverseEvent
from trialvoice.core.study import Form, Item, Study

_VARIABLE = re.compile(r"(?:(?P<test>[A-Z][A-Z0-9]{0,7})_)?(?P<domain>[A-Z]{2})(?P<name>[A-Z]+)")


def cdisc_warnings(study: Study) -> tuple[str, ...]:
    """A sentence with a code for each item that does not keep to the names and lists known here.

    TV162: a variable that CDASH or SDTM does not have.  TV163: a test that is not in VSTESTCD.
    TV164: a unit that is not in its list.  TV165: a choice that is not in the variable's list.
    """
    return tuple(text for form in study.forms for item in form.items for text in _of_item(form, item))


def sdtm_of(event: AdverseEvent) -> dict[str, str]:
    """SDTM variables of an adverse event with values of their codelists; what was not stated is left out or UNKNOWN.

    A death is FATAL whatever else was said. AESER and the criteria are Y or N, as stated so far.
    """
    terms = _lists()["adverse_event"]
    made = {
        "AETERM": event.term,
        "AESEV": terms["severity"].get(event.severity, ""),
        "AEOUT": "FATAL" if "death" in event.criteria else terms["outcome"][event.outcome],
        "AEACN": terms["action"][event.action],
        "AESER": "Y" if event.serious else "N",
        **{name: "Y" for criterion, name in _CRITERIA.items() if criterion in event.criteria},
        "AESTDTC": event.onset_date or "",
        "AEENDTC": event.end_date or "",
    }
    return {name: value for name, value in made.items() if value}


def cdisc_hash() -> dict[str, str]:
    """The lists' SHA-256, for the identity of a run."""
    return {"cdisc": hashlib.sha256(_raw()).hexdigest()}


_CRITERIA = {
    "death": "AESDTH",
    "life_threatening": "AESLIFE",
    "hospitalisation": "AESHOSP",
    "disability": "AESDISAB",
    "congenital_anomaly": "AESCONG",
    "important_medical_event": "AESMIE",
}


def _of_item(form: Form, item: Item) -> Iterator[str]:
    place = f"study.toml: {form.id}.{item.id}"
    parts = _VARIABLE.fullmatch(item.cdash or "")
    if item.cdash and not _is_variable(item.cdash, parts):
        yield f"{place}: {item.cdash!r} is no variable of CDASH or SDTM; correct `cdash`, or leave it out [TV162]"
    vital = parts is not None and parts["domain"] == "VS"
    test = parts["test"] if parts is not None else None
    if vital and test and test not in _values("VSTESTCD"):
        yield f"{place}: {test!r} is not in the codelist VSTESTCD; name the test as the list does [TV163]"
    yield from (f"{place}: {text}" for text in _of_unit(item, "VSRESU" if vital else "UNIT"))
    yield from (f"{place}: {text}" for text in _of_choices(item, parts))


def _is_variable(name: str, parts: re.Match[str] | None) -> bool:
    lists = _lists()
    if name in lists["named"]:
        return True
    return parts is not None and parts["domain"] in lists["domains"] and parts["name"] in lists["variables"]


def _of_unit(item: Item, codelist: str) -> Iterator[str]:
    """UNIT may be extended: "joints" and "drinks/week" are counted as they are, "tablets" has a value in the list."""
    if item.cdash is None or item.unit is None or item.unit in _values(codelist):
        return
    known = _lists()["written"].get(item.unit.lower())
    if known or codelist != "UNIT":
        advice = f"write {known}" if known else "write it as the list does"
        yield f"the unit {item.unit!r} is not in the codelist {codelist}; {advice} [TV164]"


def _of_choices(item: Item, parts: re.Match[str] | None) -> Iterator[str]:
    if not item.choices or parts is None:
        return
    of_variable = _lists()["of_variable"]
    codelist = of_variable.get(parts["domain"] + parts["name"]) or of_variable.get(parts["name"])
    if codelist is None:
        return
    other = [choice for choice in item.choices if choice.upper() not in _values(codelist)]
    if other:
        advice = f"use one of {', '.join(_values(codelist))}"
        yield f"the choice {other[0]!r} is not in the codelist {codelist}; {advice} [TV165]"


def _values(codelist: str) -> tuple[str, ...]:
    return tuple(_lists()["codelists"][codelist]["values"])


@cache
def _raw() -> bytes:
    return (files("trialvoice.core") / "cdisc.toml").read_bytes()


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(_raw().decode())
