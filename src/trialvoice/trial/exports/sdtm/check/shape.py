"""Whether a file is Dataset-JSON 1.1 with the columns of the standard: names, labels, types, order, widths."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from trialvoice.trial.exports.sdtm.check.table import Table
from trialvoice.trial.exports.sdtm.standard import Variable
from trialvoice.trial.exports.target import Fault

_FIELDS: dict[str, type] = {
    "datasetJSONCreationDateTime": str,
    "datasetJSONVersion": str,
    "fileOID": str,
    "dbLastModifiedDateTime": str,
    "originator": str,
    "sourceSystem": dict,
    "studyOID": str,
    "metaDataVersionOID": str,
    "itemGroupOID": str,
    "records": int,
    "name": str,
    "label": str,
    "columns": list,
    "rows": list,
}
_MOMENT = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|[+-]\d{2}:\d{2})", re.ASCII
)
_NAME = re.compile(r"[A-Z][A-Z0-9_]{0,7}", re.ASCII)


def shape_faults(table: Table) -> Iterator[Fault]:
    """Faults of the head, the columns and the rows' widths."""
    yield from _head(table)
    yield from _columns(table)
    yield from _widths(table)


def _head(table: Table) -> Iterator[Fault]:
    content = table.content
    for name, kind in _FIELDS.items():
        if not isinstance(content.get(name), kind) or isinstance(content.get(name), bool):
            yield table.fault("field", f"The field {name} is missing or of another type.", variable=f"/{name}")
    for name in sorted(set(content) - set(_FIELDS)):
        yield table.fault("field", "The file has a field that Dataset-JSON does not have.", variable=f"/{name}")
    if not re.fullmatch(r"1\.1(\.\d+)?", str(content.get("datasetJSONVersion")), re.ASCII):
        yield table.fault("version", "The version is not 1.1.", variable="/datasetJSONVersion")
    for name in ("datasetJSONCreationDateTime", "dbLastModifiedDateTime"):
        if not _MOMENT.fullmatch(str(content.get(name))):
            yield table.fault("moment", "The time is not one of ISO 8601 with its offset.", variable=f"/{name}")
    rows = content.get("rows")
    if isinstance(rows, list) and content.get("records") != len(rows):
        yield table.fault("records", f"The file says another number of records than its {len(rows)} rows.")
    for name, value in (("itemGroupOID", f"IG.{table.name}"), ("label", table.dataset.label)):
        if content.get(name) != value:
            yield table.fault("label", f"{name} is not {value}.", variable=f"/{name}")


def _columns(table: Table) -> Iterator[Fault]:
    columns = table.content.get("columns")
    columns = columns if isinstance(columns, list) else []
    found = [one if isinstance(one, dict) else {} for one in columns]
    names, wanted = [one.get("name") for one in found], [one.name for one in table.dataset.variables]
    if names != wanted:
        missing = ", ".join(name for name in wanted if name not in names) or "none"
        yield table.fault("columns", f"The columns are not those of the standard in its order; missing: {missing}.")
    known = {one.name: one for one in table.dataset.variables}
    for at, one in enumerate(found):
        for text in _column(table, one, known.get(str(one.get("name")))):
            yield table.fault("column", text, variable=f"/columns/{at}")


def _column(table: Table, found: Mapping[str, Any], known: Variable | None) -> Iterator[str]:
    name, label = str(found.get("name")), str(found.get("label"))
    if not _NAME.fullmatch(name):
        yield "A variable's name has to have eight capital letters and digits at most."
    if not 1 <= len(label) <= 40:
        yield "A label has to have 1 to 40 characters."
    if known is None:
        yield "The standard has no such variable in this dataset."
        return
    keys = table.dataset.keys
    wanted = {
        "itemOID": f"IT.{table.name}.{known.name}",
        "label": known.label,
        "dataType": known.type,
        "length": known.length or None,
        "keySequence": keys.index(known.name) + 1 if known.name in keys else None,
    }
    for field, value in wanted.items():
        if found.get(field) != value:
            yield f"{field} of {known.name} is not {value}."


def _widths(table: Table) -> Iterator[Fault]:
    columns, rows = table.content.get("columns"), table.content.get("rows")
    if isinstance(columns, list) and isinstance(rows, list):
        for number, row in enumerate(rows, 1):
            if not isinstance(row, list) or len(row) != len(columns):
                yield table.fault("width", f"The row does not have {len(columns)} values.", row=number)
