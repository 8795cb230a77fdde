"""Whether the rows of the store are what the acts of a whole trail made of them, in every column."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Table, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from trialvoice.core.findings import Finding
from trialvoice.core.records import Record
from trialvoice.trial.record.people import Actor
from trialvoice.trial.store.chain import TrailFault
from trialvoice.trial.store.columns import UtcTime
from trialvoice.trial.store.from_rows import ValueOf
from trialvoice.trial.store.replay import NotReplayedError, Replayed, replay
from trialvoice.trial.store.tables import (
    ActRow,
    Base,
    DecisionRow,
    DeliveryRow,
    FindingRow,
    QueryRow,
    ResultRow,
    SignatureRow,
    StudyRow,
    VisitRow,
)

Written = dict[str, Any]
"""A row's values by column, as they lie in the database."""
_TABLES: tuple[tuple[type[Base], str, tuple[str, ...], str], ...] = (
    (StudyRow, "studies", ("id",), "study file"),
    (VisitRow, "visits", ("study", "recording"), "visit"),
    (ResultRow, "results", ("act",), "result"),
    (FindingRow, "findings", ("uid",), "finding"),
    (DecisionRow, "decisions", ("act",), "decision"),
    (QueryRow, "queries", ("id",), "query"),
    (SignatureRow, "signatures", ("act",), "signature"),
    (DeliveryRow, "deliveries", ("key",), "delivery"),
)

_RECORDS: dict[str, type[Record]] = {
    "finding_json": Finding,
    "proposed_json": Finding,
    "value_json": ValueOf,
    "by_json": Actor,
}


def state_faults(session: Session, acts: Sequence[ActRow]) -> Iterator[TrailFault]:
    """What the store holds otherwise than the trail says."""
    stored = {table: tuple(_written(session, table)) for table, *_ in _TABLES}
    should = Replayed(
        results_stored={row["act"]: row for row in stored[ResultRow]},
        studies_stored={row["id"]: row for row in stored[StudyRow]},
    )
    try:
        replay(acts, should)
    except NotReplayedError as fault:
        yield TrailFault(fault.number, str(fault))
        return
    except (ValidationError, ValueError, KeyError, TypeError):
        yield TrailFault(0, "the store holds what this program does not write")
        return
    for table, name, key, what in _TABLES:
        expected: Mapping[object, Base] = getattr(should, name)
        yield from _compared(stored[table], expected, key, what, should)


def _compared(
    stored: Sequence[Written], expected: Mapping[object, Base], key: tuple[str, ...], what: str, should: Replayed
) -> Iterator[TrailFault]:
    left = dict(expected)
    for row in stored:
        name = row[key[0]] if len(key) == 1 else tuple(row[column] for column in key)
        made = left.pop(name, None)
        if made is None:
            yield TrailFault(0, f"a {what} stands there that the trail does not have")
            continue
        free = should.free.get(name, set())
        should_be = _as_written(made).items()
        differs = [
            column for column, value in should_be if column not in free and not _same(column, row[column], value)
        ]
        if differs:
            yield TrailFault(should.touched.get(name, 0), f"a {what} is not as the trail has it: {', '.join(differs)}")
    yield from (TrailFault(should.touched.get(name, 0), f"a {what} is missing") for name in left)


def _same(column: str, stored: object, should_be: object) -> bool:
    """Byte for byte; of a record also where an earlier version of this program wrote the same one with fewer fields."""
    kind = _RECORDS.get(column)
    if stored == should_be or kind is None or not isinstance(stored, str) or not isinstance(should_be, str):
        return stored == should_be
    try:
        return kind.model_validate_json(stored) == kind.model_validate_json(should_be)
    except ValidationError:
        return False


def _written(session: Session, table: type[Base]) -> Iterator[Written]:
    """Every row as it lies there: a time that reads the same but is written otherwise was changed."""
    columns = [type_coerce(column, NullType()).label(column.name) for column in _table(table).columns]
    return (dict(row) for row in session.execute(select(*columns)).mappings())


def _as_written(row: Base) -> Written:
    return {
        column.name: UtcTime.written(value)
        if (value := getattr(row, column.name)) is not None and isinstance(column.type, UtcTime)
        else value
        for column in _table(type(row)).columns
    }


def _table(table: type[Base]) -> Table:
    made = table.__table__
    assert isinstance(made, Table)
    return made
