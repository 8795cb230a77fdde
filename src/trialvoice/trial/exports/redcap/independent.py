"""A validator that is not ours: Frictionless, on a schema made of the data dictionary as it stands in its file."""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from trialvoice.trial.exports.redcap.project import COMPLETE
from trialvoice.trial.exports.redcap.read_back import FILES, Known, ReadBack, read_back
from trialvoice.trial.exports.redcap.records import KEY
from trialvoice.trial.exports.redcap.written import DICTIONARY, EVENTS, HEADER, MAPPINGS, RECORDS, REPEATING
from trialvoice.trial.exports.target import Fault, Files

_TYPES = {"integer": "integer", "number": "number", "date_ymd": "date"}
_REDCAP_NAME = {"required": True, "pattern": "[a-z][a-z0-9_]{0,25}"}


def by_frictionless(files: Files) -> Iterator[Fault]:
    """Types, choices, ranges, keys and references of all files. It knows nothing of instances or of meaning."""
    from frictionless import FrictionlessException, Package

    try:
        read = read_back(files)
    except (KeyError, ValueError, csv.Error):
        yield Fault(file=DICTIONARY, place="file", rule="unreadable", text="the files have not this export's form")
        return
    with tempfile.TemporaryDirectory() as folder:
        for name in FILES:
            (Path(folder) / name).write_bytes(files[name])
        try:
            report = Package.from_descriptor({"resources": _resources(read)}, basepath=folder).validate()
        except FrictionlessException as error:
            yield Fault(file=DICTIONARY, place="file", rule=error.error.type, text=error.error.title)
            return
    for task in report.tasks:
        for broken in task.errors:
            described = broken.to_descriptor()
            at = [str(described[name]) for name in ("rowNumber", "fieldName") if name in described]
            yield Fault(file=str(task.place), place=", ".join(at) or "file", rule=broken.type, text=broken.title)


def _resources(read: ReadBack) -> list[dict[str, Any]]:
    text: dict[str, Any] = {"type": "string"}
    dictionary = [{"name": HEADER[0], "type": "string", "constraints": {**_REDCAP_NAME, "unique": True}}]
    dictionary += [{"name": name, **text} for name in HEADER[1:]]
    events = ("event_name", "arm_num", "day_offset", "offset_min", "offset_max", "unique_event_name")
    to_events = {"resource": "events", "fields": ["unique_event_name"]}
    return [
        _resource("data_dictionary", DICTIONARY, dictionary),
        _resource("events", EVENTS, [{"name": name, **text} for name in events], ["unique_event_name"]),
        _resource(
            "mappings",
            MAPPINGS,
            [{"name": name, **text} for name in ("arm_num", "unique_event_name", "form")],
            ["unique_event_name", "form"],
            [{"fields": ["unique_event_name"], "reference": to_events}],
        ),
        _resource(
            "repeating",
            REPEATING,
            [{"name": name, **text} for name in ("event_name", "form_name", "custom_form_label")],
            references=[{"fields": ["event_name"], "reference": to_events}],
        ),
        _resource(
            "records",
            RECORDS,
            _fields(read),
            list(KEY),
            [{"fields": ["redcap_event_name"], "reference": to_events}],
        ),
    ]


def _resource(
    name: str, path: str, fields: list[dict[str, Any]], key: Sequence[str] = (), references: Sequence[Any] = ()
) -> dict[str, Any]:
    schema = {"fields": fields, "missingValues": [""], "primaryKey": list(key), "foreignKeys": list(references)}
    return {"name": name, "type": "table", "path": path, "scheme": "file", "format": "csv", "schema": schema}


def _fields(read: ReadBack) -> list[dict[str, Any]]:
    """In the order of the file's header, so that a column of another name has none."""
    described = {column: _of(field) for field in read.fields for column in field.columns}
    described |= {form + COMPLETE: _enum(("0", "1", "2")) for form in {field.form for field in read.fields}}
    described |= {
        "record_id": {"type": "string", "constraints": {"required": True}},
        "redcap_event_name": {"type": "string", "constraints": {"required": True}},
        "redcap_repeat_instrument": {"type": "string"},
        "redcap_repeat_instance": {"type": "integer", "constraints": {"minimum": 1}},
    }
    there = [{"name": name, **described[name]} for name in read.header if name in described]
    return there + [{"name": name, **one} for name, one in described.items() if name not in read.header]


def _of(field: Known) -> dict[str, Any]:
    if field.type == "checkbox":
        return _enum(("0", "1"))
    if field.codes:
        return _enum(field.codes)
    kind = _TYPES.get(field.validation, "string")
    bounds = {"minimum": field.low, "maximum": field.high} if kind in ("integer", "number") else {}
    made = {name: int(bound) if kind == "integer" else bound for name, bound in bounds.items() if bound is not None}
    return {"type": kind, "constraints": made}


def _enum(values: Sequence[str]) -> dict[str, Any]:
    return {"type": "string", "constraints": {"enum": list(values)}}
