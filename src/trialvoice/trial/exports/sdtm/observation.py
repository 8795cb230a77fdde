"""A record of a dataset before it is written: whose it is, its values, and its supplemental qualifiers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from trialvoice.trial.exports.sdtm.standard import qualifiers
from trialvoice.trial.exports.sdtm.text import first_piece, pieces
from trialvoice.trial.record.reviewed import ReviewedStudy, ReviewedVisit

Cell = str | int | float | None


@dataclass(frozen=True)
class Subject:
    """day1: date of the first dose; None where visits do not agree on it, or nobody knows it."""

    study: str
    site: str
    number: str
    day1: date | None

    @property
    def usubjid(self) -> str:
        """Unique over sites."""
        return f"{self.study}-{self.site}-{self.number}"


@dataclass(frozen=True)
class Observation:
    """A record.

    values: by variable, without STUDYID, DOMAIN and USUBJID.  notes: by QNAM, of any length.
    """

    domain: str
    subject: Subject
    values: Mapping[str, Cell]
    notes: Mapping[str, str | None]

    @property
    def sequence(self) -> int:
        """Its --SEQ."""
        number = self.values[f"{self.domain}SEQ"]
        assert isinstance(number, int)
        return number


def subjects(study: ReviewedStudy) -> dict[tuple[str, str], Subject]:
    """(site, subject) → subject, of every visit of one, by site and number."""
    days: dict[tuple[str, str], set[date]] = {}
    for visit in study.visits:
        if visit.of_a_subject:
            of = days.setdefault((visit.site, visit.subject), set())
            of |= {visit.day1} if visit.day1 else set()
    return {
        (site, number): Subject(study.study.study.id, site, number, min(found) if len(found) == 1 else None)
        for (site, number), found in sorted(days.items())
    }


def visit_values(study: ReviewedStudy, visit: ReviewedVisit) -> dict[str, Cell]:
    """VISITNUM by the order of the study file, VISIT and VISITDY; nothing of a visit that the file does not plan."""
    planned = study.study.visits
    at = next((number for number, one in enumerate(planned) if one.id == visit.visit), None)
    if at is None:
        return {}
    name = planned[at].name
    if sum(one.name == name for one in planned) > 1:
        name = f"{name} ({planned[at].id})"
    return {"VISITNUM": at + 1, "VISIT": first_piece(name) or planned[at].id, "VISITDY": planned[at].day or None}


def long_text(name: str, text: str | None) -> tuple[dict[str, Cell], dict[str, str | None]]:
    """A text as value of a variable and, where it is longer, the rest as notes under the variable's name."""
    parts = pieces(text)
    return {name: parts[0] if parts else None}, {rest_name(name, at): part for at, part in enumerate(parts[1:], 1)}


def rest_name(name: str, number: int) -> str:
    """Name in SUPP-- of a further piece of a text: AETERM1, CMDOSTX1."""
    digits = str(number)
    return name[: 8 - len(digits)] + digits


def noted(notes: Mapping[str, str | None]) -> dict[str, str]:
    """QNAM → QVAL of notes, each in as many pieces as it needs; nothing of empty ones."""
    made: dict[str, str] = {}
    for name, text in notes.items():
        counted = name not in qualifiers() and name.rstrip("0123456789") in _counted()
        for at, part in enumerate(pieces(text)):
            further = name + chr(ord("A") + at - 1) if counted else rest_name(name, at)
            made[further if at else name] = part
    return made


def _counted() -> frozenset[str]:
    return frozenset(one.stem for one in qualifiers().values() if one.counted)
