"""Events told without their name, named by staff, or gone on with from before: a table of dialogues."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.findings import AdverseEvent, Finding
from trialvoice.safe.extract import extract

CASES = tomllib.loads((Path(__file__).parent / "told_events.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['about']}: {case['lines'][0]}" for case in CASES])
def test_events_told(case: dict[str, Any]) -> None:
    before = extract(visit(*case["earlier"]), STUDY).findings if "earlier" in case else ()
    findings = extract(visit(*case["lines"]), STUDY, earlier=before).findings
    events = [event for finding in findings if isinstance(event := finding.value, AdverseEvent)]
    assert len(events) == len(case["found"]), [event.term for event in events]
    for name, outcome in case["found"].items():
        event = next((e for e in events if name in _names(e)), None)
        assert event is not None, [event.term for event in events]
        assert outcome in ("", event.outcome)


def _names(event: AdverseEvent) -> str:
    return f"{event.term} {event.coding.term if event.coding else ''}".lower()


def test_a_name_that_staff_gave_is_proven_by_both() -> None:
    talk = visit("P: My back tooth blew up and the dentist drained it.", "I: So that's an abscess.")
    (found,) = (f for f in extract(talk, STUDY).findings if f.value.kind == "adverse_event")
    assert _turns(found) == {1, 2}


def _turns(finding: Finding) -> set[int]:
    return {proof.turn for proof in finding.evidence}
