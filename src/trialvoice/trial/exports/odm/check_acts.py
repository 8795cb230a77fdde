"""Who, when and of which moment: audit records, evidence, signatures and sites."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from trialvoice.trial.exports.odm.check_values import moment
from trialvoice.trial.exports.odm.parsed import Parsed, data
from trialvoice.trial.exports.odm.proof import REVIEW_SITE, SOURCE
from trialvoice.trial.exports.target import Fault

_SOURCES = "IG.LOG.SRC"
_BINDING = re.compile(r"(?P<id>\S+) signs (visit|f-[0-9a-f]{16}) of \S+, sha256:[0-9a-f]{64}")


@dataclass(frozen=True)
class Source:
    """A recording of a subject as the file has it. duration: ms."""

    recorded_at: datetime
    duration: int


def audited(file: Parsed, *, known_sources: bool) -> Iterator[Fault]:
    """Every value has an AuditRecord that names its evidence."""
    for one in data(file):
        record = file.child(one.element, "AuditRecord")
        told = one.value is not None and one.group.get("ItemGroupOID") != _SOURCES
        if record is None:
            if one.value is not None:
                yield file.fault(one.element, "odm-audit", "the value has no AuditRecord")
        elif told and not file.text(record, "SourceID"):
            yield file.fault(record, "odm-source", "the AuditRecord names no evidence")
    yield from records(file, known_sources=known_sources)


def records(file: Parsed, *, known_sources: bool) -> Iterator[Fault]:
    """Each AuditRecord by itself: its evidence in the recording, its time after it and not after the file."""
    made = moment(file.top.get("CreationDateTime"))
    for subject in file.every("SubjectData"):
        sources = _sources(file, subject)
        for record in file.every("AuditRecord", subject):
            at = moment(file.text(record, "DateTimeStamp"))
            yield from _time(file, record, at, made)
            for text in (file.text(record, "SourceID") or "").split():
                yield from _evidence(file, record, text, at, sources if known_sources else None)
        yield from _sites(file, subject)
    bindings = (_BINDING.fullmatch(one.text or "") for one in file.every("Comment"))
    bound = {match["id"] for match in bindings if match}
    for signature in file.every("Signature"):
        yield from _time(file, signature, moment(file.text(signature, "DateTimeStamp")), made)
        if signature.get("ID") not in bound:
            yield file.fault(signature, "odm-signature", "no annotation says what was signed")


def _time(file: Parsed, element: etree._Element, at: datetime | None, made: datetime | None) -> Iterator[Fault]:
    if at is None:
        yield file.fault(element, "odm-time", "DateTimeStamp is no date and time with an offset")
    elif made is not None and at > made:
        yield file.fault(element, "odm-time", "DateTimeStamp is after the file was made")


def _evidence(
    file: Parsed, record: etree._Element, text: str, at: datetime | None, sources: dict[str, Source] | None
) -> Iterator[Fault]:
    match = SOURCE.fullmatch(text)
    if match is None:
        yield file.fault(record, "odm-source", "SourceID is no moment of a recording")
        return
    if sources is None:
        return
    source = sources.get(match["recording"])
    if source is None:
        yield file.fault(record, "odm-evidence", "SourceID names a recording that the subject has not")
        return
    if match["end"] is not None:
        start, end = (round(float(match[name]) * 1000) for name in ("start", "end"))
        if start > end or end > source.duration:
            yield file.fault(record, "odm-evidence", "the evidence is not within its recording")
    if at is not None and at < source.recorded_at:
        yield file.fault(record, "odm-time", "DateTimeStamp is before the recording")


def _sources(file: Parsed, subject: etree._Element) -> dict[str, Source]:
    found = {}
    for group in file.every("ItemGroupData", subject):
        if group.get("ItemGroupOID") == _SOURCES:
            row = {
                one.get("ItemOID", "").rpartition(".")[2]: one.get("Value") or file.text(one, "Value") or ""
                for one in group
            }
            at, length = moment(row.get("RECDTC")), row.get("RECDUR", "")
            if at is not None and length.isdecimal():
                found[row.get("RECID", "")] = Source(at, int(length))
    return found


def _sites(file: Parsed, subject: etree._Element) -> Iterator[Fault]:
    """One site a subject, and what was done at a site was done at the subject's."""
    references = subject.findall(f"{{{file.namespace}}}SiteRef")
    if len(references) != 1 or not references[0].get("LocationOID"):
        yield file.fault(subject, "odm-site", "the subject does not have one SiteRef")
        return
    site = references[0].get("LocationOID")
    if site == REVIEW_SITE:
        yield file.fault(subject, "odm-site", "SiteRef does not name a site")
    for place in file.every("LocationRef", subject):
        if place.get("LocationOID") not in (site, REVIEW_SITE):
            yield file.fault(place, "odm-site", "the act was at another site than the subject's")
