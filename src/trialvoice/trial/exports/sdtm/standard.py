"""The variables and supplemental qualifiers of `variables.toml`, versioned data."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from trialvoice.core.records import Record

Core = Literal["Req", "Req-", "Exp", "Perm"]
LONGEST = 200
"""Characters that a value may have in SDTM."""


class Variable(Record):
    """A column. length: characters at most, 0 of a number.  core: "Req-" where no recording can tell it.

    codelist: name of a list in `ct.toml`, or nothing.
    """

    name: str
    label: str
    type: Literal["string", "integer", "float"]
    length: int
    core: Core
    codelist: str


class Dataset(Record):
    """A dataset. keys: what makes a row unique, and the order rows stand in.  of: the parent of a SUPP--."""

    name: str
    label: str
    keys: tuple[str, ...]
    variables: tuple[Variable, ...]
    of: str = ""


class Qualifier(Record):
    """What is known of a supplemental qualifier. counted: whether a number follows its stem."""

    stem: str
    label: str
    origin: str
    counted: bool


@cache
def datasets() -> dict[str, Dataset]:
    """Name → dataset, each with its SUPP-- after it; DM has none."""
    made: dict[str, Dataset] = {}
    for name, data in _data()["datasets"].items():
        made[name] = _dataset(name, data["label"], data)
        if name != "DM":
            supplement = _data()["supplement"]
            made[f"SUPP{name}"] = _dataset(f"SUPP{name}", f"{supplement['label']} {name}", supplement, of=name)
    return made


@cache
def qualifiers() -> dict[str, Qualifier]:
    """Stem → qualifier."""
    return {
        name.rstrip("#"): Qualifier(stem=name.rstrip("#"), label=label, origin=origin, counted=name.endswith("#"))
        for name, (label, origin) in _data()["qualifiers"].items()
    }


def qualifier_of(qnam: str) -> Qualifier | None:
    """The qualifier that a name in SUPP-- belongs to, None of a name that is not in the table."""
    return next((one for one in qualifiers().values() if _form(one).fullmatch(qnam)), None)


def label_of(qnam: str, qualifier: Qualifier) -> str:
    """QLABEL of a name in SUPP--."""
    number = re.match(r"\d+", qnam.removeprefix(qualifier.stem)) if qualifier.counted else None
    return qualifier.label.replace("#", number.group() if number else "")


def version() -> int:
    """Of the table."""
    made = _data()["version"]
    assert isinstance(made, int)
    return made


@cache
def _form(one: Qualifier) -> re.Pattern[str]:
    """A counted name with a letter where it goes on; another with a number, for which it may lose its end."""
    if one.counted:
        return re.compile(rf"{one.stem}[1-9][0-9]?[A-Z]?")
    return re.compile(rf"{one.stem}|{one.stem[:7]}[1-9]|{one.stem[:6]}[1-9][0-9]")


def _dataset(name: str, label: str, data: dict[str, Any], of: str = "") -> Dataset:
    fields = tuple(Variable.model_fields)
    return Dataset(
        name=name,
        label=label,
        keys=tuple(data["keys"]),
        variables=tuple(Variable(**dict(zip(fields, row, strict=True))) for row in data["variables"]),
        of=of,
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("trialvoice.trial.exports.sdtm") / "variables.toml").read_text("utf-8"))
