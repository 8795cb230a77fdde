"""`trialvoice evaluate deid` with the real recognizer: what the gate must hold, and what is never printed."""

import json
from pathlib import Path

import pytest

from tests.conftest import CommandLine
from trialvoice.assembly import NLP_MODEL
from trialvoice.core.settings import Settings
from trialvoice.evaluate.deid_cases import Case, CaseTurn
from trialvoice.evaluate.spoken.generate import generate
from trialvoice.weights.place import model_folder

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(not model_folder(NLP_MODEL, Settings()).is_dir(), reason=f"weights are not there: {NLP_MODEL}"),
]
OTHER_SEED = 7  # rules are tuned on the default one


def test_the_floor_on_values_of_another_seed(tmp_path: Path) -> None:
    sample = tmp_path / "sample.jsonl"
    sample.write_text("".join(case.model_dump_json() + "\n" for case in generate("dev", OTHER_SEED)[::4]), "utf-8")
    ran = CommandLine(tmp_path / "outputs", {})(
        "evaluate", "deid", "--part", "none", "--cases", sample, "--rounds", "0", "--json"
    )
    assert ran.returncode == 0, ran.stderr
    ours, plain = (json.loads(line)["scores"] for line in ran.stdout.splitlines())
    assert ours["recall"]["whole"] == plain["recall"]["whole"] >= 100
    assert ours["recall"]["estimate"]["value"] >= 0.95
    assert ours["precision"]["estimate"]["value"] >= 0.95
    assert ours["over_redaction"]["estimate"]["value"] <= 0.05
    assert plain["recall"]["estimate"]["value"] < 0.6


def test_values_are_shown_only_of_public_sets(tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    turns = (CaseTurn(role="P", text="My name is Bartholomew Featherstone."),)
    own.write_text(Case(id="own-1", phenomenon="mine", turns=turns).model_dump_json() + "\n", "utf-8")
    ran = CommandLine(tmp_path / "outputs", {})(
        "evaluate", "deid", "--part", "none", "--cases", own, "--rounds", "1", "--show-misses"
    )
    assert ran.returncode == 0, ran.stderr
    assert "100.0%" in ran.stdout  # a hard negative of which something goes
    assert "Featherstone" not in ran.stdout + ran.stderr


def test_cases_that_cannot_be_read(tmp_path: Path) -> None:
    ran = CommandLine(tmp_path / "outputs", {})(
        "evaluate", "deid", "--part", "none", "--cases", tmp_path / "none.jsonl"
    )
    assert ran.returncode == 1
    assert "TV144" in ran.stderr
    assert "Traceback" not in ran.stderr
