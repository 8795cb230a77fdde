"""The whole of CTCAE from a CSV file: a row a term, with its class and the text of its five grades.

    soc,term,definition,grade_1,grade_2,grade_3,grade_4,grade_5,navigational_note

Columns may also carry the headings of the NCI's own sheet, such as "CTCAE v6.0 Term" and "Grade 1".
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from trialvoice.core.errors import StudyError
from trialvoice.core.findings import Coding
from trialvoice.safe.coding.criteria import criteria_of
from trialvoice.safe.coding.dictionary import Dictionary, Name
from trialvoice.safe.coding.shipped import CTCAE, shipped_ctcae

_GRADES = {grade: f"grade_{grade}" for grade in range(1, 6)}
_NEEDED = ("soc", "term", *_GRADES.values())
_HEADINGS = (
    (re.compile(r"^(?:meddra )?(?:soc|system organ class)$"), "soc"),
    (re.compile(r"^(?:ctcae (?:v?[\d.]+ )?)?term$"), "term"),
    (re.compile(r"^grade[ _]([1-5])$"), r"grade_\1"),
)


def load_ctcae(path: Path, version: str) -> Dictionary:
    """Read the file; the shipped lay synonyms of its terms are kept.

    Raises StudyError TV170 (cannot be read), TV171 (a column is missing, or a row has no term).
    """
    try:
        raw = path.read_bytes()
        rows = list(_rows(raw.decode("utf-8-sig"), path))
    except (OSError, UnicodeDecodeError, csv.Error):
        raise StudyError(
            "TV170",
            "the CTCAE file cannot be read",
            place=str(path),
            remedy="put it where [coding] ctcae says, saved as CSV in UTF-8",
        ) from None
    codings = {row["term"]: _coding(row, version) for row in rows}
    lay = (name for name in shipped_ctcae().names if name.said != name.coding.term and name.coding.term in codings)
    names = (
        *(Name(name.said, codings[name.coding.term]) for name in lay),
        *(Name(term, coding) for term, coding in codings.items()),
    )
    criteria = {row["term"]: criteria_of({grade: row[name] for grade, name in _GRADES.items()}) for row in rows}
    return Dictionary(CTCAE, version, names, hashlib.sha256(raw).hexdigest(), criteria)


def _coding(row: Mapping[str, str], version: str) -> Coding:
    return Coding(dictionary=CTCAE, version=version, term=row["term"], system_organ_class=row["soc"])


def _rows(text: str, path: Path) -> Iterator[dict[str, str]]:
    lines = csv.reader(io.StringIO(text))
    columns = [_column(heading) for heading in next(lines, [])]
    for name in _NEEDED:
        if name not in columns:
            raise _wrong(f"the column {name!r} is missing", f"{path} line 1")
    for cells in lines:
        row = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
        if not all(row.get(name) for name in ("soc", "term")):
            raise _wrong("a row has no term or no class", f"{path} line {lines.line_num}")
        yield {name: row.get(name, "") for name in _NEEDED}


def _column(heading: str) -> str:
    plain = heading.strip().lower()
    return next((pattern.sub(name, plain) for pattern, name in _HEADINGS if pattern.match(plain)), plain)


def _wrong(cause: str, place: str) -> StudyError:
    return StudyError("TV171", cause, place=place, remedy=f"use the columns {', '.join(_NEEDED)}")
