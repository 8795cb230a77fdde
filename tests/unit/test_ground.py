"""Aligning quotes with the transcript."""

import time

import pytest

from tests.visits import visit
from trialvoice.core.records import SafeTranscript, Turn, Word
from trialvoice.safe.asking.ground import Grounder, ground
from trialvoice.safe.language.dialogue import Dialogue

VISIT = visit(
    "I: How have you been?",
    "P: Well, I had two nosebleeds, and a really bad headache on Tuesday.",
    "I: Did you take twenty milligrams?",
    "P: No. I took 20 tablets in all.",
)


@pytest.mark.parametrize(
    ("quote", "turn", "match", "grounded"),
    [
        ("a really bad headache", 2, "exact", "a really bad headache"),
        ("a really bad headache", 4, "exact", "a really bad headache"),
        ("Well I had 2 nosebleeds", 2, "normalised", "Well, I had two nosebleeds"),
        ("HEADACHE ON TUESDAY!", None, "normalised", "headache on Tuesday"),
        ("20 milligrams", 3, "normalised", "twenty milligrams"),
        ("a realy bad headake on Tuesday", 2, "fuzzy", "really bad headache on Tuesday"),
    ],
)
def test_grounded(quote: str, turn: int | None, match: str, grounded: str) -> None:
    evidence = ground(VISIT, quote, turn)
    assert evidence is not None
    assert (evidence.match, evidence.quote) == (match, grounded)
    found = VISIT.turn(evidence.turn)
    assert found is not None
    assert found.text[evidence.start_char : evidence.end_char] == evidence.quote


def test_a_number_is_not_found_inside_another() -> None:
    transcript = visit("P: My sugar was 2.5, and then 5!")
    evidence = ground(transcript, "THEN 5")
    assert evidence is not None
    assert evidence.quote == "then 5"
    assert ground(visit("P: My sugar was 2.5."), "FIVE") is None


def test_of_the_same_words_those_nearest_to_the_claimed_turn_are_meant() -> None:
    transcript = visit("P: A cough.", "I: And?", "P: Yes.", "P: A cough.", "I: Since when?", "P: A cough.")
    for claimed, meant in ((1, 1), (2, 1), (3, 4), (4, 4), (6, 6)):
        for quote in ("A cough", "a COUGH"):
            evidence = ground(transcript, quote, claimed)
            assert evidence is not None
            assert evidence.turn == meant


@pytest.mark.parametrize("quote", ["", "...", "my nose bled", "chest pain", "ache", "I had a stroke and a fall"])
def test_an_invention_is_not_grounded(quote: str) -> None:
    assert ground(VISIT, quote, 2) is None


def test_times_are_those_of_the_words() -> None:
    spoken = ("I", "feel", "sick", "now")
    words = tuple(Word(start=i * 100, end=i * 100 + 90, text=w, probability=1.0) for i, w in enumerate(spoken))
    turn = Turn(id=7, start=0, end=400, speaker="A", role="participant", role_confidence=1.0, words=words)
    evidence = ground(SafeTranscript(recording="x", language="en", turns=(turn,)), "feel sick")
    assert evidence is not None
    assert (evidence.turn, evidence.start, evidence.end) == (7, 100, 290)


def test_an_hour_is_grounded_in_moments() -> None:
    lines = [f"P: On day {n} I walked to the shop and back again, it took me {n} minutes or so." for n in range(500)]
    dialogue = Dialogue(visit(*lines))
    quotes = [(f"it took me {n} minutes", n + 1) for n in range(0, 500, 50)] + [("I flew to the moon twice", 250)]
    began = time.perf_counter()
    grounder = Grounder(dialogue)
    found = [grounder.ground(quote, turn) for quote, turn in quotes]
    assert time.perf_counter() - began < 0.5  # 50 ms on a free machine
    assert sum(evidence is not None for evidence in found) == 10
