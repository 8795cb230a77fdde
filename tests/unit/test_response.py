"""Treatment response in participants' own words, and what is none."""

import tomllib
from pathlib import Path

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.findings import TreatmentResponse
from trialvoice.core.study import Study
from trialvoice.safe.extract import extract

VISITS = tomllib.loads(Path(__file__).with_name("told_responses.toml").read_text(encoding="utf-8"))["visits"]


def study_of(condition: list[str]) -> Study:
    indication, *terms = condition
    about = STUDY.study.model_copy(update={"indication": indication, "indication_terms": tuple(terms)})
    return STUDY.model_copy(update={"study": about})


@pytest.mark.parametrize("told", VISITS, ids=lambda told: told["said"].strip()[:60])
def test_responses_of_a_small_visit(told: dict[str, list[str]]) -> None:
    said = str(told["said"]).strip().splitlines()
    found = extract(visit(*said), study_of(told["condition"])).findings
    assert [f.value.direction for f in found if isinstance(f.value, TreatmentResponse)] == told["found"]


def test_before_the_first_dose_there_is_no_response() -> None:
    said = visit("I: How are the knees?", "P: Better than last week.")
    found = extract(said, STUDY, visit=STUDY.visit("screening")).findings
    assert not [f for f in found if isinstance(f.value, TreatmentResponse)]
