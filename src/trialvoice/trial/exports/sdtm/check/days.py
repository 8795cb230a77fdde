"""Dates beside each other: study days, starts and ends, what goes on, and visits."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from trialvoice.trial.exports.sdtm.check.table import Row, Table
from trialvoice.trial.exports.sdtm.check.values import is_date
from trialvoice.trial.exports.target import Fault

_DAYS = {"DY": "DTC", "STDY": "STDTC", "ENDY": "ENDTC"}


def day_faults(table: Table, first_days: Mapping[str, str | None]) -> Iterator[Fault]:
    """first_days: USUBJID → RFSTDTC of DM."""
    d = table.name
    for number, row in table.rows:
        for day, dtc in _DAYS.items():
            if table.has(d + day) and table.has(d + dtc):
                wanted = _day(row.get(d + dtc), first_days.get(str(row.get("USUBJID"))))
                if row.get(d + day) != wanted:
                    text = f"The day does not follow from {d + dtc} and RFSTDTC."
                    yield table.fault("day", text, row=number, variable=d + day)
        if _ends_before(row.get(f"{d}STDTC"), row.get(f"{d}ENDTC")):
            yield table.fault("end-before-start", "It ends before it starts.", row=number, variable=f"{d}ENDTC")
        yield from _relative(table, number, row)


def visit_faults(tables: Mapping[str, Table]) -> Iterator[Fault]:
    """VISITNUM and VISIT go together over all datasets."""
    names: dict[Any, Any] = {}
    numbers: dict[Any, Any] = {}
    for table in tables.values():
        for number, row in table.rows:
            of, name = row.get("VISITNUM"), row.get("VISIT")
            if not table.has("VISITNUM") or (of is None and name is None):
                continue
            if names.setdefault(repr(of), name) != name or numbers.setdefault(repr(name), of) != of:
                text = "VISITNUM and VISIT do not go together as in other rows."
                yield table.fault("visit", text, row=number, variable="VISITNUM")


def _day(value: Any, first: str | None) -> int | None:
    if not is_date(value) or not is_date(first) or first is None or len(value) < 10 or len(first) < 10:
        return None
    days = date.fromisoformat(value[:10]).toordinal() - date.fromisoformat(first[:10]).toordinal()
    return days if days < 0 else days + 1


def _ends_before(start: Any, end: Any) -> bool:
    """Surely, however the dates are completed."""
    if not is_date(start) or not is_date(end):
        return False
    known = min(len(start), len(end), 10)
    return bool(end[:known] < start[:known])


def _relative(table: Table, number: int, row: Row) -> Iterator[Fault]:
    """What goes on has no end, and a point in time to which it did."""
    relative, point = row.get(f"{table.name}ENRTPT"), row.get(f"{table.name}ENTPT")
    if (relative is None) != (point is None):
        text = "ENRTPT and ENTPT stand together or not at all."
        yield table.fault("reference-point", text, row=number, variable=f"{table.name}ENRTPT")
    if relative == "ONGOING" and row.get(f"{table.name}ENDTC") is not None:
        text = "It goes on and has an end."
        yield table.fault("ongoing-ended", text, row=number, variable=f"{table.name}ENRTPT")
