"""The markup of dialogue scripts, of the sample study and of the scripted visits.

A line starts a turn ("participant: ..."); further lines continue it. In a turn

    [NAME|Walter Hobbs]                  is an identifier: its type, then the words as they are spoken
    [PHONE 617-555-0142|six one seven]   the same, with the value as it would be written
    [ID.mrn 7730462|seven seven three]   the same, with a subtype
    [NAME_1]                             is what the gate has put in an identifier's place: a word like another
    {headache|I had a headache}          is a quote for the finding with that id; several may share one

and marks may stand inside one another. "..." is a hesitation.
"""

import re
from dataclasses import dataclass
from typing import cast

from trialvoice.core.records import Role

MARKUP = re.compile(
    r"(?P<tag>\[[A-Z]+_\d+\])|\[(?P<type>[A-Z]+)(\.(?P<sub>\w+))?( (?P<value>[^|\]]+))?\|" r"|\{(?P<id>\w+)\||[\]}]"
)
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

    role: Role
    text: str
    marks: tuple[Mark, ...]


def parse(dialogue: str) -> list[Line]:
    """The turns of a dialogue. Raises ValueError: a mark is not closed, or marks cross."""
    return [_line(role, text) for role, text in _turns(dialogue)]


def _turns(dialogue: str) -> list[tuple[Role, str]]:
    turns: list[tuple[Role, str]] = []
    for line in filter(None, map(str.strip, dialogue.splitlines())):
        start = SPEAKS.match(line)
        if start:
            turns.append((cast(Role, start[1]), line[start.end() :]))
        elif not turns:
            raise ValueError("a dialogue starts with who speaks")
        else:
            turns[-1] = (turns[-1][0], f"{turns[-1][1]} {line}")
    return turns


def _line(role: Role, marked: str) -> Line:
    text = ""
    at = 0
    opened: list[tuple[int, re.Match[str]]] = []
    marks: list[Mark] = []
    for token in MARKUP.finditer(marked):
        text += marked[at : token.start()]
        at = token.end()
        if token["tag"]:
            text += token["tag"]
        elif token[0] in "]}":
            if not opened:
                raise ValueError(f"a mark is closed that none opened in: {marked}")
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
