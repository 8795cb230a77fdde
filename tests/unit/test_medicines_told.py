"""What people say of a medicine besides its name: how much, how often, what for, since when, and whether still."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.findings import ConcomitantMedication
from trialvoice.evaluate.extraction.fields import same_words
from trialvoice.safe.extract import extract

TOLD = tomllib.loads((Path(__file__).parent / "told_medicines.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", TOLD["told"], ids=lambda case: str(case["said"])[:70])
def test_what_is_told_of_a_medicine(case: dict[str, Any]) -> None:
    values = [finding.value for finding in extract(visit(*case["said"]), STUDY).findings]
    first = next(value for value in values if isinstance(value, ConcomitantMedication))
    for name, wanted in case["want"].items():
        said = getattr(first, name)
        assert same_words(said, wanted) if isinstance(wanted, str) else said == wanted, (name, said)


@pytest.mark.parametrize("case", TOLD["named"], ids=lambda case: str(case["said"])[:70])
def test_what_is_found(case: dict[str, Any]) -> None:
    values = [finding.value for finding in extract(visit(*case["said"]), STUDY).findings]
    names = [value.name.lower() for value in values if isinstance(value, ConcomitantMedication)]
    assert len(names) == len(case["names"]), names
    assert all(any(wanted.lower() in name for name in names) for wanted in case["names"]), names
