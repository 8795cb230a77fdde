"""Items of forms: many short dialogues, and what the forms hold after each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.visits import visit
from trialvoice.core.results import FilledItem
from trialvoice.core.study_file import load_study
from trialvoice.safe.extract import extract
from trialvoice.safe.extracted import Extracted

FORMS = Path(__file__).parent / "forms"
STUDIES = {name: load_study(FORMS / name / "study.toml") for name in ("skin", "clinic", "ward")}


def made(*lines: str, study: str = "skin") -> Extracted:
    return extract(visit(*lines), STUDIES[study], visit=STUDIES[study].visits[0])


def filled(*lines: str, study: str = "skin") -> dict[str, FilledItem]:
    return {item.item: item for item in made(*lines, study=study).forms}


def dialogues() -> Iterator[tuple[str, list[str], dict[str, str]]]:
    for study in STUDIES:
        blocks = (FORMS / study / "dialogues.txt").read_text(encoding="utf-8").split("\n\n")
        for lines in (block.strip().split("\n") for block in blocks if not block.startswith("#")):
            stated = [pair.split("=", 1) for pair in lines[-1].removeprefix("=").strip().split("; ") if pair]
            yield study, lines[:-1], dict(stated)


@pytest.mark.parametrize(("study", "lines", "stated"), list(dialogues()))
def test_the_forms_hold_what_was_said(study: str, lines: list[str], stated: dict[str, str]) -> None:
    found = filled(*lines, study=study)
    assert {name: item.value for name, item in found.items() if item.value is not None} == stated


def test_what_two_speakers_dispute_conflicts_with_both_quotes() -> None:
    result = made("I: How many hours of sleep?", "P: Seven hours.", "C: Five. You lie there.")
    item = next(item for item in result.forms if item.item == "SCREENT")
    proofs = {finding.id: finding for finding in result.findings}
    assert (item.state, item.value) == ("conflicting", "7|5")
    both = [proofs[name or ""] for name in (item.finding, item.other_finding)]
    assert [finding.evidence[0].quote for finding in both] == ["Seven hours.", "Five."]
    assert [finding.review[0] for finding in both] == ["conflicts with 5", "conflicts with 7"]


def test_what_staff_settle_does_not_conflict() -> None:
    item = filled("I: How many hours of sleep?", "P: Seven.", "C: Five.", "I: I'll put five.")["SCREENT"]
    assert (item.state, item.value) == ("stated", "5")


def test_readings_that_staff_state_apart_conflict() -> None:
    lines = (
        "I: Pulse is seventy two.",
        "P: Good.",
        "I: Any pain?",
        "P: No.",
        "I: So on the form, pulse seventy eight.",
    )
    assert (filled(*lines)["PULSE"].state, filled(*lines)["PULSE"].value) == ("conflicting", "72|78")


def test_a_value_out_of_range_is_not_taken_but_noted() -> None:
    item = filled("I: On a scale of zero to ten, how bad is the itch?", "P: Twelve!")["ITCH"]
    assert (item.state, item.value) == ("not_stated", None)
    assert item.review == ("12 was said, and the form takes whole numbers from 0 to 10",)


def test_an_implausible_reading_is_noted_unless_it_is_corrected() -> None:
    item = filled("I: Pulse is three hundred.")["PULSE"]
    assert (item.state, item.review) == (
        "not_stated",
        ("300 was said, and the form takes whole numbers from 30 to 220",),
    )
    corrected = filled("I: Pulse is three hundred... no, that's the clip. Pulse is eighty.")["PULSE"]
    assert (corrected.value, corrected.review) == ("80", ())


def test_the_unit_of_the_form_is_filled_and_what_was_said_is_kept() -> None:
    result = made("I: Waist measurement is 34 inches.")
    finding = next(finding for finding in result.findings if finding.value.kind == "crf_item")
    assert finding.evidence[0].quote == "Waist measurement is 34 inches."
    assert finding.review == ("converted from 34 in",)
    assert filled("I: Waist measurement is 34 inches.")["WAIST"].value == "86.4"
