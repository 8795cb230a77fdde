"""Our own rules on tables: types, allowed values, keys, references, and that CSV, JSON and dictionary agree."""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from trialvoice.trial.exports.target import Fault, Files
from trialvoice.trial.exports.tidy.definitions import Column, Table, tables
from trialvoice.trial.exports.tidy.read_back import ReadBack
from trialvoice.trial.exports.tidy.written import dictionary_csv

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PYTHON: dict[str, tuple[type, ...]] = {
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}


def of_tables(read: ReadBack, files: Files) -> Iterator[Fault]:
    """Every rule that the definitions state."""
    for table in tables():
        for number, row in enumerate(read.rows[table.name], start=1):
            for column in table.columns:
                yield from _of_cell(table, column, row[column.name], number)
        yield from _of_keys(table, read)
        yield from _of_references(table, read)
        yield from _of_csv(table, read)
    yield from _of_dictionary(read, files)


def _fault(table: Table, number: int | None, column: str, rule: str, text: str) -> Fault:
    place = f"row {number}, {column}" if number is not None else column
    return Fault(file=table.file, place=place, rule=rule, text=text)


def _of_cell(table: Table, column: Column, value: Any, number: int) -> Iterator[Fault]:
    if value is None or value == "":
        if column.required:
            yield _fault(table, number, column.name, "required", "the column is never to be empty")
        return
    if not _has_type(column, value):
        yield _fault(table, number, column.name, "type", f"the value is no {column.type.replace('_', ' ')}")
        return
    if column.values and value not in column.values:
        listed = f" of {column.codelist}" if column.codelist else ""
        yield _fault(table, number, column.name, "codelist", f"the value is none{listed} that is allowed")
    if column.pattern and not re.fullmatch(column.pattern, value):
        yield _fault(table, number, column.name, "pattern", "the value has not the form it is to have")
    low, high = column.minimum, column.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        yield _fault(table, number, column.name, "range", "the value is out of its range")


def _has_type(column: Column, value: Any) -> bool:
    if column.type in _PYTHON:
        return isinstance(value, _PYTHON[column.type]) and (column.type == "boolean" or not isinstance(value, bool))
    if not isinstance(value, str):
        return False
    match column.type:
        case "date":
            return len(value) == 10 and _is_date(value)
        case "partial_date":
            completed = value + "-01-01"[len(value) - len("2026") :]
            return bool(re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value)) and _is_date(completed)
        case "datetime":
            return _is_moment(value)
        case _:
            return True


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_moment(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _of_keys(table: Table, read: ReadBack) -> Iterator[Fault]:
    seen = set()
    for number, row in enumerate(read.rows[table.name], start=1):
        key = tuple(row[name] for name in table.key)
        if key in seen:
            yield _fault(table, number, "+".join(table.key), "key", "another row has the same key")
        seen.add(key)


def _of_references(table: Table, read: ReadBack) -> Iterator[Fault]:
    for reference in table.references:
        there = {tuple(row[name] for name in reference.there) for row in read.rows[reference.table]}
        for number, row in enumerate(read.rows[table.name], start=1):
            key = tuple(row[name] for name in reference.columns)
            if key not in there and set(key) != {None}:
                text = f"the table {reference.table} has no such row"
                yield _fault(table, number, "+".join(reference.columns), "reference", text)


def _of_csv(table: Table, read: ReadBack) -> Iterator[Fault]:
    header, *rows = read.cells[table.name] or [[]]
    if header != [column.name for column in table.columns]:
        yield _fault(table, 1, "header", "header", "the columns are not those of the dictionary")
        return
    if len(rows) != len(read.rows[table.name]):
        yield _fault(table, None, "rows", "csv-json", "CSV and JSON have not the same number of rows")
        return
    for number, (cells, row) in enumerate(zip(rows, read.rows[table.name], strict=True), start=1):
        for column, cell in zip(table.columns, cells, strict=False):
            if not _same(column, cell, row[column.name]):
                yield _fault(table, number, column.name, "csv-json", "CSV and JSON have not the same value")
            if cell.startswith(_FORMULA) and column.type in ("string", "text") and not _is_number(cell):
                yield _fault(table, number, column.name, "formula", "a spreadsheet would take the cell for a formula")
        if len(cells) != len(header):
            yield _fault(table, number, "row", "header", "the row has not as many cells as the header")


def _same(column: Column, cell: str, value: Any) -> bool:
    """Whether a cell of CSV is the JSON's value; text that looks like a formula has ' before it in CSV."""
    if value is None:
        return cell == ""
    if column.type in ("array", "object", "boolean"):
        return cell == json.dumps(value, ensure_ascii=False)
    if column.type in ("integer", "number") and not isinstance(value, str):
        return _is_number(cell) and abs(float(cell) - value) <= 1e-9 * max(1.0, abs(value))
    return cell in (value, f"'{value}" if str(value).startswith(_FORMULA) else value)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _of_dictionary(read: ReadBack, files: Files) -> Iterator[Fault]:
    if files["dictionary.csv"] != dictionary_csv():
        text = "the dictionary is not that of these tables"
        yield Fault(file="dictionary.csv", place="file", rule="dictionary", text=text)
    resources = {one.get("path"): one for one in read.package["resources"]}
    for table in tables():
        known = resources.get(table.file, {})
        if known.get("hash") != f"sha256:{hashlib.sha256(files[table.file]).hexdigest()}":
            text = "the file is not the one that the data package describes"
            yield Fault(file="datapackage.json", place=table.name, rule="hash", text=text)
