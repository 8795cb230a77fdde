"""The Study of ODM 2.0: as in 1.3.2, but that a form is an item group, and a unit is a name of its item."""

from lxml import etree

from trialvoice.trial.exports.odm.catalogue import Catalogue, CodeList, ItemSpec
from trialvoice.trial.exports.odm.elements import XML_LANG, child
from trialvoice.trial.exports.odm.values import plain


def study_2(top: etree._Element, known: Catalogue) -> None:
    """All that the file's OIDs refer to."""
    about = known.study.study
    made = child(top, "Study", OID=about.id, StudyName=about.id, ProtocolName=about.id)
    language = None if about.language == "auto" else about.language
    _text(child(made, "Description"), about.title, language)
    version = child(made, "MetaDataVersion", OID=known.version, Name=f"{about.id} as of its study file")
    for event in known.events:
        repeats = "Yes" if event.repeating else "No"
        entry = child(version, "StudyEventDef", OID=event.oid, Name=event.name, Repeating=repeats, Type=event.kind)
        groups = [group for group in known.groups if group.form in event.forms]
        for at, group in enumerate(groups, start=1):
            child(entry, "ItemGroupRef", ItemGroupOID=group.oid, OrderNumber=str(at), Mandatory="No")
    for group in known.groups:
        repeats = "Simple" if group.repeating else "No"
        entry = child(version, "ItemGroupDef", OID=group.oid, Name=group.title, Repeating=repeats, Type="Form")
        for at, item in enumerate(group.items, start=1):
            mandatory = "Yes" if item.required else "No"
            child(entry, "ItemRef", ItemOID=item.oid, OrderNumber=str(at), Mandatory=mandatory)
    for item in known.items:
        _item(version, item, language)
    for codes in known.lists:
        _codes(version, codes)


def _item(version: etree._Element, item: ItemSpec, language: str | None) -> None:
    length = str(item.length) if item.length else None
    made = child(version, "ItemDef", OID=item.oid, Name=item.name, DataType=item.type, Length=length)
    _text(child(made, "Question"), item.question, language)
    for comparator, bound in (("GE", item.minimum), ("LE", item.maximum)):
        if bound is not None:
            check = child(made, "RangeCheck", Comparator=comparator, SoftHard="Soft")
            child(check, "CheckValue", plain(bound))
    if item.codes:
        child(made, "CodeListRef", CodeListOID=item.codes.oid)
    for context, name in (("CDASH", item.cdash), ("unit", item.unit)):
        if name:
            child(made, "Alias", Context=context, Name=name)


def _codes(version: etree._Element, codes: CodeList) -> None:
    made = child(version, "CodeList", OID=codes.oid, Name=codes.name, DataType="text")
    for at, (code, decode) in enumerate(codes.codes, start=1):
        entry = child(made, "CodeListItem", CodedValue=code, OrderNumber=str(at))
        _text(child(entry, "Decode"), decode, None)


def _text(parent: etree._Element, text: str, language: str | None) -> None:
    made = child(parent, "TranslatedText", text, Type="text/plain")
    if language:
        made.set(XML_LANG, language)
