"""The export as read back from its files: the rows of its JSON, and beside them the cells of its CSVs."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from trialvoice.trial.exports.target import Fault, Files
from trialvoice.trial.exports.tidy.definitions import tables

OTHERS = ("dictionary.csv", "datapackage.json", "study.json", "study.schema.json")


@dataclass(frozen=True)
class ReadBack:
    """rows: of the JSON, by table.  cells: of the CSVs, their header first."""

    about: Mapping[str, Any]
    rows: Mapping[str, list[dict[str, Any]]]
    cells: Mapping[str, list[list[str]]]
    package: Mapping[str, Any]

    def by(self, table: str, column: str) -> dict[Any, dict[str, Any]]:
        """Rows of a table by a column of its key."""
        return {row[column]: row for row in self.rows[table]}

    def each(self, table: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Rows with their place."""
        for number, row in enumerate(self.rows[table], start=1):
            yield f"row {number}", row


def read_back(files: Files) -> ReadBack:
    """Raises ValueError and its kind, KeyError and TypeError where the files have not this export's form."""
    content = json.loads(files["study.json"])
    rows = {table.name: content["tables"][table.name] for table in tables()}
    for table in tables():
        for row in rows[table.name]:
            if row.keys() != {column.name for column in table.columns}:
                raise ValueError(table.name)
    return ReadBack(
        about=content["about"],
        rows=rows,
        cells={table.name: list(csv.reader(io.StringIO(files[table.file].decode()))) for table in tables()},
        package=json.loads(files["datapackage.json"]),
    )


def missing(files: Files) -> Iterator[Fault]:
    """Files that are not there, or that nothing describes."""
    expected = {*(table.file for table in tables()), *OTHERS}
    for name in sorted(expected - files.keys()):
        yield Fault(file=name, place="file", rule="file-missing", text="the file is not there")
    for name in sorted(files.keys() - expected):
        yield Fault(file=name, place="file", rule="file-unknown", text="no dictionary describes the file")
