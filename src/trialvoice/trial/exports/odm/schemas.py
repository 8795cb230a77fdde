"""CDISC's own schemas, as odmlib carries them, by two validators that share no code; nothing is fetched.

A dialect's own names are taken out before: its extensions are of a schema that the vendor keeps. What a validator
says may quote a value, so only its kind and its place are passed on.
"""

from collections.abc import Callable, Iterator
from functools import cache

import xmlschema
from lxml import etree
from odmlib.schema_manager import get_schema_path

from trialvoice.trial.exports.odm.elements import ODM_13, ODM_20
from trialvoice.trial.exports.odm.parsed import Parsed, parsed
from trialvoice.trial.exports.target import Check, Fault, Files

_VERSIONS = {ODM_13: "1.3.2", ODM_20: "2.0"}


def schema_checks(namespace: str) -> tuple[Check, Check]:
    """libxml2's and xmlschema's."""
    version = _VERSIONS[namespace]
    return (
        Check(f"ODM {version} schema (libxml2)", ours=False, faults=_over(version, _libxml2)),
        Check(f"ODM {version} schema (xmlschema)", ours=False, faults=_over(version, _xmlschema)),
    )


def without_dialect(file: Parsed) -> etree._Element:
    """A copy with names of ODM alone, under its own root."""
    top = etree.fromstring(etree.tostring(file.top))
    for one in list(top.iter("{*}*")):
        parent = one.getparent()
        if parent is not None and etree.QName(one).namespace != file.namespace:
            parent.remove(one)
            continue
        for name in list(one.attrib):
            if etree.QName(name).namespace not in (None, "http://www.w3.org/XML/1998/namespace"):
                del one.attrib[name]
    top.tag = f"{{{file.namespace}}}ODM"
    return top


def _over(
    version: str, check: Callable[[str, etree._Element], Iterator[tuple[str, str]]]
) -> Callable[[Files], Iterator[Fault]]:
    def faults(files: Files) -> Iterator[Fault]:
        for file in parsed(files):
            if isinstance(file, Fault):
                yield file
                continue
            for place, kind in check(version, without_dialect(file)):
                yield Fault(file=file.name, place=place, rule=f"xsd-{kind}", text="the schema of ODM refuses this")

    return faults


def _libxml2(version: str, top: etree._Element) -> Iterator[tuple[str, str]]:
    schema = _compiled(version)
    schema.validate(top)
    for error in list(schema.error_log):  # type: ignore[call-overload]
        yield error.path or "/", error.type_name


def _xmlschema(version: str, top: etree._Element) -> Iterator[tuple[str, str]]:
    for error in _other(version).iter_errors(top):
        yield error.path or "/", type(error).__name__


@cache
def _compiled(version: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(get_schema_path("odm", version), etree.XMLParser(no_network=True)))


@cache
def _other(version: str) -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(get_schema_path("odm", version), allow="local")
