"""Scripted visits as sound: in step with their scripts, and their keys moved onto what was heard."""

import re
from pathlib import Path

import pytest

from trialvoice.core.records import SafeTranscript, Turn, Word
from trialvoice.evaluate.truth import read_truth
from trialvoice.evaluate.visits.heard import Places, spoken_of
from trialvoice.evaluate.visits.visit import FOLDER, ScriptedVisit, load_visits

SOUNDS = Path(__file__).parents[2] / "sample_audio" / "visits"
ALL = [*load_visits(FOLDER / "dev"), *load_visits(FOLDER / "test")]
SPOKEN = spoken_of(ALL, SOUNDS)


def heard_as_spoken(visit: ScriptedVisit) -> SafeTranscript:
    """The truth as if it had been recognised whole, a turn for every two of the script."""
    truth = read_truth(visit.name, (SOUNDS / "truth",))
    assert truth
    words = [Word(start=w.start or 0, end=w.end or 0, text=w.text, probability=1.0) for w in truth.words or ()]
    half = len(words) // 2
    turns = tuple(
        Turn(id=n, start=part[0].start, end=part[-1].end, speaker="A", role="unknown", role_confidence=1.0, words=part)
        for n, part in enumerate((tuple(words[:half]), tuple(words[half:])), start=1)
    )
    return SafeTranscript(recording=visit.name, language="en", turns=turns)


def test_at_least_twelve_visits_have_sound() -> None:
    assert len(SPOKEN) >= 12


@pytest.mark.parametrize("visit", SPOKEN, ids=lambda one: one.name)
def test_the_sound_is_in_step_with_the_script(visit: ScriptedVisit) -> None:
    truth = read_truth(visit.name, (SOUNDS / "truth",))
    assert truth
    said = [word for turn in visit.transcript.turns for word in turn.text.split(" ")]
    spoken = [word.text for word in truth.words or ()]
    assert [a for a, b in zip(said, spoken, strict=True) if a != b and not a.lstrip("\"'(").startswith("[")] == []


@pytest.mark.parametrize("visit", SPOKEN[:3], ids=lambda one: one.name)
def test_a_quote_is_found_where_it_was_said(visit: ScriptedVisit) -> None:
    truth = read_truth(visit.name, (SOUNDS / "truth",))
    assert truth
    heard = heard_as_spoken(visit)
    places = Places(visit, truth.words or (), heard)
    texts = {turn.id: turn.text for turn in visit.transcript.turns}
    found = {turn.id: turn.text for turn in heard.turns}
    for one in (one for one in visit.expected if one.quotes):
        quote = one.quotes[0]
        wanted = _words(texts[quote.turn][quote.start : quote.end])
        said = _words(" ".join(found[at.turn][at.start : at.end] for at in places.of(one.quotes[:1])))
        assert len(said & wanted) >= len(wanted) / 2, one.key.id


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9']+", re.sub(r"\[\w+\]", "", text).lower()))


def test_a_script_that_was_changed_since_is_refused() -> None:
    visit = SPOKEN[0]
    truth = read_truth(visit.name, (SOUNDS / "truth",))
    assert truth
    with pytest.raises(ValueError, match="changed after it was spoken"):
        Places(visit, (truth.words or ())[1:], visit.transcript)
