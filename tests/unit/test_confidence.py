"""How likely a finding is right: each sign pulls the way it should, and the weights are data."""

import random
import tomllib
from collections.abc import Iterator
from importlib.resources import files

import pytest

from tests.bench.misheard import misheard, word_probabilities
from tests.visits import STUDY, visit
from trialvoice.core.findings import AdverseEvent, Evidence, Finding
from trialvoice.core.records import SafeTranscript
from trialvoice.evaluate.visits.visit import FOLDER, load_visits
from trialvoice.safe.confidence import LEAST, MOST, confidence, logistic, logit, signs_of
from trialvoice.safe.extract import extract, identity_hashes
from trialvoice.safe.language.dialogue import Dialogue

SAID = visit("I: How are you?", "P: I had a headache on Monday.", "P: That headache was bad.")


def heard_with(probability: float, role_confidence: float = 1.0) -> SafeTranscript:
    turns = tuple(
        turn.model_copy(
            update={
                "role_confidence": role_confidence,
                "words": tuple(word.model_copy(update={"probability": probability}) for word in turn.words),
            }
        )
        for turn in SAID.turns
    )
    return SAID.model_copy(update={"turns": turns})


def event(transcript: SafeTranscript) -> Finding:
    (found,) = [f for f in extract(transcript, STUDY).findings if isinstance(f.value, AdverseEvent)]
    return found


def test_words_hard_to_hear_make_a_finding_less_sure() -> None:
    sure = [event(heard_with(probability)).confidence for probability in (1.0, 0.8, 0.5)]
    assert sure == sorted(sure, reverse=True)
    assert sure[0] - sure[2] > 0.1


def test_a_role_in_doubt_makes_a_finding_less_sure() -> None:
    assert event(heard_with(1.0, 0.6)).confidence < event(heard_with(1.0, 1.0)).confidence


def test_what_is_said_again_is_surer() -> None:
    once = visit("I: How are you?", "P: I had a headache on Monday.")
    assert event(SAID).confidence > event(once).confidence


@pytest.mark.parametrize("match", ["normalised", "fuzzy"])
def test_a_worse_alignment_makes_a_finding_less_sure(match: str) -> None:
    proof = event(SAID).evidence[0]
    worse = Evidence.model_validate({**proof.model_dump(), "match": match})
    dialogue = Dialogue(SAID)
    sure = [
        confidence(signs_of("crf_item", 0.5, (one,), dialogue, pointed=False, asked=False)) for one in (proof, worse)
    ]
    assert sure[0] > sure[1]


def test_silence_of_the_model_counts_only_where_it_was_asked() -> None:
    dialogue, proof = Dialogue(SAID), event(SAID).evidence

    def agreement(kind: str, *, pointed: bool, asked: bool) -> float:
        return signs_of(kind, 0.9, proof, dialogue, pointed=pointed, asked=asked)["agreement"]

    assert agreement("adverse_event", pointed=True, asked=True) == 1
    assert agreement("adverse_event", pointed=False, asked=True) == -1
    assert agreement("adverse_event", pointed=False, asked=False) == 0
    assert agreement("vital_sign", pointed=False, asked=True) == 0


def test_nothing_is_certain() -> None:
    assert confidence({"rule": 100.0}) == MOST
    assert confidence({"rule": -100.0}) == LEAST
    assert logistic(logit(0.3)) == pytest.approx(0.3)


def test_the_weights_are_versioned_data_in_the_run_identity() -> None:
    table = tomllib.loads((files("trialvoice.safe") / "confidence.toml").read_text(encoding="utf-8"))
    assert table["version"] >= 1
    assert {"constant", "rule", "agreement", "misheard", "role_unsure", "fuzzy", "second"} <= set(table["weights"])
    assert len(identity_hashes()["confidence"]) == 64


def test_signs_are_not_written_out() -> None:
    assert "signs" not in extract(SAID, STUDY).model_dump(mode="json")


def _quoted() -> Iterator[tuple[str, str]]:
    first = load_visits(FOLDER / "dev")[0]
    other = misheard(first, [1.0], random.Random(1))
    for one, same in zip(first.expected, other.expected, strict=True):
        for quote, moved in zip(one.quotes, same.quotes, strict=True):
            was, now = first.transcript.turn(quote.turn), other.transcript.turn(moved.turn)
            assert was is not None
            assert now is not None
            yield was.text[quote.start : quote.end], now.text[moved.start : moved.end]


def test_a_key_goes_along_when_a_visit_is_misheard() -> None:
    pairs = list(_quoted())
    assert pairs
    assert all(said in heard for said, heard in pairs)


def test_words_are_wrong_as_often_as_their_probabilities_say() -> None:
    first = load_visits(FOLDER / "dev")[0]
    other = misheard(first, [0.7], random.Random(1))
    before = [word.text for turn in first.transcript.turns for word in turn.words]
    after = [word.text for turn in other.transcript.turns for word in turn.words]
    same = sum(one == two for one, two in zip(before, after, strict=True)) / len(before)
    assert 0.65 < same < 0.76
    assert 0.8 < sum(word_probabilities()) / len(word_probabilities()) < 0.95
