"""Ordinary talk of a visit, from which no adverse event may come."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.visits import STUDY, visit
from trialvoice.safe.extract import extract

_VISITS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("ordinary_talk.toml").read_text("utf-8"))[
    "visit"
]


@pytest.mark.parametrize("told", _VISITS, ids=[told["name"] for told in _VISITS])
def test_nothing_of_note(told: dict[str, Any]) -> None:
    found = extract(visit(*told["lines"]), STUDY).findings
    assert [f.value.term for f in found if f.value.kind == "adverse_event"] == []
