"""Deviations as site staff, monitors and participants tell them, and what only sounds like one."""

import tomllib
from pathlib import Path

import pytest

from tests.visits import visit
from trialvoice.core.findings import ProtocolDeviation
from trialvoice.core.study import Study
from trialvoice.safe.extract import extract

STUDY = Study.model_validate(
    {
        "study": {
            "id": "T-2",
            "title": "A study for tests",
            "drug": "Zelvora",
            "drug_names": ["study tablets", "study injection", "study drug"],
            "indication": "plaque psoriasis",
        },
        "sites": [{"id": "01", "name": "Site"}],
        "dosing": {"dose": "one tablet", "times_per_day": 1, "max_missed": 3},
        "visits": [
            {"id": "week4", "name": "Week 4", "day": 29, "window_before": 3, "window_after": 3,
             "procedures": ["ecg", "blood", "photo", "dlqi", "urine"]},
            {"id": "monitoring", "name": "Monitoring"},
        ],
        "procedures": [
            {"id": "ecg", "names": ["ECG"]},
            {"id": "blood", "names": ["blood sample", "bloods"]},
            {"id": "photo", "names": ["photographs", "photos of the skin"]},
            {"id": "dlqi", "names": ["questionnaire"]},
            {"id": "urine", "names": ["urine sample"]},
            {"id": "mri", "names": ["MRI"]},
        ],
        "prohibited": [
            {"name": "methotrexate"},
            {"name": "systemic corticosteroids", "synonyms": ["prednisone", "steroid tablets"]},
            {"name": "NSAIDs", "synonyms": ["ibuprofen"]},
            {"name": "St. John's wort"},
        ],
    }
)  # fmt: skip


def _told(name: str) -> list[dict[str, list[str] | str]]:
    visits: list[dict[str, list[str] | str]] = tomllib.loads(
        Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8")
    )["visits"]
    return visits


VISITS = [*_told("told_deviations"), *_told("told_roundabout")]


@pytest.mark.parametrize("told", VISITS, ids=lambda told: told["said"].strip()[:60])
def test_deviations_of_a_small_visit(told: dict[str, list[str] | str]) -> None:
    said = str(told["said"]).strip().splitlines()
    at = "monitoring" if said[0].startswith("M") else "week4"
    made = extract(visit(*said), STUDY, visit=STUDY.visit(at))
    found = [f.value.category for f in made.findings if isinstance(f.value, ProtocolDeviation)]
    assert sorted(found) == sorted(told["found"])


def test_a_deviation_is_proven_by_what_was_done_and_what_staff_say_of_it() -> None:
    said = visit("P: The study injection, I did that two days late.", "I: Okay, I have to record that.")
    (finding,) = [f for f in extract(said, STUDY).findings if isinstance(f.value, ProtocolDeviation)]
    assert [proof.turn for proof in finding.evidence] == [1, 2]
