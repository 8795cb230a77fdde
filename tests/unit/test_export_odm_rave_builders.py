"""Medidata's own builders, given what our file for Rave holds, write the same: the form that its web service takes."""

import xml.etree.ElementTree as ElementTree

import pytest
from lxml import etree

from tests.reviewed_sample import study
from trialvoice.trial.exports.odm.reading_back import same
from trialvoice.trial.exports.odm.target import RAVE
from trialvoice.trial.record.reviewed import ACCEPTED

rave = pytest.importorskip("rwslib.builders", reason="rwslib is not installed")


def attributes(one: etree._Element) -> dict[str, str]:
    return {name.rpartition("}")[2]: value for name, value in one.attrib.items()}


def built_item(one: etree._Element) -> object:
    told = attributes(one)
    item = rave.ItemData(told["ItemOID"], told["Value"])
    for part in one:
        mine, kind = attributes(part), etree.QName(part).localname
        if kind == "Query":
            item << rave.MdsolQuery(
                value=mine["Value"],
                query_repeat_key=mine["QueryRepeatKey"],
                recipient=mine["Recipient"],
                status=rave.QueryStatusType[mine["Status"]],
            )
            continue
        texts = {etree.QName(x).localname: x for x in part}
        record = rave.AuditRecord(used_imputation_method=False, edit_point=mine.get("EditPoint"))
        record << rave.UserRef(texts["UserRef"].get("UserOID"))
        record << rave.LocationRef(texts["LocationRef"].get("LocationOID"))
        record << rave.DateTimeStamp(texts["DateTimeStamp"].text)
        if "ReasonForChange" in texts:
            record << rave.ReasonForChange(texts["ReasonForChange"].text)
        record << rave.SourceID(texts["SourceID"].text)
        item << record
    return item


def built(subject: etree._Element) -> object:
    site, *events = subject
    made = rave.SubjectData(site.get("LocationOID"), subject.get("SubjectKey"), transaction_type="Update")
    for event in events:
        event_data = rave.StudyEventData(event.get("StudyEventOID"), transaction_type="Upsert")
        for form in event:
            form_data = rave.FormData(form.get("FormOID"), transaction_type="Upsert")
            for group in form:
                group_data = rave.ItemGroupData(
                    group.get("ItemGroupOID"),
                    transaction_type="Upsert",
                    item_group_repeat_key=group.get("ItemGroupRepeatKey"),
                )
                for item in group:
                    group_data << built_item(item)
                form_data << group_data
            event_data << form_data
        made << event_data
    return made


def in_one_order(top: ElementTree.Element) -> ElementTree.Element:
    """The builders write SourceID before ReasonForChange, which the schema of ODM has the other way round."""
    for one in top.iter():
        if one.tag.rpartition("}")[2] == "AuditRecord":
            one[:] = sorted(one, key=lambda part: part.tag.rpartition("}")[2])
    return top


def test_medidatas_builders_write_the_same() -> None:
    top = etree.fromstring(RAVE.make(study(), ACCEPTED)["01/101.xml"])
    subject = top[0][0]
    builder = ElementTree.TreeBuilder()
    built(subject).build(builder)
    ours = in_one_order(ElementTree.fromstring(etree.tostring(subject)))
    assert same(ours, in_one_order(builder.close()))
