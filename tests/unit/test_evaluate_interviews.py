"""Curated interviews: read, matched one to one, and counted."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trialvoice.cli import app
from trialvoice.core.errors import StudyError
from trialvoice.core.study_file import load_study
from trialvoice.evaluate.interviews import interview
from trialvoice.evaluate.interviews.interview import load_interviews
from trialvoice.evaluate.interviews.scores import compare
from trialvoice.safe.extract import extract

TEXT = """
[D-1] D: What brings you in?

[P-1] P: I've had a headache, and a runny nose.

[D-2] D: Do you smoke? Any fever?

[P-2] P: No. And it’s not my first
headache.
"""
NODES = [
    {"type": "SYMPTOM", "text": "headache", "turn_id": "P-1", "evidence": "had a headache"},
    {"type": "SYMPTOM", "text": "rash", "turn_id": "P-1", "evidence": "spots all over my skin"},
    {"type": "MEDICAL_HISTORY", "text": "non-smoker", "turn_id": "D-2", "evidence": "Do you smoke?"},
    {"type": "LOCATION", "text": "nose", "turn_id": "P-1", "evidence": "nose"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "A1.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "A1_curated_kg.json").write_text(json.dumps({"nodes": NODES}), encoding="utf-8")
    return tmp_path


def test_nodes_stand_where_their_words_do(folder: Path) -> None:
    (one,) = load_interviews(folder)
    assert [turn.text for turn in one.transcript.turns][-1] == "No. And it's not my first headache."
    headache, _, smoker = one.facts
    assert one.transcript.turns[1].text[headache.place.start : headache.place.end] == "had a headache"
    assert (smoker.text, smoker.absent) == ("smoker", True)


def test_found_missed_and_extra_are_counted(folder: Path) -> None:
    (one,) = load_interviews(folder)
    study = load_study(Path(interview.__file__).parent / "study.toml")
    compared = compare(one, extract(one.transcript, study))
    assert {fact.text for fact in compared.found} == {"headache", "smoker"}
    assert [fact.text for fact in compared.missed] == ["rash"]
    assert [told.term for told in compared.extra] == ["runny nose"]


def test_the_command_prints_figures_and_no_words(folder: Path) -> None:
    done = CliRunner().invoke(app, ["evaluate", "interviews", str(folder)])
    assert done.exit_code == 0
    assert "recall" in done.output
    assert "headache" not in done.output


def test_a_folder_without_graphs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="curated interviews"):
        load_interviews(tmp_path)
