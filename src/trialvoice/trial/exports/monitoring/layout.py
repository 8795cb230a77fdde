"""The table of the report (`sections.toml`): its sections in order, the words of its page, and its word lists."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from trialvoice.core.findings import DeviationCategory
from trialvoice.core.study import Settled


class Section(Settled):
    """One section. none: what stands there where it holds nothing."""

    id: str
    title: str
    note: str
    none: str


class Topic(Settled):
    """What may have been reviewed, and what names it."""

    id: str
    title: str
    categories: tuple[DeviationCategory, ...]
    kinds: tuple[str, ...]
    words: tuple[str, ...]


class DueWords(Settled):
    """How people say by when."""

    leads: tuple[str, ...]
    qualifiers: tuple[str, ...]
    units: tuple[str, ...]
    within: tuple[str, ...]
    numbers: tuple[str, ...]
    spans: tuple[str, ...]
    alone: tuple[str, ...]


class Layout(Settled):
    """The whole file."""

    version: Literal[1]
    after: str
    changes: tuple[str, ...]
    marker: str
    signers: tuple[str, ...]
    sections: tuple[Section, ...]
    kinds: dict[str, str]
    categories: dict[DeviationCategory, str]
    reasons: dict[Literal["promised", "requested", "left_open"], str]
    escalated: dict[Literal["serious_event", "consent", "safety_reporting"], str]
    topics: tuple[Topic, ...]
    due: DueWords


@cache
def layout() -> Layout:
    """The table, checked."""
    return Layout.model_validate(tomllib.loads((files(__package__) / "sections.toml").read_text("utf-8")))
