"""Datasets as files of Dataset-JSON 1.1: a line for each column and each row, so that two files can be compared."""

import json
from collections.abc import Sequence

from trialvoice.trial.exports.sdtm.dates import moment
from trialvoice.trial.exports.sdtm.observation import Cell
from trialvoice.trial.exports.sdtm.standard import Dataset, Variable, version
from trialvoice.trial.record.reviewed import ReviewedStudy

Row = dict[str, Cell]
VERSION = "1.1.0"


def dataset_json(study: ReviewedStudy, dataset: Dataset, rows: Sequence[Row]) -> bytes:
    """Rows in the order of the dataset's keys; what a row lacks is null."""
    head = {
        "datasetJSONCreationDateTime": moment(study.as_of),
        "datasetJSONVersion": VERSION,
        "fileOID": f"{study.study.study.id}.{dataset.name}.{study.last_act}",
        "dbLastModifiedDateTime": moment(study.as_of),
        "originator": "trialvoice",
        "sourceSystem": {"name": "trialvoice", "version": study.code_version},
        "studyOID": study.study.study.id,
        "metaDataVersionOID": f"MDV.SDTMIG.3.4.{version()}",
        "itemGroupOID": f"IG.{dataset.name}",
        "records": len(rows),
        "name": dataset.name,
        "label": dataset.label,
    }
    columns = [column(dataset, one) for one in dataset.variables]
    ordered = sorted(rows, key=lambda row: sort_key(dataset, row))
    lines = [f"{_json(name)}: {_json(value)}," for name, value in head.items()]
    lines += ['"columns": [', ",\n".join(_json(one) for one in columns), "],"]
    cells = [_json([row.get(one.name) for one in dataset.variables]) for row in ordered]
    lines += ['"rows": [', *([",\n".join(cells)] if cells else []), "]"]
    return ("{\n" + "\n".join(lines) + "\n}\n").encode()


def column(dataset: Dataset, variable: Variable) -> dict[str, str | int]:
    """A column's metadata. Dates are strings, since Dataset-JSON's date types have no partial dates."""
    made: dict[str, str | int] = {
        "itemOID": f"IT.{dataset.name}.{variable.name}",
        "name": variable.name,
        "label": variable.label,
        "dataType": variable.type,
    }
    if variable.length:
        made["length"] = variable.length
    if variable.name in dataset.keys:
        made["keySequence"] = dataset.keys.index(variable.name) + 1
    return made


def sort_key(dataset: Dataset, row: Row) -> tuple[tuple[int, float, str], ...]:
    """Values of the keys, what is missing first, numbers by size."""
    return tuple(_place(row.get(name), as_number=name == "IDVARVAL") for name in dataset.keys)


def _place(value: Cell, *, as_number: bool) -> tuple[int, float, str]:
    if value is None:
        return (0, 0.0, "")
    if isinstance(value, int | float):
        return (1, value, "")
    return (1, float(value), "") if as_number and value.isascii() and value.isdigit() else (1, 0.0, value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
