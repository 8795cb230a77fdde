"""The recordings that a subject's values come from, so that every SourceID of the file resolves in it."""

from collections.abc import Callable

from lxml import etree

from trialvoice.trial.exports.odm.catalogue import GroupSpec
from trialvoice.trial.exports.odm.proof import Act, audit_record, location_oid, stamp, user_oid
from trialvoice.trial.exports.odm.subject_data import SubjectRecord
from trialvoice.trial.record.people import proposer
from trialvoice.trial.record.reviewed import ReviewedVisit

Maker = Callable[..., etree._Element]


def source_rows(parent: etree._Element, spec: GroupSpec, subject: SubjectRecord, make: Maker) -> None:
    """One row a recording, by time, as it was taken in."""
    rows = [row for event in subject.events for row in event.rows]
    used = {told.visit.recording for row in rows for told in row.tellings}
    used |= {event.visit.recording for event in subject.events if event.visit is not None}
    form = make(parent, "FormData", FormOID=spec.form)
    for visit in subject.visits:
        if visit.recording not in used:
            continue
        group = make(form, "ItemGroupData", ItemGroupOID=spec.oid, ItemGroupRepeatKey=visit.recording)
        for name, value in source_values(visit).items():
            item = make(group, "ItemData", ItemOID=spec.item(name).oid, Value=value)
            by = proposer(visit.result.identity)
            audit_record(item, Act(by, visit.taken_in_at, "", "", visit.site), user_oid(by), location_oid(by, ""))


def source_values(visit: ReviewedVisit) -> dict[str, str]:
    """Item's name → value."""
    return {
        "RECID": visit.recording,
        "VISIT": visit.visit,
        "RECDTC": stamp(visit.recorded_at),
        "RECDUR": str(visit.result.duration),
        "RECHASH": visit.result.identity.audio_sha256,
        "TRHASH": visit.transcript_sha256,
    }
