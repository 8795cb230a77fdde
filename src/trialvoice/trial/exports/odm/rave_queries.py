"""Open queries as Medidata's `mdsol:Query`, which stands on an item."""

from lxml import etree

from trialvoice.trial.exports.odm.elements import MDSOL, xml_safe
from trialvoice.trial.exports.odm.subject_data import Cell, Row
from trialvoice.trial.record.reviewed import ReviewedQuery

RECIPIENT = "Site from System"
"""The marking group that every Rave study has for queries which a system sends."""


def queries_of_cell(parent: etree._Element, cell: Cell, row: Row) -> None:
    """Those about the cell's finding; in a log row they stand on what the row is about, in a form on its first item."""
    for at, query in enumerate(_about(cell, row), start=1):
        made = etree.SubElement(parent, f"{{{MDSOL}}}Query")
        made.set("QueryRepeatKey", str(at))
        made.set("Status", "Open")
        made.set("Recipient", RECIPIENT)
        made.set("Value", xml_safe(query.text))


def _about(cell: Cell, row: Row) -> list[ReviewedQuery]:
    if row.spec.repeating:
        if cell is not row.cells[1]:
            return []
        names = {told.finding.uid for told in row.tellings}
        visits = {told.visit.recording: told.visit for told in row.tellings}
    else:
        form = {row.spec.oid.removeprefix("IG.")} if cell is row.cells[0] else set()
        names = {cell.told.finding.uid} | form
        visits = {cell.told.visit.recording: cell.told.visit}
    return [
        query for visit in visits.values() for query in visit.queries if query.about in names and query.state == "open"
    ]
