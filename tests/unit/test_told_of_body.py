"""Complaints of parts of the body, made of part and complaint: a table."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.visits import visit
from trialvoice.safe.events.body import told_of_parts
from trialvoice.safe.language.dialogue import Dialogue

CASES = tomllib.loads((Path(__file__).parent / "told_of_body.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["said"] for case in CASES])
def test_told_of_parts(case: dict[str, Any]) -> None:
    names = [hit.name for s in Dialogue(visit(f"P: {case['said']}")).sentences for hit in told_of_parts(s)]
    assert bool(names) == bool(case["found"]), names
    for name in case["found"]:
        assert any(name in found for found in names), names
