"""What the study knows of its subjects: the roster file, which stays in the private zone.

    subject,type,value,gender
    104-022,NAME,Danuta Kowalczyk,female
    104-022,DATE,1962-03-14
    ,NAME,Dr Petra Lindqvist

A line without a subject holds for all. The values are identifiers, so no error shows one.
"""

import csv
import stat
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field

from trialvoice.core.errors import StudyError
from trialvoice.core.records import Record, Speech

KnownType = Literal["NAME", "DATE", "PHONE", "EMAIL", "ID", "ADDRESS", "ORGANISATION"]
Gender = Literal["female", "male"]

_COLUMNS = ("subject", "type", "value")
_OPTIONAL = ("gender",)
_DIGITS = 3  # a number with fewer is found everywhere


class KnownValue(Record):
    """A value to look for, as somebody wrote it. A DATE is a birth date in ISO form."""

    type: KnownType
    value: Speech
    gender: Gender | None = None


class Roster(Record):
    """The lines of a roster: subject, or "" for all, and value."""

    lines: Annotated[tuple[tuple[str, KnownValue], ...], Field(repr=False)] = ()

    def of(self, subject: str) -> tuple[KnownValue, ...]:
        """What is known of a subject, and what holds for all."""
        return tuple(known for whose, known in self.lines if whose in ("", subject))


def load_roster(path: Path) -> Roster:
    """Read and check a roster file.

    Raises StudyError TV121 (cannot be read), TV122 (open to other users), TV123 (columns are wrong),
    TV124 (a value is wrong). The path is named, values never are.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_IMODE(mode) & 0o077:
            raise StudyError(
                "TV122",
                "the roster can be read by other users",
                place=str(path),
                remedy=f"run: chmod 600 {path}",
            )
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            _check_columns(tuple(reader.fieldnames or ()), path)
            return Roster(lines=tuple(_line(row, f"{path} line {reader.line_num}") for row in reader))
    except (OSError, UnicodeDecodeError, csv.Error):
        raise StudyError(
            "TV121",
            "the roster cannot be read",
            place=str(path),
            remedy="put it where [deidentify] roster says, saved as CSV in UTF-8",
        ) from None


def _check_columns(columns: tuple[str, ...], path: Path) -> None:
    wrong = [f"{name!r} is missing" for name in _COLUMNS if name not in columns]
    wrong += [f"{place} is not known" for place, name in enumerate(columns, 1) if name not in (*_COLUMNS, *_OPTIONAL)]
    if wrong:
        raise StudyError(
            "TV123",
            f"the column {wrong[0]}",
            place=f"{path} line 1",
            remedy=f"use the columns {', '.join((*_COLUMNS, *_OPTIONAL))}",
        )


def _line(row: Mapping[str | None, str | list[str] | None], place: str) -> tuple[str, KnownValue]:
    if None in row:
        raise _wrong("value", place, "a value with a comma in quotes")
    cells = {name: cell.strip() for name, cell in row.items() if name and isinstance(cell, str)}
    kind = next((one for one in get_args(KnownType) if one == cells.get("type")), None)
    if kind is None:
        raise _wrong("type", place, f"one of {', '.join(get_args(KnownType))}")
    gender = next((one for one in get_args(Gender) if one == cells.get("gender")), None)
    if cells.get("gender") and gender is None:
        raise _wrong("gender", place, f"{' or '.join(get_args(Gender))}, or nothing")
    value = cells.get("value", "")
    _check_value(kind, value, place)
    return cells.get("subject", ""), KnownValue(type=kind, value=value, gender=gender)


def _check_value(kind: KnownType, value: str, place: str) -> None:
    if kind == "DATE":
        try:
            date.fromisoformat(value)
        except ValueError:
            raise _wrong("value", place, "the birth date as year-month-day, such as 1962-03-14") from None
    elif kind in ("PHONE", "ID") and sum(c.isalnum() for c in value) < _DIGITS:
        raise _wrong("value", place, f"{_DIGITS} letters or digits or more")
    elif kind == "EMAIL" and "@" not in value:
        raise _wrong("value", place, "an e-mail address")
    elif len(value) < 2:
        raise _wrong("value", place, "two letters or more")


def _wrong(column: str, place: str, remedy: str) -> StudyError:
    return StudyError("TV124", f"{column} is wrong", place=place, remedy=f"write {remedy}")
