"""Queries of ODM 2.0 on the values they are about. No value here is data: every element is Context only.

2.0 has no FormData: a form is an item group. A query stands on the item that a finding fills, on the row that it
would be, on the form it asks about, or else on the visit; one about a site, from a monitor's interview, on its
Location.
"""

from lxml import etree

from trialvoice.core.findings import Status
from trialvoice.trial.exports.odm.administration import acted, locations
from trialvoice.trial.exports.odm.asked import Asked, asked
from trialvoice.trial.exports.odm.catalogue import Catalogue, catalogue
from trialvoice.trial.exports.odm.definitions_2 import study_2
from trialvoice.trial.exports.odm.document import FILE, file_oid
from trialvoice.trial.exports.odm.elements import ODM_20, as_bytes, child, root
from trialvoice.trial.exports.odm.proof import actors, audit_content, location_oid, stamp, user_oid
from trialvoice.trial.exports.odm.sources import source_values
from trialvoice.trial.exports.odm.subject_data import Row, by_subject, form_values, log_row
from trialvoice.trial.exports.odm.values import DOMAINS, values_of
from trialvoice.trial.record.followed import Telling
from trialvoice.trial.record.reviewed import ACCEPTED, ReviewedStudy, ReviewedVisit

CANDIDATES: frozenset[Status] = frozenset({"candidate"})
_USER_TYPES = {
    "investigator": "Investigator",
    "monitor": "Monitor",
    "data_manager": "Sponsor",
    "safety_reviewer": "Sponsor",
    "system": "Other",
}


def make_queries(record: ReviewedStudy, statuses: frozenset[Status]) -> dict[str, bytes]:
    """`odm.xml`. Findings without a decision are asked about whatever `statuses` has; it names the file alone."""
    known = catalogue(record)
    top = root("ODM", ODM_20)
    head = {
        "ODMVersion": "2.0",
        "FileType": "Transactional",
        "FileOID": file_oid(record, "odm2-queries", statuses),
        "CreationDateTime": stamp(record.as_of),
        "AsOfDateTime": stamp(record.as_of),
        "Originator": "trialvoice",
        "SourceSystem": "trialvoice",
        "SourceSystemVersion": record.code_version,
    }
    for name, value in head.items():
        top.set(name, value)
    study_2(top, known)
    _admin_data(top, record, known)
    data = child(top, "ClinicalData", StudyOID=record.study.study.id, MetaDataVersionOID=known.version)
    for (site, subject), visits in by_subject(record).items():
        questions = {visit.recording: list(asked(visit)) for visit in visits}
        if any(questions.values()):
            made = _context(data, "SubjectData", SubjectKey=subject)
            child(made, "SiteRef", LocationOID=f"LO.{site}")
            _Subject(made, record, known).write([visit for visit in visits if questions[visit.recording]], questions)
    return {FILE: as_bytes(top)}


