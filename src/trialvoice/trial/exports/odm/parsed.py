"""Reading an ODM file back for the checks: no network, no entities, places by OID and key and never by value."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from trialvoice.trial.exports.target import Fault, Files

_NAMED_BY = ("OID", "SubjectKey", "StudyEventOID", "FormOID", "ItemGroupOID", "ItemOID", "SeqNum")
_KEYED_BY = ("StudyEventRepeatKey", "ItemGroupRepeatKey")


@dataclass(frozen=True)
class Parsed:
    """A file. namespace: of its root."""

    name: str
    top: etree._Element
    namespace: str

    def every(self, tag: str, under: etree._Element | None = None) -> list[etree._Element]:
        """All descendants of that name, in order."""
        return list((self.top if under is None else under).iter(f"{{{self.namespace}}}{tag}"))

    def child(self, parent: etree._Element, tag: str) -> etree._Element | None:
        """The first child of that name."""
        return parent.find(f"{{{self.namespace}}}{tag}")

    def text(self, parent: etree._Element, tag: str) -> str | None:
        """Of the first child of that name, None where there is none."""
        found = self.child(parent, tag)
        return None if found is None else found.text or ""

    def fault(self, element: etree._Element, rule: str, text: str) -> Fault:
        """At an element."""
        return Fault(file=self.name, place=place(element), rule=rule, text=text)


@dataclass(frozen=True)
class Datum:
    """A value with its keys. value: None where there is none."""

    element: etree._Element
    subject: etree._Element
    group: etree._Element
    item: str
    value: str | None


def parsed(files: Files) -> Iterator[Parsed | Fault]:
    """Each XML file, or what keeps it from being read."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    for name in sorted(files):
        if not name.endswith(".xml"):
            continue
        if b"<!DOCTYPE" in files[name]:
            yield Fault(file=name, place="/", rule="odm-xml", text="the file has a document type, which ODM has not")
            continue
        try:
            top = etree.fromstring(files[name], parser)
        except etree.XMLSyntaxError:
            yield Fault(file=name, place="/", rule="odm-xml", text="the file is not well-formed XML")
            continue
        yield Parsed(name, top, etree.QName(top).namespace or "")


def data(file: Parsed) -> Iterator[Datum]:
    """Every ItemData of a file; 1.3.2 has the value as an attribute, 2.0 as a child."""
    for subject in file.every("SubjectData"):
        for group in file.every("ItemGroupData", subject):
            for element in group.findall(f"{{{file.namespace}}}ItemData"):
                value = element.get("Value")
                if value is None:
                    value = file.text(element, "Value")
                yield Datum(element, subject, group, element.get("ItemOID", ""), value)


def place(element: etree._Element) -> str:
    """A path of names, OIDs and keys."""
    steps = []
    for one in reversed([element, *element.iterancestors()]):
        tag = etree.QName(one).localname
        names = [value for name in (*_NAMED_BY, *_KEYED_BY) if (value := one.get(name)) is not None]
        steps.append(f"{tag}[{','.join(names)}]" if names else tag)
    return "/" + "/".join(steps)
