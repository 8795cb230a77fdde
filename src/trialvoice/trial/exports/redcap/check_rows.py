"""Our own rules on what rows say together: keys, repeat instances, seriousness, dates, evidence."""

from collections.abc import Iterator

from trialvoice.trial.exports.redcap.check_cells import fault
from trialvoice.trial.exports.redcap.project import STANDS, TAKEN_BACK
from trialvoice.trial.exports.redcap.read_back import ReadBack
from trialvoice.trial.exports.redcap.records import KEY, Cells
from trialvoice.trial.exports.target import Fault

_RECORD, _EVENT, _INSTRUMENT, _INSTANCE = KEY


def of_rows(read: ReadBack) -> Iterator[Fault]:
    """Every rule that one cell alone cannot show."""
    yield from _keys(read)
    yield from _numbers(read)
    yield from _participants(read)
    yield from _uids(read)
    standing = [(at, row) for at, row in enumerate(read.rows, start=1) if row.get("ae_standing") == STANDS]
    for number, row in standing:
        yield from _event(number, row)
    for number, row in enumerate(read.rows, start=1):
        yield from _evidence(number, row)


def _keys(read: ReadBack) -> Iterator[Fault]:
    seen = set()
    for number, row in enumerate(read.rows, start=1):
        key = tuple(row[name] for name in KEY)
        if key in seen:
            yield fault(number, "+".join(KEY), "key", "another row has the same key")
        seen.add(key)
        if not row[_RECORD] or row[_EVENT] not in read.events:
            yield fault(number, _EVENT, "event", "the row has no record, or its event is not in the project")
        repeats = (row[_EVENT], row[_INSTRUMENT]) in read.repeating
        if repeats != bool(row[_INSTANCE]) or (row[_INSTRUMENT] and not repeats):
            yield fault(number, _INSTANCE, "repeat", "what does not repeat has an instance, or what does has none")


def _numbers(read: ReadBack) -> Iterator[Fault]:
    last: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(read.rows, start=1):
        if not row[_INSTANCE]:
            continue
        of = (row[_RECORD], row[_EVENT], row[_INSTRUMENT])
        last[of] = last.get(of, 0) + 1
        if row[_INSTANCE] != str(last[of]):
            yield fault(number, _INSTANCE, "numbering", "instances do not count up from 1")


def _participants(read: ReadBack) -> Iterator[Fault]:
    known = {row[_RECORD] for row in read.rows if row.get("site") and row.get("subject")}
    for number, row in enumerate(read.rows, start=1):
        if row[_RECORD] not in known:
            yield fault(number, _RECORD, "participant", "the record has no row of its participant")
        if row.get("subject") and row[_RECORD] != f"{row['site']}-{row['subject']}":
            yield fault(number, _RECORD, "participant", "the record's id is not that of site and subject")


def _uids(read: ReadBack) -> Iterator[Fault]:
    names = [field.name for field in read.fields if field.name.endswith("_uid")]
    seen = set()
    for number, row in enumerate(read.rows, start=1):
        for name in names:
            if row[name] and row[name] in seen:
                yield fault(number, name, "uid", "another row has the same id")
            seen.add(row[name])


def _event(number: int, row: Cells) -> Iterator[Fault]:
    serious = row["ae_serious"] == "1"
    if serious != any(value == "1" for name, value in row.items() if name.startswith("ae_criteria___")):
        yield fault(number, "ae_serious", "seriousness", "serious says one thing and the criteria another")
    if serious and not (row["ae_awareness"] and row["ae_due"]):
        yield fault(number, "ae_due", "sae-due", "a serious event has no time of awareness, or none when it is due")
    start, end = row["ae_start"], row["ae_end"]
    known = min(len(start), len(end))
    if known and end[:known] < start[:known]:
        yield fault(number, "ae_end", "end-before-start", "the event ends before it starts")
    for name in ("ae_start", "ae_end"):
        if row[f"{name}_date"] != (row[name] if len(row[name]) == len("2026-03-09") else ""):
            yield fault(number, f"{name}_date", "dates", "the full date is not that of the partial one")


def _evidence(number: int, row: Cells) -> Iterator[Fault]:
    """A record that stands has an id and proof; one that was taken back says nothing but that."""
    if not row[_INSTRUMENT]:
        return
    prefix = next((name.removesuffix("_standing") for name in row if name.endswith("_standing") and row[name]), None)
    if prefix is None:
        return
    if row[f"{prefix}_standing"] == STANDS and not (row[f"{prefix}_evidence"] and row[f"{prefix}_uid"]):
        yield fault(number, f"{prefix}_evidence", "evidence", "the record has no id, or nothing that proves it")
    marks = {f"{prefix}_{end}" for end in ("standing", "reviewed_by", "reviewed_at")}
    others = [name for name in row if name.startswith(f"{prefix}_") and row[name] and name not in marks]
    if row[f"{prefix}_standing"] == TAKEN_BACK and others:
        yield fault(number, others[0], "taken-back", "what was taken back says more than that")
