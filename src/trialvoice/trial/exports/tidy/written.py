"""The files: a CSV for each table, all of them as one JSON, and the data dictionary in three forms."""

import json

from trialvoice.core.findings import Status
from trialvoice.trial.csv_bytes import csv_bytes
from trialvoice.trial.exports.tidy.definitions import Cell, Column, Row, Table, Tables, tables
from trialvoice.trial.exports.tidy.descriptors import datapackage, json_schema
from trialvoice.trial.exports.tidy.finding_rows import evidence, findings, of_kinds
from trialvoice.trial.exports.tidy.followed_rows import adverse_events, medications
from trialvoice.trial.exports.tidy.review_rows import decisions, queries, signatures
from trialvoice.trial.exports.tidy.visit_rows import forms, items, moment, subjects, visits
from trialvoice.trial.record.followed import followed_events, followed_medicines
from trialvoice.trial.record.reviewed import ReviewedStudy

DICTIONARY = {
    "table": "Table",
    "file": "File of the table",
    "column": "Column",
    "type": "Type",
    "unit": "Unit",
    "allowed": "Values allowed, range or pattern",
    "codelist": "Codelist of CDISC's with its NCI code",
    "required": "Whether it is never empty",
    "key": "Whether it is part of the table's key",
    "references": "Table and column in which it is looked up",
    "meaning": "Meaning",
}


def make(study: ReviewedStudy, statuses: frozenset[Status]) -> dict[str, bytes]:
    """Every file of the export."""
    return files_of(about(study, statuses), rows(study, statuses))


def about(study: ReviewedStudy, statuses: frozenset[Status]) -> Row:
    """What the export is of."""
    return {
        "study": study.study.study.id,
        "title": study.study.study.title,
        "drug": study.study.study.drug,
        "indication": study.study.study.indication,
        "as_of": moment(study.as_of),
        "last_act": study.last_act,
        "study_sha256": study.study_sha256,
        "code_version": study.code_version,
        "statuses": sorted(statuses),
    }


def rows(study: ReviewedStudy, statuses: frozenset[Status]) -> Tables:
    """The rows of all tables, in the order of their definitions."""
    events = followed_events(study, statuses)
    medicines = followed_medicines(study, statuses)
    made = {
        "subjects": list(subjects(study, events)),
        "visits": list(visits(study, statuses)),
        "findings": list(findings(study, statuses, events, medicines)),
        "adverse_events": list(adverse_events(study, events)),
        "medications": list(medications(study, medicines)),
        **of_kinds(study, statuses),
        "items": list(items(study.study)),
        "forms": list(forms(study, statuses)),
        "evidence": list(evidence(study, statuses)),
        "decisions": list(decisions(study, statuses)),
        "queries": list(queries(study, statuses)),
        "signatures": list(signatures(study, statuses)),
    }
    return {table.name: [_ordered(table, row) for row in made[table.name]] for table in tables()}


def files_of(of: Row, made: Tables) -> dict[str, bytes]:
    """The files of rows that are there already. of: what the export is of."""
    csvs = {table.file: _csv(table, made[table.name]) for table in tables()}
    return {
        **csvs,
        "dictionary.csv": dictionary_csv(),
        "datapackage.json": json_bytes(datapackage(of, csvs)),
        "study.json": json_bytes({"about": of, "tables": made}),
        "study.schema.json": json_bytes(json_schema()),
    }


def json_bytes(value: object) -> bytes:
    """JSON to be read by people too."""
    return json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def dictionary_csv() -> bytes:
    """One row a column."""
    return csv_bytes(DICTIONARY, [_described(table, column) for table in tables() for column in table.columns])


def _described(table: Table, column: Column) -> dict[str, object]:
    references = [f"{one.table}.{'+'.join(one.there)}" for one in table.references if column.name in one.columns]
    bounds = [
        f"{word} {bound:g}" for word, bound in (("from", column.minimum), ("to", column.maximum)) if bound is not None
    ]
    return {
        "table": table.name,
        "file": table.file,
        "column": column.name,
        "type": column.type,
        "unit": column.unit,
        "allowed": " | ".join(column.values) or " ".join(bounds) or column.pattern,
        "codelist": column.codelist,
        "required": "yes" if column.required else "no",
        "key": "yes" if column.name in table.key else "no",
        "references": " ".join(references),
        "meaning": column.meaning,
    }


def _ordered(table: Table, row: Row) -> Row:
    assert row.keys() == {column.name for column in table.columns}, f"a row of {table.name} has other columns"
    return {column.name: row[column.name] for column in table.columns}


def _csv(table: Table, made: list[Row]) -> bytes:
    columns = {column.name: column.meaning for column in table.columns}
    return csv_bytes(columns, [{name: _written(cell) for name, cell in row.items()} for row in made])


def _written(cell: Cell) -> str:
    """A cell of CSV: arrays and objects as JSON, true and false, numbers without needless zeros."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return f"{cell:.10g}"
    return json.dumps(cell, ensure_ascii=False)
