"""A third opinion: odmlib's model reads the file, finds every OID, and writes the same back.

Its model of 2.0 ends at the metadata, so of a file of queries only the Study is read.
"""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

from lxml import etree
from odmlib.exceptions import OdmlibError
from odmlib.odm_loader import XMLODMLoader
from odmlib.oid_generator import create_oid_checker

from trialvoice.trial.exports.odm.elements import ODM_20
from trialvoice.trial.exports.odm.parsed import Parsed, parsed
from trialvoice.trial.exports.odm.schemas import without_dialect
from trialvoice.trial.exports.target import Check, Fault, Files


def reading_check(*, whole: bool) -> Check:
    """whole: whether the file's OIDs are all defined in it."""

    def faults(files: Files) -> Iterator[Fault]:
        for file in parsed(files):
            if isinstance(file, Fault):
                yield file
                continue
            kind = _read(file, whole=whole)
            if kind:
                yield Fault(file=file.name, place="/", rule=f"odmlib-{kind}", text="odmlib does not take the file")

    return Check("odmlib reads it back", ours=False, faults=faults)


def _read(file: Parsed, *, whole: bool) -> str | None:
    """What is wrong, by the name of odmlib's error."""
    top = without_dialect(file)
    second = file.namespace == ODM_20
    if second:
        for name in ("AdminData", "ClinicalData"):
            for one in top.findall(f"{{{ODM_20}}}{name}"):
                top.remove(one)
    sent = etree.tostring(top).decode()
    loader = XMLODMLoader(model_package="odm_2_0" if second else "odm_1_3_2", ns_uri=file.namespace)
    try:
        loader.create_document_from_string(sent)
        model = loader.load_odm()
        if whole and not second:
            model.verify_oids(create_oid_checker("odm_1_3_2"))
        back = model.to_xml()
    except (OdmlibError, ValueError, TypeError, AttributeError, KeyError) as error:
        return type(error).__name__
    return None if same(ElementTree.fromstring(sent), back) else "differs"


def same(one: ElementTree.Element, other: ElementTree.Element) -> bool:
    """Whether two elements have the same names, attributes, text and children, but for indentation."""
    return (
        _local(one.tag) == _local(other.tag)
        and {_local(name): value for name, value in one.items()}
        == {_local(name): value for name, value in other.items()}
        and (len(one) > 0 or (one.text or "") == (other.text or ""))
        and len(one) == len(other)
        and all(same(left, right) for left, right in zip(one, other, strict=True))
    )


def _local(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2]
