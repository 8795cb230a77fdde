"""A dataset's file as its rules see it: rows by variable, each with its place in the file."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from trialvoice.trial.exports.sdtm.standard import Dataset, datasets
from trialvoice.trial.exports.target import Fault, Files

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """dataset: as the standard has it.  rows: those of the right width, with their numbers from 1."""

    file: str
    dataset: Dataset
    content: Mapping[str, Any]
    rows: tuple[tuple[int, Row], ...]

    @property
    def name(self) -> str:
        """AE, SUPPAE."""
        return self.dataset.name

    def fault(self, rule: str, text: str, *, row: int = 0, variable: str = "") -> Fault:
        """A fault at a row and a variable of it, or of the file as a whole."""
        place = " ".join(part for part in (f"row {row}" if row else "", variable) if part)
        return Fault(file=self.file, place=place or "file", rule=f"sdtm-{rule}", text=text)

    def has(self, variable: str) -> bool:
        """Whether the standard has that column."""
        return any(one.name == variable for one in self.dataset.variables)


def read(files: Files) -> tuple[dict[str, Table], list[Fault]]:
    """Datasets by name, and what is wrong with files that are none."""
    tables: dict[str, Table] = {}
    faults: list[Fault] = []
    for file in sorted(files):
        try:
            content = json.loads(files[file], parse_constant=_no_number)
        except (ValueError, RecursionError):
            faults.append(Fault(file=file, place="file", rule="sdtm-json", text="The file is not JSON of UTF-8."))
            continue
        dataset = datasets().get(str(content.get("name"))) if isinstance(content, dict) else None
        if dataset is None or file != f"{dataset.name.lower()}.json":
            text = "The file is not a dataset known here under its own name."
            faults.append(Fault(file=file, place="/name", rule="sdtm-name", text=text))
            continue
        tables[dataset.name] = Table(file, dataset, content, tuple(_rows(content)))
    return tables, faults


def _no_number(_: str) -> None:
    raise ValueError("NaN and infinities are no JSON")


def _rows(content: Mapping[str, Any]) -> Iterator[tuple[int, Row]]:
    columns, rows = content.get("columns"), content.get("rows")
    if not isinstance(columns, list) or not isinstance(rows, list):
        return
    names = [str(one.get("name")) if isinstance(one, dict) else "" for one in columns]
    for number, row in enumerate(rows, 1):
        if isinstance(row, list) and len(row) == len(names):
            yield number, dict(zip(names, row, strict=True))
