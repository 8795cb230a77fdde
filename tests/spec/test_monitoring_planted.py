"""Faults planted in the export `monitoring`: all are caught by our rules; each row says what the others see."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from jinja2 import UndefinedError

from tests.monitored_sample import two_interviews
from trialvoice.trial.exports.monitoring.pages import index_page, report_page
from trialvoice.trial.exports.monitoring.records import Index, Report
from trialvoice.trial.exports.target import Check, target
from trialvoice.trial.record.reviewed import ACCEPTED

MONITORING = target("monitoring")
FIRST, SECOND = "02/02-mon.json", "02/02-mon2.json"
Data = dict[str, Any]
OURS, SCHEMA, HTML5 = MONITORING.checks


@dataclass(frozen=True)
class Planted:
    """A fault: how it is made in the JSON, whose page is then made anew.

    rule: of ours, that catches it.  schema: whether jsonschema sees it; html5lib reads sound pages, and sees none.
    """

    name: str
    plant: Callable[[Data], None]
    rule: str
    schema: bool = False


def put(file: str, pointer: str, value: object) -> Callable[[Data], None]:
    """A value at a place of a file."""
    *path, last = pointer.strip("/").split("/")

    def plant(files: Data) -> None:
        held = files[file]
        for part in path:
            held = held[int(part)] if isinstance(held, list) else held[part]
        held[int(last) if isinstance(held, list) else last] = value

    return plant


def drop(file: str, pointer: str) -> Callable[[Data], None]:
    """Something less."""
    *path, last = pointer.strip("/").split("/")

    def plant(files: Data) -> None:
        held = files[file]
        for part in path:
            held = held[int(part)] if isinstance(held, list) else held[part]
        del held[int(last) if isinstance(held, list) else last]

    return plant


def again(file: str, name: str) -> Callable[[Data], None]:
    """The first of some lines once more."""
    return lambda files: files[file][name].append(files[file][name][0])


def turned(file: str, name: str) -> Callable[[Data], None]:
    return lambda files: files[file][name].reverse()


def proof_of(file: str, line: str, key: str, value: object) -> Callable[[Data], None]:
    """Another value in the first proof of a line."""

    def plant(files: Data) -> None:
        of = files[file]
        id = of[line][0]["proofs"][0]
        next(one for one in of["proofs"] if one["id"] == id)[key] = value

    return plant


def other_proof(files: Data) -> None:
    files[SECOND]["findings"][0]["proofs"] = files[SECOND]["actions"][0]["proofs"]


def outside(files: Data) -> None:
    """A deviation of a visit after the interview, told the same wherever it stands."""
    _moved(files, "2026-04-01T10:01:00+01:00")


def before(files: Data) -> None:
    """A deviation of a visit that the report before it covers."""
    _moved(files, "2026-03-18T09:00:00+01:00")


def _moved(files: Data, at: str) -> None:
    of = files[SECOND]
    line = of["subject_deviations"][0]
    line["recorded_at"] = at
    next(one for one in of["sources"] if one["recording"] == line["recording"])["recorded_at"] = at


def invented(files: Data) -> None:
    """An action of this interview among those of earlier ones."""
    of = files[SECOND]
    of["follow_up"].append(of["actions"].pop())
    of["accepted"] -= 1


def not_carried(files: Data) -> None:
    """With its proof and its recording, so that nothing but the report before it tells of it."""
    of = files[SECOND]
    [gone] = of["follow_up"].pop()["proofs"]
    at = int(gone.removeprefix("p")) - 1
    assert of["proofs"].pop(at)["id"] == gone
    of["sources"] = [one for one in of["sources"] if one["recording"] != "02-mon"]
    files[SECOND] = json.loads(re.sub(r'"p(\d+)"', lambda m: f'"p{int(m[1]) - (int(m[1]) > at)}"', json.dumps(of)))
    row = next(one for one in files["index.json"]["rows"] if one["file"] == "02/02-mon2")
    row["follow_up"] -= 1


def in_both(files: Data) -> None:
    """One deviation under both, proven by its own finding in both."""
    of, other = files[FIRST], files[SECOND]
    line = of["subject_deviations"][0]
    line["finding"] = other["subject_deviations"][0]["finding"]
    next(one for one in of["proofs"] if one["id"] == line["proofs"][0])["finding"] = line["finding"]


def from_nowhere(files: Data) -> None:
    files[FIRST]["follow_up"] = [files[FIRST]["actions"].pop()]


def not_listed(files: Data) -> None:
    """That of a visit after the interview, which a query alone is about."""
    of = files[SECOND]
    of["sources"] = [one for one in of["sources"] if one["recording"] != "202-after"]


DAY = "2026-03-01T10:00:00Z"
PLANTED = (
    Planted("a conclusion", put(FIRST, "/conclusions/text", "The site does well."), "form:literal_error", True),
    Planted("another marker", put(FIRST, "/conclusions/marker", "No findings."), "conclusions"),
    Planted("a section left out", drop(FIRST, "/sections/3"), "sections"),
    Planted("sections in another order", turned(FIRST, "sections"), "sections"),
    Planted("a line without proof", put(FIRST, "/deviations/0/proofs", []), "form:too_short", True),
    Planted("a proof that is not there", put(FIRST, "/deviations/0/proofs", ["p99"]), "proof-dangling"),
    Planted("the proof of another finding", other_proof, "proof-finding"),
    Planted("a candidate", proof_of(FIRST, "deviations", "status", "candidate"), "not-accepted"),
    Planted("a rejected finding", proof_of(FIRST, "deviations", "status", "rejected"), "not-accepted"),
    Planted("nobody accepted it", proof_of(FIRST, "deviations", "accepted", None), "proof-accepted"),
    Planted("a moment told in two ways", proof_of(FIRST, "deviations", "at", "00:09"), "proof-time"),
    Planted("a moment of no clock", proof_of(FIRST, "deviations", "at", "0:99"), "form:string_pattern_mismatch", True),
    Planted("a quote of another recording", proof_of(FIRST, "actions", "recording", "101-v1"), "proof-recording"),
    Planted("an important deviation", put(FIRST, "/deviations/0/importance", "major"), "form:literal_error", True),
    Planted("a category of no list", put(FIRST, "/deviations/0/category", "bad"), "form:literal_error", True),
    Planted("another category's name", put(FIRST, "/deviations/0/label", "Dosing"), "label"),
    Planted("a deviation after the interview", outside, "window"),
    Planted("a deviation before the last interview", before, "window"),
    Planted("a deviation of another site", put(SECOND, "/sources/0/site", "01"), "site"),
    Planted("a subject's deviation as the interview's", put(FIRST, "/deviations/0/subject", "202"), "of-a-subject"),
    Planted("another time of the last interview", put(SECOND, "/previous", "2026-03-01T10:00:00Z"), "window"),
    Planted("an owner that nobody named", put(SECOND, "/actions/0/owner", "monitor"), "owner"),
    Planted("an owner of no role", put(SECOND, "/actions/0/owner", "Dr Carver"), "form:literal_error", True),
    Planted("a due date worked out", put(FIRST, "/actions/0/due", ["2026-03-20"]), "due"),
    Planted("an open action dropped", not_carried, "carried"),
    Planted("an action carried over from this interview", invented, "carried"),
    Planted("an open action with other words", put(SECOND, "/follow_up/0/text", "Nothing."), "carried"),
    Planted("an open action with another owner", put(SECOND, "/follow_up/0/owner", "monitor"), "carried"),
    Planted("an escalation dropped", drop(FIRST, "/escalations/0"), "escalations"),
    Planted("a topic that nobody named", put(FIRST, "/reviewed/0/id", "staff"), "topics"),
    Planted("a finding twice", again(FIRST, "actions"), "finding-twice"),
    Planted("a wrong number of findings", put(FIRST, "/accepted", 7), "count"),
    Planted("a number below nothing", put(FIRST, "/undecided/interview", -1), "form:greater_than_equal", True),
    Planted("fewer undecided than the index has", put(FIRST, "/undecided/interview", 0), "index-row"),
    Planted("a participant among the attendees", put(FIRST, "/attendees/1", "participant"), "of-a-subject"),
    Planted("attendees told otherwise", put(FIRST, "/visit/3/value", "monitor, Dr Carver"), "details"),
    Planted("a time without an offset", put(FIRST, "/recorded_at", "2026-03-18T10:00:00"), "form:timezone_aware", True),
    Planted("a day for a time", put(FIRST, "/as_of", "2026-04-02"), "form:datetime_parsing", True),
    Planted("accepted after the record", put(FIRST, "/as_of", "2026-01-01T00:00:00Z"), "after-record"),
    Planted("queries in another order", turned(SECOND, "queries"), "query-order"),
    Planted("a field of nobody's", put(FIRST, "/grade", "good"), "form:extra_forbidden", True),
    Planted("a detail of the visit less", drop(FIRST, "/visit/1"), "details"),
    Planted("the last interview after this one", put(FIRST, "/previous", "2026-06-01T10:00:00Z"), "window"),
    Planted("a deviation of nobody among subjects'", put(SECOND, "/subject_deviations/0/subject", None), "subject"),
    Planted("a deviation in two reports", in_both, "told-twice"),
    Planted("an action of another interview", put(FIRST, "/actions/0/recording", "02-mon2"), "interview"),
    Planted("an action carried over to the first", from_nowhere, "carried"),
    Planted("another time of an earlier interview", put(SECOND, "/follow_up/0/recorded_at", DAY), "source"),
    Planted("a recording that is not listed", not_listed, "source"),
    Planted("an index without rows", put("index.json", "/rows", None), "form:tuple_type", True),
    Planted("a row less", drop("index.json", "/rows/0"), "index-count"),
    Planted("rows in another order", turned("index.json", "rows"), "index-order"),
    Planted("a count of the index", put("index.json", "/rows/0/deviations", 9), "index-row"),
    Planted("a sum of the index", put("index.json", "/undecided", 9), "count"),
)


def files() -> dict[str, bytes]:
    return MONITORING.make(two_interviews(), ACCEPTED)


def written(data: Data, made: dict[str, bytes]) -> dict[str, bytes]:
    """The files with that JSON, and with pages made of it wherever it still is a record."""
    kinds = {name: Index if name == "index.json" else Report for name in data}
    for name, held in data.items():
        made[name] = json.dumps(held).encode()
        try:
            record = kinds[name].model_validate_json(made[name])
            page = index_page(record) if isinstance(record, Index) else report_page(record)  # type: ignore[arg-type]
        except (ValueError, UndefinedError):
            continue
        made[name.removesuffix(".json") + ".html"] = page
    return made


def seen(check: Check, made: dict[str, bytes]) -> set[str]:
    return {fault.rule for fault in check.faults(made)}


def test_nothing_is_wrong_before_anything_is_planted() -> None:
    made = files()
    data = {name: json.loads(made[name]) for name in (FIRST, SECOND, "index.json")}
    assert [seen(check, written(data, made)) for check in MONITORING.checks] == [set(), set(), set()]


@pytest.mark.parametrize("fault", PLANTED, ids=lambda fault: fault.name)
def test_a_fault_of_the_record_is_caught(fault: Planted) -> None:
    made = files()
    data = {name: json.loads(made[name]) for name in (FIRST, SECOND, "index.json")}
    fault.plant(data)
    made = written(data, made)
    assert fault.rule in seen(OURS, made)
    assert (bool(seen(SCHEMA, made)), seen(HTML5, made)) == (fault.schema, set())


def test_an_action_dropped_with_all_its_traces_is_told_by_the_report_before_alone() -> None:
    made = files()
    data = {name: json.loads(made[name]) for name in (FIRST, SECOND, "index.json")}
    not_carried(data)
    assert seen(OURS, written(data, made)) == {"carried"}
