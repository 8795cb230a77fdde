"""Stories of serious events: one event a story, by its right name, and no event of another's or of mere words."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.findings import AdverseEvent
from trialvoice.safe.extract import extract

VISITS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "serious_visits.toml").read_text("utf-8"))[
    "visits"
]


def events_of(said: str) -> list[AdverseEvent]:
    """The events of a dialogue, a turn a line."""
    found = extract(visit(*said.strip().splitlines()), STUDY).findings
    return [f.value for f in found if isinstance(f.value, AdverseEvent)]


def plain(term: str) -> str:
    """The plain term, without the words said."""
    return re.sub(r"^.* \((.*)\)$", r"\1", term)


@pytest.mark.parametrize("told", VISITS, ids=lambda told: told["said"].strip()[:50])
def test_a_visit(told: dict[str, Any]) -> None:
    events = events_of(told["said"])
    for wanted, found in (
        (told.get("serious"), [event.term for event in events if event.serious]),
        (told.get("events"), [event.term for event in events]),
    ):
        if wanted is not None:
            assert len(found) == len(wanted), found
            assert all(any(re.search(name, term, re.IGNORECASE) for term in found) for name in wanted), found
    if never := told.get("never"):
        assert not [event.term for event in events if re.search(never, plain(event.term), re.IGNORECASE)]
