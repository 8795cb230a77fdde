"""The langextract peer: its places become quotes of turns, and where it is not installed that is said."""

import sys
from pathlib import Path

import pytest

from tests.visits import visit
from trialvoice.bench.by_langextract import findings_of, langextract
from trialvoice.core.errors import EngineError
from trialvoice.safe.language.dialogue import Dialogue

SAID = visit("I: How was it?", "P: I threw up. I missed two tablets.")
TEXTS = ["investigator: How was it?", "participant: I threw up. I missed two tablets."]


class Somewhere:
    """A model server that is never reached."""

    url = "http://127.0.0.1:9/v1"
    key = "none"


def at(words: str) -> dict[str, int]:
    start = "\n".join(TEXTS).index(words)
    return {"start": start, "end": start + len(words)}


def test_a_place_in_the_whole_text_becomes_a_quote_of_its_turn() -> None:
    told = [
        {"kind": "adverse_event", "attributes": {"term": "vomiting", "serious": "no"}, **at("I threw up")},
        {"kind": "missed_dose", "attributes": {"doses": "2"}, **at("missed two tablets")},
        {"kind": "weather", "attributes": {}, **at("How was it")},
    ]
    event, missed = findings_of(Dialogue(SAID), TEXTS, told)
    assert [(e.turn, e.quote) for e in event.evidence] == [(2, "I threw up")]
    assert missed.value.model_dump(include={"kind", "doses"}) == {"kind": "missed_dose", "doses": 2}


def test_words_over_two_turns_are_two_quotes() -> None:
    told = [{"kind": "medication", "attributes": {}, **at("was it?\nparticipant: I threw")}]
    (found,) = findings_of(Dialogue(SAID), TEXTS, told)
    assert [e.quote for e in found.evidence] == ["was it?", "I threw"]


def test_a_python_without_it_is_told() -> None:
    with langextract(Path(sys.executable), Somewhere()) as peer, pytest.raises(EngineError, match="not installed"):
        peer.find(SAID)
