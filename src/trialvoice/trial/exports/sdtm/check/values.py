"""Whether each value may stand in its column: type, text, length, codelist, date; and whether rows are unique."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

from trialvoice.trial.exports.sdtm.check.table import Row, Table
from trialvoice.trial.exports.sdtm.standard import Variable
from trialvoice.trial.exports.sdtm.terms import codelist
from trialvoice.trial.exports.target import Fault

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?)?)?", re.ASCII)
_TYPES: dict[str, tuple[type, ...]] = {"string": (str,), "integer": (int,), "float": (int, float)}
_DATES = ("DTC", "ENTPT")


def value_faults(table: Table) -> Iterator[Fault]:
    """Faults of single values, then of rows beside each other."""
    for number, row in table.rows:
        for variable in table.dataset.variables:
            for rule, text in _of_value(variable, row.get(variable.name)):
                yield table.fault(rule, text, row=number, variable=variable.name)
        yield from _of_row(table, number, row)
    yield from _unique(table)
    yield from _ordered(table)


def is_date(value: object) -> bool:
    """Whether it is a date of the calendar in ISO 8601, as far as it is known."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        date(int(value[:4]), int(value[5:7] or 1), int(value[8:10] or 1))
    except ValueError:
        return False
    return "T" not in value or (value[11:13] < "24" and value[14:16] < "60" and (value[17:19] or "0") < "60")


def _of_value(variable: Variable, value: Any) -> Iterator[tuple[str, str]]:
    if value is None:
        if variable.core == "Req":
            yield "required", "A required value is missing."
        return
    if not isinstance(value, _TYPES[variable.type]) or isinstance(value, bool):
        yield "type", f"The value is no {variable.type}."
        return
    if isinstance(value, str):
        yield from _of_text(variable, value)
    if variable.codelist and value not in codelist(variable.codelist):
        yield "codelist", f"The value is not in the codelist {variable.codelist}."
    if variable.name.endswith(_DATES) and not is_date(value):
        yield "date", "The value is no date of ISO 8601."
    if variable.name.endswith("SEQ") and isinstance(value, int) and value < 1:
        yield "seq", "The number is less than 1."
    if variable.name.endswith("DY") and value == 0:
        yield "day-zero", "There is no study day 0."


def _of_text(variable: Variable, value: str) -> Iterator[tuple[str, str]]:
    if not value or value != value.strip() or any(unicodedata.category(one) in ("Cc", "Cs") for one in value):
        yield "text", "The text is empty, has blanks around it or control characters in it."
    if len(value) > variable.length:
        yield "length", f"The text has more than {variable.length} characters."


def _of_row(table: Table, number: int, row: Row) -> Iterator[Fault]:
    if table.has("DOMAIN") and row.get("DOMAIN") != table.name:
        yield table.fault("domain", f"DOMAIN is not {table.name}.", row=number, variable="DOMAIN")
    if row.get("STUDYID") != table.content.get("studyOID"):
        yield table.fault("study", "STUDYID is not the study of the file.", row=number, variable="STUDYID")


def _unique(table: Table) -> Iterator[Fault]:
    of: list[tuple[str, tuple[str, ...]]] = [("key", table.dataset.keys)]
    if table.has(f"{table.name}SEQ"):
        of += [("seq", ("USUBJID", f"{table.name}SEQ")), ("spid", (f"{table.name}SPID",))]
    for rule, names in of:
        seen: set[str] = set()
        for number, row in table.rows:
            key = repr([row.get(name) for name in names])
            if key in seen:
                yield table.fault(rule, f"Another row has the same {', '.join(names)}.", row=number)
            seen.add(key)


def _ordered(table: Table) -> Iterator[Fault]:
    """By the keys, what is missing first. Keys of another type are a fault of their own."""
    before: list[tuple[bool, Any]] | None = None
    for number, row in table.rows:
        key = [_orderly(name, row.get(name)) for name in table.dataset.keys]
        try:
            wrong = before is not None and key < before
        except TypeError:
            continue
        if wrong:
            yield table.fault("order", "The row stands before one whose keys are less.", row=number)
        before = key


def _orderly(name: str, value: Any) -> tuple[bool, Any]:
    number = name == "IDVARVAL" and isinstance(value, str) and value.isascii() and value.isdigit()
    return value is not None, 0 if value is None else int(value) if number else value
