"""Rows of a REDCap import file as they are sent: each under a name, without the marks against formulas."""

import csv
import io
import json
from collections.abc import Iterator

from trialvoice.core.records import Record
from trialvoice.trial.exports.redcap.records import KEY

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Sendable(Record):
    """One row. name: of its record, event, instrument and instance.  cells: what is not empty, the key included."""

    name: str
    record: str
    cells: dict[str, str]

    @property
    def content(self) -> bytes:
        """The same bytes for the same cells."""
        return json.dumps(self.cells, sort_keys=True, ensure_ascii=False).encode()


def sendable(records_csv: bytes) -> Iterator[Sendable]:
    """Rows of `records.csv`. An empty cell is not sent: REDCap would keep its value in any case."""
    for row in csv.DictReader(io.StringIO(records_csv.decode())):
        cells = {name: _as_said(value) for name, value in row.items() if value}
        name = " ".join(filter(None, (row[column] for column in KEY)))
        yield Sendable(name=name, record=row[KEY[0]], cells={column: row[column] for column in KEY} | cells)


def _as_said(value: str) -> str:
    """Without the ' that keeps a spreadsheet from taking text for a formula."""
    return value[1:] if value[:1] == "'" and value[1:2] in _FORMULA and value[1:2] else value
