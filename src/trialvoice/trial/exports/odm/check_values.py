"""Values against their items: type, length, list, range, unit, what has to be there, and what contradicts itself.

The schema sees none of this: to XSD every Value is a string. Files without metadata are held against the log forms,
which are the same in every study.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from trialvoice.trial.exports.odm.catalogue import log_groups
from trialvoice.trial.exports.odm.definitions import unit_oid
from trialvoice.trial.exports.odm.parsed import Datum, Parsed, data
from trialvoice.trial.exports.target import Fault
from trialvoice.trial.partial_dates import agree

_FORMS = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "float": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    "partialDate": re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"),
}
_CRITERIA = ("AESDTH", "AESLIFE", "AESHOSP", "AESDISAB", "AESCONG", "AESMIE")


@dataclass(frozen=True)
class Defined:
    """What the metadata say of an item. codes: None of one without a list."""

    type: str
    length: int | None
    codes: frozenset[str] | None
    units: frozenset[str]
    minimum: float | None
    maximum: float | None


def values(file: Parsed) -> Iterator[Fault]:
    """Faults of single values, then of rows."""
    known = _definitions(file) or _log_definitions()
    for one in data(file):
        if one.value is not None and one.item in known:
            yield from _value(file, one, known[one.item])
    yield from _flags(file)
    mandatory = _mandatory()
    for group in file.every("ItemGroupData"):
        row = {one.get("ItemOID", ""): one.get("Value") or file.text(one, "Value") or "" for one in group}
        kind = group.get("ItemGroupOID", "").partition(".")[2]
        for oid in mandatory.get(kind, ()):
            if not row.get(oid):
                yield file.fault(group, "odm-mandatory", f"{oid} is missing")
        if kind == "LOG.AE":
            yield from _event(file, group, {oid.rpartition(".")[2]: value for oid, value in row.items()})


def _value(file: Parsed, one: Datum, known: Defined) -> Iterator[Fault]:
    value = one.value or ""
    if not _of_type(value, known.type):
        yield file.fault(one.element, "odm-type", f"the value is no {known.type}")
        return
    if known.length is not None and len(value) > known.length:
        yield file.fault(one.element, "odm-length", f"the value is longer than {known.length}")
    if known.codes is not None and value not in known.codes:
        yield file.fault(one.element, "odm-codelist", "the value is not in the code list of its item")
    number = float(value) if known.type in ("integer", "float") else None
    low = known.minimum is not None and number is not None and number < known.minimum
    high = known.maximum is not None and number is not None and number > known.maximum
    if low or high:
        yield file.fault(one.element, "odm-range", "the value is out of the range of its item")
    reference = file.child(one.element, "MeasurementUnitRef")
    unit = None if reference is None else reference.get("MeasurementUnitOID")
    if unit is not None and unit not in known.units:
        yield file.fault(one.element, "odm-unit", "the value is in a unit that its item does not have")
    if unit is None and known.units and _whole(file):
        yield file.fault(one.element, "odm-unit", "the value has no unit")


def _of_type(value: str, kind: str) -> bool:
    if kind == "datetime":
        return moment(value) is not None
    if kind == "partialDate" and len(value) == 10 and moment(f"{value}T00:00:00Z") is None:
        return False
    return kind not in _FORMS or _FORMS[kind].fullmatch(value) is not None


def moment(text: str | None) -> datetime | None:
    """An xs:dateTime that names its offset, None of anything else."""
    try:
        at = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return at if at.tzinfo is not None and "T" in (text or "") else None


def _event(file: Parsed, group: etree._Element, row: dict[str, str]) -> Iterator[Fault]:
    """What contradicts itself in an adverse event."""
    met = [name for name in _CRITERIA if row.get(name) == "Y"]
    if (row.get("AESER") == "Y") != bool(met):
        yield file.fault(group, "odm-seriousness", "AESER and the criteria of seriousness contradict each other")
    start, end = row.get("AESTDAT"), row.get("AEENDAT")
    if start and end and not agree(start, end) and start > end:
        yield file.fault(group, "odm-dates", "the event ends before it starts")
    if row.get("AEONGO") == "Y" and (end or row.get("AEOUT") in ("RECOVERED/RESOLVED", "FATAL")):
        yield file.fault(group, "odm-outcome", "the event is ongoing, and has an end")
    if (row.get("AEOUT") == "FATAL") != (row.get("AESDTH") == "Y"):
        yield file.fault(group, "odm-outcome", "AEOUT and AESDTH contradict each other")


def _flags(file: Parsed) -> Iterator[Fault]:
    lists = {one.get("OID", ""): _codes(file, one) for one in file.every("CodeList")}
    for tag in ("FlagValue", "FlagType"):
        for flag in file.every(tag):
            if flag.text not in lists.get(flag.get("CodeListOID", ""), ()):
                yield file.fault(flag, "odm-codelist", "the flag is not in its code list")


def _whole(file: Parsed) -> bool:
    return bool(file.every("MeasurementUnit"))


def _definitions(file: Parsed) -> dict[str, Defined]:
    lists = {one.get("OID", ""): _codes(file, one) for one in file.every("CodeList")}
    made = {}
    for one in file.every("ItemDef"):
        bounds = {check.get("Comparator"): file.text(check, "CheckValue") for check in file.every("RangeCheck", one)}
        listed = file.child(one, "CodeListRef")
        length = one.get("Length", "")
        made[one.get("OID", "")] = Defined(
            type=one.get("DataType", "text"),
            length=int(length) if length.isdecimal() else None,
            codes=None if listed is None else lists.get(listed.get("CodeListOID", ""), frozenset()),
            units=frozenset(
                unit.get("MeasurementUnitOID", "") for unit in one.findall(f"{{{file.namespace}}}MeasurementUnitRef")
            ),
            minimum=_number(bounds.get("GE")),
            maximum=_number(bounds.get("LE")),
        )
    return made


def _log_definitions() -> dict[str, Defined]:
    return {
        item.oid: Defined(
            type=item.type,
            length=item.length,
            codes=frozenset(code for code, _ in item.codes.codes) if item.codes else None,
            units=frozenset({unit_oid(item.unit)} if item.unit else ()),
            minimum=None,
            maximum=None,
        )
        for group in log_groups().values()
        for item in group.items
    }


def _mandatory() -> dict[str, list[str]]:
    """LOG.AE → items that each of its rows has; a form of the study may be half filled."""
    return {
        group.oid.partition(".")[2]: [item.oid for item in group.items if item.required]
        for group in log_groups().values()
    }


def _codes(file: Parsed, one: etree._Element) -> frozenset[str]:
    return frozenset(item.get("CodedValue", "") for item in file.every("CodeListItem", one))


def _number(text: str | None) -> float | None:
    return float(text) if text and _FORMS["float"].fullmatch(text) else None
