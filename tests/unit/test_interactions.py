"""Medicines that are not to be taken together: by the study's list, by a file, under brand and misheard names."""

from pathlib import Path

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.errors import StudyError
from trialvoice.core.findings import Finding, Interaction
from trialvoice.core.interaction_list import PairList, load_pairs
from trialvoice.core.settings import Settings
from trialvoice.core.study import Interacting
from trialvoice.job import load_job
from trialvoice.safe.extract import extract

LISTED = STUDY.model_copy(
    update={
        "interactions": (
            Interacting(first="Veltrimab", second="warfarin", severity="major", text="more bleeding"),
            Interacting(first="clarithromycin", second="statins", severity="major", text="muscle damage"),
        )
    }
)


def _found(*lines: str, listed: PairList | None = None) -> list[Finding]:
    findings = extract(visit(*lines), LISTED, listed=listed).findings
    return [finding for finding in findings if isinstance(finding.value, Interaction)]


def test_the_study_drug_and_a_brand_name() -> None:
    (finding,) = _found("I: How is the Veltrimab?", "P: Fine. I take Coumadin every evening for my heart.")
    assert isinstance(finding.value, Interaction)
    assert finding.value.with_study_drug
    assert (finding.value.severity, finding.value.text) == ("major", "more bleeding")
    assert [proof.turn for proof in finding.evidence] == [1, 2]


def test_a_study_drug_that_nobody_names_is_taken_all_the_same() -> None:
    (finding,) = _found("P: I take warfarin every evening.")
    assert [proof.turn for proof in finding.evidence] == [1]
    assert finding.basis == ("study.toml: Veltrimab with warfarin",)


def test_a_misheard_name_and_a_member_of_a_class() -> None:
    said = ("P: I take simvastatin at night.", "P: And they gave me clarithromicin for my chest, I take that now.")
    (finding,) = _found(*said)
    assert not finding.value.with_study_drug


@pytest.mark.parametrize(
    "lines",
    [
        ("P: I never took warfarin.",),
        ("P: I took warfarin years ago, before the study.",),
        ("P: My wife takes warfarin.",),
        ("P: I take paracetamol.",),
        ("P: I take atorvastatin.",),
    ],
)
def test_no_interaction(lines: tuple[str, ...]) -> None:
    assert _found(*lines) == []


def test_a_file_of_the_installation(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("\ufeffSimvastatin$DB1$Clarithromycin$DB2$\nAmiodarone$DB3$Sotalol$DB4$\n", encoding="utf-8")
    listed = load_pairs(path)
    (finding,) = _found("P: I take amiodarone in the morning and sotalol at night.", listed=listed)
    assert isinstance(finding.value, Interaction)
    assert (finding.value.listed_in, finding.value.severity) == ("pairs.csv", "contraindicated")


def test_an_ingredient_of_the_file_is_no_class(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("Simvastatin$DB1$Amiodarone$DB2$\n", encoding="utf-8")
    assert _found("P: I take amiodarone and pravastatin.", listed=load_pairs(path)) == []


@pytest.mark.parametrize(("text", "code"), [(None, "TV160"), ("Simvastatin$DB1\n", "TV161"), ("$1$$2$\n", "TV161")])
def test_a_file_that_cannot_be_used(tmp_path: Path, text: str | None, code: str) -> None:
    path = tmp_path / "pairs.csv"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(StudyError) as caught:
        load_pairs(path)
    assert caught.value.code == code


def test_a_list_that_cannot_be_used_stops_the_batch_before_it_begins(tmp_path: Path) -> None:
    sample = Path(__file__).parents[2] / "sample_audio"
    with pytest.raises(StudyError, match="TV160"):
        load_job(sample, Settings(interactions=tmp_path / "missing.csv"))
