"""Every OID of a file that stands alone resolves, to the right kind of thing and in the right place."""

from collections import Counter
from collections.abc import Iterator

from trialvoice.trial.exports.odm.parsed import Parsed, data
from trialvoice.trial.exports.target import Fault

_REFERS = {
    "MetaDataVersionOID": "MetaDataVersion",
    "StudyOID": "Study",
    "StudyEventOID": "StudyEventDef",
    "FormOID": "FormDef",
    "ItemGroupOID": "ItemGroupDef",
    "ItemOID": "ItemDef",
    "CodeListOID": "CodeList",
    "MeasurementUnitOID": "MeasurementUnit",
    "UserOID": "User",
    "LocationOID": "Location",
    "SignatureOID": "SignatureDef",
}
# Definition → what refers to it in the metadata; one that nothing refers to cannot be filled in.
_REFERRED = {
    "StudyEventDef": ("StudyEventOID", "StudyEventRef"),
    "FormDef": ("FormOID", "FormRef"),
    "ItemGroupDef": ("ItemGroupOID", "ItemGroupRef"),
    "ItemDef": ("ItemOID", "ItemRef"),
}


def references(file: Parsed) -> Iterator[Fault]:
    """Unknown OIDs, OIDs given twice, definitions that nothing refers to, and data where no form has a place for it."""
    known = {kind: [one.get("OID", "") for one in file.every(kind)] for kind in {*_REFERS.values()}}
    for kind, oids in known.items():
        for oid, times in Counter(oids).items():
            if times > 1:
                yield file.fault(file.top, "odm-duplicate-oid", f"{kind} {oid!r} is defined {times} times")
    for element in file.top.iter(f"{{{file.namespace}}}*"):
        for attribute, kind in _REFERS.items():
            if attribute in element.attrib and element.get(attribute) not in known[kind]:
                yield file.fault(element, "odm-reference", f"no {kind} of the file has this {attribute}")
    for kind, (referring, reference) in _REFERRED.items():
        used = {one.get(referring) for one in file.every(reference)}
        for definition in file.every(kind):
            if used and definition.get("OID") not in used:
                yield file.fault(definition, "odm-orphan", f"no {reference} refers to it")
    yield from _places(file)


def _places(file: Parsed) -> Iterator[Fault]:
    """Data stand where the metadata have them: the form in the event, the group in the form, the item in the group."""
    allowed = {
        (one.get("OID"), reference.get(attribute))
        for kind, attribute in (
            ("StudyEventDef", "FormOID"),
            ("StudyEventDef", "ItemGroupOID"),
            ("FormDef", "ItemGroupOID"),
            ("ItemGroupDef", "ItemOID"),
        )
        for one in file.every(kind)
        for reference in one
        if reference.get(attribute) is not None
    }
    for tag, own in (("FormData", "FormOID"), ("ItemGroupData", "ItemGroupOID")):
        for element in file.every(tag):
            parent = element.getparent()
            above = None if parent is None else parent.get("FormOID") or parent.get("StudyEventOID")
            if (above, element.get(own)) not in allowed:
                yield file.fault(element, "odm-structure", "its parent has no place for it")
    for one in data(file):
        if (one.group.get("ItemGroupOID"), one.item) not in allowed:
            yield file.fault(one.element, "odm-structure", "its item group has no such item")
