"""Faults planted in the datasets: our rules find each, and what odmlib finds is written beside it, as measured.

odmlib knows the format and nothing of SDTM: of what a value may be, or what rows say of each other, it sees nothing.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.reviewed_sample import study
from trialvoice.trial.exports.target import Check, target
from trialvoice.trial.record.reviewed import ACCEPTED

Data = dict[str, Any]
BRUISE, CHEST_PAIN, HEADACHE = 0, 1, 2
"""Rows of ae.json."""
SDTM = target("sdtm")
OURS, ODMLIB = SDTM.checks


def cell(row: int, variable: str, value: Any) -> Callable[[Data], None]:
    """Another value in a row."""

    def change(data: Data) -> None:
        data["rows"][row][[one["name"] for one in data["columns"]].index(variable)] = value

    return change


def head(name: str, value: Any) -> Callable[[Data], None]:
    """Another value of a field of the file."""

    def change(data: Data) -> None:
        data[name] = value

    return change


def column(at: int, field: str, value: Any) -> Callable[[Data], None]:
    """Another value in a column's metadata."""

    def change(data: Data) -> None:
        data["columns"][at][field] = value

    return change


def without(name: str) -> Callable[[Data], None]:
    """A field of the file less."""

    def change(data: Data) -> None:
        del data[name]

    return change


def rows_less(qnams: str) -> Callable[[Data], None]:
    """No row of SUPP-- with that start of QNAM, and the count of records right."""

    def change(data: Data) -> None:
        data["rows"] = [row for row in data["rows"] if not row[5].startswith(qnams)]
        data["records"] = len(data["rows"])

    return change


def all_of(*changes: Callable[[Data], None]) -> Callable[[Data], None]:
    """Several at once."""

    def change(data: Data) -> None:
        for one in changes:
            one(data)

    return change


def swapped_columns(data: Data) -> None:
    """AETERM before AESPID, in rows and columns alike."""
    for row in [data["columns"], *data["rows"]]:
        row[4], row[5] = row[5], row[4]


def row_again(data: Data) -> None:
    data["rows"].append(list(data["rows"][HEADACHE]))
    data["records"] += 1


def reversed_rows(data: Data) -> None:
    data["rows"].reverse()


def short_row(data: Data) -> None:
    data["rows"][HEADACHE].pop()


def row_less(data: Data) -> None:
    data["rows"].pop()


def column_less(data: Data) -> None:
    """AESER is gone from columns and rows."""
    at = [one["name"] for one in data["columns"]].index("AESER")
    for row in [data["columns"], *data["rows"]]:
        del row[at]


