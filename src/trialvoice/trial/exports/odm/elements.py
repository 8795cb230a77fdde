"""Making XML that any reader takes: no characters that XML 1.0 lacks, the same bytes each time."""

import re

from lxml import etree

ODM_13 = "http://www.cdisc.org/ns/odm/v1.3"
ODM_20 = "http://www.cdisc.org/ns/odm/v2.0"
MDSOL = "http://www.mdsol.com/ns/odm/metadata"
PHASE_FORWARD = "http://www.phaseforward.com/InFormAdapter/ODM/Extensions/2.0"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_UNSAFE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_safe(text: str) -> str:
    """With the replacement character for what XML cannot hold; white space stays."""
    return _UNSAFE.sub("\ufffd", text)


def root(name: str, namespace: str, extension: tuple[str, str] | None = None) -> etree._Element:
    """The top element. extension: prefix and namespace of a dialect."""
    prefixes: dict[str | None, str] = {None: namespace, **dict([extension] if extension else [])}
    return etree.Element(f"{{{namespace}}}{name}", nsmap=prefixes)  # type: ignore[arg-type]


def child(parent: etree._Element, name: str, text: str | None = None, **attributes: str | None) -> etree._Element:
    """A new last child in the parent's namespace; attributes that are None are left out."""
    made = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}")
    for attribute, value in attributes.items():
        if value is not None:
            made.set(attribute, xml_safe(value))
    if text is not None:
        made.text = xml_safe(text)
    return made


def as_bytes(top: etree._Element) -> bytes:
    """UTF-8 with a declaration, indented; text is never indented."""
    etree.indent(top)
    return etree.tostring(top, xml_declaration=True, encoding="UTF-8") + b"\n"
