"""Missed doses in small visits: held, let go, out of reach, summed by staff, by days and parts of days."""

import tomllib
from pathlib import Path

import pytest

from tests.unit.test_missed_doses import DAILY, TWICE, WEEKLY, study
from tests.visits import visit
from trialvoice.safe.doses.doses import missed_doses
from trialvoice.safe.language.dialogue import Dialogue

PLANS = {
    "daily": DAILY,
    "twice": TWICE,
    "weekly": WEEKLY,
    "thrice": study("one capsule three times a day", 3, ("study capsules",)),
    "infusion": study("one infusion every four weeks", 1, ("study infusion",)),
    "patch": study("one patch every day", 1, ("study patch", "study patches")),
}
VISITS = tomllib.loads(Path(__file__).with_name("told_doses.toml").read_text())["visits"]


@pytest.mark.parametrize("told", VISITS, ids=lambda told: told["said"][:60])
def test_doses_of_a_small_visit(told: dict[str, str]) -> None:
    found = missed_doses(Dialogue(visit(*told["said"].strip().split("\n"))), PLANS[told["plan"]])
    doses = [draft.value.doses for draft in found if draft.value.kind == "missed_dose"]
    assert sum(number or 0 for number in doses) == told["doses"]
    assert doses or not told["doses"]
