"""Faults planted into the ODM files: our own check finds each, and who else does is measured, blind spots and all."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from lxml import etree

from tests.reviewed_sample import study
from trialvoice.trial.exports.odm.elements import MDSOL
from trialvoice.trial.exports.odm.target import INFORM, PLAIN, QUERIES, RAVE
from trialvoice.trial.exports.target import Target
from trialvoice.trial.record.reviewed import ACCEPTED

Plant = Callable[[etree._Element], None]
XSD = ("libxml2", "xmlschema")
ALL = ("libxml2", "odmlib", "xmlschema")


def each(top: etree._Element, path: str) -> list[Any]:
    """Elements by an XPath in which `o:` is ODM's namespace."""
    found = top.xpath(path, namespaces={"o": etree.QName(top).namespace, "m": MDSOL})
    assert isinstance(found, list)
    assert found, path
    return found


def setting(path: str, name: str, value: str) -> Plant:
    def plant(top: etree._Element) -> None:
        each(top, path)[0].set(name, value)

    return plant


def unset(path: str, name: str) -> Plant:
    def plant(top: etree._Element) -> None:
        del each(top, path)[0].attrib[name]

    return plant


def text(path: str, value: str) -> Plant:
    def plant(top: etree._Element) -> None:
        each(top, path)[0].text = value

    return plant


def without(path: str) -> Plant:
    def plant(top: etree._Element) -> None:
        one = each(top, path)[0]
        one.getparent().remove(one)

    return plant


def again(path: str) -> Plant:
    def plant(top: etree._Element) -> None:
        one = each(top, path)[0]
        one.addnext(etree.fromstring(etree.tostring(one)))

    return plant


def adding(path: str, name: str, at: int = 0) -> Plant:
    def plant(top: etree._Element) -> None:
        one = each(top, path)[0]
        one.insert(at, etree.Element(f"{{{etree.QName(top).namespace}}}{name}"))

    return plant


@dataclass(frozen=True)
class Row:
    """also: which of the three others find it too."""

    what: str
    plant: Plant
    rule: str
    also: tuple[str, ...] = ()


def item(name: str) -> str:
    return f"//o:ItemData[contains(@ItemOID, '{name}')]"


SERIOUS = "//o:ItemGroupData[o:ItemData[@ItemOID='IT.LOG.AE.AESHOSP']]/o:ItemData[@ItemOID='IT.LOG.AE.{}']"
EVIDENCE = f"{item('IT.VS.SYSBP')}/o:AuditRecord/o:SourceID"
STAMP = f"{item('IT.VS.SYSBP')}/o:AuditRecord/o:DateTimeStamp"

