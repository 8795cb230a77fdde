"""Heads and keys: what a file is, and that no record of it stands for two."""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from trialvoice.trial.exports.odm.check_values import moment
from trialvoice.trial.exports.odm.parsed import Parsed
from trialvoice.trial.exports.target import Fault

_KEYS = (
    ("SubjectData", ("SubjectKey",)),
    ("StudyEventData", ("StudyEventOID", "StudyEventRepeatKey")),
    ("FormData", ("FormOID", "FormRepeatKey")),
    ("ItemGroupData", ("ItemGroupOID", "ItemGroupRepeatKey")),
    ("ItemData", ("ItemOID",)),
    ("Annotation", ("SeqNum",)),
)
_REPEATING = (("StudyEventDef", "StudyEventData", "StudyEvent"), ("ItemGroupDef", "ItemGroupData", "ItemGroup"))


def head(file: Parsed, name: str, version: str) -> Iterator[Fault]:
    """The root, and what every dialect wants of it."""
    if etree.QName(file.top).localname != name or file.top.get("ODMVersion") != version:
        yield file.fault(file.top, "odm-head", f"the root is not {name} of version {version}")
    if file.top.get("FileType") != "Transactional" or not file.top.get("FileOID"):
        yield file.fault(file.top, "odm-head", "the root lacks a FileOID, or is not Transactional")
    if moment(file.top.get("CreationDateTime")) is None:
        yield file.fault(file.top, "odm-time", "CreationDateTime is no date and time with an offset")
    if not file.every("ClinicalData"):
        yield file.fault(file.top, "odm-head", "there is no ClinicalData")


def keys(file: Parsed) -> Iterator[Fault]:
    """Keys given twice, keys that are missing, and rows whose id is not that of their key."""
    for tag, names in _KEYS:
        for parent in dict.fromkeys(element.getparent() for element in file.every(tag)):
            if parent is None:
                continue
            mine = [one for one in parent if one.tag == f"{{{file.namespace}}}{tag}"]
            counted = Counter(tuple(one.get(name) for name in names) for one in mine)
            for one in mine:
                if counted[tuple(one.get(name) for name in names)] > 1:
                    yield file.fault(one, "odm-key", f"another {tag} beside it has the same key")
    for definition, tag, stem in _REPEATING:
        repeats = {one.get("OID"): one.get("Repeating") not in ("No", None) for one in file.every(definition)}
        for one in file.every(tag):
            wanted = repeats.get(one.get(f"{stem}OID"))
            if wanted is not None and wanted != (one.get(f"{stem}RepeatKey") is not None):
                yield file.fault(one, "odm-key", "it has a key though it does not repeat, or none though it does")


def row_ids(file: Parsed) -> Iterator[Fault]:
    """A log row's key is the id that stands in it."""
    for group in file.every("ItemGroupData"):
        for item in group.findall(f"{{{file.namespace}}}ItemData"):
            name = item.get("ItemOID", "").rpartition(".")[2]
            value = item.get("Value") or file.text(item, "Value")
            mine = item.get("ItemOID", "").startswith("IT.LOG.") and (name.endswith("SPID") or name == "RECID")
            if mine and value != group.get("ItemGroupRepeatKey"):
                yield file.fault(item, "odm-key", "the row's id is not its key")
