"""Reads the dialogue scripts of the sample study. Needs nothing but Python.

A script is a TOML file: which voice plays which role, the `dialogue`, and what a reviewer should find.
A line of the dialogue starts a turn ("participant: ..."); further lines continue it. In a turn

    [NAME|Walter Hobbs]                  is an identifier: its type, then the words as they are spoken
    [PHONE 617-555-0142|six one seven]   the same, with the value as it would be written
    [ID.mrn 7730462|seven seven three]   the same, with a subtype
    {headache|I had a headache}          is a quote for the finding with that id; several may share one

and marks may stand inside one another. "..." is a hesitation.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MARKUP = re.compile(r"\[(?P<type>[A-Z]+)(\.(?P<sub>\w+))?( (?P<value>[^|\]]+))?\|" r"|\{(?P<id>\w+)\||[\]}]")
SPEAKS = re.compile(r"^(investigator|participant|caregiver|monitor): *")


@dataclass(frozen=True)
class Mark:
    """[start, end) characters of a turn's text: an identifier (`type` is set) or a finding's quote."""

    start: int
    end: int
    type: str = ""
    subtype: str = ""
    value: str = ""
    finding: str = ""


@dataclass(frozen=True)
class Line:
    """One turn: who speaks, the words without markup, and what is marked in them."""

    role: str
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Script:
    """A whole script. `say` respells words for the synthesiser only; `room` is how it was recorded."""

    recording: str
    room: str
    voices: Mapping[str, str]
    say: Mapping[str, str]
    lines: Sequence[Line]
    findings: Sequence[Mapping[str, Any]]


def read_script(path: Path) -> Script:
    """Read one script; a mark that is not closed or a quote of no finding raises ValueError."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    lines = [_line(role, text) for role, text in _turns(data["dialogue"])]
    quoted = {mark.finding for line in lines for mark in line.marks if mark.finding}
    known = {finding["id"] for finding in data["findings"] if "basis" not in finding}
    if quoted != known or set(data["voices"]) != {line.role for line in lines}:
        raise ValueError(f"{path.name}: quotes, findings or voices differ: {sorted(quoted ^ known)}")
    return Script(path.stem, data["room"], data["voices"], data.get("say", {}), tuple(lines), tuple(data["findings"]))


def _turns(dialogue: str) -> list[tuple[str, str]]:
    turns: list[tuple[str, str]] = []
    for line in filter(None, map(str.strip, dialogue.splitlines())):
        start = SPEAKS.match(line)
        if start:
            turns.append((start[1], line[start.end() :]))
        else:
            turns[-1] = (turns[-1][0], f"{turns[-1][1]} {line}")
    return turns


def _line(role: str, marked: str) -> Line:
    text = ""
    at = 0
    opened: list[tuple[int, re.Match[str]]] = []
    marks: list[Mark] = []
    for token in MARKUP.finditer(marked):
        text += marked[at : token.start()]
        at = token.end()
        if token[0] in "]}":
            start, opening = opened.pop()
            if (token[0] == "]") != opening[0].startswith("["):
                raise ValueError(f"marks cross in: {marked}")
            marks.append(_mark(start, text, opening))
        else:
            opened.append((len(text), token))
    if opened:
        raise ValueError(f"a mark is not closed in: {marked}")
    return Line(role, text + marked[at:], tuple(sorted(marks, key=lambda mark: (mark.start, mark.end))))


def _mark(start: int, text: str, opening: re.Match[str]) -> Mark:
    if opening["id"]:
        return Mark(start, len(text), finding=opening["id"])
    value = opening["value"] or text[start:]
    return Mark(start, len(text), opening["type"], opening["sub"] or "", value)