PLAIN_ROWS = (
    Row("value outside its code list", setting(item("AESEV"), "Value", "VERY BAD"), "odm-codelist"),
    Row("choice in another case", setting(item("SMOKE"), "Value", "FORMER"), "odm-codelist"),
    Row("text in an integer", setting(item("IT.VS.SYSBP"), "Value", "high"), "odm-type"),
    Row("number out of range", setting(item("IT.VS.SYSBP"), "Value", "400"), "odm-range"),
    Row("date in American order", setting(item("AESTDAT"), "Value", "03/07/2026"), "odm-type"),
    Row("day that is not", setting(item("AESTDAT"), "Value", "2026-02-30"), "odm-type"),
    Row("text longer than its item", setting(item("JOB"), "Value", "x" * 4001), "odm-length"),
    Row("end before start", setting(item("AEENDAT"), "Value", "2026-01-01"), "odm-dates"),
    Row("serious by no criterion", without(SERIOUS.format("AESHOSP")), "odm-seriousness"),
    Row("criterion of what is not serious", setting(SERIOUS.format("AESER"), "Value", "N"), "odm-seriousness"),
    Row("ongoing with an end", setting(item("AEONGO"), "Value", "Y"), "odm-outcome"),
    Row("fatal without a death", setting(item("AEOUT"), "Value", "FATAL"), "odm-outcome"),
    Row("unit of another item", setting(f"{item('PULSE')}/o:MeasurementUnitRef", "MeasurementUnitOID", "MU.mmHg"),
        "odm-unit"),
    Row("no unit", without(f"{item('PULSE')}/o:MeasurementUnitRef"), "odm-unit"),
    Row("term missing", without(item("AETERM")), "odm-mandatory"),
    Row("unknown item", setting(item("IT.VS.SYSBP"), "ItemOID", "IT.VS.OTHER"), "odm-reference", ("odmlib",)),
    Row("item of another form", setting(item("IT.VS.SYSBP"), "ItemOID", "IT.SU.COFFEE"), "odm-structure"),
    Row("form of no such event", setting("//o:FormData[@FormOID='FO.VS']", "FormOID", "FO.LOG.AE"), "odm-structure"),
    Row("unknown user", setting("//o:AuditRecord/o:UserRef", "UserOID", "US.nobody"), "odm-reference", ("odmlib",)),
    Row("unknown signature", setting("//o:SignatureRef", "SignatureOID", "SD.none"), "odm-reference", ("odmlib",)),
    Row("code list that is gone", without("//o:CodeList[@OID='CL.AESEV']"), "odm-reference", ("odmlib",)),
    Row("item defined twice", again("//o:ItemDef"), "odm-duplicate-oid", ALL),
    Row("event of two rows", again("//o:ItemGroupData[@ItemGroupOID='IG.LOG.AE']"), "odm-key"),
    Row("subject twice", again("//o:SubjectData"), "odm-key", XSD),
    Row("value twice", again(item("IT.VS.SYSBP")), "odm-key"),
    Row("row without a key", unset("//o:ItemGroupData[@ItemGroupOID='IG.LOG.AE']", "ItemGroupRepeatKey"), "odm-key"),
    Row("row's id of another", setting(item("AESPID"), "Value", "f-0000000000000000"), "odm-key"),
    Row("no audit", without(f"{item('IT.VS.SYSBP')}/o:AuditRecord"), "odm-audit"),
    Row("no evidence", without(EVIDENCE), "odm-source"),
    Row("evidence of no form", text(EVIDENCE, "101-v1 at 5 minutes"), "odm-source"),
    Row("evidence after the recording's end", text(EVIDENCE, "101-v1#t=119.0,120.5"), "odm-evidence"),
    Row("evidence backwards", text(EVIDENCE, "101-v1#t=9.0,8.5"), "odm-evidence"),
    Row("evidence of another subject", text(EVIDENCE, "202-v1#t=4.0,6.5"), "odm-evidence"),
    Row("accepted before it was recorded", text(STAMP, "2026-03-01T12:00:00+00:00"), "odm-time"),
    Row("accepted after the file was made", text(STAMP, "2027-01-01T12:00:00+00:00"), "odm-time"),
    Row("time without an offset", text(STAMP, "2026-04-02T12:02:00"), "odm-time"),
    Row("time that is none", text(STAMP, "yesterday"), "odm-time", ALL),
    Row("no site", without("//o:SiteRef"), "odm-site"),
    Row("accepted at another site", setting("//o:AuditRecord/o:LocationRef[@LocationOID='LO.01']", "LocationOID",
        "LO.02"), "odm-site"),
    Row("signature bound to nothing", without("//o:StudyEventData/o:Annotation"), "odm-signature"),
    Row("flag outside its list", text("//o:FlagValue", "PERHAPS"), "odm-codelist"),
    Row("no transaction", unset("//o:ItemData", "TransactionType"), "odm-transaction"),
    Row("snapshot", setting("/o:ODM", "FileType", "Snapshot"), "odm-head"),
    Row("other root attribute missing", unset("/o:ODM", "FileOID"), "odm-head", ALL),
    Row("definition that nothing uses", without("//o:ItemRef[@ItemOID='IT.SU.COFFEE']"), "odm-orphan"),
)  # fmt: skip

RAVE_ROWS = (
    Row("no kind of subject key", unset("//o:SubjectData", f"{{{MDSOL}}}SubjectKeyType"), "rave-attribute"),
    Row("no way of submission", unset("//o:ItemGroupData", f"{{{MDSOL}}}Submission"), "rave-attribute"),
    Row("uid as a line", setting("//o:ItemGroupData", "ItemGroupRepeatKey", "f-12"), "rave-key"),
    Row("line twice", again("//o:ItemGroupData[@ItemGroupOID='FO.LOG.AE']"), "odm-key"),
    Row("group of another name than its form", setting("//o:ItemGroupData", "ItemGroupOID", "IG.VS"), "rave-group"),
    Row("term missing", without(item("AETERM")), "odm-mandatory"),
    Row("criterion of what is not serious", setting(SERIOUS.format("AESER"), "Value", "N"), "odm-seriousness"),
    Row("query in no state", setting("//m:Query", "Status", "Candidate"), "rave-query"),
    Row("query without text", unset("//m:Query", "Value"), "rave-query"),
    Row("annotation", adding(item("IT.VS.SYSBP"), "Annotation", 1), "rave-element", ALL),
    Row("metadata", adding("/o:ODM", "AdminData"), "rave-element"),
    Row("two subjects", again("//o:SubjectData"), "rave-subject"),
    Row("value outside its code list", setting(item("AESEV"), "Value", "BAD"), "odm-codelist"),
    Row("evidence of no form", text(EVIDENCE, "somewhere"), "odm-source"),
    Row("name of another vendor", setting("//o:SubjectData", "{urn:other}key", "1"), "odm-namespace"),
)

