"""Faults planted in the export `csv`: all are caught by our rules, and each row says who else catches it."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.reviewed_sample import study
from trialvoice.trial.exports.target import target
from trialvoice.trial.exports.tidy.definitions import Tables
from trialvoice.trial.exports.tidy.written import about, files_of, rows
from trialvoice.trial.record.reviewed import ACCEPTED

CSV = target("csv")


@dataclass(frozen=True)
class Planted:
    """A fault: how it is made in the rows, our rule that catches it, and who else does."""

    name: str
    plant: Callable[[Tables], None]
    rule: str
    frictionless: bool
    jsonschema: bool


def put(table: str, column: str, value: Any, row: int = 0) -> Callable[[Tables], None]:
    def plant(made: Tables) -> None:
        made[table][row][column] = value

    return plant


def twice(table: str) -> Callable[[Tables], None]:
    return lambda made: made[table].append(copy.deepcopy(made[table][0]))


def no_proof(made: Tables) -> None:
    gone = made["findings"][0]
    made["evidence"] = [row for row in made["evidence"] if row["finding"] != gone["finding"]]
    gone["quotes"] = 0


def named_subject(made: Tables) -> None:
    interview = next(row for row in made["visits"] if not row["of_a_subject"])
    interview["usubjid"] = made["subjects"][0]["usubjid"]


def celsius_pulse(made: Tables) -> None:
    next(row for row in made["vital_signs"] if row["test"] == "PULSE")["unit"] = "C"


def smokes(value: str) -> Callable[[Tables], None]:
    def plant(made: Tables) -> None:
        next(row for row in made["forms"] if row["item"] == "SMOKE" and row["value"])["value"] = value

    return plant


def pressure(value: str, number: float) -> Callable[[Tables], None]:
    def plant(made: Tables) -> None:
        row = next(row for row in made["forms"] if row["item"] == "SYSBP" and row["value"])
        row.update(value=value, number=number)

    return plant


PLANTED = (
    Planted("a severity outside its codelist", put("adverse_events", "AESEV", "VERY BAD"), "codelist", True, True),
    Planted("an unknown unit", put("vital_signs", "unit", "furlong"), "codelist", True, True),
    Planted("a unit of another test", celsius_pulse, "unit", False, False),
    Planted("serious without a criterion", put("adverse_events", "serious", True), "seriousness", False, False),
    Planted("a criterion of what is not serious", put("adverse_events", "death", True), "seriousness", False, False),
    Planted("AESER against serious", put("adverse_events", "AESER", "Y"), "sdtm", False, False),
    Planted("AESEV against severity", put("adverse_events", "AESEV", "MILD"), "sdtm", False, False),
    Planted("a serious event without its due time", put("adverse_events", "sae_due_at", None, 1), "sae-due", False,
            False),
    Planted("an end before its start", put("adverse_events", "end_date", "2026-01-02"), "end-before-start", False,
            False),
    Planted("an onset after the visit", put("adverse_events", "onset_date", "2026-09"), "onset-after-visit", False,
            False),
    Planted("a date in another form", put("adverse_events", "onset_date", "07/03/2026"), "type", True, True),
    Planted("a day that no month has", put("adverse_events", "onset_date", "2026-02-30"), "type", False, False),
    Planted("a time without its offset", put("decisions", "at", "2026-04-02T12:02:00"), "type", True, True),
    Planted("text for a number", put("vital_signs", "value", "high"), "type", True, True),
    Planted("a grade of six", put("adverse_events", "grade", 6), "range", True, True),
    Planted("a term left out", put("adverse_events", "term", None), "required", True, True),
    Planted("a row twice", twice("signatures"), "key", True, False),
    Planted("a reference to nothing", put("deviations", "finding", "f-0000000000000000"), "reference", True, False),
    Planted("an id of another form", put("findings", "finding", "ae-1"), "pattern", True, True),
    Planted("a finding without proof", no_proof, "evidence", False, False),
    Planted("a quote that ends before it starts", put("evidence", "end", 0), "span", False, False),
    Planted("a quote after the recording", put("evidence", "end", 900_000), "span", False, False),
    Planted("a count that is wrong", put("subjects", "visits", 3), "count", False, False),
    Planted("a number left out", put("adverse_events", "number", 7, 2), "numbering", False, False),
    Planted("a status that nobody decided", put("findings", "status", "edited"), "decisions", False, False),
    Planted("a signature from the future", put("signatures", "at", "2027-01-01T00:00:00+00:00"), "future", False,
            False),
    Planted("an interview with a subject", named_subject, "subject", False, False),
    Planted("a choice that the form has not", smokes("sometimes"), "choice", False, False),
    Planted("a value out of its range", pressure("900", 900.0), "item-range", False, False),
    Planted("a whole number with decimals", pressure("128.5", 128.5), "item-type", False, False),
    Planted("a number that is not its value", pressure("128", 182.0), "item-type", False, False),
)  # fmt: skip


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.name)
def test_planted_faults_are_caught_by_our_rules_and_by_some_others(planted: Planted) -> None:
    """The last two columns are as measured: what the other validators are blind to stays in the table."""
    made = rows(study(), ACCEPTED)
    planted.plant(made)
    files = files_of(about(study(), ACCEPTED), made)
    ours, frictionless, jsonschema = (list(check.faults(files)) for check in CSV.checks)
    assert planted.rule in {fault.rule for fault in ours}
    assert (bool(frictionless), bool(jsonschema)) == (planted.frictionless, planted.jsonschema)
    assert all("chest pain" not in fault.text and "headache" not in fault.text for fault in ours)


def _without(name: str) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.pop(name) and None


def _swapped(name: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    def swap(files: dict[str, bytes]) -> None:
        assert old in files[name]
        files[name] = files[name].replace(old, new, 1)

    return swap


FILE_FAULTS = (
    ("a table left out", _without("moods.csv"), "file-missing", True, False),
    ("a table nobody knows", lambda files: files.update({"x.csv": b"a\n"}), "file-unknown", False, False),
    ("a cell changed after it was made", _swapped("vital_signs.csv", b"128", b"129"), "csv-json", True, False),
    ("a file that is not the described one", _swapped("vital_signs.csv", b"128", b"129"), "hash", True, False),
    ("a column of another name", _swapped("moods.csv", b"feeling", b"emotion"), "header", True, False),
    ("a formula", _swapped("adverse_events.csv", b"headache", b"=1+1"), "formula", True, False),
    ("JSON cut short", lambda files: files.update({"study.json": files["study.json"][:-9]}), "unreadable", False, True),
    ("a column that JSON has more", _swapped("study.json", b'"what"', b'"that"'), "unreadable", False, True),
    ("another dictionary", _swapped("dictionary.csv", b"Onset as said", b"Onset"), "dictionary", False, False),
)


@pytest.mark.parametrize(
    ("name", "plant", "rule", "frictionless", "jsonschema"), FILE_FAULTS, ids=[one[0] for one in FILE_FAULTS]
)
def test_faults_planted_in_the_files(
    name: str, plant: Callable[[dict[str, bytes]], None], rule: str, frictionless: bool, jsonschema: bool
) -> None:
    files = CSV.make(study(), ACCEPTED)
    plant(files)
    found_by = [list(check.faults(files)) for check in CSV.checks]
    assert rule in {fault.rule for fault in found_by[0]}
    assert (bool(found_by[1]), bool(found_by[2])) == (frictionless, jsonschema)