class _Subject:
    """Writes what is asked of one subject."""

    def __init__(self, parent: etree._Element, record: ReviewedStudy, known: Catalogue) -> None:
        self._parent, self._record, self._known = parent, record, known
        self._logged: list[tuple[Row, list[Asked]]] = []

    def write(self, visits: list[ReviewedVisit], questions: dict[str, list[Asked]]) -> None:
        """Visits by time, then the rows that belong to none, and the recordings."""
        for visit in visits:
            self._visit(visit, questions[visit.recording])
        common = _context(self._parent, "StudyEventData", StudyEventOID=self._known.common.oid)
        for row, about in self._logged:
            group = _row(common, row)
            _write(group, about)
        for visit in visits:
            self._source(common, visit)

    def _visit(self, visit: ReviewedVisit, questions: list[Asked]) -> None:
        event = self._known.event(visit.visit)
        key = visit.recording if event.repeating else None
        made = _context(self._parent, "StudyEventData", StudyEventOID=event.oid, StudyEventRepeatKey=key)
        left = {one.oid: one for one in questions}
        for form, spec in self._known.forms.items():
            if spec.form in event.forms:
                self._form(made, visit, form, left)
        for name in dict.fromkeys(one.about for one in left.values()):
            row = self._log(visit, name)
            if row is not None:
                self._logged.append((row, [left.pop(one.oid) for one in questions if one.about == name]))
        _write(made, list(left.values()))

    def _form(self, parent: etree._Element, visit: ReviewedVisit, form: str, left: dict[str, Asked]) -> None:
        names = {one.about for one in left.values()}
        cells = [
            cell
            for statuses in (CANDIDATES, ACCEPTED)
            for row in form_values(visit, self._record, self._known, statuses)
            for cell in row.cells
            if row.spec == self._known.forms[form] and cell.told.finding.uid in names and cell.unit == cell.item.unit
        ]
        mine = [left.pop(one.oid) for one in list(left.values()) if one.about == form]
        if not cells and not mine:
            return
        group = _context(parent, "ItemGroupData", ItemGroupOID=self._known.forms[form].oid)
        for cell in {cell.item.oid: cell for cell in reversed(cells)}.values():
            item = _context(group, "ItemData", ItemOID=cell.item.oid)
            child(item, "Value", cell.value, SeqNum="1")
            about = [one for one in left.values() if one.about == cell.told.finding.uid]
            _write(item, [left.pop(one.oid) for one in about])
        _write(group, mine)

    def _log(self, visit: ReviewedVisit, uid: str) -> Row | None:
        """The row that a finding would be; None of one that was rejected, and of kinds that are no data of a CRF."""
        found = next((one for one in visit.findings if one.uid == uid and one.status != "rejected"), None)
        domain = DOMAINS.get(found.value.kind) if found else None
        if found is None or domain is None:
            return None
        drug = self._record.study.study.drug
        value = found.value
        if value.kind == "adverse_event" and found.status == "candidate":
            value = value.model_copy(update={"codings": ()})
        return log_row(self._known.logs[domain], (Telling(visit, found),), values_of(value, drug), drug)

    def _source(self, parent: etree._Element, visit: ReviewedVisit) -> None:
        spec = self._known.logs["SRC"]
        group = _context(parent, "ItemGroupData", ItemGroupOID=spec.oid, ItemGroupRepeatKey=visit.recording)
        for name, value in source_values(visit).items():
            child(_context(group, "ItemData", ItemOID=spec.item(name).oid), "Value", value, SeqNum="1")


def _row(parent: etree._Element, row: Row) -> etree._Element:
    group = _context(parent, "ItemGroupData", ItemGroupOID=row.spec.oid, ItemGroupRepeatKey=row.key)
    for cell in row.cells:
        child(_context(group, "ItemData", ItemOID=cell.item.oid), "Value", cell.value, SeqNum="1")
    return group


def _context(parent: etree._Element, name: str, **attributes: str | None) -> etree._Element:
    return child(parent, name, TransactionType="Context", **attributes)


def _write(parent: etree._Element, questions: list[Asked]) -> None:
    for one in questions:
        made = child(
            parent,
            "Query",
            OID=one.oid,
            Source=one.source,
            Target=one.target,
            Type=one.kind,
            State=one.state,
            LastUpdateDatetime=stamp(one.updated),
            Name=one.name,
        )
        child(made, "Value", one.text, SeqNum="1")
        act = one.raised
        audit_content(child(made, "AuditRecord"), act, user_oid(act.by), location_oid(act.by, act.site))


def _admin_data(top: etree._Element, record: ReviewedStudy, known: Catalogue) -> None:
    study = record.study.study.id
    made = child(top, "AdminData", StudyOID=study)
    for actor in actors(acted(record)):
        user = child(made, "User", OID=user_oid(actor), UserType=_USER_TYPES[actor.role])
        child(user, "UserName", actor.id)
        child(user, "FullName", actor.name)
    for oid, name, kind, since in locations(record):
        place = child(made, "Location", OID=oid, Name=name, Role=kind)
        child(place, "MetaDataVersionRef", StudyOID=study, MetaDataVersionOID=known.version, EffectiveDate=since)
        for visit in record.visits:
            if not visit.of_a_subject and oid == f"LO.{visit.site}":
                _write(place, list(asked(visit)))
