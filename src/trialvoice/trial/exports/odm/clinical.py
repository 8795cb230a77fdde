"""The ClinicalData of ODM 1.3.2, in any dialect.

ODM's audit is of the receiver's value, and what a machine proposed never was one. So a value has one AuditRecord,
naming the person who accepted it, and the proposal travels as an Annotation where the receiver takes any: a
transaction of its own would put a value on the form that nobody had accepted.
"""

from collections.abc import Iterable

from lxml import etree

from trialvoice.trial.exports.odm.annotations import annotate_cell, annotate_row
from trialvoice.trial.exports.odm.catalogue import Catalogue
from trialvoice.trial.exports.odm.definitions import unit_oid
from trialvoice.trial.exports.odm.dialect import Dialect
from trialvoice.trial.exports.odm.elements import child
from trialvoice.trial.exports.odm.proof import act_of, audit_record
from trialvoice.trial.exports.odm.rave_queries import queries_of_cell
from trialvoice.trial.exports.odm.signatures import Signed, bind
from trialvoice.trial.exports.odm.sources import source_rows
from trialvoice.trial.exports.odm.subject_data import Cell, EventData, Row, SubjectRecord


class Clinical:
    """Writes subjects into one ClinicalData."""

    def __init__(self, top: etree._Element, known: Catalogue, dialect: Dialect) -> None:
        study = known.study.study.id
        self._known, self._dialect = known, dialect
        self._data = child(top, "ClinicalData", StudyOID=study, MetaDataVersionOID=known.version)
        self._signed = Signed()

    def write(self, subjects: Iterable[SubjectRecord]) -> None:
        """All subjects, and the signatures that found no place on their data."""
        for subject in subjects:
            self._subject(subject)
        self._signed.write_rest(self._data)

    def _subject(self, subject: SubjectRecord) -> None:
        dialect = self._dialect
        made = self._child(self._data, "SubjectData", SubjectKey=subject.subject)
        for name, value in dialect.subject.items():
            made.set(name, value)
        child(made, "SiteRef", LocationOID=dialect.site(subject.site))
        events = list(subject.events)
        if dialect.whole and (not events or events[-1].visit is not None):
            events.append(EventData(self._known.common, None, ()))
        for event in events:
            if event.rows or dialect.whole:
                self._event(made, event, subject)

    def _event(self, parent: etree._Element, event: EventData, subject: SubjectRecord) -> None:
        key = None
        if event.spec.repeating and event.visit is not None:
            key = str(event.number) if self._dialect.numbered else event.visit.recording
        made = self._child(parent, "StudyEventData", StudyEventOID=event.spec.oid, StudyEventRepeatKey=key)
        if self._dialect.whole and event.visit is not None:
            self._signed.sign(made, event.visit)
        for form in dict.fromkeys(row.spec.form for row in event.rows):
            form_data = self._child(made, "FormData", FormOID=form)
            for row in event.rows:
                if row.spec.form == form:
                    self._row(form_data, row, subject)
        if self._dialect.whole and event.visit is None:
            source_rows(made, self._known.logs["SRC"], subject, self._child)

    def _row(self, parent: etree._Element, row: Row, subject: SubjectRecord) -> None:
        dialect = self._dialect
        key = (str(row.number) if dialect.numbered else row.key) if row.spec.repeating else dialect.context_key
        oid = row.spec.form if dialect.form_groups else row.spec.oid
        made = self._child(parent, "ItemGroupData", ItemGroupOID=oid, ItemGroupRepeatKey=key)
        for name, value in dialect.group.items():
            made.set(name, value)
        if dialect.whole and row.spec.repeating:
            found = self._signed.sign_row(made, row.tellings)
            annotate_row(made, row.tellings)
            bind(made, found)
        for cell in row.cells:
            # Without a unit beside it, a value in another unit than its item's would be taken for the item's.
            if dialect.whole or cell.unit == cell.item.unit:
                self._cell(made, cell, row, subject.site)

    def _cell(self, parent: etree._Element, cell: Cell, row: Row, site: str) -> None:
        dialect = self._dialect
        made = self._child(parent, "ItemData", ItemOID=cell.item.oid, Value=cell.value)
        if dialect.audited:
            act = act_of(cell.told)
            audit_record(made, act, dialect.user(act.by), dialect.location(act.by, site))
        alone = dialect.whole and not row.spec.repeating
        found = self._signed.sign_row(made, (cell.told,)) if alone else []
        if dialect.whole and cell.unit:
            child(made, "MeasurementUnitRef", MeasurementUnitOID=unit_oid(cell.unit))
        if dialect.queries:
            queries_of_cell(made, cell, row)
        if dialect.whole:
            annotate_cell(made, cell, whole=alone)
        bind(made, found)

    def _child(self, parent: etree._Element, name: str, **attributes: str | None) -> etree._Element:
        made = child(parent, name, **attributes)
        transaction = self._dialect.transactions.get(name)
        if transaction:
            made.set("TransactionType", transaction)
        return made