PLANTED: dict[str, tuple[str, Callable[[Data], None], str, bool]] = {
    # what: file, change, rule of ours, whether odmlib objects
    "severity outside its codelist": ("ae", cell(HEADACHE, "AESEV", "LIFE THREATENING"), "codelist", False),
    "action in small letters": ("ae", cell(HEADACHE, "AEACN", "unknown"), "codelist", False),
    "frequency in words": ("cm", cell(0, "CMDOSFRQ", "twice a day"), "codelist", False),
    "serious by no criterion": ("ae", cell(CHEST_PAIN, "AESHOSP", None), "serious", False),
    "criterion of an event that is not serious": ("ae", cell(HEADACHE, "AESLIFE", "Y"), "serious", False),
    "death that is not fatal": (
        "ae",
        all_of(cell(CHEST_PAIN, "AESDTH", "Y"), cell(CHEST_PAIN, "AEOUT", "RECOVERED/RESOLVED")),
        "death",
        False,
    ),
    "grade 5 that is not fatal": ("ae", cell(CHEST_PAIN, "AETOXGR", "5"), "death", False),
    "end before start": (
        "ae",
        all_of(cell(HEADACHE, "AEENDTC", "2026-03-06"), cell(HEADACHE, "AEENDY", 5)),
        "end-before-start",
        False,
    ),
    "end in the month before": ("ae", cell(CHEST_PAIN, "AEENDTC", "2026-02"), "end-before-start", False),
    "goes on and has an end": (
        "ae",
        all_of(cell(HEADACHE, "AEENRTPT", "ONGOING"), cell(HEADACHE, "AEENTPT", "2026-03-30")),
        "ongoing-ended",
        False,
    ),
    "ended, not resolved": ("ae", cell(HEADACHE, "AEOUT", "NOT RECOVERED/NOT RESOLVED"), "outcome", False),
    "goes on to nobody says when": ("cm", cell(0, "CMENTPT", None), "reference-point", False),
    "American date": ("ae", cell(CHEST_PAIN, "AEENDTC", "03/28/2026"), "date", False),
    "day that no calendar has": ("ae", cell(CHEST_PAIN, "AESTDTC", "2026-02-30"), "date", False),
    "study day 0": ("ae", cell(HEADACHE, "AESTDY", 0), "day-zero", False),
    "study day counted from 0": ("ae", cell(HEADACHE, "AESTDY", 5), "day", False),
    "study day of a month": ("ae", cell(CHEST_PAIN, "AESTDY", 1), "day", False),
    "term missing": ("ae", cell(HEADACHE, "AETERM", None), "required", False),
    "term empty": ("ae", cell(HEADACHE, "AETERM", ""), "text", False),
    "control character": ("ae", cell(HEADACHE, "AETERM", "head\u0007ache"), "text", False),
    "term too long": ("ae", cell(HEADACHE, "AETERM", "a" * 201), "length", False),
    "number as text": ("ae", cell(HEADACHE, "AESEQ", "1"), "type", False),
    "sequence number twice": ("ae", cell(BRUISE, "AESEQ", 4), "seq", False),
    "row twice": ("ae", row_again, "key", False),
    "rows out of order": ("ae", reversed_rows, "order", False),
    "another domain": ("ae", cell(HEADACHE, "DOMAIN", "CE"), "domain", False),
    "another study": ("ae", cell(HEADACHE, "STUDYID", "TV-2"), "study", False),
    "MedDRA codes without a term": ("ae", cell(HEADACHE, "AEPTCD", 10000001), "coding", False),
    "MedDRA term without its release": ("ae", cell(HEADACHE, "AEDECOD", "Headache"), "coding", False),
    "amount without a unit": ("cm", cell(0, "CMDOSU", None), "dose", False),
    "dose as number and as words": ("cm", cell(0, "CMDOSTXT", "200 mg"), "dose", False),
    "unit of another test": (
        "vs",
        all_of(cell(0, "VSORRESU", "kg"), cell(0, "VSSTRESU", "kg")),
        "unit",
        False,
    ),
    "unit that is not the standard one": ("vs", cell(0, "VSSTRESU", "breaths/min"), "unit", False),
    "standard result of another number": ("vs", cell(0, "VSSTRESN", 73), "result", False),
    "test of another name": ("vs", cell(0, "VSTEST", "Heart Rate"), "test", False),
    "visit of another number": ("vs", cell(2, "VISITNUM", 1), "visit", False),
    "supplement to no row": ("suppae", cell(0, "IDVARVAL", "99"), "parent", False),
    "supplement by another variable": ("suppae", cell(0, "IDVAR", "AESPID"), "parent", False),
    "qualifier of no table": ("suppae", cell(0, "QNAM", "AEXYZ"), "qnam", False),
    "label of another qualifier": ("suppae", cell(0, "QLABEL", "CTCAE Term"), "qlabel", False),
    "evidence without a time": ("suppae", cell(8, "QVAL", "101-v1"), "reference", False),
    "no evidence": ("suppae", rows_less("EV"), "evidence", False),
    "quotes without recording": ("suppae", rows_less("EVREF2"), "evidence", False),
    "nobody who accepted": ("suppvs", rows_less("FNDBY"), "decision", False),
    "no status": ("suppvs", rows_less("FNDST"), "decision", False),
    "subject that DM lacks": ("ae", cell(HEADACHE, "USUBJID", "TV-1-01-999"), "dm", False),
    "USUBJID of other parts": ("dm", cell(0, "SITEID", "02"), "usubjid", False),
    "subject twice in DM": ("dm", cell(1, "USUBJID", "TV-1-01-101"), "key", False),
    "records counted wrong": ("ae", head("records", 4), "records", True),
    "row lost": ("ae", row_less, "records", True),
    "row of another width": ("ae", short_row, "width", True),
    "columns out of order": ("ae", swapped_columns, "columns", False),
    "expected column missing": ("ae", column_less, "columns", False),
    "variable of nine letters": ("ae", column(5, "name", "AETERMXYZ"), "column", False),
    "label of 41 characters": ("ae", column(5, "label", "L" * 41), "column", False),
    "unknown data type": ("ae", column(5, "dataType", "text"), "column", True),
    "length of nothing": ("ae", column(5, "length", 0), "column", True),
    "label missing": ("ae", without("label"), "field", True),
    "moment missing": ("ae", without("datasetJSONCreationDateTime"), "field", True),
    "field of no standard": ("ae", head("subjects", 2), "field", True),
    "version 1.0": ("ae", head("datasetJSONVersion", "1.0.0"), "version", False),
    "moment of another form": ("ae", head("datasetJSONCreationDateTime", "2 April 2026"), "moment", False),
    "label of another dataset": ("ae", head("label", "Clinical Events"), "label", False),
    "standard result as other text": ("vs", cell(0, "VSSTRESC", "72.1"), "result", False),
    "standard unit of a result without one": ("vs", cell(0, "VSORRESU", None), "unit", False),
    "dose below nothing": ("cm", cell(0, "CMDOSE", -200), "dose", False),
    "identifier of another finding": ("ae", cell(HEADACHE, "AESPID", "f-0000000000000000"), "spid", False),
    "identifier twice": ("vs", all_of(*(cell(row, "VSSPID", "f-1") for row in (0, 1))), "spid", False),
    "moment of decision in words": ("suppvs", cell(4, "QVAL", "yesterday"), "date", False),
    "origin of another qualifier": ("suppae", cell(0, "QORIG", "Derived"), "qlabel", False),
    "evidence that ends before it starts": ("suppae", cell(8, "QVAL", "101-v1#t=6.5,4.0"), "reference", False),
    "dataset of another name": ("ae", head("name", "CE"), "name", False),
}


