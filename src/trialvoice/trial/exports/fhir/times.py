"""Whether the dates of a bundle are dates, and stand in an order that can be."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from trialvoice.trial.exports.fhir.bindings import Json
from trialvoice.trial.exports.fhir.opened import Opened, walked
from trialvoice.trial.exports.target import Fault
from trialvoice.trial.partial_dates import agree, surely_after

_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_FULL = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
_PARTLY = ("start", "end")
_WHOLE = ("detected", "recordedDate", "dateAsserted", "authored", "recorded", "occurredDateTime", "when")


def dates(opened: Opened) -> Iterator[Fault]:
    """Dates as ISO 8601 and the calendar have them; those that a program wrote have a time and an offset."""
    for place, resource in opened.resources():
        for where, name, value in walked(resource, place):
            partly = name in _PARTLY or (name == "date" and resource["resourceType"] == "AdverseEvent")
            whole = name in _WHOLE or (name == "date" and resource["resourceType"] == "DocumentReference")
            if (partly and not (_is_partial(value) or _is_full(value))) or (whole and not _is_full(value)):
                yield opened.fault(where, "date", "this is no date of ISO 8601 with what it needs")


def order(opened: Opened) -> Iterator[Fault]:
    """An event ends after it begins and begins before it is told; a decision comes after the visit."""
    for place, resource in opened.resources("AdverseEvent"):
        for where, name, value in walked(resource, place):
            if name in ("valuePeriod", "occurrencePeriod") and isinstance(value, dict) and _is_reversed(value):
                yield opened.fault(where, "period", "the end is before the start")
        if _begins_late(resource):
            yield opened.fault(place, "onset", "the event begins after the visit at which it was told")
    for place, resource in opened.resources("Provenance"):
        told, decided = resource.get("occurredDateTime"), resource.get("recorded")
        if _is_full(told) and _is_full(decided) and _moment(told) > _moment(decided):
            yield opened.fault(f"{place}/recorded", "recorded", "it was recorded before the visit")


def _is_reversed(period: Json) -> bool:
    start, end = period.get("start"), period.get("end")
    if not (_is_partial(start) and _is_partial(end)):
        return False
    return not agree(start, end) and str(end) < str(start)


def _begins_late(resource: Json) -> bool:
    start = resource.get("date") or resource.get("occurrencePeriod", {}).get("start")
    told = resource.get("detected")
    return _is_partial(start) and _is_full(told) and surely_after(str(start), date.fromisoformat(str(told)[:10]))


def _is_partial(value: object) -> bool:
    if not isinstance(value, str) or not _PARTIAL.fullmatch(value):
        return False
    return _parses(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)


def _is_full(value: object) -> bool:
    return isinstance(value, str) and _FULL.fullmatch(value) is not None and _parses(value)


def _parses(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _moment(value: object) -> datetime:
    return datetime.fromisoformat(str(value))
