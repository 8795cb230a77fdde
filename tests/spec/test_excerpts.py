"""Excerpts of visits, keyed for the kinds that they are about: how much is found never falls below the floor.

The first batches were written without sight of the rules, and then worked on; so the floors say what must not be lost,
not how well the rules do on visits that nobody read. BENCHMARKS.md has those figures.

    trialvoice evaluate extraction --folder tests/spec/excerpts/events --rules-alone --show-errors
"""

from functools import cache
from pathlib import Path

import pytest

from trialvoice.evaluate.extraction.run import extracted
from trialvoice.evaluate.extraction.totals import Totals, totals
from trialvoice.evaluate.visits.visit import load_visits

EXCERPTS = Path(__file__).parent / "excerpts"
FLOORS = (
    ("events", "adverse_event, named", 0.75),
    ("events", "serious event, place", 0.75),
    ("deviations", "protocol_deviation, named", 0.85),
    ("doses", "missed_dose, named", 0.5),
)


@cache
def found(folder: str) -> Totals:
    return totals([scores for _, _, scores in extracted(load_visits(EXCERPTS / folder), None)])


@pytest.mark.parametrize(("folder", "kind", "floor"), FLOORS)
def test_what_is_found_does_not_fall_below_the_floor(folder: str, kind: str, floor: float) -> None:
    (measured,) = [one for one in found(folder).kinds if one.name == kind]
    assert measured.f1 is not None
    assert measured.f1.value >= floor


@pytest.mark.parametrize("folder", sorted({folder for folder, _, _ in FLOORS}))
def test_every_quote_stands_in_its_excerpt(folder: str) -> None:
    (quotes,) = [one for one in found(folder).figures if one.name == "findings whose quotes stand in the transcript"]
    assert quotes.of.part == quotes.of.whole > 0
