"""Reading ODM files in tests."""

from typing import Any

from lxml import etree

from trialvoice.core.findings import Status
from trialvoice.trial.exports.odm.elements import MDSOL, PHASE_FORWARD
from trialvoice.trial.exports.target import Target
from trialvoice.trial.record.reviewed import ACCEPTED, ReviewedStudy


def made(target: Target, record: ReviewedStudy, *more: Status) -> dict[str, etree._Element]:
    """The files of a target, parsed. more: statuses beside the accepted ones."""
    files = target.make(record, frozenset({*ACCEPTED, *more}))
    return {name: etree.fromstring(content) for name, content in files.items()}


def found(top: etree._Element, path: str) -> list[Any]:
    """By an XPath in which `o:` is ODM, `m:` Medidata and `p:` Phase Forward."""
    spaces = {"o": etree.QName(top).namespace, "m": MDSOL, "p": PHASE_FORWARD}
    result = top.xpath(path, namespaces=spaces)
    return result if isinstance(result, list) else [result]


def row(top: etree._Element, group: str, key: str | None = None) -> dict[str, str]:
    """Name of each item of a group → value, of the row with that key, or of the first."""
    path = f"//o:ItemGroupData[@ItemGroupOID='{group}'" + (f" and @ItemGroupRepeatKey='{key}']" if key else "]")
    group_data = found(top, path)[0]
    return {
        one.get("ItemOID").rpartition(".")[2]: one.get("Value") or one.findtext("{*}Value")
        for one in group_data
        if one.get("ItemOID")
    }


def faults(one: Target, record: ReviewedStudy, *more: Status) -> list[str]:
    """What all checks of a target have against its own files."""
    files = one.make(record, frozenset({*ACCEPTED, *more}))
    return [f"{check.name}: {fault}" for check in one.checks for fault in check.faults(files)]
