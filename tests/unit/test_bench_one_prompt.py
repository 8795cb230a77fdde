"""The one-prompt peer: its answer is read kindly, and only what stands in the transcript counts."""

import json
from collections.abc import Sequence

from tests.visits import STUDY, visit
from trialvoice.bench.one_prompt import by_one_prompt
from trialvoice.safe.asking.ask import Message, Reply

TOLD = {
    "adverse_events": [
        {"quote": "I had a headache", "term": "headache", "serious": False},
        {"quote": "I had a headache", "term": "headache", "serious": False},
        {"quote": "the sky fell down on us", "term": "sky", "serious": True},
    ],
    "protocol_deviations": [],
    "missed_doses": [{"quote": "missed two tablets", "doses": 2}],
    "medications": [{"quote": "I take metformin", "name": "metformin"}],
}


class Written:
    """A model whose answer is written down."""

    def __init__(self, text: str) -> None:
        self.text = text

    def complete(self, messages: Sequence[Message], schema_json: str, max_tokens: int) -> Reply:
        """Always that answer."""
        return Reply(text=self.text, prompt_tokens=10, cached_tokens=0, generated_tokens=5)


SAID = visit("P: I had a headache. I missed two tablets. I take metformin.")


def test_repeats_and_what_nobody_said_are_left_out() -> None:
    made = by_one_prompt(SAID, STUDY, Written(json.dumps(TOLD)))
    assert [finding.value.kind for finding in made.findings] == [
        "adverse_event",
        "missed_dose",
        "concomitant_medication",
    ]
    assert made.tokens.requests == 1


def test_an_answer_that_was_cut_keeps_its_whole_items() -> None:
    cut = json.dumps(TOLD)[: json.dumps(TOLD).index('"protocol_deviations"') - 30]
    made = by_one_prompt(SAID, STUDY, Written(cut))
    assert [finding.value.kind for finding in made.findings] == ["adverse_event"]
    assert by_one_prompt(SAID, STUDY, Written("no json at all")).findings == ()
