"""The Study of ODM 1.3.2: events, forms, items, code lists and units, so that every OID of the file resolves in it."""

from lxml import etree

from trialvoice.trial.exports.odm.catalogue import Catalogue, CodeList, ItemSpec
from trialvoice.trial.exports.odm.elements import XML_LANG, child, xml_safe
from trialvoice.trial.exports.odm.values import plain

REVIEW_FLAGS = CodeList(
    "CL.REVIEW",
    "What a person made of a proposal of the machine",
    (("ACCEPTED", "As proposed"), ("EDITED", "Changed"), ("ADDED", "Not proposed"), ("CANDIDATE", "Not reviewed yet")),
)
FLAG_TYPES = CodeList("CL.FLAGTYPE", "Kinds of flags", (("REVIEW", "Review of a proposal"),))


def unit_oid(unit: str) -> str:
    """Of a measurement unit."""
    return f"MU.{unit}"


def study(top: etree._Element, known: Catalogue, units: tuple[str, ...]) -> None:
    """units: symbols that values have beside those of the items."""
    about = known.study.study
    made = child(top, "Study", OID=about.id)
    names = child(made, "GlobalVariables")
    child(names, "StudyName", about.id)
    child(names, "StudyDescription", about.title)
    child(names, "ProtocolName", about.id)
    language = None if about.language == "auto" else about.language
    every = dict.fromkeys([*(item.unit for item in known.items if item.unit), *units])
    if every:
        basics = child(made, "BasicDefinitions")
        for unit in every:
            entry = child(basics, "MeasurementUnit", OID=unit_oid(unit), Name=unit)
            _text(child(entry, "Symbol"), unit, None)
    version = child(made, "MetaDataVersion", OID=known.version, Name=f"{about.id} as of its study file")
    _structure(version, known)
    for item in known.items:
        _item(version, item, language)
    for codes in (*known.lists, REVIEW_FLAGS, FLAG_TYPES):
        _codes(version, codes)


def _structure(version: etree._Element, known: Catalogue) -> None:
    protocol = child(version, "Protocol")
    for at, event in enumerate(known.events, start=1):
        child(protocol, "StudyEventRef", StudyEventOID=event.oid, OrderNumber=str(at), Mandatory="No")
    for event in known.events:
        made = child(
            version,
            "StudyEventDef",
            OID=event.oid,
            Name=event.name,
            Repeating=_yes(event.repeating),
            Type=event.kind,
        )
        for at, form in enumerate(event.forms, start=1):
            child(made, "FormRef", FormOID=form, OrderNumber=str(at), Mandatory="No")
    for group in known.groups:
        made = child(version, "FormDef", OID=group.form, Name=group.title, Repeating="No")
        child(made, "ItemGroupRef", ItemGroupOID=group.oid, OrderNumber="1", Mandatory="No")
    for group in known.groups:
        made = child(version, "ItemGroupDef", OID=group.oid, Name=group.title, Repeating=_yes(group.repeating))
        for at, item in enumerate(group.items, start=1):
            child(made, "ItemRef", ItemOID=item.oid, OrderNumber=str(at), Mandatory=_yes(item.required))


def _item(version: etree._Element, item: ItemSpec, language: str | None) -> None:
    digits = "4" if item.type == "float" else None
    length = str(item.length) if item.length else None
    made = child(
        version,
        "ItemDef",
        OID=item.oid,
        Name=item.name,
        DataType=item.type,
        Length=length,
        SignificantDigits=digits,
    )
    _text(child(made, "Question"), item.question, language)
    if item.unit:
        child(made, "MeasurementUnitRef", MeasurementUnitOID=unit_oid(item.unit))
    for comparator, bound in (("GE", item.minimum), ("LE", item.maximum)):
        if bound is not None:
            check = child(made, "RangeCheck", Comparator=comparator, SoftHard="Soft")
            child(check, "CheckValue", plain(bound))
            if item.unit:
                child(check, "MeasurementUnitRef", MeasurementUnitOID=unit_oid(item.unit))
    if item.codes:
        child(made, "CodeListRef", CodeListOID=item.codes.oid)
    if item.cdash:
        child(made, "Alias", Context="CDASH", Name=item.cdash)


def _codes(version: etree._Element, codes: CodeList) -> None:
    made = child(version, "CodeList", OID=codes.oid, Name=codes.name, DataType="text")
    for at, (code, decode) in enumerate(codes.codes, start=1):
        entry = child(made, "CodeListItem", CodedValue=code, OrderNumber=str(at))
        _text(child(entry, "Decode"), decode, None)


def _text(parent: etree._Element, text: str, language: str | None) -> None:
    made = child(parent, "TranslatedText", text)
    if language:
        made.set(XML_LANG, xml_safe(language))


def _yes(value: bool) -> str:
    return "Yes" if value else "No"
