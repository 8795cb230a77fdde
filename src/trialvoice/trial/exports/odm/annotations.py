"""Annotations: the machine's proposal with its confidence, the quote that proves it, and what a person made of it."""

from lxml import etree

from trialvoice.trial.exports.odm.elements import child
from trialvoice.trial.exports.odm.subject_data import Cell
from trialvoice.trial.record.followed import Telling
from trialvoice.trial.record.reviewed import ReviewedFinding


def annotate_row(parent: etree._Element, tellings: tuple[Telling, ...]) -> None:
    """One for each finding that a row is made of."""
    for at, told in enumerate(tellings, start=1):
        _annotation(parent, at, proof_of(told), _review(told.finding))


def annotate_cell(parent: etree._Element, cell: Cell, *, whole: bool) -> None:
    """Of a value that a person changed; with `whole`, where the row has no annotation, of any."""
    one = cell.told.finding
    told = [proof_of(cell.told)] if whole else []
    if cell.proposed is not None:
        told.append(f"proposed by {one.recorded_by.name}: {cell.proposed or 'nothing'}")
    if told:
        _annotation(parent, 1, "; ".join(told), _review(one))


def _annotation(parent: etree._Element, number: int, comment: str, flag: str) -> None:
    made = child(parent, "Annotation", SeqNum=str(number))
    child(made, "Comment", comment)
    flagged = child(made, "Flag")
    child(flagged, "FlagValue", flag, CodeListOID="CL.REVIEW")
    child(flagged, "FlagType", "REVIEW", CodeListOID="CL.FLAGTYPE")


def _review(one: ReviewedFinding) -> str:
    if one.status == "candidate":
        return "CANDIDATE"
    if one.proposed is None:
        return "ADDED"
    return "EDITED" if one.status == "edited" else "ACCEPTED"


def proof_of(told: Telling) -> str:
    """The finding, its recording, and the words that prove it."""
    one, finding = told.finding, told.finding.finding
    machine = "" if one.proposed is None else f", confidence of the machine {finding.confidence:.2f}"
    quotes = "; ".join(
        f'turn {proof.turn}, {proof.start}-{proof.end} ms, {proof.role}: "{proof.quote}"' for proof in finding.evidence
    )
    return f"{one.uid} of {told.visit.recording}, visit {told.visit.visit}{machine}: " + (
        quotes or "; ".join(finding.basis)
    )
