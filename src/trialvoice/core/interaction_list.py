"""Lists of medicines that are not to be taken together: the study file's own, and a file in the ONC's form.

The ONC's high-priority list is a file of lines "Amiodarone$DB01118$Cocaine$DB00907$": two ingredients, each with its
DrugBank number. It names pairs that Phansalkar et al. (JAMIA 2012) hold to be contraindicated, without a text for each.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from trialvoice.core.errors import StudyError
from trialvoice.core.records import Record

Severity = Literal["contraindicated", "major", "moderate", "minor", "not_stated"]
_FIELDS = 4
_HIGH_PRIORITY = "on the list of high-priority interactions, not to be given together"


class Pair(Record):
    """Two medicines by ingredient, brand or class, how grave it is to take both, and why."""

    first: str
    second: str
    severity: Severity = "not_stated"
    text: str = ""


class PairList(Record):
    """A list with the name it goes by in a finding, and the SHA-256 of what it was read from."""

    name: str
    sha256: str
    pairs: tuple[Pair, ...]


def load_pairs(path: Path) -> PairList:
    """Read a file in the ONC's form. Raises StudyError TV160 (cannot be read), TV161 (a line is not of the form)."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise StudyError(
            "TV160",
            "the list of interactions cannot be read",
            place=path.name,
            remedy="let TRIALVOICE_INTERACTIONS name a file saved as UTF-8, or leave it unset",
        ) from None
    return PairList(name=path.name, sha256=hashlib.sha256(data).hexdigest(), pairs=tuple(_pairs(text, path.name)))


def _pairs(text: str, place: str) -> Iterator[Pair]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        fields = [field.strip() for field in line.split("$")]
        if len(fields) < _FIELDS or not fields[0] or not fields[2]:
            raise StudyError(
                "TV161",
                "the line does not name two medicines",
                place=f"{place} line {number}",
                remedy="write it as Name$Number$Name$Number$",
            )
        yield Pair(first=fields[0], second=fields[2], severity="contraindicated", text=_HIGH_PRIORITY)
