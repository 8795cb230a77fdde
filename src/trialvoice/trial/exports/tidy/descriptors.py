"""The data dictionary as a Frictionless data package of the CSVs, and as a JSON schema of the JSON."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from trialvoice.trial.exports.tidy.definitions import Column, Row, Table, tables

_MOMENT = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\+\d{2}:\d{2}|-\d{2}:\d{2}|Z)$"
_PARTIAL = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
PATTERNS = {"datetime": _MOMENT, "partial_date": _PARTIAL, "date": r"^\d{4}-\d{2}-\d{2}$"}
_FRICTIONLESS = {"text": "string", "partial_date": "string", "datetime": "string"}
"""A time keeps its offset in a string with a pattern: the standard's datetime has none."""
_JSON = {"text": "string", "partial_date": "string", "datetime": "string", "date": "string"}


def datapackage(of: Row, csvs: Mapping[str, bytes]) -> dict[str, Any]:
    """The descriptor: schemas with keys and references, and the size and SHA-256 of each file."""
    return {
        "profile": "tabular-data-package",
        "name": re.sub(r"[^a-z0-9._-]+", "-", str(of["study"]).lower()),
        "title": of["title"],
        "created": of["as_of"],
        "resources": [_resource(table, csvs[table.file]) for table in tables()],
    }


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": table.file,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "fields": list(one.columns),
                    "reference": {"resource": one.table, "fields": list(one.there)},
                }
                for one in table.references
            ],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    if column.type != "date" and (pattern := column.pattern or PATTERNS.get(column.type)):
        constraints["pattern"] = pattern
    for name in ("minimum", "maximum"):
        if (bound := getattr(column, name)) is not None:
            constraints[name] = _bound(column, bound)
    made = {
        "name": column.name,
        "type": _FRICTIONLESS.get(column.type, column.type),
        "title": column.meaning,
        "constraints": constraints,
    }
    return made | ({"unit": column.unit} if column.unit else {})


def json_schema() -> dict[str, Any]:
    """Of `study.json`. Keys and references are beyond it; the data package has them."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tables of a reviewed study",
        "type": "object",
        "additionalProperties": False,
        "required": ["about", "tables"],
        "properties": {"about": _about(), "tables": _closed({table.name: _rows(table) for table in tables()})},
    }


def _about() -> dict[str, Any]:
    text = {"type": "string", "minLength": 1}
    return _closed(
        {
            **dict.fromkeys(("study", "title", "drug", "indication", "code_version"), text),
            "as_of": {"type": "string", "pattern": _MOMENT},
            "last_act": {"type": "integer", "minimum": 0},
            "study_sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "statuses": {"type": "array", "uniqueItems": True, "items": {"enum": _statuses()}},
        }
    )


def _statuses() -> list[str]:
    found = next(table for table in tables() if table.name == "findings")
    return list(next(column for column in found.columns if column.name == "status").values)


def _closed(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": dict(properties),
    }


def _rows(table: Table) -> dict[str, Any]:
    row = _closed({column.name: _cell(column) for column in table.columns})
    return {"type": "array", "title": table.title, "items": row}


def _cell(column: Column) -> dict[str, Any]:
    kind = _JSON.get(column.type, column.type)
    made: dict[str, Any] = {"title": column.meaning, "type": kind if column.required else [kind, "null"]}
    if kind == "string" and column.required:
        made["minLength"] = 1
    if column.values:
        made["enum"] = [*column.values, *([] if column.required else [None])]
    if pattern := column.pattern or PATTERNS.get(column.type):
        made["pattern"] = pattern
    if column.type == "date":
        made["format"] = "date"
    for name in ("minimum", "maximum"):
        if (bound := getattr(column, name)) is not None:
            made[name] = _bound(column, bound)
    return made


def _bound(column: Column, bound: float) -> float:
    return int(bound) if column.type == "integer" else bound
