"""The public sets that de-identification is measured on, read in place from a folder of evaluation data."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

from trialvoice.core.errors import StudyError
from trialvoice.evaluate.deid_cases import Case, CaseTurn, Piece, Value

_SPEAKER = re.compile(r"^\s*(?:\[\w+\]|[A-Z][\w ]{2,20}:)\s*")
ASQ_PHI = "asq-phi"
_DIALOGUES = {
    "MTS-Dialog": ("mts-dialog/train.csv", "mts-dialog/validation.csv"),
    "ACI-Bench": ("aci-bench/train.csv", "aci-bench/valid.csv"),
}

Dialogue = list[str]
"""A text a turn, without the speaker's name before it."""


def asq_phi(data: Path) -> list[Case]:
    """The queries of ASQ-PHI; empty where the folder has none. Raises StudyError TV145."""
    return [case for path in sorted((data / ASQ_PHI).glob("*.txt")) for case in _queries(path)]


def _queries(path: Path) -> Iterator[Case]:
    blocks = path.read_text(encoding="utf-8").split("===QUERY===")[1:]
    for number, block in enumerate(blocks, start=1):
        query, _, tags = block.partition("===PHI_TAGS===")
        try:
            rows = [json.loads(line) for line in tags.splitlines() if line.strip()]
            values = tuple(_tagged(query.strip(), row["identifier_type"], row["value"]) for row in rows)
        except (ValueError, KeyError, TypeError):
            raise _malformed(path, f"query {number}", "a line of JSON for each identifier") from None
        yield Case(
            id=f"{path.stem}-{number}",
            phenomenon="query",
            turns=(CaseTurn(role="user", text=query.strip()),),
            values=values,
        )


def _tagged(query: str, kind: str, value: str) -> Value:
    """A value at every place where it stands in the query."""
    pattern = re.compile(rf"(?<!\w){re.escape(_straight(value))}(?!\w)", re.IGNORECASE)
    pieces = tuple(Piece(turn=0, start=m.start(), end=m.end()) for m in pattern.finditer(_straight(query)))
    return Value(type=kind, phenomenon=kind, pieces=pieces)


def _straight(text: str) -> str:
    return text.replace("’", "'")


def dialogues(data: Path) -> dict[str, list[Dialogue]]:
    """The clinical conversations by set, only the sets that are there. Raises StudyError TV145."""
    found = {
        name: [one for path in paths if (data / path).is_file() for one in _conversations(data / path)]
        for name, paths in _DIALOGUES.items()
    }
    return {name: conversations for name, conversations in found.items() if conversations}


def _conversations(path: Path) -> Iterator[Dialogue]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row.get("dialogue") is None:
                raise _malformed(path, "line 1", "a column `dialogue`")
            yield [text for line in row["dialogue"].splitlines() if (text := _SPEAKER.sub("", line).strip())]


def _malformed(path: Path, where: str, form: str) -> StudyError:
    return StudyError("TV145", "the data cannot be read", place=f"{path.name} {where}", remedy=f"give {form}")