INFORM_ROWS = (
    Row("no site", without("//o:SiteRef"), "odm-site"),
    Row("audit record", adding(item("IT.VS.SYSBP"), "AuditRecord"), "inform-element", XSD),
    Row("annotation", adding(item("IT.VS.SYSBP"), "Annotation"), "inform-element", ALL),
    Row("investigator", adding("//o:SubjectData", "InvestigatorRef"), "inform-element", ALL),
    Row("transaction", setting("//o:SubjectData", "TransactionType", "Upsert"), "inform-attribute"),
    Row("originator", setting("/o:ODMSubmit", "Originator", "trialvoice"), "inform-attribute"),
    Row("uid as a row", setting("//o:ItemGroupData[@ItemGroupRepeatKey]", "ItemGroupRepeatKey", "f-1"), "inform-key"),
    Row("other version", setting("/o:ODMSubmit", "ODMVersion", "1.3.2"), "odm-head"),
)

QUERY_ROWS = (
    Row("state that is none", setting("//o:Query", "State", "Proposed"), "query-state", XSD),
    Row("candidate sent as open", setting("//o:Query[starts-with(@OID, 'QC.')]", "State", "Open"), "query-state"),
    Row("candidate from a person", setting("//o:Query[starts-with(@OID, 'QC.')]", "Source", "Site Monitor"),
        "query-state"),
    Row("query twice", again("//o:Query"), "query-oid"),
    Row("no text", text("//o:Query/o:Value", " "), "query-text"),
    Row("candidate without evidence", without("//o:Query[starts-with(@OID, 'QC.')]//o:SourceID"), "query-evidence"),
    Row("candidate sent as data", setting("//o:ItemData", "TransactionType", "Insert"), "query-context"),
    Row("changed before it was raised", setting("//o:Query", "LastUpdateDatetime", "2026-03-20T12:00:00+00:00"),
        "query-time"),
    Row("changed after the file was made", setting("//o:Query", "LastUpdateDatetime", "2030-01-01T12:00:00+00:00"),
        "query-time"),
    Row("no time of change", unset("//o:Query", "LastUpdateDatetime"), "query-time", XSD),
    Row("two values", again("//o:ItemData/o:Value"), "query-value"),
    Row("value outside its code list", text(f"{item('AESEV')}/o:Value", "BAD"), "odm-codelist"),
    Row("unknown item", setting("//o:ItemData", "ItemOID", "IT.NONE"), "odm-reference"),
    Row("form of 1.3", adding("//o:StudyEventData", "FormData"), "query-context", XSD),
    Row("evidence outside the recording", text("//o:ClinicalData//o:SourceID", "101-v1#t=500.0,501.0"), "odm-evidence"),
)  # fmt: skip

TABLE = [
    pytest.param(target, row, id=f"{target.name}: {row.what}")
    for target, rows in ((PLAIN, PLAIN_ROWS), (RAVE, RAVE_ROWS), (INFORM, INFORM_ROWS), (QUERIES, QUERY_ROWS))
    for row in rows
]


@pytest.mark.parametrize(("target", "row"), TABLE)
def test_a_planted_fault_is_found(target: Target, row: Row) -> None:
    files = target.make(study(), ACCEPTED)
    name = next(iter(files))
    top = etree.fromstring(files[name])
    row.plant(top)
    planted = {name: etree.tostring(top)}

    rules = {fault.rule for check in target.checks if check.ours for fault in check.faults(planted)}
    assert row.rule in rules
    others = ("libxml2", "xmlschema", "odmlib")
    found = sorted(
        other
        for check in target.checks
        if not check.ours and any(check.faults(planted))
        for other in others
        if other in check.name
    )
    assert replace(row, also=tuple(found)) == row


@pytest.mark.parametrize("target", [PLAIN, RAVE, INFORM, QUERIES], ids=lambda target: target.name)
@pytest.mark.parametrize("content", [b"<ODM", b"", b'<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>'], ids=len)
def test_what_is_no_xml_is_a_fault_of_every_check(target: Target, content: bytes) -> None:
    for check in target.checks:
        assert [fault.rule for fault in check.faults({"odm.xml": content})] == ["odm-xml"]
