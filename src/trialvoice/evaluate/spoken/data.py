"""The corpus's data files, read and checked."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from trialvoice.core.records import Record
from trialvoice.evaluate.spoken.parts import Part

Style = Literal["plain", "flat", "mixed"]


class _Entry(Record):
    model_config = ConfigDict(strict=False)


class Phenomenon(_Entry):
    """How one kind of identifier can sound. style: how the recogniser wrote all of it down."""

    name: str
    part: Part
    type: str
    family: str
    form: str
    labels: tuple[str, ...] = ("",)
    style: Style = "plain"


class Family(_Entry):
    """What is said around a value: questions and answers that combine, and statements that need no question."""

    asked: Annotated[tuple[str, ...], Field(min_length=8)]
    answered: Annotated[tuple[str, ...], Field(min_length=10)]
    told: Annotated[tuple[str, ...], Field(min_length=8)]

    @property
    def carriers(self) -> int:
        """How many different ways there are to embed a value."""
        return len(self.asked) * len(self.answered) + len(self.told)


class Negative(_Entry):
    """A kind of conversation without an identifier. slots: what its turns draw from."""

    name: str
    part: Part
    turns: tuple[str, ...]
    slots: Mapping[str, tuple[str, ...]]


class Data(_Entry):
    """All of it."""

    phenomena: tuple[Phenomenon, ...]
    values_each: int
    families: Mapping[str, Family]
    around: tuple[str, ...]
    negatives: tuple[Negative, ...]
    cases_each: int
    slots: Mapping[str, tuple[Any, ...]]


@cache
def data() -> Data:
    """The data as it ships."""
    phenomena, carriers, negatives, slots = map(_read, ("phenomena", "carriers", "negatives", "slots"))
    return Data(
        values_each=phenomena.pop("values_each"),
        phenomena=tuple(Phenomenon(name=name, **entry) for name, entry in phenomena.items()),
        around=carriers.pop("around"),
        families=carriers,
        cases_each=negatives.pop("cases_each"),
        negatives=tuple(_negative(name, entry) for name, entry in negatives.items()),
        slots=slots,
    )


def _negative(name: str, entry: dict[str, Any]) -> Negative:
    return Negative(name=name, part=entry.pop("part"), turns=entry.pop("turns"), slots=entry)


def _read(name: str) -> dict[str, Any]:
    """One file without its version."""
    text = (files("trialvoice.evaluate.spoken") / f"{name}.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    read.pop("version")
    return read
