"""What each receiver wants and refuses."""

from collections.abc import Iterator

from lxml import etree

from trialvoice.trial.exports.odm.elements import MDSOL, PHASE_FORWARD
from trialvoice.trial.exports.odm.parsed import Parsed
from trialvoice.trial.exports.target import Fault

_TRANSACTIONS = {
    "SubjectData": ("Context",),
    "StudyEventData": ("Upsert",),
    "FormData": ("Upsert",),
    "ItemGroupData": ("Upsert",),
    "ItemData": ("Upsert",),
}
_RAVE_REFUSES = ("Study", "AdminData", "Annotation", "Signature", "MeasurementUnitRef")
_INFORM_REFUSES = ("Study", "AdminData", "AuditRecord", "Annotation", "Signature", "InvestigatorRef")
_RAVE_STATES = ("Open", "Cancelled", "Answered", "Forwarded", "Closed")
_RAVE_NUMBERS = ("@CONTEXT",)


def transactions(file: Parsed) -> Iterator[Fault]:
    """A transactional file says of every element what is to be done; subjects are never made here."""
    for tag, allowed in _TRANSACTIONS.items():
        for one in file.every(tag):
            if one.get("TransactionType") not in allowed:
                yield file.fault(one, "odm-transaction", f"{tag} is not {' or '.join(allowed)}")


def rave(file: Parsed) -> Iterator[Fault]:
    """Medidata Rave: data of one subject, its attributes, no metadata, numbers for lines of a log."""
    yield from _refused(file, _RAVE_REFUSES, "rave-element")
    subjects = file.every("SubjectData")
    if len(subjects) != 1:
        yield file.fault(file.top, "rave-subject", "the file is not of one subject")
    for one in subjects:
        if one.get(f"{{{MDSOL}}}SubjectKeyType") != "SubjectName" or one.get("TransactionType") != "Update":
            yield file.fault(one, "rave-attribute", "SubjectData lacks mdsol:SubjectKeyType, or is not Update")
    for one in file.every("ItemGroupData"):
        if one.get(f"{{{MDSOL}}}Submission") != "SpecifiedItemsOnly" or one.get("TransactionType") != "Upsert":
            yield file.fault(one, "rave-attribute", "ItemGroupData lacks mdsol:Submission, or is not Upsert")
        form = one.getparent()
        if form is None or one.get("ItemGroupOID") != form.get("FormOID"):
            yield file.fault(one, "rave-group", "ItemGroupOID is not the form's, as it is in Rave")
        key = one.get("ItemGroupRepeatKey", "")
        if key not in _RAVE_NUMBERS and not _number(key):
            yield file.fault(one, "rave-key", "ItemGroupRepeatKey is neither a line's number nor @CONTEXT")
    for query in file.top.iter(f"{{{MDSOL}}}Query"):
        parent = query.getparent()
        placed = parent is not None and etree.QName(parent).localname == "ItemData"
        if not placed or query.get("Status") not in _RAVE_STATES or not query.get("Value"):
            yield file.fault(query, "rave-query", "mdsol:Query is not on an item, or lacks its state or its text")
    yield from _foreign(file, MDSOL)


def inform(file: Parsed) -> Iterator[Fault]:
    """Oracle InForm's Clinical Data API: data only, a site for each subject, no transactions."""
    yield from _refused(file, _INFORM_REFUSES, "inform-element")
    if file.top.get(f"{{{PHASE_FORWARD}}}HierarchicalOIDs") != "Yes":
        yield file.fault(file.top, "inform-attribute", "the root lacks pf:HierarchicalOIDs")
    for one in file.top.iter(f"{{{file.namespace}}}*"):
        if one.get("TransactionType") is not None:
            yield file.fault(one, "inform-attribute", "InForm takes no TransactionType")
    for name in ("Originator", "SourceSystem", "SourceSystemVersion", "AsOfDateTime", "Description", "Granularity"):
        if file.top.get(name) is not None:
            yield file.fault(file.top, "inform-attribute", f"InForm takes no {name}")
    for one in file.every("ItemGroupData"):
        key = one.get("ItemGroupRepeatKey")
        if key is not None and not _number(key):
            yield file.fault(one, "inform-key", "ItemGroupRepeatKey is no row's number")
    yield from _foreign(file, PHASE_FORWARD)


def _refused(file: Parsed, names: tuple[str, ...], rule: str) -> Iterator[Fault]:
    for name in names:
        for one in file.every(name):
            yield file.fault(one, rule, f"the receiver takes no {name}")


def _foreign(file: Parsed, namespace: str) -> Iterator[Fault]:
    """Names of neither ODM nor the dialect."""
    for one in file.top.iter("{*}*"):
        names = [etree.QName(one).namespace, *(etree.QName(name).namespace for name in one.attrib)]
        if any(name not in (file.namespace, namespace, None) for name in names):
            yield file.fault(one, "odm-namespace", "a name is of neither ODM nor the dialect")


def _number(key: str) -> bool:
    return key.isascii() and key.isdigit() and not key.startswith("0")