def _found(check: Check, files: dict[str, bytes]) -> set[str]:
    return {fault.rule.removeprefix("sdtm-") for fault in check.faults(files)}


@pytest.mark.parametrize("what", PLANTED)
def test_planted_fault(what: str) -> None:
    name, change, rule, odmlib = PLANTED[what]
    files = SDTM.make(study(), ACCEPTED)
    data = json.loads(files[f"{name}.json"])
    change(data)
    files[f"{name}.json"] = json.dumps(data).encode()
    assert rule in _found(OURS, files)
    assert bool(_found(ODMLIB, files)) is odmlib


@pytest.mark.parametrize(
    ("name", "content", "rule", "odmlib"),
    [
        ("ae.json", b"{", "json", True),
        ("ae.json", b'{"name": NaN}', "json", True),
        ("ae.json", b"\xff\xfe", "json", True),
        ("ae.json", b"[]", "name", True),
        ("ae.csv", b"{}", "name", True),
    ],
)
def test_file_that_is_no_dataset(name: str, content: bytes, rule: str, odmlib: bool) -> None:
    files = SDTM.make(study(), ACCEPTED) | {name: content}
    assert rule in _found(OURS, files)
    assert bool(_found(ODMLIB, files)) is odmlib


@pytest.mark.parametrize(("lost", "rule"), [("dm.json", "dm"), ("ae.json", "parent"), ("suppae.json", "evidence")])
def test_lost_file(lost: str, rule: str) -> None:
    files = SDTM.make(study(), ACCEPTED)
    del files[lost]
    assert rule in _found(OURS, files)
    assert not _found(ODMLIB, files)


def test_no_fault_quotes_what_was_said() -> None:
    """Values of speech that are wrong in every way are named by place and rule alone."""
    files = SDTM.make(study(), ACCEPTED)
    for name, content in files.items():
        files[name] = content.replace(b"headache", b"\\u0007secret words ").replace(b'"Y"', b'"secret words"')
    faults = [fault for check in SDTM.checks for fault in check.faults(files)]
    assert faults
    assert not any("secret" in fault.model_dump_json() for fault in faults)
