"""Dictionary terms that words do not decide: candidates by meaning, what is asked, and what an answer changes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from tests.visits import STUDY, visit
from trialvoice.core.findings import AdverseEvent, Coding
from trialvoice.engines.kept_vectors import KeptVectors
from trialvoice.safe.asking.ask import Message, Reply
from trialvoice.safe.coding.choosing import Chooser
from trialvoice.safe.coding.coder import Coder
from trialvoice.safe.coding.dictionary import Dictionary, Name
from trialvoice.safe.coding.likeness import Likeness, Vectors
from trialvoice.safe.extract import extract
from trialvoice.safe.extracted import Extracted

VISIT = visit("I: How are you?", "P: I had a headache on Monday.")
MEANINGS: Mapping[str, tuple[float, float]] = {
    "headache": (1.0, 0.0),
    "cephalalgia": (0.96, 0.28),
    "pain of the skull": (0.8, 0.6),
    "tension": (0.6, 0.8),
    "crick": (0.56, 0.83),
    "vomiting": (0.0, 1.0),
}


class ByHand:
    """Meanings written down."""

    def __init__(self) -> None:
        self.asked = 0

    def vectors(self, texts: Sequence[str]) -> Vectors:
        self.asked += 1
        return np.array([MEANINGS[text] for text in texts], np.float32)


@dataclass
class Answering:
    """Gives the same answer to all it is asked."""

    text: str
    chances: dict[str, float] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def complete(
        self, messages: Sequence[Message], schema_json: str, max_tokens: int, choices: Sequence[str] = ()
    ) -> Reply:
        self.asked.append((messages[-1].content, schema_json))
        return Reply(text=self.text, prompt_tokens=50, cached_tokens=0, generated_tokens=5, chances=self.chances)


def dictionary(**said: str) -> Dictionary:
    names = [Name(name.replace("_", " "), _coding(term)) for name, term in said.items()]
    return Dictionary("CTCAE", "6.0", names, "0" * 64, {})


def _coding(term: str) -> Coding:
    return Coding(dictionary="CTCAE", version="6.0", term=term, system_organ_class="Nervous system disorders")


FOREIGN = dictionary(cephalalgia="Head pain", pain_of_the_skull="Head pain", tension="Tension", vomiting="Vomiting")
FAINTLY = dictionary(tension="Tension", crick="Stiff neck")


def read(answer: str, of: Dictionary = FOREIGN, **chances: float) -> tuple[Extracted, Answering]:
    model = Answering(json.dumps({"answer": answer}), chances)
    made = extract(VISIT, STUDY, coder=Coder(of), chooser=Chooser(model, ByHand()))
    return made, model


def event(made: Extracted) -> AdverseEvent:
    (value,) = [f.value for f in made.findings if isinstance(f.value, AdverseEvent)]
    return value


def test_terms_are_proposed_by_meaning_each_once_and_none_that_is_far() -> None:
    near = Likeness(FOREIGN, ByHand()).nearest(["headache"], most=5)
    assert [one.coding.term for one in near] == ["Head pain", "Tension"]
    assert [one.cosine for one in near] == pytest.approx([0.96, 0.6])
    assert len(Likeness(FOREIGN, ByHand()).nearest(["headache"], most=1)) == 1


def test_what_is_asked() -> None:
    _, model = read("A")
    ((text, shape),) = model.asked
    assert "2 P: I had a headache on Monday." in text
    assert 'In turn 2 a health problem of the participant is told: "headache"' in text
    assert "A: Head pain\nB: Tension\n" in text
    assert '["A", "B", "none"]' in shape


def test_the_chosen_term_codes_the_event_and_is_marked() -> None:
    made, _ = read("B", FAINTLY)
    (coded,) = event(made).codings
    assert (coded.state, coded.matched, coded.coding) == ("coded", "chosen", _coding("Stiff neck"))
    assert [coding.term for coding in coded.candidates] == ["Tension", "Stiff neck"]
    assert made.findings[0].review == ("term chosen by the model",)
    assert (made.counts["terms_asked"], made.counts["terms_chosen"]) == (1, 1)
    assert made.tokens.requests == 1


def test_none_leaves_it_uncoded_with_the_candidates() -> None:
    made, _ = read("none", FAINTLY)
    (coded,) = event(made).codings
    assert (coded.state, coded.matched, coded.coding, len(coded.candidates)) == ("uncoded", None, None, 2)
    assert made.findings[0].review == ()
    assert made.counts["answers_unreadable"] == 0


def test_the_nearer_term_holds_where_the_model_wavers_and_the_surer_answer_where_terms_are_as_near() -> None:
    wavering, _ = read("B", A=0.4, B=0.6, none=0.0)
    assert event(wavering).coding == _coding("Head pain")
    surer, _ = read("B", FAINTLY, A=0.1, B=0.9, none=0.0)
    assert event(surer).coding == _coding("Stiff neck")


def test_a_reply_that_cannot_be_read_is_counted() -> None:
    model = Answering("sorry")
    made = extract(VISIT, STUDY, coder=Coder(FOREIGN), chooser=Chooser(model, ByHand()))
    assert event(made).codings[0].state == "uncoded"
    assert made.counts["answers_unreadable"] == 1


def test_nobody_is_asked_where_words_decide_or_nothing_is_near() -> None:
    made, model = read("A", dictionary(headache="Headache", vomiting="Vomiting"))
    assert (event(made).codings[0].matched, model.asked) == ("exact", [])
    made, model = read("A", dictionary(vomiting="Vomiting"))
    assert (event(made).codings[0].state, model.asked) == ("uncoded", [])


def test_a_long_list_is_made_once_and_what_was_said_is_not_kept(tmp_path: Path) -> None:
    loaded: list[ByHand] = []

    def load() -> ByHand:
        loaded.append(ByHand())
        return loaded[-1]

    many = ["headache", "vomiting"] * 150
    first = KeptVectors(load, "model 1", tmp_path)
    np.testing.assert_array_equal(first.vectors(many), ByHand().vectors(many))
    first.vectors(["tension"])
    assert len(list(tmp_path.iterdir())) == 1
    np.testing.assert_array_equal(KeptVectors(load, "model 1", tmp_path).vectors(many), ByHand().vectors(many))
    assert len(loaded) == 1
    KeptVectors(load, "model 2", tmp_path).vectors(many)
    assert len(loaded) == 2
