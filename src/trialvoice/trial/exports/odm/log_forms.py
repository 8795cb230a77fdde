"""The forms of `log_forms.toml`: rows that every study has beside the forms of its study file."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import ConfigDict

from trialvoice.core.records import Record

DataType = Literal["text", "integer", "float", "partialDate", "datetime"]


class _Settled(Record):
    model_config = ConfigDict(strict=False)


class LogItem(_Settled):
    """One column. cdash: whether the name is of CDASH, and not ours."""

    name: str
    label: str
    type: DataType = "text"
    list: str | None = None
    cdash: bool = True
    required: bool = False


class LogForm(_Settled):
    """One kind of row."""

    domain: str
    title: str
    items: tuple[LogItem, ...]


class LogForms(_Settled):
    """The whole file."""

    version: int
    changes: tuple[str, ...]
    lists: dict[str, tuple[str, ...]]
    frequencies: dict[str, str]
    routes: dict[str, str]
    forms: tuple[LogForm, ...]
    meanings: dict[str, str]


@cache
def log_forms() -> LogForms:
    """As the data file has them."""
    return LogForms.model_validate(tomllib.loads((files(__package__) / "log_forms.toml").read_text(encoding="utf-8")))
