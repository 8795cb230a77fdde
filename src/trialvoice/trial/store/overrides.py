"""How often people decide otherwise than the machine, per kind of finding, site and version of the program."""

from collections.abc import Iterable
from math import sqrt
from typing import Annotated

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from trialvoice.core.findings import Finding
from trialvoice.core.records import Record
from trialvoice.trial.record.people import EVERY_SITE
from trialvoice.trial.store.queue import Scope
from trialvoice.trial.store.tables import FindingRow, VisitRow

_Z = 1.959964
"""Of a 95 % interval."""
_DECIDED = ("accepted", "edited", "rejected")


class Overrides(Record):
    """Decisions on one kind at one site, as one version of the program proposed.

    version: of the code, and the language model.
    accepted, edited, rejected: of what was proposed and decided on; an edited one is of another value than proposed.
    added: by people, where no version proposed anything.  rate: edited and rejected of the decided, with the ends
    of its 95 % interval by Wilson; None where nothing is decided.
    """

    study: str
    site: str
    kind: str
    version: str
    proposed: int
    accepted: int
    edited: int
    rejected: int
    added: int
    rate: Annotated[float | None, Field(ge=0, le=1)]
    low: Annotated[float | None, Field(ge=0, le=1)]
    high: Annotated[float | None, Field(ge=0, le=1)]


def overrides(session: Session, scope: Scope) -> tuple[Overrides, ...]:
    """Rows by study, site, kind and version, of what may be seen."""
    seen = set(scope)
    chosen = select(FindingRow, VisitRow.site).join(
        VisitRow, (VisitRow.study == FindingRow.study) & (VisitRow.recording == FindingRow.recording)
    )
    groups: dict[tuple[str, str, str, str], list[FindingRow]] = {}
    for row, site in session.execute(chosen):
        if (row.study, site) in seen or (row.study, EVERY_SITE) in seen:
            groups.setdefault((row.study, site, row.kind, _version(row)), []).append(row)
    return tuple(_counted(key, groups[key]) for key in sorted(groups))


def interval(hits: int, of: int) -> tuple[float, float]:
    """Ends of the 95 % interval of a share, by Wilson."""
    share, z2 = hits / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z * sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def _version(row: FindingRow) -> str:
    """Of the program that proposed it; what a person added has none."""
    if row.proposed_json is None:
        return ""
    return str(row.by_json.partition("@")[2].partition('"')[0])


def _counted(key: tuple[str, str, str, str], rows: Iterable[FindingRow]) -> Overrides:
    ends = [_end(row) for row in rows]
    decided = sum(ends.count(end) for end in _DECIDED)
    against = ends.count("edited") + ends.count("rejected")
    low, high = interval(against, decided) if decided else (None, None)
    return Overrides(
        study=key[0],
        site=key[1],
        kind=key[2],
        version=key[3],
        proposed=len(ends) - ends.count("added"),
        accepted=ends.count("accepted"),
        edited=ends.count("edited"),
        rejected=ends.count("rejected"),
        added=ends.count("added"),
        rate=against / decided if decided else None,
        low=low,
        high=high,
    )


def _end(row: FindingRow) -> str:
    """What became of a finding; one that was edited back to what was proposed was accepted."""
    if row.proposed_json is None:
        return "added" if row.status != "rejected" else "withdrawn by a person"
    if row.status in ("candidate", "rejected"):
        return row.status
    proposed, stands = (Finding.model_validate_json(text).value for text in (row.proposed_json, row.finding_json))
    return "accepted" if proposed == stands else "edited"
