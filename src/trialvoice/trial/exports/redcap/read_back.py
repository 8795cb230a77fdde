"""The export as read back from its files alone: what the project's files say, and the rows beside them."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from trialvoice.trial.exports.redcap.records import KEY, Cells
from trialvoice.trial.exports.redcap.written import DICTIONARY, EVENTS, HEADER, MAPPINGS, RECORDS, REPEATING
from trialvoice.trial.exports.target import Files

FILES = (DICTIONARY, EVENTS, MAPPINGS, REPEATING, RECORDS)
_YES_NO = ("1", "0")


@dataclass(frozen=True)
class Known:
    """A field as its row of the dictionary describes it."""

    name: str
    form: str
    type: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    validation: str
    low: float | None
    high: float | None
    required: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """Of an import file."""
        return tuple(f"{self.name}___{code}" for code in self.codes) if self.type == "checkbox" else (self.name,)


@dataclass(frozen=True)
class ReadBack:
    """mapped: forms of each event.  repeating: pairs of event and form, the form empty of a whole event."""

    dictionary: list[Cells]
    header: list[str]
    fields: list[Known]
    events: set[str]
    mapped: dict[str, list[str]]
    repeating: set[tuple[str, str]]
    rows: list[Cells]

    def forms_of(self, row: Cells) -> list[str]:
        """The forms that a row may fill."""
        if row[KEY[2]]:
            return [row[KEY[2]]]
        alone = self.mapped.get(row[KEY[1]], [])
        return [form for form in alone if (row[KEY[1]], form) not in self.repeating]


def table(files: Files, name: str) -> tuple[list[str], list[Cells]]:
    """Header and rows of a CSV. Raises ValueError and KeyError where it is none."""
    reader = csv.DictReader(io.StringIO(files[name].decode()))
    rows = []
    for row in reader:
        if None in row or None in row.values():
            raise ValueError(name)
        rows.append(dict(row))
    return list(reader.fieldnames or ()), rows


def read_back(files: Files) -> ReadBack:
    """Raises ValueError and KeyError where the files have not this export's form."""
    header, described = table(files, DICTIONARY)
    if header != list(HEADER):
        raise ValueError(DICTIONARY)
    mapped: dict[str, list[str]] = {}
    for row in table(files, MAPPINGS)[1]:
        mapped.setdefault(row["unique_event_name"], []).append(row["form"])
    columns, rows = table(files, RECORDS)
    return ReadBack(
        dictionary=described,
        header=columns,
        fields=[_known(row) for row in described],
        events={row["unique_event_name"] for row in table(files, EVENTS)[1]},
        mapped=mapped,
        repeating={(row["event_name"], row["form_name"]) for row in table(files, REPEATING)[1]},
        rows=rows,
    )


def _known(row: Cells) -> Known:
    name, form, kind, choices = row[HEADER[0]], row[HEADER[1]], row[HEADER[3]], list(_choices(row[HEADER[5]]))
    low, high = row[HEADER[8]], row[HEADER[9]]
    return Known(
        name=name,
        form=form,
        type=kind,
        codes=_YES_NO if kind == "yesno" else tuple(code for code, _ in choices),
        labels=tuple(label for _, label in choices),
        validation=row[HEADER[7]],
        low=float(low) if low else None,
        high=float(high) if high else None,
        required=row[HEADER[12]] == "y",
    )


def _choices(written: str) -> Iterator[tuple[str, str]]:
    for choice in written.split("|") if written else ():
        code, parted, label = choice.strip().partition(",")
        if not parted or not re.fullmatch(r"[0-9A-Za-z_.-]+", code.strip()):
            raise ValueError(DICTIONARY)
        yield code.strip(), label.strip()
