"""Our own rules on what the tables say together: seriousness, dates, evidence, reviews, counts, units and forms."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any, get_args

from trialvoice.core.cdisc import sdtm_of
from trialvoice.core.findings import AdverseEvent, Criterion
from trialvoice.trial.exports.target import Fault
from trialvoice.trial.exports.tidy.read_back import ReadBack

CRITERIA: tuple[Criterion, ...] = get_args(Criterion)
_UNITS = {
    "SYSBP": ("mmHg",),
    "DIABP": ("mmHg",),
    "PULSE": ("beats/min",),
    "TEMP": ("C", "F"),
    "WEIGHT": ("kg", "g", "LB"),
    "HEIGHT": ("cm", "m", "in"),
    "RESP": ("breaths/min",),
    "OXYSAT": ("%",),
}
_ENDS = {"accept": "accepted", "add": "accepted", "edit": "edited", "reject": "rejected", "reopen": "candidate"}


def of_record(read: ReadBack) -> Iterator[Fault]:
    """Every rule that one table alone cannot show."""
    yield from _events(read)
    yield from _numbers(read)
    yield from _evidence(read)
    yield from _decisions(read)
    yield from _counts(read)
    yield from _vital_signs(read)
    yield from _subjects(read)
    yield from _no_future(read)


def _events(read: ReadBack) -> Iterator[Fault]:
    visits = read.by("visits", "recording")
    for place, row in read.each("adverse_events"):

        def fault(rule: str, text: str, place: str = place) -> Fault:
            return Fault(file="adverse_events.csv", place=place, rule=rule, text=text)

        if row["serious"] != any(row[name] for name in CRITERIA):
            yield fault("seriousness", "serious says one thing and the criteria another")
        if row["serious"] and not (row["awareness_at"] and row["sae_due_at"]):
            yield fault("sae-due", "a serious event has no time of awareness, or none when it is due")
        if _after(row["awareness_at"], row["sae_due_at"]):
            yield fault("sae-due", "the report is due before the site heard of the event")
        if _surely_before(row["end_date"], row["onset_date"]):
            yield fault("end-before-start", "the event ends before it starts")
        told = visits.get(row["last_told"], {}).get("recorded_at")
        if told and _surely_before(told[:10], row["onset_date"]):
            yield fault("onset-after-visit", "the event starts after the visit that tells it last")
        yield from (fault("sdtm", f"{name} is not what the event says") for name in _other_terms(row))


def _other_terms(row: dict[str, Any]) -> Iterator[str]:
    """SDTM variables that are not the values of the event's own columns."""
    names = ("severity", "outcome", "action", "onset_date", "end_date", "term")
    try:
        event = AdverseEvent(**{n: row[n] for n in names}, criteria=tuple(name for name in CRITERIA if row[name]))
    except ValueError:
        return
    terms = sdtm_of(event)
    for name in row:
        if name.isupper() and row[name] != terms.get(name):
            yield name


def _numbers(read: ReadBack) -> Iterator[Fault]:
    for table in ("adverse_events", "medications"):
        seen: Counter[str] = Counter()
        for place, row in read.each(table):
            seen[row["usubjid"]] += 1
            if row["number"] != seen[row["usubjid"]]:
                text = "numbers do not count up from 1 in the subject"
                yield Fault(file=f"{table}.csv", place=f"{place}, number", rule="numbering", text=text)


def _evidence(read: ReadBack) -> Iterator[Fault]:
    quotes = Counter(row["finding"] for row in read.rows["evidence"])
    durations = {row["recording"]: row["duration"] for row in read.rows["visits"]}
    findings = read.by("findings", "finding")
    for place, row in read.each("findings"):
        if not quotes[row["finding"]] and not row["basis"]:
            text = "the finding has neither a quote nor columns that prove it"
            yield Fault(file="findings.csv", place=place, rule="evidence", text=text)
        if quotes[row["finding"]] != row["quotes"]:
            text = "the number of quotes is not that in evidence.csv"
            yield Fault(file="findings.csv", place=f"{place}, quotes", rule="count", text=text)
    for place, row in read.each("evidence"):
        if row["start_char"] >= row["end_char"] or row["start"] > row["end"]:
            text = "the quote ends before it starts"
            yield Fault(file="evidence.csv", place=place, rule="span", text=text)
        if row["end"] > durations.get(row["recording"], row["end"]):
            text = "the quote lies after the end of the recording"
            yield Fault(file="evidence.csv", place=place, rule="span", text=text)
        if findings.get(row["finding"], row)["recording"] != row["recording"]:
            text = "the quote is of another recording than its finding"
            yield Fault(file="evidence.csv", place=place, rule="span", text=text)


