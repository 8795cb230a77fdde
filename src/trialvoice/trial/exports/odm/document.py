"""Files of ODM 1.3.2: one for a study, or one for a subject where the receiver refuses a file as a whole."""

from collections.abc import Iterable

from trialvoice.core.findings import Status
from trialvoice.trial.exports.odm.administration import admin_data
from trialvoice.trial.exports.odm.catalogue import Catalogue, catalogue
from trialvoice.trial.exports.odm.clinical import Clinical
from trialvoice.trial.exports.odm.definitions import study
from trialvoice.trial.exports.odm.dialect import INFORM, PLAIN, RAVE, Dialect
from trialvoice.trial.exports.odm.elements import ODM_13, as_bytes, root
from trialvoice.trial.exports.odm.proof import stamp
from trialvoice.trial.exports.odm.subject_data import SubjectRecord, subjects
from trialvoice.trial.record.reviewed import ReviewedStudy

FILE = "odm.xml"


def make_plain(record: ReviewedStudy, statuses: frozenset[Status]) -> dict[str, bytes]:
    """`odm.xml`, which stands alone."""
    known = catalogue(record)
    found = list(subjects(record, known, statuses))
    return {FILE: _document(record, known, PLAIN, found, file_oid(record, "odm", statuses))}


def make_rave(record: ReviewedStudy, statuses: frozenset[Status]) -> dict[str, bytes]:
    """`<site>/<subject>.xml`: Rave takes all of a file or nothing, and one subject must not hold up the others."""
    known = catalogue(record)
    return {
        f"{one.site}/{one.subject}.xml": _document(
            record, known, RAVE, [one], f"{file_oid(record, 'odm-rave', statuses)}.{one.subject}"
        )
        for one in subjects(record, known, statuses)
        if any(event.rows for event in one.events)
    }


def make_inform(record: ReviewedStudy, statuses: frozenset[Status]) -> dict[str, bytes]:
    """`odm.xml` with data only, under the root that the Clinical Data API wants."""
    known = catalogue(record)
    found = [one for one in subjects(record, known, statuses) if any(event.rows for event in one.events)]
    return {FILE: _document(record, known, INFORM, found, file_oid(record, "odm-inform", statuses))}


def file_oid(record: ReviewedStudy, target: str, statuses: frozenset[Status]) -> str:
    """The same for the same content: a receiver that knows a file by its OID takes it once."""
    return f"{record.study.study.id}.{target}.{record.last_act}.{'-'.join(sorted(statuses))}"


def _document(
    record: ReviewedStudy, known: Catalogue, dialect: Dialect, found: Iterable[SubjectRecord], oid: str
) -> bytes:
    found = list(found)
    top = root(dialect.top, ODM_13, dialect.extension)
    common = {
        "ODMVersion": dialect.version,
        "FileType": "Transactional",
        "FileOID": oid,
        "CreationDateTime": stamp(record.as_of),
    }
    if dialect.top == "ODM":
        common |= {
            "AsOfDateTime": stamp(record.as_of),
            "Originator": "trialvoice",
            "SourceSystem": "trialvoice",
            "SourceSystemVersion": record.code_version,
        }
    for name, value in {**common, **dialect.attributes}.items():
        top.set(name, value)
    if dialect.whole:
        study(top, known, _units(found))
        admin_data(top, record, known.version)
    Clinical(top, known, dialect).write(found)
    return as_bytes(top)


def _units(found: Iterable[SubjectRecord]) -> tuple[str, ...]:
    cells = (cell for one in found for event in one.events for row in event.rows for cell in row.cells)
    return tuple(sorted({cell.unit for cell in cells if cell.unit}))
