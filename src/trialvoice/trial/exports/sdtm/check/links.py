"""What points from one dataset to another: subjects into DM, supplemental qualifiers to their rows, and the proof."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from trialvoice.trial.exports.sdtm.check.table import Row, Table
from trialvoice.trial.exports.sdtm.check.values import is_date
from trialvoice.trial.exports.sdtm.standard import label_of, qualifier_of
from trialvoice.trial.exports.target import Fault

_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*#t=(\d+\.\d{1,3}),(\d+\.\d{1,3})", re.ASCII)
_Notes = dict[tuple[str, str], dict[str, Any]]
"""USUBJID and --SEQ → QNAM → QVAL."""


def subject_faults(tables: Mapping[str, Table]) -> Iterator[Fault]:
    """DM is there, tells each subject once by study, site and number, and misses none."""
    if "DM" not in tables:
        yield Fault(file="dm.json", place="file", rule="sdtm-dm", text="There is no dataset DM.")
        return
    known: set[str] = set()
    for number, row in tables["DM"].rows:
        usubjid = str(row.get("USUBJID"))
        if usubjid != f"{row.get('STUDYID')}-{row.get('SITEID')}-{row.get('SUBJID')}":
            text = "USUBJID is not made of STUDYID, SITEID and SUBJID."
            yield tables["DM"].fault("usubjid", text, row=number, variable="USUBJID")
        known.add(usubjid)
    for table in tables.values():
        for number, row in table.rows:
            if str(row.get("USUBJID")) not in known:
                yield table.fault("dm", "DM does not have this subject.", row=number, variable="USUBJID")


def supplement_faults(tables: Mapping[str, Table]) -> Iterator[Fault]:
    """Each SUPP-- row has its parent, its name and label from the table; each parent row has proof and a status."""
    for name, table in tables.items():
        if table.dataset.of:
            parent = tables.get(table.dataset.of)
            keys = _keys(parent) if parent else set()
            for number, row in table.rows:
                for rule, variable, text in _of_row(table.dataset.of, row, keys):
                    yield table.fault(rule, text, row=number, variable=variable)
        elif name != "DM":
            yield from _proven(table, _notes(tables.get(f"SUPP{name}")))


def _of_row(domain: str, row: Row, keys: set[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    if row.get("RDOMAIN") != domain or row.get("IDVAR") != f"{domain}SEQ":
        yield "parent", "IDVAR", f"RDOMAIN is not {domain}, or IDVAR not {domain}SEQ."
    if (str(row.get("USUBJID")), str(row.get("IDVARVAL"))) not in keys:
        yield "parent", "IDVARVAL", f"{domain} has no such row."
    qnam = str(row.get("QNAM"))
    known = qualifier_of(qnam)
    if known is None or not re.fullmatch(r"[A-Z][A-Z0-9]{0,7}", qnam, re.ASCII):
        yield "qnam", "QNAM", "The table of qualifiers does not have this name."
        return
    if row.get("QLABEL") != label_of(qnam, known) or row.get("QORIG") != known.origin:
        yield "qlabel", "QLABEL", "Label or origin are not those of the table of qualifiers."
    if known.stem == "EVREF" and not _is_reference(row.get("QVAL")):
        yield "reference", "QVAL", "The evidence is not a recording with seconds from and to."
    if known.stem in ("FNDDT", "AEAWDTC", "AEDUEDTC") and not is_date(row.get("QVAL")):
        yield "date", "QVAL", "The value is no date of ISO 8601."


def _is_reference(value: Any) -> bool:
    found = _REFERENCE.fullmatch(value) if isinstance(value, str) else None
    return found is not None and float(found[1]) <= float(found[2])


def _proven(table: Table, notes: _Notes) -> Iterator[Fault]:
    for number, row in table.rows:
        told = notes.get((str(row.get("USUBJID")), str(row.get(f"{table.name}SEQ"))), {})
        if not (told.keys() & {"EVREF1", "EVBAS1"}):
            yield table.fault("evidence", "No evidence and no basis stands in SUPP--.", row=number)
        if any(name.replace("EVQ", "EVREF") not in told for name in told if re.fullmatch(r"EVQ\d+", name)):
            yield table.fault("evidence", "A quote has no recording and time.", row=number)
        yield from _decided(table, number, row, told)


def _decided(table: Table, number: int, row: Row, told: dict[str, Any]) -> Iterator[Fault]:
    status = told.get("FNDST1")
    if status not in ("candidate", "accepted", "edited", "rejected"):
        yield table.fault("decision", "Nothing says whether a person accepted it.", row=number)
    for name, value in told.items():
        decided = name.startswith("FNDST") and value in ("accepted", "edited")
        if decided and not {f"FNDBY{name[5:]}", f"FNDDT{name[5:]}"} <= told.keys():
            yield table.fault("decision", "It was accepted, and nothing says by whom or when.", row=number)
    if told.get("FNDID1") != row.get(f"{table.name}SPID"):
        yield table.fault("spid", "--SPID is not the finding that told it first.", row=number)
    if row.get("AEDECOD") is not None and "AEMEDVER" not in told:
        yield table.fault("coding", "A term of MedDRA stands without its release.", row=number)


def _keys(parent: Table) -> set[tuple[str, str]]:
    return {(str(row.get("USUBJID")), str(row.get(f"{parent.name}SEQ"))) for _, row in parent.rows}


def _notes(table: Table | None) -> _Notes:
    made: _Notes = {}
    for _, row in table.rows if table else ():
        of = made.setdefault((str(row.get("USUBJID")), str(row.get("IDVARVAL"))), {})
        of[str(row.get("QNAM"))] = row.get("QVAL")
    return made
