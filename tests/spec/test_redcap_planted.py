"""Faults planted in the export `redcap`: all are caught by our rules, and each row says what Frictionless sees."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.reviewed_sample import STUDY, study
from trialvoice.trial.exports.redcap.project import LOG, project
from trialvoice.trial.exports.redcap.records import Cells, records
from trialvoice.trial.exports.redcap.written import files_of
from trialvoice.trial.exports.target import target
from trialvoice.trial.record.reviewed import ACCEPTED

REDCAP = target("redcap")


@dataclass(frozen=True)
class Planted:
    """A fault: how it is made in the rows, our rule that catches it, and whether Frictionless does."""

    name: str
    plant: Callable[[list[Cells]], None]
    rule: str
    frictionless: bool


def put(instrument: str, column: str, value: str, at: int = 0) -> Callable[[list[Cells]], None]:
    """A value in the given row of an instrument, or of an event where it is named like one."""

    def plant(rows: list[Cells]) -> None:
        mine = [row for row in rows if instrument in (row["redcap_repeat_instrument"], row["redcap_event_name"])]
        mine[at][column] = value

    return plant


def twice(rows: list[Cells]) -> None:
    rows.append(dict(rows[-1]))


def no_participant(rows: list[Cells]) -> None:
    del rows[0]


AE = "adverse_event"
WEEK = "week_1_arm_1"
PLANTED = (
    Planted("a code of no choice", put(AE, "ae_severity", "9"), "choice", True),
    Planted("a word for a code", put(AE, "ae_outcome", "resolved"), "choice", True),
    Planted("yes for 1", put(AE, "ae_serious", "yes"), "choice", True),
    Planted("a checkbox of two", put(AE, "ae_criteria___1", "2"), "choice", True),
    Planted("a value out of its range", put(WEEK, "vs_sysbp", "900"), "range", True),
    Planted("text for a number", put(WEEK, "vs_pulse", "fast"), "validation", True),
    Planted("decimals in a whole number", put(WEEK, "vs_pulse", "72.5"), "validation", True),
    Planted("a date in another form", put(AE, "ae_start_date", "07/03/2026"), "validation", True),
    Planted("an hour of 25", put(WEEK, "visit_time", "25:00"), "validation", False),
    Planted("a state of three", put(AE, "adverse_event_complete", "3"), "complete", True),
    Planted("no state", put(AE, "adverse_event_complete", ""), "complete", False),
    Planted("complete without what is required", put(WEEK, "form_vs_complete", "2"), "required", False),
    Planted("a term left out", put(AE, "ae_term", ""), "required", False),
    Planted("a row twice", twice, "key", True),
    Planted("an event that is not in the project", put(WEEK, "redcap_event_name", "week_9_arm_1"), "event", True),
    Planted("a field of another form", put(AE, "vs_sysbp", "120"), "other-form", False),
    Planted("a form that repeats, without an instance", put(AE, "redcap_repeat_instance", ""), "repeat", False),
    Planted("an instance left out", put(AE, "redcap_repeat_instance", "7", 2), "numbering", False),
    Planted("instances that begin at nought", put(AE, "redcap_repeat_instance", "0"), "numbering", True),
    Planted("a record without its participant", no_participant, "participant", False),
    Planted("another subject in the record", put(LOG, "subject", "999"), "participant", False),
    Planted("an id twice", put(AE, "ae_uid", "f-6e2288f99759a341"), "uid", False),
    Planted("serious without a criterion", put(AE, "ae_serious", "1"), "seriousness", False),
    Planted("a criterion of what is not serious", put(AE, "ae_criteria___1", "1"), "seriousness", False),
    Planted("a serious event without its due time", put(AE, "ae_due", "", 1), "sae-due", False),
    Planted("an end before its start", put(AE, "ae_end", "2026-01"), "end-before-start", False),
    Planted("two dates that differ", put(AE, "ae_start_date", "2026-03-08"), "dates", False),
    Planted("a record without evidence", put(AE, "ae_evidence", ""), "evidence", False),
    Planted("taken back, and a term all the same", put(AE, "ae_standing", "2"), "taken-back", False),
)


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.name)
def test_planted_faults_are_caught_by_our_rules_and_some_by_frictionless(planted: Planted) -> None:
    """The last column is as measured: what it is blind to stays in the table."""
    rows = list(records(study(), ACCEPTED))
    planted.plant(rows)
    files = files_of(project(STUDY), rows)
    ours, frictionless = (list(check.faults(files)) for check in REDCAP.checks)
    assert planted.rule in {fault.rule for fault in ours}
    assert bool(frictionless) == planted.frictionless
    assert all("headache" not in fault.text for fault in ours)


def swapped(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def swap(files: dict[str, bytes]) -> None:
        assert old.encode() in files[name]
        files[name] = files[name].replace(old.encode(), new.encode(), 1)

    return swap


FILE_FAULTS = (
    ("a file left out", lambda files: files.pop("events.csv"), "file-missing", True),
    ("a dictionary of 17 columns", swapped("data_dictionary.csv", ",Field Annotation", ""), "unreadable", True),
    ("a field in capitals", swapped("data_dictionary.csv", "ae_treatment", "AE_TREATMENT"), "field-name", True),
    ("a field name too long", swapped("data_dictionary.csv", "ae_treatment", "ae_treatment" * 3), "field-name", True),
    ("a field twice", swapped("data_dictionary.csv", "ae_grade", "ae_severity"), "field-twice", True),
    ("a type that REDCap has not", swapped("data_dictionary.csv", "radio", "select"), "field-type", False),
    ("a code twice", swapped("data_dictionary.csv", "2, moderate", "1, moderate"), "choices", True),
    ("a choice without a code", swapped("data_dictionary.csv", "2, moderate", "moderate"), "unreadable", True),
    ("a column that nobody described", swapped("records.csv", "ae_treatment", "ae_tretment"), "columns", True),
    ("a form that is not there", swapped("instrument_event_mappings.csv", "form_vs", "form_xx"), "mapping", False),
    ("a formula", swapped("records.csv", ",headache,", ",=1+1,"), "formula", False),
)


@pytest.mark.parametrize(("name", "plant", "rule", "frictionless"), FILE_FAULTS, ids=[one[0] for one in FILE_FAULTS])
def test_faults_planted_in_the_files(
    name: str, plant: Callable[[dict[str, bytes]], None], rule: str, frictionless: bool
) -> None:
    files = REDCAP.make(study(), ACCEPTED)
    plant(files)
    ours, others = (list(check.faults(files)) for check in REDCAP.checks)
    assert rule in {fault.rule for fault in ours}
    assert bool(others) == frictionless
