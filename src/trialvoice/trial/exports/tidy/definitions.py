"""The tables' definitions, from `tables.toml`: what every form of the data dictionary is made of."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from pydantic import ConfigDict

from trialvoice.core.records import Record

Type = Literal["string", "text", "integer", "number", "boolean", "date", "partial_date", "datetime", "array", "object"]
Cell = str | int | float | bool | list[Any] | dict[str, Any] | None
Row = dict[str, Cell]
Tables = dict[str, list[Row]]
"""Name of a table → its rows, each with every column; None where nothing is known."""


class Reference(Record):
    """A foreign key: columns here, and those of the table they are looked up in."""

    columns: tuple[str, ...]
    table: str
    there: tuple[str, ...]


class Column(Record):
    """One column. codelist: name and NCI code of a list of CDISC's.  values: what is allowed, if not everything."""

    model_config = ConfigDict(strict=False)

    name: str
    type: Type
    meaning: str
    required: bool = False
    values: tuple[str, ...] = ()
    codelist: str | None = None
    unit: str | None = None
    references: str | None = None
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None


class Table(Record):
    """One table. key: the columns that no two rows have alike."""

    name: str
    title: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """Name of its CSV."""
        return f"{self.name}.csv"

    @property
    def references(self) -> tuple[Reference, ...]:
        """Its foreign keys; `items.form+item` is one of two columns that are named alike here and there."""
        made = []
        for column in self.columns:
            if column.references:
                table, _, there = column.references.partition(".")
                names = tuple(there.split("+"))
                made.append(Reference(columns=names if len(names) > 1 else (column.name,), table=table, there=names))
        return tuple(made)


@cache
def tables() -> tuple[Table, ...]:
    """All tables, in the order of the file."""
    raw = tomllib.loads((files(__package__) / "tables.toml").read_text(encoding="utf-8"))
    own = raw["own"]
    return tuple(
        Table(
            name=name,
            title=made["title"],
            key=tuple(made["key"]),
            columns=tuple(
                _column(at, fields)
                for at, fields in {**{at: own[at] for at in made.get("own", ())}, **made["columns"]}.items()
            ),
        )
        for name, made in raw["tables"].items()
    )


def table(name: str) -> Table:
    """The table of that name."""
    return next(one for one in tables() if one.name == name)


def _column(name: str, fields: Mapping[str, Any]) -> Column:
    codelist = fields.get("codelist")
    if codelist is None:
        return Column.model_validate({"name": name, **fields})
    known = _codelists()[codelist]
    return Column.model_validate(
        {"name": name, **fields, "values": known["values"], "codelist": f"{codelist} ({known['code']})"}
    )


@cache
def _codelists() -> dict[str, Any]:
    raw = (files("trialvoice.core") / "cdisc.toml").read_text(encoding="utf-8")
    lists: dict[str, Any] = tomllib.loads(raw)["codelists"]
    return lists
