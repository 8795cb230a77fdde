"""Queries of ODM 2.0: each in a state and from a source that its record has, on something, and nothing sent as data."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from trialvoice.trial.exports.odm.check_values import moment
from trialvoice.trial.exports.odm.parsed import Parsed, data
from trialvoice.trial.exports.odm.proof import SOURCE
from trialvoice.trial.exports.target import Fault

_SOURCES = ("System", "Data Management", "Site Monitor", "Coding System", "Safety Reviewer")
_STATES = ("Candidate", "Open", "Answered", "Closed", "Cancelled", "Resolved")
_CANDIDATE = "QC."


def queries(file: Parsed) -> Iterator[Fault]:
    """Of the whole file, those on a Location too."""
    found = file.every("Query")
    made = moment(file.top.get("CreationDateTime"))
    counted = Counter(one.get("OID") for one in found)
    for one in found:
        if counted[one.get("OID")] > 1:
            yield file.fault(one, "query-oid", "another query has the same OID")
        if one.get("Source") not in _SOURCES or one.get("State") not in _STATES:
            yield file.fault(one, "query-state", "the state or the source is none of ODM's")
        own = (one.get("OID") or "").startswith(_CANDIDATE)
        if own and (one.get("State"), one.get("Source")) != ("Candidate", "System"):
            yield file.fault(one, "query-state", "what the machine proposes is a Candidate of the System")
        if one.get("Type") == "System" and one.get("Source") != "System":
            yield file.fault(one, "query-state", "a rule's query is not from the System")
        updated, raised = moment(one.get("LastUpdateDatetime")), _raised(file, one)
        if updated is None or raised is None or updated < raised or (made is not None and updated > made):
            yield file.fault(one, "query-time", "LastUpdateDatetime is not between its raising and the file's making")
        if not (file.text(one, "Value") or "").strip():
            yield file.fault(one, "query-text", "the query asks nothing")
        record = file.child(one, "AuditRecord")
        source = "" if record is None else file.text(record, "SourceID") or ""
        if own and not (source and all(SOURCE.fullmatch(part) for part in source.split())):
            yield file.fault(one, "query-evidence", "the candidate names no moment that proves it")
    yield from _context(file)


def _raised(file: Parsed, one: etree._Element) -> datetime | None:
    record = file.child(one, "AuditRecord")
    return None if record is None else moment(file.text(record, "DateTimeStamp"))


def _context(file: Parsed) -> Iterator[Fault]:
    """Nothing that was not accepted may be taken for data."""
    for tag in ("SubjectData", "StudyEventData", "ItemGroupData", "ItemData"):
        for one in file.every(tag):
            if one.get("TransactionType") != "Context":
                yield file.fault(one, "query-context", f"{tag} is not Context")
    for found in data(file):
        values = found.element.findall(f"{{{file.namespace}}}Value")
        if len(values) != 1 or values[0].get("SeqNum") != "1":
            yield file.fault(found.element, "query-value", "the item does not have one Value with SeqNum 1")
    for form in file.every("FormData"):
        yield file.fault(form, "query-context", "ODM 2.0 has no FormData")
