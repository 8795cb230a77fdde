"""The list of what was recorded: `recordings.csv`. Who and when come from here, never from speech."""

import csv
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import get_args

from pydantic import ConfigDict, ValidationError

from trialvoice.core.errors import StudyError, TrialvoiceError
from trialvoice.core.records import Id, Record, Role
from trialvoice.core.study import Study

COLUMNS = ("recording", "site", "subject", "visit", "recorded_at", "audio", "consent", "participants")
OPTIONAL = ("day1",)
RESERVED = ("release", "safety", "vault")
"""Folders of a study's outputs that are no recording's."""


class Recording(Record):
    """One row: a recording of a visit.

    recorded_at: with its UTC offset.  consent: on file or not; without it the recording is refused.
    participants: roles of the people expected to speak.  day1: the first dose, for visit windows.
    """

    study: Id
    recording: Id
    site: Id
    subject: Id
    visit: Id
    recorded_at: datetime
    audio: Path
    consent: bool
    participants: tuple[Role, ...]
    day1: date | None = None


class Refused(Record):
    """A row that cannot be used, with the error that says why."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    recording: str
    error: TrialvoiceError


def load_recordings(path: Path, study: Study) -> tuple[list[Recording], list[Refused]]:
    """Read `recordings.csv`: the good rows, and each bad row with its error.

    Raises StudyError TV110 (cannot be read) and TV111 (columns are wrong); a bad row never stops the
    others: TV112 (a value is wrong), TV113 (unknown site or visit), TV114 (two rows for one recording).
    """
    rows = _read(path)
    good: dict[str, Recording] = {}
    refused: list[Refused] = []
    seen: dict[str, int] = {}
    for line, row in rows:
        name = row["recording"] or f"line-{line}"
        place = f"{path} line {line}"
        try:
            if name in seen:
                good.pop(name, None)
                raise StudyError(
                    "TV114",
                    f"recording {name!r} already stands on line {seen[name]}",
                    place=place,
                    remedy="keep one row for each recording",
                )
            seen[name] = line
            good[name] = _recording(row, study, path.parent, place)
        except StudyError as error:
            refused = [r for r in refused if r.recording != name]
            refused.append(Refused(recording=name, error=error))
    return list(good.values()), refused


def _read(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            columns = tuple(reader.fieldnames or ())
            rows = [
                (reader.line_num, {k: (v or "").strip() for k, v in row.items() if k is not None}) for row in reader
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise StudyError(
            "TV110",
            "the list of recordings cannot be read",
            place=str(path),
            remedy="put recordings.csv beside study.toml, saved as UTF-8",
        ) from error
    missing = [column for column in COLUMNS if column not in columns]
    unknown = [column for column in columns if column not in (*COLUMNS, *OPTIONAL)]
    if missing or unknown:
        what = f"the column {missing[0]!r} is missing" if missing else f"the column {unknown[0]!r} is not known"
        raise StudyError(
            "TV111",
            f"the column {what}",
            place=f"{path} line 1",
            remedy=f"use the columns {', '.join((*COLUMNS, *OPTIONAL))}",
        )
    return rows


def _recording(row: Mapping[str, str], study: Study, folder: Path, place: str) -> Recording:
    if row["recording"] in RESERVED:
        raise _wrong("recording", row["recording"], place, "another name: the study keeps a folder of that one")
    known = {"site": {site.id for site in study.sites}, "visit": {v.id for v in study.visits}}
    for column, ids in known.items():
        if row[column] not in ids:
            raise StudyError(
                "TV113",
                f"{column} {row[column]!r} is not in the study file",
                place=place,
                remedy=f"use one of {', '.join(sorted(ids))}, or add it to study.toml",
            )
    try:
        return Recording(
            study=study.study.id,
            recording=row["recording"],
            site=row["site"],
            subject=row["subject"],
            visit=row["visit"],
            recorded_at=_instant(row["recorded_at"]),
            audio=folder / row["audio"],
            consent=_consent(row["consent"]),
            participants=_roles(row["participants"]),
            day1=date.fromisoformat(row["day1"]) if row.get("day1") else None,
        )
    except ValidationError as error:
        column = str(error.errors(include_url=False)[0]["loc"][0])
        raise _wrong(column, row[column], place, "letters, digits, '.', '_' and '-' only") from None
    except _WrongValueError as error:
        raise _wrong(error.column, row[error.column], place, error.remedy) from None
    except ValueError:
        raise _wrong("day1", row["day1"], place, "a date such as 2026-03-02") from None


class _WrongValueError(Exception):
    def __init__(self, column: str, remedy: str) -> None:
        super().__init__(column)
        self.column = column
        self.remedy = remedy


def _wrong(column: str, value: str, place: str, remedy: str) -> StudyError:
    return StudyError("TV112", f"{column} is {value!r}", place=place, remedy=f"write {remedy}")


def _instant(value: str) -> datetime:
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise _WrongValueError("recorded_at", "a time with its offset, such as 2026-03-02T09:30:00+01:00")
    return instant


def _consent(value: str) -> bool:
    if value.lower() not in ("yes", "no", ""):
        raise _WrongValueError("consent", "yes or no")
    return value.lower() == "yes"


def _roles(value: str) -> tuple[Role, ...]:
    known: tuple[Role, ...] = get_args(Role)
    names = [part.strip() for part in value.split(";") if part.strip()]
    roles = tuple(role for name in names for role in known if role == name)
    if len(roles) != len(names):
        raise _WrongValueError("participants", f"roles joined by ';', out of {', '.join(known)}")
    return roles
