"""The table of elements (`elements.toml`): which there are, in which order, and what their codes are."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field

from trialvoice.core.findings import Criterion
from trialvoice.core.records import Record
from trialvoice.core.study import Settled

Why = Literal["not_said", "never_from_speech", "needs_licence", "sponsor_assesses"]


class Element(Settled):
    """One element. key: ours, unique.  id: of E2B(R3).  many: may hold several values."""

    key: str
    id: Annotated[str, Field(pattern=r"^[C-H]\.[A-Za-z0-9.]+$")]
    name: str
    how: Literal["study_file", "recordings", "speech", "person", "licence", "sponsor", "never"]
    why: Why
    codes: str | None = None
    many: bool = False
    when: Criterion | None = None


class Part(Settled):
    """A part of the worksheet. entries: what one of its repeats is called, None where it stands once."""

    id: str
    title: str
    entries: str | None = None


class Minimum(Settled):
    """One of the four things without which a report is none."""

    id: str
    name: str
    needs: tuple[str, ...]
    met: str
    unmet: str


class Reminder(Settled):
    """A deadline of the sponsor's. criteria: any of these starts it; none: every serious event."""

    id: str
    days: Annotated[int, Field(ge=1)]
    criteria: tuple[Criterion, ...]
    text: str


class Table(Settled):
    """The whole file."""

    version: Literal[1]
    after: str
    changes: tuple[str, ...]
    why: dict[Why, str]
    parts: tuple[Part, ...]
    minimum: tuple[Minimum, ...]
    reminders: tuple[Reminder, ...]
    codes: dict[str, dict[str, str]]
    coded: dict[str, dict[str, str]]
    elements: dict[str, tuple[Element, ...]]

    def of(self, key: str) -> Element:
        """The element of that key."""
        return next(one for some in self.elements.values() for one in some if one.key == key)

    def code(self, named: str, said: str) -> tuple[str, str] | None:
        """(code, its meaning) of a word of ours, None where the list has none for it."""
        code = self.coded[named].get(said)
        return None if code is None else (code, self.codes[named][code])


class Placed(Record):
    """An element with the number of its part and of itself in it."""

    part: Part
    element: Element
    order: tuple[int, int]


@cache
def table() -> Table:
    """The table, checked."""
    return Table.model_validate(tomllib.loads((files(__package__) / "elements.toml").read_text("utf-8")))


@cache
def placed() -> dict[str, Placed]:
    """Key → the element in its place."""
    return {
        element.key: Placed(part=part, element=element, order=(at, number))
        for at, part in enumerate(table().parts)
        for number, element in enumerate(table().elements[part.id])
    }
