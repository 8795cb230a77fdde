"""JSON Lines through the gate, with a recognizer that reads patterns only."""

import json
import re
from collections.abc import Sequence

from trialvoice.redact.documents import redact_lines, redact_text, redact_turns
from trialvoice.redact.finding.patterns import PATTERNS
from trialvoice.redact.spans import Hit


class Patterns:
    """The gate's patterns without a model."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def recognize(self, texts: Sequence[str]) -> list[list[Hit]]:
        self.batches.append(len(texts))
        return [
            [
                Hit(*found.span(), spec.type, spec.score, spec.name)
                for spec in PATTERNS
                for found in re.finditer(spec.regex, text, re.I)
            ]
            for text in texts
        ]


def test_a_text() -> None:
    done = redact_text("Mail jane@example.org, MRN BT-543210.", recognizer=Patterns())
    assert done.text == "Mail [EMAIL_1], MRN [ID_1]."
    assert [(s.type, s.start, s.end) for s in done.spans] == [("EMAIL", 5, 21), ("ID", 27, 36)]
    assert "jane" not in done.model_dump_json()


def test_turns_know_of_each_other() -> None:
    done = redact_turns(["Your name?", "Xochitl.", "Thanks, xochitl."], recognizer=Patterns())
    assert [turn.text for turn in done] == ["Your name?", "[NAME_1].", "Thanks, [NAME_1]."]


def test_lines_keep_their_order_and_a_bad_one_stops_no_other() -> None:
    lines = [
        json.dumps({"id": "a", "text": "call 617-555-0142"}),
        "",
        "not json 617-555-0142",
        json.dumps({"id": "b", "turns": [{"role": "participant", "text": "fine"}, {"text": "ok"}]}),
        json.dumps({"id": 7, "text": "take two", "other": 1}),
        json.dumps({"id": "c"}),
        json.dumps({"id": "d", "turns": []}),
    ]
    done = list(redact_lines(lines, recognizer=Patterns(), at_once=2))
    assert [line.id for line in done] == ["a", None, "b", 7, None, "d"]
    assert done[0].text == "call [PHONE_1]"
    assert done[1].error is not None
    assert "0142" not in done[1].model_dump_json()
    assert done[2].turns is not None
    assert [(turn.role, turn.text) for turn in done[2].turns] == [("participant", "fine"), (None, "ok")]
    assert done[3].text == "take two"
    assert done[5].turns == ()


def test_a_thousand_lines_reach_the_recognizer_in_batches() -> None:
    recognizer = Patterns()
    lines = (json.dumps({"id": i, "text": f"line {i}"}) for i in range(1000))
    assert len(list(redact_lines(lines, recognizer=recognizer, at_once=250))) == 1000
    assert recognizer.batches == [250, 250, 250, 250]