def _decisions(read: ReadBack) -> Iterator[Fault]:
    findings = read.by("findings", "finding")
    last: dict[str, dict[str, Any]] = {}
    for place, row in read.each("decisions"):
        before = last.get(row["finding"])
        if before and (_after(before["at"], row["at"]) or row["before"] != before["after"]):
            text = "the decision does not follow from the one before it"
            yield Fault(file="decisions.csv", place=place, rule="decisions", text=text)
        last[row["finding"]] = row
    for name, row in findings.items():
        decided = last.get(name)
        status = _ENDS.get(decided["action"]) if decided else "candidate"
        if row["status"] != status or (decided and decided["after"] != row["value"]):
            text = "status or value are not those of the last decision"
            yield Fault(file="findings.csv", place=str(name), rule="decisions", text=text)


def _counts(read: ReadBack) -> Iterator[Fault]:
    rows = read.rows
    counted = {
        ("visits", "recording", "findings"): Counter(row["recording"] for row in rows["findings"]),
        ("subjects", "usubjid", "visits"): Counter(row["usubjid"] for row in rows["visits"]),
        ("subjects", "usubjid", "adverse_events"): Counter(row["usubjid"] for row in rows["adverse_events"]),
        ("subjects", "usubjid", "serious"): Counter(r["usubjid"] for r in rows["adverse_events"] if r["serious"]),
        ("adverse_events", "adverse_event", "tellings"): Counter(row["adverse_event"] for row in rows["findings"]),
        ("medications", "medication", "tellings"): Counter(row["medication"] for row in rows["findings"]),
    }
    for (table, key, column), count in counted.items():
        for place, row in read.each(table):
            if row[column] != count[row[key]]:
                text = "the count is not that of the rows it counts"
                yield Fault(file=f"{table}.csv", place=f"{place}, {column}", rule="count", text=text)


def _vital_signs(read: ReadBack) -> Iterator[Fault]:
    for place, row in read.each("vital_signs"):
        if row["unit"] not in _UNITS.get(row["test"], (row["unit"],)):
            text = "the unit is none of this test"
            yield Fault(file="vital_signs.csv", place=f"{place}, unit", rule="unit", text=text)


def _subjects(read: ReadBack) -> Iterator[Fault]:
    for place, row in read.each("visits"):
        known = [str(row[name]) for name in ("study", "site", "subject")]
        if row["usubjid"] != ("-".join(known) if row["of_a_subject"] else None):
            text = "the subject's id is not that of its study, site and subject, or an interview has one"
            yield Fault(file="visits.csv", place=f"{place}, usubjid", rule="subject", text=text)
    visits = read.by("visits", "recording")
    for table in ("findings", "forms", "deviations", "missed_doses", "vital_signs"):
        for place, row in read.each(table):
            if row["recording"] in visits and row["usubjid"] != visits[row["recording"]]["usubjid"]:
                text = "the row is of another subject than its recording"
                yield Fault(file=f"{table}.csv", place=f"{place}, usubjid", rule="subject", text=text)


def _no_future(read: ReadBack) -> Iterator[Fault]:
    times = {"decisions": "at", "signatures": "at", "queries": "changed_at", "visits": "recorded_at"}
    for table, column in times.items():
        for place, row in read.each(table):
            if _after(row[column], read.about["as_of"]):
                text = "the time is later than that of the export"
                yield Fault(file=f"{table}.csv", place=f"{place}, {column}", rule="future", text=text)


def _after(one: str | None, other: str | None) -> bool:
    """Whether a time is later than another; what is no time is found elsewhere."""
    try:
        return bool(one and other) and datetime.fromisoformat(str(one)) > datetime.fromisoformat(str(other))
    except (ValueError, TypeError):
        return False


def _surely_before(one: str | None, other: str | None) -> bool:
    """Whether a partial date lies before another, however both are completed."""
    if not one or not other:
        return False
    known = min(len(one), len(other))
    return one[:known] < other[:known]
