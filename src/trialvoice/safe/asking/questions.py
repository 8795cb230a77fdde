"""The questions put to the language model: versioned data in `questions/`, one file each.

A file holds id, version, purpose, prompt, schema and changes. The digest of each file goes into the identity
of every run, so an answer can be traced to the words that asked for it.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from string import Template

from trialvoice.core.records import Record

_TURNS, _LETTERS = '"$turns"', '"$letters"'


class Question(Record):
    """One question.

    prompt: a `string.Template` over `drug`, `indication`, `item`, and of `confirm` and `coding` over what they
    say of a finding.
    statements: by kind of finding, where the question is about one.
    json_schema: as JSON; the string "$turns" stands for the ids of the turns that an answer may name, "$letters" for
    the answers that may be chosen.
    """

    id: str
    version: int
    purpose: str
    prompt: str
    max_tokens: int
    json_schema: str
    changes: tuple[str, ...]
    sha256: str
    statements: dict[str, str] = {}  # noqa: RUF012 - pydantic copies it

    @property
    def source(self) -> str:
        """Id and version, as findings name it: `adverse-events@1`."""
        return f"{self.id}@{self.version}"

    def text(self, about: Mapping[str, str]) -> str:
        """The question in words."""
        return Template(self.prompt).substitute(about).strip()

    def statement(self, kind: str) -> Template:
        """What is asked of a kind of finding, over `drug`, `indication` and `what`."""
        return Template(self.statements.get(kind, self.statements["other"]))

    def shape(self, turns: Sequence[int] = (), letters: Sequence[str] = ()) -> str:
        """The schema with the ids of the turns that may be named, and the answers that may be chosen."""
        named = self.json_schema.replace(_TURNS, json.dumps(list(turns)))
        return named.replace(_LETTERS, json.dumps(list(letters)))


@cache
def questions() -> tuple[Question, ...]:
    """Every question of `safe/questions/`, by id."""
    folder = files("trialvoice.safe") / "questions"
    entries = sorted((e for e in folder.iterdir() if e.name.endswith(".toml")), key=lambda e: e.name)
    return tuple(_question(entry.read_bytes()) for entry in entries)


def question(question_id: str) -> Question:
    """The question with that id."""
    return next(q for q in questions() if q.id == question_id)


def question_hashes() -> dict[str, str]:
    """Question `id@version` → SHA-256 of its file, for the identity of a run."""
    return {q.source: q.sha256 for q in questions()}


def _question(data: bytes) -> Question:
    table = tomllib.loads(data.decode())
    return Question(
        id=table["id"],
        version=table["version"],
        purpose=table["purpose"],
        prompt=table["prompt"],
        max_tokens=table["max_tokens"],
        json_schema=json.dumps(json.loads(table["schema"]), separators=(",", ":")),
        changes=tuple(table["changes"]),
        sha256=hashlib.sha256(data).hexdigest(),
        statements=table.get("statements", {}),
    )
